"""Addresses of cells as people see them, and what a cell may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from congthuong.core.ledger.guard_spots import Spot as Spot
from congthuong.core.ledger.guard_spots import column_number as column_number

Value = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds as the file gives it; "" for an empty cell."""


@lru_cache(maxsize=2**14)  # as many as a sheet has; asked once a cell
def column_letters(column: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(65 + rest) + letters
        column -= 1
    return letters


def address(row: int, column: int) -> str:
    """(4, 1) -> "B5"."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows` from the first row and column on, `merged` as first and last cell, `formulas` where values
    were computed by the sender's program."""

    name: str
    rows: Sequence[Sequence[Value]]
    merged: tuple[tuple[Spot, Spot], ...] = ()
    formulas: frozenset[Spot] = frozenset()

    def at(self, row: int, column: int) -> Value:
        """The cell, "" outside of what is filled."""
        if row >= len(self.rows):
            return ""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Workbook:
    name: str
    kind: str  # "xlsx", "xls" or "csv"
    sheets: tuple[Sheet, ...]
