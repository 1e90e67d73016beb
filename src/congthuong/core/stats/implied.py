"""What a printed level and a printed rate say about a base that was not printed.

A printed number stands for the interval of half a unit in its last place, so the base is an interval too.
Used where a source gives "5.268 tấn, tăng 56,27%" and nothing else: the base is kept, marked implied.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

Bounds = tuple[Decimal, Decimal]


def stated_interval(value: Decimal, decimals: int) -> Bounds:
    """The values that round half up to `value` at `decimals` places (both ends included)."""
    half = Decimal(1).scaleb(-decimals) / 2
    return value - half, value + half


def implied_base(level: Bounds, growth: Bounds) -> Bounds:
    """Bounds of the base for a level and a growth in per cent: level / (1 + growth / 100).

    Raises ValueError when the growth reaches −100 %: then any base would do.
    """
    low, high = (1 + growth[0] / 100), (1 + growth[1] / 100)
    if low <= 0:
        raise ValueError("a fall of 100 per cent implies no base")
    return level[0] / high, level[1] / low


def implied_whole(part: Bounds, percent: Bounds) -> Bounds:
    """Bounds of a plan or a whole for a part and its percentage: part / percent × 100."""
    if percent[0] <= 0:
        raise ValueError("a share of zero implies no whole")
    return part[0] / percent[1] * 100, part[1] / percent[0] * 100


def simplest_within(bounds: Bounds, middle: Decimal) -> Decimal:
    """The value near `middle` with the fewest decimals that lies inside the bounds."""
    for decimals in range(-6, 12):
        rounded = middle.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        if bounds[0] <= rounded <= bounds[1]:
            return rounded
    return middle
