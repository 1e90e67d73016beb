"""The returns of a round as cells for statistical editing: the few suspicious and influential ones come first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from congthuong.apps.collection.models import Return, ReturnCell, Round
from congthuong.apps.collection.models.returns import State
from congthuong.apps.collection.queries.approved import approved_of_round
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.core.forms.figures import is_stated
from congthuong.core.forms.model import Cell, Form
from congthuong.core.quantities import Period
from congthuong.core.stats.editing import Cell as EditedCell
from congthuong.core.stats.editing import Editing, edit_cells

JUDGED = (State.HANDED_IN, State.APPROVED, State.REVISED)


@dataclass(frozen=True, slots=True)
class Edited:
    """`editing` names items "row column" and units by their codes; `returns` finds a unit's return."""

    editing: Editing
    returns: dict[str, int]


def edit_round(round_id: int, *, against: str = "same_period") -> Edited:
    """Judges the round's returns that were handed in against the same or the previous period's approved ones.

    The number of queries does not depend on how many returns there are.
    """
    judged = Round.objects.select_related("form", "version").get(pk=round_id)
    form, period = definition_of(judged.version), Period.of(judged.period)
    base = period.previous() if against == "previous" else period.same_period_last_year()
    before = approved_of_round(judged.form, base.code)
    returns = dict(
        Return.objects.filter(round=judged, state__in=JUDGED).values_list("organisation__code", "pk")
    )
    now = _values(returns.values())
    cells = [
        EditedCell(
            f"{row} {column}", unit, now.get((number, row, column)), before.get(unit, {}).get((row, column))
        )
        for row, column in _judged_cells(form)
        for unit, number in sorted(returns.items())
    ]
    return Edited(edit_cells(cells), returns)


def _judged_cells(form: Form) -> Iterator[Cell]:
    """Typed cells of figures that are stated, except plans: those are set, not measured."""
    for row, column in sorted(form.typed):
        what = form.by_column[column]
        if is_stated(what) and what.kind != "plan":
            yield row, column


def _values(returns: Iterable[int]) -> dict[tuple[int, str, str], Decimal | None]:
    rows = ReturnCell.objects.filter(ret__in=list(returns))
    return {
        (ret, row, column): value
        for ret, row, column, value in rows.values_list("ret_id", "row", "column", "value")
    }
