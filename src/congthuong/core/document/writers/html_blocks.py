"""Blocks of the document tree -> HTML. Every text goes through markupsafe; data never becomes markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree
from markupsafe import Markup, escape

from congthuong.core.document.charts import chart_svg
from congthuong.core.document.figures_index import FigureIndex, Occurrence
from congthuong.core.document.layout import chart_note, heading_number, plain_text
from congthuong.core.document.model import (
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

MISSING_TEXT = "[chưa có số liệu]"
_LIST_CLASSES = {"-": "dashes", "+": "pluses"}
_ALIGN_CLASSES = {"left": "tl", "center": "tc", "right": "tr"}
_SVG_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "line",
        "circle",
        "text",
        "tspan",
        "defs",
        "clipPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "title",
        "desc",
    ]
)


@dataclass(frozen=True, slots=True)
class Outlined:
    """A heading of the page, for the outline: `level` is that of the HTML element."""

    anchor: str
    level: int
    text: str


def shown(figure: Figure) -> str:
    """What is printed; a missing figure never stands as nothing."""
    return figure.text if figure.text.strip() or not figure.missing else MISSING_TEXT


@dataclass
class BlockWriter:
    """One run over one document, in the reading order of its index: the n-th figure has the anchor `s<n>`."""

    index: FigureIndex
    doubts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: list[Markup] = field(default_factory=list)
    headings: list[Outlined] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    anchors: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    widths: set[int] = field(default_factory=set)  # per mille of a table's width, each a class of the page
    tables: int = 0

    def __post_init__(self) -> None:
        self._occurrences: Iterator[tuple[int, Occurrence]] = iter(enumerate(self.index.occurrences, 1))
        self._numbers = {id: number for number, id in enumerate(self.index.figures, 1)}

    def number(self, figure_id: str) -> int:
        """The figure's place in the list of origins, whose anchors are `n<number>`."""
        return self._numbers[figure_id]

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        return Markup("\n").join(self.block(block) for block in blocks)

    def block(self, block: Block) -> Markup:
        match block:
            case Paragraph():
                style = "body" if block.style in ("body", "summary") else f"body {block.style}"
                style = "note" if block.style == "note" else style
                return Markup('<p class="{}">{}</p>').format(style, self.inlines(block.inlines))
            case Heading():
                return self.heading(block)
            case ListBlock():
                return self.list_block(block)
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)

    def heading(self, heading: Heading) -> Markup:
        words = heading_number(heading.number) + " ".join(plain_text(heading.inlines).split())
        outlined = self.outlined(heading.level + 1, words)
        return Markup('<h{0} id="{1}"{2}>{3}{4}</h{0}>').format(
            outlined.level,
            outlined.anchor,
            Markup(' class="upper"') if heading.level == 1 else "",
            heading_number(heading.number),
            self.inlines(heading.inlines),
        )

    def outlined(self, level: int, text: str) -> Outlined:
        outlined = Outlined(f"h{len(self.headings) + 1}", level, text)
        self.headings.append(outlined)
        return outlined

    def list_block(self, block: ListBlock) -> Markup:
        items = Markup("\n").join(Markup("<li>{}</li>").format(self.blocks(item)) for item in block.items)
        if block.marker == "1.":
            start = Markup(' start="{}"').format(block.start) if block.start != 1 else ""
            return Markup('<ol class="numbered"{}>\n{}\n</ol>').format(start, items)
        # The role is said because some readers drop a list whose bullets a style sheet draws.
        return Markup('<ul class="{}" role="list">\n{}\n</ul>').format(_LIST_CLASSES[block.marker], items)

    # Inlines

    def inlines(self, inlines: Sequence[Inline]) -> Markup:
        return Markup("").join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> Markup:
        match inline:
            case Text():
                return _weighted(escape(inline.text), bold=inline.bold, italic=inline.italic)
            case Figure():
                return _weighted(self.figure(inline), bold=inline.bold, italic=inline.italic)
            case LineBreak():
                return Markup("<br>")
            case FootnoteMark():
                return self.mark(inline)

    def figure(self, figure: Figure) -> Markup:
        position, occurrence = next(self._occurrences)
        if occurrence.figure != figure:
            raise RuntimeError(f"figure {figure.id!r} is written out of the order of its index")
        anchor = f"s{position}"
        self.anchors.setdefault(figure.id, []).append((anchor, occurrence.place))
        words = escape(shown(figure))
        if figure.value is not None:
            words = Markup('<data value="{}">{}</data>').format(format(figure.value, "f"), words)
        return Markup('<a class="fig{}" id="{}" href="#n{}" data-figure="{}">{}</a>').format(
            " missing" if figure.missing else "", anchor, self.number(figure.id), figure.id, words
        )

    def mark(self, mark: FootnoteMark) -> Markup:
        # The note is written where it is called, so that figures keep their reading order.
        self.notes.append(Markup(""))
        number = len(self.notes)
        self.notes[number - 1] = self.inlines(mark.note)
        return Markup(
            '<sup><a id="c{0}" href="#g{0}" role="doc-noteref" aria-label="Chú thích {0}">{0}</a></sup>'
        ).format(number)

    # Tables

    def table(self, table: Table) -> Markup:
        self.tables += 1
        name = f"t{self.tables}"
        caption = Markup('<span class="name" id="{}">{}</span>').format(
            name, self.inlines(table.caption) or f"Bảng số {self.tables}"
        )
        if table.unit_note:
            caption += Markup('<span class="unit">{}</span>').format(table.unit_note)
        parts = [Markup("<caption>{}</caption>").format(caption), self.columns(table.widths)]
        if table.header:
            parts.append(Markup("<thead>\n{}\n</thead>").format(self.rows(table.header, header=True)))
        parts.append(Markup("<tbody>\n{}\n</tbody>").format(self.rows(table.rows, header=False)))
        source = Markup('<p class="source">{}</p>').format(table.source_note) if table.source_note else ""
        return Markup(
            '<div class="table">\n<div class="scroll" role="region" tabindex="0" aria-labelledby="{}">\n'
            "<table>\n{}\n</table>\n</div>\n{}</div>"
        ).format(name, Markup("\n").join(part for part in parts if part), source)

    def columns(self, widths: Sequence[Decimal]) -> Markup:
        whole = sum(widths)
        if not whole:
            return Markup("")
        shares = [int(width * 1000 / whole) for width in widths]
        self.widths.update(shares)
        columns = Markup("").join(Markup('<col class="w{}">').format(share) for share in shares)
        return Markup("<colgroup>{}</colgroup>").format(columns)

    def rows(self, rows: Sequence[Sequence[Cell]], *, header: bool) -> Markup:
        return Markup("\n").join(
            Markup("<tr>{}</tr>").format(
                Markup("").join(
                    self.cell(cell, _scope(cell, position == naming, header=header))
                    for position, cell in enumerate(row)
                )
            )
            for row in rows
            for naming in (_naming_cell(row),)
        )

    def cell(self, cell: Cell, scope: str) -> Markup:
        attributes = Markup(' class="{}"').format(_ALIGN_CLASSES[cell.align])
        if scope:
            attributes += Markup(' scope="{}"').format(scope)
        if cell.colspan > 1:
            attributes += Markup(' colspan="{}"').format(cell.colspan)
        if cell.rowspan > 1:
            attributes += Markup(' rowspan="{}"').format(cell.rowspan)
        words = _weighted(self.inlines(cell.inlines), bold=cell.bold)
        return Markup("<{0}{1}>{2}</{0}>").format("th" if scope else "td", attributes, words)

    # Charts

    def chart(self, chart: Chart) -> Markup:
        self.charts.append(chart)
        figures = Markup("").join(
            Markup("<li>{}: {}</li>").format(_what(figure), self.figure(figure)) for figure in chart.figures
        )
        data = Markup(
            '<details class="data"><summary>Số liệu của biểu đồ</summary><ul>{}</ul></details>'
        ).format(figures)
        return Markup(
            '<figure>\n<div class="scroll drawing" role="region" tabindex="0" aria-label="{}">'
            '<div class="picture" role="img" aria-label="{}" data-chart="b{}">{}</div></div>\n'
            '<figcaption>{}</figcaption>\n<p class="source">{}</p>\n{}\n</figure>'
        ).format(
            chart.title,
            chart.alt or chart.title,
            len(self.charts),
            still_picture(chart),
            chart.title,
            chart_note(chart),
            data if figures else "",
        )


