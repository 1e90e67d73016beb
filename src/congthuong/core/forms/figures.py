"""Which of a return's cells are figures for the ledger, and about which period.

Stated are the cells that were typed and the totals over them. Columns worked out with the ledger's own figures
(growth, what is cumulated from earlier months) are not: the ledger works them out itself, and after a revision of an
earlier month they would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from congthuong.core.forms.cells import stated_decimals
from congthuong.core.forms.model import Cell, Column, Form, Values
from congthuong.core.ledger.model import Basis, Items
from congthuong.core.quantities import Period, Unit


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """One figure of a return, as the ledger would name it; whose it is, the return says."""

    cell: Cell
    indicator: str
    period: Period
    basis: Basis
    items: Items
    value: Decimal
    unit: Unit

    @property
    def decimals(self) -> int:
        return stated_decimals(self.value)

    @property
    def key(self) -> tuple[str, str, str, Items]:
        return (self.indicator, self.period.code, self.basis, self.items)


def is_stated(column: Column) -> bool:
    """Whether the column's cells are the unit's own statement."""
    if column.kind == "value":
        return column.mode != "shown"
    return column.kind in ("cumulated", "plan") and column.mode == "edit"


def stated_values(form: Form, values: Values) -> dict[Cell, Decimal]:
    """What an approval seals: every stated cell that has a value, in the form's order."""
    columns = {column.code for column in form.columns if is_stated(column)}
    return {
        cell: value for cell in form.cells if cell[1] in columns and (value := values.get(cell)) is not None
    }


def figures_of(form: Form, values: Values, period: Period) -> Iterator[StatedFigure]:
    """The figures of the rows that stand for an indicator."""
    for cell, value in stated_values(form, values).items():
        row, column = form.rows[cell[0]], form.by_column[cell[1]]
        if row.indicator:
            yield StatedFigure(
                cell,
                row.indicator,
                column_period(column, period),
                column.basis,
                form.items(cell),
                value,
                form.unit(cell),
            )


def column_period(column: Column, period: Period) -> Period:
    """The period that a column's figures are about."""
    match column.kind:
        case "cumulated":
            return cumulated_to(period)
        case "plan":
            return period.whole_year()
        case "same_period":
            return period.same_period_last_year()
        case "previous":
            return period.previous()
        case _:
            return period


def cumulated_to(period: Period) -> Period:
    """From the beginning of the year to the period's end: May 2020 -> January to May, June -> the first half."""
    months = period.whole_year().parts("month")
    last = next(number for number, month in enumerate(months, 1) if month.last == period.last)
    if last == 1:
        return months[0]
    year, prefix = period.year, "QL-" if period.calendar == "management" else ""
    named = {3: f"{year}-Q1", 6: f"{year}-H1", 9: f"{year}-9M", 12: f"{year}"}
    return Period.of(prefix + named.get(last, f"{year}-01..{year}-{last:02d}"))


def cumulated_before(period: Period) -> Period | None:
    """What of the year lies before the period; None for its first one."""
    return cumulated_to(before) if (before := period.previous()).year == period.year else None
