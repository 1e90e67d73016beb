"""The calendar of working days by which rounds get their days."""

from __future__ import annotations

from datetime import date

from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.workdays.days import WorkCalendar


def work_calendar(first: date, last: date) -> WorkCalendar:
    """The calendar as known now, covering `first` to `last`; what was not decided is expected."""
    return calendar_on(until=max(first, last))
