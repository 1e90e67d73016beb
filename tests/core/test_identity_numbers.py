"""Identity numbers, tax numbers and phones as people type them: read when right, refused in words when not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.identity import WEIGHTS, person_number_of, phone_of, tax_number_of

TODAY = date(2026, 11, 26)
nine = st.text("0123456789", min_size=9, max_size=9)


def checked(head: str) -> str:
    """The tenth digit worked out the long way; "" where no digit fits."""
    total = sum(int(digit) * weight for digit, weight in zip(head, WEIGHTS, strict=True))
    digit = 10 - total % 11
    return f"{head}{digit}" if 0 <= digit < 10 else ""


@given(nine, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_a_tax_number_is_noticed(head: str, place: int, shift: int):
    number = checked(head)
    if not number:
        return
    assert tax_number_of(f"{number[:4]} {number[4:7]}.{number[7:]}") == number
    assert tax_number_of(f"{number}001") == f"{number}-001"
    digit = str((int(number[place]) + shift) % 10)
    with pytest.raises(ValueError, match="chữ số kiểm tra"):
        tax_number_of(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("084 123 456 789", "084123456789"),
        ("084.123.456.789", "084123456789"),
        ("c1234567", "C1234567"),
    ],
)
def test_numbers_of_people_are_read_however_they_are_spaced(typed: str, kept: str):
    assert person_number_of(typed, TODAY) == kept


def test_an_old_identity_card_counts_until_its_day():
    assert person_number_of("334 567 890", date(2024, 12, 31)) == "334567890"
    with pytest.raises(ValueError, match="01/01/2025"):
        person_number_of("334567890", date(2025, 1, 1))


@pytest.mark.parametrize(
    "typed", ["", "123", "184123456789", "0841234567890", "08412345678x", "٠٨٤١٢٣٤٥٦٧٨٩"]
)
def test_what_is_no_number_of_a_person_is_refused(typed: str):
    with pytest.raises(ValueError, match="12 chữ số"):
        person_number_of(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("+84 (0) 912 345 678", "0912345678"),
        ("(0294) 3862-123", "02943862123"),
    ],
)
def test_phones_are_one_however_they_are_written(typed: str, kept: str):
    assert phone_of(typed) == kept


@pytest.mark.parametrize("typed", ["", "912345678", "01234567890", "0612345678", "091234567", "٠٩١٢٣٤٥٦٧٨", "+1 202 555 0100"])  # fmt: skip
def test_what_is_no_phone_is_refused(typed: str):
    with pytest.raises(ValueError, match="di động"):
        phone_of(typed)
