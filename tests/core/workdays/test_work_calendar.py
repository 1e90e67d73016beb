"""A day counted wrongly makes a report late that was on time."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from importlib.resources import files

import pytest
from holidays import Vietnam
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.workdays.days import DayRow, WorkCalendar, YearRow, calendar_of
from congthuong.core.workdays.first_rows import EXPECTED, expected_days, first_days, first_years

DAY = timedelta(days=1)
FIRST, LAST = date(2019, 1, 1), date(2027, 12, 31)
CALENDAR = calendar_of(first_days(), first_years())
SWAPS = {
    date(2019, 4, 29): date(2019, 5, 4),
    date(2024, 4, 29): date(2024, 5, 4),
    date(2025, 5, 2): date(2025, 4, 26),
    date(2026, 1, 2): date(2026, 1, 10),
    date(2026, 8, 31): date(2026, 8, 22),
}


def worked_days() -> list[date]:
    """Every working day of 2019-2027, found from the file's text alone, one day after another."""
    text = (files("congthuong.core.workdays") / "first_days.csv").read_text(encoding="utf-8")
    marked = {row["day"]: row["kind"] for row in csv.DictReader(text.splitlines())}
    found, day = [], FIRST
    while day <= LAST:
        kind = marked.get(str(day), "work" if day.strftime("%u") in "12345" else "off")
        if kind == "work":
            found.append(day)
        day += DAY
    return found


WORKED = worked_days()
days = st.dates(FIRST, date(2027, 9, 30))


def test_every_day_from_2019_to_2027_is_what_the_rows_and_the_week_say():
    counted = [FIRST + DAY * i for i in range((LAST - FIRST).days + 1)]

    assert [day for day in counted if CALENDAR.is_working_day(day)] == WORKED


@given(days, st.integers(1, 60))
def test_adding_days_is_walking_along_the_worked_days(start, count):
    later = [day for day in WORKED if day > start]

    assert CALENDAR.add_working_days(start, count) == later[count - 1]


@given(st.dates(date(2019, 6, 1), LAST), st.integers(1, 60))
def test_counting_back_finds_the_days_before(start, count):
    earlier = [day for day in WORKED if day < start]

    assert CALENDAR.add_working_days(start, -count) == earlier[-count]


@given(days, st.integers(1, 60))
def test_what_is_left_of_a_term_is_what_was_added(start, count):
    due = CALENDAR.add_working_days(start, count)

    assert CALENDAR.working_days_between(start, due) == count
    assert CALENDAR.working_days_between(due, start) == -count


@given(days, st.integers(1, 30), st.integers(1, 30))
def test_a_term_cut_in_two_ends_on_the_same_day(start, one, two):
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, one), two) == (
        CALENDAR.add_working_days(start, one + two)
    )


@given(days)
def test_the_nearest_working_days_stand_on_both_sides(day):
    after, before = CALENDAR.working_day_from(day), CALENDAR.working_day_until(day + 30 * DAY)

    assert after == min(one for one in WORKED if one >= day) == CALENDAR.add_working_days(day, 0)
    assert before == max(one for one in WORKED if one <= day + 30 * DAY)


@pytest.mark.parametrize(("off", "worked"), SWAPS.items())
def test_a_swap_day_is_off_and_its_saturday_worked(off, worked):
    assert off.weekday() < 5 <= worked.weekday()
    assert not CALENDAR.is_working_day(off)
    assert CALENDAR.is_working_day(worked)


def test_a_term_over_new_year_takes_the_next_years_days():
    # 30, 31 December; 5, 6 January: the 1st is a holiday, the 2nd a swap day, then a weekend.
    assert CALENDAR.add_working_days(date(2025, 12, 29), 4) == date(2026, 1, 6)


def test_a_swap_counts_only_from_the_day_on_which_it_was_known():
    before = calendar_of(first_days(), first_years(), known_on=date(2025, 12, 24))
    after = calendar_of(first_days(), first_years(), known_on=date(2025, 12, 25))

    assert before.add_working_days(date(2025, 12, 29), 4) == date(2026, 1, 5)
    assert after.add_working_days(date(2025, 12, 29), 4) == date(2026, 1, 6)


def test_the_days_agree_with_the_package_but_for_the_one_swap_it_does_not_know():
    known = Vietnam(years=range(2019, 2028))

    differ = [
        day
        for day in (FIRST + DAY * i for i in range((LAST - FIRST).days + 1))
        if CALENDAR.is_working_day(day) != known.is_working_day(day)
    ]

    assert differ == [date(2026, 1, 2), date(2026, 1, 10)]


def test_a_year_that_was_not_announced_is_named():
    assert CALENDAR.not_announced(date(2026, 12, 20), date(2027, 1, 5)) == (2027,)
    assert CALENDAR.not_announced(date(2025, 12, 20), date(2026, 1, 5)) == ()
    assert not CALENDAR.is_announced(2040)


def test_a_later_row_supersedes_and_the_usual_week_can_come_back():
    friday = date(2028, 3, 3)
    rows = [
        DayRow(friday, "off", "bão", recorded_on=date(2028, 3, 1)),
        DayRow(friday, "usual", "bão đã tan", recorded_on=date(2028, 3, 2)),
    ]

    assert not calendar_of(rows, (), known_on=date(2028, 3, 1)).is_working_day(friday)
    assert calendar_of(rows, (), known_on=date(2028, 3, 2)).is_working_day(friday)
    assert calendar_of(reversed(rows), ()).is_working_day(friday)


def test_of_two_rows_known_on_one_day_the_one_entered_last_counts():
    monday, day = date(2028, 3, 6), date(2028, 3, 1)
    rows = [DayRow(monday, "off", recorded_on=day), DayRow(monday, "work", recorded_on=day)]

    assert calendar_of(rows, ()).is_working_day(monday)
    assert not calendar_of(rows[::-1], ()).is_working_day(monday)


def test_a_decision_makes_a_year_announced_from_its_day_on():
    years = [*first_years(), YearRow(2027, True, "Thông báo thử", recorded_on=date(2026, 12, 1))]

    assert not calendar_of((), years, known_on=date(2026, 11, 30)).is_announced(2027)
    assert calendar_of((), years).is_announced(2027)


def test_years_that_nobody_entered_are_expected_and_marked_so():
    expected = expected_days(2028)

    assert date(2028, 1, 26) in {row.day for row in expected}  # the first day of Tết Mậu Thân
    assert {row.source for row in expected} == {EXPECTED}
    for year in (2027, 2028, 2029, 2030):  # those of the file are the package's
        assert expected_days(year) == tuple(row for row in first_days() if row.day.year == year)
        assert not CALENDAR.is_announced(year)
    assert all(row.kind == "off" and row.day.weekday() < 5 for row in expected)


def test_every_row_that_comes_with_the_product_has_a_source_and_changes_something():
    assert all(row.source for row in (*first_days(), *first_years()))
    plain = WorkCalendar({}, {})
    assert [row for row in first_days() if plain.is_working_day(row.day) == (row.kind == "work")] == []


def test_a_calendar_without_a_working_day_is_refused_instead_of_walked_for_ever():
    start = date(2030, 1, 1)
    shut = calendar_of([DayRow(start + DAY * i, "off") for i in range(800)], ())

    with pytest.raises(ValueError, match="no working day"):
        shut.add_working_days(start, 1)
