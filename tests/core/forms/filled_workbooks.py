"""A form's workbook as people send it back: made, opened, changed, closed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.totals import work_out
from congthuong.core.forms.workbook.layout import Filled, FilledCell, Head, Layout
from congthuong.core.forms.workbook.reading import FileRead, read_filled
from congthuong.core.forms.workbook.writing import write_filled
from core.forms.form_examples import rice

HEAD = Head(
    7, 3, "2020-05", "tháng 5 năm 2020", "Công ty A", "02/6/2020", "31/5/2020", date(2020, 6, 1), "Sở"
)
TYPED: dict[Cell, Decimal | None] = {("trang", "ky"): Decimal("19125.44"), ("thom", "ky"): Decimal("27.50")}
BEFORE = {
    ("trang", "cong_don"): Decimal(100),
    ("thom", "cong_don"): Decimal(10),
    ("tong", "cong_don"): Decimal(110),
}


def filled(
    form: Form | None = None,
    typed: Mapping[Cell, Decimal | None] | None = None,
    revisions: Mapping[Cell, int] | None = None,
    editable: frozenset[Cell] | None = None,
    shown: Mapping[Cell, Decimal | None] | None = None,
) -> Filled:
    own = form or rice()
    values = work_out(own, TYPED if typed is None else typed, BEFORE | dict(shown or {}))
    cells = {cell: FilledCell(value, (revisions or {}).get(cell, 0)) for cell, value in values.items()}
    before = {cell: value for cell, value in BEFORE.items() if cell in values}
    return Filled(own, HEAD, cells, own.typed if editable is None else editable, before)


def book_of(what: Filled | None = None) -> bytes:
    return write_filled(what or filled())


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook after `change` of its sheet, saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book["Biểu"])
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def spot(row: str, column: str, form: Form | None = None) -> dict[str, int]:
    """Where a cell stands, the way openpyxl asks for it."""
    at, place = Layout(form or rice()).spot((row, column))
    return {"row": at + 1, "column": place + 1}


def read(data: bytes, form: Form | None = None, head: Head = HEAD, name: str = "bieu.xlsx") -> FileRead:
    return read_filled(form or rice(), head, name, data)


def values(got: FileRead) -> dict[Cell, Decimal | None]:
    return {cell: one.value for cell, one in got.cells.items()}


def worked_out(sheet: Any, at: str) -> Any:
    """The value of a cell as a spreadsheet works it out, in Decimal: only what our own formulas use."""
    held = sheet[at].value
    if held is None:
        return ""
    if not isinstance(held, str) or not held.startswith("="):
        return held if isinstance(held, str) else Decimal(str(held))

    def block(where: str) -> list[Any]:
        cells = sheet[where]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        return [worked_out(sheet, cell.coordinate) for row in rows for cell in row]

    known = {
        "V": lambda where: block(where)[0],
        "B": block,
        "D": Decimal,
        "OR": lambda *sides: any(sides),
        "IF": lambda test, yes, no: yes if test else no,
        "SUM": lambda *parts: sum((one for part in parts for one in _flat(part) if one != ""), Decimal(0)),
        "COUNT": lambda *parts: sum(one != "" for part in parts for one in _flat(part)),
        "COUNTBLANK": lambda part: sum(one == "" for one in _flat(part)),
        "MIN": min,
        "MAX": max,
    }
    text = held[1:].removeprefix("IFERROR(")
    text = text.removesuffix(',"")') if text != held[1:] else text
    text = re.sub(r"\b([A-Z]+[0-9]+):([A-Z]+[0-9]+)\b", r"B('\1:\2')", text)
    text = re.sub(r"(?<!['A-Z0-9:])([A-Z]+[0-9]+)(?![0-9:'])", r"V('\1')", text)
    text = re.sub(r"(?<![A-Za-z0-9'.])([0-9]+(?:\.[0-9]+)?)(?!['0-9.])", r"D('\1')", text)
    try:
        return eval(re.sub(r"(?<![<>=])=", "==", text), {"__builtins__": {}}, known)
    except (TypeError, ArithmeticError):
        return ""


def _flat(part: Any) -> list[Any]:
    return part if isinstance(part, list) else [part]
