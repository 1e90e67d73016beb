"""Tables that nobody would draw: every rule on tables bears them, and points only at what is there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from congthuong.core.audit.rules.indices import RULES as INDICES
from congthuong.core.audit.rules.tables import RULES as TABLES
from congthuong.core.audit.tables import prose_cells
from congthuong.core.document.reading import CellPlace, Piece, Reading
from core.audit.made_tables import understood_tables

WORDS = (
    "", "-", "…", "x", "0", "0,0", "-0", "100", "100,0", "1.234", "12,5%", "↓ 3", "(2,5)", "83/85", "0/0", "2019", "2020",
    "Tổng số", "Cộng", "Trong đó:", "Trong đó: - a", "I", "1.1", "a)", "STT", "ĐVT", "Tỷ đồng", "Tháng 1", "Tháng 2",
    "Kế hoạch năm 2020", "Thực hiện 6T/2019", "So KH (%)", "So với cùng kỳ (%)", "Tỷ trọng (%)", "Tăng/giảm (+/-)",
    "Tháng trước so cùng kỳ", "So với tháng trước (%)", "Cộng dồn 2 tháng so cùng kỳ (%)", "Lũy kế 6 tháng", "Còn lại",
    "(3)=(1)/(2)*100", "3=2/1", "(1)", "2", "3=(2-1)/1*100", "4=1+2+3", "5=4/0", "6=6", "1e9", "9" * 40,
)  # fmt: skip
cells = st.tuples(st.sampled_from(WORDS), st.integers(1, 3), st.integers(1, 3), st.booleans())
grids = st.lists(st.lists(cells, min_size=1, max_size=7), min_size=1, max_size=9)


def drawn(grid: list[list[tuple[str, int, int, bool]]]) -> Reading:
    pieces: list[Piece] = []
    text = ""
    for row, line in enumerate(grid):
        for column, (words, wide, high, header) in enumerate(line):
            place = CellPlace(0, row, column, header, wide, high)
            at = len(text)
            pieces.append(Piece("cell", words, tuple(range(at, at + len(words) + 1)), cell=place))
            text += words + "\n"
    return Reading("la.txt", "txt", text, tuple(pieces))


@settings(max_examples=400, deadline=None)
@given(grids)
def test_rules_bear_any_table_and_point_at_its_figures(grid):
    understanding = understood_tables(drawn(grid))

    known = {claim.id for claim in understanding.claims}
    for rule in (*TABLES, *INDICES):
        for one in rule(understanding):
            assert len(one.claims) > 1
            assert set(one.claims) <= known
            assert one.arithmetic
            assert bool(one.message) == (one.verdict != "consistent")
    for claim in understanding.claims:
        assert understanding.reading.text[claim.span.start : claim.span.end] == claim.text
        assert claim in understanding.statements[claim.statement].claims


@given(grids)
def test_no_cell_is_prose_and_figure_at_once(grid):
    reading = drawn(grid)

    claimed = {claim.piece for claim in understood_tables(reading).claims}
    for table in reading.tables():
        assert not {reading.pieces.index(piece) for piece in prose_cells(table)} & claimed
