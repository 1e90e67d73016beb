"""What stands beside a return on its page: how late it is, what stands in its stead, what waits after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Estimate, Return, Round, State
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.queries.pages_returns import to_approve
from congthuong.apps.collection.queries.sheets import form_of_return
from congthuong.apps.collection.records import values_of
from congthuong.core.forms.cells import cell_text
from congthuong.core.stats.imputation import METHOD_NAMES
from congthuong.web import clock

DECIDED: Final = (State.HANDED_IN, State.APPROVED, State.RETURNED)
"""The states in which who checks looks for the next return."""


@dataclass(frozen=True, slots=True)
class QueueBeside:
    """What waits for the person's approval beside this return; `next` None: nothing more."""

    count: int
    next: int | None


@dataclass(frozen=True, slots=True)
class StandIn:
    """Of a closed round: since when, and the estimate that stands for the return ("" and () where none does)."""

    closed_at: datetime | None
    method: str
    figures: tuple[tuple[str, str, str], ...]


def days_late(ret: Return) -> int:
    """How many days the return is owed after its due day; 0 when it is not."""
    return max(0, (clock.today() - ret.round.due_on).days) if ret.state in OUTSTANDING else 0


def queue_beside(ret: Return, user: User) -> QueueBeside:
    numbers = to_approve(user).numbers
    after = numbers[numbers.index(ret.pk) + 1 :] if ret.pk in numbers else numbers
    return QueueBeside(len(numbers), next(iter(after), None))


def stand_in_for(ret: Return) -> StandIn | None:
    """None while the round is open, and once the return's own figures were approved."""
    if ret.round.state != Round.State.CLOSED or ret.approved_at is not None:
        return None
    last = Estimate.objects.filter(ret=ret).order_by("-id").first()
    if last is None:
        return StandIn(ret.round.closed_at, "", ())
    form = form_of_return(ret)
    values: list[tuple[str, str, str]] = [
        (form.label(cell), cell_text(value), form.unit(cell).symbol)
        for cell, value in values_of(last.content).items()
        if isinstance(value, Decimal)
    ]
    return StandIn(ret.round.closed_at, METHOD_NAMES.get(last.method, last.method), tuple(values))  # type: ignore[call-overload]
