"""Slips of the hand that real returns have."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise


def times_thousand(value: Decimal) -> Decimal:
    """Typed in another unit: kilograms where tonnes were asked."""
    return value * 1000


def transposed(value: Decimal) -> Decimal:
    """The first two neighbouring digits that differ, exchanged: 1.234 becomes 2.134."""
    text = format(value, "f")
    places = [number for number, sign in enumerate(text) if sign.isdigit()]
    for first, second in pairwise(places):
        if text[first] != text[second]:
            signs = list(text)
            signs[first], signs[second] = signs[second], signs[first]
            return Decimal("".join(signs))
    return value


def negative(value: Decimal) -> Decimal:
    """A minus sign that was meant as a dash."""
    return -value
