"""A calendar of working days made of dated rows.

From Monday to Friday is worked and the weekend is not, unless a row says otherwise. Holidays whose days are set each
year (Tết, the second day of Quốc khánh) and swap days (a weekday off against a working Saturday) are decided anew each
year, sometimes days before; so a calendar says for each year whether it was announced, and a row says when it was known.
Source: Bộ luật Lao động 2019, Điều 112 (2012: Điều 115).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal, TypeVar

Kind = Literal["off", "work", "usual"]
"""off: not worked; work: worked although it is a weekend day; usual: what the weekday says, an earlier row no longer holds."""

ONE_DAY: Final = timedelta(days=1)
FIRST_WEEKEND_DAY: Final = 5  # date.weekday() of Saturday
SEARCHED_DAYS: Final = 366  # a longer run without a working day is a wrong calendar


@dataclass(frozen=True, slots=True)
class DayRow:
    """What was stated about a day. `recorded_on`: since when it was known; None when the source does not tell."""

    day: date
    kind: Kind
    reason: str = ""
    decision: str = ""
    source: str = ""
    recorded_on: date | None = None
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class YearRow:
    """Whether the days of a year were announced; until then its rows are what is expected."""

    year: int
    announced: bool
    decision: str = ""
    source: str = ""
    recorded_on: date | None = None
    entered_by: str = ""


Row = TypeVar("Row", DayRow, YearRow)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Made by `calendar_of`. `days` has the rows that differ from the weekday rule, `years` the states of years."""

    days: Mapping[date, DayRow]
    years: Mapping[int, YearRow]

    def is_working_day(self, day: date) -> bool:
        row = self.days.get(day)
        return day.weekday() < FIRST_WEEKEND_DAY if row is None else row.kind == "work"

    def is_announced(self, year: int) -> bool:
        """False too for a year that nothing is known of."""
        row = self.years.get(year)
        return row is not None and row.announced

    def not_announced(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days (both included) on whose days one cannot rely yet."""
        return tuple(year for year in range(first.year, last.year + 1) if not self.is_announced(year))

    def working_day_from(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is. Raises ValueError for a year without any."""
        return self._nearest(day, ONE_DAY)

    def working_day_until(self, day: date) -> date:
        """The day itself if it is worked, else the last one before it that is."""
        return self._nearest(day, -ONE_DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is not counted itself; before it for a negative count.

        0: the day itself, or the next working day when it is not worked.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        if count == 0:
            return self.working_day_from(day)
        for _ in range(abs(count)):
            day = self._nearest(day + step, step)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after `after` up to and with `until`; negative when `until` is the earlier.

        What is left of a term: `working_days_between(today, due)`.
        """
        if until < after:
            return -self.working_days_between(until, after)
        span = (until - after).days
        return sum(self.is_working_day(after + timedelta(days=i)) for i in range(1, span + 1))

    def _nearest(self, day: date, step: timedelta) -> date:
        for _ in range(SEARCHED_DAYS):
            if self.is_working_day(day):
                return day
            day += step
        raise ValueError(f"no working day within {SEARCHED_DAYS} days of {day}")


def calendar_of(
    days: Iterable[DayRow], years: Iterable[YearRow], known_on: date | None = None
) -> WorkCalendar:
    """The calendar as known at the end of `known_on` (None: with everything on record).

    Of several rows about a day the one known last counts; of two known on the same day the later one in the order
    given. A row without `recorded_on` counts as known before all others.
    """
    by_day = {row.day: row for row in _in_order(days, known_on)}
    by_year = {row.year: row for row in _in_order(years, known_on)}
    return WorkCalendar(
        MappingProxyType({day: row for day, row in by_day.items() if row.kind != "usual"}),
        MappingProxyType(by_year),
    )


def _in_order(rows: Iterable[Row], known_on: date | None) -> list[Row]:
    known = [row for row in rows if known_on is None or (row.recorded_on or date.min) <= known_on]
    return sorted(known, key=lambda row: row.recorded_on or date.min)
