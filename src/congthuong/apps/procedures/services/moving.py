"""What every step of a dossier does alike: the lock, the look at the state, the step's row, the event's line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import ACTIONS, Forbidden, may
from congthuong.apps.procedures.models import Action, Applicant, Dossier, State, Step
from congthuong.apps.procedures.problems import (
    DossierChanged,
    FieldTooLong,
    NoSuchDossier,
    ReasonMissing,
    WrongStep,
)
from congthuong.web import clock

LONGEST_NOTE = 2000
KEPT_YEARS = (
    5  # personal data after the result: the archive's own rule goes before, an office may erase later
)
RECEIVES, HANDLES, SIGNS = "dossiers.receive", "dossiers.handle", "dossiers.sign"


def require_any(by: User, actions: Iterable[str], kind: str) -> None:
    """Raises Forbidden unless the person may do one of these with dossiers of the kind."""
    wanted = tuple(actions)
    if not any(may(by, one, kind=kind) for one in wanted):
        raise Forbidden(what=ACTIONS[wanted[0]], where="")


def dossier_locked(number: int, seen: int | None, what: str) -> Dossier:
    """The dossier, held until the transaction ends. `seen`: the revision that the person saw; another one refuses.

    Raises NoSuchDossier, DossierChanged.
    """
    rows = Dossier.objects.select_for_update().filter(pk=number)
    dossier = rows.first()
    if dossier is None:
        raise NoSuchDossier(number=number)
    if seen is not None and seen != dossier.revision:
        last = Step.objects.filter(dossier=dossier).order_by("-number").first()
        told = f"{last.by_name or 'hệ thống'} đã {last.get_action_display()}" if last else what
        raise DossierChanged(number=dossier.number, what=told)
    return dossier


def must_be(dossier: Dossier, states: Iterable[State], what: str) -> None:
    """Raises WrongStep."""
    if dossier.state not in tuple(states):
        raise WrongStep(number=dossier.number, state=State(dossier.state).label, what=what)


def said(text: str, what: str) -> str:
    """The words that a form prints. Raises ReasonMissing, FieldTooLong."""
    words = noted(text, what)
    if not words:
        raise ReasonMissing(what=what)
    return words


def noted(text: str, what: str = "ghi chú") -> str:
    """Raises FieldTooLong."""
    words = text.strip()
    if len(words) > LONGEST_NOTE:
        raise FieldTooLong(what=what, limit=LONGEST_NOTE)
    return words


def move(
    dossier: Dossier,
    action: Action,
    state: State,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    data: Mapping[str, Any] | None = None,
) -> Dossier:
    """Saves the dossier in its new state with the step and the event: last in the transaction."""
    dossier.state = state
    dossier.revision += 1
    dossier.save()
    append_step(dossier, action, by=by, at=at, note=note, data=data)
    record_event(
        f"dossier.{action.value}", by=by, subject=dossier, dossier=dossier.number, state=State(state).label
    )
    return dossier


def applicant_kept(dossier: Dossier, when: datetime) -> None:
    """How long the applicant's data are kept, once nothing is to be done with the dossier any more."""
    last = timezone.localdate(when)
    keep_until = last.replace(year=last.year + KEPT_YEARS, day=min(last.day, 28))
    Applicant.objects.filter(dossier=dossier).update(keep_until=keep_until)


def applicant_needed(dossier: Dossier) -> None:
    """It is worked on: the term of the applicant's data begins when that ends."""
    Applicant.objects.filter(dossier=dossier).update(keep_until=None)


def append_step(
    dossier: Dossier,
    action: Action,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    data: Mapping[str, Any] | None = None,
) -> Step:
    last = Step.objects.filter(dossier=dossier).order_by("-number").values_list("number", flat=True).first()
    step = Step(
        dossier=dossier,
        number=(last or 0) + 1,
        action=action,
        state=dossier.state,
        at=at,
        by=by,
        by_name=(by.full_name or by.username) if by else "",
        note=note,
        data=dict(data or {}),
    )
    step.save()
    return step


def moment(at: datetime | None) -> datetime:
    """When the step happened: now, unless rows of another system or of a test say when."""
    return at or clock.now()
