"""A cell misread is a figure invented: separators, signs, gaps."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.audit.table_cells import cell_text, common_style, numbers_of, stands_loosely_for
from congthuong.core.quantities import Interval


@pytest.mark.parametrize(
    ("text", "style", "value", "decimals"),
    [
        ("5.268", "", "5268", 0),
        ("19.125,44", "", "19125.44", 2),
        ("19,125.44", "", "19125.44", 2),
        ("1.234.567", "en", "1234567", 0),
        ("5.268", "en", "5.268", 3),
        ("5,268", "vi", "5.268", 3),
        ("5,268", "en", "5268", 0),
        ("0,80", "", "0.80", 2),
        ("1234.5", "", "1234.5", 1),
        ("12 345,6", "", "12345.6", 1),
        ("↑ 12,3%", "", "12.3", 1),
        ("↓12,3%", "", "-12.3", 1),
        ("12,3% ▼", "", "-12.3", 1),
        ("(2,5)", "", "-2.5", 1),
        ("-2,89", "", "-2.89", 2),
        ("−2,89%", "", "-2.89", 2),
        ("+7", "", "7", 0),
        ("giảm 5,1", "", "-5.1", 1),
        ("5.268 tấn", "", "5268", 0),
        ("12,5*", "", "12.5", 1),
    ],
)
def test_a_number_cell_is_read_with_its_sign_and_decimals(text, style, value, decimals):
    (number,) = numbers_of(cell_text(text), style, signed=True)

    assert (number.value, number.decimals) == (Decimal(value), decimals)


def test_brackets_are_no_minus_where_nothing_can_fall():
    (number,) = numbers_of(cell_text("(99,7)"), "", signed=False)

    assert number.value == Decimal("99.7")


@pytest.mark.parametrize("text", ["", " ", "-", "–", "…", "...", "x", "X", "*"])
def test_a_gap_is_missing_not_zero(text):
    assert cell_text(text).kind == "missing"
    assert numbers_of(cell_text(text), "", signed=True) == ()


@pytest.mark.parametrize(
    "text", ["Quý I", "12/6/2020", "1.2.3", "1,2,3", "QĐ 15", "12,34.5,6", "5" * 30, "12-15", "(5"]
)
def test_what_is_no_number_stays_words(text):
    assert cell_text(text).kind == "text"


def test_a_part_of_a_whole_is_two_numbers_with_their_places():
    part, whole = numbers_of(cell_text("83/85"), "", signed=False)

    assert (part.value, part.start, part.end) == (83, 0, 2)
    assert (whole.value, whole.start, whole.end) == (85, 3, 5)


def test_the_neighbours_settle_what_a_cell_leaves_open():
    assert common_style(map(cell_text, ["1.234", "12,5", "7"])) == "vi"
    assert common_style(map(cell_text, ["1.234", "12.5", "7"])) == "en"
    assert common_style(map(cell_text, ["1.234", "7"])) == ""


def test_zeros_at_the_end_may_be_rounding():
    assert stands_loosely_for(Decimal(45400), 0) == Interval(Decimal(45350), Decimal(45450))
    assert stands_loosely_for(Decimal("12.50"), 2) == Interval(Decimal("12.495"), Decimal("12.505"))
    assert stands_loosely_for(Decimal(0), 0) == Interval(Decimal("-0.5"), Decimal("0.5"))


@given(st.text(alphabet="0123456789.,-–+()%/ ↑↓xtấn*\u00a0", max_size=70))
def test_odd_cells_never_raise_and_places_hold_the_digits(text):
    cell = cell_text(text)
    for style in ("", "vi", "en"):
        for number in numbers_of(cell, style, signed=True):
            shown = "".join(filter(str.isdigit, text[number.start : number.end]))
            assert shown.lstrip("0") == "".join(filter(str.isdigit, str(abs(number.value)))).lstrip("0")
