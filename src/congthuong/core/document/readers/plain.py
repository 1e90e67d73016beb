"""Plain text: one paragraph a line, or as drawn out of a PDF, with footnotes at the ends of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from congthuong.core.document.readers.columns import TypedTable, tables_and_text
from congthuong.core.document.readers.drawing import Drawing, MarkAt, Marks
from congthuong.core.document.readers.flow import Layout, draw, paragraphs, with_notes
from congthuong.core.document.readers.lines import Line, lines_of, without_furniture
from congthuong.core.document.readers.notes import separate
from congthuong.core.document.readers.shape import shaped
from congthuong.core.document.readers.sides import sides_parted
from congthuong.core.document.reading import CellPlace, FileKind, Piece, Reading
from congthuong.core.quantities.composed import Composed


def read_plain(name: str, text: str, notices: tuple[str, ...] = ()) -> Reading:
    """The reading of a decoded text. Offsets point into `text` exactly as given; page feeds count pages."""
    source = Composed.of(text)
    lines = sides_parted(without_furniture(lines_of(source.text)))
    pages = text.count("\f") + 1 if "\f" in text.rstrip() else None
    pieces = pieces_of(source, lines, paged=pages is not None)
    return Reading(name, _KIND, text, tuple(pieces), pages, notices)


_KIND: Final[FileKind] = "txt"


def pieces_of(
    source: Composed,
    lines: Sequence[Line],
    *,
    paged: bool,
    raised: Sequence[MarkAt] = (),
    tables: Sequence[TypedTable] = (),
) -> list[Piece]:
    """The pieces of a text given as lines: notes put back, paragraphs joined, tables read, kinds told.

    `raised` are figures known to be set raised; `tables` those the reader knows already, their lines left out.
    """
    parted = separate(source.text, lines, raised)
    marks = Marks(parted.marks)
    drawn: list[tuple[int, Piece]] = []
    layout = Layout.of(parted.body)
    stretches = [*tables_and_text(parted.body), *tables]
    count = 0
    for stretch in sorted(stretches, key=_start):
        if isinstance(stretch, TypedTable):
            drawn += _cells(source, stretch, marks, count, _page(stretch.page, paged))
            count += 1
            continue
        for paragraph in paragraphs(stretch, layout):
            first = paragraph[0]
            drawn.append((first.start, draw(source, paragraph, marks, _page(first.page, paged))))
    drawn = sorted(((start, piece) for start, piece in drawn if piece.text), key=itemgetter(0))
    kinds = shaped([piece for _, piece in drawn])
    body = zip([start for start, _ in drawn], kinds, strict=True)
    notes = [draw(source, note.lines, marks, _page(note.lines[0].page, paged), note) for note in parted.notes]
    return list(with_notes(body, parted.notes, notes))


def _start(stretch: list[Line] | TypedTable) -> int:
    return stretch.start if isinstance(stretch, TypedTable) else stretch[0].start


def _page(page: int, paged: bool) -> int | None:
    return page + 1 if paged else None


def _cells(
    source: Composed, table: TypedTable, marks: Marks, number: int, page: int | None
) -> Iterator[tuple[int, Piece]]:
    for cell in table.cells:
        drawing = Drawing(source, marks.between(cell.start, cell.end))
        drawing.add(cell.start, cell.end)
        text, origins, found = drawing.finish()
        place = CellPlace(number, cell.row, cell.column, cell.header, cell.colspan, cell.rowspan)
        yield cell.start, Piece("cell", text, origins, page, marks=found, cell=place)
