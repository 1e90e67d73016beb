"""PDF files: text by position, page furniture left out, footnotes back at their marks, ruled tables as tables.

`Reading.text` is the pages' printed lines one below the other, a page feed before each new page, tables as rows of
cells parted by tabs. PDFium is not safe for threads, so one file is read at a time.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

import pypdfium2 as pdfium

from congthuong.core.document.readers.columns import TypedCell, TypedTable
from congthuong.core.document.readers.drawing import MarkAt
from congthuong.core.document.readers.grid import GridCell, placed
from congthuong.core.document.readers.lines import Line, is_page_number, percentile, without_furniture
from congthuong.core.document.readers.notes import note_number
from congthuong.core.document.readers.pdf_grid import RuledTable, ruled_tables
from congthuong.core.document.readers.pdf_page import Box, Page, PageReader, PrintedLine
from congthuong.core.document.readers.plain import pieces_of
from congthuong.core.document.readers.sheet import Sheet
from congthuong.core.document.readers.sides import sides_parted
from congthuong.core.document.readers.troubles import Damaged, EmptyFile, Protected, Scanned
from congthuong.core.document.reading import Reading
from congthuong.core.quantities.composed import Composed

MOST_PAGES: Final = 2000
_EDGE_PAGES: Final = 2  # pages whose words may stand side by side: letterhead, signatures
_SMALL: Final = 0.95
_PERCENT: Final = re.compile(r"(?<=\d) %(?=$|\))")  # a narrow column breaks "100,00" from its sign
_LEADING: Final = 1.35  # of the size of type, where a page tells too little
_ENOUGH: Final = 4
_MARGIN: Final = 43.0  # points: 15 mm
_NUMBERED: Final = re.compile(r"^\d{1,4}\s|\s\d{1,4}$")
_LABELS: Final = 6
_WIDE_GAP: Final = 1.3
_NOTE_RULE: Final = (60.0, 300.0)  # width in points of the stroke above footnotes
_TOO_MANY: Final = "Tệp có {pages} trang; chỉ {most} trang đầu được đọc."
_NO_TEXT: Final = "{count} trang chỉ có hình, không có chữ nên chưa được đọc (trang {pages})."
_LOCK: Final = threading.Lock()


def read_pdf(name: str, data: bytes) -> Reading:
    """The reading of a PDF's bytes. Raises Problem for one that is damaged, locked, empty or only scanned."""
    with _LOCK:
        document = _opened(name, data)
        try:
            return _Reader(name, document).read()
        except pdfium.PdfiumError as error:
            raise Damaged(name=name, what="không đọc được trang") from error
        finally:
            document.close()


