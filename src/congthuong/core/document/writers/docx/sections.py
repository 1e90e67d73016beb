"""Pages: paper, margins, where page numbers stand and where they begin again."""

from __future__ import annotations

from decimal import Decimal

from congthuong.core.document.layout import Layout, annex_label, annex_note
from congthuong.core.document.model import Annex
from congthuong.core.document.writers.docx.blocks import blocks_elements
from congthuong.core.document.writers.docx.inlines import paragraph, run
from congthuong.core.document.writers.docx.state import Build
from congthuong.core.document.writers.docx.xml import Element, el, mm, root

_HEADER_DISTANCE = Decimal(10)  # mm from the paper's edge, in the middle of the top margin
NUMBERED_HEADER = "rIdHeader"
FIRST_HEADER = "rIdFirstHeader"


def text_width(layout: Layout, *, landscape: bool) -> int:
    """Twips between the left and the right margin."""
    page = layout.page
    paper = page.height if landscape else page.width
    return mm(paper) - mm(page.left.chosen) - mm(page.right.chosen)


def text_height(layout: Layout, *, landscape: bool) -> int:
    """Twips between the top and the bottom margin."""
    page = layout.page
    paper = page.width if landscape else page.height
    return mm(paper) - mm(page.top.chosen) - mm(page.bottom.chosen)


def section(layout: Layout, *, landscape: bool) -> Element:
    """The properties of a section: each counts its pages from 1 and hides the number of the first."""
    page = layout.page
    width, height = (page.height, page.width) if landscape else (page.width, page.height)
    margins = el(
        "w:pgMar",
        top=mm(page.top.chosen),
        right=mm(page.right.chosen),
        bottom=mm(page.bottom.chosen),
        left=mm(page.left.chosen),
        header=mm(_HEADER_DISTANCE),
        footer=mm(_HEADER_DISTANCE),
        gutter=0,
    )
    return el(
        "w:sectPr",
        el("w:headerReference", type="default", r_id=NUMBERED_HEADER),
        el("w:headerReference", type="first", r_id=FIRST_HEADER),
        el("w:type", val="nextPage"),
        el("w:pgSz", w=mm(width), h=mm(height), orient="landscape" if landscape else None),
        margins,
        el("w:pgNumType", start=1),
        el("w:titlePg"),
    )


def _field(kind: str) -> Element:
    return el("w:r", el("w:fldChar", fldCharType=kind))


def numbered_header() -> Element:
    """The PAGE field, centred."""
    instruction = el("w:instrText", xml_space="preserve")
    instruction.text = " PAGE "
    parts = [_field("begin"), el("w:r", instruction), _field("separate"), run("2"), _field("end")]
    return root("w:hdr", [paragraph("Header", parts)])


def first_header() -> Element:
    return root("w:hdr", [paragraph("Header")])


def annex_elements(annex: Annex, build: Build) -> list[Element]:
    """Label, title, the line that says what it belongs to, and its blocks; the section comes after."""
    document = build.document
    build.text_width = text_width(build.layout, landscape=annex.landscape)
    build.text_height = text_height(build.layout, landscape=annex.landscape)
    note = annex_note(document.kind, document.letterhead)
    return [
        paragraph("AnnexLabel", [run(annex_label(annex))]),
        paragraph("AnnexTitle", [run(annex.title.upper())]),
        paragraph("AnnexNote", [run(note)]),
        *blocks_elements(annex.blocks, build),
    ]


def section_end(layout: Layout, *, landscape: bool) -> Element:
    """The last paragraph of a section that another one follows."""
    return paragraph("SectionEnd", [], section(layout, landscape=landscape))
