"""The parts of a new workbook's package, found in every way that a reader may find them.

Readers do not agree on names: some take no notice of capitals or take a backslash for a slash, some look for the list
of sheets where the package says it is, some always in the same folder. Where two of them could take different parts for
the same sheet, the package is refused: what is measured must be what is read.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from typing import Any, Final
from xml.parsers import expat

from congthuong.core.ledger.unpacking import unpacked

_MOST_BOOK: Final = 8 * 2**20  # bytes of the list of sheets
_OTHER_NAME: Final = 0x7075  # a second name of a part, which some readers prefer to the first
_OTHER_FORMATS: Final = ("content.xml", "xl/workbook.bin")  # read where the workbook itself cannot be
_BOOK: Final = "xl/workbook.xml"
Parts = dict[str, zipfile.ZipInfo]


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet by its name, with every part that a reader may take for it; the first is the one meant."""

    name: str
    parts: tuple[str, ...]


def folded(name: str) -> str:
    return name.replace("\\", "/").lower().lstrip("/")


def parts_of(data: bytes) -> Parts:
    """The parts by their folded names. Raises BadZipFile where two parts could be taken for each other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    parts: Parts = {}
    for entry in entries:
        name = folded(entry.filename)
        if name in parts:
            raise zipfile.BadZipFile("two parts of one name")
        if name != normpath(name) + "/" * name.endswith("/") or _has_other_name(entry.extra):
            raise zipfile.BadZipFile("a part whose name can be read in two ways")
        parts[name] = entry
    if any(one in parts for one in _OTHER_FORMATS):
        raise zipfile.BadZipFile("two kinds of workbook in one package")
    return parts


def _has_other_name(extras: bytes) -> bool:
    at = 0
    while at + 4 <= len(extras):
        kind, length = struct.unpack_from("<HH", extras, at)
        if kind == _OTHER_NAME:
            return True
        at += 4 + length
    return False


def listed_sheets(data: bytes, parts: Parts) -> list[ListedSheet]:
    """The sheets that the workbook lists. Raises BadZipFile for one that is not in the package."""
    book = _book(data, parts)
    folder = dirname(book)
    targets: dict[str, list[str]] = {}
    for path in dict.fromkeys((f"{basename(book)}.rels", "workbook.xml.rels")):
        for one in _relations(data, parts, join(folder, "_rels", path)):
            targets.setdefault(one.get("Id", ""), []).append(one.get("Target", ""))
    found = []
    for sheet in elements(whole(data, parts[book]), "sheet"):
        keys = [value for at, value in sheet.items() if at.rpartition(":")[2] == "id"]
        named = (target for key in keys for target in targets.get(key, ()))
        there = tuple(one for one in _places(named, folder) if one in parts)
        if not there:
            raise zipfile.BadZipFile("a sheet that is not in the package")
        found.append(ListedSheet(sheet.get("name", ""), there))
    return found


def _book(data: bytes, parts: Parts) -> str:
    """The one list of sheets: where the package says it is, and where it usually is."""
    said = (
        one.get("Target", "")
        for one in _relations(data, parts, "_rels/.rels")
        if one.get("Type", "").endswith("/officeDocument")
    )
    there = {one for one in (_BOOK, *_places(said, "")) if one in parts}
    if len(there) != 1:
        raise zipfile.BadZipFile("not one list of sheets")
    return there.pop()


def _places(targets: Iterable[str], folder: str) -> list[str]:
    """As the standard has them, and as readers that take every target from the package's root."""
    found = []
    for target in targets:
        path = target.replace("\\", "/").lower()
        below, above = normpath(join(folder, path.lstrip("/"))), normpath(path.lstrip("/"))
        found += [above, below] if path.startswith("/") else [below, above]
    return list(dict.fromkeys(found))


def _relations(data: bytes, parts: Parts, path: str) -> list[dict[str, str]]:
    return elements(whole(data, parts[path]), "Relationship") if path in parts else []


def whole(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    pieces, size = [], 0
    for piece in unpacked(data, entry):
        pieces.append(piece)
        size += len(piece)
        if size > _MOST_BOOK:
            raise zipfile.BadZipFile("the list of sheets has no end")
    return b"".join(pieces)


def elements(xml: bytes, tag: str) -> list[dict[str, str]]:
    """The attributes of every such element."""
    found: list[dict[str, str]] = []

    def begun(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append(attributes)

    parser = strict_parser()
    parser.StartElementHandler = begun
    parser.Parse(xml, True)
    return found


def strict_parser() -> Any:
    """A document type could declare entities that grow without end: no workbook has one."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise zipfile.BadZipFile("a document type in a workbook")

    parser.StartDoctypeDeclHandler = refuse
    return parser
