"""What the returns must add up to: the published half-years, and invented ones before them in the same proportions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar

from congthuong.apps.collection.demo.draws import draw
from congthuong.apps.collection.demo.seasons import season
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period, round_half_up

HALVES = ("2017-H2", "2018-H1", "2018-H2", "2019-H1", "2019-H2", "2020-H1")
PUBLISHED = HALVES[3:]
LIVE = "2020-07"
"""The month in which work is going on: nothing is published about it."""

TODAY = date(2020, 8, 11)
"""The working day on which the example is to be looked at (web/clock.py): the day after its last act."""

Ask = Callable[[str, str], Decimal | None]
"""(indicator, period) -> the province's figure in the unit of the form that asks, unrounded."""


class NothingPublished(Problem):
    code: ClassVar[str] = "CT-871"
    text: ClassVar[str] = (
        "Không dựng được dữ liệu mẫu: sổ chưa có «{indicator}» kỳ {period}. Hãy nạp tỉnh mẫu đi kèm: "
        "congthuong example load."
    )


def asked(ask: Ask, indicator: str, period: str) -> Decimal:
    """Raises NothingPublished."""
    value = ask(indicator, period)
    if value is None:
        raise NothingPublished(indicator=indicator, period=period)
    return value


def half_totals(ask: Ask, indicator: str) -> dict[str, Decimal]:
    """The total of every half-year and of the live month. Raises NothingPublished."""
    year = asked(ask, indicator, "2019")
    first = asked(ask, indicator, "2019-H1")
    totals = {"2019-H1": first, "2019-H2": year - first, "2020-H1": asked(ask, indicator, "2020-H1")}
    decimals = decimals_of(totals)
    for half in reversed(HALVES[:3]):
        after = str(int(half[:4]) + 1) + half[4:]
        totals[half] = round_half_up(totals[after] * draw(900, 975, indicator, half) / 1000, decimals)
    half = Period.of("2020-H1").parts("month")
    usual = sum(season(indicator, month) for month in half)
    share = Decimal(season(indicator, Period.of(LIVE)) * draw(96, 104, indicator, LIVE)) / (usual * 100)
    totals[LIVE] = round_half_up(totals["2020-H1"] * share, decimals)
    return {half: totals[half] for half in (*HALVES, LIVE)}


def decimals_of(totals: Mapping[str, Decimal]) -> int:
    """How many decimals it takes to state all of them."""
    exponents = [one.normalize().as_tuple().exponent for one in totals.values()]
    return max(0, *(-one for one in exponents if isinstance(one, int)))


def months_of(half: str) -> tuple[Period, ...]:
    return (Period.of(LIVE),) if half == LIVE else Period.of(half).parts("month")
