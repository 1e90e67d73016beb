"""Slips of hands that retype tables: two neighbours swapped, one digit replaced, three noughts more or fewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

LONG: Final = 6
"""Digits from which on one replaced digit is a slip and not a revision."""
SHORTEST: Final = 3
FAR, CLOSE = Decimal("0.2"), Decimal("0.12")
_TIMES: Final = (1000, 1_000_000)
_NEAR: Final = Decimal(2)


def slip_between(value: Decimal, known: Decimal) -> str:
    """How one became the other by one slip, as words; "" when it did not.

    15781.084 and 15718.084 are told apart by two neighbours. The last digit alone is rounding, not a slip.
    """
    one, other = _digits(value, known)
    if len(one) != len(other) or len(one) < SHORTEST or one == other:
        return ""
    places = [at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(places) == 2 and places[1] == places[0] + 1:
        first, second = places
        # Of three digits only the first two are told: the last ones also differ by small revisions.
        far = len(one) > SHORTEST or first == 0
        if far and one[first] == other[second] and one[second] == other[first]:
            return f"hai chữ số đổi chỗ ({one[first]}{one[second]} và {other[first]}{other[second]})"
    if len(places) == 1 and len(one) >= LONG and places[0] < len(one) - 3:
        return f"một chữ số ({one[places[0]]} và {other[places[0]]})"
    return ""


def _digits(value: Decimal, known: Decimal) -> tuple[str, str]:
    """Both without sign and point, with equally many decimals."""
    decimals = max(0, *(-int(one.as_tuple().exponent) for one in (value, known)))
    return str(abs(int(value.scaleb(decimals)))), str(abs(int(known.scaleb(decimals))))


def times_slipped(value: Decimal, known: Decimal) -> int:
    """1000 or 1,000,000 when one is about so many times the other, else 0."""
    if not value or not known:
        return 0
    ratio = abs(value / known)
    if ratio < 1:
        ratio = 1 / ratio
    return next((times for times in _TIMES if times / _NEAR < ratio < times * _NEAR), 0)


def swapped(value: Decimal) -> Iterator[Decimal]:
    """The values that two swapped neighbours would have made of it."""
    exponent = int(value.as_tuple().exponent)
    digits = str(abs(int(value.scaleb(-exponent)))) if exponent < 0 else str(abs(int(value)))
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield Decimal(other).scaleb(min(exponent, 0))


def index_slip(
    value: Decimal, references: Sequence[Decimal], far: Decimal = FAR
) -> tuple[str, Decimal] | None:
    """By which slip an index far from its neighbours becomes one that lies close to them, and that index.

    Indices and rates of growth stand around 100: 1068 beside 104,0 lost its point, 69,2 beside 97 and 104 was typed the
    wrong way round. `far` is how far, as a part of what it is held against. None where it is not far, or where no slip explains it.
    """
    near = [one for one in references if one > 0]
    if value <= 0 or not near:
        return None
    middle = median(near)
    if abs(value / middle - 1) < far:
        return None
    ways = [("thừa hoặc thiếu dấu phẩy", value.scaleb(by)) for by in (-1, -2, -3, 1, 2)]
    ways += [("hai chữ số đổi chỗ", one) for one in swapped(value)]
    close = [(abs(one / middle - 1), what, one) for what, one in ways if abs(one / middle - 1) <= CLOSE]
    if not close:
        return None
    _, what, one = min(close)
    return what, one
