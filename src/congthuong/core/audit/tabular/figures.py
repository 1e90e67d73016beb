"""The figures of a table by their places, with what each may stand for."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from congthuong.core.audit.intervals import exactly
from congthuong.core.audit.table_cells import CellNumber, stands_for, stands_loosely_for
from congthuong.core.audit.table_columns import AMOUNTS, Column
from congthuong.core.audit.table_reading import Table
from congthuong.core.quantities import UNITLESS, Interval, Unit

Cell = tuple[int, int]
"""(position in the table's rows, column)"""

_LARGEST_COUNT = 10_000
"""Whole numbers without a unit below this are counts, not amounts rounded to whole numbers."""


class Figures:
    """The single numbers of a table's cells; gaps, words and "83/85" are none."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._numbers: dict[Cell, CellNumber] = {
            cell: entry.number for cell, entry in table.entries.items() if entry.number is not None
        }
        self._units: dict[Cell, Unit] = {}
        self._cached: dict[tuple[Cell, bool], Interval] = {}

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """The rows that hold any number."""
        return tuple(sorted({position for position, _ in self._numbers}))

    @cached_property
    def filled(self) -> frozenset[int]:
        return frozenset(self.positions)

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """The rows with figures that call themselves totals."""
        return tuple(one for one in self.positions if self.table.rows[one].kind == "total")

    @cached_property
    def children(self) -> dict[int, tuple[int, ...]]:
        """Position of a row -> the rows with figures that hang under it."""
        found: dict[int, list[int]] = {}
        for one in self.positions:
            parent = self.table.rows[one].parent
            if parent is not None:
                found.setdefault(parent, []).append(one)
        return {parent: tuple(below) for parent, below in found.items()}

    @cached_property
    def amounts(self) -> tuple[Column, ...]:
        """The columns of amounts: what was done, planned, the base, differences, averages."""
        return tuple(one for one in self.table.columns if one.kind in AMOUNTS or one.kind == "average")

    def number(self, cell: Cell) -> CellNumber | None:
        return self._numbers.get(cell)

    def value(self, cell: Cell) -> Decimal | None:
        number = self._numbers.get(cell)
        return number.value if number else None

    def missing(self, cell: Cell) -> bool:
        return cell not in self._numbers

    def unit(self, cell: Cell) -> Unit:
        if cell not in self._units:
            self._units[cell] = self.table.unit_of(cell[0], self.table.columns[cell[1]])
        return self._units[cell]

    def interval(self, cell: Cell, *, loose: bool = False) -> Interval:
        """What the cell's figure may stand for; `loose` with zeros at the end taken for rounding. Raises KeyError."""
        if (cell, loose) not in self._cached:
            number = self._numbers[cell]
            if cell[1] in self._counts:
                interval = exactly(number.value)
            elif loose:
                interval = stands_loosely_for(number.value, number.decimals)
            else:
                interval = stands_for(number.value, number.decimals)
            self._cached[cell, loose] = interval
        return self._cached[cell, loose]

    def place(self, cell: Cell) -> Decimal:
        """One unit in the last printed place; nothing for counts, which are not rounded."""
        return Decimal(0) if cell[1] in self._counts else Decimal(1).scaleb(-self._numbers[cell].decimals)

    def is_loose(self, cell: Cell) -> bool:
        """Whether zeros at the end leave open how exact the figure is."""
        return self.interval(cell) != self.interval(cell, loose=True)

    @cached_property
    def _counts(self) -> frozenset[int]:
        """The columns that count things: their figures are exact."""
        found: dict[int, list[Cell]] = {}
        for cell in self._numbers:
            found.setdefault(cell[1], []).append(cell)
        return frozenset(column for column, cells in found.items() if self._counts_things(cells))

    def _counts_things(self, cells: list[Cell]) -> bool:
        numbers = [self._numbers[cell] for cell in cells]
        if any(number.decimals for number in numbers) or self.table.columns[cells[0][1]].kind not in AMOUNTS:
            return False
        units = {self.unit(cell) for cell in cells}
        if all(unit.is_count for unit in units):
            return True
        return units == {UNITLESS} and max(abs(number.value) for number in numbers) < _LARGEST_COUNT
