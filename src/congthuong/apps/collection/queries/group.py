"""Several returns to be approved at once: those with nothing to ask about, with what they add up to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return, State
from congthuong.apps.collection.queries.due import reachable
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.apps.collection.queries.pages_returns import Listed, listed_in_order
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.queries.weighing import weights_of
from congthuong.core.forms.cells import cell_text
from congthuong.core.forms.model import Cell, Form
from congthuong.core.quantities import Period
from congthuong.web import clock

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Added:
    """A cell of a form over the chosen returns: the sum and how many stated it."""

    label: str
    unit: str
    total: str
    count: int


@dataclass(frozen=True, slots=True)
class RoundChosen:
    """The chosen returns of one round."""

    form: str
    period: str
    rows: tuple[Listed, ...]
    sums: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """`rounds` may be approved together; `doubted` are to be looked at one by one."""

    rounds: tuple[RoundChosen, ...]
    doubted: tuple[Listed, ...]

    @property
    def returns(self) -> tuple[Return, ...]:
        return tuple(one.ret for group in self.rounds for one in group.rows)


def chosen_returns(user: User, numbers: Collection[int]) -> Chosen:
    """Of these returns those that wait for the person's approval; the others are passed over."""
    waiting = Return.objects.filter(
        reachable(user, "returns.approve"), state=State.HANDED_IN, pk__in=list(numbers)[:MOST]
    )
    there = list(waiting.order_by("round__form__name", "round_id", "organisation__name", "pk"))
    weights = weights_of({one.round_id for one in there})
    rows = listed_in_order([one.pk for one in there], weights, clock.today())
    clear = [one for one in rows if one.clear]
    rounds = dict.fromkeys(one.ret.round_id for one in clear)
    return Chosen(
        tuple(_round([one for one in clear if one.ret.round_id == number]) for number in rounds),
        tuple(one for one in rows if not one.clear),
    )


def _round(rows: Sequence[Listed]) -> RoundChosen:
    first = rows[0].ret.round
    return RoundChosen(first.form.name, Period.of(first.period).name, tuple(rows), tuple(_sums(rows)))


def _sums(rows: Sequence[Listed]) -> list[Added]:
    """Of every row's figure of the period, where units may be added up at all."""
    form = definition_of(rows[0].ret.round.version)
    cells = _summed_cells(form)
    sums: dict[Cell, list[Decimal]] = {cell: [] for cell in cells}
    for one in rows:
        values = sheet_for(one.ret).evaluated.values
        for cell in cells:
            if (value := values.get(cell)) is not None:
                sums[cell].append(value)
    return [
        Added(form.label(cell), form.unit(cell).symbol, cell_text(sum(found, Decimal(0))), len(found))
        for cell, found in sums.items()
        if found
    ]


def _summed_cells(form: Form) -> list[Cell]:
    value = next((one for one in form.columns if one.kind == "value" and one.mode == "edit"), None)
    if value is None:
        return []
    cells = [(row.code, value.code) for row in form]
    return [cell for cell in cells if form.unit(cell).symbol not in ("%", "điểm %")]
