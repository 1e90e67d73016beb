"""Word files (.docx, .docm, .dotx): body, tables, text boxes, footnotes and endnotes behind the piece that calls them.

Revisions are read as accepted; headers and footers are page furniture and left out. `Reading.text` is the words as
printed, list numbers and footnote marks among them, one line a paragraph and cells of a row parted by tabs. Pages
are those of the last time Word laid the file out; None when it never did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from congthuong.core.document.readers.docx_names import MC, Element, W, number, value, w
from congthuong.core.document.readers.docx_numbering import Numbering, written
from congthuong.core.document.readers.docx_runs import Inline, InlineReader, split_at_breaks
from congthuong.core.document.readers.docx_styles import Style, Styles, list_of
from congthuong.core.document.readers.drawing import MarkAt
from congthuong.core.document.readers.grid import GridCell, placed
from congthuong.core.document.readers.markers import marker_of
from congthuong.core.document.readers.package import Package
from congthuong.core.document.readers.shape import is_letterhead, shaped
from congthuong.core.document.readers.sheet import Raw, Sheet
from congthuong.core.document.readers.troubles import Damaged, EmptyFile, WrongKind
from congthuong.core.document.reading import CellPlace, Piece, Reading

_GOES_IN: Final = w("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
_OTHER_KINDS: Final = {
    "xl/": "bảng tính Excel",
    "ppt/": "tệp trình chiếu PowerPoint",
    "content.xml": "văn bản OpenDocument",
}


def read_docx(name: str, data: bytes) -> Reading:
    """The reading of a Word file's bytes. Raises Problem for one that is damaged, locked, hostile or no Word file."""
    package = Package(name, data)
    reader = _Reader(name, package)
    try:
        pieces = reader.read()
    except RecursionError as error:
        raise Damaged(name=name, what="lồng nhau quá sâu") from error
    if not pieces:
        raise EmptyFile(name=name)
    return Reading(name, "docx", reader.sheet.text, tuple(pieces), reader.pages)


class _Parts:
    """The parts of the package that matter, found through its relations."""

    def __init__(self, name: str, package: Package) -> None:
        self._package = package
        main = _related(package, "", "_rels/.rels").get("officeDocument", ["word/document.xml"])[0]
        if not package.has(main):
            _refuse(name, package)
        self.document = package.xml(main)
        folder, _, last = main.rpartition("/")
        self._relations = _related(package, folder, f"{folder}/_rels/{last}.rels".lstrip("/"))

    def optional(self, kind: str) -> Element | None:
        """A part that a file may lack, or have in pieces that no reader needs."""
        target = self._relations.get(kind, [""])[0]
        return self._package.xml(target) if target and self._package.has(target) else None


def _refuse(name: str, package: Package) -> None:
    names = package.names()
    for start, kind in _OTHER_KINDS.items():
        if any(entry.startswith(start) for entry in names):
            raise WrongKind(name=name, what=kind)
    raise WrongKind(name=name, what="tệp nén không phải Word")


def _related(package: Package, folder: str, part: str) -> dict[str, list[str]]:
    """Kinds of relations ("footnotes") and their targets as names of parts."""
    if not package.has(part):
        return {}
    found: dict[str, list[str]] = {}
    for relation in package.xml(part).iterchildren("{*}Relationship"):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or not target:
            continue
        kind = relation.get("Type", "").rpartition("/")[2]
        found.setdefault(kind, []).append(
            target.lstrip("/") if target[0] == "/" else f"{folder}/{target}".lstrip("/")
        )
    return found


