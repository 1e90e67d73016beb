"""An old workbook (.xls) looked at before it is read: its streams and the records of its sheets, without its values.

Source of the layouts: Microsoft, [MS-CFB] Compound File Binary File Format and [MS-XLS] Excel Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from congthuong.core.ledger.guard_refusals import (
    NotAWorkbook,
    SheetTooLarge,
    WorkbookLocked,
    WorkbookWithLinks,
    WorkbookWithMacros,
)
from congthuong.core.ledger.guard_spots import Spot
from congthuong.core.ledger.guard_xlsx import MOST_CELLS, MOST_ERRORS, UNNAMED_ERROR, SheetSeen

_HEADER: Final = 512
_END: Final = 0xFFFFFFFA  # this and above: no sector follows
_FILEPASS, _SUPBOOK, _FORMULA, _BOUNDSHEET, _DIMENSIONS = 0x002F, 0x01AE, 0x0006, 0x0085, 0x0200
_BOOLERR: Final = 0x0205
# [MS-XLS] 2.5.10 BErr
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"
}  # fmt: skip
_BOFS: Final = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_CELLS: Final = frozenset(
    {0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x00BE, 0x00BD, 0x0206, 0x0406}
)
_SEVERAL: Final = frozenset({0x00BE, 0x00BD})  # their last two bytes name the last column


def look_into_xls(name: str, data: bytes) -> list[SheetSeen]:
    """What every sheet spans, in the order of the file. Raises the refusals."""
    try:
        streams = _streams(data)
        if "EncryptedPackage" in streams:
            raise WorkbookLocked(file=name)
        if any(one.upper() in ("_VBA_PROJECT_CUR", "VBA", "_VBA_PROJECT") for one in streams):
            raise WorkbookWithMacros(file=name)
        book = streams.get("Workbook") or streams.get("Book")
        if book is None:
            raise NotAWorkbook(file=name, why="không có bảng tính nào bên trong")
        return _measured(name, _chain(data, *book))
    except (struct.error, IndexError):
        raise NotAWorkbook(file=name, why="tệp .xls hỏng") from None


def _sectors(data: bytes) -> tuple[int, list[int]]:
    """The size of a sector and which follows which."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise struct.error("no such size of sectors")
    size = 1 << shift
    first, count = struct.unpack_from("<II", data, 68)
    table = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(count, len(data) // size + 1)):
        if first >= _END:
            break
        entries = struct.unpack_from(f"<{size // 4}I", data, (first + 1) * size)
        table += entries[:-1]
        first = entries[-1]
    follows: list[int] = []
    for sector in table:
        if sector < _END and (sector + 2) * size <= len(data) + size:
            piece = data[(sector + 1) * size : (sector + 2) * size]
            follows += struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4])
    return size, follows


def _walk(data: bytes, first: int) -> bytes:
    size, follows = _sectors(data)
    pieces: list[bytes] = []
    seen = 0
    while first < _END:
        pieces.append(data[(first + 1) * size : (first + 2) * size])
        seen += 1
        if seen > len(data) // size + 1:
            raise struct.error("sectors that run in a circle")
        first = follows[first]
    return b"".join(pieces)


def _streams(data: bytes) -> dict[str, tuple[int, int]]:
    """Every stream's and folder's name with its first sector and its length."""
    (root,) = struct.unpack_from("<I", data, 48)
    directory = _walk(data, root)
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        if directory[at + 66]:
            title = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", directory, at + 116)
            found[title] = (first, size)
    return found


def _chain(data: bytes, first: int, size: int) -> bytes:
    if size < 4096:
        raise struct.error("a workbook so small has no sheet")
    return _walk(data, first)[:size]


def _records(book: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of every record."""
    at, end = 0, len(book) - 4
    unpack = struct.Struct("<HH").unpack_from
    while at <= end:
        kind, length = unpack(book, at)
        yield kind, at + 4, length
        at += 4 + length


class _Span:
    """What one sheet has shown so far of how far it reaches."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.formulas: set[Spot] = set()
        self.errors: dict[Spot, str] = {}
        self.said = (0, 0)  # rows and columns for which the reader makes room

    @property
    def size(self) -> tuple[int, int]:
        """What costs most of both."""
        return max(((self.rows, self.columns), self.said), key=lambda one: one[0] * one[1])


def _measured(name: str, book: bytes) -> list[SheetSeen]:
    spans, begun, listed = [_Span()], set[int](), list[int]()
    for kind, at, length in _records(book):
        if kind == _FILEPASS:
            raise WorkbookLocked(file=name)
        if kind == _SUPBOOK and length > 4:
            # Four bytes stand for the workbook itself or for functions of the program.
            raise WorkbookWithLinks(file=name, count=1)
        if kind == _BOUNDSHEET and length >= 4:
            listed += struct.unpack_from("<I", book, at)
        elif kind in _BOFS:
            begun.add(at - 4)
            spans.append(_Span())
        elif kind == _DIMENSIONS:
            said = _said(book, at, length)
            spans[-1].said = max(spans[-1].said, said, key=lambda one: one[0] * one[1])
        elif kind in _CELLS and length >= 4:
            _cell_seen(spans[-1], kind, book, at, length)
    if not begun.issuperset(listed):
        # Records hidden within another would be read as a sheet that was never measured.
        raise NotAWorkbook(file=name, why="tệp .xls hỏng")
    for number, span in enumerate(spans):
        rows, columns = span.size
        if rows * columns > MOST_CELLS:
            limit = f"{MOST_CELLS // 10**6} triệu"
            raise SheetTooLarge(file=name, sheet=str(number), rows=rows, columns=columns, limit=limit)
    # What comes before the first, and the first, which stands for the workbook itself, have no cells.
    return [
        SheetSeen("", span.rows, span.columns, frozenset(span.formulas), span.errors) for span in spans[2:]
    ]


def _said(book: bytes, at: int, length: int) -> tuple[int, int]:
    """The rows and columns that a sheet says it has. Raises struct.error where it ends before it begins."""
    if length not in (10, 14):
        return 0, 0
    first, last, left, right = struct.unpack_from("<HHHH" if length == 10 else "<IIHH", book, at)
    if not (last and right):
        return 0, 0
    if first >= last or left >= right:
        raise struct.error("a sheet that ends before it begins")
    return last - first, right - left


def _cell_seen(span: _Span, kind: int, book: bytes, at: int, length: int) -> None:
    row, column = struct.unpack_from("<HH", book, at)
    if kind == _FORMULA:
        span.formulas.add((row, column))
    if (failed := _error_of(kind, book, at, length)) and len(span.errors) < MOST_ERRORS:
        span.errors[row, column] = failed
    if kind in _SEVERAL:
        (column,) = struct.unpack_from("<H", book, at + length - 2)
    span.rows, span.columns = max(span.rows, row + 1), max(span.columns, column + 1)


def _error_of(kind: int, book: bytes, at: int, length: int) -> str:
    """What a cell that failed shows, as a value of its own or as what its formula gave; "" for any other cell."""
    if kind == _BOOLERR and length >= 8 and book[at + 7] == 1:
        return _ERRORS.get(book[at + 6], UNNAMED_ERROR)
    if kind == _FORMULA and length >= 14 and book[at + 6] == 2 and book[at + 12 : at + 14] == b"\xff\xff":
        return _ERRORS.get(book[at + 8], UNNAMED_ERROR)
    return ""
