"""The officers' Markdown becomes the document they meant, or they are told which line to change."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.document.model import (
    Chart,
    Figure,
    FootnoteMark,
    Heading,
    LineBreak,
    ListBlock,
    Origin,
    Paragraph,
    Table,
    Text,
    inlines_of,
)
from congthuong.core.document.readers.markdown import read_markdown
from congthuong.core.document.readers.refusals import (
    MisplacedBlock,
    RepeatedFootnote,
    UndefinedFootnote,
    UnsupportedMarkup,
    UnusedFootnote,
)

OUTPUT = Figure(
    "gtsxcn.2020-H1.estimate", "19.125,44 tỷ đồng", Decimal("19125.44"), "tỷ đồng", Origin("observation")
)
TABLE = Table((Text("Bảng"),), (), ())
CHART = Chart({}, "Biểu đồ", "", "", "")


def mark(index: int) -> str:
    return f"\ue000{index}\ue001"


def paragraph(*inlines: object, style: str = "body") -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines), style)  # type: ignore[arg-type]


def test_a_whole_section_reads_as_written():
    text = f"""# I. KẾT QUẢ THỰC HIỆN

## 1. Thực hiện các chỉ tiêu

Tình hình
ổn định.

- Về công nghiệp:
  + Giá trị sản xuất đạt {mark(0)}[^sp].
  + Điện tăng.
- Về thương mại.

### 2.1. Lĩnh vực công nghiệp

1. Một
2. Hai

[^sp]: Trong đó {mark(0)},
  so với kế hoạch.
