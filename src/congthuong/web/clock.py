"""The working day: what "today" is for terms, lateness and for the day on which the ledger comes to know a figure.

It is the day of the machine, unless the office that tries the example says which day it is there (CONGTHUONG_TODAY):
a year of returns that ends in August 2020 is of no use to anybody six years late. Every page then shows the mark.
Rooms ask here, and nowhere else. What must tell the real time asks `timezone`: sessions, tokens, roles and delegations
in force, the sealed event log.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    return set_day() or timezone.localdate()


def now() -> datetime:
    """This moment of the working day, aware."""
    day = set_day()
    if day is None:
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, timezone.localtime().time()))


def set_day() -> date | None:
    """The day that was set for the example; None where the machine's day holds."""
    day: date | None = settings.TODAY
    return day
