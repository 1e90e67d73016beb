"""The fixed parts of an official document, worded and placed as Decree 30/2020 has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from congthuong.core.document.layout import (
    DECREE_30_2020,
    addressee_lines,
    annex_note,
    date_text,
    ends_properly,
    layout_on,
    place_and_date,
    recipient_lines,
    signature_lines,
)
from congthuong.core.document.layout_metrics import text_width
from congthuong.core.document.model import Letterhead, ListBlock, Paragraph, Signature, Text
from congthuong.core.document.writers.docx import write_docx
from core.document import sample
from core.document.docx_parts import W, body, paragraphs, small, text_of


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2020, 2, 10), "ngày 10 tháng 02 năm 2020"),
        (date(2020, 3, 1), "ngày 01 tháng 3 năm 2020"),
        (date(2020, 12, 31), "ngày 31 tháng 12 năm 2020"),
    ],
)
def test_days_under_ten_and_months_one_and_two_take_a_zero(day: date, wanted: str) -> None:
    assert date_text(day) == wanted


def test_day_and_month_stay_open_until_the_document_is_dated() -> None:
    head = Letterhead("", "SỞ CÔNG THƯƠNG", "   /BC-SCT", "Trà Vinh", None, 2020)

    assert place_and_date(head).split() == ["Trà", "Vinh,", "ngày", "tháng", "năm", "2020"]


def test_recipients_take_dash_semicolon_and_a_last_full_stop() -> None:
    assert recipient_lines(("Sở Kế hoạch và Đầu tư", "Ban Giám đốc Sở;", "Lưu: VT, VP.")) == (
        "- Sở Kế hoạch và Đầu tư;",
        "- Ban Giám đốc Sở;",
        "- Lưu: VT, VP.",
    )
    assert recipient_lines(()) == ()


def test_one_addressee_stands_after_the_colon_and_several_one_a_line() -> None:
    assert addressee_lines(("Sở Tài chính",)) == ("Sở Tài chính",)
    assert addressee_lines(("Sở Tài chính", "Sở Xây dựng")) == ("- Sở Tài chính;", "- Sở Xây dựng.")


def test_deputy_signs_for_the_head_on_two_lines() -> None:
    assert signature_lines(Signature("KT.", "GIÁM ĐỐC", "A", "PHÓ GIÁM ĐỐC")) == (
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
    )
    assert signature_lines(Signature("", "GIÁM ĐỐC", "A")) == ("GIÁM ĐỐC",)


def test_annex_says_what_it_belongs_to() -> None:
    head = Letterhead("", "SỞ CÔNG THƯƠNG", "377/BC-SCT", "Trà Vinh", date(2020, 6, 8), 2020)

    assert annex_note("BÁO CÁO", head) == (
        "(Kèm theo Báo cáo số 377/BC-SCT ngày 08 tháng 6 năm 2020 của Sở Công Thương)"
    )


def test_annex_names_the_agency_as_the_letterhead_writes_it_in_a_sentence() -> None:
    """Capitals do not say which words are names: "Kho bạc Nhà nước Trà Vinh" cannot be told from them."""
    head = Letterhead(
        "",
        "KHO BẠC NHÀ NƯỚC TRÀ VINH",
        "9/BC-KB",
        "Trà Vinh",
        None,
        2020,
        agency_name="Kho bạc Nhà nước Trà Vinh",
    )

    assert annex_note("BÁO CÁO", head).endswith("năm 2020 của Kho bạc Nhà nước Trà Vinh)")


def test_text_ends_with_the_official_sign() -> None:
    closed, opened = Paragraph((Text("trân trọng báo cáo./."),)), Paragraph((Text("Trân trọng."),))

    assert ends_properly((opened, closed))
    assert ends_properly((ListBlock("-", ((opened,), (closed,))),))
    assert not ends_properly((closed, opened))
    assert not ends_properly(())


def test_writer_adds_no_closing_sign_of_its_own() -> None:
    open_ended = small(Paragraph((Text("Trân trọng báo cáo"),)))

    assert "./." not in text_of(body(write_docx(open_ended)))


def test_older_document_takes_the_nearest_layout() -> None:
    assert layout_on(date(2020, 6, 12)) is DECREE_30_2020
    assert layout_on(None) is DECREE_30_2020
    assert layout_on(date(2010, 1, 1)) is DECREE_30_2020


def test_widths_are_those_of_the_font() -> None:
    """Times New Roman at 12 pt: a space is 3 pt, a digit 6 pt wide; letters with tones are as wide as bare."""
    twelve = DECREE_30_2020.text["recipients_label"].size.chosen

    assert text_width(" ", twelve) == 60
    assert text_width("0123456789", twelve) == 1200
    assert text_width("ế", twelve) == text_width("e", twelve)


def rule_share(data: bytes, style: str, room: int) -> float:
    """Length of the rule below a paragraph of a style, as a share of the longest text of that style."""
    document = body(data)
    lines = paragraphs(document, style)
    rule = lines[-1].getnext()
    indent = rule.find(f"{W}pPr/{W}ind")
    length = room - int(indent.get(W + "left")) - int(indent.get(W + "right"))
    size = {"Motto": 13, "Agency": 12, "Abstract": 14}[style]
    longest = max(
        text_width(text_of(line), DECREE_30_2020.size("body") * size / 14, bold=True) for line in lines
    )
    return length / longest


def test_rules_below_motto_agency_and_abstract_have_their_lengths() -> None:
    data = write_docx(sample.sample_document())
    whole = round(165 * 1440 / 25.4)
    left = int(whole * 0.4)

    assert rule_share(data, "Motto", whole - left - 170) == pytest.approx(1, abs=0.01)
    assert 1 / 3 <= rule_share(data, "Agency", left - 170) <= 1 / 2
    assert 1 / 3 <= rule_share(data, "Abstract", whole) <= 1 / 2


def test_head_and_foot_of_the_sample_read_as_an_official_document() -> None:
    document = body(write_docx(sample.sample_document()))
    styles = (
        "ParentAgency", "Agency", "NationalName", "Motto", "Number", "PlaceDate", "Kind",
        "RecipientsLabel", "Recipients", "Position", "Signer", "AnnexLabel", "AnnexTitle",
    )  # fmt: skip
    texts = {style: [text_of(one) for one in paragraphs(document, style)] for style in styles}

    assert texts == {
        "ParentAgency": ["UBND TỈNH TRÀ VINH"],
        "Agency": ["SỞ CÔNG THƯƠNG"],
        "NationalName": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        "Motto": ["Độc lập - Tự do - Hạnh phúc"],
        "Number": ["Số:    /BC-SCT"],
        "PlaceDate": ["Trà Vinh, ngày 12 tháng 6 năm 2020"],
        "Kind": ["BÁO CÁO"],
        "RecipientsLabel": ["Nơi nhận:"],
        "Recipients": [
            "- Sở Kế hoạch và Đầu tư;",
            "- Ban Giám đốc Sở;",
            "- Các phòng, đơn vị thuộc Sở;",
            "- Lưu: VT, VP.",
        ],
        "Position": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        "Signer": ["Nguyễn Văn A"],
        "AnnexLabel": ["Phụ lục I", "Phụ lục II"],
        "AnnexTitle": ["SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU", "GHI CHÚ PHƯƠNG PHÁP"],
    }


def test_only_a_draft_is_marked_as_one() -> None:
    document = sample.sample_document()

    assert paragraphs(body(write_docx(document)), "DraftMark")
    assert not paragraphs(body(write_docx(replace(document, draft=False))), "DraftMark")
