"""The calendar of working days as known on a day, and what a page shows of one year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from congthuong.apps.workdays.models import DecidedDay, DecidedYear
from congthuong.core.workdays.days import DayRow, WorkCalendar, YearRow, calendar_of
from congthuong.core.workdays.first_rows import expected_days, first_days, first_years
from congthuong.web import clock

YEARS_AHEAD: Final = 2  # terms of a year that begin today end by then
FIRST_YEAR: Final = 2019
LAST_YEAR: Final = 2100


def calendar_on(known_on: date | None = None, until: date | None = None) -> WorkCalendar:
    """The calendar as known at the end of `known_on` (None: now).

    From below: what is expected for years without a row, the days that come with the product, what the office entered.
    `until`: a day that must be covered; two years ahead are, whatever is asked.
    """
    today = timezone.localdate()
    last = max(today.year + YEARS_AHEAD, until.year if until else 0)
    stated = {row.year for row in first_years()}
    expected = [
        row for year in range(FIRST_YEAR, last + 1) if year not in stated for row in expected_days(year)
    ]
    days = (*expected, *first_days(), *map(day_record, DecidedDay.objects.order_by("id")))
    years = (*first_years(), *map(year_record, DecidedYear.objects.order_by("id")))
    return calendar_of(days, years, known_on)


def day_record(row: DecidedDay) -> DayRow:
    return DayRow(
        day=row.day,
        kind=row.kind,  # type: ignore[arg-type]
        reason=row.reason,
        decision=row.decision,
        source=row.source,
        recorded_on=row.recorded_on,
        entered_by=row.entered_by,
    )


def year_record(row: DecidedYear) -> YearRow:
    return YearRow(row.year, row.announced, row.decision, row.source, row.recorded_on, row.entered_by)


@dataclass(frozen=True, slots=True)
class YearView:
    """One year for people: its state, the days unlike their weekday, how many days are worked."""

    year: int
    announced: bool
    stated: YearRow | None
    days: tuple[DayRow, ...]
    working_days: int

    @property
    def off(self) -> int:
        return sum(row.kind == "off" for row in self.days)

    @property
    def swapped(self) -> int:
        return sum(row.kind == "work" for row in self.days)


def year_view(year: int, calendar: WorkCalendar) -> YearView:
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = tuple(row for day, row in sorted(calendar.days.items()) if first <= day <= last)
    worked = calendar.working_days_between(first - timedelta(days=1), last)
    return YearView(year, calendar.is_announced(year), calendar.years.get(year), days, worked)


def years_shown(calendar: WorkCalendar) -> tuple[tuple[int, bool], ...]:
    """The years offered, latest first, each with whether it was announced: up to next year, or the last announced."""
    announced = [year for year, row in calendar.years.items() if row.announced]
    last = max(clock.today().year + 1, *announced)
    return tuple((year, calendar.is_announced(year)) for year in range(last, FIRST_YEAR - 1, -1))


def entered_days(year: int) -> tuple[DecidedDay, ...]:
    """Everything the office ever said about days of the year, latest first."""
    return tuple(DecidedDay.objects.filter(day__year=year).order_by("-id").select_related("user"))


def entered_years(year: int) -> tuple[DecidedYear, ...]:
    return tuple(DecidedYear.objects.filter(year=year).order_by("-id").select_related("user"))
