"""A DOCX as the lines a reader sees, each with how it looks and where it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from congthuong.core.document.layout_check.archive import Archive, Element
from congthuong.core.document.layout_check.formatting import (
    Formatting,
    ParagraphLook,
    RunLook,
    W,
    child,
    formatting_of,
    number,
    twips_to_mm,
    value,
)

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU_PER_MM = 36000
_SKIPPED = frozenset({W + "del", W + "moveFrom", W + "txbxContent"})
_LINE_SHAPES = frozenset({"wsp", "cxnSp", "line", "shape", "rect"})
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Place:
    """The cell of a table that a line stands in; `width` in mm, None when the cell does not say."""

    table: int
    row: int
    column: int
    width: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `drawn` is the length (mm) of a line shape in it, 0 when the shape does not say."""

    text: str
    runs: tuple[tuple[str, RunLook], ...]
    look: ParagraphLook
    section: int
    place: Place | None = None
    listed: bool = False
    drawn: Decimal | None = None
    picture: bool = False

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def shown(self) -> str:
        """The text in the case that is seen."""
        return "".join(text.upper() if look.caps else text for text, look in self.runs).strip()


@dataclass(frozen=True, slots=True)
class Section:
    """Lengths in mm. `headers`/`footers` are the parts by kind, "default" or "first", as inherited."""

    width: Decimal
    height: Decimal
    margins: dict[str, Decimal]
    title_page: bool
    page_start: int | None
    headers: dict[str, Element]
    footers: dict[str, Element]


@dataclass
class Reading:
    formatting: Formatting
    lines: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    tables: int = 0

    def text_width(self, section: int) -> Decimal:
        if section >= len(self.sections):
            return Decimal(0)
        page = self.sections[section]
        return page.width - page.margins["left"] - page.margins["right"]


def fold(text: str) -> str:
    """Upper case, single spaces, NFC, one spelling of HÒA: enough to recognise a fixed wording."""
    words = " ".join(unicodedata.normalize("NFC", text).upper().split())
    return words.replace("HOÀ", "HÒA").replace("–", "-")


def _runs(element: Element, depth: int = 0) -> Iterator[Element]:
    """The runs of a paragraph in order, those in links and content controls too, deleted ones not."""
    if depth > _DEEPEST:
        return
    for part in element:
        if part.tag == W + "r":
            yield part
        elif isinstance(part.tag, str) and part.tag not in _SKIPPED and part.tag != W + "pPr":
            yield from _runs(part, depth + 1)


def _run_text(run: Element) -> str:
    pieces = []
    for part in run:
        if part.tag == W + "t":
            pieces.append(part.text or "")
        elif part.tag == W + "tab":
            pieces.append("\t")
        elif part.tag in (W + "br", W + "cr"):
            pieces.append("\n")
        elif part.tag == W + "noBreakHyphen":
            pieces.append("-")
    return unicodedata.normalize("NFC", "".join(pieces))


def _drawn(paragraph: Element) -> Decimal | None:
    for part in paragraph.iter():
        if isinstance(part.tag, str) and part.tag.rpartition("}")[2] in _LINE_SHAPES:
            extents = [one.get("cx") for one in paragraph.iter() if str(one.tag).endswith("}extent")]
            length = number(extents[0]) if extents else None
            return Decimal(0) if length is None else (length / _EMU_PER_MM).quantize(Decimal("0.1"))
    return None


def paragraph_line(
    paragraph: Element, formatting: Formatting, section: int = 0, place: Place | None = None, table: str = ""
) -> Line:
    runs = []
    for run in _runs(paragraph):
        look = formatting.run_look(run, paragraph, table)
        text = _run_text(run)
        if text and not look.hidden:
            runs.append((text, look))
    properties = child(paragraph, "pPr")
    return Line(
        text="".join(text for text, _ in runs).strip(),
        runs=tuple(runs),
        look=formatting.paragraph_look(paragraph, table),
        section=section,
        place=place,
        listed=child(properties, "numPr") is not None,
        drawn=_drawn(paragraph),
        picture=next(paragraph.iter("{*}blip"), None) is not None,
    )


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._parts = {one.id: one.target for one in archive.relations(archive.main)}
        self.reading = Reading(formatting_of(archive))
        self._headers: dict[str, dict[str, Element]] = {"header": {}, "footer": {}}

    def read(self) -> Reading:
        body = self._archive.document().find(W + "body")
        if body is not None:
            self._blocks(body, None, "", 0)
            last = body.find(W + "sectPr")
            if last is not None:
                self.reading.sections.append(self._section(last))
        notes = self._archive.related("footnotes")
        for paragraph in notes.iter(W + "p") if notes is not None else ():
            self.reading.notes.append(paragraph_line(paragraph, self.reading.formatting))
        return self.reading

    def _blocks(self, parent: Element, place: Place | None, table: str, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for element in parent:
            if element.tag == W + "p":
                self._paragraph(element, place, table)
            elif element.tag == W + "tbl":
                self._table(element, depth + 1)
            elif element.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "smartTag"):
                self._blocks(element, place, table, depth + 1)

    def _paragraph(self, element: Element, place: Place | None, table: str) -> None:
        reading = self.reading
        reading.lines.append(paragraph_line(element, reading.formatting, len(reading.sections), place, table))
        ending = child(child(element, "pPr"), "sectPr")
        if ending is not None:
            reading.sections.append(self._section(ending))

    def _table(self, table: Element, depth: int) -> None:
        number_ = self.reading.tables = self.reading.tables + 1
        style = value(child(table, "tblPr"), "tblStyle") or ""
        for row, line in enumerate(_inside(table, "tr")):
            for column, cell in enumerate(_inside(line, "tc")):
                width = number(value(child(cell, "tcPr"), "tcW", "w"))
                kind = value(child(cell, "tcPr"), "tcW", "type") or "dxa"
                known = twips_to_mm(width) if width and kind == "dxa" else None
                self._blocks(cell, Place(number_, row, column, known), style, depth + 1)

    def _section(self, element: Element) -> Section:
        size, margins = child(element, "pgSz"), child(element, "pgMar")
        for kind in ("header", "footer"):
            for reference in element.findall(f"{W}{kind}Reference"):
                target = self._parts.get(reference.get(R + "id", ""))
                part = self._archive.xml(target) if target else None
                if part is not None:
                    known = self._headers[kind]
                    self._headers[kind] = {**known, reference.get(W + "type", "default"): part}
        title = child(element, "titlePg")
        start = number(value(element, "pgNumType", "start"))
        return Section(
            width=_mm(size, "w"),
            height=_mm(size, "h"),
            margins={side: _mm(margins, side) for side in ("top", "bottom", "left", "right", "header")},
            title_page=title is not None and title.get(W + "val", "1") not in ("0", "false", "off"),
            page_start=None if start is None else int(start),
            headers=self._headers["header"],
            footers=self._headers["footer"],
        )


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif element.tag in (W + "sdt", W + "sdtContent"):
            yield from _inside(element, name)


def _mm(element: Element | None, name: str) -> Decimal:
    found = None if element is None else number(element.get(W + name))
    return twips_to_mm(found) if found is not None else Decimal(0)


def read_docx(data: bytes) -> Reading:
    """Every paragraph and section of a DOCX. Raises DocxUnreadable."""
    return _Reader(Archive(data)).read()
