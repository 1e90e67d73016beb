"""The layout checker: silent on what we write, and each rule catches the file that breaks it, and only it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from congthuong.core.document.layout_check import check_docx_layout
from congthuong.core.document.writers.docx import write_docx
from core.document import sample
from core.document.docx_parts import NS, Element, W, changed, paragraphs, small, text_of

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
HEADER, FIRST_HEADER = "word/header1.xml", "word/header2.xml"
Change = Callable[[Element], None]

# style -> the component that it sets, and a size that the decree does not allow it
COMPONENTS = {
    "NationalName": ("quoc-hieu", "15"),
    "ParentAgency": ("co-quan-chu-quan", "15"),
    "Agency": ("co-quan-ban-hanh", "11.5"),
    "Number": ("so-ky-hieu", "12"),
    "PlaceDate": ("dia-danh-ngay", "12"),
    "Kind": ("ten-loai", "16"),
    "Abstract": ("trich-yeu", "15"),
    "Addressee": ("kinh-gui", "12"),
    "Basis": ("can-cu", "12"),
    "Heading1": ("muc", "16"),
    "Heading2": ("khoan", "16"),
    "Heading3": ("tieu-khoan", "12"),
    "BodyText": ("noi-dung", "12"),
    "Position": ("chuc-vu", "12"),
    "Signer": ("ho-ten", "15"),
    "RecipientsLabel": ("noi-nhan", "11"),
    "Recipients": ("danh-sach-noi-nhan", "12"),
    "AnnexLabel": ("phu-luc", "13"),
    "AnnexTitle": ("ten-phu-luc", "12"),
    "Header": ("so-trang", "12"),
}
ALIGNED = (
    "NationalName", "Motto", "ParentAgency", "Agency", "Number", "PlaceDate", "Kind", "Basis", "BodyText",
    "Position", "Signer", "AnnexLabel", "AnnexTitle", "Header",
)  # fmt: skip


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_docx(sample.sample_document())


def codes(data: bytes) -> set[str]:
    return {one.rule for one in check_docx_layout(data)}


def style_change(style: str, change: Change) -> Change:
    def apply(root: Element) -> None:
        (found,) = root.xpath(f"w:style[@w:styleId='{style}']", namespaces=NS)
        change(found)

    return apply


def set_value(path: str, value: str, name: str = "val") -> Change:
    def apply(root: Element) -> None:
        found = root.xpath(path, namespaces=NS)
        assert found, path
        for one in found:
            one.set(W + name, value)

    return apply


def remove(path: str) -> Change:
    def apply(root: Element) -> None:
        found = root.xpath(path, namespaces=NS)
        assert found, path
        for one in found:
            one.getparent().remove(one)

    return apply


def retext(style: str, change: Callable[[str], str], which: int = 0) -> Change:
    """Put another text into a paragraph of a style, in its first run."""

    def apply(root: Element) -> None:
        paragraph = paragraphs(root, style)[which]
        first, *others = paragraph.iter(W + "t")
        first.text = change(text_of(paragraph))
        for other in others:
            other.text = ""

    return apply


def renote(words: str) -> Change:
    """Other words where the sample's text leads to its annexes."""

    def apply(root: Element) -> None:
        (found,) = (one for one in root.iter(W + "t") if one.text and "chi tiết tại" in one.text)
        found.text = f"(Số liệu ước đến hết ngày 14 tháng 6 năm 2020; {words})"

    return apply


def test_what_we_write_breaks_no_rule(data: bytes) -> None:
    assert check_docx_layout(data) == ()


@pytest.mark.parametrize("addressees", [(), ("Sở Tài chính",), ("Sở Tài chính", "Sở Xây dựng")])
def test_documents_with_and_without_addressees_break_no_rule(addressees: tuple[str, ...]) -> None:
    assert check_docx_layout(write_docx(sample.sample_document(addressees=addressees))) == ()


@pytest.mark.parametrize("style", COMPONENTS)
def test_wrong_size_is_caught(data: bytes, style: str) -> None:
    slug, size = COMPONENTS[style]
    half = str(int(float(size) * 2))
    broken = changed(data, STYLES, style_change(style, set_value("w:rPr/w:sz", half)))

    assert codes(broken) == {f"ND30.{slug}.co-chu"}


