"""A dossier on its way: taken, passed on, paused and resumed, apologised for, signed, settled, given back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, require
from congthuong.apps.procedures.models import (
    Action,
    Dossier,
    Pause,
    State,
)
from congthuong.apps.procedures.models.dossiers import PAUSED, RUNNING
from congthuong.apps.procedures.problems import (
    ApologyTwice,
    NotTheirWork,
    SupplementTwice,
    WrongNewDate,
)
from congthuong.apps.procedures.queries.terms import aware, clock_for, due_after_pause, naive
from congthuong.apps.procedures.services.moving import (
    HANDLES,
    RECEIVES,
    applicant_kept,
    applicant_needed,
    dossier_locked,
    moment,
    move,
    must_be,
    noted,
    require_any,
    said,
)
from congthuong.apps.procedures.services.receiving import papers_checked
from congthuong.apps.procedures.services.settling import closed
from congthuong.core.quantities import write_date


@transaction.atomic
def dossier_take(
    *, dossier: int, by: User, seen: int | None = None, note: str = "", at: datetime | None = None
) -> Dossier:
    """The officer who handles it takes it. Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep."""
    own = dossier_locked(dossier, seen, "nhận xử lý")
    require(by, HANDLES, kind=own.kind)
    must_be(own, RUNNING, "nhận xử lý")
    before, own.holder = own.holder_id, by
    _work_again(own)
    action = Action.PASS if own.state == State.PROCESSING and before else Action.TAKE
    return move(own, action, State.PROCESSING, by=by, at=moment(at), note=noted(note))


@transaction.atomic
def dossier_pass(
    *, dossier: int, by: User, to: User, seen: int | None = None, note: str = "", at: datetime | None = None
) -> Dossier:
    """Handed on to a colleague who may handle it too. Raises Forbidden, NotTheirWork, NoSuchDossier, DossierChanged,
    WrongStep."""
    own = dossier_locked(dossier, seen, "chuyển")
    require(by, HANDLES, kind=own.kind)
    if not may(to, HANDLES, kind=own.kind):
        raise NotTheirWork(who=to.full_name or to.username)
    must_be(own, RUNNING, "chuyển")
    own.holder = to
    _work_again(own)
    data = {"to": to.full_name or to.username}
    return move(own, Action.PASS, State.PROCESSING, by=by, at=moment(at), note=noted(note), data=data)


@transaction.atomic
def dossier_pause(
    *,
    dossier: int,
    by: User,
    papers: Sequence[str],
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Dossier:
    """Papers are missing: asked for once, all of them, in writing (form 02). The clock stops.

    Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep, SupplementTwice, ReasonMissing.
    """
    when = moment(at)
    own = dossier_locked(dossier, seen, "yêu cầu bổ sung")
    require_any(by, (HANDLES, RECEIVES), own.kind)
    must_be(own, RUNNING, "yêu cầu bổ sung")
    if own.supplement_at is not None:
        raise SupplementTwice(number=own.number, day=write_date(timezone.localdate(own.supplement_at)))
    wanted = [one.strip() for one in papers if one.strip()]
    said("\n".join(wanted), "giấy tờ cần bổ sung")
    own.supplement_at = when
    _stand_still(own, State.SUPPLEMENT, when)
    return move(
        own, Action.SUPPLEMENT, State.SUPPLEMENT, by=by, at=when, note=noted(note), data={"papers": wanted}
    )


@transaction.atomic
def dossier_ask_payment(
    *, dossier: int, by: User, amount: str, seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """Fees are to be paid before it goes on. Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep, ReasonMissing."""
    when = moment(at)
    own = dossier_locked(dossier, seen, "yêu cầu nộp phí")
    require_any(by, (HANDLES, RECEIVES), own.kind)
    must_be(own, RUNNING, "yêu cầu nộp phí")
    words = said(amount, "khoản phí, lệ phí phải nộp")
    _stand_still(own, State.PAYING, when)
    return move(own, Action.PAYMENT, State.PAYING, by=by, at=when, note=words)


@transaction.atomic
def dossier_stop(
    *, dossier: int, by: User, reason: str, seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """Settling stops, with reasons (form 05). Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep, ReasonMissing."""
    when = moment(at)
    own = dossier_locked(dossier, seen, "dừng giải quyết")
    require(by, HANDLES, kind=own.kind)
    must_be(own, (*RUNNING, State.SUPPLEMENT, State.PAYING), "dừng giải quyết")
    why = said(reason, "lý do dừng giải quyết")
    if own.paused:
        _go_on(own, when)
    _stand_still(own, State.STOPPED, when)
    applicant_kept(own, when)  # it may never go on
    return move(own, Action.STOP, State.STOPPED, by=by, at=when, note=why)


@transaction.atomic
def dossier_resume(
    *,
    dossier: int,
    by: User,
    papers: Sequence[str] | None = None,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Dossier:
    """What was waited for is there: the clock runs again, the appointment moves by what stood still. `papers`: the
    components that are there now; None leaves them as they were.

    Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep.
    """
    when = moment(at)
    own = dossier_locked(dossier, seen, "xử lý tiếp")
    require_any(by, (HANDLES, RECEIVES), own.kind)
    must_be(own, PAUSED, "xử lý tiếp")
    papers_checked(own, papers)
    before = own.due_at
    _go_on(own, when)
    applicant_needed(own)
    assert before is not None and own.due_at is not None
    data = {"due_before": before.isoformat(), "due": own.due_at.isoformat(), "papers": own.papers}
    return move(own, Action.RESUME, State.PROCESSING, by=by, at=when, note=noted(note), data=data)


@transaction.atomic
def dossier_withdraw(
    *, dossier: int, by: User, reason: str, seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """The citizen takes it back. Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep, ReasonMissing."""
    when = moment(at)
    own = dossier_locked(dossier, seen, "rút")
    require(by, RECEIVES, kind=own.kind)
    must_be(own, (*RUNNING, *PAUSED), "rút")
    why = said(reason, "lý do rút hồ sơ")
    if own.paused:
        _go_on(own, when)
    closed(own, when)
    return move(own, Action.WITHDRAW, State.WITHDRAWN, by=by, at=when, note=why)


@transaction.atomic
def dossier_apologise(
    *,
    dossier: int,
    by: User,
    reason: str,
    new_day: date,
    seen: int | None = None,
    at: datetime | None = None,
) -> Dossier:
    """Late, or about to be: a written apology with the reason and a new date, once (form 04).

    The dossier stays late in the figures: it is judged by its first appointment. Raises Forbidden, NoSuchDossier,
    DossierChanged, WrongStep, ReasonMissing, ApologyTwice, WrongNewDate.
    """
    when = moment(at)
    own = dossier_locked(dossier, seen, "hẹn lại")
    require_any(by, (HANDLES, RECEIVES), own.kind)
    must_be(own, RUNNING, "hẹn lại")
    if own.apology_due_at is not None:
        raise ApologyTwice(number=own.number, day=write_date(timezone.localdate(own.apology_due_at)))
    why = said(reason, "lý do chậm")
    assert own.due_at is not None
    after = max(timezone.localdate(own.due_at), timezone.localdate(when))
    clock = clock_for(when)
    if new_day <= after or new_day > after + timedelta(365) or not clock.calendar.is_working_day(new_day):
        raise WrongNewDate(day=write_date(new_day), after=write_date(after))
    own.apology_due_at = aware(datetime.combine(new_day, naive(own.due_at).time()))
    data = {"due": own.due_at.isoformat(), "new_due": own.apology_due_at.isoformat()}
    return move(own, Action.APOLOGISE, State.PROCESSING, by=by, at=when, note=why, data=data)


@transaction.atomic
def dossier_submit(
    *, dossier: int, by: User, note: str = "", seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """The draft result goes to the leader to sign. Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep."""
    when = moment(at)
    own = dossier_locked(dossier, seen, "trình ký")
    require(by, HANDLES, kind=own.kind)
    must_be(own, RUNNING, "trình ký")
    own.submitted_at = when
    return move(own, Action.SUBMIT, State.PROCESSING, by=by, at=when, note=noted(note))


def _work_again(dossier: Dossier) -> None:
    """What was submitted before is not what will be signed: whoever works on it now submits it once more."""
    dossier.submitted_at = None


def _stand_still(dossier: Dossier, state: State, when: datetime) -> None:
    assert dossier.due_at is not None  # received before it can wait
    _work_again(dossier)
    dossier.paused_at = when
    before = Pause.objects.filter(dossier=dossier).order_by("-pk").values_list("until", flat=True).first()
    Pause.objects.create(dossier=dossier, state=state, since=when, after=before, due_before=dossier.due_at)


def _go_on(dossier: Dossier, when: datetime) -> None:
    pause = Pause.objects.get(dossier=dossier, until__isnull=True)
    kind = dossier.term_kind
    clock = clock_for(when)
    # Never before what the paper in the citizen's hand says, as a calendar that changed meanwhile could make it.
    after = max(pause.due_before, due_after_pause(pause.due_before, pause.since, when, kind, clock))  # type: ignore[arg-type]
    pause.until, pause.due_after = when, after
    pause.save(update_fields=["until", "due_after"])
    dossier.paused_at, dossier.due_at = None, after
    again = dossier.apology_due_at
    if again is not None:
        dossier.apology_due_at = max(again, due_after_pause(again, pause.since, when, kind, clock))  # type: ignore[arg-type]
