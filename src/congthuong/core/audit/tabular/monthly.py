"""Tables of one month, or of the months of one series: their rows by series and month, with their claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from congthuong.core.audit.model import Claim, Understanding
from congthuong.core.audit.table_columns import Column
from congthuong.core.audit.table_reading import Table, tables_of
from congthuong.core.audit.tabular.claimed import claims_by_cell
from congthuong.core.audit.tabular.figures import Cell, Figures
from congthuong.core.audit.tabular.index_columns import IndexRole, IndexRow, index_rows


@dataclass(frozen=True)
class MonthlyTable:
    """A monthly table with its claims by cell and its rows by month."""

    figures: Figures
    rows: tuple[IndexRow, ...]
    claims: Mapping[Cell, Claim]

    def claim(self, cell: Cell) -> Claim:
        return self.claims[cell]


Months = Mapping[int, tuple[MonthlyTable, IndexRow]]
"""month from 1 -> the row that tells it, with its table"""


def monthly_tables(
    text: Understanding, columns_of: Callable[[Table], dict[IndexRole, Column]]
) -> Iterator[MonthlyTable]:
    """The tables of a text in which `columns_of` finds the columns of a monthly table."""
    by_place = claims_by_cell(text)
    if not by_place.claims:
        return
    for table in tables_of(text.reading):
        if columns := columns_of(table):
            figures = Figures(table)
            claims = by_place.of(figures)
            found = index_rows(figures, columns)
            rows = tuple(row for row in found if all(cell in claims for cell in row.cells.values()))
            yield MonthlyTable(figures, rows, claims)


def months_of_series(
    tables: Sequence[MonthlyTable], usable: Callable[[MonthlyTable, IndexRow], bool]
) -> dict[tuple[str, ...], Months]:
    """The usable rows by their series, then by their month; of two rows of one month the first."""
    found: dict[tuple[str, ...], dict[int, tuple[MonthlyTable, IndexRow]]] = {}
    for table in tables:
        for row in table.rows:
            if row.month and usable(table, row):
                found.setdefault(row.series, {}).setdefault(row.month, (table, row))
    return dict(found)


def last_month(months: Months) -> int:
    """The last month up to which none is left out, 0 without January."""
    last = 0
    while last + 1 in months:
        last += 1
    return last
