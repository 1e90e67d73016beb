"""The PDF is what a director signs and an archive keeps: complete, searchable, the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from congthuong.core.document import layout
from congthuong.core.document.model import (
    Annex,
    Cell,
    Chart,
    Document,
    FootnoteMark,
    Heading,
    Paragraph,
    Table,
    Text,
    blocks_of,
    figures_of,
    inlines_of,
)
from congthuong.core.document.writers.pdf import CharacterNotInFont, PdfNotMade, write_pdf
from core.document import pdf_reading as read
from core.document import sample

DOCUMENT = sample.sample_document()
FIGURES_JSON = '{"figures": [{"id": "gtsxcn@2020-H1", "text": "19.125,44 tỷ đồng"}]}'.encode()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_pdf(DOCUMENT)


def with_blocks(*blocks: Paragraph | Heading | Table) -> Document:
    return replace(DOCUMENT, blocks=blocks, annexes=(), draft=False)


def says(text: str) -> Paragraph:
    return Paragraph((Text(text),))


# ---- What is said -----------------------------------------------------------------------------------


def test_every_figure_of_the_tree_can_be_copied_from_the_pages(pdf):
    text = read.all_text(pdf)
    in_pictures = {
        figure.id for block in blocks_of(DOCUMENT) if isinstance(block, Chart) for figure in block.figures
    }

    printed = [figure.text for figure in figures_of(DOCUMENT) if figure.id not in in_pictures]
    assert len(printed) > 100
    assert [figure for figure in printed if figure not in text] == []


def test_every_footnote_stands_at_the_foot_with_its_number(pdf):
    first_page = read.flat(read.pages_text(pdf)[0])
    notes = [
        "".join(getattr(inline, "text", "") for inline in mark.note)
        for block in blocks_of(DOCUMENT)
        for mark in inlines_of(block)
        if isinstance(mark, FootnoteMark)
    ]

    assert len(notes) == 3
    found = [first_page.replace(" .", ".").find(f"{number}{note}") for number, note in enumerate(notes, 1)]
    assert found == sorted(found)
    assert min(found) > first_page.find("mật hoa dừa")


def test_header_block_title_recipients_and_signature_are_all_there(pdf):
    text = read.all_text(pdf)
    head = DOCUMENT.letterhead
    expected = [
        head.parent_agency,
        head.agency,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Trà Vinh, ngày 12 tháng 6 năm 2020",
        "Số: /BC-SCT",
        *(read.flat(line) for line in DOCUMENT.title.split("\n")),
        "Kính gửi: - Ủy ban nhân dân tỉnh; - Sở Kế hoạch và Đầu tư.",
        "Nơi nhận: - Sở Kế hoạch và Đầu tư; - Ban Giám đốc Sở;",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Nguyễn Văn A",
        "(Kèm theo Báo cáo số /BC-SCT ngày 12 tháng 6 năm 2020 của Sở Công Thương)",
    ]

    assert [words for words in expected if words not in text] == []


def test_one_addressee_stands_on_the_line_of_kinh_gui():
    text = read.all_text(write_pdf(sample.sample_document(addressees=("Ủy ban nhân dân tỉnh",))))

    assert "Kính gửi: Ủy ban nhân dân tỉnh Căn cứ" in text


def test_signs_that_mean_something_to_the_engine_are_only_signs():
    hostile = (
        r'#panic("x") $a^2$ *b* _c_ `d` <e> @f \ // g /* h */ ~ --- ... [i] {j} = k - l + m "n" #sys.inputs'
    )

    assert hostile in read.all_text(write_pdf(with_blocks(says(hostile))))


def test_a_figure_and_its_unit_are_never_parted_by_a_line_end():
    """90 paragraphs push the figure over the line's end letter by letter."""
    paragraphs = [
        Paragraph(
            (Text(f"{'n' * (number % 70)} giá trị sản xuất công nghiệp ước đạt "), sample.GTSX, Text("."))
        )
        for number in range(90)
    ]

    raw = "\n".join(read.pages_text(write_pdf(with_blocks(*paragraphs))))

    assert raw.count("19.125,44 tỷ đồng") == 90


def test_a_figure_longer_than_a_line_still_fits_the_page():
    text = "khoảng từ 250 đến 300 gian hàng tiêu chuẩn của các doanh nghiệp trong và ngoài tỉnh tham gia"
    figure = replace(sample.COUNT, text=text)

    assert text in read.all_text(write_pdf(with_blocks(Paragraph((Text("Dự kiến có "), figure)))))


def test_a_missing_figure_is_marked_in_colour(pdf):
    without = replace(sample.MISSING, value=Decimal(0))
    marked = write_pdf(with_blocks(Paragraph((sample.MISSING,))))
    plain = write_pdf(with_blocks(Paragraph((without,))))

    gap_colour = b"1 0.94509804 0.65882355"
    assert gap_colour in _contents(marked)
    assert gap_colour not in _contents(plain)


def _contents(pdf: bytes) -> bytes:
    return b"\n".join(page.Contents.read_bytes() for page in read.opened(pdf).pages)


# ---- Fonts ------------------------------------------------------------------------------------------


def test_only_our_fonts_are_used_and_all_are_embedded(pdf):
    assert read.fonts(pdf) == {
        ("Tinos", True),
        ("Tinos-Bold", True),
        ("Tinos-Italic", True),
        ("Tinos-BoldItalic", True),
    }


ODD = "Tôm hùm 蝦"


