"""A workbook that was filled in, read back: figures by the codes of its hidden sheet, or by its labels without one.

Hostile files are refused before anything in them is opened (`core.intake`). Nothing is guessed: what cannot be read,
stands elsewhere or is not known is told with sheet, row and column, all of it at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.workbook.cell_values import Read, Reader
from congthuong.core.forms.workbook.hidden import Seen, read_hidden
from congthuong.core.forms.workbook.labels import Found, find_by_labels, fold_label
from congthuong.core.forms.workbook.layout import HIDDEN, LABEL, UNIT, Head
from congthuong.core.forms.workbook.problems import (
    HiddenBroken,
    MisplacedRow,
    NoFormSheet,
    OtherVersion,
    OtherWorkbook,
    UnknownRow,
)
from congthuong.core.forms.workbook.units import Units, units_of
from congthuong.core.forms.workbook.untouched import touched
from congthuong.core.intake.cells import Sheet, Spot, address
from congthuong.core.intake.workbook import read_workbook
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period


class FileCell(NamedTuple):
    """A figure of the file. `seen` is the revision that the file was made from, None where nobody knows."""

    value: Decimal | None
    text: str
    spot: Spot
    seen: int | None

    @property
    def at(self) -> str:
        return address(*self.spot)


@dataclass(frozen=True)
class FileRead:
    """What a file says. `by_labels`: without the hidden sheet, where a blank cell says nothing."""

    sheet: str
    cells: Mapping[Cell, FileCell]
    problems: tuple[Problem, ...]
    questions: tuple[Problem, ...] = ()
    by_labels: bool = False


def read_filled(form: Form, head: Head, name: str, data: bytes) -> FileRead:
    """The cells of a file handed in for a return.

    Raises NoFormSheet, OtherWorkbook, OtherVersion, HiddenBroken and the refusals of hostile files.
    """
    book = read_workbook(name, data)
    hidden = next((one for one in book.sheets if one.name == HIDDEN), None)
    if hidden is None:
        return _by_labels(form, name, book.sheets)
    seen = read_hidden(name, hidden)
    _of_this_return(form, head, seen, name)
    sheet = next((one for one in book.sheets if one.name == seen.sheet), None)
    if sheet is None:
        raise HiddenBroken(file=name, why=f"không còn trang tính «{seen.sheet}»")
    return _by_codes(form, seen, sheet)


def _of_this_return(form: Form, head: Head, seen: Seen, name: str) -> None:
    if (seen.form, seen.ret, seen.period) != (form.code, head.ret, head.period):
        raise OtherWorkbook(
            file=name,
            theirs=f"phiếu số {seen.ret}, {_form_said(form, seen.form)}, {_period_said(seen.period)}",
            ours=f"phiếu số {head.ret}, biểu «{form.name}», {head.period_name}",
        )
    if seen.version != head.version:
        raise OtherVersion(file=name, theirs=seen.version, ours=head.version)


def _form_said(form: Form, code: str) -> str:
    """The file names its form by a code; only this return's own form has a name here."""
    return f"biểu «{form.name}»" if code == form.code else f"một biểu khác (mã {code})"


def _period_said(code: str) -> str:
    try:
        return Period.of(code).name
    except Problem:
        return f"kỳ {code}"


def _by_codes(form: Form, seen: Seen, sheet: Sheet) -> FileRead:
    reader = Reader(form, sheet)
    cells: dict[Cell, FileCell] = {}
    rows = list(_rows_where_they_stand(form, seen, sheet, reader.problems))
    units = units_of(form, sheet, dict(rows), UNIT)
    columns = [(code, at) for code, at in seen.columns.items() if _is_known_and_typed(form, code)]
    typed = form.typed
    for code, at in rows:
        if code in units.refused:
            continue
        for column, place in columns:
            cell = (code, column)
            if cell not in typed:
                continue
            read = reader.read(cell, at, place)
            if read is not None:
                cells[cell] = _figure(form, units, cell, read, (at, place), seen.revisions.get(cell, 0))
    problems = (*reader.problems, *units.problems, *touched(form, sheet, rows, seen.shown))
    return FileRead(sheet.name, cells, problems, units.questions)


