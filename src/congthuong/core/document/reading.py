"""What a reader makes of a file that nobody prepared for us: its text in pieces, each with its place.

A `Reading` keeps `text`, the whole text as the file gives it (a text file decoded; for other files the text the
reader drew out of them, in reading order), and `pieces`, the same words as a person reads them: lines joined,
hyphens at line ends healed, page furniture left out, footnotes put behind the piece that calls them, marks
taken out of the words they were glued to. Every character of a piece knows where it stood in `text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

PieceKind = Literal["title", "heading", "paragraph", "item", "note", "cell", "caption", "signature"]
FileKind = Literal["txt", "pdf", "docx", "doc", "html", "md"]


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands in its table: all counted from 0; `header` for the cells that name columns."""

    table: int
    row: int
    column: int
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote's mark that stood before character `at` of the piece's text; `number` as printed.

    `start`, `end` is the mark's own place in `Reading.text`.
    """

    at: int
    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading, paragraph, list item, footnote or table cell, as one line of composed (NFC) text.

    `origins[i]` is where character i of `text` stood in `Reading.text`, and `origins[len(text)]` where the piece
    ends there; they never decrease. `marker` is the list mark or number as printed ("-", "+", "(1)", "a)", "2.1.",
    "I.") and `body` the character of `text` at which the words after it begin (0 when there is no mark). `level` is
    a heading's or a list's depth from 1; 0 for other pieces. `note` is a footnote's number as printed. `page`
    counts from 1; None where the file knows no pages.
    """

    kind: PieceKind
    text: str
    origins: tuple[int, ...]
    page: int | None = None
    level: int = 0
    marker: str = ""
    body: int = 0
    note: str = ""
    marks: tuple[NoteMark, ...] = ()
    cell: CellPlace | None = None


@dataclass(frozen=True)
class Reading:
    """A file as read. `notices` are sentences for the user: an encoding guessed, pages without text."""

    name: str
    kind: FileKind
    text: str
    pieces: tuple[Piece, ...]
    pages: int | None = None
    notices: tuple[str, ...] = ()
    _line_starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def line_at(self, offset: int) -> int:
        """The line of `text` (from 1) that the offset stands in."""
        if not self._line_starts:
            self._line_starts.extend(_line_starts(self.text))
        return bisect_right(self._line_starts, offset)

    def tables(self) -> Iterator[tuple[Piece, ...]]:
        """The cells of each table, in the order of the tables, each in rows."""
        found: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.cell is not None:
                found.setdefault(piece.cell.table, []).append(piece)
        for cells in found.values():
            yield tuple(
                sorted(cells, key=lambda cell: (cell.cell.row, cell.cell.column) if cell.cell else (0, 0))
            )


def _line_starts(text: str) -> Iterator[int]:
    yield 0
    at = text.find("\n")
    while at >= 0:
        yield at + 1
        at = text.find("\n", at + 1)