def test_motto_of_a_wrong_size_is_longer_than_its_rule(data: bytes) -> None:
    broken = changed(data, STYLES, style_change("Motto", set_value("w:rPr/w:sz", "32")))

    assert codes(broken) == {"ND30.tieu-ngu.co-chu", "ND30.tieu-ngu.ke-ngang"}


@pytest.mark.parametrize("style", [style for style in (*COMPONENTS, "Motto") if style != "BodyText"])
def test_wrong_weight_or_slant_is_caught(data: bytes, style: str) -> None:
    slug = COMPONENTS.get(style, ("tieu-ngu", ""))[0]

    def turn(found: Element) -> None:
        properties = found.find(W + "rPr")
        slant = properties.find(W + "i")
        if slant is None:
            properties.insert(1, properties.makeelement(W + "i"))
        else:
            properties.remove(slant)

    assert codes(changed(data, STYLES, style_change(style, turn))) == {f"ND30.{slug}.kieu-chu"}


@pytest.mark.parametrize("style", ALIGNED)
def test_wrong_alignment_is_caught(data: bytes, style: str) -> None:
    slug = COMPONENTS.get(style, ("tieu-ngu", ""))[0]
    broken = changed(data, STYLES, style_change(style, set_value("w:pPr/w:jc", "left")))

    assert codes(broken) == {f"ND30.{slug}.canh"}


@pytest.mark.parametrize(
    ("style", "slug"),
    [
        ("NationalName", "quoc-hieu"),
        ("ParentAgency", "co-quan-chu-quan"),
        ("Agency", "co-quan-ban-hanh"),
        ("Kind", "ten-loai"),
        ("Heading1", "muc"),
        ("Position", "chuc-vu"),
        ("AnnexTitle", "ten-phu-luc"),
    ],
)
def test_small_letters_where_capitals_are_due_are_caught(data: bytes, style: str, slug: str) -> None:
    def lower(text: str) -> str:
        lead, dot, rest = text.partition(". ") if style == "Heading1" else ("", "", text)
        return lead + dot + rest.capitalize()

    assert codes(changed(data, DOCUMENT, retext(style, lower))) == {f"ND30.{slug}.chu-hoa"}


@pytest.mark.parametrize(
    ("style", "slug"), [("Basis", "can-cu"), ("Heading2", "khoan"), ("Signer", "ho-ten"), ("AnnexLabel", "phu-luc")]
)  # fmt: skip
def test_capitals_where_small_letters_are_due_are_caught(data: bytes, style: str, slug: str) -> None:
    assert codes(changed(data, DOCUMENT, retext(style, str.upper))) == {f"ND30.{slug}.chu-hoa"}


def test_capitals_made_by_word_are_seen_as_capitals(data: bytes) -> None:
    def caps(found: Element) -> None:
        properties = found.find(W + "rPr")
        properties.insert(1, properties.makeelement(W + "caps"))

    lowered = changed(data, DOCUMENT, retext("AnnexTitle", str.lower))
    assert codes(changed(lowered, STYLES, style_change("AnnexTitle", caps))) == set()


