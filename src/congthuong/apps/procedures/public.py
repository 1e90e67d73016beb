"""What anybody may ask without a login, and how often: the state of a dossier by its code, and handing one in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from congthuong.apps.procedures.models import Action, Dossier, State
from congthuong.apps.procedures.problems import NothingFound, TooManyTries
from congthuong.apps.procedures.queries.dossiers import masked

LOOK_UPS, HAND_INS = (30, 600), (10, 3600)
"""(tries, seconds) of one address: an office or a village may share one."""


@dataclass(frozen=True, slots=True)
class PublicStep:
    at: datetime
    name: str


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
    papers_asked: tuple[str, ...]
    refused_for: str
    steps: tuple[PublicStep, ...]


def looked_up(code: str) -> PublicState:
    """Raises NothingFound."""
    wanted = "".join(code.split()).upper()
    rows = Dossier.objects.select_related("version", "applicant").filter(lookup_code=wanted)
    found = rows.first() if wanted else None
    if found is None:
        raise NothingFound
    steps = list(found.steps.order_by("number"))
    asked = [one for one in steps if one.action == Action.SUPPLEMENT]
    refused = [one for one in steps if one.action in (Action.REFUSE, Action.STOP)]
    return PublicState(
        number=found.number,
        procedure=found.version.name,
        who=masked(found.applicant),
        state=State(found.state).label,
        received_at=found.received_at,
        due_at=found.due_at,
        apology_due_at=found.apology_due_at,
        papers_asked=tuple(asked[-1].data.get("papers", ())) if found.state == State.SUPPLEMENT else (),
        refused_for=refused[-1].note
        if found.state in (State.NOT_RECEIVED, State.STOPPED) and refused
        else "",
        steps=tuple(
            PublicStep(one.at, one.get_action_display())
            for one in steps
            if one.action not in (Action.PASS, Action.SUBMIT)
        ),
    )


def count_try(request: HttpRequest, what: str, limit: tuple[int, int]) -> None:
    """Counts a try of the caller's address, for all processes together. Raises TooManyTries."""
    most, seconds = limit
    key = f"dossier-{what}:{address_of(request)}:{int(time.time()) // seconds}"
    cache.add(key, 0, 2 * seconds)
    try:
        tries = cache.incr(key)
    except ValueError:  # forgotten in between: then it is not counted
        return
    if tries > most:
        raise TooManyTries(minutes=max(1, seconds // 60))


def address_of(request: HttpRequest) -> str:
    """The caller's address; behind so many proxies as the settings say, the one that the outermost saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
