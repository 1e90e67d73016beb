"""Markdown: offsets point into the file as given, since other programs open it there."""

from __future__ import annotations

import unicodedata

import pytest

from congthuong.core.document.readers import read_any
from congthuong.core.document.reading import Reading

TEXT = """# BÁO CÁO

## 1. Công nghiệp

Sản xuất **tăng 5,2%** so cùng kỳ[^nguon], *trong đó* [chế biến](https://vi.du/5) tăng 6%.

- Thủy sản: 1.200 tấn &amp; 30 kg;
  + xuất khẩu 12 tấn[^b];
- Gạo: 50 tấn.

3. Ba
4. Bốn

| Sản phẩm | Tháng 5 |
|---|---:|
| Xi măng | 1.310 |
| Gạch | |

[^nguon]: Cùng kỳ *tăng* 3%.
[^b]: Sang 2 nước.
"""


def read(text: str) -> Reading:
    return read_any("bao-cao.md", text.encode())


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_pieces_are_the_words_without_markup(form):
    reading = read(unicodedata.normalize(form, TEXT))

    assert [(one.kind, one.level, one.note, one.text) for one in reading.pieces if one.kind != "title"] == [
        ("heading", 1, "", "BÁO CÁO"),
        ("heading", 2, "", "1. Công nghiệp"),
        ("paragraph", 0, "", "Sản xuất tăng 5,2% so cùng kỳ, trong đó chế biến tăng 6%."),
        ("note", 0, "1", "Cùng kỳ tăng 3%."),
        ("item", 1, "", "- Thủy sản: 1.200 tấn & 30 kg;"),
        ("item", 2, "", "+ xuất khẩu 12 tấn;"),
        ("note", 0, "2", "Sang 2 nước."),
        ("item", 1, "", "- Gạo: 50 tấn."),
        ("item", 1, "", "3. Ba"),
        ("item", 1, "", "4. Bốn"),
        ("cell", 0, "", "Sản phẩm"),
        ("cell", 0, "", "Tháng 5"),
        ("cell", 0, "", "Xi măng"),
        ("cell", 0, "", "1.310"),
        ("cell", 0, "", "Gạch"),
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_figure_is_found_again_in_the_file(form):
    text = unicodedata.normalize(form, TEXT)
    reading = read(text)

    assert reading.text == text
    for piece in reading.pieces:
        for at, letter in enumerate(piece.text):
            if letter.isdigit():
                assert text[piece.origins[at]] == letter
    (mark,) = next(one for one in reading.pieces if one.text.startswith("Sản xuất")).marks
    assert text[mark.start : mark.end] == "[^nguon]"


def test_lines_of_one_paragraph_that_carry_marks_are_items():
    reading = read("Kết quả:\na) cấp 5 giấy phép;\nb) thu hồi 2 giấy phép.\n")

    assert [one.text for one in reading.pieces] == [
        "Kết quả:",
        "a) cấp 5 giấy phép;",
        "b) thu hồi 2 giấy phép.",
    ]
