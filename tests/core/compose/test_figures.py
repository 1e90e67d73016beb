"""How a value is worded where no template is needed to ask for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congthuong.core.compose.figures import words_of
from congthuong.core.ledger.known import Known
from congthuong.core.quantities import UNITLESS


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("9", "chín"),
        ("0", "không"),
        ("999999999999", "chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín "
         "nghìn chín trăm chín mươi chín"),
        ("1000000000000", "1.000.000.000.000"),
        ("-3", "-3"),
        ("2.5", "2,5"),
    ],
)  # fmt: skip
def test_a_count_without_words_stays_in_figures(value: str, words: str) -> None:
    """A report must not end in an error because a difference that it says in words became negative."""
    number = Decimal(value)
    decimals = 1 if number % 1 else 0
    assert words_of(Known("x", "x", number, UNITLESS, decimals, "count")) == words
