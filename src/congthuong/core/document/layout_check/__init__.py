"""Does a Word file keep to the decree's layout? Any file, ours or not; what breaks a rule is named with it."""

from __future__ import annotations

from datetime import date

from congthuong.core.document.layout import Layout, layout_on
from congthuong.core.document.layout_check.annex_rules import check_annexes_named
from congthuong.core.document.layout_check.parts import find_parts
from congthuong.core.document.layout_check.reading import read_docx
from congthuong.core.document.layout_check.rules import (
    check_annexes,
    check_fonts,
    check_foot,
    check_head,
    check_page_numbers,
    check_paper,
    check_text,
)
from congthuong.core.document.layout_check.violation import DocxUnreadable, LayoutViolation, united

__all__ = ["DocxUnreadable", "LayoutViolation", "check_docx_layout"]


def check_docx_layout(data: bytes, day: date | None = None) -> tuple[LayoutViolation, ...]:
    """The rules that a DOCX breaks, in the order of the page; empty when it keeps to all of them.

    `day` is the document's date, which decides the layout in force; the newest layout when None.
    Raises DocxUnreadable for a file that is no DOCX, is damaged, or is made to harm.
    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
    """
    layout: Layout = layout_on(day)
    reading = read_docx(data)
    parts = find_parts(reading)
    return united(
        [
            *check_paper(reading, layout),
            *check_fonts(reading, layout),
            *check_page_numbers(reading, parts, layout),
            *check_head(reading, parts, layout),
            *check_text(parts, layout),
            *check_foot(parts, layout),
            *check_annexes(parts, layout),
            *check_annexes_named(reading, parts),
        ]
    )
