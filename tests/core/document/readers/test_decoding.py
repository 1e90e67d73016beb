"""Text files of any encoding that Vietnamese offices have used."""

from __future__ import annotations

import unicodedata

import pytest

from congthuong.core.document.readers import read_any
from congthuong.core.document.readers.legacy import to_unicode, vietnamese

TEXT = (
    "Tháng 5, giá trị sản xuất công nghiệp của tỉnh ước đạt 1.250 tỷ đồng, tăng 7,3% so với cùng kỳ.\n"
    "Các doanh nghiệp đã thực hiện kế hoạch; điện thương phẩm giảm nhẹ. Ủy ban báo cáo Bộ Công Thương.\n"
)
# Each letter of the old encodings, typed by hand from their tables.
TCVN3 = (
    "Th¸ng 5, gi¸ trÞ s¶n xuÊt c«ng nghiÖp cña tØnh ­íc ®¹t 1.250 tû ®ång, t¨ng 7,3% so víi cïng kú.\n"
    "C¸c doanh nghiÖp ®· thùc hiÖn kÕ ho¹ch; ®iÖn th­¬ng phÈm gi¶m nhÑ. Uy ban b¸o c¸o Bé C«ng Th­¬ng.\n"
)
VNI = (
    "Thaùng 5, giaù trò saûn xuaát coâng nghieäp cuûa tænh öôùc ñaït 1.250 tyû ñoàng, taêng 7,3% so vôùi cuøng kyø.\n"
    "Caùc doanh nghieäp ñaõ thöïc hieän keá hoaïch; ñieän thöông phaåm giaûm nheï. UÛy ban baùo caùo Boä Coâng Thöông.\n"
)


def windows_1258(text: str) -> bytes:
    """As Windows types it: letters with their hats composed, tones after them."""
    typed = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize(
            "NFC", "".join(p for p in parts if p not in "\u0300\u0301\u0303\u0309\u0323")
        )
        typed += base + "".join(p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323")
    return typed.encode("cp1258")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode("utf-8"), 0),
        (TEXT.encode("utf-8-sig"), 0),
        (TEXT.encode("utf-16"), 0),
        (TEXT.encode("utf-32"), 0),
        (TEXT.encode("utf-16-le"), 1),
        (TEXT.encode("utf-16-be"), 1),
        (windows_1258(TEXT), 1),
        (VNI.encode("cp1252"), 1),
        (VNI.encode("utf-8"), 1),
    ],
    ids=[
        "utf-8",
        "utf-8-bom",
        "utf-16",
        "utf-32",
        "utf-16-le",
        "utf-16-be",
        "windows-1258",
        "vni",
        "vni in utf-8",
    ],
)
def test_every_encoding_gives_the_same_words(data, said):
    reading = read_any("bao-cao.txt", data)

    assert [piece.text for piece in reading.pieces] == TEXT.splitlines()
    assert len(reading.notices) == said


@pytest.mark.parametrize("codec", ["latin-1", "utf-8"])
def test_tcvn3_gives_its_words_but_for_capitals_of_its_other_font(codec):
    reading = read_any("bao-cao.txt", TCVN3.encode(codec))

    assert [piece.text for piece in reading.pieces] == TEXT.replace("Ủy", "Uy").splitlines()
    assert "TCVN3" in reading.notices[0]


def test_other_languages_are_not_taken_for_old_vietnamese():
    text = "Le café coûte 5 €, à côté de l'hôtel. Straße, Übung, señor, ação: não é vietnamita.\n"

    assert read_any("a.txt", text.encode()).pieces[0].text == text.strip()


def test_vni_capitals_and_letters_with_two_marks():
    assert (
        to_unicode("TOÅNG SOÁ HOÄ ÑÖÔÏC ÑOÀNG YÙ, THÒ TRÖÔØNG", "vni") == "TỔNG SỐ HỘ ĐƯỢC ĐỒNG Ý, THỊ TRƯỜNG"
    )
    assert to_unicode("aê aé aè aú aü aë", "vni") == "ă ắ ằ ẳ ẵ ặ"


def test_vietnamese_prose_scores_far_above_what_is_misread():
    assert vietnamese(TEXT) > 0.3
    assert vietnamese(TCVN3) < 0.05 > vietnamese(VNI)
