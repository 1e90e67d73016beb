"""The calendar of working days by which rounds get their days."""

from __future__ import annotations

from datetime import date

from congthuong.core.workdays.days import WorkCalendar, calendar_of
from congthuong.core.workdays.first_rows import expected_days, first_days, first_years


def work_calendar(first: date, last: date) -> WorkCalendar:
    """The calendar of the years between two days, with what is expected where nothing was decided."""
    stated = {row.year for row in first_years()}
    expected = [
        row for year in range(first.year, last.year + 1) if year not in stated for row in expected_days(year)
    ]
    return calendar_of((*first_days(), *expected), first_years())
