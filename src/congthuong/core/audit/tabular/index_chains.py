"""A series of months held to the identity of `congthuong.core.stats.index_chain`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from congthuong.core.audit.model import Verdict
from congthuong.core.quantities import round_half_up
from congthuong.core.stats.index_chain import IndexMonth, rounding_reach, year_to_date

Input = Literal["previous_on_year", "on_month", "on_year"]
_INPUTS: Final[tuple[Input, ...]] = ("previous_on_year", "on_month", "on_year")
_STEPS: Final = 40


@dataclass(frozen=True, slots=True)
class Stated:
    """One month as printed, with the number of decimals."""

    month: IndexMonth
    year_to_date: Decimal
    decimals: int = 2

    @property
    def half(self) -> Decimal:
        return Decimal(5).scaleb(-self.decimals - 1)


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one month's year to date (`at` from 0 = January), and its value from the other columns.

    `wrong` names the column that most likely is wrong, "year_to_date" or one of the inputs, and `fits` the value
    that makes this and every later month right; "" and None where several would or none does.
    """

    at: int
    verdict: Verdict
    computed: Decimal
    wrong: str = ""
    fits: Decimal | None = None


def judge_chain(stated: Sequence[Stated]) -> list[Judged]:
    """Each month from February on, up to the first that is wrong beyond repair."""
    found: list[Judged] = []
    months = list(stated)
    at = 1
    while at < len(months):
        verdict, computed = _verdict(months, at)
        if verdict != "contradiction":
            found.append(Judged(at, verdict, computed))
            at += 1
            continue
        wrong, fits = _repair(months, at)
        found.append(Judged(at, verdict, computed, wrong, fits))
        if not wrong or fits is None:
            break
        months[at] = _with(months[at], wrong, fits)
        at += 1
    return found


def _verdict(months: Sequence[Stated], at: int) -> tuple[Verdict, Decimal]:
    chain = [one.month for one in months[: at + 1]]
    computed = year_to_date(chain)[-1]
    reach = rounding_reach(chain, months[at].half) + months[at].half
    gap = abs(computed - months[at].year_to_date)
    if gap <= reach:
        return "consistent", computed
    return ("rounding" if gap <= reach + 2 * months[at].half else "contradiction"), computed


def _repair(months: Sequence[Stated], at: int) -> tuple[str, Decimal | None]:
    """The one column of a month whose change makes it and all later months right."""
    repairs: list[tuple[str, Decimal]] = []
    computed = round_half_up(year_to_date([one.month for one in months[: at + 1]])[-1], months[at].decimals)
    for name, value in (("year_to_date", computed), *((name, _solved(months, at, name)) for name in _INPUTS)):
        if value is None:
            continue
        tried = [*months[:at], _with(months[at], name, value), *months[at + 1 :]]
        if all(_verdict(tried, later)[0] != "contradiction" for later in range(at, len(tried))):
            repairs.append((name, value))
    return repairs[0] if len(repairs) == 1 and at + 1 < len(months) else ("", None)


def _with(one: Stated, name: str, value: Decimal) -> Stated:
    if name == "year_to_date":
        return replace(one, year_to_date=value)
    return replace(one, month=replace(one.month, **{name: value}))


def _solved(months: Sequence[Stated], at: int, name: Input) -> Decimal | None:
    """The value of an input with which the month's year to date comes out as stated, by halving 1 to 1000."""
    target = months[at].year_to_date

    def gap(value: Decimal) -> Decimal:
        tried = _with(months[at], name, value).month
        return year_to_date([*(one.month for one in months[:at]), tried])[-1] - target

    low, high = Decimal(1), Decimal(1000)
    at_low, at_high = gap(low), gap(high)
    if at_low * at_high > 0:
        return None
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if gap(middle) * at_low > 0:
            low = middle
        else:
            high = middle
    return round_half_up((low + high) / 2, months[at].decimals)
