"""How a dossier ends: settled by who may, judged against its appointment, given back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, require
from congthuong.apps.procedures.models import Action, Channel, Dossier, Result, State, Timeliness
from congthuong.apps.procedures.models.dossiers import RUNNING
from congthuong.apps.procedures.problems import (
    FieldTooLong,
    NotSettledHere,
    ReasonMissing,
    WrongChoice,
    WrongResultDay,
)
from congthuong.apps.procedures.services.attaching import result_keep
from congthuong.apps.procedures.services.moving import (
    RECEIVES,
    SIGNS,
    applicant_kept,
    dossier_locked,
    moment,
    move,
    must_be,
    noted,
    require_any,
    said,
)
from congthuong.core.quantities import write_date
from congthuong.web.files import CheckedFile

LONGEST_RESULT_NUMBER = 80


@transaction.atomic
def dossier_settle(
    *,
    dossier: int,
    by: User,
    number: str,
    day: date | None,
    result: str = Result.GRANTED,
    note: str = "",
    file: CheckedFile | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Dossier:
    """The result is signed and ready: the leader says so, or the clerk who has the signed paper that the division
    submitted, with its number and its day. A clerk alone settles only what is settled at the counter.

    Now early, on time or late is judged; `file` is what the applicant may then read. Raises Forbidden, NoSuchDossier,
    DossierChanged, WrongStep, NotSettledHere, ReasonMissing, WrongChoice, FieldTooLong, WrongResultDay.
    """
    when = moment(at)
    own = dossier_locked(dossier, seen, "ghi kết quả")
    require_any(by, (SIGNS, RECEIVES), own.kind)
    must_be(own, RUNNING, "ghi kết quả")
    if not may_settle(by, own):
        raise NotSettledHere(
            number=own.number, who=own.organisation.name if own.organisation else "phòng nghiệp vụ"
        )
    if result not in Result.values:
        raise WrongChoice(value=result[:20], what="kết quả")
    own.result_number = said(number, "số văn bản kết quả")
    if len(own.result_number) > LONGEST_RESULT_NUMBER:
        raise FieldTooLong(what="số văn bản kết quả", limit=LONGEST_RESULT_NUMBER)
    own.result_day = _result_day(own, by, day, when)
    words = said(note, "lý do từ chối giải quyết") if result == Result.REFUSED else noted(note)
    own.result = result
    if file is not None:
        result_keep(own, file, by=by)
    closed(own, when)
    data = {
        "result": result, "number": own.result_number, "day": own.result_day.isoformat(), "timeliness": own.timeliness,
    }  # fmt: skip
    return move(own, Action.SETTLE, State.DONE, by=by, at=when, note=words, data=data)


def may_settle(by: User, dossier: Dossier) -> bool:
    """Who signs; who receives, once the division has submitted it, or where it is settled at the counter."""
    if may(by, SIGNS, kind=dossier.kind):
        return True
    at_hand = dossier.submitted_at is not None or dossier.version.at_counter
    return at_hand and may(by, RECEIVES, kind=dossier.kind)


def _result_day(dossier: Dossier, by: User, day: date | None, when: datetime) -> date:
    """Not before it was received. The clerk records what was signed because it was submitted, so not before that either;
    where a division pressed «Trình ký» only afterwards, who signs records it.

    Raises ReasonMissing, WrongResultDay.
    """
    if day is None:
        raise ReasonMissing(what="ngày văn bản kết quả")
    assert dossier.received_at is not None  # it runs
    first, since, out = timezone.localdate(dossier.received_at), "ngày tiếp nhận", ""
    if dossier.submitted_at is not None and not may(by, SIGNS, kind=dossier.kind):
        first, since = timezone.localdate(dossier.submitted_at), "ngày trình ký"
        out = " Phòng ghi trình ký muộn hơn ngày ký thì lãnh đạo ghi kết quả."
    last = timezone.localdate(when)
    if not first <= day <= last:
        raise WrongResultDay(
            day=write_date(day), since=since, first=write_date(first), last=write_date(last), out=out
        )
    return day


@transaction.atomic
def dossier_return(
    *,
    dossier: int,
    by: User,
    channel: int = Channel.DIRECT,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Dossier:
    """The result is given to the applicant. Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep, WrongChoice."""
    when = moment(at)
    own = dossier_locked(dossier, seen, "trả kết quả")
    require(by, RECEIVES, kind=own.kind)
    must_be(own, (State.DONE,), "trả kết quả")
    if channel not in Channel.values:
        raise WrongChoice(value=str(channel), what="kênh trả")
    own.returned_at, own.return_channel = when, channel
    data = {"channel": channel}
    return move(own, Action.RETURN, State.RETURNED, by=by, at=when, note=noted(note), data=data)


def timeliness_of(due: datetime, closed: datetime) -> Timeliness:
    """Early on a day before the appointment's, on time until its moment, late after it."""
    if closed > due:
        return Timeliness.LATE
    early = timezone.localdate(closed) < timezone.localdate(due)
    return Timeliness.EARLY if early else Timeliness.ON_TIME


def closed(dossier: Dossier, when: datetime) -> None:
    """The office is done with it: it is judged, and the applicant's data are kept for their term."""
    assert dossier.due_at is not None
    dossier.closed_at = when
    dossier.timeliness = timeliness_of(dossier.due_at, when)
    applicant_kept(dossier, when)
