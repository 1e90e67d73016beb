"""The numbers of a table's cells, and what they in turn say of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median

from congthuong.core.audit.table_cells import CellNumber, CellText, Style, common_style, numbers_of
from congthuong.core.audit.table_columns import PERCENTS, SIGNED, Column, is_figures, says

Texts = Mapping[tuple[int, int], CellText]
Numbers = dict[tuple[int, int], tuple[CellNumber, ...]]


def read_numbers(columns: Sequence[Column], texts: Texts) -> Numbers:
    """(row, column) -> the numbers of the cell, for the columns that hold figures."""
    by_column: dict[int, list[tuple[int, CellText]]] = {column.index: [] for column in columns}
    for (row, at), cell in texts.items():
        by_column[at].append((row, cell))
    figures = [column for column in columns if is_figures(column.kind)]
    common = common_style(cell for column in figures for _, cell in by_column[column.index])
    found: Numbers = {}
    for column in figures:
        cells = by_column[column.index]
        style = _style([cell for _, cell in cells], column, common)
        for row, cell in cells:
            if numbers := numbers_of(cell, style, signed=column.kind in SIGNED):
                found[row, column.index] = numbers
    return found


def _style(cells: Sequence[CellText], column: Column, common: Style) -> Style:
    if own := common_style(cells):
        return own
    if column.kind in PERCENTS and not common:
        # "111.753" in a column of per cents is a hundred and eleven, not a hundred thousand.
        values = [abs(one.value) for cell in cells for one in numbers_of(cell, "vi", signed=True)]
        if values and min(values) >= 1000:
            return "en"
    return common


def settled(columns: Sequence[Column], found: Numbers) -> tuple[Column, ...]:
    """The columns, with what only their figures or the other columns' periods tell.

    "So cùng kỳ (%)" over 111,75 is an index, over 11,75 a change; a column a year older than the main one is its base.
    """
    values: dict[int, list[Decimal]] = {}
    for (_, at), numbers in found.items():
        values.setdefault(at, []).extend(one.value for one in numbers)
    latest = max((one.period for one in columns if one.kind == "level" and one.period), default=None)
    newest = {
        one.period
        for one in columns
        if one.kind == "level" and one.period and latest and one.period.year == latest.year
    }
    cumulated = next(
        (one.period for one in columns if one.kind == "level" and one.cumulated and one.period), None
    )
    earlier = {period.same_period_last_year(): period for period in newest}
    compared = any(column.kind in PERCENTS or column.kind == "difference" for column in columns)

    def settle(column: Column) -> Column:
        if column.kind == "change" and _shows_index(column, values.get(column.index, [])):
            return replace(column, kind="index")
        if column.kind == "level" and compared and column.period in earlier:
            return replace(column, kind="base")
        if column.kind == "base" and latest and not column.months and says("same_period", column.folded):
            # "Thực hiện cùng kỳ 2019" is of the months that the main column is of.
            return replace(column, period=(cumulated or latest).same_period_last_year())
        return column

    return tuple(settle(column) for column in columns)


def _shows_index(column: Column, values: Sequence[Decimal]) -> bool:
    if not values or min(values) < 0:
        return False
    middle = median(values)
    return middle >= 50 if not says("growth", column.folded) else 85 <= middle <= 115 and min(values) > 50
