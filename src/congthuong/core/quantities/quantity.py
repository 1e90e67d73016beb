"""A figure as a value: number, unit, decimals as printed, and the interval it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from congthuong.core.quantities.units import Unit

MORE: Final = frozenset({"trên", "hơn"})
LESS: Final = frozenset({"gần", "dưới"})
ABOUT: Final = frozenset({"khoảng"})
QUALIFIERS: Final = MORE | LESS | ABOUT

# Rounding to a place is exact in every digit that stays, whatever precision the caller calculates with.
_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` at `decimals` places, halves away from zero (as the statistics offices round)."""
    rounded = value.quantize(_place(decimals), ROUND_HALF_UP, _EXACT)
    return rounded if rounded else abs(rounded)


@lru_cache(maxsize=256)
def _place(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, ends included."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an interval from {self.low} to {self.high}")

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Decimal) and self.low <= value <= self.high

    def overlaps(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` in `unit` with `decimals` places as printed; `qualifier` is one of `QUALIFIERS` or ""."""

    value: Decimal
    unit: Unit
    decimals: int
    qualifier: str = ""

    @property
    def interval(self) -> Interval:
        """What the printed figure may stand for, in its own unit.

        Half a unit in the last stated place on both sides ("0,80" is 0,795 to 0,805). "trên 24.000" adds
        one unit of the last place that is not zero on the right (up to 25.000), "gần 24.000" on the left,
        "khoảng" on both: officials round such figures to the place they mean.
        """
        half = Decimal(5).scaleb(-self.decimals - 1)
        low, high = self.value - half, self.value + half
        if self.qualifier in MORE | ABOUT:
            high = self.value + self._last_nonzero_place()
        if self.qualifier in LESS | ABOUT:
            low = self.value - self._last_nonzero_place()
        return Interval(low, high)

    def _last_nonzero_place(self) -> Decimal:
        normal = self.value.normalize()
        exponent = normal.as_tuple().exponent
        place = exponent if normal and isinstance(exponent, int) else -self.decimals
        return Decimal(1).scaleb(place)
