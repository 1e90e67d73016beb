"""The identity that links the columns of a monthly index table.

A statistics office publishes each month, as indices with base 100: last month (revised) against the same month of
last year, this month against last month, this month against the same month of last year, and the year so far
against the same period. The year so far is a ratio of sums of levels, not a mean of monthly rates: it follows from
the other three columns of every month since January.
Source: the tables of the index of industrial production that a provincial statistics office sent each month in 2026;
seven of their series over eight months obey the identity within 0,01 (tests/data/audit/index-series.csv).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Final

HUNDRED: Final = Decimal(100)
_INPUTS: Final = ("previous_on_year", "on_month", "on_year")


@dataclass(frozen=True, slots=True)
class IndexMonth:
    """The published indices of one month, 100 = no change.

    `previous_on_year`: last month, revised, against the same month of last year; `on_month`: this month against
    last month; `on_year`: this month against the same month of last year. The first two are not used for January.
    """

    previous_on_year: Decimal
    on_month: Decimal
    on_year: Decimal


def year_to_date(months: Sequence[IndexMonth]) -> tuple[Decimal, ...]:
    """The index of the year so far against the same period, for every month from January on; unrounded.

    `months`: January first, without gaps; every index > 0. Last year's levels B stay as they are (January = 100);
    when month m arrives, last month's level is revised, L(m-1) = B(m-1) × previous_on_year / 100, then
    L(m) = L(m-1) × on_month / 100 and B(m) = L(m) / on_year × 100. The result is ΣL / ΣB × 100.
    Raises ValueError for an index that is not positive.
    """
    levels: list[Decimal] = []
    bases: list[Decimal] = []
    found: list[Decimal] = []
    with localcontext(prec=40):
        for number, month in enumerate(months):
            if min(month.on_year, month.on_month, month.previous_on_year) <= 0:
                raise ValueError("an index of a volume or a price is positive")
            if number == 0:
                bases.append(HUNDRED)
                levels.append(month.on_year)
            else:
                levels[-1] = bases[-1] * month.previous_on_year / HUNDRED
                levels.append(levels[-1] * month.on_month / HUNDRED)
                bases.append(levels[-1] / month.on_year * HUNDRED)
            found.append(sum(levels, Decimal(0)) / sum(bases, Decimal(0)) * HUNDRED)
    return tuple(found)


def rounding_reach(months: Sequence[IndexMonth], half: Decimal) -> Decimal:
    """How far rounding the published indices (each by up to `half`) may move the last month's year to date.

    First order: the sum of the moves that each figure alone can make. Zero for no months.
    """
    if not months:
        return Decimal(0)
    reach = Decimal(0)
    for at, month in enumerate(months):
        for name in _INPUTS if at else ("on_year",):
            value = getattr(month, name)
            ends = [
                year_to_date([*months[:at], replace(month, **{name: value + step}), *months[at + 1 :]])[-1]
                for step in (-half, half)
            ]
            reach += abs(ends[1] - ends[0]) / 2
    return reach
