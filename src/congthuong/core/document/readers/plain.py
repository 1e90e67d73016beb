"""Plain text: one paragraph a line, or as drawn out of a PDF, with footnotes at the ends of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from congthuong.core.document.readers.columns import TypedTable, tables_and_text
from congthuong.core.document.readers.drawing import Marks
from congthuong.core.document.readers.flow import Layout, draw, paragraphs, with_notes
from congthuong.core.document.readers.lines import Line, lines_of, without_furniture
from congthuong.core.document.readers.notes import Note, separate
from congthuong.core.document.readers.shape import shaped
from congthuong.core.document.reading import CellPlace, FileKind, Piece, Reading
from congthuong.core.quantities.composed import Composed

_APART: Final = regex.compile(r"[ \t\xa0]{3,}")
_EDGE_LINES: Final = 24


def read_plain(name: str, text: str, notices: tuple[str, ...] = ()) -> Reading:
    """The reading of a decoded text. Offsets point into `text` exactly as given; page feeds count pages."""
    source = Composed.of(text)
    lines = _columns_parted(without_furniture(lines_of(source.text)))
    pages = text.count("\f") + 1 if "\f" in text.rstrip() else None
    pieces = pieces_of(source, lines, paged=pages is not None)
    return Reading(name, _KIND, text, tuple(pieces), pages, notices)


_KIND: Final[FileKind] = "txt"


def pieces_of(source: Composed, lines: Sequence[Line], *, paged: bool) -> list[Piece]:
    """The pieces of a text given as lines: notes put back, paragraphs joined, tables read, kinds told."""
    parted = separate(source.text, lines)
    marks = Marks(parted.marks)
    drawn: list[tuple[int, Piece]] = []
    tables = 0
    layout = Layout.of(parted.body)
    for stretch in tables_and_text(parted.body):
        if isinstance(stretch, TypedTable):
            drawn += _cells(source, stretch, marks, tables, paged)
            tables += 1
            continue
        for paragraph in paragraphs(stretch, layout):
            drawn.append(
                (paragraph[0].start, _paged(draw(source, paragraph, marks), paragraph[0].page, paged))
            )
    drawn = [(start, piece) for start, piece in drawn if piece.text]
    kinds = shaped([piece for _, piece in drawn])
    body = zip([start for start, _ in drawn], kinds, strict=True)
    notes = [_note(source, note, marks, paged) for note in parted.notes]
    return list(with_notes(body, parted.notes, notes))


def _paged(piece: Piece, page: int, paged: bool) -> Piece:
    return replace(piece, page=page + 1) if paged else piece


def _note(source: Composed, note: Note, marks: Marks, paged: bool) -> Piece:
    piece = draw(source, note.lines, marks, note.start)
    return _paged(replace(piece, kind="note", note=str(note.number)), note.lines[0].page, paged)


def _cells(
    source: Composed, table: TypedTable, marks: Marks, number: int, paged: bool
) -> list[tuple[int, Piece]]:
    found = []
    for cell in table.cells:
        line = Line(cell.start, cell.end, source.text[cell.start : cell.end])
        place = CellPlace(number, cell.row, cell.column, cell.header)
        piece = replace(draw(source, [line], marks), kind="cell", cell=place)
        found.append((cell.start, _paged(piece, table.page, paged)))
    return found


def _columns_parted(lines: Sequence[Line]) -> list[Line]:
    """Letterhead and signatures stand side by side: their columns become lines of their own."""
    found: list[Line] = []
    for i, line in enumerate(lines):
        edge = i < _EDGE_LINES or i >= len(lines) - _EDGE_LINES
        halves = _halves(line) if edge and not _in_table(lines, i) else []
        found += halves or [line]
    return found


def _halves(line: Line) -> list[Line]:
    gaps = list(_APART.finditer(line.text))
    if len(gaps) != 1 or "|" in line.text:
        return []
    (start, end) = gaps[0].span()
    if len(line.text) - end < 4 or start < 4 or not line.text[end].isalpha():
        return []
    left = replace(line, end=line.start + start, text=line.text[:start], right=line.left + start, alone=True)
    right = replace(
        line, start=line.start + end, text=line.text[end:], left=line.left + end, alone=True, gap=0
    )
    return [left, right]


def _in_table(lines: Sequence[Line], at: int) -> bool:
    """Whether figures stand in columns here or in the lines beside it."""
    beside = lines[max(0, at - 1) : at + 2]
    return any(gap[-1][:1].isdigit() for gap in (_APART.split(line.text) for line in beside) if len(gap) > 1)