"""
    note = FootnoteMark((Text("Trong đó "), OUTPUT, Text(", so với kế hoạch.")))
    assert read_markdown(text, {"0": OUTPUT}) == (
        Heading(1, "I", (Text("KẾT QUẢ THỰC HIỆN"),)),
        Heading(2, "1", (Text("Thực hiện các chỉ tiêu"),)),
        paragraph("Tình hình ổn định."),
        ListBlock(
            "-",
            (
                (
                    paragraph("Về công nghiệp:"),
                    ListBlock(
                        "+",
                        (
                            (paragraph("Giá trị sản xuất đạt ", OUTPUT, note, "."),),
                            (paragraph("Điện tăng."),),
                        ),
                    ),
                ),
                (paragraph("Về thương mại."),),
            ),
        ),
        Heading(3, "2.1", (Text("Lĩnh vực công nghiệp"),)),
        ListBlock("1.", ((paragraph("Một"),), (paragraph("Hai"),))),
    )


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("# I. KẾT QUẢ", "I", "KẾT QUẢ"),
        ("# XIV. KIẾN NGHỊ", "XIV", "KIẾN NGHỊ"),
        ("## 1. Công nghiệp", "1", "Công nghiệp"),
        ("### 2.1. Điện", "2.1", "Điện"),
        ("### 2.1 Điện", "2.1", "Điện"),
        ("# KẾT LUẬN", "", "KẾT LUẬN"),
        ("# IV KẾT LUẬN", "", "IV KẾT LUẬN"),
        ("# Dự án I. Giai đoạn 2", "", "Dự án I. Giai đoạn 2"),
        ("# 2020 là năm cuối", "", "2020 là năm cuối"),
    ],
)
def test_heading_number_is_told_from_its_words(line, number, words):
    assert read_markdown(line, {}) == (Heading(line.count("#"), number, (Text(words),)),)


def test_digits_of_data_never_number_a_heading():
    place = Text("1. Thành phố")
    assert read_markdown(f"# {mark(0)} Trà Vinh", {"0": place}) == (
        Heading(1, "", (Text("1. Thành phố Trà Vinh"),)),
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["tight", "loose"])
def test_a_list_reads_the_same_tight_or_loose(gap):
    text = gap.join(["3. Ba", "4. Bốn"])
    assert read_markdown(text, {}) == (ListBlock("1.", ((paragraph("Ba"),), (paragraph("Bốn"),)), 3),)


def test_bold_and_italic_reach_the_figures():
    (block,) = read_markdown(f"Đạt **{mark(0)}** và *{mark(0)}*, ***{mark(0)}***", {"0": OUTPUT})
    styles = [(one.bold, one.italic) for one in inlines_of(block) if isinstance(one, Figure)]
    assert styles == [(True, False), (False, True), (True, True)]


def test_a_phrase_of_several_nodes_melts_into_the_sentence():
    phrase = (Text("ước đạt "), OUTPUT)
    assert read_markdown(f"Sản xuất {mark(3)}.", {"3": phrase}) == (
        paragraph("Sản xuất ước đạt ", OUTPUT, "."),
    )


def test_tables_and_charts_stand_alone():
    nodes = {"0": TABLE, "1": CHART, "2": (TABLE, CHART)}
    assert read_markdown(f"{mark(0)}\n\nA\n\n{mark(0)}\n{mark(1)}\n\n{mark(2)}", nodes) == (
        TABLE,
        paragraph("A"),
        TABLE,
        CHART,
        TABLE,
        CHART,
    )


def test_a_table_inside_a_sentence_is_refused_with_its_line():
    with pytest.raises(MisplacedBlock) as problem:
        read_markdown(f"A\n\nB\nxem {mark(0)}", {"0": TABLE})
    assert problem.value.fields == {"line": 4, "near": "xem {{…}}"}
    assert "{{ … }}" in problem.value.message


def test_an_empty_word_leaves_no_empty_paragraph():
    assert read_markdown(f"{mark(0)}\n\nA", {"0": ()}) == (paragraph("A"),)


def test_each_line_of_a_basis_is_a_basis():
    text = "> Căn cứ Luật Điện lực;\n> Căn cứ Nghị định\nsố 30/2020/NĐ-CP;\n\n> Xét đề nghị."
    assert read_markdown(text, {}) == (
        paragraph("Căn cứ Luật Điện lực;", style="basis"),
        paragraph("Căn cứ Nghị định số 30/2020/NĐ-CP;", style="basis"),
        paragraph("Xét đề nghị.", style="basis"),
    )


def test_hard_break_stays_a_break():
    assert read_markdown("KT. GIÁM ĐỐC\\\nPHÓ GIÁM ĐỐC  \nký", {}) == (
        paragraph("KT. GIÁM ĐỐC", LineBreak(), "PHÓ GIÁM ĐỐC", LineBreak(), "ký"),
    )


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("* Tóm lại: sản xuất tăng.", paragraph("* Tóm lại: sản xuất tăng.", style="summary")),
        (
            "**Tóm lại:** sản xuất tăng.",
            Paragraph((Text("Tóm lại:", bold=True), Text(" sản xuất tăng.")), "summary"),
        ),
        ("* Ghi chú: không phải gạch đầu dòng", paragraph("* Ghi chú: không phải gạch đầu dòng")),
        ("Tóm lại, tăng.", paragraph("Tóm lại, tăng.")),
    ],
)
def test_a_starred_line_is_prose_not_a_bullet(text, want):
    assert read_markdown(f"- ý\n\n{text}", {})[1:] == (want,)


def test_a_starred_line_glued_to_another_is_not_silently_joined():
    with pytest.raises(UnsupportedMarkup) as problem:
        read_markdown("Điện tăng.\n* Tóm lại: tốt", {})
    assert problem.value.fields["line"] == 2


def test_one_footnote_called_twice_gives_two_marks():
    (block,) = read_markdown(f"A[^x] B[^x]\n\n[^x]: ghi {mark(0)}", {"0": OUTPUT})
    note = FootnoteMark((Text("ghi "), OUTPUT))
    assert block == paragraph("A", note, " B", note)


def test_definition_may_follow_a_list_without_a_blank_line():
    blocks = read_markdown("- A[^x]\n[^x]: ghi chú\n- B", {})
    assert blocks[0] == ListBlock("-", ((paragraph("A", FootnoteMark((Text("ghi chú"),))),),))


def test_undefined_footnote_is_named_with_its_line_and_the_nearest():
    with pytest.raises(UndefinedFootnote) as problem:
        read_markdown("A[^spham]\n\nB[^sanpham]\n\n[^spham]: x", {})
    assert (problem.value.fields["label"], problem.value.fields["line"]) == ("sanpham", 3)
    assert "[^spham]" in problem.value.message


def test_unused_and_repeated_footnotes_are_named():
    with pytest.raises(UnusedFootnote) as unused:
        read_markdown("A\n\n[^x]: bỏ quên", {})
    assert unused.value.fields == {"label": "x", "line": 3}
    with pytest.raises(RepeatedFootnote) as repeated:
        read_markdown("A[^x]\n\n[^x]: một\n\n[^x]: hai", {})
    assert repeated.value.fields == {"label": "x", "first": 3, "line": 5}


@pytest.mark.parametrize(
    "refused",
    [
        "Điện <b>tăng</b>",
        "<div>\nĐiện\n</div>",
        "![ảnh](a.png)",
        "[Sở](http://example.vn)",
        "[so]: http://example.vn",
        "<http://example.vn>",
        "dùng `mã`",
        "```\nmã\n```",
        "    thụt bốn dấu cách",
        "---",
        "Điện\n---",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "~~bỏ~~",
        "#### 1.1.1.1. Sâu quá",
        "- # Tiêu đề trong gạch",
        "- > căn cứ trong gạch",
        "-\n",
        "> - gạch trong căn cứ",
        "1) một",
        "**Đậm:**không cách",
        "A[^x]\n\n[^x]: một\n\n    hai",
        "A[^x]\n\n[^x]: - gạch",
        "A[^x]\n\n[^x]: xem[^y]\n\n[^y]: z",
    ],
)
def test_what_we_do_not_print_is_refused_with_line_and_remedy(refused):
    lines = 2
    with pytest.raises(UnsupportedMarkup) as problem:
        read_markdown(f"Mở đầu.\n\n{refused}", {})
    assert problem.value.fields["line"] > lines
    assert problem.value.fields["instead"].endswith(".")
    assert unicodedata.is_normalized("NFC", problem.value.message)


def test_signs_written_with_a_backslash_are_printed():
    assert read_markdown(r"\- 5 \* 3 \*\* \# \<b> \[^x]", {}) == (paragraph("- 5 * 3 ** # <b> [^x]"),)


HOSTILE = [
    "# x",
    "- x",
    "**x**",
    "[^x]",
    "<b>",
    "`x`",
    "[a](b)",
    "1. x",
    "> x",
    "\n\n# x",
    "|a|\n|-|",
    "* Tóm lại",
]


@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)))
def test_data_is_never_read_as_markup(data):
    """An enterprise named "**X**" is printed with its stars."""
    (block,) = read_markdown(f"Doanh nghiệp {mark(0)} hoạt động", {"0": Text(data)})
    want = unicodedata.normalize("NFC", f"Doanh nghiệp {data} hoạt động")
    assert block == Paragraph((Text(want),))


@given(st.text(alphabet="ộé a\u0323\u0301*\n-+#>.1[]^:\\", max_size=60))
def test_any_text_is_read_in_nfc_or_refused_by_a_problem(text):
    try:
        blocks = read_markdown(text, {})
    except (UnsupportedMarkup, UndefinedFootnote, UnusedFootnote, RepeatedFootnote) as problem:
        assert 1 <= problem.fields["line"] <= text.count("\n") + 1
        return
    for block in blocks:
        for inline in inlines_of(block):
            assert not isinstance(inline, Text) or (
                inline.text and unicodedata.is_normalized("NFC", inline.text)
            )


def test_a_sentinel_without_a_node_is_a_bug_of_ours():
    with pytest.raises(ValueError, match="sentinel 7"):
        read_markdown(mark(7), {})
