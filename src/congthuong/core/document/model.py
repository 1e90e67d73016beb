"""The document tree: what a report says, before anyone decides how it looks.

A number in a report is a `Figure` node with its value, unit and origin, never a piece of a string.
Readers make trees, writers turn them into bytes; writers neither query nor calculate.
All nodes are frozen and hold tuples only, so a tree can be compared, hashed and shared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Align = Literal["left", "center", "right"]
OriginKind = Literal["observation", "formula", "comparison", "count", "sum", "row", "missing"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure came from: enough to recompute it and to find who gave it.

    `formula` is written over the ids of `inputs` as Vietnamese arithmetic, e.g. "(a / b − 1) × 100".
    `items` are codes ("khu_vuc_dien=sinh_hoat"), `item_names` what a reader calls them ("Khu vực: Sinh hoạt").
    `steps` is that arithmetic with the numbers put in, one line a step. `basis` is one of
    "actual", "estimate", "plan", "forecast" or "". `rows` name the register rows that a count counted. A figure measured
    from a `register` says how many rows it counted, their keys where they are at hand, and in `opens` the address of
    the page that lists exactly them.
    `low`/`high` bound the value where it was implied by a rounded rate rather than stated.
    """

    kind: OriginKind
    name: str = ""
    indicator: str = ""
    place: str = ""
    place_name: str = ""
    period: str = ""
    period_name: str = ""
    basis: str = ""
    items: str = ""
    item_names: str = ""
    formula: str = ""
    inputs: tuple[Figure, ...] = ()
    rows: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    source: str = ""
    vintage: str = ""
    status: str = ""
    counted_to: str = ""
    recorded_on: str = ""
    recorded_by: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    register: str = ""
    register_name: str = ""
    counted: int | None = None
    row_keys: tuple[str, ...] = ()
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands on the page.

    `id` is the same wherever the same figure is printed the same way; `text` is what is printed
    ("19.125,44 tỷ đồng"); `value` is unrounded, in `unit` ("tỷ đồng"); a missing figure has value None
    and a visible text such as "[chưa có số liệu]".
    """

    id: str
    text: str
    value: Decimal | None
    unit: str
    origin: Origin
    bold: bool = False
    italic: bool = False

    @property
    def missing(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """A footnote where it is called; its number is given by the writer, in order of appearance."""

    note: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


Inline = Text | Figure | FootnoteMark | LineBreak


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`style`: "body" (justified, first line indented), "basis" (căn cứ, italic), "note" (centred, italic),
    "summary" (body, its lead words bold in the inlines)."""

    inlines: tuple[Inline, ...]
    style: Literal["body", "basis", "note", "summary"] = "body"


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1: "I. KẾT QUẢ THỰC HIỆN"; 2: "1. Thực hiện các chỉ tiêu"; 3: "2.1. Lĩnh vực công nghiệp".

    `number` is "I", "1", "2.1" without the final point; empty for an unnumbered heading.
    """

    level: Literal[1, 2, 3]
    number: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """`marker`: "-" and "+" (the two dashes of official prose) or "1." (numbered from `start`).

    Each item is a tuple of blocks, the first a `Paragraph`; lists nest as blocks of an item.
    """

    marker: Literal["-", "+", "1."]
    items: tuple[tuple[Block, ...], ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    inlines: tuple[Inline, ...] = ()
    align: Align = "left"
    bold: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are relative column widths; header rows repeat on every page.

    A cell covered by a rowspan or colspan of another is left out of its row (as in HTML).
    """

    caption: tuple[Inline, ...]
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[Decimal, ...] = ()
    unit_note: str = ""
    source_note: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture of figures. `spec` is one Vega-Lite specification, drawn by every writer.

    `alt` says in words what the picture shows; `figures` are the figures drawn in it.
    """

    spec: Mapping[str, Any]
    title: str
    alt: str
    unit: str
    source: str
    figures: tuple[Figure, ...] = ()

    def __hash__(self) -> int:
        return hash((self.title, self.alt, self.figures))


Block = Paragraph | Heading | ListBlock | Table | Chart


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Cells 1 to 4 of the layout of Decree 30/2020/NĐ-CP, Annex I."""

    parent_agency: str  # "UBND TỈNH TRÀ VINH"
    agency: str  # "SỞ CÔNG THƯƠNG"
    number: str  # "   /BC-SCT": empty number until it is given
    place: str  # "Trà Vinh"
    date: date | None  # None: "ngày     tháng     năm 2020" is left open
    year: int
    agency_name: str = ""  # "Sở Công Thương": as it stands in a sentence; "" where only cell 2 is known


@dataclass(frozen=True, slots=True)
class Signature:
    """Cell 7: `authority` is "", "KT.", "TL.", "TUQ.", "Q."; `position` "GIÁM ĐỐC"."""

    authority: str
    position: str
    name: str
    deputy_position: str = ""  # second line under "KT. GIÁM ĐỐC"
    beside: str = ""  # "NGƯỜI NỘP HỒ SƠ": who signs on the left, on papers without recipients


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex begins a page of its own, numbered separately, landscape when its tables are wide."""

    number: str  # "I", "II"; empty when there is only one
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    code: str  # "bao-cao-6-thang-2020"
    kind: str  # "BÁO CÁO"
    title: str  # the abstract (trích yếu); "\n" starts a new line
    letterhead: Letterhead
    addressees: tuple[str, ...]  # Kính gửi; empty when there is none
    bases: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]  # "Sở Kế hoạch và Đầu tư"; the writer adds dashes and semicolons
    signature: Signature
    annexes: tuple[Annex, ...] = ()
    language: str = "vi"
    as_of: str = ""
    draft: bool = False
    keywords: tuple[str, ...] = field(default=())
    doubts: tuple[
        tuple[str, str], ...
    ] = ()  # (figure id, what may be wrong): told with origins, never printed
    check_code: str = (
        ""  # "BCDF-GHJK-LMNP", by which an issued edition is known again; "" before it is issued
    )


def inlines_of(block: Block) -> Iterator[Inline]:
    """Every inline of a block and of the blocks within it, in reading order, footnotes where called."""
    match block:
        case Paragraph() | Heading():
            yield from _with_notes(block.inlines)
        case ListBlock():
            for item in block.items:
                for inner in item:
                    yield from inlines_of(inner)
        case Table():
            yield from _with_notes(block.caption)
            for row in (*block.header, *block.rows):
                for cell in row:
                    yield from _with_notes(cell.inlines)
        case Chart():
            yield from block.figures


def _with_notes(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, FootnoteMark):
            yield from inline.note


def blocks_of(document: Document) -> Iterator[Block]:
    yield from document.bases
    yield from document.blocks
    for annex in document.annexes:
        yield from annex.blocks


def figures_of(document: Document) -> Iterator[Figure]:
    """Every figure occurrence of the document in reading order (the same id may come more than once)."""
    for block in blocks_of(document):
        for inline in inlines_of(block):
            if isinstance(inline, Figure):
                yield inline
