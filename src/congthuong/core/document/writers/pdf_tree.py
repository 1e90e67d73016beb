"""The nodes of a tree as the JSON data that pdf.typ sets: one function a node type, no look in here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from congthuong.core.document.charts import chart_svg
from congthuong.core.document.layout import Layout, chart_note, heading_number, plain_text
from congthuong.core.document.model import (
    Annex,
    Block,
    Cell,
    Chart,
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
from congthuong.core.document.table_layout import column_widths, placed

Json = dict[str, Any]


def split_end(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks, and apart from them the last words, which share a page with the signature.

    The engine keeps a block whole with the next one only if it fits, so of a list only the last item goes.
    """
    *before, last = blocks or (Paragraph(()),)
    if isinstance(last, ListBlock) and len(last.items) > 1:
        count = len(last.items) - 1
        before.append(replace(last, items=last.items[:-1]))
        last = replace(last, items=last.items[-1:], start=last.start + count)
    return tuple(before), (last,)


# A figure and its unit stay on one line unless they are too long for that.
_LONGEST_WHOLE = 40
_MAY_PART = re.compile(r"[^\w.,%]")  # a line never ends within digits or letters; a box of its own costs

_SVG_SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.]+)"[^>]*?\sheight="([\d.]+)"')
_PIXEL = Decimal("0.27")  # mm on paper of one pixel of a chart: 600 px fill the text's width
_HIGHEST_PICTURE = Decimal(183)  # mm: a chart shares its page with its title, unit and source

_TWIPS = 1440 / Decimal("25.4")  # in one millimetre


