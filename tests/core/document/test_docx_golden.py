"""Small trees and the WordprocessingML they become.

A golden is accepted only by hand: run with ACCEPT_GOLDEN=1, open a file that shows the change in a word
processor, review the difference and say so in the commit.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from congthuong.core.document.model import (
    Block,
    Cell,
    FootnoteMark,
    Heading,
    LineBreak,
    ListBlock,
    Paragraph,
    Table,
    Text,
)
from congthuong.core.document.writers.docx import write_docx
from core.document import sample
from core.document.docx_parts import W, body, normal, part, small

GOLDEN = Path(__file__).parent / "golden_docx"
t = Text

CASES: dict[str, tuple[Block, ...]] = {
    "figure": (Paragraph((t("Ước đạt "), sample.GTSX, t("."))),),
    "missing_figure": (Paragraph((t("Nhập khẩu "), sample.MISSING, t("."))),),
    "footnote": (Paragraph((t("Tăng so cùng kỳ"), sample.FOOTNOTE_PRODUCTS, t("."))),),
    "headings": (
        Heading(1, "I", (t("Kết quả thực hiện"),)),
        Heading(2, "1", (t("Các chỉ tiêu"),)),
        Heading(3, "2.1", (t("Công nghiệp"),)),
    ),
    "nested_list": (
        ListBlock(
            "-",
            (
                (
                    Paragraph((t("Một"),)),
                    ListBlock("+", ((Paragraph((t("Một a"),)),),)),
                    Paragraph((t("tiếp"),)),
                ),
                (Paragraph((t("Hai"),)),),
            ),
        ),
        ListBlock("1.", ((Paragraph((t("Ba"),)),),), start=3),
    ),
    "grouped_table": (
        Table(
            caption=(t("Bảng 1. Thử"),),
            header=(
                (Cell((t("STT"),), "center", True, rowspan=2), Cell((t("Số"),), "center", True, colspan=2)),
                (Cell((t("a"), LineBreak(), t("b")), "center"), Cell((t("c"),), "center")),
            ),
            rows=((Cell((t("1"),)), Cell((sample.SEAFOOD,), "right"), Cell((sample.MISSING,), "right")),),
            widths=(Decimal(1), Decimal(2), Decimal(2)),
            unit_note="Đơn vị tính: tấn",
            source_note="Nguồn: thử.",
        ),
    ),
    "marked_text": (Paragraph((t("đậm", bold=True), t(" và "), t("nghiêng", italic=True))),),
    "note_in_a_note": (
        Paragraph((t("Một"), FootnoteMark((t("ghi chú"), FootnoteMark((t("trong ghi chú"),)), t("."))))),
    ),
}


def _blocks_xml(blocks: tuple[Block, ...]) -> str:
    """What the blocks alone become: the body less that of an empty document, and the footnotes."""
    empty, data = list(body(write_docx(small()))), write_docx(small(*blocks))
    foot = [index for index, element in enumerate(empty) if element.tag == f"{W}tbl"][-1]
    start = foot - 1  # a thin paragraph stands above the signature's table
    elements = list(body(data))
    added = elements[start : start + len(elements) - len(empty)]
    notes = list(part(data, "word/footnotes.xml"))[2:]
    return "".join(normal(one) for one in (*added, *notes))


@pytest.mark.parametrize("name", CASES)
def test_small_tree_becomes_the_accepted_xml(name: str) -> None:
    made = _blocks_xml(CASES[name])
    golden = GOLDEN / f"{name}.xml"
    if os.environ.get("ACCEPT_GOLDEN") == "1":
        golden.write_text(made, encoding="utf-8")

    assert made == golden.read_text(encoding="utf-8")
