"""A return as a workbook: everything to read is locked, what is to be typed is open and checked as it is typed.

Numbers carry format codes that every program shows in its own language. All text is written as text, so that nothing
a person once typed can start a formula. Rows leave the memory as they are written.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from congthuong.core.forms.cells import cell_text, stated_decimals
from congthuong.core.forms.model import Cell, Column, FormRow, Section
from congthuong.core.forms.totals import plan_of
from congthuong.core.forms.workbook.checks import add_checks
from congthuong.core.forms.workbook.formulas import formula_of
from congthuong.core.forms.workbook.hidden import write_hidden
from congthuong.core.forms.workbook.layout import (
    FIRST_COLUMN,
    FIRST_ROW,
    HEADING,
    LABEL,
    SHEET,
    UNIT,
    Filled,
    FilledCell,
    Layout,
    fits,
)

GUIDE: Final = (
    "Chỉ nhập vào ô nền vàng; ô khác do phần mềm tính hoặc lấy từ sổ. Chưa có số thì để trống, không phát sinh thì "
    "ghi 0. Lưu lại dạng .xlsx rồi đưa lên phiếu trên Sổ Công Thương."
)
WIDTHS: Final = {LABEL: 46, UNIT: 13}
COLUMN_WIDTH: Final = 17
MOST_DECIMALS: Final = 6
LONGEST_TEXT: Final = 32767  # signs of a cell
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "typed": {"bg_color": "#FFF9DB", "locked": False},
    "locked": {"bg_color": "#F3F5F7", "font_color": "#4A5560"},
    "worked": {"bg_color": "#E8EEF4", "bold": True},
}


def write_filled(filled: Filled) -> bytes:
    """The workbook's bytes (.xlsx)."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = datetime(filled.head.made_on.year, filled.head.made_on.month, filled.head.made_on.day)  # noqa: DTZ001
    book.set_properties({"title": filled.form.name, "company": filled.head.organisation, "created": made})
    layout = Layout(filled.form)
    sheet = book.add_worksheet(SHEET)
    _Sheet(book, sheet, filled, layout).write()
    add_checks(sheet, filled, layout)
    write_hidden(book, filled, layout)
    sheet.activate()
    book.close()
    return out.getvalue()


@dataclass
class _Sheet:
    """The sheet being written, row by row from the top."""

    book: Any
    sheet: Any
    filled: Filled
    layout: Layout

    def __post_init__(self) -> None:
        self.plan = plan_of(self.filled.form)
        self._formats: dict[object, Any] = {}
        self._numbers: dict[tuple[str, int, str], Any] = {}

    def write(self) -> None:
        self._page()
        self._head()
        for section in self.filled.form.sections:
            self._section(section)

    def _page(self) -> None:
        last = FIRST_COLUMN + len(self.filled.form.columns) - 1
        for column, width in WIDTHS.items():
            self.sheet.set_column(column, column, width)
        self.sheet.set_column(FIRST_COLUMN, last, COLUMN_WIDTH)
        self.sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEADING, HEADING + 1)
        self.sheet.hide_gridlines(0)
        # Without a password: it keeps from slips, and who must (a reader for the blind) may take it off.
        allowed = {"select_locked_cells": True, "format_columns": True, "format_rows": True}
        self.sheet.protect("", allowed)

    def _head(self) -> None:
        form, head = self.filled.form, self.filled.head
        last = FIRST_COLUMN + len(form.columns) - 1
        self._text(0, LABEL, head.sender, bold=True)
        if form.symbol:
            self._text(0, last, form.symbol, align="right")
        self._text(1, LABEL, form.name, bold=True, font_size=14)
        self._text(2, LABEL, f"Kỳ báo cáo: {head.period_name}")
        self._text(3, LABEL, f"Đơn vị báo cáo: {head.organisation}")
        self._text(4, LABEL, f"Số liệu tính đến {head.cut_off}; hạn nộp {head.due}")
        self._text(5, LABEL, GUIDE, italic=True, font_color="#4A5560")
        heading = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "bg_color": "#DCE4EC"}  # fmt: skip
        names = ["Chỉ tiêu", "Đơn vị tính", *(_heading(one) for one in form.columns)]
        self.sheet.set_row(HEADING, 48)
        for column, name in enumerate(names):
            self._text(HEADING, column, name, **heading)
        numbers = ["A", "B", *(one.number for one in form.columns)]
        for column, number in enumerate(numbers):
            self._text(HEADING + 1, column, number, align="center", border=1, italic=True)

    def _section(self, section: Section) -> None:
        at = self.layout.rows[section.rows[0].code] - 1
        look = {"bold": True, "border": 1, "bg_color": "#EEF2F6"}
        for column in range(FIRST_COLUMN + len(self.filled.form.columns)):
            self._text(at, column, section.name if column == LABEL else "", **look)
        for row in section.rows:
            self._row(row)

    def _row(self, row: FormRow) -> None:
        at = self.layout.rows[row.code]
        look: dict[str, Any] = {"border": 1, "text_wrap": True, "valign": "top", "bold": bool(row.total)}
        self._text(at, LABEL, row.label, indent=min(row.level, 15), **look)
        self._text(at, UNIT, row.unit.symbol, align="center", **look)
        for column in self.filled.form.columns:
            self._cell(at, self.layout.columns[column.code], (row.code, column.code), column)

    def _cell(self, at: int, place: int, cell: Cell, column: Column) -> None:
        known = self.filled.cells.get(cell, FilledCell())
        worked = column.mode != "shown" and (cell in self.plan.formulas or cell in self.plan.cumulated)
        kind = "typed" if cell in self.filled.editable else "worked" if worked else "locked"
        style = self._number_format(kind, cell, known.value)
        if worked and (text := formula_of(cell, self.plan, self.layout, self.filled.before.get(cell))):
            self.sheet.write_formula(
                at, place, text, style, "" if known.value is None else float(known.value)
            )
        elif known.value is None:
            self.sheet.write_blank(at, place, None, style)
        elif fits(known.value):
            # A spreadsheet knows no decimals: the figure becomes its number only here, at the door.
            self.sheet.write_number(at, place, float(known.value), style)
        else:
            self.sheet.write_string(at, place, cell_text(known.value), style)

    def _number_format(self, kind: str, cell: Cell, value: Decimal | None) -> Any:
        form = self.filled.form
        decimals = form.decimals(cell)
        if value is not None and not form.by_column[cell[1]].formula:  # a quotient never ends
            decimals = max(decimals, min(stated_decimals(value), MOST_DECIMALS))
        more = "####" if kind == "typed" and decimals and not form.unit(cell).is_count else ""
        key = (kind, decimals, more)
        if key not in self._numbers:
            pattern = "#,##0" + (f".{'0' * decimals}{more}" if decimals else "")
            self._numbers[key] = self._format(num_format=pattern, border=1, valign="top", **_LOOKS[kind])
        return self._numbers[key]

    def _text(self, row: int, column: int, text: str, **look: Any) -> None:
        self.sheet.write_string(row, column, text[:LONGEST_TEXT], self._format(num_format="@", **look))

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(
                {"font_name": "Times New Roman", "font_size": 11} | look
            )
        return self._formats[key]


def _heading(column: Column) -> str:
    return f"{column.name}\n({column.unit.symbol})" if column.unit and column.unit.symbol else column.name
