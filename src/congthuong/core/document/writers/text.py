"""Document tree -> plain text: what a reader sees, for terminals, comparisons and approved examples.

One paragraph is one line however long; notes stand at the end; a table has one line a row. Bold and italic
are lost, figures and words are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from congthuong.core.document.layout import (
    DRAFT_MARK,
    addressee_lines,
    annex_label,
    annex_note,
    check_line,
    heading_number,
    layout_on,
    number_line,
    place_and_date,
    recipient_lines,
    signature_lines,
)
from congthuong.core.document.model import (
    Annex,
    Block,
    Cell,
    Chart,
    Document,
    Figure,
    FootnoteMark,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Table,
    Text,
)


def write_text(document: Document) -> str:
    """The whole document as text in UTF-8 order of reading, ending with one line end."""
    writer = _Writer()
    parts = [
        *_opening(document),
        *(writer.line(basis.inlines) for basis in document.bases),
        *writer.blocks(document.blocks),
        *_closing(document),
    ]
    for annex in document.annexes:
        parts.append("\n".join(_annex_head(document, annex)))
        parts.extend(writer.blocks(annex.blocks))
    if writer.notes:
        parts.append("\n".join(["Chú thích", *writer.notes]))
    lines = "\n\n".join(parts).split("\n")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _opening(document: Document) -> Iterator[str]:
    letterhead = document.letterhead
    layout = layout_on(letterhead.date)
    if document.draft:
        yield DRAFT_MARK
    yield "\n".join((letterhead.parent_agency.upper(), letterhead.agency.upper(), number_line(letterhead)))
    yield "\n".join((layout.national_name, layout.motto, place_and_date(letterhead)))
    yield f"{document.kind.upper()}\n{document.title}"
    if document.addressees:
        lines = addressee_lines(document.addressees)
        yield f"Kính gửi: {lines[0]}" if len(lines) == 1 else "\n".join(("Kính gửi:", *lines))


def _closing(document: Document) -> Iterator[str]:
    if document.recipients:
        yield "\n".join(("Nơi nhận:", *recipient_lines(document.recipients)))
        if document.check_code:
            yield check_line(document.check_code)
    elif document.signature.beside:
        yield document.signature.beside
    lines = (*signature_lines(document.signature), "", document.signature.name)
    if any(lines):
        yield "\n".join(lines)


def _annex_head(document: Document, annex: Annex) -> tuple[str, ...]:
    return (annex_label(annex), annex.title.upper(), annex_note(document.kind, document.letterhead))


@dataclass
class _Writer:
    notes: list[str] = field(default_factory=list)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield self.block(block)

    def block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self.line(block.inlines)
            case Heading():
                words = self.line(block.inlines)
                return heading_number(block.number) + (words.upper() if block.level == 1 else words)
            case ListBlock():
                return "\n".join(self.items(block))
            case Table():
                return "\n".join(self.table(block))
            case Chart():
                unit = f"(Đơn vị tính: {block.unit})" if block.unit else ""
                return "\n".join(
                    line for line in (block.title, unit, f"[Biểu đồ] {block.alt}", block.source) if line
                )

    def items(self, block: ListBlock) -> Iterator[str]:
        for position, item in enumerate(block.items, start=block.start):
            lead = f"{position}. " if block.marker == "1." else f"{block.marker} "
            for inner, part in enumerate(item):
                for number, line in enumerate(self.block(part).split("\n")):
                    yield (lead if inner == number == 0 else " " * len(lead)) + line

    def line(self, inlines: Sequence[Inline]) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text() | Figure():
                return inline.text
            case LineBreak():
                return "\n"
            case FootnoteMark():
                # The number is taken before the note is written: a note never waits for another.
                position = len(self.notes)
                self.notes.append("")
                self.notes[position] = f"[{position + 1}] {self.line(inline.note)}"
                return f"[{position + 1}]"

    def table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield self.line(table.caption)
        if table.unit_note:
            yield f"({table.unit_note})"
        head, body = self.grid(table.header), self.grid(table.rows)
        columns = zip_longest(*_texts(head), *_texts(body), fillvalue="")
        widths = [max(map(len, column)) for column in columns]
        yield from (_padded(row, widths) for row in head)
        if head:
            yield "-+-".join("-" * width for width in widths)
        yield from (_padded(row, widths) for row in body)
        if table.source_note:
            yield table.source_note

    def grid(self, rows: Sequence[Sequence[Cell]]) -> list[list[tuple[str, str]]]:
        """Rows of (text, align), spans opened: the text stands first, the covered places stay empty."""
        return [list(row) for row in _rectangle([[self.cell(cell) for cell in row] for row in rows], rows)]

    def cell(self, cell: Cell) -> str:
        return " ".join(self.line(cell.inlines).split())


_Shown = tuple[str, str]


def _rectangle(texts: Sequence[Sequence[str]], rows: Sequence[Sequence[Cell]]) -> list[list[_Shown]]:
    """Place cells as a browser does: each in the first free column of its row."""
    taken: dict[tuple[int, int], _Shown] = {}
    width = 0
    for line, (cells, words) in enumerate(zip(rows, texts, strict=True)):
        column = 0
        for cell, text in zip(cells, words, strict=True):
            while (line, column) in taken:
                column += 1
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    taken[line + down, column + across] = ("", cell.align)
            taken[line, column] = (text, cell.align)
            column += cell.colspan
            width = max(width, column)
    return [[taken.get((line, column), ("", "left")) for column in range(width)] for line in range(len(rows))]


def _texts(grid: Sequence[Sequence[_Shown]]) -> list[list[str]]:
    return [[text for text, _ in row] for row in grid]


_PAD = {"left": str.ljust, "right": str.rjust, "center": str.center}


def _padded(row: Sequence[_Shown], widths: Sequence[int]) -> str:
    whole = [*row, *[("", "left")] * (len(widths) - len(row))]
    return " | ".join(_PAD[align](text, width) for (text, align), width in zip(whole, widths, strict=True))
