"""The hand-made readings keep the reader's promises, or every test that stands on them proves nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.audit.made import reading

TEXT = """\
# I. KẾT QUẢ
Toàn tỉnh có 12 chợ[^1] và 03 siêu thị[^(2)].
- Chợ hạng 1: 02 chợ
  + Chợ Bình Minh
^1 Gồm chợ nông thôn.
| Huyện | Số chợ |
| A | 5 |
"""


def test_pieces_say_what_the_lines_say():
    kinds = [(piece.kind, piece.level, piece.marker, piece.text) for piece in reading(TEXT).pieces]

    assert kinds == [
        ("heading", 1, "I.", "I. KẾT QUẢ"),
        ("paragraph", 0, "", "Toàn tỉnh có 12 chợ và 03 siêu thị."),
        ("item", 1, "-", "- Chợ hạng 1: 02 chợ"),
        ("item", 2, "+", "+ Chợ Bình Minh"),
        ("note", 0, "", "Gồm chợ nông thôn."),
        ("cell", 0, "", "Huyện"),
        ("cell", 0, "", "Số chợ"),
        ("cell", 0, "", "A"),
        ("cell", 0, "", "5"),
    ]


def test_marks_stand_where_they_are_printed():
    made = reading(TEXT)

    marks = [(mark.number, made.text[mark.start : mark.end]) for mark in made.pieces[1].marks]

    assert marks == [("1", "1"), ("2", "(2)")]


@given(st.lists(st.text("aă (1)-+#^|[]~.", max_size=12), max_size=6))
def test_every_character_knows_its_place(lines):
    made = reading("\n".join(lines))

    for piece in made.pieces:
        assert [made.text[place] for place in piece.origins[:-1]] == list(piece.text)
        assert list(piece.origins) == sorted(piece.origins)
