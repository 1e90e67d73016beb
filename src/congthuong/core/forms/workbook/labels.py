"""A sheet that a person made: its columns and rows found by what they are called, every doubt told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from congthuong.core.forms.model import Form
from congthuong.core.forms.workbook.problems import ByLabels, MisplacedRow, UnknownColumn, UnknownRow
from congthuong.core.forms.workbook.units import is_unit_heading, unit_column
from congthuong.core.intake.cells import Sheet, Value, address
from congthuong.core.intake.words import folded
from congthuong.core.problems import Problem, nearest

_DEEPEST: Final = 60  # lines above a table's heading, at most
_WIDEST: Final = 200  # columns that are looked at
_MOST_UNKNOWN: Final = 500


@dataclass(frozen=True)
class Found:
    sheet: Sheet
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    problems: tuple[Problem, ...]
    questions: tuple[Problem, ...]
    units: int | None = None  # the column that states units


def fold_label(value: Value) -> str:
    return folded(value) if isinstance(value, str) else ""


def find_by_labels(form: Form, sheet: Sheet) -> Found | None:
    """None where no line names a column that is typed or no column names rows."""
    heading, columns = _heading(form, sheet)
    if not columns:
        return None
    label = _label_column(form, sheet, heading, columns)
    if label is None:
        return None
    rows, problems = _rows(form, sheet, heading, label)
    if not rows:
        return None
    problems = [*_unknown_columns(form, sheet, heading, columns, label), *problems]
    units = unit_column(form, sheet, heading, rows.values())
    asked = _question(sheet, form, heading, label, columns)
    return Found(sheet, rows, columns, tuple(problems), (asked,), units)


def _heading(form: Form, sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The line that names most of the form's typed columns, each once."""
    names = Counter(fold_label(one.name) for one in form.columns)
    wanted = {fold_label(one.name): one.code for one in form.columns if one.mode == "edit"}
    best: tuple[int, dict[str, int]] = (-1, {})
    for at, cells in enumerate(sheet.rows[:_DEEPEST]):
        said = Counter(map(_name, cells[:_WIDEST]))
        found = {
            wanted[name]: place
            for place, cell in enumerate(cells[:_WIDEST])
            if (name := _name(cell)) in wanted and names[name] == 1 and said[name] == 1
        }
        if len(found) > len(best[1]):
            best = (at, found)
    return best


def _name(value: Value) -> str:
    """A heading without the unit that stands in brackets below it."""
    return fold_label(value.split("\n(")[0]) if isinstance(value, str) else ""


def _label_column(form: Form, sheet: Sheet, heading: int, columns: Mapping[str, int]) -> int | None:
    labels = {fold_label(row.label) for row in form}
    hits: Counter[int] = Counter()
    for cells in sheet.rows[heading + 1 :]:
        for place, cell in enumerate(cells[: min(columns.values()) + 1]):
            if isinstance(cell, str) and fold_label(cell) in labels:
                hits[place] += 1
    return hits.most_common(1)[0][0] if hits else None


def _rows(form: Form, sheet: Sheet, heading: int, label: int) -> tuple[dict[str, int], list[Problem]]:
    """Rows of one name are told apart by the section that stands above them."""
    by_label: dict[str, list[tuple[str, str]]] = {}
    for section in form.sections:
        for row in section.rows:
            by_label.setdefault(fold_label(row.label), []).append((fold_label(section.name), row.code))
    sections = {fold_label(one.name) for one in form.sections}
    found: dict[str, int] = {}
    problems: list[Problem] = []
    above = ""
    for at, cells in enumerate(sheet.rows[heading + 1 :], start=heading + 1):
        text = cells[label] if label < len(cells) else ""
        name = fold_label(text)
        if not name:
            continue
        if name in sections and name not in by_label:
            above = name
            continue
        candidates = by_label.get(name, [])
        here = [code for section, code in candidates if section == above] or [code for _, code in candidates]
        if len(here) == 1 and here[0] not in found:
            found[here[0]] = at
        elif candidates:
            problems.append(MisplacedRow.at(sheet.name, at, label, f"«{text}» có nhiều hơn một dòng nên không biết là dòng nào. Hãy ghi tên phần ở dòng bên trên, hoặc dùng tệp tải từ phiếu."))  # fmt: skip
        elif len(problems) < _MOST_UNKNOWN and _has_figures(cells, label):
            guess = nearest(str(text), [row.label for row in form]) if len(form.rows) < 2000 else ""
            hint = f" Có phải «{guess}»?" if guess else ""
            problems.append(
                UnknownRow.at(sheet.name, at, label, f"biểu không có dòng «{str(text)[:120]}».{hint}")
            )
    return found, problems


def _has_figures(cells: Sequence[Value], label: int) -> bool:
    return any(isinstance(one, int | float) for one in cells[label + 1 :])


def _unknown_columns(
    form: Form, sheet: Sheet, heading: int, columns: Mapping[str, int], label: int
) -> list[Problem]:
    """Headings beside the known ones that the form does not have."""
    known = {fold_label(one.name) for one in form.columns}
    told: list[Problem] = []
    for place, cell in enumerate(sheet.rows[heading][:_WIDEST]):
        name = _name(cell)
        if (
            name
            and place > label
            and place not in columns.values()
            and name not in known
            and not is_unit_heading(cell)
        ):
            told.append(UnknownColumn.at(sheet.name, heading, place, f"biểu không có cột «{str(cell)[:120]}»; cột này không được nhận."))  # fmt: skip
    return told


def _question(sheet: Sheet, form: Form, heading: int, label: int, columns: Mapping[str, int]) -> Problem:
    taken = ", ".join(
        f"{address(heading, at)} là «{form.by_column[code].name}»" for code, at in columns.items()
    )
    what = f"đây không phải tệp tải từ phiếu, nên các dòng được nhận theo tên ở cột {address(0, label)[:-1]} và các cột theo tiêu đề ({taken}). Hãy xem kỹ bảng thay đổi trước khi nhận."
    return ByLabels.at(sheet.name, heading, label, what)
