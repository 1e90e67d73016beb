"""A return's sheet as its page shows it: lines with cells, and the same as data for the script of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import json_script
from django.utils.safestring import SafeString

from congthuong.apps.collection.models import Return
from congthuong.apps.collection.queries.pages_formulas import cell_name, formulas_of
from congthuong.apps.collection.queries.sheets import Sheet, SheetCell
from congthuong.core.forms.cells import cell_text, stated_decimals
from congthuong.core.forms.model import Cell, Column, Form, FormRow, Section
from congthuong.core.forms.rules import REQUIRED, Finding
from congthuong.core.forms.totals import plan_of
from congthuong.core.quantities import write_number
from congthuong.web.moments import write_moment

MOST_DECIMALS = 6
MOST_KEPT = 256
_plain: dict[str, SafeString] = {}  # what the script is told of a version, by the version's hash
CellData = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell of a line, for pages that choose cells."""

    column: Column
    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    row: FormRow
    cells: tuple[PageCell, ...]


def lines_of(sheet: Sheet) -> Iterator[tuple[Section, list[Line]]]:
    for section in sheet.form.sections:
        yield section, [Line(row, tuple(_page_cells(sheet, row))) for row in section.rows]


def _page_cells(sheet: Sheet, row: FormRow) -> Iterator[PageCell]:
    form = sheet.form
    for column in form.columns:
        cell = (row.code, column.code)
        yield PageCell(
            column, cell_name(cell), label_of(form, cell), text_of(form, cell, sheet.cells[cell].value)
        )


def label_of(form: Form, cell: Cell) -> str:
    """A cell in words, with its unit."""
    unit = form.unit(cell).symbol
    return form.label(cell) + (f" ({unit})" if unit else "")


def text_of(form: Form, cell: Cell, value: Decimal | None) -> str:
    """How a cell's value stands on the page: a typed one to its last digit, a worked-out one rounded."""
    if value is None:
        return ""
    if cell in form.typed:
        return cell_text(value)
    return write_number(value, decimals_of(form, cell, value))


def decimals_of(form: Form, cell: Cell, value: Decimal | None) -> int:
    usual = form.decimals(cell)
    if value is None or form.by_column[cell[1]].formula:
        return usual
    return max(usual, min(stated_decimals(value), MOST_DECIMALS))


def marks_of(sheet: Sheet) -> dict[Cell, str]:
    """What is wrong with which cell; cells that are only blank yet are no mistake."""
    marks: dict[Cell, str] = {}
    for finding in (*sheet.unexplained, *sheet.evaluated.hard):
        if finding.rule == REQUIRED:
            continue
        for cell in finding.places:
            if cell in sheet.form.typed:
                marks[cell] = finding.severity
    return marks


def blank_cells(sheet: Sheet) -> tuple[Finding, ...]:
    return tuple(one for one in sheet.evaluated.hard if one.rule == REQUIRED)


def wrong_findings(sheet: Sheet) -> tuple[Finding, ...]:
    return tuple(one for one in sheet.evaluated.hard if one.rule != REQUIRED)


def stamp_of(ret: Return) -> str:
    """Changes whenever anything on the return's page does: cells and state count in `version`, notes and files not."""
    assert ret.last is not None  # whoever shows a return's page read it by `return_for`
    return f"{ret.version}-{ret.last.note or 0}-{ret.last.file or 0}"


def cells_data(sheet: Sheet) -> dict[str, CellData]:
    """Every cell for the script: only what is not plain is said, so that a large form stays small."""
    marks = marks_of(sheet)
    return {cell_name(cell): _cell_data(sheet, cell, one, marks) for cell, one in sheet.cells.items()}


def _cell_data(sheet: Sheet, cell: Cell, one: SheetCell, marks: Mapping[Cell, str]) -> CellData:
    data: CellData = {}
    if one.value is not None:
        data["v"] = format(one.value, "f")
        data["s"] = text_of(sheet.form, cell, one.value)
    if one.revision:
        data["r"] = one.revision
        data["by"] = one.by
        data["at"] = write_moment(one.at, seconds=True) if one.at else ""
    if one.editable:
        data["e"] = 1
    if one.notes:
        data["n"] = one.notes
    if cell in marks:
        data["m"] = marks[cell]
    return data


def form_script(sheet: Sheet) -> SafeString:
    """What does not change while one fills, as the page carries it: formulas, labels, usual decimals. It is the same
    for every return of the version, and made once."""
    key = sheet.ret.round.version.sha256
    kept = _plain.get(key)
    if kept is None:
        if len(_plain) >= MOST_KEPT:
            _plain.clear()
        kept = _plain[key] = json_script(_form_data(sheet.form), "bieu")
    return kept


def _form_data(form: Form) -> dict[str, Any]:
    """Of a version, which never changes."""
    typed = {cell_name(cell) for cell in form.typed}
    return {
        "formulas": formulas_of(form),
        "labels": {cell_name(cell): form.label(cell) for cell in form.cells},
        "decimals": {cell_name(cell): form.decimals(cell) for cell in form.cells},
        "rounded": [
            cell_name(cell)
            for cell in form.cells
            if cell_name(cell) not in typed and form.by_column[cell[1]].formula
        ],
    }


def before_data(sheet: Sheet) -> dict[str, str]:
    """For columns that cumulate: what the ledger knew before this period."""
    cumulated = plan_of(sheet.form).cumulated
    if not cumulated:
        return {}
    known = sheet.shown.values
    return {
        cell_name(cell): format(value, "f") for cell in cumulated if (value := known.get(cell)) is not None
    }
