"""Where everything stands in a form's workbook; the writer and the reader share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from congthuong.core.forms.model import Cell, Form

SHEET: Final = "Biểu"
HIDDEN: Final = "_so_cong_thuong"
MAGIC: Final = "so-cong-thuong/bieu"
EDITION: Final = "1"
LABEL, UNIT, FIRST_COLUMN = 0, 1, 2
HEADING: Final = 7  # the row of the columns' names; their numbers stand below, then the rows
FIRST_ROW: Final = HEADING + 2
MOST_DIGITS: Final = 15  # a cell of a spreadsheet holds no more of a number


@dataclass(frozen=True, slots=True)
class FilledCell:
    """What stands in a cell. `revision` is the one that the file is made from."""

    value: Decimal | None = None
    revision: int = 0


@dataclass(frozen=True)
class Head:
    """What the workbook says about itself: for people above the table, for the program in the hidden sheet."""

    ret: int
    version: int
    period: str
    period_name: str
    organisation: str
    due: str
    cut_off: str
    made_on: date
    sender: str = "Sở Công Thương"  # who asks, above the title


@dataclass(frozen=True)
class Filled:
    """A return as it goes into a workbook. `editable` are the cells that may be typed in; `before` is what a
    cumulated cell was before the period."""

    form: Form
    head: Head
    cells: Mapping[Cell, FilledCell]
    editable: frozenset[Cell]
    before: Mapping[Cell, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """Rows and columns of the sheet, from 0."""

    form: Form

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Where each row of the form stands; a section's name takes a line of its own."""
        found: dict[str, int] = {}
        at = FIRST_ROW
        for section in self.form.sections:
            at += 1
            for row in section.rows:
                found[row.code] = at
                at += 1
        return found

    @cached_property
    def columns(self) -> Mapping[str, int]:
        return {one.code: at for at, one in enumerate(self.form.columns, start=FIRST_COLUMN)}

    @cached_property
    def typed_columns(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.form.columns if one.mode == "edit")

    def spot(self, cell: Cell) -> tuple[int, int]:
        return self.rows[cell[0]], self.columns[cell[1]]


def fits(value: Decimal) -> bool:
    """Whether a cell of a spreadsheet can hold the figure to its last digit."""
    return len(value.normalize().as_tuple().digits) <= MOST_DIGITS