class Nodes:
    """Turns blocks, in the order of the pages, into data.

    `pictures` gathers the SVG files that the data names; `footnotes` counts the notes that the engine places,
    which are numbered with those of tables.
    """

    def __init__(self, rules: Layout) -> None:
        page = rules.page
        self._rules = rules
        self._portrait = page.width - page.left.chosen - page.right.chosen
        self._landscape = page.height - page.left.chosen - page.right.chosen
        self._width = self._portrait
        self._level = 0
        self._notes = 0
        self.footnotes = 0
        self.pictures: dict[str, bytes] = {}

    def blocks(self, blocks: Iterable[Block]) -> list[Json]:
        return [self._block(block) for block in blocks]

    def annex(self, annex: Annex) -> list[Json]:
        """The blocks of an annex, whose title is a heading of the first level."""
        self._level = 1
        self._width = self._landscape if annex.landscape else self._portrait
        try:
            return self.blocks(annex.blocks)
        finally:
            self._width = self._portrait

    def _block(self, block: Block) -> Json:
        match block:
            case Paragraph():
                return {"type": "paragraph", "style": block.style, "inlines": self._inlines(block.inlines)}
            case Heading() if not (block.number or plain_text(block.inlines).strip()):
                # PDF/UA refuses a heading without words; what it may hold otherwise stays on the page.
                return {"type": "paragraph", "style": "body", "inlines": self._inlines(block.inlines)}
            case Heading():
                return self._heading(block)
            case ListBlock():
                return self._list(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)

    def _heading(self, heading: Heading) -> Json:
        """PDF/UA allows no jump down (1, then 3): the outline's level is at most one below the last."""
        self._level = min(heading.level, self._level + 1)
        inlines = [_upper(inline) for inline in heading.inlines] if heading.level == 1 else heading.inlines
        number = Text(heading_number(heading.number))
        return {
            "type": "heading",
            "level": self._level,
            "inlines": self._inlines((number, *inlines) if heading.number else inlines),
        }

    def _list(self, block: ListBlock) -> Json:
        return {
            "type": "list",
            "marker": block.marker,
            "start": block.start,
            "items": [self._item(item) for item in block.items],
        }

    def _item(self, item: Sequence[Block]) -> list[Json]:
        """An item begins with a paragraph, empty where the tree gives another block first."""
        blocks = self.blocks(item)
        if not blocks or blocks[0]["type"] != "paragraph":
            return [{"type": "paragraph", "style": "body", "inlines": []}, *blocks]
        return blocks

    def _table(self, table: Table) -> Json:
        columns = max((_reach(rows) for rows in (table.header, table.rows)), default=0)
        return {
            "type": "table",
            "caption": self._inlines(table.caption, in_table=True),
            "header": [self._row(row) for row in _filled(table.header, columns)],
            "rows": [self._row(row) for row in _filled(table.rows, columns)],
            "widths": [float(width) for width in self._column_widths(table, columns)],
            "unit_note": table.unit_note,
            "source_note": table.source_note,
        }

    def _column_widths(self, table: Table, columns: int) -> list[Decimal]:
        """Millimetres, never more than the text's width."""
        total = int(self._width * _TWIPS)
        widths = column_widths(table, columns, total, self._rules.size("table")) if columns else []
        return [round(width / _TWIPS, 3) for width in widths]

    def _chart(self, chart: Chart) -> Json:
        svg = chart_svg(chart.spec)
        name = f"chart-{len(self.pictures) + 1}.svg"
        self.pictures[name] = svg.encode()
        found = _SVG_SIZE.search(svg)
        width, height = (Decimal(found[1]), Decimal(found[2])) if found else (Decimal(600), Decimal(300))
        scale = min(_PIXEL, self._width / width, _HIGHEST_PICTURE / height)
        return {
            "type": "chart",
            "file": name,
            "title": chart.title,
            "alt": chart.alt,
            "note": chart_note(chart),
            "width": float(round(width * scale, 2)),
        }

    def _inlines(self, inlines: Iterable[Inline], *, in_table: bool = False) -> list[Json]:
        return [self._inline(inline, in_table) for inline in inlines]

    def _inline(self, inline: Inline, in_table: bool) -> Json:
        match inline:
            case Text():
                text = inline.text.replace("\n", " ")
                return {"type": "text", "text": text, "bold": inline.bold, "italic": inline.italic}
            case Figure():
                return _figure(inline, in_table)
            case FootnoteMark():
                return self._note(inline, in_table)
            case LineBreak():
                return {"type": "break"}

    def _note(self, mark: FootnoteMark, in_table: bool) -> Json:
        """Notes of a table stand below it: the engine drops them where the table ends anyway, and refuses the
        link of a note in a header that repeats."""
        self._notes += 1
        self.footnotes += not in_table
        number = self._notes  # before those of notes inside
        note = self._inlines(mark.note)
        return {"type": "mark" if in_table else "footnote", "n": number, "note": note}

    def _row(self, row: Iterable[Cell]) -> list[Json]:
        return [
            {
                "inlines": self._inlines(cell.inlines, in_table=True),
                "align": cell.align,
                "bold": cell.bold,
                "colspan": cell.colspan,
                "rowspan": cell.rowspan,
            }
            for cell in row
        ]


def _figure(figure: Figure, in_table: bool) -> Json:
    """In a cell a long figure may break at its spaces: a narrow column cannot grow."""
    return {
        "type": "figure",
        "text": figure.text,
        "bold": figure.bold,
        "italic": figure.italic,
        "missing": figure.missing,
        "whole": not in_table and len(figure.text) <= _LONGEST_WHOLE and bool(_MAY_PART.search(figure.text)),
    }


def _upper(inline: Inline) -> Inline:
    """Capitals for words; a figure keeps its unit as written."""
    return Text(inline.text.upper(), inline.bold, inline.italic) if isinstance(inline, Text) else inline


def _reach(rows: Sequence[Sequence[Cell]]) -> int:
    """How many columns the rows need."""
    return max((column + cell.colspan for row in placed(rows) for column, cell in row), default=0)


def _filled(rows: Sequence[Sequence[Cell]], columns: int) -> list[tuple[Cell, ...]]:
    """Rows without holes: the engine would draw the next row's cells into a short row's gap."""
    covered = [0] * len(rows)
    cells = placed(rows)
    for at, row in enumerate(cells):
        for _, cell in row:
            for down in range(cell.rowspan):
                covered[at + down] += cell.colspan
    return [
        (*(cell for _, cell in row), *(Cell() for _ in range(columns - covered[at])))
        for at, row in enumerate(cells)
    ]
