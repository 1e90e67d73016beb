"""Tables: repeated header rows, rows that stay whole, grouped headers, exact column widths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congthuong.core.document.model import Cell, Table
from congthuong.core.document.table_layout import column_widths
from congthuong.core.document.writers.docx.inlines import paragraph, render, run
from congthuong.core.document.writers.docx.state import Build
from congthuong.core.document.writers.docx.xml import Element, el


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a row: a cell that begins here, or the lower part of one that began above (cell None)."""

    column: int
    span: int
    cell: Cell | None
    tall: bool


def columns_of(table: Table) -> int:
    """The number of columns; a first row covers them all, since nothing hangs into it from above."""
    firsts = [rows[0] for rows in (table.header, table.rows) if rows]
    return max([len(table.widths), *(sum(cell.colspan for cell in row) for row in firsts)], default=0)


def grid(rows: Sequence[Sequence[Cell]], columns: int) -> Iterator[list[Slot]]:
    """Each row with the places that cells from above cover filled in; short rows end in empty cells.

    Raises ValueError when a row holds more cells than there are columns left for them.
    """
    hanging: dict[int, tuple[int, int]] = {}  # column -> rows still covered, columns covered
    for number, row in enumerate(rows):
        slots: list[Slot] = []
        waiting = iter(row)
        column = 0
        while column < columns:
            if column in hanging:
                left, span = hanging.pop(column)
                if left > 1:
                    hanging[column] = (left - 1, span)
                slots.append(Slot(column, span, None, True))
            else:
                cell = next(waiting, Cell())
                span = cell.colspan
                if column + span > columns or any(column < other < column + span for other in hanging):
                    raise ValueError(f"table row {number + 1}: a cell spans columns it cannot have")
                tall = min(cell.rowspan, len(rows) - number)
                if tall > 1:
                    hanging[column] = (tall - 1, span)
                slots.append(Slot(column, span, cell, tall > 1))
            column += slots[-1].span
        if next(waiting, None) is not None:
            raise ValueError(f"table row {number + 1} has more cells than the table has columns")
        yield slots


def _cell(slot: Slot, widths: Sequence[int], build: Build) -> Element:
    width = sum(widths[slot.column : slot.column + slot.span])
    merge = None
    if slot.tall:
        merge = el("w:vMerge", val="restart" if slot.cell else None)
    properties = el(
        "w:tcPr",
        el("w:tcW", w=width, type="dxa"),
        el("w:gridSpan", val=slot.span) if slot.span > 1 else None,
        merge,
        el("w:vAlign", val="center"),
    )
    if slot.cell is None:
        return el("w:tc", properties, paragraph("TableText"))
    style = "TableHead" if slot.cell.bold else "TableText"
    text = render(slot.cell.inlines, build)
    return el("w:tc", properties, paragraph(style, text, el("w:jc", val=slot.cell.align)))


def _row(slots: Sequence[Slot], widths: Sequence[int], build: Build, *, header: bool) -> Element:
    properties = el("w:trPr", el("w:cantSplit"), el("w:tblHeader") if header else None)
    return el("w:tr", properties, *(_cell(slot, widths, build) for slot in slots))


def plain_table(widths: Sequence[int], style: str, rows: Sequence[Element]) -> Element:
    properties = el(
        "w:tblPr",
        el("w:tblStyle", val=style),
        el("w:tblW", w=sum(widths), type="dxa"),
        el("w:jc", val="center"),
        el("w:tblLayout", type="fixed"),
    )
    columns = el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths))
    return el("w:tbl", properties, columns, *rows)


def table_elements(table: Table, build: Build) -> list[Element]:
    """Caption, unit note, the table and its source, in that order."""
    before = [paragraph("Caption", render(table.caption, build))] if table.caption else []
    if table.unit_note:
        before.append(paragraph("UnitNote", [run(table.unit_note)]))
    columns = columns_of(table)
    if not columns:
        return before
    widths = column_widths(table, columns, build.text_width, build.layout.size("table"))
    rows = [_row(slots, widths, build, header=True) for slots in grid(table.header, columns)]
    rows += [_row(slots, widths, build, header=False) for slots in grid(table.rows, columns)]
    # Something must stand below: Word would otherwise join two tables into one.
    after = paragraph("SourceNote", [run(table.source_note)]) if table.source_note else paragraph("TableEnd")
    return [*before, plain_table(widths, "TableGrid", rows), after]
