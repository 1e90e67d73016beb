"""A small .xls (BIFF8 in a compound file), made by hand: no library here writes one.

Layouts: Microsoft, [MS-XLS] and [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Cell = str | float | int | None


ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _text(text: str, size: str) -> bytes:
    return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")


def _cell(row: int, column: int, value: str | float) -> bytes:
    head = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str) and value in ERRORS:
        return _record(0x0205, head + bytes((ERRORS[value], 1)))
    if isinstance(value, str):
        return _record(0x0204, head + _text(value, "<H"))
    return _record(0x0203, head + struct.pack("<d", value))


def sheet_records(
    lines: Sequence[Sequence[Cell]],
    merged: Sequence[tuple[int, int, int, int]] = (),
    first: bytes = b"",
) -> bytes:
    body = _bof(0x0010) + first
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if value is not None:
                body += _cell(row, column, value if isinstance(value, str) else float(value))
    if merged:
        areas = b"".join(
            struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merged
        )
        body += _record(0x00E5, struct.pack("<H", len(merged)) + areas)
    return body + _record(0x000A, b"")


FRONT = len(_bof(5)) + 6  # where the records of `extra` begin


def write_xls(
    sheet: str,
    lines: Sequence[Sequence[Cell]],
    merged: Sequence[tuple[int, int, int, int]] = (),
    extra: bytes = b"",
    streams: Sequence[str] = (),
    first: bytes = b"",
) -> bytes:
    """extra: records put before the list of sheets; streams: names of further empty streams; first: the sheet's first
    records."""
    name = struct.pack("<B", len(sheet)) + b"\x01" + sheet.encode("utf-16-le")
    front = _bof(0x0005) + _record(0x0042, struct.pack("<H", 1200)) + extra
    start = len(front) + 4 + 6 + len(name) + 4
    book = front + _record(0x0085, struct.pack("<IH", start, 0) + name) + _record(0x000A, b"")
    return compound(book + sheet_records(lines, merged, first), streams)


def compound(book: bytes, streams: Sequence[str] = ()) -> bytes:
    book = book.ljust(max(4096, -(-len(book) // 512) * 512), b"\0")
    sectors = len(book) // 512
    directory = _entry("Root Entry", 5, END, 0, child=1)
    names = ["Workbook", *streams]
    for at, one in enumerate(names):
        following = at + 2 if at + 1 < len(names) else FREE
        directory += _entry(one, 2, 1 if at == 0 else END, len(book) if at == 0 else 0, right=following)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    width = len(directory) // 512
    total = sectors + width
    tables = 1
    while tables * 128 < total + tables:
        tables += 1
    # The directory first, the workbook, the table of sectors last.
    follows = [*range(1, width), END] if width > 1 else [END]
    body_first = width
    follows += [*range(body_first + 1, body_first + sectors), END]
    follows += [FAT] * tables
    follows += [FREE] * (tables * 128 - len(follows))
    directory = directory.replace(
        struct.pack("<II", 1, len(book)), struct.pack("<II", body_first, len(book)), 1
    )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, 0, 0, 4096, END, 0, END, 0)
    places = [total + at for at in range(tables)]
    header += struct.pack("<109I", *places, *[FREE] * (109 - tables))
    return header + directory + book + struct.pack(f"<{tables * 128}I", *follows)


def _entry(name: str, kind: int, first: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + struct.pack("<III", FREE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", first, size)
    )
