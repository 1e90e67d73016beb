"""The hidden sheet: which return and form the file is of, where every row and column stands, which revisions were seen.

Nothing in it is trusted: who alters it can only misplace their own figures, and the cells are compared with what
stands in the return all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from congthuong.core.forms.model import Cell
from congthuong.core.forms.workbook.layout import EDITION, HIDDEN, MAGIC, SHEET, Filled, Layout
from congthuong.core.forms.workbook.problems import HiddenBroken
from congthuong.core.forms.workbook.untouched import shown_text
from congthuong.core.intake.cells import Sheet, Value

_FACTS = ("bieu", "phien_ban", "ky", "phieu", "trang_tinh")
_FIRST = len(_FACTS) + 3  # after the magic, the facts, the columns' codes and their places


@dataclass(frozen=True)
class Seen:
    """`rows` and `columns` are places in the sheet, from 0; `revisions` those that are not 0, `shown` what was not to
    be typed over."""

    form: str
    version: int
    period: str
    ret: int
    sheet: str
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    revisions: Mapping[Cell, int]
    shown: Mapping[str, str] = field(default_factory=dict)  # by row (untouched.py)


def write_hidden(book: Any, filled: Filled, layout: Layout) -> None:
    sheet = book.add_worksheet(HIDDEN)
    sheet.very_hidden()
    head = filled.head
    facts = (filled.form.code, str(head.version), head.period, str(head.ret), SHEET)
    _line(sheet, 0, (MAGIC, EDITION))
    for at, (name, fact) in enumerate(zip(_FACTS, facts, strict=True), start=1):
        _line(sheet, at, (name, fact))
    columns = layout.typed_columns
    _line(sheet, _FIRST - 2, ("cot", "", *columns))
    _line(sheet, _FIRST - 1, ("o_cot", "", *(layout.columns[one] + 1 for one in columns)))
    at = _FIRST
    for row in filled.form:
        if row.total:
            continue
        seen = (filled.cells.get((row.code, one)) for one in columns)
        revisions = (one.revision if one and one.revision else None for one in seen)
        shown = shown_text(filled, row.code)
        _line(sheet, at, (row.code, layout.rows[row.code] + 1, *revisions, shown or None))
        at += 1
    sheet.protect()


def _line(sheet: Any, at: int, values: Sequence[str | int | None]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(at, column, value)
        elif value is not None:
            sheet.write_number(at, column, value)


def read_hidden(file: str, sheet: Sheet) -> Seen:
    """Raises HiddenBroken."""
    rows = sheet.rows
    try:
        if (sheet.at(0, 0), sheet.at(0, 1)) != (MAGIC, EDITION):
            raise ValueError("không phải của phần mềm này, hoặc do bản mới hơn ghi")
        facts = [str(sheet.at(at, 1)) for at in range(1, len(_FACTS) + 1)]
        codes = [str(one) for one in rows[_FIRST - 2][2:] if one != ""]
        columns = {one: _place(sheet.at(_FIRST - 1, at)) - 1 for at, one in enumerate(codes, start=2)}
        places: dict[str, int] = {}
        revisions: dict[Cell, int] = {}
        shown: dict[str, str] = {}
        for row in rows[_FIRST:]:
            code = row[0]
            if not isinstance(code, str) or not code:
                continue
            places[code] = _place(row[1]) - 1
            for column, seen in zip(codes, row[2:], strict=False):
                if seen != "":
                    revisions[code, column] = _place(seen)
            beside = row[2 + len(codes)] if len(row) > 2 + len(codes) else ""
            shown[code] = beside if isinstance(beside, str) else ""
        form, version, period, ret, name = facts
        return Seen(form, int(version), period, int(ret), name, places, columns, revisions, shown)
    except (ValueError, IndexError, TypeError) as error:
        raise HiddenBroken(file=file, why=str(error) if "không" in str(error) else "thiếu dòng") from None


def _place(value: Value) -> int:
    """A whole number from 1."""
    number = int(value) if isinstance(value, float | int) and value == value else 0
    if not 1 <= number <= 2**31:
        raise ValueError("có ô không phải số thứ tự")
    return number
