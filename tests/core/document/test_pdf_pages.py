"""The pages of the PDF: Decree 30/2020/NĐ-CP, Annex I, measured on what was drawn."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from congthuong.core.document.charts import bar_chart
from congthuong.core.document.layout import DECREE_30_2020
from congthuong.core.document.model import (
    Annex,
    Block,
    Cell,
    Document,
    FootnoteMark,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Signature,
    Table,
    Text,
)
from congthuong.core.document.writers.pdf import write_pdf
from core.document import pdf_reading as read
from core.document import sample

DOCUMENT = sample.sample_document()
FINAL = replace(DOCUMENT, draft=False)
MM = 72 / 25.4


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_pdf(FINAL)


def with_blocks(*blocks: Block, **changes: object) -> Document:
    return replace(FINAL, blocks=blocks, annexes=(), **changes)  # type: ignore[arg-type]


def says(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def boxes(pdf: bytes, page: int) -> list[tuple[str, float, float, float, float]]:
    """(sign, left, bottom, right, top) in points of every visible sign of a page."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    signs = [
        (text.get_text_range(i, 1), *text.get_charbox(i, loose=False)) for i in range(text.count_chars())
    ]
    return [sign for sign in signs if sign[0].strip()]


def box_of(pdf: bytes, page: int, words: str) -> tuple[float, float, float, float]:
    """The rectangle around the first occurrence of `words`, in millimetres from the page's top left."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found is not None, words
    rectangles = [text.get_charbox(i) for i in range(found[0], found[0] + found[1])]
    height = document[page].get_height()
    return (
        min(box[0] for box in rectangles) / MM,
        (height - max(box[3] for box in rectangles)) / MM,
        max(box[2] for box in rectangles) / MM,
        (height - min(box[1] for box in rectangles)) / MM,
    )


def test_body_is_upright_and_the_wide_annex_lies_on_its_side(pdf):
    assert read.page_sizes(pdf) == [(210, 297), (210, 297), (297, 210), (297, 210), (210, 297)]


def test_text_keeps_within_the_margins_of_every_page(pdf):
    page_rule = DECREE_30_2020.page
    left, right = float(page_rule.left.low) * MM, float(page_rule.right.low) * MM
    bottom = float(page_rule.bottom.low) * MM
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        signs = boxes(pdf, number)
        assert min(sign[1] for sign in signs) >= left - 1
        # The mark of a slanted letter at the line's end leans a little over the margin, as in print.
        assert max(sign[3] for sign in signs) <= page.get_width() - right + 2
        assert min(sign[2] for sign in signs) >= bottom - 1


def test_first_line_of_a_paragraph_is_indented_and_the_next_returns_to_the_margin(pdf):
    rule = DECREE_30_2020
    first = box_of(pdf, 0, "Giá trị sản xuất công nghiệp ước đạt")
    second = box_of(pdf, 0, "khuyến công. Tỷ lệ hộ")

    assert first[0] == pytest.approx(float(rule.page.left.chosen + rule.body.first_line_chosen), abs=0.3)
    assert second[0] == pytest.approx(float(rule.page.left.chosen), abs=0.3)


def test_a_dash_stands_at_the_indent_and_its_further_lines_at_the_margin(pdf):
    rule = DECREE_30_2020

    assert box_of(pdf, 0, "- Về thương mại")[0] == pytest.approx(
        float(rule.page.left.chosen + rule.body.first_line_chosen), abs=0.3
    )
    assert box_of(pdf, 0, "nhập khẩu [chưa")[0] == pytest.approx(float(rule.page.left.chosen), abs=0.3)


@pytest.mark.parametrize(
    ("words", "component"),
    [
        ("CỘNG HÒA XÃ HỘI", "national_name"),
        ("Độc lập - Tự do", "motto"),
        ("UBND TỈNH", "parent_agency"),
        ("SỞ CÔNG THƯƠNG", "agency"),
        ("Số:", "number"),
        ("Trà Vinh, ngày", "place_date"),
        ("BÁO CÁO", "kind"),
        ("6 tháng đầu năm và", "abstract"),
        ("Kính gửi", "addressee"),
        ("Căn cứ Kế hoạch", "basis"),
        ("I. KẾT QUẢ", "heading_1"),
        ("1. Thực hiện các", "heading_2"),
        ("2.1. Lĩnh vực", "heading_3"),
        ("khuyến công. Tỷ lệ", "body"),
    ],
)
def test_every_component_has_its_size_weight_and_slant(pdf, words, component):
    rule = DECREE_30_2020.text[component]
    size, font = _type_of(pdf, 0, words)

    assert rule.size.low <= Decimal(str(round(size, 2))) <= rule.size.high
    assert ("Bold" in font, "Italic" in font) == (rule.bold, rule.italic)


@pytest.mark.parametrize(
    ("words", "component"),
    [("Nơi nhận:", "recipients_label"), ("- Ban Giám đốc", "recipients"), ("KT. GIÁM", "position")],
)
def test_recipients_and_signature_have_their_sizes(pdf, words, component):
    rule = DECREE_30_2020.text[component]
    size, font = _type_of(pdf, 1, words)

    assert rule.size.low <= Decimal(str(round(size, 2))) <= rule.size.high
    assert ("Bold" in font, "Italic" in font) == (rule.bold, rule.italic)


def _type_of(pdf: bytes, page: int, words: str) -> tuple[float, str]:
    """Size (pt) and font name of the first sign of `words`."""
    raw = pypdfium2.raw
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found is not None, words
    name = ctypes.create_string_buffer(100)
    raw.FPDFText_GetFontInfo(text, found[0], name, 100, ctypes.c_int())
    return raw.FPDFText_GetFontSize(text, found[0]), name.value.decode()


def test_the_number_stands_top_centre_from_the_second_page_of_each_part(pdf):
    tops = [_top_of(pdf, page) for page in range(5)]

    assert [top for top, _ in tops] == ["", "2", "", "2", ""]
    for page, (number, centre) in enumerate(tops):
        if number:
            width = read.page_sizes(pdf)[page][0]
            middle = (
                float(DECREE_30_2020.page.left.chosen) + width - float(DECREE_30_2020.page.right.chosen)
            ) / 2
            assert centre == pytest.approx(middle, abs=1)


def _top_of(pdf: bytes, page: int) -> tuple[str, float]:
    """What stands in the top margin, and the middle of it in millimetres from the left."""
    height = pypdfium2.PdfDocument(pdf)[page].get_height()
    signs = [sign for sign in boxes(pdf, page) if height - sign[4] < 19 * MM]
    if not signs:
        return "", 0
    centre = (min(sign[1] for sign in signs) + max(sign[3] for sign in signs)) / 2 / MM
    return "".join(sign[0] for sign in signs), centre


def test_a_draft_says_so_on_every_page_and_a_final_report_nowhere(pdf):
    assert all("DỰ THẢO" in text for text in read.pages_text(write_pdf(DOCUMENT)))
    assert "DỰ THẢO" not in read.all_text(pdf)


def test_header_rows_stand_again_on_the_annex_tables_second_page(pdf):
    first, second = read.pages_text(pdf)[2:4]

    for head in ("STT", "So cùng kỳ", "So kế hoạch"):
        assert head in read.flat(first)
        assert head in read.flat(second)


def test_the_signature_is_never_alone_on_its_page():
    """The text grows a paragraph at a time over more than a page; the last words stay with the signature."""
    for count in range(8, 40):
        filler = [says(f"Đoạn thứ {number} của báo cáo.") for number in range(count)]
        closing = says("Trên đây là báo cáo của Sở Công Thương, kính gửi quý cơ quan tổng hợp./.")
        pages = read.pages_text(write_pdf(with_blocks(*filler, closing)))

        assert "KT. GIÁM ĐỐC" in pages[-1]
        assert "Nguyễn Văn A" in pages[-1]
        assert "Nơi nhận:" in pages[-1]
        assert "tổng hợp./." in pages[-1], f"{count} paragraphs"


def test_a_list_at_the_end_also_keeps_words_with_the_signature():
    for count in range(8, 40):
        items = tuple((says(f"Nhiệm vụ thứ {number} của Sở."),) for number in range(count))
        pages = read.pages_text(write_pdf(with_blocks(ListBlock("-", items))))

        assert f"Nhiệm vụ thứ {count - 1} của Sở." in pages[-1], f"{count} items"
        assert "KT. GIÁM ĐỐC" in pages[-1]


def test_a_heading_is_never_the_last_line_of_a_page():
    for count in range(15, 30):
        filler = [says(f"Đoạn thứ {number} của báo cáo.") for number in range(count)]
        body = Heading(1, "II", (Text("Nhiệm vụ trọng tâm"),)), says("Triển khai ngay từ đầu quý./.")
        pages = read.pages_text(write_pdf(with_blocks(*filler, *body)))

        (page,) = [text for text in pages if "NHIỆM VỤ TRỌNG TÂM" in text]
        assert "Triển khai ngay" in page


def test_short_rows_leave_gaps_and_do_not_pull_up_the_next_row():
    rows = tuple((Cell((Text(f"dòng {name}"),)),) for name in ("một", "hai", "ba"))
    header = ((Cell((Text("A"),)), Cell((Text("B"),)), Cell((Text("C"),))),)
    pdf = write_pdf(with_blocks(Table((), header, rows)))

    tops = [box_of(pdf, 0, f"dòng {name}")[1] for name in ("một", "hai", "ba")]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3


def test_notes_of_a_table_stand_below_it_and_numbering_goes_on():
    def note(words: str) -> FootnoteMark:
        return FootnoteMark((Text(words),))

    header = ((Cell((Text("Kế hoạch"), note("Theo Nghị quyết."))), Cell((Text("Thực hiện"),))),)
    rows = tuple((Cell((Text(f"Dòng {number}"),)), Cell((Text("1"),))) for number in range(60))
    table = Table((Text("Bảng 1"), note("Số ước.")), header, rows, source_note="Nguồn: Sở.")
    pdf = write_pdf(
        with_blocks(Paragraph((Text("Trước"), note("Một."))), table, Paragraph((Text("Sau"), note("Bốn."))))
    )

    first, *_, last = (read.flat(text) for text in read.pages_text(pdf))
    assert "1Một." in first
    assert "Kế hoạch 3" in first.replace("hoạch3", "hoạch 3")
    assert "Kế hoạch 3" in last.replace("hoạch3", "hoạch 3")
    assert "Nguồn: Sở. 2Số ước. 3Theo Nghị quyết." in last
    assert "4Bốn." in last


@pytest.mark.parametrize("off", [0, 5, 10, 15, 20])
def test_every_note_in_a_crowded_list_begins_on_the_page_of_its_mark(off):
    words = "tình hình dịch bệnh diễn biến phức tạp làm ảnh hưởng đến sản xuất, kinh doanh của doanh nghiệp "

    def item(number: int) -> Paragraph:
        note = FootnoteMark((Text(f"chú{number}x {words * 2}"),))
        return Paragraph((Text(f"{words}dấu{number}x"), note, Text(words * 2)))

    lines = ListBlock(
        "-", tuple((item(number), ListBlock("+", ((item(100 + number),),))) for number in range(8))
    )
    pages = read.pages_text(write_pdf(with_blocks(*[says("Dòng.")] * off, lines)))

    for number in (*range(8), *range(100, 108)):
        marks = [at for at, text in enumerate(pages) if f"dấu{number}x" in text]
        notes = [at for at, text in enumerate(pages) if f"chú{number}x" in text]
        assert marks == notes, number


def test_a_long_report_has_its_notes_at_their_marks_to_the_last_page():
    """More notes are misplaced at first than there are patient passes."""
    words = "tình hình dịch bệnh diễn biến phức tạp làm ảnh hưởng đến sản xuất, kinh doanh của doanh nghiệp "

    def called(number: int) -> tuple[Inline, ...]:
        return Text(f"dấu{number}x"), FootnoteMark((Text(f"chú{number}x {words * 2}"),)), Text(words)

    def part(number: int) -> list[Block]:
        first = number * 12
        items = [
            (Paragraph((Text(words), *called(at), *called(at + 1))),) for at in range(first, first + 12, 2)
        ]
        return [*[says("Dòng.")] * (number % 3), ListBlock("-", tuple(items))]

    pages = read.pages_text(
        write_pdf(with_blocks(*(block for number in range(10) for block in part(number))))
    )

    marks = {number: at for at, text in enumerate(pages) for number in range(120) if f"dấu{number}x" in text}
    notes = {
        number: at
        for at, text in reversed(list(enumerate(pages)))
        for number in range(120)
        if f"chú{number}x" in text
    }
    assert marks == notes


def test_a_column_is_never_narrower_than_its_longest_number():
    number = "294.800.000.000"
    rows = ((Cell((Text("Tổng vốn"),)), Cell((Text(number),), "right"), Cell((Text(number),), "right")),)
    table = Table((), (), rows, widths=(Decimal(30), Decimal(1), Decimal(1)))
    pdf = write_pdf(with_blocks(table))

    left, _, right, _ = box_of(pdf, 0, number)
    assert right - left > 20
    assert right < 195
    assert f"{number} {number}" in read.all_text(pdf)


def test_sixty_bars_shrink_to_one_page():
    rows = [(f"Sản phẩm thứ {number}", sample.SEAFOOD) for number in range(60)]
    pdf = write_pdf(with_blocks(bar_chart("Sản lượng", rows, "tấn"), says("Hết./.")))

    assert len(read.page_sizes(pdf)) == 2


def test_signature_without_deputy_and_report_without_recipients_or_addressees():
    bare = replace(
        FINAL, signature=Signature("", "GIÁM ĐỐC", "Trần Thị B"), recipients=(), addressees=(), bases=()
    )
    text = read.all_text(write_pdf(bare))

    assert "GIÁM ĐỐC Trần Thị B" in text
    assert "Nơi nhận" not in text
    assert "Kính gửi" not in text


WORDS = st.text(alphabet="aăâđêôơư ÁẠỶ#*_$<>@[]\\\"'`~=-+/.,;:%()19", min_size=0, max_size=30).map(Text)
INLINES = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from([sample.GTSX, sample.MISSING, sample.LONG_ID, LineBreak()]),
        WORDS.map(lambda text: FootnoteMark((text,))),
    ),
    max_size=4,
).map(tuple)
PARAGRAPHS = st.builds(Paragraph, INLINES, st.sampled_from(["body", "basis", "note", "summary"]))
CELLS = st.builds(
    Cell,
    INLINES,
    st.sampled_from(["left", "center", "right"]),
    st.booleans(),
    st.integers(1, 3),
    st.integers(1, 2),
)
ROWS = st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=3).map(tuple)
TABLES = st.builds(Table, INLINES, ROWS, ROWS, st.just(()), st.sampled_from(["", "ĐVT: tấn"]), WORDS.map(str))
HEADINGS = st.builds(Heading, st.integers(1, 3), st.sampled_from(["", "I", "2.1"]), INLINES)
BLOCKS = st.recursive(
    st.one_of(PARAGRAPHS, HEADINGS, TABLES),
    lambda inner: st.builds(
        ListBlock,
        st.sampled_from(["-", "+", "1."]),
        st.lists(st.tuples(PARAGRAPHS, inner), max_size=3).map(tuple),
        st.integers(1, 12),
    ),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(BLOCKS, max_size=5).map(tuple), st.booleans())
def test_every_tree_becomes_a_pdf(blocks, landscape):
    document = replace(FINAL, blocks=blocks, annexes=(Annex("", "Phụ lục", blocks, landscape),))

    assert write_pdf(document).startswith(b"%PDF-1.7")
