"""A dossier comes in: at the counter, by post, online; it is received with an appointment, or not (form 03)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.procedures.models import (
    Action,
    Applicant,
    Channel,
    DayCounter,
    Dossier,
    ProcedureVersion,
    State,
)
from congthuong.apps.procedures.problems import (
    NotOnline,
    PapersMissing,
)
from congthuong.apps.procedures.queries.agency import agency_code_on
from congthuong.apps.procedures.queries.catalogue import version_for
from congthuong.apps.procedures.queries.terms import clock_for, due_of
from congthuong.apps.procedures.services.applicants import checked_applicant
from congthuong.apps.procedures.services.applications import (
    Application,
    application_faults,
    papers_missing,
    refuse_faults,
)
from congthuong.apps.procedures.services.attaching import files_keep
from congthuong.apps.procedures.services.moving import (
    RECEIVES,
    applicant_kept,
    applicant_needed,
    dossier_locked,
    moment,
    move,
    must_be,
    noted,
    said,
)
from congthuong.web.folding import fold

PURPOSE = "Giải quyết thủ tục hành chính và thông báo kết quả"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that look like others
CODE_LENGTH = 10


@transaction.atomic
def dossier_receive(
    *, by: User, application: Application, ask: bool = False, at: datetime | None = None
) -> Dossier:
    """A dossier at the counter or by post is received: number, look-up code, appointment (form 01). `ask`: with papers
    missing it is not received, but asked for; whoever wants it all the same does not ask again.

    Raises Forbidden, NoSuchProcedure, NotInForce, WrongChoice, FieldMissing, FieldTooLong, IdentityWrong, PhoneWrong,
    FileRefused, PapersMissing; Problems when several things are wrong.
    """
    when = moment(at)
    version = version_for(application.procedure, timezone.localdate(when))
    require(by, RECEIVES, kind=version.kind)
    refuse_faults(application_faults(application, version, timezone.localdate(when), ask=ask))
    dossier = _registered(application, version, when, by=by)
    return _received(dossier, by, when, noted(application.note), sets=application.sets, back=application.back)


@transaction.atomic
def dossier_register(*, application: Application, key: str = "", at: datetime | None = None) -> Dossier:
    """A citizen hands in online; nothing is promised before a clerk receives it. What they write goes with their data,
    which can be erased, and not into a step, which cannot. `key`: of the form; sent a second time, also at the same
    moment, it answers the dossier of the first.

    Raises NoSuchProcedure, NotInForce, NotOnline, and as `dossier_receive` for what is wrong with the application.
    """
    when = moment(at)
    before = registered_with(key)
    if before is not None:
        return before
    version = version_for(application.procedure, timezone.localdate(when))
    if not version.taken_online:
        raise NotOnline(procedure=version.name)
    refuse_faults(application_faults(application, version, timezone.localdate(when), reachable=True))
    try:
        with transaction.atomic():
            dossier = _registered(
                application, version, when, request=noted(application.note), online=True, key=key
            )
    except IntegrityError:
        meanwhile = registered_with(key)
        if meanwhile is None:
            raise
        return meanwhile
    applicant_kept(dossier, when)  # it may never be looked at
    return move(dossier, Action.REGISTER, State.REGISTERED, by=None, at=when)


def registered_with(key: str) -> Dossier | None:
    """The dossier that the form with this key handed in."""
    return Dossier.objects.filter(hand_in_key=key).first() if key else None


@transaction.atomic
def dossier_accept(
    *,
    dossier: int,
    by: User,
    papers: Sequence[str] | None = None,
    ask: bool = False,
    seen: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Dossier:
    """What was handed in online is received; the term begins now, and with the catalogue of today. `papers`: the
    components that the clerk found there, one by one; None leaves what the applicant said. `ask` as for `dossier_receive`.

    Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep, NotInForce, PapersMissing.
    """
    when = moment(at)
    own = dossier_locked(dossier, seen, "tiếp nhận")
    require(by, RECEIVES, kind=own.kind)
    must_be(own, (State.REGISTERED,), "tiếp nhận")
    _take_version(own, version_for(own.procedure.code, timezone.localdate(when)))
    papers_checked(own, papers)
    if ask:
        must_be_complete(own)
    return _received(own, by, when, noted(note), back=Channel.ONLINE)


@transaction.atomic
def dossier_refuse(
    *, dossier: int, by: User, reason: str, seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """What was handed in is not received, with reasons (form 03).

    Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep, ReasonMissing.
    """
    when = moment(at)
    own = dossier_locked(dossier, seen, "từ chối tiếp nhận")
    require(by, RECEIVES, kind=own.kind)
    must_be(own, (State.REGISTERED,), "từ chối tiếp nhận")
    why = said(reason, "lý do từ chối tiếp nhận")
    applicant_kept(own, when)
    return move(own, Action.REFUSE, State.NOT_RECEIVED, by=by, at=when, note=why)


@transaction.atomic
def dossier_refuse_new(
    *, by: User, application: Application, reason: str, at: datetime | None = None
) -> Dossier:
    """What was brought to the counter is not received: it is kept with the reasons (form 03).

    Raises Forbidden, NoSuchProcedure, NotInForce, ReasonMissing, WrongChoice, FieldMissing, FieldTooLong.
    """
    when = moment(at)
    version = version_for(application.procedure, timezone.localdate(when))
    require(by, RECEIVES, kind=version.kind)
    refuse_faults(
        application_faults(application, version, timezone.localdate(when), refusing=True, reason=reason)
    )
    why = said(reason, "lý do từ chối tiếp nhận")
    dossier = _registered(application, version, when, by=by)
    applicant_kept(dossier, when)
    return move(dossier, Action.REFUSE, State.NOT_RECEIVED, by=by, at=when, note=why)


def must_be_complete(dossier: Dossier) -> None:
    """Raises PapersMissing."""
    missing = papers_missing(dossier.version, dossier.papers)
    if missing:
        raise PapersMissing(papers=", ".join(f"«{one}»" for one in missing))


def _received(
    dossier: Dossier, by: User, when: datetime, note: str, *, sets: int = 1, back: int = Channel.DIRECT
) -> Dossier:
    clock = clock_for(when)
    applicant_needed(dossier)
    dossier.received_at = when
    dossier.due_at = due_of(when, dossier.term_kind, dossier.term, clock)  # type: ignore[arg-type]
    data = {
        "due": dossier.due_at.isoformat(),
        "papers": dossier.papers,
        "missing": papers_missing(dossier.version, dossier.papers),
        "sets": sets,
        "back": back,
    }
    return move(dossier, Action.RECEIVE, State.RECEIVED, by=by, at=when, note=note, data=data)


def _registered(
    application: Application,
    version: ProcedureVersion,
    when: datetime,
    *,
    by: User | None = None,
    request: str = "",
    online: bool = False,
    key: str = "",
) -> Dossier:
    """The dossier, its applicant and its files, without a step yet; of an application without a fault."""
    person = checked_applicant(application.applicant, timezone.localdate(when), reachable=online)
    with_file = {one.component for one in application.files}
    dossier = Dossier(
        number=number_for(timezone.localdate(when)),
        lookup_code=lookup_code(),
        hand_in_key=key or None,
        channel=application.channel,
        state=State.REGISTERED,
        registered_at=when,
        papers=[one for one in version.components if one in application.papers or one in with_file],
    )
    _take_version(dossier, version)
    dossier.search = words_of(dossier.number, version)
    dossier.save()
    Applicant.objects.create(
        dossier=dossier,
        kind=person.kind,
        name=person.name,
        identity=person.identity,
        phone=person.phone,
        email=person.email,
        address=person.address,
        request=request,
        purpose=PURPOSE,
        consented_at=when,
        search=words_with(dossier, person.name, person.identity),
    )
    files_keep(dossier, application.files, by=by)
    return dossier


def papers_checked(dossier: Dossier, papers: Sequence[str] | None) -> None:
    """Which of the procedure's components are there, as a clerk found them."""
    if papers is not None:
        dossier.papers = [one for one in dossier.version.components if one in papers]


def _take_version(dossier: Dossier, version: ProcedureVersion) -> None:
    dossier.procedure = version.procedure
    dossier.version = version
    dossier.kind = version.kind
    dossier.organisation = version.organisation
    dossier.term_kind, dossier.term = version.term_kind, version.term


def words_of(number: str, version: ProcedureVersion) -> str:
    """What a dossier is found by that is no personal data: its number also without the agency's part."""
    return fold(f"{number} {number.partition('-')[2]} {version.procedure.code} {version.name}")


def words_with(dossier: Dossier, name: str, identity: str) -> str:
    """What it is found by for who may see the applicant."""
    return " ".join(f"{dossier.search} {dossier.lookup_code.lower()} {fold(name)} {fold(identity)}".split())


def lookup_code() -> str:
    """One of 32^10: it cannot be guessed, and opens nothing but the state."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def number_for(day: date) -> str:
    """The next number of the day: agency - day - number of the day."""
    counter, _made = DayCounter.objects.get_or_create(day=day)
    counter = DayCounter.objects.select_for_update().get(pk=counter.pk)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{agency_code_on(day)}-{day:%y%m%d}-{counter.last:04}"
