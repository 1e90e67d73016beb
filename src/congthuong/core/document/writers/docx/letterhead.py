"""The head of page 1: cells 1 to 5a of the decree's diagram, and cell 9a.

The block is a table of two columns without borders, so that both sides keep level whatever is typed later.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from congthuong.core.document.layout import (
    DRAFT_MARK,
    Component,
    addressee_lines,
    number_line,
    place_and_date,
)
from congthuong.core.document.layout_metrics import text_width
from congthuong.core.document.table_layout import CELL_PADDING
from congthuong.core.document.writers.docx.inlines import paragraph, run
from congthuong.core.document.writers.docx.state import Build
from congthuong.core.document.writers.docx.tables import plain_table
from congthuong.core.document.writers.docx.xml import Element, el

_LEFT_SHARE = Decimal("0.4")
_PADDING = 2 * CELL_PADDING


def width_of(text: str, component: Component, build: Build) -> int:
    rule = build.layout.text[component]
    return text_width(text, rule.size.chosen, bold=rule.bold, italic=rule.italic)


def rule_under(text: str, component: Component, room: int, build: Build) -> Element:
    """The solid line below `text`, centred in `room` twips, as long as the component's rule says."""
    share = build.layout.text[component].rule
    if share is None:
        raise ValueError(f"{component} has no line below it")
    length = int(min(width_of(text, component, build), room) * share.chosen)
    side = (room - length) // 2
    return paragraph("Rule", [], el("w:ind", left=side, right=room - length - side))


def _cell(width: int, children: Sequence[Element]) -> Element:
    return el("w:tc", el("w:tcPr", el("w:tcW", w=width, type="dxa")), *children)


def _agency(room: int, build: Build) -> list[Element]:
    head = build.document.letterhead
    parent, agency = head.parent_agency.upper(), head.agency.upper()
    made = [paragraph("ParentAgency", [run(parent)])] if parent else []
    return [*made, paragraph("Agency", [run(agency)]), rule_under(agency, "agency", room, build)]


def _nation(room: int, build: Build) -> list[Element]:
    layout = build.layout
    return [
        paragraph("NationalName", [run(layout.national_name)]),
        paragraph("Motto", [run(layout.motto)]),
        rule_under(layout.motto, "motto", room, build),
    ]


def _letterhead(build: Build) -> Element:
    document = build.document
    left = int(build.text_width * _LEFT_SHARE)
    right = build.text_width - left
    agency = _cell(left, _agency(left - _PADDING, build))
    nation = _cell(right, _nation(right - _PADDING, build))
    gap = el("w:spacing", before=120)
    number = [paragraph("Number", [run(number_line(document.letterhead))], gap)]
    if document.draft:
        number.append(paragraph("DraftMark", [run(DRAFT_MARK)]))
    place = paragraph("PlaceDate", [run(place_and_date(document.letterhead))], el("w:spacing", before=120))
    rows = [
        el("w:tr", el("w:trPr", el("w:cantSplit")), agency, nation),
        el("w:tr", el("w:trPr", el("w:cantSplit")), _cell(left, number), _cell(right, [place])),
    ]
    return plain_table((left, right), "TableNormal", rows)


def _title(build: Build) -> list[Element]:
    document = build.document
    lines = [line.strip() for line in document.title.split("\n") if line.strip()]
    made = [paragraph("Kind", [run(document.kind.upper())])]
    made += [paragraph("Abstract", [run(line)]) for line in lines]
    if lines:
        longest = max(lines, key=lambda line: width_of(line, "abstract", build))
        made.append(rule_under(longest, "abstract", build.text_width, build))
    return made


def _addressees(build: Build) -> list[Element]:
    """ "Kính gửi:" and its addressees as one block in the middle, the dashes under the colon."""
    lines = addressee_lines(build.document.addressees)
    if not lines:
        return []
    label = "Kính gửi"
    lead = width_of(label, "addressee", build)
    if len(lines) == 1:
        return [
            paragraph(
                "Addressee",
                [run(f"{label}: {lines[0]}")],
                el("w:spacing", before=0, after=240),
                el("w:jc", val="center"),
            )
        ]
    longest = max(width_of(line, "addressee", build) for line in lines)
    start = max(0, (build.text_width - lead - longest) // 2)
    dash = width_of("- ", "addressee", build)
    made = [paragraph("Addressee", [run(f"{label}:")], el("w:ind", left=start))]
    for line in lines:
        made.append(paragraph("Addressee", [run(line)], el("w:ind", left=start + lead + dash, hanging=dash)))
    made[-1][0].insert(1, el("w:spacing", before=0, after=240))
    return made


def opening(build: Build) -> list[Element]:
    """Everything above the text: letterhead, kind and abstract, addressees."""
    space = paragraph("SectionEnd", [], el("w:spacing", before=0, after=240))
    return [_letterhead(build), *_title(build), space, *_addressees(build)]
