"""Which units moved unlike the others between two periods, large ones sooner than small ones.

The method of Hidiroglou and Berthelot (1986), Statistical editing and imputation for periodic business surveys, Survey
Methodology 12(1), 73-83. For units with both values positive:

1. the ratio r = current / previous;
2. the symmetrised ratio s = r / m - 1 where r >= m, and 1 - m / r below, m being the median ratio, so that a doubling
   and a halving against the others weigh alike;
3. the effect E = s · max(previous, current)^U: U = 0 looks at ratios only, U = 1 at changes in full;
4. the bounds median(E) - C·max(median(E) - Q1(E), |A·median(E)|) and median(E) + C·max(Q3(E) - median(E), |A·median(E)|).

An effect outside the bounds is suspicious. A keeps bounds apart when the quartiles lie close to the median, but not where
the median effect is 0: most units moved exactly alike, as counts do that seldom change. Then (our own rule, not the
article's) the symmetrised ratios themselves are judged against fixed bounds, so that a digit too many does not pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, Literal

from congthuong.core.stats.robust import DIGITS, LEAST_UNITS, median, narrowed, power, quantile

LOWER_QUARTILE: Final = Decimal("0.25")
UPPER_QUARTILE: Final = Decimal("0.75")

SetAsideWhy = Literal[
    "missing_current", "missing_previous", "both_zero", "previous_zero", "current_zero", "negative"
]
"""Why a unit has no ratio. It is not judged with the others, and not forgotten either."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One unit's values of two periods, in one unit of measure; None is missing."""

    unit: str
    previous: Decimal | None
    current: Decimal | None


@dataclass(frozen=True, slots=True)
class HBSettings:
    """U (0 to 1) gives size its weight, A (>= 0) the least distance of the bounds, C (> 0) their width.

    In use: U 0,3 to 0,5; A 0,05; C 4 to 7, up to 40 for restless data. Fewer than `least` ratios are not judged.
    `alike` (> 0) is the bound of the symmetrised ratio where most units moved alike: 1 is doubled or halved.
    """

    u: Decimal = Decimal("0.5")
    a: Decimal = Decimal("0.05")
    c: Decimal = Decimal(7)
    least: int = LEAST_UNITS
    alike: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        if not 0 <= self.u <= 1 or self.a < 0:
            raise ValueError("U lies between 0 and 1, A is not negative")
        if self.c <= 0 or self.least < 1 or self.alike <= 0:
            raise ValueError("C, the least number of units and the bound for like ones are positive")


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit with its ratio and effect. `excess` is how far the effect lies beyond its bound, 0 inside."""

    unit: str
    ratio: Decimal
    effect: Decimal
    excess: Decimal

    @property
    def suspicious(self) -> bool:
        return self.excess > 0


@dataclass(frozen=True, slots=True)
class HBResult:
    """What the method says; `judged` in the order given. `unjudged`: no bounds, and nobody is suspicious.

    `by` "ratio": most units moved alike, so `effect` is the symmetrised ratio of a unit and the bounds are fixed.
    `low_reach` and `high_reach` are the distances from the median effect to its bounds.
    """

    settings: HBSettings
    units: int
    median_ratio: Decimal | None
    median_effect: Decimal | None
    low_reach: Decimal
    high_reach: Decimal
    judged: tuple[Judged, ...]
    set_aside: tuple[tuple[str, SetAsideWhy], ...]
    unjudged: Literal["too_few"] | None
    by: Literal["effect", "ratio"] = "effect"

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        if self.median_effect is None:
            return None
        return self.median_effect - self.low_reach, self.median_effect + self.high_reach

    @property
    def suspicious(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.suspicious)


def hidiroglou_berthelot(pairs: Sequence[Pair], settings: HBSettings | None = None) -> HBResult:
    """Judge the units of one indicator together. Scale of the values and order of the units do not matter.

    Units without a ratio (missing, zero, negative) are set aside with the reason.
    """
    settings = settings or HBSettings()
    set_aside = tuple((pair.unit, why) for pair in pairs if (why := _without_ratio(pair)))
    kept = [pair for pair in pairs if not _without_ratio(pair)]
    if len(kept) < settings.least:
        zero = Decimal(0)
        return HBResult(settings, len(kept), None, None, zero, zero, (), set_aside, "too_few")
    with localcontext(prec=DIGITS):
        ratios = [_of(pair.current) / _of(pair.previous) for pair in kept]
        middle_ratio = median(ratios)
        shifts = [_symmetric(ratio, middle_ratio) for ratio in ratios]
        effects = [
            shift * power(max(_of(pair.previous), _of(pair.current)), settings.u)
            for pair, shift in zip(kept, shifts, strict=True)
        ]
        middle, low, high = _reaches(effects, settings)
        alike = low == 0 or high == 0
        if alike:
            effects, middle, low, high = shifts, Decimal(0), settings.alike, settings.alike
        judged = tuple(
            Judged(pair.unit, ratio, effect, _excess(effect, middle, low, high))
            for pair, ratio, effect in zip(kept, ratios, effects, strict=True)
        )
    by: Literal["effect", "ratio"] = "ratio" if alike else "effect"
    return HBResult(settings, len(kept), middle_ratio, middle, low, high, judged, set_aside, None, by)


def _without_ratio(pair: Pair) -> SetAsideWhy | None:
    previous, current = pair.previous, pair.current
    if current is None:
        return "missing_current"
    if previous is None:
        return "missing_previous"
    if previous < 0 or current < 0:
        return "negative"
    if previous == 0:
        return "both_zero" if current == 0 else "previous_zero"
    return "current_zero" if current == 0 else None


def _of(value: Decimal | None) -> Decimal:
    assert value is not None  # pairs without a value were set aside
    return value


def _symmetric(ratio: Decimal, middle: Decimal) -> Decimal:
    return ratio / middle - 1 if ratio >= middle else 1 - middle / ratio


def _reaches(effects: Sequence[Decimal], settings: HBSettings) -> tuple[Decimal, Decimal, Decimal]:
    """The median effect and how far below and above it the bounds lie."""
    middle = median(effects)
    guard = abs(settings.a * middle)
    below = max(middle - quantile(effects, LOWER_QUARTILE), guard)
    above = max(quantile(effects, UPPER_QUARTILE) - middle, guard)
    return middle, narrowed(settings.c * below), narrowed(settings.c * above)


def _excess(effect: Decimal, middle: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return max(effect - (middle + high), (middle - low) - effect, Decimal(0))
