"""Slips of hand: which one printed number, changed as hands change numbers, would make the arithmetic right."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import chain

from congthuong.core.audit.model import Claim
from congthuong.core.quantities import Interval


def near_slip(claim: Claim, wanted: Interval, *, strict: bool = False) -> Decimal | None:
    """A value inside `wanted` (in the claim's own unit) that one slip turns into the printed value, or None.

    A slip is one digit replaced or two neighbours swapped; unless `strict` also one left out or added, or the point
    moved by one or three places. The slips are those of J. Reason, Human Error (1990), seen in retyped tables.
    """
    number = abs(int(claim.value.scaleb(claim.decimals)))
    low = int(wanted.low.scaleb(claim.decimals).to_integral_value(ROUND_CEILING))
    high = int(wanted.high.scaleb(claim.decimals).to_integral_value(ROUND_FLOOR))
    candidates = _exchanged(number) if strict else chain(_exchanged(number), _longer_or_shorter(number))
    for candidate in candidates if low <= high else ():
        if low <= candidate <= high:
            return Decimal(candidate).scaleb(-claim.decimals)
    if strict:
        return None
    for shift in (-3, -1, 1, 3):
        value = claim.value.scaleb(shift)
        if value in wanted:
            return value
    return None


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
