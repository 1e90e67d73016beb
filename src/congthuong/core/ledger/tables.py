"""Tables that people hand in: CSV or XLSX bytes -> rows of text, with every doubt said before reading on.

A row keeps its place (file, row as the person sees it), so that a problem can name it. Nothing is guessed:
an encoding that is not UTF-8, a file too large, an empty file, a date where a number is due are refused
with what to do. Text is normalised to NFC at this door.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from congthuong.core.ledger.encodings import (
    Lines,
    refuse_lost_letters,
    refuse_old_fonts,
    unicode_text,
)
from congthuong.core.ledger.guard_refusals import NotAWorkbook
from congthuong.core.ledger.guard_xlsx import look_into_xlsx
from congthuong.core.ledger.separators import heading_separator
from congthuong.core.ledger.unpacking import BROKEN, unpacked_size
from congthuong.core.problems import Problem, nearest

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 10 * MAX_BYTES
MAX_CELL = 32_767  # characters: what the format holds, so that no cell a spreadsheet can show is cut
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"


class EmptyFile(Problem):
    code = "CT-201"
    text = "Tệp {file} không có dòng số liệu nào. Hãy mở lại tệp, kiểm tra rồi gửi lại."


class TooLarge(Problem):
    code = "CT-202"
    text = "Tệp {file} lớn {megabytes} MB, quá mức {limit} MB. Hãy chia tệp theo kỳ hoặc theo lĩnh vực rồi gửi lại."


class MissingColumns(Problem):
    code = "CT-204"
    text = "Tệp {file}: thiếu cột {columns}. Các cột cần có: {expected}."


class UnknownColumn(Problem):
    code = "CT-205"
    text = "Tệp {file}: không rõ cột «{column}»{nearest}. Hãy sửa tên cột hoặc bỏ cột ấy."


class UnreadableFile(Problem):
    code = "CT-206"
    text = "Tệp {file} không mở được ({why}). Hãy lưu lại thành .csv (UTF-8) hoặc .xlsx rồi gửi lại."


class RowTooLong(Problem):
    code = "CT-207"
    text = "Tệp {file}, dòng {row}: có nhiều ô hơn số cột ({cells} ô, {columns} cột). Chữ có dấu phẩy phải đặt trong ngoặc kép."


class ColumnTwice(Problem):
    code = "CT-208"
    text = "Tệp {file}: cột «{column}» có hai lần. Hãy bỏ một cột."


class CellWithoutColumn(Problem):
    code = "CT-209"
    text = "Tệp {file}, dòng {row}: ô thứ {cell} có «{content}» mà cột ấy không có tên. Hãy đặt tên cột hoặc xóa ô."


@dataclass(frozen=True, slots=True)
class TableRow:
    number: int  # as the person sees it: the header is row 1
    cells: Mapping[str, str | Decimal | date]

    def text(self, column: str) -> str:
        value = self.cells.get(column, "")
        return value.isoformat() if isinstance(value, date) else str(value).strip()


@dataclass(frozen=True, slots=True)
class TableFile:
    name: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    headings: tuple[str, ...] = ()  # the columns as the file names them

    @property
    def is_vietnamese(self) -> bool:
        """Whether the file names its columns by words instead of codes."""
        return any(not heading.isascii() for heading in self.headings)

    def heading(self, column: str, vietnamese: Mapping[str, str] | None = None) -> str:
        """The column as the person finds it in the file; one that the file lacks is named as the others are."""
        if column in self.columns and self.headings:
            return self.headings[self.columns.index(column)]
        return (vietnamese or {}).get(column, column) if self.is_vietnamese else column


def read_table(
    name: str, data: bytes, aliases: Mapping[str, str] | None = None, *, may_be_empty: bool = False
) -> TableFile:
    """Rows of a CSV (UTF-8, comma or semicolon) or XLSX file. `aliases`: header wording -> column.

    Raises TooLarge, WrongEncoding, EmptyFile, UnreadableFile, RowTooLong and the refusals of hostile workbooks.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(file=name, megabytes=len(data) // 2**20, limit=MAX_BYTES // 2**20)
    if data.startswith(OLE_MAGIC):
        raise UnreadableFile(file=name, why="định dạng .xls cũ hoặc tệp có mật khẩu")
    if other := _other_kind(name, data):
        raise UnreadableFile(file=name, why=other)
    lines = _xlsx_lines(name, data) if data.startswith(ZIP_MAGIC) else _csv_lines(name, data)
    if not lines or (len(lines) == 1 and not may_be_empty):
        raise EmptyFile(file=name)
    _, header = lines[0]
    refuse_old_fonts(name, lines)
    refuse_lost_letters(name, lines)
    columns = tuple(_column(cell, aliases or {}) for cell in header)
    for column, times in Counter(filter(None, columns)).items():
        if times > 1:
            raise ColumnTwice(file=name, column=column)
    rows = []
    for number, cells in lines[1:]:
        for place, (column, cell) in enumerate(zip(columns, cells, strict=False), start=1):
            if not column and cell != "":
                raise CellWithoutColumn(file=name, row=number, cell=place, content=str(cell)[:40])
        extra = [cell for cell in cells[len(columns) :] if cell not in ("", None)]
        if extra:
            raise RowTooLong(file=name, row=number, cells=len(cells), columns=len(columns))
        rows.append(TableRow(number, dict(zip(columns, cells, strict=False))))
    return TableFile(name, columns, tuple(rows), tuple(" ".join(str(cell).split()) for cell in header))


def require_columns(
    table: TableFile,
    required: Iterable[str],
    allowed: Iterable[str],
    vietnamese: Mapping[str, str] | None = None,
) -> list[Problem]:
    """The problems of a table's header: columns that are missing, columns that nobody knows."""
    required, allowed = tuple(required), tuple(allowed)
    missing = [column for column in required if column not in table.columns]
    problems: list[Problem] = []
    if missing:
        problems.append(
            MissingColumns(
                file=table.name,
                columns=", ".join(table.heading(one, vietnamese) for one in missing),
                expected=", ".join(table.heading(one, vietnamese) for one in allowed),
            )
        )
    for column in table.columns:
        if column and column not in allowed:
            guess = nearest(column, [table.heading(one, vietnamese).lower() for one in allowed])
            hint = f" (có phải «{guess}»?)" if guess else ""
            called = table.heading(column)
            problems.append(UnknownColumn(file=table.name, column=called, nearest=hint))
    return problems


def _column(cell: object, aliases: Mapping[str, str]) -> str:
    text = " ".join(str(cell).strip().lower().split())
    return aliases.get(text, text)


def _csv_lines(name: str, data: bytes) -> Lines:
    text = unicode_text(name, data)
    if "\x00" in text:
        raise UnreadableFile(file=name, why="tệp nhị phân, không phải bảng")
    delimiter = heading_separator(text)
    # Strict: a quotation mark left open would swallow the rows below it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: Lines = []
    number = 0  # counted as a spreadsheet counts rows, also where a quoted cell has several lines
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                lines.append((number, list(cells)))
    except csv.Error as error:
        why = next(
            (words for sign, words in _CSV_FAULTS if sign in str(error)), "bảng viết chưa đúng kiểu CSV"
        )
        raise UnreadableFile(file=name, why=f"dòng {number + 1}: {why}") from None
    return lines


_CSV_FAULTS = (
    ("unexpected end of data", "dấu ngoặc kép mở mà không khép"),
    ("expected after", "dấu ngoặc kép đặt chưa đúng; trong ô có dấu ấy thì viết hai lần"),
    ("field limit", "một ô quá dài"),
)


_KINDS = (
    (b"%PDF-", "tệp PDF"), (b"\x89PNG", "tệp ảnh PNG"), (b"\xff\xd8\xff", "tệp ảnh JPEG"), (b"GIF8", "tệp ảnh GIF"),
    (b"Rar!", "tệp nén RAR"), (b"7z\xbc\xaf", "tệp nén 7z"), (b"\x1f\x8b", "tệp nén gzip"), (b"{\\rtf", "tệp văn bản RTF"),
)  # fmt: skip


def _other_kind(name: str, data: bytes) -> str:
    """What a file is that only bears a table's name; "" for a table. Read as text it would be told of by its letters."""
    if known := next((kind for magic, kind in _KINDS if data.startswith(magic)), ""):
        return f"đây là {known}, không phải bảng tính"
    if name.lower().endswith(".xlsx") and data and not data.startswith(ZIP_MAGIC):
        return "mang đuôi .xlsx nhưng không phải tệp Excel"
    return ""


def _xlsx_lines(name: str, data: bytes) -> Lines:
    from python_calamine import CalamineError, CalamineWorkbook

    _refuse_bomb(name, data)
    try:
        look_into_xlsx(name, data)
    except NotAWorkbook as trouble:
        raise UnreadableFile(file=name, why=trouble.fields["why"]) from None
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError, OSError) as error:
        raise UnreadableFile(file=name, why=_why_not(error)) from None
    lines: Lines = []
    for number, row in enumerate(sheet, start=1):
        cells = [_cell(value) for value in row]
        if any(cell != "" for cell in cells):
            lines.append((number, cells))
    return lines


def _why_not(error: Exception) -> str:
    """The library speaks English to developers."""
    if "password" in str(error).lower():
        return "tệp có mật khẩu"
    return "tệp .xlsx hỏng hoặc không có trang tính nào"


def _refuse_bomb(name: str, data: bytes) -> None:
    try:
        unpacked = unpacked_size(data, MAX_UNPACKED)
    except BROKEN:
        raise UnreadableFile(file=name, why="tệp .xlsx hỏng") from None
    if unpacked > MAX_UNPACKED:
        limit = MAX_UNPACKED // 2**20
        raise TooLarge(file=name, megabytes=f"hơn {limit}", limit=limit)


def _cell(value: object) -> str | Decimal | date:
    """Numbers stay numbers (a number cell has no decimal sign to misread), dates stay dates."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date()
        case date():
            return value
        case int() | float():
            # 15 digits, as spreadsheets show and count them: the cell =0,1+0,2 holds 0.30000000000000004.
            number = Decimal(f"{value:.15g}" if isinstance(value, float) else value)
            return Decimal(f"{number:f}")  # 540800, not 5.408E+5
        case _:
            return unicodedata.normalize("NFC", str(value).strip())[:MAX_CELL] if value is not None else ""
