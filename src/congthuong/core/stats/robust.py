"""Medians, quartiles, distances from the median: measures that one wrong figure does not move.

Quantiles are those of Hyndman and Fan's definition 7 (1996, Sample Quantiles in Statistical Packages, The American
Statistician 50): linear between the order statistics around (n - 1)·p. Decimal throughout, `DIGITS` significant digits,
half to even, which only the last digit shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import Final, Literal

DIGITS: Final = 28
# Powers go through ln and exp, which are rounded correctly; twice the digits make the product exact enough.
_WIDE: Final = Context(prec=2 * DIGITS, rounding=ROUND_HALF_EVEN)
_NARROW: Final = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)

NORMAL_QUARTILE: Final = Decimal("0.6745")
"""The upper quartile of a standard normal, so that for normal data a robust z-score is a z-score."""
LEAST_UNITS: Final = 10
HALF: Final = Decimal("0.5")

Unjudged = Literal["too_few", "no_spread"]
"""Why nothing can be said: fewer units than asked for, or at least half of them exactly alike."""


def narrowed(value: Decimal) -> Decimal:
    """The value at `DIGITS` significant digits."""
    return _NARROW.plus(value)


def total(values: Iterable[Decimal]) -> Decimal:
    """The sum, the same for any order of the values; 0 for none."""
    with localcontext(_WIDE):
        return narrowed(sum(values, Decimal(0)))


def quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """The value below which a `share` (0 to 1) of the values lies; definition 7. Raises ValueError for no values."""
    if not values:
        raise ValueError("no values have no quantile")
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    with localcontext(_WIDE):
        return narrowed(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def median(values: Sequence[Decimal]) -> Decimal:
    """Raises ValueError for no values."""
    return quantile(values, HALF)


def median_deviation(values: Sequence[Decimal]) -> Decimal:
    """The median of the distances from the median (MAD), not scaled. Raises ValueError for no values."""
    middle = median(values)
    return median([abs(value - middle) for value in values])


def power(base: Decimal, exponent: Decimal) -> Decimal:
    """base ^ exponent for base > 0, at `DIGITS` significant digits. Raises ValueError."""
    if base <= 0:
        raise ValueError("a power with a broken exponent needs a positive base")
    with localcontext(_WIDE):
        # The usual exponent, and fifty times as fast.
        return narrowed(base.sqrt() if exponent == HALF else (exponent * base.ln()).exp())


@dataclass(frozen=True, slots=True)
class RobustScores:
    """`scores` by unit, in the order given; empty with `unjudged` saying why. Missing values have no score."""

    middle: Decimal | None
    deviation: Decimal | None
    scores: Mapping[str, Decimal]
    unjudged: Unjudged | None


def robust_scores(values: Mapping[str, Decimal | None], least: int = LEAST_UNITS) -> RobustScores:
    """How far each value lies from the median, in median deviations: 0.6745·(x - median) / MAD.

    Beyond ±3.5 a value is commonly called an outlier. Values in one unit of measure; missing ones (None) are left out.
    Source: Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers, ASQC.
    """
    known = {unit: value for unit, value in values.items() if value is not None}
    if len(known) < max(least, 1):
        return RobustScores(None, None, {}, "too_few")
    middle, deviation = median(list(known.values())), median_deviation(list(known.values()))
    if deviation == 0:
        return RobustScores(middle, deviation, {}, "no_spread")
    with localcontext(_WIDE):
        scores = {
            unit: narrowed(NORMAL_QUARTILE * (value - middle) / deviation) for unit, value in known.items()
        }
    return RobustScores(middle, deviation, scores, None)