MUTATIONS: dict[str, tuple[str, Change, set[str]]] = {
    "letter paper": (
        DOCUMENT,
        set_value("(//w:pgSz)[1]", "12240", "w"),
        {"ND30.kho-giay.kich-thuoc"},
    ),
    "top margin": (DOCUMENT, set_value("(//w:pgMar)[1]", "850", "top"), {"ND30.le-tren.kich-thuoc"}),
    "bottom margin": (DOCUMENT, set_value("(//w:pgMar)[1]", "1700", "bottom"), {"ND30.le-duoi.kich-thuoc"}),
    "left margin of an annex": (
        DOCUMENT,
        set_value("(//w:pgMar)[2]", "1134", "left"),
        {"ND30.le-trai.kich-thuoc"},
    ),
    "right margin": (DOCUMENT, set_value("(//w:pgMar)[3]", "1400", "right"), {"ND30.le-phai.kich-thuoc"}),
    "another font": (
        STYLES,
        style_change("TableText", set_value("w:rPr/w:rFonts", "Arial", "hAnsi")),
        {"ND30.chu.phong-chu"},
    ),
    "font of the footnotes": (
        STYLES,
        style_change("FootnoteText", set_value("w:rPr/w:rFonts", "Calibri", "hAnsi")),
        {"ND30.chu.phong-chu"},
    ),
    "theme font": (
        STYLES,
        style_change("Heading2", set_value("w:rPr/w:rFonts", "majorHAnsi", "hAnsiTheme")),
        {"ND30.chu.phong-chu"},
    ),
    "blue heading": (
        STYLES,
        style_change("Heading1", set_value("w:rPr/w:color", "2F5496")),
        {"ND30.chu.mau-chu"},
    ),
    "page number missing": (HEADER, remove("//w:r[w:instrText]"), {"ND30.so-trang.thieu"}),
    "page number on page 1": (DOCUMENT, remove("(//w:titlePg)[1]"), {"ND30.so-trang.trang-dau"}),
    "annex counts on": (
        DOCUMENT,
        remove("//w:sectPr[w:pgSz/@w:orient]/w:pgNumType"),
        {"ND30.so-trang.danh-so"},
    ),
    "wrong national name": (
        DOCUMENT,
        retext("NationalName", lambda text: text.replace("CHỦ NGHĨA ", "")),
        {"ND30.quoc-hieu.chu-viet"},
    ),
    "motto in small letters": (
        DOCUMENT,
        retext("Motto", lambda text: text.replace("Hạnh", "hạnh")),
        {"ND30.tieu-ngu.chu-viet"},
    ),
    "no rule below the motto": (
        DOCUMENT,
        remove("(//w:p[w:pPr/w:pStyle/@w:val='Rule'])[2]"),
        {"ND30.tieu-ngu.ke-ngang"},
    ),
    "rule below the agency too long": (
        DOCUMENT,
        set_value("(//w:p[w:pPr/w:pStyle/@w:val='Rule'])[1]/w:pPr/w:ind", "200", "left"),
        {"ND30.co-quan-ban-hanh.ke-ngang"},
    ),
    "no rule below the abstract": (
        DOCUMENT,
        remove("(//w:p[w:pPr/w:pStyle/@w:val='Rule'])[3]"),
        {"ND30.trich-yeu.ke-ngang"},
    ),
    "no number": (DOCUMENT, retext("Number", lambda _: ""), {"ND30.so-ky-hieu.thieu"}),
    "no place and date": (DOCUMENT, retext("PlaceDate", lambda _: ""), {"ND30.dia-danh-ngay.thieu"}),
    "no abstract": (
        DOCUMENT,
        remove("//w:p[w:pPr/w:pStyle/@w:val='Abstract']"),
        {"ND30.trich-yeu.thieu"},
    ),
    "first line at the margin": (
        STYLES,
        style_change("BodyText", set_value("w:pPr/w:ind", "0", "firstLine")),
        {"ND30.noi-dung.thut-dong"},
    ),
    "first line of the bases": (
        STYLES,
        style_change("Basis", set_value("w:pPr/w:ind", "1440", "firstLine")),
        {"ND30.can-cu.thut-dong"},
    ),
    "double spacing": (
        STYLES,
        style_change("BodyText", set_value("w:pPr/w:spacing", "480", "line")),
        {"ND30.noi-dung.cach-dong"},
    ),
    "lines squeezed to a fixed height": (
        DOCUMENT,
        lambda root: (
            paragraphs(root, "BodyText")[0]
            .find(W + "pPr")
            .append(
                root.makeelement(
                    W + "spacing", {W + "line": "200", W + "lineRule": "exact", W + "after": "120"}
                )
            )
        ),
        {"ND30.noi-dung.cach-dong"},
    ),
    "no gap between paragraphs": (
        STYLES,
        style_change("ListParagraph", set_value("w:pPr/w:spacing", "40", "after")),
        {"ND30.noi-dung.cach-doan"},
    ),
    "text left open": (
        DOCUMENT,
        retext("BodyText", lambda text: text.replace("./.", "."), -2),
        {"ND30.ket-thuc.chu-viet"},
    ),
    "recipients without their last full stop": (
        DOCUMENT,
        retext("Recipients", lambda text: text.rstrip("."), -1),
        {"ND30.danh-sach-noi-nhan.chu-viet"},
    ),
    "last recipient is not the archive": (
        DOCUMENT,
        retext("Recipients", lambda _: "- Sở Tài chính.", -1),
        {"ND30.danh-sach-noi-nhan.chu-viet"},
    ),
    "label of the recipients": (
        DOCUMENT,
        retext("RecipientsLabel", lambda _: "Nơi nhận"),
        {"ND30.noi-nhan.chu-viet"},
    ),
    "nobody signs": (
        DOCUMENT,
        remove("//w:p[w:pPr/w:pStyle/@w:val='Position']"),
        {"ND30.chuc-vu.thieu"},
    ),
    "annex without a name": (
        DOCUMENT,
        remove("(//w:p[w:pPr/w:pStyle/@w:val='AnnexTitle'])[1]"),
        {"ND30.ten-phu-luc.thieu"},
    ),
    "annex that the text does not name": (
        DOCUMENT,
        renote("chi tiết tại Phụ lục I"),
        {"ND30.dan-phu-luc.thieu"},
    ),
    "annex that is named and not there": (
        DOCUMENT,
        renote("chi tiết tại các Phụ lục I, II và IV"),
        {"ND30.phu-luc.thieu"},
    ),
    "annexes without numbers": (
        DOCUMENT,
        retext("AnnexLabel", lambda _: "Phụ lục"),
        {"ND30.phu-luc.danh-so"},
    ),
}


