"""Which columns of a monthly index table are which, and of which month its rows speak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from congthuong.core.audit.table_cells import with_tones
from congthuong.core.audit.table_columns import Column, period_in_head, says
from congthuong.core.audit.table_reading import Table
from congthuong.core.audit.tabular.figures import Cell, Figures

IndexRole = Literal["previous", "on_month", "on_year", "year_to_date"]

_LAST_MONTH_ON_YEAR: Final = re.compile(with_tones(r"tháng trước.{0,40}(?:so|/).{0,10}(?:cùng|năm trước)"))
_ON_MONTH: Final = re.compile(
    with_tones(r"(?:so(?: với)?|/) ?(?:tháng|kỳ) (?:trước|[0-9]{1,2}\b(?!.{0,12}năm trước))")
)
_MONTH: Final = re.compile(with_tones(r"\btháng ([0-9]{1,2})\b"))
_MONTHLY: Final = re.compile(with_tones(r"tháng (?:trước|báo cáo|này)|\bước tháng|\btháng$"))
_DECEMBER: Final = re.compile(with_tones(r"(?:so(?: với)?|/) ?tháng 12\b(?!.{0,30}cùng)|kỳ gốc|năm gốc"))


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row of one month: `series` names what it is about, `cells` the cells of its columns by what they are."""

    series: tuple[str, ...]
    month: int
    cells: dict[IndexRole, Cell]


def index_columns(table: Table) -> dict[IndexRole, Column]:
    """The columns of a monthly index table by what they are; {} for any other table."""
    columns = [one for one in table.columns if one.kind in ("index", "change")]
    found: dict[IndexRole, Column] = {}
    yearly: list[Column] = []
    for column in columns:
        head = column.folded
        if _DECEMBER.search(head):
            continue
        leaf = head.rpartition(" - ")[2]
        if (says("previous", leaf) and not _LAST_MONTH_ON_YEAR.search(head)) or _ON_MONTH.search(head):
            found.setdefault("on_month", column)
        elif column.cumulated or (column.months and not column.months.isdigit()):
            found.setdefault("year_to_date", column)
        elif says("same_period", head):
            yearly.append(column)
    if len(yearly) == 2:
        found["previous"], found["on_year"] = yearly
    elif len(yearly) == 1:
        found["on_year"] = yearly[0]
    return found if {"on_year", "year_to_date"} <= found.keys() else {}


def amount_columns(table: Table) -> dict[IndexRole, Column]:
    """The columns of a monthly table of amounts: last month, this month ("on_year"), the year so far; {} for others."""
    levels = [one for one in table.columns if one.kind == "level"]
    summed = [one for one in levels if one.cumulated]
    single = [
        one for one in levels if not one.cumulated and (one.months.isdigit() or _MONTHLY.search(one.folded))
    ]
    if len(summed) != 1 or not single or len(single) > 2:
        return {}
    found: dict[IndexRole, Column] = {"on_year": single[-1], "year_to_date": summed[0]}
    if len(single) == 2:
        found["previous"] = single[0]
    return found


def index_rows(figures: Figures, columns: dict[IndexRole, Column]) -> Iterator[IndexRow]:
    """Every row with all its figures: of the table's month, or each of its own in a table of one series."""
    table = figures.table
    own = [_MONTH.search(f"tháng {row.key}" if row.key.isdigit() else row.key) for row in table.rows]
    downward = all(own) and len(own) > 1
    month = 0 if downward else _month_of(table, columns)
    seen: dict[tuple[str, str], int] = {}
    for position in figures.positions:
        row = table.rows[position]
        times = seen[row.marker, row.key] = seen.get((row.marker, row.key), 0) + 1
        cells: dict[IndexRole, Cell] = {
            role: (position, column.index)
            for role, column in columns.items()
            if not figures.missing((position, column.index))
        }
        named = own[position]
        if downward and named:
            yield IndexRow((str(table.number),), int(named[1]), cells)
        else:
            yield IndexRow((row.marker, row.key, str(times)), month, cells)


def _month_of(table: Table, columns: dict[IndexRole, Column]) -> int:
    """The month that the table reports on: 1 to 12, 0 when it names none."""
    for role in ("on_year", "on_month"):
        column = columns.get(role)
        if column and column.months.isdigit():
            return int(column.months)
    _, part = period_in_head(table.title, table.year)
    return int(part) if part.isdigit() else 0


def as_index(figures: Figures, cell: Cell) -> Decimal:
    """A cell's figure as an index with base 100. Raises KeyError for a cell without one."""
    number = figures.number(cell)
    if number is None:
        raise KeyError(cell)
    growth = figures.table.columns[cell[1]].kind == "change"
    return number.value + 100 if growth else number.value
