"""A dossier comes in: at the counter, by post, online; it is received with an appointment, or not (form 03)."""

from __future__ import annotations

import secrets
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.procedures.models import (
    Action,
    Applicant,
    ApplicantKind,
    Channel,
    DayCounter,
    Dossier,
    ProcedureVersion,
    State,
)
from congthuong.apps.procedures.problems import FieldMissing, FieldTooLong, NotOnline, WrongChoice
from congthuong.apps.procedures.queries.catalogue import version_for
from congthuong.apps.procedures.queries.terms import clock_for, due_of
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
LIMITS = {
    "name": ("họ tên, tên đơn vị", 200),
    "identity": ("số định danh, mã số thuế", 30),
    "phone": ("điện thoại", 30),
    "email": ("thư điện tử", 120),
    "address": ("địa chỉ", 300),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who applies."""

    name: str
    kind: str = ApplicantKind.PERSON
    identity: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """What comes in. `papers`: which of the procedure's components are there."""

    procedure: str
    applicant: Person
    channel: int = Channel.DIRECT
    papers: tuple[str, ...] = ()
    note: str = ""


@transaction.atomic
def dossier_receive(*, by: User, application: Application, at: datetime | None = None) -> Dossier:
    """A dossier at the counter or by post is received: number, look-up code, appointment (form 01).

    Raises Forbidden, NoSuchProcedure, NotInForce, WrongChoice, FieldMissing, FieldTooLong.
    """
    when = moment(at)
    version = version_for(application.procedure, timezone.localdate(when))
    require(by, RECEIVES, kind=version.kind)
    dossier = _registered(application, version, when)
    return _received(dossier, by, when, noted(application.note))


@transaction.atomic
def dossier_register(*, application: Application, at: datetime | None = None) -> Dossier:
    """A citizen hands in online; nothing is promised before a clerk receives it. What they write goes with their data,
    which can be erased, and not into a step, which cannot.

    Raises NoSuchProcedure, NotInForce, NotOnline, WrongChoice, FieldMissing, FieldTooLong.
    """
    when = moment(at)
    version = version_for(application.procedure, timezone.localdate(when))
    if not version.taken_online:
        raise NotOnline(procedure=version.name)
    dossier = _registered(application, version, when, request=noted(application.note))
    applicant_kept(dossier, when)  # it may never be looked at
    return move(dossier, Action.REGISTER, State.REGISTERED, by=None, at=when)


@transaction.atomic
def dossier_accept(
    *, dossier: int, by: User, seen: int | None = None, note: str = "", at: datetime | None = None
) -> Dossier:
    """What was handed in online is received; the term begins now, and with the catalogue of today.

    Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep, NotInForce.
    """
    when = moment(at)
    own = dossier_locked(dossier, seen, "tiếp nhận")
    require(by, RECEIVES, kind=own.kind)
    must_be(own, (State.REGISTERED,), "tiếp nhận")
    _take_version(own, version_for(own.procedure.code, timezone.localdate(when)))
    return _received(own, by, when, noted(note))


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
    why = said(reason, "lý do từ chối tiếp nhận")
    dossier = _registered(application, version, when)
    applicant_kept(dossier, when)
    return move(dossier, Action.REFUSE, State.NOT_RECEIVED, by=by, at=when, note=why)


def _received(dossier: Dossier, by: User, when: datetime, note: str) -> Dossier:
    clock = clock_for(when)
    applicant_needed(dossier)
    dossier.received_at = when
    dossier.due_at = due_of(when, dossier.term_kind, dossier.term, clock)  # type: ignore[arg-type]
    data = {"due": dossier.due_at.isoformat(), "papers": dossier.papers}
    return move(dossier, Action.RECEIVE, State.RECEIVED, by=by, at=when, note=note, data=data)


def _registered(
    application: Application, version: ProcedureVersion, when: datetime, *, request: str = ""
) -> Dossier:
    """The dossier and its applicant, without a step yet."""
    checked_applicant(application.applicant)
    if application.channel not in Channel.values:
        raise WrongChoice(value=str(application.channel), what="kênh nộp")
    dossier = Dossier(
        number=number_for(timezone.localdate(when)),
        lookup_code=lookup_code(),
        channel=application.channel,
        state=State.REGISTERED,
        registered_at=when,
        papers=[one for one in version.components if one in application.papers],
    )
    _take_version(dossier, version)
    dossier.search = words_of(dossier.number, version)
    dossier.save()
    person = application.applicant
    Applicant.objects.create(
        dossier=dossier,
        kind=person.kind,
        name=person.name.strip(),
        identity=person.identity.strip(),
        phone=person.phone.strip(),
        email=person.email.strip(),
        address=person.address.strip(),
        request=request,
        purpose=PURPOSE,
        consented_at=when,
        search=words_with(dossier, person.name, person.identity),
    )
    return dossier


def _take_version(dossier: Dossier, version: ProcedureVersion) -> None:
    dossier.procedure = version.procedure
    dossier.version = version
    dossier.kind = version.kind
    dossier.organisation = version.organisation
    dossier.term_kind, dossier.term = version.term_kind, version.term


def checked_applicant(person: Person) -> None:
    """Raises FieldMissing, FieldTooLong, WrongChoice."""
    if person.kind not in ApplicantKind.values:
        raise WrongChoice(value=person.kind[:20], what="loại người nộp")
    if not person.name.strip():
        raise FieldMissing(what="họ tên hoặc tên đơn vị của người nộp")
    for name, (words, limit) in LIMITS.items():
        if len(getattr(person, name).strip()) > limit:
            raise FieldTooLong(what=words, limit=limit)


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
    return dossier_number(day, counter.last)


def dossier_number(day: date, number: int) -> str:
    return f"{agency_code(day)}-{day:%y%m%d}-{number:04}"


@lru_cache(maxsize=64)
def agency_code(day: date) -> str:
    """The agency's code in force on the day (agency.toml)."""
    text = (files("congthuong.apps.procedures") / "agency.toml").read_text(encoding="utf-8")
    rows = [row for row in tomllib.loads(text)["agency"] if row["since"] <= day]
    return str(max(rows, key=lambda row: row["since"])["code"])
