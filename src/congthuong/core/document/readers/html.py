"""Web pages (.html): the words of the page without what serves the browser; footnotes behind the piece that calls them.

`Reading.text` is the words drawn, one line a piece, not the file's markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import regex
from lxml import etree
from lxml import html as lxml_html

from congthuong.core.document.readers.docx_numbering import written
from congthuong.core.document.readers.docx_runs import split_at_breaks
from congthuong.core.document.readers.drawing import MarkAt
from congthuong.core.document.readers.grid import GridCell, placed
from congthuong.core.document.readers.html_notes import Element, Notes, notes_of, words_in
from congthuong.core.document.readers.markers import marker_of
from congthuong.core.document.readers.shape import is_letterhead, shaped
from congthuong.core.document.readers.sheet import Raw, Sheet
from congthuong.core.document.readers.troubles import Damaged, EmptyFile, Suspicious
from congthuong.core.document.reading import Piece, PieceKind, Reading

_SKIPPED: Final = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "nav",
        "svg",
        "canvas",
        "object",
        "iframe",
        "select",
    }
    | {"textarea", "button", "audio", "video", "dialog"}
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
    ]
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_PROLOG: Final = regex.compile(r"\s*<\?xml[^>]{0,200}\?>")
_BLANKS: Final = regex.compile(r"[ \t\r\n\f]+")
_HIDDEN: Final = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_ORIGINS: Final = "origins"  # the section of our own pages that tells where each figure comes from
_BULLETS: Final = ("-", "+", "*")
_TOO_DEEP: Final = etree.ErrorTypes.ERR_RESOURCE_LIMIT  # libxml2 drops what lies below 256 elements


def read_html(name: str, text: str, notices: tuple[str, ...] = ()) -> Reading:
    """The reading of a page's text. Raises Problem when nothing can be read."""
    root = _parsed(name, text)
    reader = _Reader(name, root)
    try:
        pieces = reader.read()
    except RecursionError as error:
        raise Damaged(name=name, what="lồng nhau quá sâu") from error
    return Reading(name, "html", reader.sheet.text, tuple(pieces), None, notices)


