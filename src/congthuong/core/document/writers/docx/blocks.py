"""Blocks as Word paragraphs and tables: one function a node type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from congthuong.core.document.layout import heading_number
from congthuong.core.document.model import Block, Chart, Heading, ListBlock, Paragraph, Table
from congthuong.core.document.writers.docx.inlines import Look, paragraph, render, run
from congthuong.core.document.writers.docx.pictures import chart_paragraphs
from congthuong.core.document.writers.docx.state import Build
from congthuong.core.document.writers.docx.tables import table_elements
from congthuong.core.document.writers.docx.xml import Element, el

PARAGRAPH_STYLES = {"body": "BodyText", "basis": "Basis", "note": "Note", "summary": "BodyText"}


def _heading(block: Heading, build: Build) -> Element:
    number = heading_number(block.number)
    lead = [run(number)] if number else []
    text = render(block.inlines, build, Look(upper=build.layout.text[_component(block)].upper))
    return paragraph(f"Heading{block.level}", [*lead, *text])


def _component(block: Heading) -> Literal["heading_1", "heading_2", "heading_3"]:
    match block.level:
        case 1:
            return "heading_1"
        case 2:
            return "heading_2"
        case 3:
            return "heading_3"


def _list(block: ListBlock, build: Build, depth: int) -> list[Element]:
    number, level = build.lists.number(block, depth)
    made: list[Element] = []
    for item in block.items:
        for position, inner in enumerate(item):
            if isinstance(inner, Paragraph) and position == 0:
                listed = el("w:numPr", el("w:ilvl", val=level), el("w:numId", val=number))
                made.append(paragraph("ListParagraph", render(inner.inlines, build), listed))
            else:
                made += block_elements(inner, build, depth + 1)
    return made


def block_elements(block: Block, build: Build, depth: int = 0) -> list[Element]:
    """What one block becomes; `depth` counts the lists around it."""
    match block:
        case Paragraph():
            return [paragraph(PARAGRAPH_STYLES[block.style], render(block.inlines, build))]
        case Heading():
            return [_heading(block, build)]
        case ListBlock():
            return _list(block, build, depth)
        case Table():
            return table_elements(block, build)
        case Chart():
            return chart_paragraphs(block, build)


def blocks_elements(blocks: Sequence[Block], build: Build) -> list[Element]:
    return [element for block in blocks for element in block_elements(block, build)]