def _opened(name: str, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Protected(name=name) from error
        raise Damaged(name=name, what="không mở được PDF") from error


@dataclass(slots=True)
class _Text:
    """The document's text as it grows: lines, raised figures, tables, each with its place."""

    sheet: Sheet
    lines: list[Line] = field(default_factory=list)
    raised: list[MarkAt] = field(default_factory=list)
    tables: list[tuple[TypedTable, tuple[float, ...]]] = field(
        default_factory=list
    )  # with its columns' places


class _Reader:
    def __init__(self, name: str, document: pdfium.PdfDocument) -> None:
        self._name = name
        self._document = document
        self._count = len(document)
        self._text = _Text(Sheet(name))
        self._empty: list[int] = []

    def read(self) -> Reading:
        pages = min(self._count, MOST_PAGES)
        for number in range(pages):
            self._page(number, pages)
        text = self._text.sheet.text
        if not text.strip():
            if self._empty:
                raise Scanned(name=self._name, pages=len(self._empty))
            raise EmptyFile(name=self._name)
        lines = sides_parted(without_furniture(self._text.lines))
        tables = _over_pages(self._text.tables, lines)
        source = Composed(text, text, None)  # every line was composed when it was drawn
        pieces = pieces_of(source, lines, paged=True, raised=self._text.raised, tables=tables)
        return Reading(self._name, "pdf", text, tuple(pieces), self._count, self._notices())

    def _notices(self) -> tuple[str, ...]:
        found = []
        if self._count > MOST_PAGES:
            found.append(_TOO_MANY.format(pages=self._count, most=MOST_PAGES))
        if self._empty:
            shown = ", ".join(map(str, self._empty[:10])) + ("…" if len(self._empty) > 10 else "")
            found.append(_NO_TEXT.format(count=len(self._empty), pages=shown))
        return tuple(found)

    def _page(self, number: int, pages: int) -> None:
        edge = number < 1 or number >= pages - _EDGE_PAGES
        reader = PageReader(self._document[number], edge)
        try:
            page = reader.read()
            tables = ruled_tables(page, reader.text_in)
        finally:
            reader.close()
        if not page.lines and page.pictures:
            self._empty.append(number + 1)
        _write(self._text, page, tables, number)


def _write(text: _Text, page: Page, tables: Sequence[RuledTable], number: int) -> None:
    """Draw a page: its lines in order, a table where its first line stood."""
    if number:
        text.sheet.write("\f")
    waiting = list(tables)
    charts = [frame for frame in page.frames if _is_chart(page, frame, tables)]
    apart = False
    drawn: list[tuple[Line, PrintedLine]] = []
    numbers = _numbers(page)
    for printed in page.lines:
        if printed in numbers or any(_inside(printed.box, chart) for chart in charts):
            continue
        table = next((one for one in tables if _inside(printed.box, one.box)), None)
        if table is None:
            line = _line(text, printed, number)
            drawn.append((replace(line, opens=True) if apart else line, printed))
            apart = False
        elif table in waiting:
            waiting.remove(table)
            written = _table(text, table, number)
            text.tables.append((written, table.columns))
            apart = True
    text.lines += _set(drawn, page, tables)


def _numbers(page: Page) -> list[PrintedLine]:
    """The page's number: alone on its highest or lowest line, or in the margin beside a few words."""
    ends = [pick(page.lines, key=lambda line: line.box[1]) for pick in (min, max) if len(page.lines) > 1]
    return [line for line in ends if is_page_number(line.text.strip()) or _in_margin(line, page)]


def _in_margin(line: PrintedLine, page: Page) -> bool:
    near = line.box[3] < _MARGIN or line.box[1] > page.height - _MARGIN
    return near and len(line.text) <= 60 and bool(_NUMBERED.search(line.text.strip()))


def _over_pages(
    tables: Sequence[tuple[TypedTable, tuple[float, ...]]], lines: Sequence[Line]
) -> list[TypedTable]:
    """The tables, those joined that go on over pages: the same columns, no line of text between."""
    starts = [line.start for line in lines]
    found: list[TypedTable] = []
    before: tuple[float, ...] = ()
    last = 0
    for table, columns in tables:
        follows = bool(found) and bisect(starts, last) == bisect(starts, table.start)
        if follows and table.page > found[-1].page and _same(before, columns):
            found[-1] = _continued(found[-1], table)
        else:
            found.append(table)
        before, last = columns, table.start
    return found


def _same(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))


def _continued(first: TypedTable, rest: TypedTable) -> TypedTable:
    """Two parts of a table as one; the header that is repeated on the second page is left out."""
    header = {cell.row for cell in rest.cells if cell.header}
    known = {cell.row for cell in first.cells if cell.header}
    repeated = len(header) if header and len(header) == len(known) else 0
    rows = max((cell.row for cell in first.cells), default=-1) + 1
    moved = (
        replace(cell, row=cell.row - repeated + rows, header=False)
        for cell in rest.cells
        if cell.row >= repeated
    )
    return replace(first, cells=(*first.cells, *moved))


def _is_chart(page: Page, frame: Box, tables: Sequence[RuledTable]) -> bool:
    """Whether a frame on the page is a picture's: many short labels and no sentence inside."""
    if any(_inside(table.box, frame) or _inside(frame, table.box) for table in tables):
        return False
    if (frame[2] - frame[0]) * (frame[3] - frame[1]) > 0.9 * page.width * page.height:
        return False
    labels = [line.text for line in page.lines if _inside(line.box, frame)]
    return len(labels) >= _LABELS and sum(
        len(one) < 60 and one.strip()[-1] not in ".;" for one in labels
    ) > 0.85 * len(labels)


def _inside(line: Box, table: Box) -> bool:
    across, up = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return table[0] <= across <= table[2] and table[1] <= up <= table[3]