def _parsed(name: str, text: str) -> Element:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    prolog = _PROLOG.match(text)
    if prolog:
        text = text[prolog.end() :]
    try:
        root = lxml_html.document_fromstring(text.replace("\x00", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise EmptyFile(name=name) from error
    if any(entry.type == _TOO_DEEP for entry in parser.error_log):
        # What lies deeper is not in the tree: a page of which only the harmless part is seen would be called clean.
        raise Suspicious(name=name, what="các thẻ lồng nhau quá sâu, hoặc một đoạn dài quá mức")
    return _main(root)


def _main(root: Element) -> Element:
    """The page's main part where it names one."""
    parts = [part for part in root.iter("main") if any(not text.isspace() for text in part.itertext())]
    return parts[0] if len(parts) == 1 else root


class _Reader:
    def __init__(self, name: str, root: Element) -> None:
        self.sheet = Sheet(name)
        self._root = root
        self._notes: Notes = notes_of(root.getroottree().getroot())
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[MarkAt] = []
        self._calls: list[tuple[str, Element]] = []
        self._told: set[Element] = set()
        self._depth = 0
        self._tables = 0
        self._pieces: list[Piece] = []

    def read(self) -> list[Piece]:
        self._children(self._root, "paragraph")
        self._flush("paragraph")
        return shaped([piece for piece in self._pieces if piece.text])

    def _children(self, element: Element, kind: PieceKind) -> None:
        self._say(element.text)
        for child in element:
            self._element(child, kind)
            self._say(child.tail)

    def _element(self, element: Element, kind: PieceKind) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _is_hidden(element):
            return
        if (
            element.get("class") == _ORIGINS
            or element in self._notes.blocks
            or element in self._notes.dropped
        ):
            return
        if element in self._notes.called:
            self._mark(element)
        elif tag == "br":
            self._add("\n")
        elif tag in ("ul", "ol"):
            self._flush(kind)
            self._list(element)
        elif tag in _HEADINGS:
            self._block(element, "heading", lambda piece: replace(piece, level=_HEADINGS[tag]))
        elif tag in ("caption", "figcaption"):
            self._block(element, "caption")
        elif tag == "table":
            self._flush(kind)
            self._table(element)
        elif tag in _BLOCKS:
            self._block(element, kind)
        else:
            self._children(element, kind)

    def _block(
        self, element: Element, kind: PieceKind, finish: Callable[[Piece], Piece] | None = None
    ) -> None:
        self._flush("paragraph")
        self._children(element, kind)
        self._flush(kind, finish)

    def _list(self, element: Element) -> None:
        self._depth += 1
        count = _start(element)
        for item in element:
            if item.tag != "li" or item in self._notes.blocks:
                if isinstance(item.tag, str):
                    self._element(item, "paragraph")
                continue
            count = _small(item.get("value", ""), count)
            if marker_of(words_in(item)[:60].lstrip()) is None:  # else its mark is typed
                self._add(f"{self._bullet(element, count)} ")
            begun = len(self._pieces)
            self._children(item, "item")
            self._flush("item")
            self._pieces[begun:] = list(self._items(self._pieces[begun:]))
            count += 1
        self._depth -= 1

    def _items(self, pieces: list[Piece]) -> Iterator[Piece]:
        """The first piece of an item with its mark and depth."""
        for i, piece in enumerate(pieces):
            marker = marker_of(piece.text) if i == 0 and piece.kind in ("item", "paragraph") else None
            if marker is None:
                yield (
                    replace(piece, kind="paragraph")
                    if i and piece.kind == "item" and not piece.marker
                    else piece
                )
            else:
                yield replace(piece, kind="item", level=self._depth, marker=marker.printed, body=marker.body)

    def _bullet(self, element: Element, count: int) -> str:
        if element.tag == "ol":
            form = element.get("type", "1")
            return written(count, _FORMS.get(form, "decimal")) + (")" if form == "a" else ".")
        named = element.get("class") or ""
        if "dash" in named or "plus" in named:
            return "-" if "dash" in named else "+"
        return _BULLETS[min(self._depth, len(_BULLETS)) - 1]

    def _mark(self, link: Element) -> None:
        number, block = self._notes.called[link]
        self._marks.append(MarkAt(self._length, self._length + len(number), number))
        self._add(number)
        self._calls.append((number, block))

    def _say(self, text: str | None) -> None:
        if text:
            self._add(_BLANKS.sub(" ", text))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _taken(self) -> Raw:
        raw = Raw("".join(self._parts), tuple(self._marks))
        self._parts, self._marks, self._length = [], [], 0
        return raw

    def _flush(self, kind: PieceKind, finish: Callable[[Piece], Piece] | None = None) -> None:
        """What was gathered becomes a piece, its notes behind it."""
        waiting = "".join(self._parts)
        if not waiting or waiting.isspace():
            self._taken()
            return
        if _only_mark(waiting):
            return
        raw = self._taken()
        for part in split_at_breaks(raw, lambda line: marker_of(line) is not None):
            if not part.empty:
                piece = self.sheet.piece(part, kind)
                self._pieces.append(finish(piece) if finish else piece)
        self._tell()

    def _tell(self) -> None:
        """The notes called, each once, behind what called them."""
        calls, self._calls = self._calls, []
        for number, block in calls:
            if block in self._told:
                continue
            self._told.add(block)
            raw = self._inside(block)
            self.sheet.write(f"{number} ")
            self._pieces.append(replace(self.sheet.piece(raw), kind="note", note=number))

    def _inside(self, element: Element) -> Raw:
        """All words of an element as one paragraph."""
        kept = (self._parts, self._marks, self._length)
        self._parts, self._marks, self._length = [], [], 0
        for text in _texts(element, self._notes):
            self._say(text)
        raw = self._taken()
        self._parts, self._marks, self._length = kept
        return raw

    def _cell(self, element: Element) -> Raw:
        kept = (self._parts, self._marks, self._length)
        self._parts, self._marks, self._length = [], [], 0
        self._gather(element)
        raw = self._taken()
        self._parts, self._marks, self._length = kept
        return raw

    def _gather(self, element: Element) -> None:
        self._say(element.text)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and tag not in _SKIPPED and not _is_hidden(child):
                if child in self._notes.called:
                    self._mark(child)
                elif tag == "br" or tag in _BLOCKS or tag in ("li", "tr", "td"):
                    self._add(" ")
                    self._gather(child)
                    self._add(" ")
                else:
                    self._gather(child)
            self._say(child.tail)

    def _table(self, element: Element) -> None:
        rows = [list(_cells(row)) for row in _rows(element)]
        rows = [row for row in rows if row]
        for caption in element.iterchildren("caption"):
            self._block(caption, "caption")
        texts = [words_in(cell).strip() for row in rows for cell in row]
        nested = any(cell.find(".//table") is not None for row in rows for cell in row)
        if len(texts) < 2 or nested or is_letterhead(texts, len(rows)):
            for row in rows:
                for cell in row:
                    self._block(cell, "paragraph")
            return
        raws = [[self._cell(cell) for cell in row] for row in rows]
        grid = [
            [_grid_cell(cell, raw.text.strip()) for cell, raw in zip(row, line, strict=True)]
            for row, line in zip(rows, raws, strict=True)
        ]
        places = placed(self._tables, grid)
        self._tables += 1
        for line, row_places in zip(raws, places, strict=True):
            for raw, place in zip(line, row_places, strict=True):
                if not raw.empty:
                    self._pieces.append(replace(self.sheet.piece(raw, end="\t"), kind="cell", cell=place))
            self.sheet.write("\n")
        self._tell()


def _only_mark(text: str) -> bool:
    """Whether only a list's mark waits for the words of its item."""
    text = text.strip()
    marker = marker_of(f"{text} x") if len(text) <= 8 else None
    return marker is not None and marker.printed == text


def _texts(element: Element, notes: Notes) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED and child not in notes.dropped:
            if child.tag in _BLOCKS or child.tag in ("br", "li"):
                yield " "
            yield from _texts(child, notes)
        if child.tail:
            yield child.tail


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and bool(_HIDDEN.search(style))


def _start(element: Element) -> int:
    return _small(element.get("start", "1"), 1)


def _small(text: str, otherwise: int) -> int:
    """A number that a list may have; a page may say anything."""
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _grid_cell(cell: Element, text: str) -> GridCell:
    row = cell.getparent()
    above = row.getparent() if row is not None else None
    heads = row is not None and all(one.tag == "th" for one in _cells(row))
    header = (above is not None and above.tag == "thead") or heads
    return GridCell(text, _count(cell, "colspan"), _count(cell, "rowspan"), header)


def _count(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return int(text) if text.isdecimal() and len(text) < 5 else 1
