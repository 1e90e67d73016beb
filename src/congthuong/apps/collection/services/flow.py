"""A return's way: handed in, sent back with a reason, re-opened for revision."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Return, ReturnStep, State
from congthuong.apps.collection.models.returns import FILLING
from congthuong.apps.collection.problems import (
    CellLocked,
    ExplanationsMissing,
    HardFindings,
    NothingToRevise,
    ReplyMissing,
    ReturnChanged,
    WrongState,
)
from congthuong.apps.collection.queries.answering import asked_again
from congthuong.apps.collection.queries.pending import last_approval
from congthuong.apps.collection.queries.sheets import Sheet, form_of_return, sheet_for
from congthuong.apps.collection.records import values_of
from congthuong.apps.collection.services.filling import place_of, return_locked
from congthuong.apps.collection.services.wording import plain, reason_in
from congthuong.core.forms.model import Cell
from congthuong.core.forms.rules import Finding
from congthuong.web import clock

BLANKED = "da-duyet-nay-trong"
MOST_QUOTED = 200
KEPT = "vì sao giữ nguyên số"


@transaction.atomic
def return_hand_in(*, ret: int, by: User, seen_version: int | None = None, reply: str = "") -> Return:
    """Hands the return in. `seen_version`: the one that the person saw; another one refuses. `reply`: what the unit
    answers to the reason for which the return was sent back; asked for where no figure was changed since.

    Raises HardFindings, ExplanationsMissing, ReplyMissing, ReasonTooShort, WrongState, ReturnChanged, NoSuchReturn, Forbidden.
    """
    own = return_locked(ret)
    require(by, "returns.submit", organisation=own.organisation, kind=own.round.form.kind)
    if own.state not in FILLING:
        raise WrongState(state=State(own.state).label, what="nộp")
    as_seen(own, seen_version, "nộp")
    sheet = sheet_for(own)
    hard = sheet.evaluated.hard + blanked(own, sheet)
    if hard:
        raise HardFindings(hard)
    if sheet.unexplained:
        raise ExplanationsMissing(sheet.unexplained)
    said = plain(reply)
    asked = asked_again(own, sheet.form)
    if asked is not None and not asked.changes and not said:
        raise ReplyMissing(reason=plain(asked.reason)[:MOST_QUOTED])
    if asked is not None and not asked.changes:
        reason_in(said, KEPT)
    own.handed_in_at = clock.now()
    own.first_handed_in_at = own.first_handed_in_at or own.handed_in_at
    own.looked_at = own.looked_by = None
    return move(own, State.HANDED_IN, by, event="return.handed_in", reason=said if asked else "")


@transaction.atomic
def return_send_back(*, ret: int, reason: str, by: User, seen_version: int | None = None) -> Return:
    """Gives the return back to the unit.

    Raises ReasonMissing, ReasonTooShort, WrongState, ReturnChanged, NoSuchReturn, Forbidden.
    """
    own = return_locked(ret)
    require(by, "returns.approve", organisation=own.organisation, kind=own.round.form.kind)
    if own.state != State.HANDED_IN:
        raise WrongState(state=State(own.state).label, what="trả lại")
    as_seen(own, seen_version, "trả lại")
    return move(own, State.RETURNED, by, event="return.sent_back", reason=reason_in(reason, "lý do trả lại"))


@transaction.atomic
def return_revise(*, ret: int, cells: Iterable[Cell], reason: str, by: User) -> Return:
    """Re-opens these cells of an approved return, and no others.

    Raises NothingToRevise, CellLocked, ReasonMissing, ReasonTooShort, WrongState, NoSuchReturn, Forbidden.
    """
    own = return_locked(ret)
    require(by, "returns.approve", organisation=own.organisation, kind=own.round.form.kind)
    if own.state not in (State.APPROVED, State.REVISED):
        raise WrongState(state=State(own.state).label, what="mở điều chỉnh")
    wanted = list(dict.fromkeys(cells))
    if not wanted:
        raise NothingToRevise
    form = form_of_return(own)
    for cell in wanted:
        if cell not in form.typed:
            raise CellLocked(place=place_of(form, cell), why="số ở đây do phần mềm tính hoặc lấy từ sổ")
    own.reopened = [list(cell) for cell in sorted({*wanted, *own.reopened_cells})]
    return move(own, State.REVISED, by, event="return.revised", reason=reason_in(reason, "lý do điều chỉnh"))


def blanked(ret: Return, sheet: Sheet) -> tuple[Finding, ...]:
    """Cells that were approved with a figure and are blank now: the ledger can revise a figure, not unsay it."""
    approval = last_approval(ret)
    if approval is None:
        return ()
    return tuple(
        Finding(
            BLANKED,
            "hard",
            (cell,),
            f"{sheet.form.label(cell)}: số đã duyệt nay để trống. Nếu không phát sinh, hãy nhập 0.",
        )
        for cell in values_of(approval.content)
        if cell in sheet.form.typed and sheet.evaluated.values.get(cell) is None
    )


def as_seen(ret: Return, seen_version: int | None, what: str) -> None:
    if seen_version is not None and seen_version != ret.version:
        raise ReturnChanged(what=what)


def move(
    ret: Return, after: State, by: User | None, *, event: str, reason: str = "", **data: object
) -> Return:
    """Changes the state, with its step and its event. The caller has locked the return and asked for the right."""
    ReturnStep.objects.create(ret=ret, before=ret.state, after=after, reason=reason, by=by, at=clock.now())
    ret.state = after
    ret.version += 1
    ret.save()
    told = {"reason": reason[:MOST_QUOTED], **data} if reason else data
    record_event(event, by=by, subject=ret, organisation=ret.organisation_id, period=ret.round.period, **told)
    return ret
