"""Markdown files (.md): paragraphs, lists, tables, footnotes `[^1]`; offsets point into the file as given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from congthuong.core.document.readers.drawing import Drawing
from congthuong.core.document.readers.grid import GridCell, placed
from congthuong.core.document.readers.markers import marker_of
from congthuong.core.document.readers.plain import read_plain
from congthuong.core.document.readers.shape import shaped
from congthuong.core.document.reading import CellPlace, Piece, PieceKind, Reading
from congthuong.core.quantities.composed import Composed

# Nesting that no report has costs Markdown parsers time: below this depth the parser drops what it finds, so a file
# that reaches it is read as plain text, where nothing is dropped.
_DEEPEST: Final = 24
_PARSER: Final = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").use(footnote_plugin)
_LONGEST: Final = 4_000_000


def read_md(name: str, text: str, notices: tuple[str, ...] = ()) -> Reading:
    """The reading of a Markdown text; one that the parser gives up on is read as plain text."""
    source = Composed.of(text)
    if len(text) > _LONGEST:
        return read_plain(name, text, notices)
    try:
        tokens = _PARSER.parse(source.text)
        if any(token.level >= _DEEPEST - 1 for token in tokens):
            return read_plain(name, text, notices)
        pieces = _Reader(source).read(tokens)
    except (RecursionError, IndexError, ValueError, KeyError):
        return read_plain(name, text, notices)
    return Reading(name, "md", text, tuple(pieces), None, notices)


class _Reader:
    def __init__(self, source: Composed) -> None:
        self._source = source
        self._lines = [0]
        for line in source.text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._at = 0
        self._tables = 0

    def read(self, tokens: Sequence[Token]) -> list[Piece]:
        notes = self._notes(tokens)
        found: list[Piece] = []
        for piece in self._body(tokens):
            if piece.text:
                found.append(piece)
            for mark in piece.marks:
                note = notes.pop(mark.number, None)
                if note is not None:
                    found.append(note)
        found += notes.values()
        return shaped(found)

    def _notes(self, tokens: Sequence[Token]) -> dict[str, Piece]:
        """The footnotes by their printed numbers."""
        found: dict[str, Piece] = {}
        number = ""
        for token in tokens:
            if token.type == "footnote_open":
                number = str(token.meta["id"] + 1)
            elif token.type == "inline" and number and token.map:
                self._at = self._lines[token.map[0]]
                for piece in self._inline(token, ""):
                    if piece.text and number not in found:
                        found[number] = replace(piece, kind="note", note=number)
            elif token.type == "footnote_close":
                number = ""
        self._at = 0
        return found

    def _body(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        lists: list[Token] = []
        mark, heading = "", 0
        at = 0
        while at < len(tokens):
            token = tokens[at]
            kind = token.type
            if kind == "footnote_block_open":
                return
            if kind == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                yield from self._table(tokens[at:end])
                at = end
            elif kind in ("bullet_list_open", "ordered_list_open"):
                lists.append(token)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
            elif kind == "list_item_open":
                mark = (token.info or "") + token.markup
                self._at = self._lines[token.map[0]] if token.map else self._at
            elif kind == "heading_open":
                heading = int(token.tag[1])
            elif kind == "inline":
                for i, piece in enumerate(self._inline(token, mark)):
                    yield _told(piece, mark if i == 0 else "", heading, len(lists))
                mark, heading = "", 0
            elif kind in ("fence", "code_block") and token.map:
                yield from self._code(token)
            at += 1

    def _inline(self, token: Token, mark: str) -> Iterator[Piece]:
        """The pieces of an inline token: one, or more where its lines begin with marks of their own."""
        drawing = Drawing(self._source)
        if token.map and not mark:
            self._at = max(self._at, self._lines[token.map[0]])
        end = self._lines[min(token.map[1], len(self._lines) - 1)] if token.map else len(self._source.text)
        if mark:
            self._take(drawing, mark, end)
            drawing.blank(self._at)
        children = token.children or []
        for i, child in enumerate(children):
            if child.type in ("text", "code_inline"):
                self._take(drawing, child.content, end)
            elif child.type in ("softbreak", "hardbreak"):
                following = children[i + 1].content if i + 1 < len(children) else ""
                if marker_of(following.lstrip()) is not None and drawing.length:
                    yield drawing.piece("paragraph", 0)
                    drawing = Drawing(self._source)
                else:
                    drawing.blank(self._at)
            elif child.type == "footnote_ref":
                self._mark(drawing, child, end)
        yield drawing.piece("paragraph", 0)

    def _take(self, drawing: Drawing, words: str, end: int) -> None:
        """Draw rendered words from where they stand in the source; what the source spells otherwise, letter by letter."""
        text = self._source.text
        place = text.find(words, self._at, end)
        if place >= 0:
            drawing.add(place, place + len(words))
            self._at = place + len(words)
            return
        for letter in words:
            place = text.find(letter, self._at, end)
            if place >= 0:
                drawing.add(place, place + 1)
                self._at = place + 1

    def _mark(self, drawing: Drawing, child: Token, end: int) -> None:
        start = self._source.text.find("[^", self._at, end)
        close = self._source.text.find("]", start, end) + 1 if start >= 0 else 0
        if close > 0:
            drawing.mark(start, close, str(child.meta["id"] + 1))
            self._at = close

    def _code(self, token: Token) -> Iterator[Piece]:
        first, last = token.map or [0, 0]
        for line in range(first, min(last, len(self._lines) - 1)):
            drawing = Drawing(self._source)
            start, end = self._lines[line], max(self._lines[line], self._lines[line + 1] - 1)
            if not self._source.text[start:end].strip().startswith(("```", "~~~")):
                drawing.add(start, end)
                yield drawing.piece("paragraph", 0)

    def _table(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        rows: list[list[tuple[Piece, bool]]] = []
        header = False
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
                self._at = max(self._at, self._lines[token.map[0]]) if token.map else self._at
            elif token.type in ("th_open", "td_open"):
                header = token.type == "th_open"
            elif token.type == "inline" and rows:
                drawn = list(self._inline(token, ""))
                rows[-1].append((drawn[0], header))
        grid = [[GridCell(piece.text, header=head) for piece, head in row] for row in rows]
        for row, places in zip(rows, placed(self._tables, grid), strict=True):
            for (piece, _), place in zip(row, places, strict=True):
                if piece.text:
                    yield _cell(piece, place)
        self._tables += 1


def _cell(piece: Piece, place: CellPlace) -> Piece:
    return replace(piece, kind="cell", cell=place)


def _told(piece: Piece, mark: str, heading: int, depth: int) -> Piece:
    if heading:
        marker = marker_of(piece.text)
        kind: PieceKind = "heading"
        printed, body = (marker.printed, marker.body) if marker else ("", 0)
        return replace(piece, kind=kind, level=heading, marker=printed, body=body)
    if mark and piece.text.startswith(mark):
        body = min(len(mark) + 1, len(piece.text))
        return replace(piece, kind="item", level=depth, marker=mark, body=body)
    return piece
