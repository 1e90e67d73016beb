"""Web pages: what a reader of the page sees, in the order read."""

from __future__ import annotations

import pytest

from congthuong.core.document.readers import read_any
from congthuong.core.document.reading import CellPlace, Reading
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.document.writers.html import write_html
from core.document import sample


def read(body: str) -> Reading:
    return read_any(
        "trang.html", f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()
    )


def test_our_page_says_what_our_word_file_says():
    document = sample.sample_document()
    page = read_any("report.html", write_html(document).encode())
    word = read_any("report.docx", write_docx(document))

    def said(reading: Reading) -> list[tuple[str, ...]]:
        kept = ("item", "note", "cell")
        return [
            (one.kind, one.text, *(mark.number for mark in one.marks))
            for one in reading.pieces
            if one.kind in kept
        ]

    assert [one for one in said(word) if one not in said(page)] == []


def test_scripts_styles_menus_and_hidden_words_are_left_out():
    reading = read(
        "<nav>Trang chủ</nav><style>p{}</style><script>var x = 5;</script>"
        "<p style='display:none'>Ẩn 7</p><p>Tăng <b>5,2</b>&nbsp;% &ndash; so<br>cùng kỳ.</p>"
    )

    assert [one.text for one in reading.pieces] == ["Tăng 5,2 % – so cùng kỳ."]


def test_lists_print_their_marks_and_depth():
    reading = read(
        "<ul><li>Chợ: <ul><li>xây 3</li></ul></li></ul><ol start='4'><li>Điện</li><li value='7'>Nước</li></ol>"
    )

    assert [(one.kind, one.level, one.text) for one in reading.pieces] == [
        ("item", 1, "- Chợ:"),
        ("item", 2, "+ xây 3"),
        ("item", 1, "4. Điện"),
        ("item", 1, "7. Nước"),
    ]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            '<sup><a id="c1" href="#g1">1</a></sup>',
            '<ol><li id="g1">Số của 03 sở. <a href="#c1">↑</a></li></ol>',
        ),
        (
            '<a href="#_ftn1" name="_ftnref1">[1]</a>',
            '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Số của 03 sở.</p></div>',
        ),
    ],
)
def test_footnotes_follow_the_piece_that_calls_them(mark, note):
    reading = read(f"<p>Có 5 chợ{mark} mới.</p><p>Hết.</p>{note}")

    assert [(one.kind, one.note, one.text) for one in reading.pieces] == [
        ("paragraph", "", "Có 5 chợ mới."),
        ("note", "1", "Số của 03 sở."),
        ("paragraph", "", "Hết."),
    ]
    (called,) = reading.pieces[0].marks
    assert (called.at, called.number, reading.text[called.start : called.end]) == (8, "1", "1")


def test_table_cells_know_their_place_under_spanning_heads():
    reading = read(
        "<table><tr><th rowspan=2>Tên</th><th colspan=2>Sáu tháng</th></tr><tr><th>2022</th><th>2023</th></tr>"
        "<tr><td>Gạo</td><td>12</td><td>15</td></tr></table>"
    )
    (cells,) = reading.tables()

    assert [(one.text, one.cell) for one in cells] == [
        ("Tên", CellPlace(0, 0, 0, True, 1, 2)),
        ("Sáu tháng", CellPlace(0, 0, 1, True, 2, 1)),
        ("2022", CellPlace(0, 1, 1, True)),
        ("2023", CellPlace(0, 1, 2, True)),
        ("Gạo", CellPlace(0, 2, 0)),
        ("12", CellPlace(0, 2, 1)),
        ("15", CellPlace(0, 2, 2)),
    ]


def test_origins_point_into_the_text_drawn():
    reading = read(
        "<h2>1.  Điện</h2><p>Đạt   4,5 tỷ\n kWh<sup>2</sup>.</p><table><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>"
    )

    for piece in reading.pieces:
        assert len(piece.origins) == len(piece.text) + 1
        assert all(
            letter == reading.text[at] or letter == " "
            for letter, at in zip(piece.text, piece.origins, strict=False)
        )