def _what(figure: Figure) -> str:
    origin = figure.origin
    return ", ".join(part for part in (origin.name or figure.id, origin.period_name or origin.period) if part)


def _weighted(words: Markup, *, bold: bool = False, italic: bool = False) -> Markup:
    if italic:
        words = Markup('<span class="slanted">{}</span>').format(words)
    return Markup('<span class="strong">{}</span>').format(words) if bold else words


def _naming_cell(row: Sequence[Cell]) -> int:
    """The cell that names its row: the first with words and no figure ("1 | Thủy sản | tấn | 5.268"); -1: none."""
    for position, cell in enumerate(row):
        bare = not any(isinstance(inline, Figure) for inline in cell.inlines)
        words = plain_text(cell.inlines)
        roman = cell.align == "center" and words.strip(" .").isupper() and len(words) <= 6
        if bare and not roman and any(sign.isalpha() for sign in words):
            return position
    return -1


def _scope(cell: Cell, names_row: bool, *, header: bool) -> str:
    if header:
        return "colgroup" if cell.colspan > 1 else "col"
    return ("rowgroup" if cell.rowspan > 1 else "row") if names_row else ""


def still_picture(chart: Chart) -> Markup:
    """The chart as inline SVG holding nothing but drawing: no script, no address, no style attribute."""
    root = etree.fromstring(chart_svg(chart.spec).encode(), _SVG_PARSER)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in list(root.iter()):
        if etree.QName(element).localname not in _SVG_ELEMENTS:
            _unwrap(element)
            continue
        for name in list(element.attrib):
            _clean_attribute(element, str(name))
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 (serialised by lxml, cleaned above)


_SVG_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def _unwrap(element: etree._Element) -> None:
    """Take away an element that is no drawing; what a link holds is kept."""
    parent = element.getparent()
    if parent is None:
        return
    if etree.QName(element).localname == "a":
        at = parent.index(element)
        for child in reversed(element):
            parent.insert(at, child)
    parent.remove(element)


def _clean_attribute(element: etree._Element, name: str) -> None:
    bare = etree.QName(name).localname.lower()
    value = element.attrib[name]
    if bare == "style" and value == "italic":
        # The converter writes style="italic" where it means font-style="italic".
        element.set("font-style", "italic")
    if bare in ("style", "href") or bare.startswith("on"):
        del element.attrib[name]
