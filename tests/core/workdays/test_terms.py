"""The end of a term against a calculation that walks the days, and for hours the minutes, one by one: 2019-2027."""

# ruff: noqa: DTZ001 (local times, as on an appointment slip)

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congthuong.core.workdays.days import calendar_of
from congthuong.core.workdays.first_rows import first_days, first_years
from congthuong.core.workdays.hours import default_hours, hours_on
from congthuong.core.workdays.terms import Clock, Term

CLOCK = Clock(calendar_of(first_days(), first_years()), hours_on(default_hours(), date(2019, 1, 1)))
MINUTE, DAY = timedelta(minutes=1), timedelta(1)
# Where terms go wrong: the days before Tết, and Saturdays that are worked.
NEAR_TET = (date(2019, 1, 28), date(2020, 1, 17), date(2021, 2, 5), date(2022, 1, 24), date(2023, 1, 13), date(2024, 2, 2), date(2025, 1, 20), date(2026, 2, 9), date(2027, 1, 29))  # fmt: skip
SWAPPED = (date(2019, 5, 4), date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22))

ordinary = st.datetimes(datetime(2019, 1, 2), datetime(2027, 10, 1))
near = st.builds(
    lambda day, shift, minutes: datetime.combine(day, time()) + timedelta(days=shift, minutes=minutes),
    st.sampled_from(NEAR_TET + SWAPPED),
    st.integers(-12, 12),
    st.integers(0, 1439),
)
moments = st.one_of(ordinary, near).map(lambda one: one.replace(second=0, microsecond=0))


def off_days() -> set[date]:
    return {row.day for row in first_days() if row.kind == "off"}


OFF, WORKED = off_days(), {row.day for row in first_days() if row.kind == "work"}


