"""The foot of the text: recipients (cell 9b) or a second signature on the left, position, room to sign and name on the right (7)."""

from __future__ import annotations

from collections.abc import Sequence

from congthuong.core.document.layout import check_line, recipient_lines, signature_lines
from congthuong.core.document.writers.docx.inlines import paragraph, run
from congthuong.core.document.writers.docx.state import Build
from congthuong.core.document.writers.docx.tables import plain_table
from congthuong.core.document.writers.docx.xml import Element, el, pt

ROOM_TO_SIGN = 75  # points between position and name: a signature and a third of a seal


def _recipients(build: Build) -> list[Element]:
    lines = recipient_lines(build.document.recipients)
    beside = build.document.signature.beside
    if beside and not lines:
        return [paragraph("Position", [run(beside.upper())])]
    if not lines:
        return [paragraph("Recipients")]
    label = paragraph("RecipientsLabel", [run("Nơi nhận:")])
    check = check_line(build.document.check_code)
    room = el("w:spacing", before=pt(4))
    checked = [paragraph("Recipients", [run(check)], room)] if check else []
    return [label, *(paragraph("Recipients", [run(line)]) for line in lines), *checked]


def _signature(build: Build) -> list[Element]:
    signature = build.document.signature
    made = [paragraph("Position", [run(line.upper())]) for line in signature_lines(signature)]
    room = el("w:spacing", before=pt(ROOM_TO_SIGN))
    return [*made, paragraph("Signer", [run(signature.name)], room)]


def keep_with_signature(content: Sequence[Element]) -> None:
    """Tie the last paragraph of the text to the table below, so that no page holds a signature alone."""
    if content and content[-1].tag == "w:p":
        content[-1][0].insert(1, el("w:keepNext"))


def closing(build: Build) -> list[Element]:
    """A table without borders whose one row never splits over two pages."""
    left = build.text_width // 2
    widths = (left, build.text_width - left)
    columns = (_recipients(build), _signature(build))
    cells = [
        el("w:tc", el("w:tcPr", el("w:tcW", w=width, type="dxa")), *children)
        for width, children in zip(widths, columns, strict=True)
    ]
    row = el("w:tr", el("w:trPr", el("w:cantSplit")), *cells)
    space = paragraph("SectionEnd", [], el("w:keepNext"), el("w:spacing", before=0, after=120))
    return [space, plain_table(widths, "TableNormal", [row])]
