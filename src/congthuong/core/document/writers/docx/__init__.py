"""A document tree as a Word file (DOCX), laid out by the decree and with its figures kept findable."""

from __future__ import annotations

from congthuong.core.document.layout import layout_on
from congthuong.core.document.model import Document
from congthuong.core.document.writers.docx.blocks import blocks_elements
from congthuong.core.document.writers.docx.closing import closing, keep_with_signature
from congthuong.core.document.writers.docx.figures import FigureBook
from congthuong.core.document.writers.docx.inlines import paragraph
from congthuong.core.document.writers.docx.letterhead import opening
from congthuong.core.document.writers.docx.package import assemble
from congthuong.core.document.writers.docx.sections import (
    annex_elements,
    section,
    section_end,
    text_height,
    text_width,
)
from congthuong.core.document.writers.docx.state import Build
from congthuong.core.document.writers.docx.xml import el, root

__all__ = ["write_docx"]


def write_docx(document: Document) -> bytes:
    """The document as a DOCX file, the same bytes for the same tree.

    Raises ValueError when a table's spans do not fit its columns.
    Layout: the decree in force on the letterhead's date (see `core.document.layout`).
    """
    layout = layout_on(document.letterhead.date)
    build = Build(
        document,
        layout,
        text_width=text_width(layout, landscape=False),
        text_height=text_height(layout, landscape=False),
        figures=FigureBook(document.code),
    )
    content = [
        *opening(build),
        *blocks_elements(document.bases, build),
        *blocks_elements(document.blocks, build),
    ]
    keep_with_signature(content)
    content += closing(build)
    landscape = False
    for annex in document.annexes:
        content.append(section_end(layout, landscape=landscape))
        content += annex_elements(annex, build)
        landscape = annex.landscape
    content += [paragraph("SectionEnd"), section(layout, landscape=landscape)]
    return assemble(root("w:document", [el("w:body", *content)]), build)