class _Reader:
    def __init__(self, name: str, package: Package) -> None:
        parts = _Parts(name, package)
        self.sheet = Sheet(name)
        self._body = parts.document.find(W + "body")
        if self._body is None:
            raise Damaged(name=name, what="không có thân văn bản")
        self._styles = Styles(parts.optional("styles"))
        self._numbering = Numbering(parts.optional("numbering"))
        self._notes = {kind: _by_id(parts.optional(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self._forms = {"footnote": "decimal", "endnote": _endnote_form(parts)}
        self._printed: dict[tuple[str, str], str] = {}
        self._inline = InlineReader(self._styles, self._print_note)
        self._tables = 0
        self._page = 1
        self._carried: Inline | None = None

    @property
    def pages(self) -> int | None:
        return self._page if self._page > 1 else None

    def read(self) -> list[Piece]:
        assert self._body is not None
        pieces = [piece for piece in self._blocks(self._body) if piece.text]
        if self._page == 1:
            pieces = [replace(piece, page=None) for piece in pieces]
        return shaped(pieces)

    def _print_note(self, kind: str, identifier: str) -> str:
        key = (kind, identifier)
        if key not in self._printed:
            count = sum(known == kind for known, _ in self._printed) + 1
            self._printed[key] = written(count, self._forms[kind])
        return self._printed[key]

    def _blocks(self, parent: Element) -> Iterator[Piece]:
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child)
            elif tag == W + "tbl":
                yield from self._table(child)
            elif tag in _GOES_IN:
                yield from self._blocks(child)
            elif tag == MC + "AlternateContent":
                choice = child.find(MC + "Choice")
                yield from self._blocks(choice if choice is not None else child)

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        inline, properties, style = self._drawn(element)
        if inline is None:
            return
        page = self._page + inline.breaks_before
        raw = inline.raw()
        if not raw.empty:
            yield from self._pieces(raw, properties, style, page)
        self._page += inline.page_breaks
        yield from self._after(inline)

    def _drawn(self, element: Element) -> tuple[Inline | None, Element | None, Style]:
        """A paragraph's letters; None while its end is a deleted one, which joins it to the next."""
        properties = element.find(W + "pPr")
        style = self._styles.style(value(properties, "pStyle"))
        inline = self._inline.read(element, style, self._carried)
        mark = None if properties is None else properties.find(f"{W}rPr/{W}del")
        self._carried = inline if mark is not None else None
        return (None if mark is not None else inline), properties, style

    def _after(self, inline: Inline) -> Iterator[Piece]:
        for kind, identifier, printed in inline.notes:
            yield from self._note(kind, identifier, printed)
        for box in inline.boxes:
            yield from self._blocks(box)

    def _pieces(self, raw: Raw, properties: Element | None, style: Style, page: int) -> Iterator[Piece]:
        listed = list_of(properties, style.lists)
        mark = self._numbering.mark(*listed) if listed else ""
        outline = number(value(properties, "outlineLvl"))
        level = style.outline if outline is None else (outline + 1 if outline < 9 else 0)
        for i, part in enumerate(split_at_breaks(raw, lambda line: marker_of(line) is not None)):
            if part.empty:
                continue
            yield self._shaped(part, mark if i == 0 else "", level, listed, style, page)

    def _shaped(
        self, raw: Raw, mark: str, level: int, listed: tuple[str, int] | None, style: Style, page: int
    ) -> Piece:
        if mark:
            raw = _behind(mark, raw)
        piece = replace(self.sheet.piece(raw), page=page)
        typed = marker_of(piece.text)
        if mark:
            piece = replace(piece, marker=mark, body=min(len(mark) + 1, len(piece.text)))
        elif typed is not None and level:
            piece = replace(piece, marker=typed.printed, body=typed.body)
        if level and len(piece.text) < 400:
            return replace(piece, kind="heading", level=level)
        if style.title:
            return replace(piece, kind="title")
        if style.caption:
            return replace(piece, kind="caption")
        if mark and listed and (typed is None or typed.listing):
            return replace(piece, kind="item", level=listed[1] + 1)
        return piece

    def _note(self, kind: str, identifier: str, printed: str) -> Iterator[Piece]:
        element = self._notes[kind].pop(identifier, None)
        if element is None:
            return
        texts: list[Raw] = []
        boxes: list[Inline] = []
        for paragraph in element.iter(W + "p"):
            inline, _, _ = self._drawn(paragraph)
            if inline is not None:
                boxes.append(inline)
                texts.append(inline.raw())
        raw = _joined(texts)
        if printed:
            self.sheet.write(f"{printed} ")
        if not raw.empty:
            yield replace(self.sheet.piece(raw), kind="note", note=printed, page=self._page)
        elif printed:
            self.sheet.write("\n")

    def _table(self, element: Element) -> Iterator[Piece]:
        rows = [list(_own(row, "tc")) for row in _rows(element)]
        drawn = [[self._cell(cell) for cell in row] for row in rows]
        flat = [[_joined(texts).text.strip() for texts, _, _ in row] for row in drawn]
        lone = len(rows) == 1 and len(rows[0]) == 1
        if lone or is_letterhead([text for row in flat for text in row], len(rows)):
            for row in drawn:
                for texts, inlines, styles in row:
                    yield from self._loose(texts, inlines, styles)
            return
        table = self._tables
        self._tables += 1
        spans = _row_spans(rows)
        grid = [
            [replace(spans[i][j], text=flat[i][j], header=_is_header(cell)) for j, cell in enumerate(row)]
            for i, row in enumerate(rows)
        ]
        places = [list(row) for row in placed(table, grid)]
        for i, row in enumerate(drawn):
            for j, (texts, inlines, _) in enumerate(row):
                yield from self._cell_pieces(texts, inlines, places[i][j])
            self.sheet.write("\n")
        for cells in rows:
            for cell in cells:
                for nested in cell.iterchildren(W + "tbl"):
                    yield from self._table(nested)

    def _cell(self, element: Element) -> tuple[list[Raw], list[Inline], list[Element | None]]:
        """A cell's paragraphs, list numbers before them."""
        texts: list[Raw] = []
        inlines: list[Inline] = []
        properties_of: list[Element | None] = []
        for paragraph in _own(element, "p"):
            inline, properties, style = self._drawn(paragraph)
            if inline is None:
                continue
            raw = inline.raw()
            listed = list_of(properties, style.lists)
            mark = self._numbering.mark(*listed) if listed else ""
            texts.append(_behind(mark, raw) if mark else raw)
            inlines.append(inline)
            properties_of.append(properties)
        return texts, inlines, properties_of

    def _cell_pieces(self, texts: list[Raw], inlines: list[Inline], place: CellPlace) -> Iterator[Piece]:
        raw = _joined(texts)
        if not raw.empty:
            yield replace(self.sheet.piece(raw, end="\t"), kind="cell", cell=place, page=self._page)
        else:
            self.sheet.write("\t")
        for inline in inlines:
            self._page += inline.page_breaks
            yield from self._after(inline)

    def _loose(
        self, texts: list[Raw], inlines: list[Inline], styles: Iterable[Element | None]
    ) -> Iterator[Piece]:
        """A table that only sets words side by side: its paragraphs."""
        for raw, inline, _ in zip(texts, inlines, styles, strict=True):
            for part in split_at_breaks(raw, bool):
                if not part.empty:
                    yield replace(self.sheet.piece(part), page=self._page)
            self._page += inline.page_breaks
            yield from self._after(inline)


def _behind(mark: str, raw: Raw) -> Raw:
    """A paragraph behind its printed list number."""
    shift = len(mark) + 1
    marks = (MarkAt(one.start + shift, one.end + shift, one.number) for one in raw.marks)
    return Raw(f"{mark} {raw.text}", tuple(marks))


def _joined(texts: Iterable[Raw]) -> Raw:
    whole = ""
    marks: list[MarkAt] = []
    for raw in texts:
        if whole:
            whole += "\n"
        marks += (MarkAt(one.start + len(whole), one.end + len(whole), one.number) for one in raw.marks)
        whole += raw.text
    return Raw(whole, tuple(marks))


def _by_id(root: Element | None, kind: str) -> dict[str, Element]:
    if root is None:
        return {}
    found = root.iterchildren(W + kind)
    return {note.get(W + "id", ""): note for note in found if note.get(W + "type") in (None, "normal")}


def _endnote_form(parts: _Parts) -> str:
    settings = parts.optional("settings")
    own = None if settings is None else value(settings, "endnotePr/numFmt")
    section = parts.document.find(f"{W}body/{W}sectPr")
    return own or value(section, "endnotePr/numFmt") or "lowerRoman"


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, without those that a tracked change took out."""
    return (row for row in _own(table, "tr") if row.find(f"{W}trPr/{W}del") is None)


def _own(parent: Element, name: str) -> Iterator[Element]:
    """The parts of that name which are the parent's own (rows, cells, paragraphs), not those of a table inside it."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _GOES_IN:
            yield from _own(child, name)


def _is_header(cell: Element) -> bool:
    row = cell.getparent()
    while row is not None and row.tag != W + "tr":
        row = row.getparent()
    header = None if row is None else row.find(f"{W}trPr/{W}tblHeader")
    return header is not None and header.get(W + "val") not in ("0", "false", "off")


def _row_spans(rows: list[list[Element]]) -> list[list[GridCell]]:
    """The column and spans of each cell; what continues a cell above counts into that cell's rows."""
    grid: list[list[GridCell]] = []
    above: dict[int, tuple[int, int]] = {}  # column -> (row, place in it) of the cell that goes on below
    for i, row in enumerate(rows):
        column = _skipped(row)
        made: list[GridCell] = []
        for j, cell in enumerate(row):
            wide = max(1, min(number(value(cell, "tcPr/gridSpan")) or 1, 1000))
            merge = value(cell, "tcPr/vMerge")
            if merge is not None and merge != "restart" and column in above:
                top, place = above[column]
                grid[top][place] = replace(grid[top][place], rowspan=i - top + 1)
            elif merge == "restart":
                above[column] = (i, j)
            else:
                above.pop(column, None)
            made.append(GridCell("", wide, 1, False, column))
            column += wide
        grid.append(made)
    return grid


def _skipped(row: list[Element]) -> int:
    parent = row[0].getparent() if row else None
    before = None if parent is None else number(value(parent, "trPr/gridBefore"))
    return max(0, min(before or 0, 1000))
