"""What anybody may ask without a login, and how often: the state of a dossier by its code; with the phone or identity
number also its result, and sending what is missing."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from congthuong.apps.procedures.models import Action, Dossier, DossierFile, FilePurpose, State, Step
from congthuong.apps.procedures.problems import NoSuchDossierFile, NothingFound, NotTheApplicant, TooManyTries
from congthuong.apps.procedures.queries.dossiers import masked
from congthuong.apps.procedures.queries.pages import paper_due, told
from congthuong.core.identity import phone_of, plain
from congthuong.web import clock
from congthuong.web.tallies import count_up

LOOK_UPS, HAND_INS, CONFIRMS = (30, 600), (10, 3600), (10, 3600)
"""(tries, seconds) of one address: an office or a village may share one.
`CONFIRMS`: of one dossier, whoever asks."""


@dataclass(frozen=True, slots=True)
class PublicStep:
    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class PublicFile:
    """The result as a file; its name says who it is for, and is told to who has confirmed."""

    number: int
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class PublicState:
    """What the holder of the look-up code is told: no name in full, no officer, no notes of the office."""

    number: str
    procedure: str
    who: str
    state: str
    received_at: datetime | None
    due_at: datetime | None
    apology_due_at: datetime | None
    paper_due_at: datetime | None  # what the paper in their hand says, when the appointment is another by now
    stopped_at: datetime | None
    left: str
    papers_asked: tuple[str, ...]
    asked_note: str
    refused_for: str
    steps: tuple[PublicStep, ...]
    supplied_at: datetime | None
    may_supply: bool
    results: tuple[PublicFile, ...]


def looked_up(code: str) -> PublicState:
    """Raises NothingFound."""
    found = dossier_of(code)
    steps = list(found.steps.order_by("number"))
    refused = [one for one in steps if one.action in (Action.REFUSE, Action.STOP)]
    return PublicState(
        number=found.number,
        procedure=found.version.name,
        who=masked(found.applicant),
        state=State(found.state).label,
        received_at=found.received_at,
        due_at=found.due_at,
        apology_due_at=found.apology_due_at,
        paper_due_at=paper_due(found, steps),
        stopped_at=found.paused_at if found.paused else None,
        left=told(found, clock.now()).left if found.paused else "",
        papers_asked=papers_asked(found),
        asked_note=_asked_note(found, steps),
        refused_for=refused[-1].note
        if found.state in (State.NOT_RECEIVED, State.STOPPED) and refused
        else "",
        steps=tuple(
            PublicStep(one.at, one.get_action_display())
            for one in steps
            if one.action not in (Action.PASS, Action.SUBMIT)
        ),
        supplied_at=found.supplied_at if found.state == State.SUPPLEMENT else None,
        may_supply=found.state == State.SUPPLEMENT and found.applicant.erased_at is None,
        results=_results(found),
    )


def _asked_note(dossier: Dossier, steps: Sequence[Step]) -> str:
    """Why papers or a fee are asked for, as the paper says it (form 02), while they are waited for."""
    wanted = {State.SUPPLEMENT: Action.SUPPLEMENT, State.PAYING: Action.PAYMENT}.get(State(dossier.state))
    return next((one.note for one in reversed(steps) if one.action == wanted), "")


def dossier_of(code: str) -> Dossier:
    """Raises NothingFound."""
    wanted = "".join(code.split()).upper()
    rows = Dossier.objects.select_related("version", "applicant").filter(lookup_code=wanted)
    found = rows.first() if wanted else None
    if found is None:
        raise NothingFound
    return found


def papers_asked(dossier: Dossier) -> tuple[str, ...]:
    """What the last request for supplement lists, while it is waited for."""
    if dossier.state != State.SUPPLEMENT:
        return ()
    step = dossier.steps.filter(action=Action.SUPPLEMENT).order_by("-number").first()
    return tuple(step.data.get("papers", ())) if step else ()


def confirmed(code: str, said: str) -> Dossier:
    """The dossier of who knows the code and the phone or identity number that was given with it. Who has only the paper
    with the code can neither read the result nor send anything. Raises NothingFound, NotTheApplicant, TooManyTries."""
    found = dossier_of(code)
    count_for(f"confirm:{found.pk}", CONFIRMS)
    person = found.applicant
    known = [_bare(one) for one in (person.phone, person.identity) if one]
    wanted = _bare(said)
    if not wanted or not any(secrets.compare_digest(wanted.encode(), one.encode()) for one in known):
        raise NotTheApplicant
    return found


def result_of(dossier: Dossier, number: int) -> DossierFile:
    """Raises NoSuchDossierFile."""
    rows = dossier.files.filter(purpose=FilePurpose.RESULT, pk=number)
    found = rows.first() if dossier.state in (State.DONE, State.RETURNED) else None
    if found is None:
        raise NoSuchDossierFile(number=dossier.number)
    return found


def _results(dossier: Dossier) -> tuple[PublicFile, ...]:
    """Nothing once the applicant's data are erased: nobody could show that the result is theirs."""
    if dossier.state not in (State.DONE, State.RETURNED) or dossier.applicant.erased_at is not None:
        return ()
    rows = dossier.files.filter(purpose=FilePurpose.RESULT).order_by("pk")
    return tuple(PublicFile(one.pk, one.kind, one.size) for one in rows)


def _bare(text: str) -> str:
    """A phone or a number as it is compared, however it was typed now or written years ago."""
    try:
        return phone_of(text)
    except ValueError:
        return plain(text)


def count_try(request: HttpRequest, what: str, limit: tuple[int, int]) -> None:
    """Counts a try of the caller's address, for all processes together. Raises TooManyTries."""
    count_for(f"{what}:{address_of(request)}", limit)


def count_for(what: str, limit: tuple[int, int]) -> None:
    """Raises TooManyTries."""
    most, seconds = limit
    if count_up(f"dossier-{what}", seconds=seconds) > most:
        raise TooManyTries(minutes=max(1, seconds // 60))


def address_of(request: HttpRequest) -> str:
    """The caller's address; behind so many proxies as the settings say, the one that the outermost saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
