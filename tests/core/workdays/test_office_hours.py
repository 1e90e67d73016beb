"""An appointment slip promises a day and an hour; both must be those that the rules give."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.workdays.days import calendar_of
from congthuong.core.workdays.first_rows import first_days, first_years
from congthuong.core.workdays.hours import (
    OfficeHours,
    Session,
    counted_from,
    default_hours,
    due_after_days,
    due_after_hours,
    hours_on,
    office_time_between,
)

CALENDAR = calendar_of(first_days(), first_years())
HOURS = default_hours()[0]
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def office_minutes(start: datetime, end: datetime) -> int:
    """Minute by minute, as a clerk would count with a finger on the clock."""
    count, moment = 0, start
    while moment < end:
        open_now = time(7) <= moment.time() < time(11, 30) or time(13, 30) <= moment.time() < time(17)
        count += open_now and CALENDAR.is_working_day(moment.date())
        moment += MINUTE
    return count


@pytest.mark.parametrize(
    ("received", "counts"),
    [
        ("2026-03-02T06:10", "2026-03-02T07:00"),  # before opening
        ("2026-03-02T09:15", "2026-03-02T09:15"),
        ("2026-03-02T12:00", "2026-03-02T13:30"),  # lunch
        ("2026-03-02T11:30", "2026-03-02T13:30"),  # at the stroke of closing
        ("2026-03-02T17:00", "2026-03-03T07:00"),
        ("2026-03-06T18:00", "2026-03-09T07:00"),  # a Friday evening
        ("2026-01-10T08:00", "2026-01-10T08:00"),  # a Saturday that is worked
        ("2026-01-02T08:00", "2026-01-05T07:00"),  # the Friday it was swapped against
    ],
)
def test_counting_begins_when_the_office_is_open(received: str, counts: str) -> None:
    assert counted_from(CALENDAR, HOURS, at(received)) == at(counts)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-03-02T09:15", 3, "2026-03-05T09:15"),
        ("2026-03-02T18:00", 3, "2026-03-06T07:00"),
        ("2025-12-30T15:00", 3, "2026-01-06T15:00"),  # over New Year, with the swap
        ("2026-01-08T10:00", 2, "2026-01-10T10:00"),  # ends on the Saturday that is worked
        ("2026-02-13T10:00", 1, "2026-02-23T10:00"),  # over Tết
    ],
)
def test_a_term_in_days_ends_at_the_hour_of_receipt(received: str, days: int, due: str) -> None:
    assert due_after_days(CALENDAR, HOURS, at(received), days) == at(due)


@pytest.mark.parametrize(
    ("received", "hours", "due"),
    [
        ("2026-03-02T07:00", 8, "2026-03-02T17:00"),  # a whole day ends with the day
        ("2026-03-02T09:00", 2, "2026-03-02T11:00"),
        ("2026-03-02T10:30", 2, "2026-03-02T14:30"),
        ("2026-03-06T16:00", 2, "2026-03-09T08:00"),
        ("2026-01-09T16:00", 2, "2026-01-10T08:00"),  # the swap Saturday is worked
    ],
)
def test_a_term_in_hours_runs_only_while_the_office_is_open(received: str, hours: int, due: str) -> None:
    assert due_after_hours(CALENDAR, HOURS, at(received), timedelta(hours=hours)) == at(due)


moments = st.datetimes(at("2025-12-20"), at("2026-03-10")).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@given(moments, st.integers(1, 3000))
def test_the_office_minutes_up_to_the_due_moment_are_the_term(received: datetime, minutes: int) -> None:
    due = due_after_hours(CALENDAR, HOURS, received, minutes * MINUTE)

    assert office_minutes(received, due) == minutes
    assert office_time_between(CALENDAR, HOURS, received, due) == minutes * MINUTE


@given(moments, moments)
def test_office_time_is_what_counting_minutes_gives(start: datetime, end: datetime) -> None:
    end = min(end, start + timedelta(days=6))
    assert office_time_between(CALENDAR, HOURS, start, end) == office_minutes(start, end) * MINUTE


def test_a_default_day_has_eight_hours() -> None:
    assert HOURS.length == timedelta(hours=8)


def test_changed_hours_hold_from_their_day_on() -> None:
    later = OfficeHours(date(2026, 7, 1), (Session(time(7, 30), time(11, 30)),))
    known = (later, *default_hours())

    assert hours_on(known, date(2026, 6, 30)) == HOURS
    assert hours_on(known, date(2026, 7, 1)) == later
    with pytest.raises(ValueError, match="no office hours"):
        hours_on((later,), date(2026, 6, 30))


def test_hours_that_make_no_day_are_refused() -> None:
    with pytest.raises(ValueError, match="needs a session"):
        OfficeHours(date(2026, 1, 1), ())
    with pytest.raises(ValueError, match="has no time"):
        Session(time(8), time(8))
    with pytest.raises(ValueError, match="overlap"):
        OfficeHours(date(2026, 1, 1), (Session(time(8), time(12)), Session(time(11), time(15))))


def test_a_term_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        due_after_days(CALENDAR, HOURS, at("2026-03-02T09:00"), 0)
    with pytest.raises(ValueError, match="some time"):
        due_after_hours(CALENDAR, HOURS, at("2026-03-02T09:00"), timedelta())
