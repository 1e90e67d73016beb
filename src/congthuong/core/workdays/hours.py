"""Terms in working hours and in working days counted from a moment: procedures, internal steps.

Moments are local times without a zone, as they stand on an appointment slip. Counting follows what a provincial
one-stop system does: received after closing counts from the next working morning, before opening from opening, in the
lunch break from the afternoon; days are added from the next day on, and the due time is the time of receipt. One working
day has 8 hours. Source: field notes on one-stop shops (a provincial system of 2026, office hours 7:00-11:30 and
13:30-17:00 by default); Nghị định 61/2018/NĐ-CP has the terms themselves.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files

from congthuong.core.workdays.days import ONE_DAY, WorkCalendar


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of office hours, from its opening (included) to its closing."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(f"a session from {self.opens} to {self.closes} has no time")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The sessions of a working day, in order and apart; in force from `since`."""

    since: date
    sessions: tuple[Session, ...]
    source: str = ""
    same_day_until: time = time(15)
    """What is to be settled on the day of receipt and comes later than this is settled on the next working day."""

    def __post_init__(self) -> None:
        if not self.sessions:
            raise ValueError("a working day needs a session")
        for before, after in zip(self.sessions, self.sessions[1:], strict=False):
            if after.opens < before.closes:
                raise ValueError("sessions overlap or stand out of order")

    @property
    def length(self) -> timedelta:
        """The office hours of one day."""
        return sum((_span(date.min, one) for one in self.sessions), timedelta())


@lru_cache(maxsize=1)
def default_hours() -> tuple[OfficeHours, ...]:
    """What the product starts with; an office whose hours differ gives its own."""
    text = (files(__package__) / "office_hours.toml").read_text(encoding="utf-8")
    return tuple(
        OfficeHours(
            row["since"],
            tuple(Session(opens, closes) for opens, closes in row["sessions"]),
            row["source"],
            row["same_day_until"],
        )
        for row in tomllib.loads(text)["hours"]
    )


def hours_on(known: tuple[OfficeHours, ...], day: date) -> OfficeHours:
    """The office hours in force on a day: the last that begin by then. Raises ValueError where none do."""
    begun = [one for one in known if one.since <= day]
    if not begun:
        raise ValueError(f"no office hours in force on {day}")
    return max(begun, key=lambda one: one.since)


def counted_from(calendar: WorkCalendar, hours: OfficeHours, moment: datetime) -> datetime:
    """The moment from which a term counts: `moment` if it lies in office hours, else the next opening.

    The closing moment itself no longer counts as open.
    """
    day = moment.date()
    if calendar.is_working_day(day):
        for session in hours.sessions:
            if moment.time() < session.closes:
                return max(moment, datetime.combine(day, session.opens))
    return datetime.combine(calendar.add_working_days(day, 1), hours.sessions[0].opens)


def due_after_days(calendar: WorkCalendar, hours: OfficeHours, received: datetime, days: int) -> datetime:
    """The moment at which a term of `days` working days (> 0) ends. Raises ValueError."""
    if days <= 0:
        raise ValueError("a term has at least one day")
    start = counted_from(calendar, hours, received)
    return datetime.combine(calendar.add_working_days(start.date(), days), start.time())


def due_after_hours(
    calendar: WorkCalendar, hours: OfficeHours, received: datetime, term: timedelta
) -> datetime:
    """The moment at which a term in office hours (> 0) is used up; a term that ends with a session ends at its closing."""
    if term <= timedelta():
        raise ValueError("a term has some time")
    moment, left = counted_from(calendar, hours, received), term
    while True:
        for session in hours.sessions:
            opens, closes = _ends(moment.date(), session)
            start = max(moment, opens)
            if start >= closes:
                continue
            if left <= closes - start:
                return start + left
            left -= closes - start
        moment = datetime.combine(calendar.add_working_days(moment.date(), 1), time.min)


def due_same_day(calendar: WorkCalendar, hours: OfficeHours, received: datetime) -> datetime:
    """Closing time of the day from which the term counts; of the next working day when it comes too late for that."""
    start = counted_from(calendar, hours, received)
    late = start.time() > hours.same_day_until
    day = calendar.add_working_days(start.date(), 1) if late else start.date()
    return datetime.combine(day, hours.sessions[-1].closes)


def office_time_between(
    calendar: WorkCalendar, hours: OfficeHours, start: datetime, end: datetime
) -> timedelta:
    """The office hours between two moments: what is left of a term. Zero when the end lies before the start."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        if calendar.is_working_day(day):
            for session in hours.sessions:
                opens, closes = _ends(day, session)
                total += max(min(end, closes) - max(start, opens), timedelta())
        day += ONE_DAY
    return total


def _ends(day: date, session: Session) -> tuple[datetime, datetime]:
    return datetime.combine(day, session.opens), datetime.combine(day, session.closes)


def _span(day: date, session: Session) -> timedelta:
    opens, closes = _ends(day, session)
    return closes - opens