@pytest.mark.parametrize(
    "words",
    [
        "các phụ lục kèm theo báo cáo này",
        "Phụ lục I - II",
        "Phụ lục số 1, Phụ lục số 2 và mẫu tại Phụ lục III Nghị định số 30/2020/NĐ-CP",
        "Phụ lục I, Phụ lục II; lập theo Phụ lục số 05 ban hành kèm theo Thông tư số 34/2019/TT-BCT",
    ],
)
def test_annexes_are_named_in_many_ways_and_those_of_a_law_are_not_ours(data: bytes, words: str) -> None:
    assert codes(changed(data, DOCUMENT, renote(words))) == set()


@pytest.mark.parametrize("name", MUTATIONS)
def test_broken_rule_is_caught_alone(data: bytes, name: str) -> None:
    part, change, wanted = MUTATIONS[name]

    assert codes(changed(data, part, change)) == wanted


def test_page_number_in_the_footer_is_in_the_wrong_place(data: bytes) -> None:
    moved = changed(data, DOCUMENT, lambda root: [
        setattr(one, "tag", W + "footerReference") for one in root.xpath("//w:headerReference", namespaces=NS)
    ])  # fmt: skip

    assert codes(moved) == {"ND30.so-trang.vi-tri"}


def test_missing_parts_are_named_with_what_is_wanted() -> None:
    data = write_docx(small())
    emptied = changed(data, DOCUMENT, remove("//w:tbl"))

    missing = {one.rule for one in check_docx_layout(emptied) if one.rule.endswith(".thieu")}

    assert missing == {
        f"ND30.{slug}.thieu"
        for slug in (
            "quoc-hieu", "tieu-ngu", "co-quan-ban-hanh", "so-ky-hieu", "dia-danh-ngay", "noi-nhan", "chuc-vu",
            "ho-ten",
        )
    }  # fmt: skip


def test_violation_says_where_what_and_what_is_right(data: bytes) -> None:
    (one,) = check_docx_layout(
        changed(data, STYLES, style_change("NationalName", set_value("w:rPr/w:sz", "32")))
    )

    assert (one.rule, one.cell, one.found, one.expected, one.times) == (
        "ND30.quoc-hieu.co-chu", "ô số 1", "16", "từ 12 đến 13", 1
    )  # fmt: skip
    assert one.message == (
        "Quốc hiệu (Phụ lục I, ô số 1): cỡ chữ là 16 tại «CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM». "
        "Theo quy định: từ 12 đến 13."
    )


def test_same_fault_in_many_places_is_told_once_with_their_number(data: bytes) -> None:
    (one,) = check_docx_layout(changed(data, STYLES, style_change("BodyText", set_value("w:rPr/w:sz", "24"))))

    assert one.times == 4
