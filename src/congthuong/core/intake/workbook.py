"""Bytes of a workbook -> its sheets with every cell at its place; hostile files are refused before they are read."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping
from typing import Any

from congthuong.core.intake.cells import Sheet, Spot, Value, Workbook
from congthuong.core.intake.guard_xls import look_into_xls
from congthuong.core.ledger.encodings import decode
from congthuong.core.ledger.guard_refusals import NotAWorkbook, SheetTooLarge, WorkbookLocked
from congthuong.core.ledger.guard_xlsx import MOST_CELLS, SheetSeen, look_into_xlsx
from congthuong.core.ledger.separators import separator_of
from congthuong.core.ledger.tables import MAX_BYTES, MAX_UNPACKED, OLE_MAGIC, ZIP_MAGIC, TooLarge
from congthuong.core.ledger.unpacking import BROKEN, unpacked_size

ENDINGS = (".xlsx", ".xls", ".csv")
_END_OF_PACKAGE = b"PK\5\6"


def read_workbook(name: str, data: bytes) -> Workbook:
    """Every sheet that has cells. Formulas are not computed: their stored values are read.

    Raises TooLarge, WrongEncoding and the refusals.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(file=name, megabytes=len(data) // 2**20, limit=MAX_BYTES // 2**20)
    if data.startswith(ZIP_MAGIC):
        return _new(name, data)
    if data.startswith(OLE_MAGIC):
        return _old(name, data)
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise NotAWorkbook(file=name, why="tên là Excel nhưng bên trong không phải")
    return Workbook(name, "csv", (_csv(name, data),))


def _new(name: str, data: bytes) -> Workbook:
    try:
        size = unpacked_size(data, MAX_UNPACKED)
    except BROKEN:
        raise NotAWorkbook(file=name, why="tệp .xlsx hỏng") from None
    if size > MAX_UNPACKED:
        limit = MAX_UNPACKED // 2**20
        raise TooLarge(file=name, megabytes=f"hơn {limit}", limit=limit)
    seen = look_into_xlsx(name, data)
    return Workbook(name, "xlsx", _sheets(name, data, seen))


def _old(name: str, data: bytes) -> Workbook:
    # A package hung behind the old workbook would be read, unmeasured, where the old one is broken.
    data = data.replace(_END_OF_PACKAGE, b"PK\0\0")
    seen = look_into_xls(name, data)
    book = _open(name, data)
    # Charts have records of their own: only where all sheets are known is it sure which formulas are whose.
    same = len(seen) == len(book.sheet_names)
    by_title = dict(zip(book.sheet_names, seen, strict=True)) if same else {}
    return Workbook(name, "xls", _sheets(name, data, by_title))


def _open(name: str, data: bytes) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, ValueError, OSError) as error:
        if "password" in str(error).lower():
            raise WorkbookLocked(file=name) from None
        raise NotAWorkbook(file=name, why="bảng tính hỏng") from None


def _sheets(name: str, data: bytes, seen: Mapping[str, SheetSeen]) -> tuple[Sheet, ...]:
    from python_calamine import CalamineError

    book = _open(name, data)
    sheets = []
    for title in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(title)
            rows: list[list[Value]] = sheet.to_python(skip_empty_area=False)
        except (CalamineError, ValueError, OSError):
            continue  # a sheet that holds a chart only
        merged = tuple(sheet.merged_cell_ranges or ())
        if rows:
            tidy = unicodedata.normalize("NFC", title)
            looked = seen.get(title)
            if looked:
                _put_errors(rows, looked.errors)
            sheets.append(Sheet(tidy, rows, merged, looked.formulas if looked else frozenset()))
    if not sheets:
        raise NotAWorkbook(file=name, why="không có trang tính nào có chữ, số")
    return tuple(sheets)


def _put_errors(rows: list[list[Value]], errors: Mapping[Spot, str]) -> None:
    """The reader gives a cell that shows an error as an empty one: a figure would be missing without a word."""
    for (row, column), shown in errors.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
            rows[row][column] = shown


def _csv(name: str, data: bytes) -> Sheet:
    text = decode(name, data)
    if "\x00" in text:
        raise NotAWorkbook(file=name, why="tệp nhị phân, không phải bảng")
    delimiter = separator_of(text)
    rows: list[list[Value]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            cells += len(row)
            if cells > MOST_CELLS or len(row) > 16384:
                limit = f"{MOST_CELLS // 10**6} triệu"
                raise SheetTooLarge(file=name, sheet=name, rows=len(rows) + 1, columns=len(row), limit=limit)
            rows.append([*row])
    except csv.Error:
        why = f"dòng {len(rows) + 1} viết chưa đúng kiểu CSV, thường là dấu ngoặc kép mở mà không khép"
        raise NotAWorkbook(file=name, why=why) from None
    if not any(cell.strip() for row in rows for cell in row if isinstance(cell, str)):
        raise NotAWorkbook(file=name, why="tệp trống")
    return Sheet(name, rows)