def _figure(form: Form, units: Units, cell: Cell, read: Read, spot: Spot, seen: int | None) -> FileCell:
    """What was read, in the form's unit; a converted figure stands as nobody typed it."""
    if cell[0] not in units.others:
        return FileCell(*read, spot, seen)
    value = units.in_form(form, cell, read[0])
    return FileCell(value, read[1] if value == read[0] else "", spot, seen)


def _rows_where_they_stand(
    form: Form, seen: Seen, sheet: Sheet, problems: list[Problem]
) -> Iterator[tuple[str, int]]:
    """Each row's place: where the file was written, or where its label stands now; a lost one is told."""
    moved: list[str] = []
    for code, at in seen.rows.items():
        row = form.rows.get(code)
        if row is None:
            problems.append(
                UnknownRow(
                    sheet=HIDDEN, place=f"dòng {code}", row="", column="", what="biểu không có dòng này"
                )
            )
        elif sheet.at(at, LABEL) == row.label or fold_label(sheet.at(at, LABEL)) == fold_label(row.label):
            yield code, at
        else:
            moved.append(code)
    if moved:
        yield from _moved_rows(form, moved, sheet, problems)


def _moved_rows(
    form: Form, moved: list[str], sheet: Sheet, problems: list[Problem]
) -> Iterator[tuple[str, int]]:
    """Somebody inserted, sorted or deleted lines: a row is found by its label where only one line bears it."""
    places: dict[str, list[int]] = {}
    for at, cells in enumerate(sheet.rows):
        if cells and cells[LABEL] != "":
            places.setdefault(fold_label(cells[LABEL]), []).append(at)
    wanted: dict[str, int] = {}
    for row in form:
        wanted[fold_label(row.label)] = wanted.get(fold_label(row.label), 0) + 1
    for code in moved:
        label = form.rows[code].label
        found = places.get(fold_label(label), [])
        if len(found) == 1 and wanted[fold_label(label)] == 1:
            yield code, found[0]
            continue
        what = (
            "không còn dòng này trong tệp" if not found else "nhiều dòng cùng tên nên không biết là dòng nào"
        )
        problems.append(
            MisplacedRow(
                sheet=sheet.name,
                place=f"dòng «{label}»",
                row=found[0] + 1 if found else "",
                column="",
                what=f"{what}. Hãy tải lại tệp của phiếu rồi chép số sang, không thêm, bớt hay sắp xếp lại dòng.",
            )
        )


def _by_labels(form: Form, name: str, sheets: tuple[Sheet, ...]) -> FileRead:
    best: Found | None = None
    for sheet in sheets:
        found = find_by_labels(form, sheet)
        if found and (best is None or len(found.rows) > len(best.rows)):
            best = found
    if best is None:
        names = ", ".join(f"«{form.by_column[one].name}»" for one in form.by_column if _is_typed(form, one))
        raise NoFormSheet(file=name, form=form.name, columns=names)
    reader = Reader(form, best.sheet)
    reader.problems += best.problems
    cells: dict[Cell, FileCell] = {}
    units = units_of(form, best.sheet, dict(best.rows), best.units)
    for code, at in best.rows.items():
        for column, place in best.columns.items():
            cell = (code, column)
            if cell not in form.typed or code in units.refused:
                continue
            read = reader.read(cell, at, place)
            if read is not None and (read[0] is not None or read[1]):
                cells[cell] = _figure(form, units, cell, read, (at, place), None)
    problems = (*reader.problems, *units.problems)
    questions = (*best.questions, *units.questions)
    return FileRead(best.sheet.name, cells, problems, questions, by_labels=True)


def _is_known_and_typed(form: Form, column: str) -> bool:
    return column in form.by_column and _is_typed(form, column)


def _is_typed(form: Form, column: str) -> bool:
    return form.by_column[column].mode == "edit"
