"""What a downloaded workbook should still say where nothing was to be typed; what does not is told, never taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.totals import plan_of
from congthuong.core.forms.workbook.formulas import formula_of
from congthuong.core.forms.workbook.layout import FIRST_COLUMN, HEADING, LABEL, Filled, Layout, fits
from congthuong.core.forms.workbook.problems import LockedChanged, UnknownColumn
from congthuong.core.intake.cells import Sheet, Value
from congthuong.core.problems import Problem

MOST_TOLD: Final = 200
_WIDEST: Final = 200
NOTHING: Final = "-"


def shown_text(filled: Filled, row: str) -> str:
    """What the row shows from the ledger, as the hidden sheet keeps it: a value for each shown column."""
    return "|".join(_kept(filled.cells[row, one].value if (row, one) in filled.cells else None) for one in shown_columns(filled.form))  # fmt: skip


def shown_columns(form: Form) -> tuple[str, ...]:
    return tuple(one.code for one in form.columns if one.mode == "shown")


def _kept(value: Decimal | None) -> str:
    return NOTHING if value is None else format(value, "f")


def touched(
    form: Form, sheet: Sheet, rows: Iterable[tuple[str, int]], shown: Mapping[str, str]
) -> Iterator[Problem]:
    """Figures of the ledger and totals that somebody typed over, and columns that the form does not have."""
    layout = Layout(form)
    yield from _strange_columns(form, sheet)
    found = [*_shown_changed(form, layout, sheet, rows, shown), *_totals_typed_over(form, layout, sheet)]
    yield from found[:MOST_TOLD]


def _strange_columns(form: Form, sheet: Sheet) -> Iterator[Problem]:
    first = FIRST_COLUMN + len(form.columns)
    told: set[int] = set()
    for at, cells in enumerate(sheet.rows[HEADING:], start=HEADING):
        for place, cell in enumerate(cells[first:_WIDEST], start=first):
            if cell != "" and place not in told:
                told.add(place)
                what = f"biểu không có cột này («{str(cell)[:60]}»); các số trong cột không được nhận."
                yield UnknownColumn.at(sheet.name, at, place, what)


def _shown_changed(
    form: Form, layout: Layout, sheet: Sheet, rows: Iterable[tuple[str, int]], shown: Mapping[str, str]
) -> Iterator[Problem]:
    columns = shown_columns(form)
    for code, at in rows:
        kept = shown.get(code, "").split("|")
        if len(kept) != len(columns):  # a file from before these were kept
            continue
        for column, text in zip(columns, kept, strict=True):
            place = layout.columns[column]
            if not _is_still(sheet.at(at, place), text):
                yield _changed(form, sheet, (code, column), at, place, "số lấy từ sổ")


def _totals_typed_over(form: Form, layout: Layout, sheet: Sheet) -> Iterator[Problem]:
    """A number where the file had a formula; nothing is said of a program that keeps no formulas at all."""
    plan = plan_of(form)
    for cell in plan.formulas if sheet.formulas else ():
        at, place = layout.spot(cell)
        if form.by_column[cell[1]].mode == "shown" or sheet.at(at, LABEL) != form.rows[cell[0]].label:
            continue
        typed_over = _is_number(sheet.at(at, place)) and (at, place) not in sheet.formulas
        if typed_over and formula_of(cell, plan, layout, None):
            yield _changed(form, sheet, cell, at, place, "số do phần mềm tính")


def _is_still(value: Value, kept: str) -> bool:
    """A spreadsheet holds fewer digits than a figure may have; a longer one stands there as text."""
    if kept == NOTHING:
        return value == ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(kept) == float(value)
    return value != "" and not fits(Decimal(kept))


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _changed(form: Form, sheet: Sheet, cell: Cell, row: int, column: int, why: str) -> Problem:
    what = f"{form.label(cell)} là {why}, trong tệp đã bị sửa; chỗ sửa này không được nhận. Số ấy sai thì hãy ghi nhận xét ở ô trên phiếu."
    return LockedChanged.at(sheet.name, row, column, what)
