"""Slips of hand: which one printed number, changed as hands change numbers, would make the arithmetic right."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from congthuong.core.audit.model import Claim
from congthuong.core.quantities import Interval


def near_slip(claim: Claim, wanted: Interval, *, strict: bool = False) -> Decimal | None:
    """A value inside `wanted` (in the claim's own unit) that one slip turns into the printed value, or None.

    A slip is one digit replaced or two neighbours swapped; unless `strict` also one left out or added, or the point
    moved by one or three places. The slips are those of J. Reason, Human Error (1990), seen in retyped tables.
    """
    digits = str(abs(int(claim.value.scaleb(claim.decimals))))
    for candidate in _exchanged(digits):
        value = Decimal(candidate).scaleb(-claim.decimals)
        if value in wanted:
            return value
    if strict:
        return None
    for candidate in _longer_or_shorter(digits):
        value = Decimal(candidate).scaleb(-claim.decimals)
        if value in wanted:
            return value
    for shift in (-3, -1, 1, 3):
        value = claim.value.scaleb(shift)
        if value in wanted:
            return value
    return None


def _exchanged(digits: str) -> Iterator[str]:
    """One digit replaced, or two neighbours swapped."""
    for at, old in enumerate(digits):
        for new in "0123456789":
            if new != old:
                yield digits[:at] + new + digits[at + 1 :]
        if at + 1 < len(digits) and digits[at + 1] != old:
            yield digits[:at] + digits[at + 1] + old + digits[at + 2 :]


def _longer_or_shorter(digits: str) -> Iterator[str]:
    """One digit left out, or one more."""
    for at in range(len(digits)):
        if len(digits) > 1:
            yield digits[:at] + digits[at + 1 :]
    for at in range(len(digits) + 1):
        for new in "0123456789":
            yield digits[:at] + new + digits[at:]
