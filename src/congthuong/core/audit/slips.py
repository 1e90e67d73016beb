"""Slips of hand: which one printed number, changed as hands change numbers, would make the arithmetic right."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import chain
from typing import Final

from congthuong.core.audit.model import Claim
from congthuong.core.quantities import Interval

_LONGEST: Final = 10**18
"""No figure is longer; what odd text prints is not looked at digit by digit."""


def near_slip(claim: Claim, wanted: Interval, *, strict: bool = False) -> Decimal | None:
    """A value inside `wanted` (in the claim's own unit) that one slip turns into the printed value, or None.

    A slip is one digit replaced or two neighbours swapped; unless `strict` also one left out or added, or the point
    moved by one or three places. The slips are those of J. Reason, Human Error (1990), seen in retyped tables.
    """
    number = int(claim.value.scaleb(claim.decimals))
    low = int(wanted.low.scaleb(claim.decimals).to_integral_value(ROUND_CEILING))
    high = int(wanted.high.scaleb(claim.decimals).to_integral_value(ROUND_FLOOR))
    for candidate in _slips(number, strict) if low <= high else ():
        if low <= candidate <= high:
            return Decimal(candidate).scaleb(-claim.decimals)
    if strict:
        return None
    for shift in (-3, -1, 1, 3):
        value = claim.value.scaleb(shift)
        if value in wanted:
            return value
    return None


def slips_of(number: int) -> frozenset[int]:
    """Every number that one slip makes of a printed one, the point not moved."""
    return frozenset(_slips(number, False))


@lru_cache(maxsize=4096)
def _slips(number: int, strict: bool) -> tuple[int, ...]:
    """A sign is no digit: it stays before whatever becomes of the number."""
    if number < 0:
        return tuple(-one for one in _slips(-number, strict))
    if number > _LONGEST:
        return ()
    return tuple(_exchanged(number) if strict else chain(_exchanged(number), _longer_or_shorter(number)))


def chance(claim: Claim, wanted: Interval, *, strict: bool = False) -> Decimal:
    """How many slips of a number one may expect to fall into an interval that has nothing to do with it.

    That is as many as lie within half and twice of it, spread evenly, over the width of the interval.
    """
    number = abs(int(claim.value.scaleb(claim.decimals)))
    middle = abs(wanted.low + wanted.high).scaleb(claim.decimals) / 2
    width = max((wanted.high - wanted.low).scaleb(claim.decimals), Decimal(1))
    if not middle:
        return Decimal(1)
    least, most = int(middle / 2), int(middle * 2)
    near = sum(least < one < most for one in _slips(number, strict))
    return min(Decimal(1), near * width / (middle * Decimal("1.5")))


def _exchanged(number: int) -> Iterator[int]:
    """One digit replaced, or two neighbours swapped."""
    digits = str(number)
    place = 10 ** (len(digits) - 1)
    for at, old in enumerate(map(int, digits)):
        for new in range(10):
            if new != old:
                yield number + (new - old) * place
        if at + 1 < len(digits) and (following := int(digits[at + 1])) != old:
            yield number + (following - old) * (place - place // 10)
        place //= 10


def _longer_or_shorter(number: int) -> Iterator[int]:
    """One digit left out, or one more."""
    digits = str(number)
    for at in range(len(digits)):
        if len(digits) > 1:
            yield int(digits[:at] + digits[at + 1 :])
    for at in range(len(digits) + 1):
        for new in "0123456789":
            yield int(digits[:at] + new + digits[at:])
