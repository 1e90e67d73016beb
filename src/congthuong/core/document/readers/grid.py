"""Tables of any format: where cells stand when some span rows or columns, which rows name the columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from congthuong.core.document.reading import CellPlace

_FIGURE: Final = regex.compile(
    r"[-+−–(]?\s*\d[\d.,]*(?:\s\d{3})*\s*(?:%|lần|đ|USD|MW|ha|tấn)?\s*\)?|[-–—.…x]{1,3}"
)
_WIDEST: Final = 1000
_TALLEST: Final = 10_000


def is_figure(text: str) -> bool:
    """Whether a cell holds a value, or the dash that stands for none."""
    return bool(_FIGURE.fullmatch(text))


def holds_values(texts: Sequence[str]) -> bool:
    """Whether a row's cells (without its first) hold values: not the columns' own numbers (1, 2, 3), not years."""
    figures = [text for text in texts if is_figure(text)]
    numbers = [int(text) for text in figures if text.isdecimal() and len(text) < 10]
    if len(numbers) == len(figures) and len(numbers) > 1:
        counting = numbers[0] <= 4 and all(b == a + 1 for a, b in itertools.pairwise(numbers))
        return not counting and not all(map(_is_year, numbers))
    return bool(figures) and not (len(figures) == len(numbers) and all(map(_is_year, numbers)))


def _is_year(number: int) -> bool:
    return 1990 <= number <= 2100


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before its place is known; `header` when the file itself says that it names columns."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    column: int | None = None


def placed(table: int, rows: Sequence[Sequence[GridCell]]) -> Iterator[Iterator[CellPlace]]:
    """The place of each cell, row by row. Where no cell is said to be a header, the rows above the first values are."""
    said = any(cell.header for row in rows for cell in row)
    heading = 0 if said else header_rows(rows)
    taken: dict[int, int] = {}  # column -> the row up to which a cell from above fills it
    for number, row in enumerate(rows):
        yield _row_placed(table, number, row, taken, number < heading)


def _row_placed(
    table: int, number: int, row: Sequence[GridCell], taken: dict[int, int], heading: bool
) -> Iterator[CellPlace]:
    column = 0
    for cell in row:
        if cell.column is not None:
            column = cell.column
        else:
            while taken.get(column, -1) >= number:
                column += 1
        wide = max(1, min(cell.colspan, _WIDEST))
        tall = max(1, min(cell.rowspan, _TALLEST))
        if tall > 1:
            for filled in range(column, column + wide):
                taken[filled] = number + tall - 1
        yield CellPlace(table, number, column, cell.header or heading, wide, tall)
        column += wide


def header_rows(rows: Sequence[Sequence[GridCell]]) -> int:
    """How many rows stand above the first that holds values; 0 when the first does, 1 when none does."""
    for number, row in enumerate(rows):
        if holds_values([cell.text for cell in row[1:]]):
            tall = max((cell.rowspan for cell in rows[0]), default=1) if number else 0
            return max(number, min(tall, len(rows) - 1))
    return 1 if len(rows) > 1 else 0
