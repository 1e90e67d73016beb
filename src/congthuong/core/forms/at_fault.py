"""Which row a total owes most of its change to: where a total is doubted, that is the row to look at first."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from congthuong.core.forms.model import Cell, Form, Values
from congthuong.core.forms.totals import plan_of

_ONLY_ADDED: Final = re.compile(r"[\w\s+().]+")
NOTHING: Final = Decimal(0)


def row_at_fault(form: Form, total: Cell, against: str, values: Values) -> Cell | None:
    """The cell whose own change from its figure in the column `against` makes most of the total's, None where the
    cell is no sum. A blank part counts as nothing, as it does in the total."""
    parts = _parts(form, total)
    value, base = values.get(total), values.get((total[0], against))
    if not parts or value is None or base is None:
        return None
    direction = 1 if value >= base else -1

    def moved(cell: Cell) -> Decimal:
        return direction * ((values.get(cell) or NOTHING) - (values.get((cell[0], against)) or NOTHING))

    worst = max(parts, key=moved)
    return worst if moved(worst) > 0 else None


def _parts(form: Form, total: Cell) -> tuple[Cell, ...]:
    """The typed cells that are added up into the cell, through sums of sums."""
    placed = plan_of(form).formulas.get(total)
    if placed is None or not form.rows[total[0]].total or not _ONLY_ADDED.fullmatch(placed.formula.text):
        return ()
    parts: list[Cell] = []
    for cell in placed.inputs:
        parts += [cell] if cell in form.typed else _parts(form, cell)
    return tuple(dict.fromkeys(parts))
