"""What somebody types becomes the figure that was meant, or a question; never another figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.forms.cells import Blank, Figure, Question, Unreadable, cell_text, read_cell
from congthuong.core.quantities import unit_of

TONNES, PERCENT, HOUSEHOLDS = unit_of("tấn"), unit_of("%"), unit_of("hộ")
FIGURES = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("19.125,44", "19125.44"),
        ("5.268", "5268"),
        ("1850", "1850"),
        ("-2,89", "-2.89"),
        ("−2,89", "-2.89"),
        (" 27,50\u00a0", "27.50"),
        ("1.850 tấn", "1850"),
        ("0", "0"),
    ],
)
def test_vietnamese_numbers_are_read_to_the_last_stated_digit(typed: str, value: str):
    assert read_cell(typed, TONNES, 2) == Figure(Decimal(value))
    reading = read_cell(typed, TONNES, 2)
    assert isinstance(reading, Figure) and reading.value.as_tuple() == Decimal(value).as_tuple()


def test_a_percent_sign_stands_in_a_row_of_percentages_only():
    assert read_cell("0,80%", PERCENT, 2) == Figure(Decimal("0.80"))
    assert isinstance(read_cell("0,80%", TONNES, 2), Unreadable)


@pytest.mark.parametrize("typed", ["", "   ", "…", "...", "x"])
def test_nothing_and_not_available_are_missing(typed: str):
    assert read_cell(typed, TONNES) == Blank()


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("1 850", ("1.850",)),
        ("1,850", ("1.850", "1,8500")),
        ("12.5", ("12,5",)),
        ("19,125.44", ("19.125,44",)),
        ("-", ("0", "")),
        ("1,85 nghìn tấn", ("1.850",)),
    ],
)
def test_what_may_mean_two_figures_is_asked(typed: str, choices: tuple[str, ...]):
    reading = read_cell(typed, TONNES, 2)
    assert isinstance(reading, Question)
    assert reading.choices == choices
    for choice in choices:
        assert isinstance(read_cell(choice, TONNES, 2), Figure | Blank)


@pytest.mark.parametrize(
    "typed", ["56..537,447", "↑ 12,3%", "12/05/2020", "muời hai", "1.85.0", "=SUM(A1)", "1" * 40]
)
def test_what_is_no_number_is_refused(typed: str):
    assert isinstance(read_cell(typed, TONNES, 2), Unreadable)


def test_things_that_are_counted_are_whole():
    assert isinstance(read_cell("12,5", HOUSEHOLDS), Unreadable)
    reading = read_cell("1,850", HOUSEHOLDS)
    assert isinstance(reading, Question) and reading.choices == ("1.850",)


@given(FIGURES)
def test_what_is_written_is_read_back(value: Decimal):
    reading = read_cell(cell_text(value), TONNES, 2)
    assert isinstance(reading, Figure)
    assert reading.value == value


@given(st.text(max_size=60))
def test_reading_never_fails(typed: str):
    for unit in (TONNES, PERCENT, HOUSEHOLDS):
        assert isinstance(read_cell(typed, unit, 2), Figure | Blank | Question | Unreadable)


@given(st.text(alphabet="0123456789.,- ", min_size=1, max_size=12))
def test_a_figure_has_the_digits_that_were_typed(typed: str):
    reading = read_cell(typed, TONNES, 2)
    if isinstance(reading, Figure):
        digits = "".join(sign for sign in typed if sign.isdigit())
        read = "".join(map(str, reading.value.as_tuple().digits))
        assert digits.lstrip("0") == read.lstrip("0")
