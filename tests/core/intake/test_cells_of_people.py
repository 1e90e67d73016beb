"""Cells as people write them: read where they can be read, asked about where they can be read twice, never dropped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.intake.figures import Read, read_figure, style_of

READ = [
    ("115,41", "115.41"),
    ("115.41", "115.41"),
    ("19.125,44", "19125.44"),
    ("19,125.44", "19125.44"),
    ("17 863 934,78", "17863934.78"),
    ("1.234.567", "1234567"),
    ("-3,5", "-3.5"),
    ("−3,5 %", "-3.5"),
    ("7 tấn", "7"),
    (115.41, "115.41"),
    (0.1 + 0.2, "0.3"),
    (1164.0, "1164"),
    (3, "3"),
]


@pytest.mark.parametrize(("cell", "value"), READ)
def test_a_clear_figure_is_read_without_a_question(cell: str | float, value: str) -> None:
    read = read_figure(cell)
    assert (read.value, read.doubt, read.growth) == (Decimal(value), "", 0)


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "…", "...", "x", "không có", "n/a"])
def test_a_dash_is_a_missing_figure_and_never_zero(cell: str) -> None:
    assert read_figure(cell) == Read()


@pytest.mark.parametrize(
    ("cell", "value", "way"),
    [
        ("↑ 12,3%", "12.3", 1),
        ("▼ 5,2 %", "-5.2", -1),
        ("tăng 4,1%", "4.1", 1),
        ("giảm 5,2%", "-5.2", -1),
        ("3,4 ↓", "-3.4", -1),
    ],
)
def test_an_arrow_says_which_way(cell: str, value: str, way: int) -> None:
    read = read_figure(cell)
    assert (read.value, read.growth, read.doubt) == (Decimal(value), way, "")


def test_a_doubled_separator_is_read_and_told() -> None:
    read = read_figure("56..537,447 tỷ đồng")
    assert (read.value, read.doubt, str(read.unit)) == (Decimal("56537.447"), "doubled", "tỷ đồng")


@pytest.mark.parametrize(
    ("cell", "value", "other"), [("12.345", "12345", "12.345"), ("12,345", "12.345", "12345")]
)
def test_three_digits_after_one_sign_are_asked_about(cell: str, value: str, other: str) -> None:
    read = read_figure(cell)
    assert (read.value, read.other, read.doubt) == (Decimal(value), Decimal(other), "separator")


def test_the_other_cells_of_the_sheet_decide() -> None:
    assert style_of(["12.345", "1.234,5"]) == "vi"
    assert style_of(["12.345", "115.41"]) == "en"
    assert style_of(["12.345", "115,41", "3.5"]) == ""
    assert read_figure("12.345", "vi") == Read(Decimal(12345))
    assert read_figure("12.345", "en") == Read(Decimal("12.345"), 3)


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("abc", "letters"),
        ("12/3", "letters"),
        ("1.23.4", "letters"),
        ("#DIV/0!", "error"),
        (date(2026, 3, 12), "date"),
        (True, "letters"),
    ],
)
def test_what_cannot_be_read_is_said(cell: object, doubt: str) -> None:
    read = read_figure(cell)  # type: ignore[arg-type]
    assert (read.value, read.doubt) == (None, doubt)


@given(st.text(max_size=30))
def test_no_text_whatever_brings_the_reading_down(text: str) -> None:
    read = read_figure(text)
    assert read.value is None or read.value.is_finite()


@given(st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
def test_every_number_of_a_cell_comes_out_as_it_went_in(number: Decimal) -> None:
    assert read_figure(float(number)).value == number
