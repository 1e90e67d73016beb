"""Terms of procedures: how long, counted how; when they end, and where they end after the clock stood still.

Four ways of counting: working days, calendar days, office hours, on the day itself ("trong ngày"). The day of receipt is not counted (Bộ luật Dân sự
2015, Điều 147). A term in calendar days that ends on a day off ends on the next working day. One working day has eight
hours, so what is left of a term in working days can be told, and kept over a pause, in office hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from congthuong.core.workdays.days import WorkCalendar
from congthuong.core.workdays.hours import (
    OfficeHours,
    counted_from,
    due_after_days,
    due_after_hours,
    due_same_day,
    office_time_between,
)

TermKind = Literal["working_days", "calendar_days", "working_hours", "same_day"]


@dataclass(frozen=True, slots=True)
class Term:
    """`length` days or hours, at least one; on the day itself it is one."""

    kind: TermKind
    length: int

    def __post_init__(self) -> None:
        if self.length < 1:
            raise ValueError("a term has at least one day or hour")


@dataclass(frozen=True, slots=True)
class Clock:
    """What terms are counted with: the calendar as known, and the office hours in force at receipt."""

    calendar: WorkCalendar
    hours: OfficeHours

    def due(self, received: datetime, term: Term) -> datetime:
        """The moment at which a term that begins with `received` ends."""
        if term.kind == "working_days":
            return due_after_days(self.calendar, self.hours, received, term.length)
        if term.kind == "working_hours":
            return due_after_hours(self.calendar, self.hours, received, timedelta(hours=term.length))
        if term.kind == "same_day":
            return due_same_day(self.calendar, self.hours, received)
        start = counted_from(self.calendar, self.hours, received)
        return self._worked(datetime.combine(start.date() + timedelta(term.length), start.time()))

    def due_after_pause(self, due: datetime, paused: datetime, resumed: datetime, kind: TermKind) -> datetime:
        """Where a term that would have ended at `due` ends when it stood still from `paused` to `resumed`.

        What was left of it is left when it goes on. A term that was over before the pause stays over.
        """
        if paused >= due:
            return due
        if kind == "calendar_days":
            return self._worked(due + (resumed.date() - paused.date()))
        left = office_time_between(self.calendar, self.hours, paused, due)
        if left <= timedelta():
            return counted_from(self.calendar, self.hours, resumed)
        return due_after_hours(self.calendar, self.hours, resumed, left)

    def left(self, now: datetime, due: datetime) -> timedelta:
        """Office hours until the term ends; negative: since it ended."""
        if now <= due:
            return office_time_between(self.calendar, self.hours, now, due)
        return -office_time_between(self.calendar, self.hours, due, now)

    def _worked(self, moment: datetime) -> datetime:
        return datetime.combine(self.calendar.working_day_from(moment.date()), moment.time())
