"""Terms between the database's moments and the core's, which are local and without a zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.workdays.days import WorkCalendar
from congthuong.core.workdays.hours import default_hours, hours_on
from congthuong.core.workdays.terms import Clock, Term, TermKind

LONGEST = 365


def clock_for(received: datetime, calendar: WorkCalendar | None = None) -> Clock:
    """What a dossier received then is counted with: the calendar as known now, the office hours of that day.

    `calendar`: one that is at hand already, for many dossiers at once.
    """
    day = timezone.localdate(received)
    return Clock(calendar or calendar_on(until=day + timedelta(2 * LONGEST)), hours_on(default_hours(), day))


def due_of(received: datetime, kind: TermKind, length: int, clock: Clock) -> datetime:
    return aware(clock.due(naive(received), Term(kind, length)))


def due_after_pause(
    due: datetime, paused: datetime, resumed: datetime, kind: TermKind, clock: Clock
) -> datetime:
    return aware(clock.due_after_pause(naive(due), naive(paused), naive(resumed), kind))


def undecided_years(first: date, last: date, calendar: WorkCalendar) -> tuple[int, ...]:
    """The years between two days whose days off are not announced: an appointment there may still move."""
    return calendar.not_announced(first, last)


def naive(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None)


def aware(moment: datetime) -> datetime:
    return timezone.make_aware(moment)
