"""Approving: exactly these values are sealed and appended to the ledger, in one transaction."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Approval, Return, ReturnStep, Round, State
from congthuong.apps.collection.problems import (
    ApprovedAlready,
    HardFindings,
    NoSuchReturn,
    WrongState,
)
from congthuong.apps.collection.queries.intact import APPROVED
from congthuong.apps.collection.queries.pending import last_approval, pending_for
from congthuong.apps.collection.queries.sealed import ledger_digest
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.records import hash_of, period_of
from congthuong.apps.collection.services.filling import return_locked
from congthuong.apps.collection.services.flow import as_seen
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.ledger.services import import_observations
from congthuong.core.forms.model import Form
from congthuong.core.ledger.model import Observation
from congthuong.web import clock
from congthuong.web.moments import write_moment


@transaction.atomic
def return_approve(
    *, ret: int, by: User, seen_version: int | None = None, on: date | None = None
) -> Approval:
    """Approves the return as it stands and appends its figures to the ledger; asked again, it changes nothing.

    `seen_version`: what the approver saw; another one refuses. `on`: the day on which the ledger knows the figures
    (today). Raises ApprovedAlready, WrongState, ReturnChanged, HardFindings, NoSuchReturn, Forbidden, Problems of the ledger.
    """
    own = locked_with_round(ret)
    require(by, "returns.approve", organisation=own.organisation, kind=own.round.form.kind)
    before = last_approval(own)
    if own.state == State.APPROVED and before is not None:
        if seen_version is not None and seen_version != own.version:
            who = before.by.full_name if before.by else "phần mềm"
            raise ApprovedAlready(by=who, at=write_moment(before.at))
        return before
    if own.state != State.HANDED_IN:
        raise WrongState(state=State(own.state).label, what="duyệt")
    as_seen(own, seen_version, "duyệt")
    sheet = sheet_for(own)
    if sheet.evaluated.hard:  # the ledger moved since it was handed in
        raise HardFindings(sheet.evaluated.hard)
    number = before.number + 1 if before else 1
    day = on or clock.today()
    pending = pending_for(
        own, sheet.form, sheet.evaluated.values, source=source_of(own, sheet.form, by, number), on=day
    )
    approval = Approval.objects.create(
        ret=own,
        number=number,
        content=pending.content,
        sha256=hash_of(pending.content),
        recorded_on=day,
        batch=append(own, pending.observations, by, f"lần {number}", pending.content),
        supersedes=before,
        by=by,
        at=clock.now(),
    )
    _close(own, by)
    record_event(
        APPROVED, by=by, subject=own, organisation=own.organisation_id, period=own.round.period, number=number,
        sha256=approval.sha256, sealed=len(pending.values), figures=len(pending.observations),
        ledger=ledger_digest(approval.batch),
    )  # fmt: skip
    return approval


def append(
    ret: Return, observations: tuple[Observation, ...], by: User | None, what: str, content: str
) -> ImportBatch | None:
    """Appends to the ledger; the batch bears the hash of what was approved."""
    if not observations:
        return None
    name = f"{ret.round.form.code} {ret.organisation_id} {ret.round.period} {what}"
    return import_observations(observations, by=by, file_name=name, data=content.encode()).batch


def source_of(ret: Return, form: Form, by: User, number: int) -> str:
    """What the ledger says about where a figure is from: form, return, approver."""
    unit = f"{ret.organisation.name}, {period_of(ret).name}"
    return f"Biểu «{form.name}», phiếu {ret.pk} của {unit}; duyệt lần {number}: {by.full_name}"


def locked_with_round(number: int) -> Return:
    """The round first, then the return: who approves the last return of a round must see all the others."""
    round_id = Return.objects.filter(pk=number).values_list("round_id", flat=True).first()
    if round_id is None:
        raise NoSuchReturn(number=number)
    list(Round.objects.select_for_update().filter(pk=round_id).values_list("pk"))
    return return_locked(number)


def _close(ret: Return, by: User) -> None:
    ReturnStep.objects.create(ret=ret, before=ret.state, after=State.APPROVED, by=by, at=clock.now())
    ret.state, ret.reopened, ret.approved_at = State.APPROVED, [], clock.now()
    ret.version += 1
    ret.save()
