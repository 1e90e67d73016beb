"""A letter the font lacks would be drawn in another font, or not at all, in an official document."""

from __future__ import annotations

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from congthuong.core.document import fonts

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang, huyền, hỏi, ngã, sắc, nặng
LOWER = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
VIETNAMESE = "".join([*LOWER, *(letter.upper() for letter in LOWER), "đĐ"])
SIGNS = "0123456789%₫–—“”‘’…²³°±×÷−½«»•/()[];:.,&§+-≥≤"


def test_vietnamese_has_146_letters_with_marks_or_tones():
    """72 vowels with their tones in two cases and đ, Đ; 12 of them (a, e, i, o, u, y) are plain Latin."""
    assert len(set(VIETNAMESE)) == 146
    assert all(len(letter) == 1 for letter in (*LOWER, *map(str.upper, LOWER)))


WORD_FILES = tuple(fonts.FONT_DIRECTORY / "word" / path.name for path in fonts.FONT_FILES)


@pytest.mark.parametrize(
    "path", (*fonts.FONT_FILES, *WORD_FILES), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_vietnamese_letter_and_sign_has_a_glyph_with_ink(path):
    font = TTFont(path)
    cmap, outlines = font.getBestCmap(), font["glyf"]

    without_glyph = [sign for sign in VIETNAMESE + SIGNS if ord(sign) not in cmap]
    without_ink = [sign for sign in VIETNAMESE + SIGNS if outlines[cmap[ord(sign)]].numberOfContours == 0]

    assert (without_glyph, without_ink) == ([], [])


@pytest.mark.parametrize("path", fonts.FONT_FILES, ids=lambda path: path.stem)
def test_fonts_carry_the_family_name_and_an_open_licence(path):
    names = TTFont(path)["name"]

    assert names.getDebugName(1) == fonts.FAMILY
    assert "SIL Open Font License" in names.getDebugName(13)


def test_the_licence_text_travels_with_the_fonts():
    text = (fonts.FONT_DIRECTORY / "OFL.txt").read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE" in text
    assert text.startswith("Copyright 2010")


def test_the_coverage_list_is_what_the_four_files_hold():
    held = set.intersection(*(set(TTFont(path).getBestCmap()) for path in fonts.FONT_FILES))

    assert {ord(sign) for sign in fonts.coverage()} == {point for point in held if point >= 0x20}


def test_all_four_styles_have_the_widths_of_times_new_roman():
    """Advance widths in 1/2048 em of Times New Roman: digits 1024; "n" 1024 (bold 1139)."""
    widths = {}
    for path in fonts.FONT_FILES:
        font = TTFont(path)
        widths[path.stem] = [font["hmtx"][font.getBestCmap()[ord(sign)]][0] for sign in "0n"]

    assert widths == {
        "Tinos-Regular": [1024, 1024],
        "Tinos-Bold": [1024, 1139],
        "Tinos-Italic": [1024, 1024],
        "Tinos-BoldItalic": [1024, 1139],
    }


def test_a_missing_character_is_named_once_in_order():
    assert fonts.missing_characters("Tôm 蝦 và 魚, 蝦") == "蝦魚"
    assert fonts.missing_characters("Sản lượng 5.268 tấn – “ước”\n") == ""


@pytest.mark.parametrize(
    ("whole", "cut"), list(zip(fonts.FONT_FILES, WORD_FILES, strict=True)), ids=lambda path: path.stem
)
def test_the_fonts_in_the_word_file_are_as_wide_as_the_whole_ones(whole, cut):
    """And may be embedded in a file that others go on writing in (OS/2 fsType 0: installable embedding)."""
    full, part = TTFont(whole), TTFont(cut)
    glyphs, kept = full.getBestCmap(), part.getBestCmap()

    assert [
        chr(point)
        for point, glyph in kept.items()
        if part["hmtx"].metrics[glyph] != full["hmtx"].metrics[glyphs[point]]
    ] == []
    assert part["OS/2"].fsType == 0
