"""What a printed number may stand for: its unit as compared, its interval, and that with trailing zeros rounded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from congthuong.core.audit.cues import vocabulary
from congthuong.core.quantities import Interval, Quantity, Unit

_LOOSEST: Final = Decimal("0.01")
"""Trailing zeros excuse one per cent at most: 120.000.000 đồng is not anything from 115 to 125 million."""


def named_alike(quantity: Quantity) -> Quantity:
    """DN and doanh nghiệp are one noun to whoever compares them."""
    noun = vocabulary()["aliases"].get(quantity.unit.base)
    return replace(quantity, unit=Unit(noun, quantity.unit.exponent)) if noun else quantity


def loose(quantity: Quantity, interval: Interval) -> Interval:
    """What the rules reckon with: trailing zeros taken for rounding, things counted one by one taken exactly."""
    if quantity.unit.is_count or (
        not quantity.unit.base and not quantity.unit.exponent and not quantity.decimals
    ):
        if quantity.qualifier or interval.high - interval.low > 1:
            return interval
        if quantity.value < 1000 or quantity.value % 100:
            return Interval(quantity.value, quantity.value)
    if quantity.decimals or quantity.value == 0 or quantity.value % 100:
        return interval
    exponent = quantity.value.normalize().as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1) if isinstance(exponent, int) else Decimal(0)
    half = min(half, abs(quantity.value) * _LOOSEST)
    return Interval(min(interval.low, quantity.value - half), max(interval.high, quantity.value + half))
