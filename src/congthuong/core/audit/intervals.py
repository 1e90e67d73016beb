"""Arithmetic over what printed figures may stand for, and the verdict when a result is stated too.

Every operand stands once in each formula here, so interval arithmetic gives the exact range of the result.
Source of the idea: R. E. Moore, Interval Analysis (1966), ch. 2; a printed figure stands for half a unit in its last
place on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from congthuong.core.audit.model import Claim, Verdict
from congthuong.core.quantities import Interval, Unit, convert, convertible

HUNDRED = Decimal(100)
_ZERO = Decimal(0)


def exactly(value: Decimal | int) -> Interval:
    return Interval(Decimal(value), Decimal(value))


_WHOLE = exactly(100)


def plus(first: Interval, second: Interval) -> Interval:
    return Interval(first.low + second.low, first.high + second.high)


def minus(first: Interval, second: Interval) -> Interval:
    return Interval(first.low - second.high, first.high - second.low)


class Bounded(Protocol):
    """Whatever lies between two bounds."""

    @property
    def low(self) -> Decimal: ...

    @property
    def high(self) -> Decimal: ...


def total(parts: Iterable[Bounded]) -> Interval:
    """The sum of the parts; zero for none."""
    low = high = _ZERO
    for part in parts:
        low += part.low
        high += part.high
    return Interval(low, high)


def times(first: Interval, second: Interval) -> Interval:
    if first.low >= 0 and second.low >= 0:  # most figures are
        return Interval(first.low * second.low, first.high * second.high)
    products = [a * b for a in (first.low, first.high) for b in (second.low, second.high)]
    return Interval(min(products), max(products))


def over(first: Interval, second: Interval) -> Interval | None:
    """The quotient; None when the divisor may be zero."""
    if second.low <= 0 <= second.high:
        return None
    if first.low >= 0 and second.low > 0:
        return Interval(first.low / second.high, first.high / second.low)
    quotients = [a / b for a in (first.low, first.high) for b in (second.low, second.high)]
    return Interval(min(quotients), max(quotients))


def percent_of(part: Interval, whole: Interval) -> Interval | None:
    ratio = over(part, whole)
    return times(ratio, _WHOLE) if ratio else None


def growth(now: Interval, base: Interval) -> Interval | None:
    """(now / base - 1) × 100; None when the base may be zero or less."""
    ratio = over(now, base) if base.low > 0 else None
    return minus(times(ratio, _WHOLE), _WHOLE) if ratio else None


def base_of(now: Interval, rate: Interval) -> Interval | None:
    """The level that grew to `now` by `rate` %; None when the rate may be -100 %."""
    return over(times(now, _WHOLE), plus(_WHOLE, rate))


def widened(interval: Interval, by: Decimal) -> Interval:
    return Interval(interval.low - by, interval.high + by)


def last_place(claim: Claim) -> Decimal:
    """One unit in the last printed place, in the claim's own unit."""
    return Decimal(1).scaleb(-claim.decimals)


def signed(claim: Claim, *, loose: bool = True) -> Interval:
    """A change or difference with its sign: "giảm 2,89%" is -2,89."""
    interval = claim.loose if loose else claim.interval
    return Interval(-interval.high, -interval.low) if claim.direction == "down" else interval


def alike(first: Unit, second: Unit) -> bool:
    """Whether values in the two units can be compared: one base, or bases that convert."""
    return convertible(first, second)


def within(claim: Claim, unit: Unit, *, loose: bool = True) -> Interval:
    """What the claim may stand for, in another unit. Raises IncompatibleUnits."""
    interval = claim.loose if loose else claim.interval
    if claim.unit == unit:
        return interval
    if claim.unit.base == unit.base:
        shift = claim.unit.exponent - unit.exponent
        return Interval(interval.low.scaleb(shift), interval.high.scaleb(shift))
    return Interval(convert(interval.low, claim.unit, unit), convert(interval.high, claim.unit, unit))


def exact(claim: Claim, unit: Unit | None = None) -> Interval:
    """The claim's value as printed, for showing the arithmetic; in another unit where one is given."""
    printed = exactly(claim.value)
    if unit is None or claim.unit == unit:
        return printed
    if claim.unit.base == unit.base:
        return exactly(claim.value.scaleb(claim.unit.exponent - unit.exponent))
    return exactly(convert(claim.value, claim.unit, unit))


def verdict(
    computed: Interval | None, stated: Interval, place: Decimal, point: Interval | None = None
) -> Verdict | None:
    """Whether a stated result fits the computed one: within the intervals, off by one in its last `place`, or not.

    `point` is the result of the figures as printed: short operands leave a wide interval, and what is off by more than the
    last place then is no rounding ("100 tấn, tăng 5% (98 tấn)" is 2%). None when nothing could be computed.
    """
    if computed is None:
        return None
    if computed.overlaps(stated):
        return "consistent"
    near = widened(stated, place)
    rounded = computed.overlaps(near) and (point is None or point.overlaps(near))
    return "rounding" if rounded else "contradiction"