def _line(text: _Text, printed: PrintedLine, number: int) -> Line:
    words, raised = _composed(printed)
    start = text.sheet.write(words)
    text.sheet.write("\n")
    text.raised += (MarkAt(start + one, start + end, words[one:end]) for one, end in raised)
    stripped = words.strip()
    start += words.find(stripped)
    left, _, right, _ = printed.box
    return Line(start, start + len(stripped), stripped, 0, number, left=left, right=right, size=printed.size)


def _composed(printed: PrintedLine) -> tuple[str, list[tuple[int, int]]]:
    """A line in composed Unicode, its raised figures moved along."""
    if unicodedata.is_normalized("NFC", printed.text):
        return printed.text, printed.raised
    words = ""
    done = 0
    raised = []
    for start, end in printed.raised:
        words += unicodedata.normalize("NFC", printed.text[done:start])
        raised.append((len(words), len(words) + end - start))
        words += printed.text[start:end]
        done = end
    return words + unicodedata.normalize("NFC", printed.text[done:]), raised


def _table(text: _Text, table: RuledTable, number: int) -> TypedTable:
    begun = text.sheet.write("")
    rows: list[list[GridCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        words = _PERCENT.sub("%", unicodedata.normalize("NFC", cell.text))
        rows[cell.row].append(GridCell(words, cell.colspan, cell.rowspan, False, cell.column))
    cells: list[TypedCell] = []
    for row, places in zip(rows, placed(0, rows), strict=True):
        for one, at in zip(row, places, strict=True):
            start = text.sheet.write(one.text)
            text.sheet.write("\t")
            if one.text:
                end = start + len(one.text)
                cells.append(TypedCell(start, end, at.row, at.column, at.header, at.colspan, at.rowspan))
        text.sheet.write("\n")
    return TypedTable(begun, tuple(cells), number)


def _set(drawn: Sequence[tuple[Line, PrintedLine]], page: Page, tables: Sequence[RuledTable]) -> list[Line]:
    """The page's lines with its break, the empty room above them, and the footnotes' rule noted."""
    if not drawn:
        return []
    leadings = _leadings([printed for _, printed in drawn])
    notes = _first_note(drawn, page, tables)
    found: list[Line] = []
    above: PrintedLine | None = None
    for i, (line, printed) in enumerate(drawn):
        leading = leadings.get(round(printed.size), _LEADING * printed.size)
        far = above is not None and above.box[1] - printed.box[1] > _WIDE_GAP * leading
        gap = 0 if i >= notes else max(line.gap, int(far))
        breaks, ruled = i == 0 and line.page > 0, i == notes
        plain = not (breaks or ruled or gap != line.gap)
        found.append(line if plain else replace(line, gap=gap, breaks=breaks, ruled=ruled))
        above = printed
    return found


def _leadings(lines: Sequence[PrintedLine]) -> dict[int, float]:
    """The usual distance between two lines of the page, for each size of type."""
    steps: dict[int, list[float]] = {}
    for above, one in pairwise(lines):
        step = above.box[1] - one.box[1]
        if step > 1 and round(above.size) == round(one.size):
            steps.setdefault(round(one.size), []).append(step)
    return {size: percentile(found, 0.3) for size, found in steps.items() if len(found) >= _ENOUGH}


def _first_note(drawn: Sequence[tuple[Line, PrintedLine]], page: Page, tables: Sequence[RuledTable]) -> int:
    """The number of the line that the footnotes begin with: under a short stroke, or where small letters begin a
    last part with a number; past the end when there is none.
    """
    left = min(line.left for line, _ in drawn)
    body = percentile([printed.size for _, printed in drawn], 0.6)
    for stroke in sorted(page.rules):
        wide = _NOTE_RULE[0] < stroke[2] - stroke[0] < _NOTE_RULE[1]
        if not wide or stroke[0] > left + 12 or any(_inside(stroke, table.box) for table in tables):
            continue
        under = [i for i, (_, printed) in enumerate(drawn) if printed.box[3] <= stroke[1] + 4]
        if under and (drawn[under[0]][1].size < _SMALL * body or note_number(drawn[under[0]][0])):
            return under[0]
    at = len(drawn)
    while at and drawn[at - 1][1].size < _SMALL * body:
        at -= 1
    while at < len(drawn) and note_number(drawn[at][0]) is None:
        at += 1
    return at
