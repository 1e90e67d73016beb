"""The plain text shows a reader every word, figure, note and cell of the document."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.document.model import (
    Annex,
    Cell,
    Chart,
    FootnoteMark,
    Heading,
    LineBreak,
    ListBlock,
    Paragraph,
    Table,
    Text,
    figures_of,
)
from congthuong.core.document.writers.text import write_text
from core.document import sample


def body(*blocks, **changes) -> str:
    """The text between the opening and the closing of the sample."""
    bare = replace(sample.sample_document(addressees=()), bases=(), annexes=(), draft=False, blocks=blocks)
    text = write_text(replace(bare, **changes))
    return text.split("cuối năm 2020\n\n", 1)[1].split("\n\nNơi nhận:")[0]


def words(*texts: str) -> Paragraph:
    return Paragraph(tuple(Text(text) for text in texts))


def test_the_opening_and_closing_read_like_the_official_layout():
    text = write_text(replace(sample.sample_document(), blocks=(), bases=(), annexes=()))
    assert text == (
        "DỰ THẢO\n\nUBND TỈNH TRÀ VINH\nSỞ CÔNG THƯƠNG\nSố:    /BC-SCT\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Trà Vinh, ngày 12 tháng 6 năm 2020\n\n"
        "BÁO CÁO\nTình hình sản xuất công nghiệp, hoạt động thương mại\n"
        "6 tháng đầu năm và chương trình công tác 6 tháng cuối năm 2020\n\n"
        "Kính gửi:\n- Ủy ban nhân dân tỉnh;\n- Sở Kế hoạch và Đầu tư.\n\n"
        "Nơi nhận:\n- Sở Kế hoạch và Đầu tư;\n- Ban Giám đốc Sở;\n- Các phòng, đơn vị thuộc Sở;\n"
        "- Lưu: VT, VP.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nNguyễn Văn A\n"
    )


def test_nested_lists_keep_their_dashes_and_numbers():
    block = ListBlock(
        "-",
        (
            (words("Một"), ListBlock("+", ((words("con"), words("tiếp")), (words("hai"),)))),
            (words("Ba"), ListBlock("1.", ((words("chín"),), (words("mười"),)), start=9)),
        ),
    )
    assert body(block) == "- Một\n  + con\n    tiếp\n  + hai\n- Ba\n  9. chín\n  10. mười"


def test_notes_are_numbered_where_called_and_stand_at_the_end():
    first, second = FootnoteMark((Text("đầu "), sample.GTSX)), FootnoteMark((Text("sau"),))
    text = write_text(
        replace(
            sample.sample_document(), blocks=(Paragraph((Text("A"), first, Text("B"), second)),), annexes=()
        )
    )
    assert "\n\nA[1]B[2]\n\n" in text
    assert text.endswith("\n\nChú thích\n[1] đầu 19.125,44 tỷ đồng\n[2] sau\n")


def test_spans_keep_their_columns():
    table = Table(
        (Text("Bảng"),),
        (
            (Cell((Text("STT"),), rowspan=2), Cell((Text("Thực hiện"),), "center", colspan=2)),
            (Cell((Text("2019"),)), Cell((Text("2020"),))),
        ),
        (
            (Cell((Text("1"),), rowspan=2), Cell((Text("5"),), "right"), Cell((Text("6,25"),), "right")),
            (Cell((Text("7"),), "right"), Cell((sample.MISSING,), "right")),
        ),
        unit_note="Đơn vị tính: tấn",
        source_note="Nguồn: A",
    )
    assert body(table).split("\n") == [
        "Bảng",
        "(Đơn vị tính: tấn)",
        "STT | Thực hiện |",
        "    | 2019      | 2020",
        "----+-----------+------------------",
        "1   |         5 |              6,25",
        "    |         7 | [chưa có số liệu]",
        "Nguồn: A",
    ]


def test_a_chart_is_told_in_words():
    chart = Chart({}, "Hình 1", "A cao hơn B", "tấn", "Nguồn: sổ")
    assert body(chart) == "Hình 1\n(Đơn vị tính: tấn)\n[Biểu đồ] A cao hơn B\nNguồn: sổ"


def test_headings_and_breaks():
    blocks = (
        Heading(1, "I", (Text("Kết quả"),)),
        Heading(2, "", (Text("Chung"),)),
        Paragraph((Text("a"), LineBreak(), Text("b"))),
    )
    assert body(*blocks) == "I. KẾT QUẢ\n\nChung\n\na\nb"


def test_every_figure_of_the_sample_is_readable():
    document = sample.sample_document()
    text = write_text(document)
    for figure in figures_of(document):
        if figure not in sample.CHART.figures:
            assert figure.text in text


@given(st.lists(st.lists(st.integers(1, 3), max_size=4), max_size=4))
def test_tables_of_any_shape_keep_every_cell(shape):
    numbers = iter(range(100, 999))
    rows = tuple(
        tuple(Cell((Text(f"c{next(numbers)}"),), colspan=span, rowspan=span) for span in row) for row in shape
    )
    table = Table((), rows[:1], rows[1:], (Decimal(1),))
    told = body(table, annexes=(Annex("", "x", ()),))
    for row in rows:
        for cell in row:
            (text,) = cell.inlines
            assert len(re.findall(f"{text.text}\\b", told)) == 1
