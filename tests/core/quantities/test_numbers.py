"""Numbers in cells: a thousands point taken for a decimal comma would change a figure a thousandfold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.quantities import (
    CommaAsThousands,
    DateAsNumber,
    EmptyNumber,
    NotANumber,
    NotNumberWords,
    NumberWithUnit,
    PointAsDecimal,
    number_to_words,
    read_decimals,
    read_number,
    words_to_number,
    write_number,
)


@pytest.mark.parametrize(
    ("cell", "value", "decimals"),
    [
        ("3994", "3994", 0),
        ("5.268", "5268", 0),
        ("19.125,44", "19125.44", 2),
        ("-2,89", "-2.89", 2),
        ("−2,89", "-2.89", 2),
        ("04", "4", 0),
        ("0,80", "0.80", 2),
        ("294.800.000", "294800000", 0),
        (" 5.268 ", "5268", 0),
        ("0", "0", 0),
    ],
)
def test_vietnamese_numbers(cell, value, decimals):
    assert str(read_number(cell)) == value if decimals else read_number(cell) == Decimal(value)
    assert read_decimals(cell) == decimals


@pytest.mark.parametrize(
    ("cell", "problem", "sentence"),
    [
        ("19316.69", PointAsDecimal, "hãy viết 19316,69."),
        ("0.123", PointAsDecimal, "hãy viết 0,123."),
        ("-2.89", PointAsDecimal, "hãy viết -2,89."),
        ("1,234,567", CommaAsThousands, "hãy viết 1.234.567."),
        ("1,234.56", CommaAsThousands, "hãy viết 1.234,56."),
        ("08/6/2020", DateAsNumber, "là ngày tháng"),
        ("2020-06-08", DateAsNumber, "là ngày tháng"),
        ("2020-06-08 00:00:00", DateAsNumber, "là ngày tháng"),
        ("", EmptyNumber, "còn trống"),
        ("  ", EmptyNumber, "còn trống"),
        ("5.268 tấn", NumberWithUnit, "hãy để 5.268 ở ô số và «tấn» ở cột đơn vị."),
        ("99,71%", NumberWithUnit, "«%»"),
        ("abc", NotANumber, "không phải là số"),
        ("1.23.4", NotANumber, "không phải là số"),
        ("12.34", PointAsDecimal, "hãy viết 12,34."),
        ("1e5", NotANumber, "không phải là số"),
        ("nan", NotANumber, "không phải là số"),
        ("Infinity", NotANumber, "không phải là số"),
        ("٣", NotANumber, "không phải là số"),
        ("1_000", NotANumber, "không phải là số"),
        ("2,5,6", NotANumber, "không phải là số"),
        ("9" * 31, NotANumber, "không phải là số"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(cell, problem, sentence):
    with pytest.raises(NotANumber) as raised:
        read_number(cell)
    assert type(raised.value) is problem
    assert sentence in raised.value.message


@given(st.decimals(min_value=-(10**18), max_value=10**18, places=3), st.integers(0, 6))
def test_written_numbers_read_back(value, decimals):
    written = write_number(value, decimals)
    assert write_number(read_number(written), decimals) == written
    assert read_decimals(written) == decimals
    assert abs(read_number(written) - value) <= Decimal(5).scaleb(-decimals - 1)


@given(st.text(max_size=40))
def test_any_cell_gives_a_number_or_a_sentence(cell):
    try:
        assert read_number(cell).is_finite()
    except NotANumber as problem:
        assert problem.message


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (9, "chín"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (55, "năm mươi lăm"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_005, "một nghìn không trăm linh năm"),
        (313_982, "ba trăm mười ba nghìn chín trăm tám mươi hai"),
        (999_999, "chín trăm chín mươi chín nghìn chín trăm chín mươi chín"),
    ],
)
def test_numbers_in_words(number, words):
    assert (number_to_words(number), words_to_number(words)) == (words, number)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Chín", 9),
        ("một trăm lẻ năm", 105),
        ("hai mươi tư", 24),
        ("một ngàn", 1000),
        ("bẩy", 7),
        ("hai chục", 20),
    ],
)
def test_other_ways_to_say_a_number(words, number):
    assert words_to_number(words) == number


@pytest.mark.parametrize(
    "words", ["", "mươi", "hai ba", "trăm", "một trăm linh", "sản phẩm", "mười nghìn nghìn"]
)
def test_words_that_are_no_number_are_refused(words):
    with pytest.raises(NotNumberWords):
        words_to_number(words)


@given(st.integers(0, 10**12 - 1))
def test_every_number_in_words_reads_back(number):
    assert words_to_number(number_to_words(number)) == number


def test_there_are_no_words_for_less_than_nothing():
    with pytest.raises(ValueError, match="-1"):
        number_to_words(-1)