def worked(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def open_at(moment: datetime) -> bool:
    """Whether the minute that begins then lies in office hours."""
    clock = moment.hour * 60 + moment.minute
    return worked(moment.date()) and (420 <= clock < 690 or 810 <= clock < 1020)


def first_open(moment: datetime) -> datetime:
    while not open_at(moment):
        moment += MINUTE
    return moment


def days_walked(received: datetime, days: int) -> datetime:
    start = first_open(received)
    day = start.date()
    while days:
        day += DAY
        days -= worked(day)
    return datetime.combine(day, start.time())


def calendar_walked(received: datetime, days: int) -> datetime:
    start = first_open(received)
    day = start.date()
    for _ in range(days):
        day += DAY
    while not worked(day):
        day += DAY
    return datetime.combine(day, start.time())


def minutes_walked(start: datetime, minutes: int) -> datetime:
    """The moment at which so many office minutes are used up."""
    moment = start
    while minutes:
        minutes -= open_at(moment)
        moment += MINUTE
    return moment


def open_minutes(start: datetime, end: datetime) -> int:
    count, moment = 0, start
    while moment < end:
        count += open_at(moment)
        moment += MINUTE
    return count


@given(moments, st.integers(1, 40))
@settings(max_examples=150)
def test_a_term_in_days_ends_where_a_calendar_on_the_wall_says(received: datetime, days: int):
    assert CLOCK.due(received, Term("working_days", days)) == days_walked(received, days)
    assert CLOCK.due(received, Term("calendar_days", days)) == calendar_walked(received, days)


@given(moments, st.integers(1, 24))
@settings(max_examples=40)
def test_a_term_in_hours_ends_where_the_minutes_run_out(received: datetime, hours: int):
    assert CLOCK.due(received, Term("working_hours", hours)) == minutes_walked(received, 60 * hours)


@given(moments, st.integers(1, 8), st.integers(0, 6000), st.integers(0, 20000))
@settings(max_examples=40)
def test_after_a_pause_as_much_is_left_as_before(received: datetime, days: int, until: int, waited: int):
    due = days_walked(received, days)
    paused = received + until * MINUTE
    resumed = paused + waited * MINUTE

    after = CLOCK.due_after_pause(due, paused, resumed, "working_days")

    if paused >= due:
        assert after == due
    else:
        assert open_minutes(resumed, after) == open_minutes(paused, due)
        assert after == minutes_walked(resumed, open_minutes(paused, due))


@given(moments, st.integers(1, 30), st.integers(1, 20))
@settings(max_examples=40)
def test_who_waits_longer_is_never_due_earlier(received: datetime, days: int, waited: int):
    due = CLOCK.due(received, Term("calendar_days", days))
    if received >= due:
        return
    once = CLOCK.due_after_pause(due, received, received + waited * DAY, "calendar_days")
    longer = CLOCK.due_after_pause(due, received, received + (waited + 1) * DAY, "calendar_days")

    assert due <= once <= longer
    assert worked(once.date())


SEEN = [
    (
        "Tết 2020: received on the last working morning, eight days later the feast is over",
        datetime(2020, 1, 22, 8, 0),
        Term("working_days", 8),
        datetime(2020, 2, 10, 8, 0),
    ),
    (
        "a swap Saturday counts (22/8/2026 for 31/8)",
        datetime(2026, 8, 21, 9, 0),
        Term("working_days", 1),
        datetime(2026, 8, 22, 9, 0),
    ),
    (
        "after closing on Friday counts from Monday morning",
        datetime(2020, 6, 5, 17, 30),
        Term("working_days", 5),
        datetime(2020, 6, 15, 7, 0),
    ),
    (
        "a term in days that ends on a Sunday ends on Monday",
        datetime(2020, 6, 4, 9, 0),
        Term("calendar_days", 10),
        datetime(2020, 6, 15, 9, 0),
    ),
    (
        "over New Year 2026 with its swapped Friday",
        datetime(2025, 12, 30, 10, 0),
        Term("working_days", 3),
        datetime(2026, 1, 6, 10, 0),
    ),
]


@pytest.mark.parametrize(
    ("why", "received", "term", "due"), SEEN, ids=lambda one: one if isinstance(one, str) else ""
)
def test_appointments_as_people_count_them(why: str, received: datetime, term: Term, due: datetime):
    assert CLOCK.due(received, term) == due, why


def test_what_is_left_is_told_in_office_hours_and_what_is_over_with_a_minus():
    due = datetime(2020, 6, 9, 9, 0)

    assert CLOCK.left(datetime(2020, 6, 8, 9, 0), due) == timedelta(hours=8)
    assert CLOCK.left(datetime(2020, 6, 9, 10, 30), due) == -timedelta(hours=1, minutes=30)


def test_a_term_of_nothing_is_no_term():
    with pytest.raises(ValueError, match="at least one"):
        Term("working_days", 0)


def same_day_walked(received: datetime) -> datetime:
    """Closing time of the first worked day on which it still comes in by three o'clock."""
    start = first_open(received)
    day = start.date()
    if start.hour * 60 + start.minute > 15 * 60:
        day += DAY
        while not worked(day):
            day += DAY
    return datetime.combine(day, time(17))


@given(moments)
@settings(max_examples=120)
def test_what_is_due_the_same_day_is_due_at_a_closing_time_of_a_worked_day(received: datetime):
    due = CLOCK.due(received, Term("same_day", 1))

    assert due == same_day_walked(received)
    # Nobody waits longer than the end of an afternoon (from three o'clock) and the next working day.
    assert due >= received
    assert open_minutes(received, due) < (2 + 8) * 60


@given(moments, st.integers(1, 24), st.integers(1, 600))
@settings(max_examples=40)
def test_who_comes_later_is_never_due_earlier(received: datetime, hours: int, later: int):
    for term in (Term("working_hours", hours), Term("same_day", 1), Term("working_days", hours)):
        assert CLOCK.due(received, term) <= CLOCK.due(received + later * MINUTE, term)


@pytest.mark.parametrize(
    ("received", "term", "due"),
    [
        # Tết 2024 (8/2 to 14/2 off): four hours begun on the last afternoon end on the first morning.
        (datetime(2024, 2, 7, 15, 0), Term("working_hours", 4), datetime(2024, 2, 15, 9, 0)),
        (datetime(2024, 2, 7, 15, 0), Term("same_day", 1), datetime(2024, 2, 7, 17, 0)),
        (datetime(2024, 2, 7, 15, 1), Term("same_day", 1), datetime(2024, 2, 15, 17, 0)),
        (datetime(2024, 2, 7, 17, 1), Term("working_hours", 4), datetime(2024, 2, 15, 11, 0)),
        # Saturday 4/5/2024 was worked for Monday 29/4.
        (datetime(2024, 5, 3, 18, 0), Term("working_hours", 8), datetime(2024, 5, 4, 17, 0)),
        (datetime(2024, 5, 3, 18, 0), Term("same_day", 1), datetime(2024, 5, 4, 17, 0)),
        (datetime(2026, 1, 9, 16, 0), Term("same_day", 1), datetime(2026, 1, 10, 17, 0)),
    ],
)
def test_hours_and_days_over_the_feast_and_on_swapped_saturdays(
    received: datetime, term: Term, due: datetime
):
    assert CLOCK.due(received, term) == due
