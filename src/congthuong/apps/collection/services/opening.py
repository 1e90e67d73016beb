"""Opening what a day asks for: every form's next period as soon as its opening day has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from congthuong.apps.collection.models import Form, Round
from congthuong.apps.collection.problems import NobodyToAsk
from congthuong.apps.collection.queries.forms import forms_in_use
from congthuong.apps.collection.queries.pages_forms import next_period, opening_of
from congthuong.apps.collection.services.rounds import round_open
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period


@dataclass(frozen=True, slots=True)
class Left:
    """A form and a period that were not opened, and why: a problem, or None when its due day had passed already."""

    form: str
    period: Period
    problem: Problem | None = None

    @property
    def unused(self) -> bool:
        """Nobody in the catalogue fills the form: a province need not use all that come with the product."""
        return isinstance(self.problem, NobodyToAsk)


@dataclass(frozen=True, slots=True)
class OpenedToday:
    rounds: tuple[Round, ...]
    left: tuple[Left, ...]

    @property
    def troubles(self) -> tuple[Problem, ...]:
        """What somebody has to look at."""
        return tuple(one.problem for one in self.left if one.problem and not one.unused)


def rounds_open_due(*, on: date) -> OpenedToday:
    """Opens, as the system itself, what is to be open on that day. A second run opens nothing more.

    Each round is a transaction of its own, so that one form in trouble holds up no other. A period whose due day has
    passed (the machine was off, a form is taken up again) is not opened behind people's backs, but told.
    """
    rounds: list[Round] = []
    left: list[Left] = []
    for form in forms_in_use().order_by("code"):
        for period in _begun(form, on):
            try:
                if opening_of(form, period.code).days.due_on < on:
                    left.append(Left(form.name, period))
                    continue
                rounds.append(round_open(form=form.code, period=period.code, by=None))
            except Problem as problem:
                left.append(Left(form.name, period, problem))
                break
    return OpenedToday(tuple(rounds), tuple(left))


def _begun(form: Form, on: date) -> Iterator[Period]:
    """The periods after the last one opened whose opening day has come; of a new form at most this one and the last."""
    period = Period.of(next_period(form, on))
    if not form.rounds.exists():
        period = period.previous()
    while opening_of(form, period.code).days.opens_on <= on:
        yield period
        period = period.next()
