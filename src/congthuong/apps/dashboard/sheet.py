"""The report as it stands inside the frame: the writer's own blocks, each figure a link to its origin's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.layout import (
    addressee_lines,
    annex_label,
    annex_note,
    layout_on,
    number_line,
    place_and_date,
    recipient_lines,
    signature_lines,
)
from congthuong.core.document.model import Document, Figure
from congthuong.core.document.writers.html_blocks import BlockWriter, Outlined

# Where the report is composed its address is not known; the view puts it in.
LINK, TAIL = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class AnnexSheet:
    anchor: str
    label: str
    title: str
    note: str
    blocks: Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts of the page; `LINK` stands for the address of the report's figures, `TAIL` for its query."""

    parent_agency: str
    agency: str
    number: str
    national_name: str
    motto: str
    placed: str
    addressees: tuple[str, ...]
    bases: Markup
    blocks: Markup
    recipients: tuple[str, ...]
    positions: tuple[str, ...]
    annexes: tuple[AnnexSheet, ...]
    notes: tuple[Markup, ...]
    headings: tuple[Outlined, ...]
    anchors: Mapping[str, list[tuple[str, str]]]


class FrameWriter(BlockWriter):
    """Figures lead to their own page instead of a list at the end of this one."""

    def figure(self, figure: Figure) -> Markup:
        told = super().figure(figure)
        old = Markup('href="#n{}"').format(self.number(figure.id))
        new = Markup('href="{}{}/{}"').format(LINK, quote(figure.id, safe=""), TAIL)
        return Markup(str(told).replace(str(old), str(new), 1))  # noqa: S704 (both were escaped)


def write_sheet(document: Document, index: FigureIndex) -> Sheet:
    writer = FrameWriter(index)
    letterhead = document.letterhead
    layout = layout_on(letterhead.date)
    bases, blocks = writer.blocks(document.bases), writer.blocks(document.blocks)
    annexes = []
    for annex in document.annexes:
        label = annex_label(annex)
        heading = writer.outlined(2, f"{label}. {annex.title}" if annex.title else label)
        note = annex_note(document.kind, letterhead)
        annexes.append(AnnexSheet(heading.anchor, label, annex.title, note, writer.blocks(annex.blocks)))
    return Sheet(
        parent_agency=letterhead.parent_agency,
        agency=letterhead.agency,
        number=number_line(letterhead),
        national_name=layout.national_name,
        motto=layout.motto,
        placed=place_and_date(letterhead),
        addressees=tuple(addressee_lines(document.addressees)) if document.addressees else (),
        bases=bases,
        blocks=blocks,
        recipients=recipient_lines(document.recipients),
        positions=signature_lines(document.signature),
        annexes=tuple(annexes),
        notes=tuple(writer.notes),
        headings=tuple(writer.headings),
        anchors=writer.anchors,
    )