@pytest.mark.parametrize(
    "document",
    [
        with_blocks(says(ODD)),
        with_blocks(Paragraph((FootnoteMark((Text(ODD),)),))),
        with_blocks(Table((), (), ((Cell((Text(ODD),)),),))),
        with_blocks(Heading(1, "I", (Text(ODD),))),
        replace(DOCUMENT, annexes=(Annex("", ODD, ()),)),
        replace(DOCUMENT, recipients=(ODD,)),
    ],
    ids=["paragraph", "footnote", "cell", "heading", "annex", "recipient"],
)
def test_a_letter_the_font_lacks_is_named_with_its_place(document):
    with pytest.raises(CharacterNotInFont) as problem:
        write_pdf(document)

    assert problem.value.code == "PDF-001"
    assert problem.value.fields["character"] == "蝦"
    assert "hùm" in problem.value.fields["where"].lower()


def test_what_the_engine_refuses_reaches_the_user_as_a_problem():
    with pytest.raises(PdfNotMade) as problem:
        write_pdf(replace(DOCUMENT, language="tiếng Việt"))

    assert problem.value.code == "PDF-002"
    assert problem.value.message.startswith("Không xuất được bản PDF của «Tình hình sản xuất công nghiệp")


# ---- Standards, tags, data ------------------------------------------------------------------------------


def test_the_file_declares_pdf_a_2a_and_pdf_ua_1(pdf):
    metadata = read.xmp(pdf)

    assert metadata["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
    assert metadata["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_attached_figures_make_it_pdf_a_3a_and_come_out_byte_for_byte():
    pdf = write_pdf(DOCUMENT, FIGURES_JSON)

    metadata = read.xmp(pdf)
    with read.opened(pdf) as document:
        attached = {name: item.get_file().read_bytes() for name, item in document.attachments.items()}
        relation = document.Root.AF[0].AFRelationship
    assert attached == {"figures.json": FIGURES_JSON}
    assert str(relation) == "/Data"
    assert metadata["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert metadata["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_no_file_is_attached_unless_given(pdf):
    with read.opened(pdf) as document:
        assert dict(document.attachments) == {}


def test_title_author_keywords_and_language_are_in_the_file(pdf):
    with read.opened(pdf) as document:
        info, root = document.docinfo, document.Root
        assert str(info.Title) == f"BÁO CÁO {read.flat(DOCUMENT.title)}"
        assert str(info.Author) == "SỞ CÔNG THƯƠNG"
        assert str(info.Keywords) == "công nghiệp, thương mại"
        assert str(info.CreationDate) == "D:20200612000000Z"
        assert str(root.Lang).startswith("vi")
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_headings_make_the_outline(pdf):
    assert read.outline(pdf) == [
        (0, "I. KẾT QUẢ THỰC HIỆN"),
        (1, "1. Thực hiện các chỉ tiêu"),
        (1, "2. Kết quả theo lĩnh vực"),
        (2, "2.1. Lĩnh vực công nghiệp"),
        (0, "II. CHƯƠNG TRÌNH CÔNG TÁC SÁU THÁNG CUỐI NĂM"),
        (0, "Phụ lục I SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU"),
        (0, "Phụ lục II GHI CHÚ PHƯƠNG PHÁP"),
    ]


def test_a_skipped_heading_level_is_closed_up_for_screen_readers():
    pdf = write_pdf(with_blocks(Heading(3, "2.1", (Text("Công nghiệp"),)), says("Văn bản.")))

    assert read.outline(pdf) == [(0, "2.1. Công nghiệp")]


def test_lists_notes_tables_and_pictures_are_tagged_as_what_they_are(pdf):
    tags = read.tags(pdf)
    count = [tag for tag, _ in tags].count

    assert (count("L"), count("LI"), count("LBody")) == (3, 6, 6)
    assert count("Note") == 3
    assert (count("Title"), count("H1"), count("H2"), count("H3")) == (1, 4, 2, 1)
    assert (count("Table"), count("THead"), count("TR")) == (2, 2, 2 + 4 + 2 + 40)
    assert [said["Alt"] for tag, said in tags if tag == "Figure"] == [sample.CHART.alt]


def test_header_cells_span_and_say_what_they_head(pdf):
    heads = [said for tag, said in read.tags(pdf) if tag == "TH"]

    assert len(heads) == 2 * 9
    assert [said["ColSpan"] for said in heads if "ColSpan" in said] == [2, 2] * 2
    assert [said["RowSpan"] for said in heads if "RowSpan" in said] == [2, 2, 2] * 2
    assert {said["Scope"] for said in heads} == {"Column"}


# ---- The same bytes every time -----------------------------------------------------------------------------


def test_the_same_tree_gives_the_same_bytes_in_another_process(pdf):
    program = (
        "import sys; from core.document.sample import sample_document;"
        "from congthuong.core.document.writers.pdf import write_pdf;"
        "sys.stdout.buffer.write(write_pdf(sample_document()))"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Ho_Chi_Minh",
    }

    again = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    ).stdout
    assert again == pdf
    assert write_pdf(DOCUMENT) == pdf


def test_an_undated_report_bears_the_first_of_january_of_its_year():
    undated = replace(DOCUMENT, letterhead=replace(DOCUMENT.letterhead, date=None))

    with read.opened(write_pdf(undated)) as document:
        assert str(document.docinfo.CreationDate) == "D:20200101000000Z"


def test_a_report_older_than_the_decree_still_has_a_layout():
    old = replace(DOCUMENT, letterhead=replace(DOCUMENT.letterhead, date=date(2019, 6, 14), year=2019))

    assert "ngày 14 tháng 6 năm 2019" in read.all_text(write_pdf(old))
    assert layout.layout_on(date(2019, 6, 14)) is layout.LAYOUTS[0]
