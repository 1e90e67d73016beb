"""A new workbook's package looked at before it is read: macros, links to other files, sheets that would not fit in memory.

The fastest reader lays a sheet out as a full rectangle from its first to its last cell, so that one cell in the last
corner costs seventeen thousand million cells. The rectangle is measured here, on the bytes that really come out of the
package (`core.ledger.unpacking`), not on what the file says of itself.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from congthuong.core.ledger.guard_package import Parts, listed_sheets, parts_of, strict_parser, whole
from congthuong.core.ledger.guard_refusals import (
    NotAWorkbook,
    SheetTooLarge,
    TooManySheets,
    WorkbookWithLinks,
    WorkbookWithMacros,
)
from congthuong.core.ledger.guard_spots import Spot, column_number
from congthuong.core.ledger.unpacking import BROKEN, unpacked

MOST_CELLS: Final = 5_000_000
MOST_SHEETS: Final = 200
MOST_FORMULAS: Final = 500_000
# Every real writer puts the address first; a sheet in which one cell has none is walked element by element.
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
# Prefixes may be written with more signs than these patterns know; then too the sheet is walked.
_PREFIXED: Final = re.compile(rb":c[\s/>]")
_PREFIXED_USUALLY: Final = re.compile(rb"</?\w+:c[\s/>]")
_PLACED: Final = re.compile(rb'<(?:\w+:)?c\s+r="([A-Za-z]{1,7}[0-9]{1,9})"')
_COMPUTED: Final = re.compile(rb'<(?:\w+:)?c\s+r="([A-Za-z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f[\s/>]')
# A cell that shows an error keeps its name as its value; the reader leaves such a cell empty.
_FAILED: Final = re.compile(
    rb'<(?:\w+:)?c\s+r="([A-Za-z]{1,3})([0-9]{1,7})"[^>/]*\st="e"[^>/]*>(.{0,9000}?)</(?:\w+:)?c>', re.S
)
_ERROR: Final = re.compile(rb"<(?:\w+:)?v>\s*(#[^<]{1,20}?)\s*</")
UNNAMED_ERROR: Final = "#LỖI!"
MOST_ERRORS: Final = 10_000
_DIGITS: Final = b"0123456789"


@dataclass(frozen=True, slots=True)
class SheetSeen:
    name: str
    rows: int
    columns: int
    formulas: frozenset[Spot]
    errors: Mapping[Spot, str] = field(default_factory=dict)
    """Cells that show an error, with what they show (#REF!)."""


def look_into_xlsx(name: str, data: bytes) -> dict[str, SheetSeen]:
    """What every sheet spans, by its name. Raises the refusals."""
    try:
        parts = parts_of(data)
        _refuse_company(name, data, parts)
        sheets = listed_sheets(data, parts)
        if len(sheets) > MOST_SHEETS:
            raise TooManySheets(file=name, count=len(sheets), limit=MOST_SHEETS)
        titles = {part: sheet.name for sheet in sheets for part in sheet.parts}
        # Sheets that the list leaves out are measured too: the reader may find them by another way.
        loose = {one: one for one in parts if "worksheets/" in one and one.endswith(".xml")}
        seen = {part: _measured(name, title, data, parts[part]) for part, title in (loose | titles).items()}
        return {sheet.name: seen[sheet.parts[0]] for sheet in sheets}
    except (*BROKEN, expat.ExpatError, KeyError):
        raise NotAWorkbook(file=name, why="tệp .xlsx hỏng") from None


def _refuse_company(name: str, data: bytes, parts: Parts) -> None:
    if any(one.endswith("vbaproject.bin") or "/macrosheets/" in one for one in parts):
        raise WorkbookWithMacros(file=name)
    types = parts.get("[content_types].xml")
    if types is None:
        raise NotAWorkbook(file=name, why="tệp nén, không phải bảng tính")
    if b"macroenabled" in whole(data, types).lower():
        raise WorkbookWithMacros(file=name)
    links = [one for one in parts if one.startswith("xl/externallinks/") and one.endswith(".xml")]
    if links:
        raise WorkbookWithLinks(file=name, count=len(links))


def _measured(file: str, title: str, data: bytes, entry: zipfile.ZipInfo) -> SheetSeen:
    seen = _by_pattern(title, data, entry) or _by_element(title, data, entry)
    if seen.rows * seen.columns > MOST_CELLS:
        raise SheetTooLarge(
            file=file, sheet=title, rows=seen.rows, columns=seen.columns, limit=f"{MOST_CELLS // 10**6} triệu"
        )
    return seen


def _by_pattern(title: str, data: bytes, entry: zipfile.ZipInfo) -> SheetSeen | None:
    """None when some cell does not give its address in the usual way."""
    rows, columns = 0, set[bytes]()
    formulas: set[Spot] = set()
    errors: dict[Spot, str] = {}
    for text in _tags(data, entry):
        placed = _PLACED.findall(text)
        if b"\0" in text or not _all_placed(text, len(placed)):
            return None
        if placed:
            addresses = b" ".join(placed)
            columns |= set(addresses.translate(None, _DIGITS).split())
            rows = max(rows, *map(int, set(addresses.translate(None, _LETTERS).split())))
        if b"<f" in text or b":f" in text:
            formulas |= {
                (int(row) - 1, column_number(letters.decode())) for letters, row in _COMPUTED.findall(text)
            }
        if b't="e"' in text and len(errors) < MOST_ERRORS:
            errors |= _errors_in(text)
    widest = max((column_number(one.decode()) + 1 for one in columns), default=0)
    known = frozenset(formulas if len(formulas) <= MOST_FORMULAS else ())
    return SheetSeen(title, rows, widest, known, errors)


def _errors_in(text: bytes) -> dict[Spot, str]:
    found = {}
    for letters, row, inside in _FAILED.findall(text):
        said = _ERROR.search(inside)
        shown = said[1].decode("utf-8", "replace") if said else UNNAMED_ERROR
        found[int(row) - 1, column_number(letters.decode())] = shown
    return found


def _all_placed(text: bytes, placed: int) -> bool:
    """Whether every cell gives its address; counting says so of most pieces, only the others are searched."""
    if b":c" not in text and text.count(b"<c") == placed:
        return True
    return len(_CELL.findall(text)) == placed and not _oddly_prefixed(text)


def _oddly_prefixed(text: bytes) -> bool:
    return b":c" in text and len(_PREFIXED.findall(text)) != len(_PREFIXED_USUALLY.findall(text))


_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _tags(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's text in pieces that each end before a cell begins, so that no cell is cut in two."""
    rest = b""
    for piece in unpacked(data, entry):
        text = rest + piece
        at = max(text.rfind(b"<c "), text.rfind(b"<row"))
        if at <= 0:
            rest = text
            if len(rest) > 64 * 2**20:
                raise zipfile.BadZipFile("a cell without an end")
            continue
        rest = text[at:]
        yield text[:at]
    yield rest


def _by_element(title: str, data: bytes, entry: zipfile.ZipInfo) -> SheetSeen:
    """The same read strictly, for sheets that are written unusually; as the reader counts cells without address."""
    state = {"row": 0, "column": 0, "rows": 0, "columns": 0}
    formulas: set[Spot] = set()
    errors: dict[Spot, str] = {}
    place = re.compile(r"([A-Za-z]+)([0-9]+)")

    def begun(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            number = attributes.get("r", "")
            state["row"] = int(number) if number.isdigit() else state["row"] + 1
            state["column"] = 0
        elif local == "c":
            if found := place.fullmatch(attributes.get("r", "")):
                state["column"], state["row"] = column_number(found[1]) + 1, int(found[2])
            else:
                state["column"] += 1
            state["rows"] = max(state["rows"], state["row"])
            state["columns"] = max(state["columns"], state["column"])
            if attributes.get("t") == "e" and len(errors) < MOST_ERRORS:
                errors[state["row"] - 1, state["column"] - 1] = UNNAMED_ERROR
        elif local == "f":
            formulas.add((state["row"] - 1, state["column"] - 1))

    parser = strict_parser()
    parser.StartElementHandler = begun
    for piece in unpacked(data, entry):
        parser.Parse(piece, False)
    parser.Parse(b"", True)
    return SheetSeen(title, state["rows"], state["columns"], frozenset(formulas), errors)
