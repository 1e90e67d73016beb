"""Tables that people hand in: CSV or XLSX bytes -> rows of text, with every doubt said before reading on.

A row keeps its place (file, row as the person sees it), so that a problem can name it. Nothing is guessed:
an encoding that is not UTF-8, a file too large, an empty file, a date where a number is due are refused
with what to do. Text is normalised to NFC at this door.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from congthuong.core.ledger.guard_refusals import NotAWorkbook
from congthuong.core.ledger.guard_xlsx import look_into_xlsx
from congthuong.core.ledger.old_fonts import has_tcvn3_signs, looks_like_tcvn3
from congthuong.core.ledger.separators import heading_separator
from congthuong.core.ledger.unpacking import BROKEN, unpacked_size
from congthuong.core.problems import Problem, nearest

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 10 * MAX_BYTES
MAX_CELL = 32_767  # characters: what the format holds, so that no cell a spreadsheet can show is cut
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
Cells = list[str | Decimal | date]


class EmptyFile(Problem):
    code = "CT-201"
    text = "Tệp {file} không có dòng số liệu nào. Hãy mở lại tệp, kiểm tra rồi gửi lại."


class TooLarge(Problem):
    code = "CT-202"
    text = "Tệp {file} lớn {megabytes} MB, quá mức {limit} MB. Hãy chia tệp theo kỳ hoặc theo lĩnh vực rồi gửi lại."


class WrongEncoding(Problem):
    code = "CT-203"
    text = (
        "Tệp {file}, dòng {row}: chữ không phải mã Unicode UTF-8{guess}. "
        "Hãy mở bằng Excel, chọn Lưu thành «CSV UTF-8» (hoặc .xlsx) rồi gửi lại."
    )


class OldFont(WrongEncoding):
    code = "CT-224"
    text = (
        "Tệp {file}, dòng {row}{column}: «{content}» là chữ gõ bằng phông TCVN3 (.VnTime), không phải Unicode{more}. "
        "Hãy đổi sang Unicode bằng công cụ chuyển mã của bộ gõ, lưu lại rồi gửi lại."
    )


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
    _refuse_old_fonts(name, lines)
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


def _refuse_old_fonts(name: str, lines: list[tuple[int, Cells]]) -> None:
    """Names the first cell typed with such a font, and how many more there are."""
    bad = [
        (number, place, cell)
        for number, cells in lines
        for place, cell in enumerate(cells)
        if isinstance(cell, str) and looks_like_tcvn3(cell)
    ]
    if bad:
        number, place, cell = bad[0]
        header = lines[0][1]
        heading = str(header[place]).strip() if place < len(header) and number != lines[0][0] else ""
        raise OldFont(
            file=name,
            row=number,
            column=f", cột «{heading}»" if heading else "",
            content=cell[:40],
            more=f" (và {len(bad) - 1} ô khác)" if len(bad) > 1 else "",
        )


def _column(cell: object, aliases: Mapping[str, str]) -> str:
    text = " ".join(str(cell).strip().lower().split())
    return aliases.get(text, text)


def _csv_lines(name: str, data: bytes) -> list[tuple[int, Cells]]:
    text = _unicode(name, data)
    if "\x00" in text:
        raise UnreadableFile(file=name, why="tệp nhị phân, không phải bảng")
    delimiter = heading_separator(text)
    # Strict: a quotation mark left open would swallow the rows below it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, Cells]] = []
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


def _other_kind(name: str, data: bytes) -> str:
    """What a file is that only bears a table's name; "" for a table. Read as text it would be told of by its letters."""
    if data.startswith(b"%PDF-"):
        return "đây là tệp PDF, không phải bảng tính"
    if name.lower().endswith(".xlsx") and data and not data.startswith(ZIP_MAGIC):
        return "mang đuôi .xlsx nhưng không phải tệp Excel"
    return ""


def decode(name: str, data: bytes) -> str:
    """UTF-8 text in NFC, or WrongEncoding naming the first bad row and the likely legacy encoding."""
    text = _unicode(name, data)
    bad = [(row, line) for row, line in enumerate(text.split("\n"), start=1) if looks_like_tcvn3(line)]
    if bad:
        more = f" (và {len(bad) - 1} dòng khác)" if len(bad) > 1 else ""
        raise OldFont(file=name, row=bad[0][0], column="", content=bad[0][1].strip()[:40], more=more)
    return text


def _unicode(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise WrongEncoding(file=name, row=row, guess=_guess(data)) from None
    bad = text.find("\ufffd")
    if bad >= 0:
        raise WrongEncoding(file=name, row=text.count("\n", 0, bad) + 1, guess=" (đã mất dấu khi lưu)")
    return unicodedata.normalize("NFC", text)


# A tone after the vowel that bears it: how Windows-1258 writes most of its letters.
_TONES_OF_1258 = re.compile("[aăâeêioôơuưy][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)


def _guess(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2000]:
        return ", có vẻ là UTF-16 («Unicode Text» của Excel)"
    beginning = data[:200_000].decode("latin-1")
    has_tones = _TONES_OF_1258.search(data[:200_000].decode("cp1258", "replace")) is not None
    if has_tones and not has_tcvn3_signs(beginning):
        return ", có vẻ là Windows-1258"
    if any(looks_like_tcvn3(line) for line in beginning.split("\n")):
        return ", có vẻ là phông TCVN3 (.VnTime)"
    return ", có vẻ là Windows-1258"


def _xlsx_lines(name: str, data: bytes) -> list[tuple[int, Cells]]:
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
    lines: list[tuple[int, Cells]] = []
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
