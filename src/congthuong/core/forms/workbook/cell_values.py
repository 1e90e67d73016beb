"""What stands in a cell of a sheet, as a figure of the form."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from congthuong.core.forms.cells import (
    Blank,
    Figure,
    NotWhole,
    cell_text,
    read_cell,
)
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.workbook.layout import MOST_DIGITS
from congthuong.core.forms.workbook.problems import UnreadableCell
from congthuong.core.intake.cells import Sheet, Value
from congthuong.core.problems import Problem
from congthuong.core.quantities import write_date

MOST_DECIMALS: Final = 6  # more come from a division, not from a source
LARGEST: Final = 10**15
LONGEST: Final = 100

_ERROR: Final = re.compile(
    r"#[A-ZỖ0-9/]+[!?]?"
)  # as the workbook's reader gives a formula's error: #DIV/0!, #N/A
Read = tuple[Decimal | None, str]
"""Value and how it was typed, where it was typed as text."""


class Reader:
    """Reads the cells of one sheet and keeps what is wrong with them."""

    def __init__(self, form: Form, sheet: Sheet) -> None:
        self.form, self.sheet = form, sheet
        self.problems: list[Problem] = []
        # A form of fifty thousand rows asks these for every cell.
        self._columns = {one.code: (one.unit, one.decimals) for one in form.columns}

    def read(self, cell: Cell, row: int, column: int) -> Read | None:
        """None where it is told as a problem."""
        value = self.sheet.at(row, column)
        if value == "":
            return self._empty(row, column)
        if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
            return self._number(cell, value, row, column)
        if isinstance(value, str) and _ERROR.fullmatch(value):
            return self._fail(row, column, f"ô báo lỗi {value}. Hãy sửa công thức hoặc nhập số.")
        if isinstance(value, str):
            return self._text(cell, value, row, column)
        return self._fail(
            row, column, f"«{_said(value)}» không phải số. Hãy định dạng ô thành số rồi nhập lại."
        )

    def _empty(self, row: int, column: int) -> Read | None:
        """A formula that was never computed comes as an empty cell: it is not left blank."""
        if (row, column) in self.sheet.formulas:
            return self._fail(
                row, column, "ô có công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại, hoặc nhập số."
            )
        return None, ""

    def _number(self, cell: Cell, value: float, row: int, column: int) -> Read | None:
        if not -LARGEST < value < LARGEST:
            return self._fail(row, column, f"số {value:.2E} quá lớn. Hãy kiểm tra lại đơn vị tính.")
        if isinstance(value, int) or value.is_integer():
            return Decimal(int(value)), ""
        written = repr(value)
        if len(written) > MOST_DIGITS or "e" in written:
            written = format(Decimal(format(value, f".{MOST_DIGITS}g")), "f")
            if Decimal(written) == int(Decimal(written)):
                return Decimal(int(Decimal(written))), ""
        figure = Decimal(written)
        own_unit, own_decimals = self._columns[cell[1]]
        of_row = self.form.rows[cell[0]]
        unit = own_unit or of_row.unit
        if unit.is_count:
            return self._fail(row, column, NotWhole(text=cell_text(figure), unit=unit.symbol).message)
        most = max(MOST_DECIMALS, of_row.decimals if own_decimals is None else own_decimals)
        if len(written) - written.index(".") - 1 > most:
            what = f"{cell_text(figure)} có hơn {most} số lẻ, thường do phép chia. Hãy làm tròn rồi nhập lại."
            return self._fail(row, column, what)
        return figure, ""

    def _text(self, cell: Cell, value: str, row: int, column: int) -> Read | None:
        reading = read_cell(value[: LONGEST + 1], self.form.unit(cell), self.form.decimals(cell))
        if isinstance(reading, Figure):
            return reading.value, value.strip()[:LONGEST]
        if isinstance(reading, Blank):
            return None, value.strip()[:LONGEST]
        return self._fail(row, column, reading.problem.message)

    def _fail(self, row: int, column: int, what: str) -> Read | None:
        self.problems.append(UnreadableCell.at(self.sheet.name, row, column, what))
        return None


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return write_date(value)
    return str(value) if isinstance(value, time | timedelta) else str(value)[:LONGEST]
