"""A decision entered today moves no appointment that was promised yesterday, and nothing entered is ever lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from congthuong.apps.accounts.append_only import AppendOnlyViolation
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.workdays.entries import DayEntry, entries_of_file
from congthuong.apps.workdays.models import DecidedDay, DecidedYear
from congthuong.apps.workdays.problems import KnownTooSoon, NoGround, NotAYear, NothingToSay, TooLong
from congthuong.apps.workdays.queries import calendar_on, entered_days, year_view, years_shown
from congthuong.apps.workdays.services import Changed, days_set, year_announce
from congthuong.core.problems import Problems
from congthuong.core.workdays.days import calendar_of
from congthuong.core.workdays.first_rows import first_days, first_years

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
TET_2027 = date(2027, 2, 11)  # a Thursday that is expected to be worked
DECISION = "Thông báo 01/TB-BNV"


def off(day: date, reason: str = "Tết Nguyên Đán", decision: str = DECISION) -> DayEntry:
    return DayEntry(day, "off", reason, decision)


def test_before_anything_is_entered_the_calendar_is_the_products():
    calendar, plain = calendar_on(), calendar_of(first_days(), first_years())

    assert {d: r for d, r in calendar.days.items() if d.year <= 2030} == dict(plain.days)
    assert [calendar.is_announced(year) for year in (2018, 2019, 2026, 2027, 2028)] == [
        False, True, True, False, False
    ]  # fmt: skip
    assert not calendar.is_working_day(date(2028, 1, 26))  # Tết, expected


def test_a_day_counts_from_when_it_was_known(officer: User):
    yesterday = timezone.localdate() - timedelta(1)

    done = days_set(by=officer, entries=[off(TET_2027)])

    assert done == Changed(1, 0)
    assert not calendar_on().is_working_day(TET_2027)
    assert calendar_on(yesterday).is_working_day(TET_2027)
    row = calendar_on().days[TET_2027]
    assert (row.decision, row.entered_by, row.recorded_on) == (
        DECISION,
        "Trần Thị Bưởi",
        timezone.localdate(),
    )


def test_a_decision_entered_late_counts_from_its_own_day(officer: User):
    known = timezone.localdate() - timedelta(10)
    days_set(by=officer, entries=[off(TET_2027)], recorded_on=known)

    assert not calendar_on(known).is_working_day(TET_2027)
    assert calendar_on(known - timedelta(1)).is_working_day(TET_2027)


def test_a_correction_supersedes_and_both_rows_are_kept(officer: User):
    days_set(by=officer, entries=[off(TET_2027)])
    days_set(by=officer, entries=[DayEntry(TET_2027, "usual", "đính chính", DECISION)])

    assert calendar_on().is_working_day(TET_2027)
    assert [(one.kind, one.reason) for one in entered_days(2027)] == [
        ("usual", "đính chính"),
        ("off", "Tết Nguyên Đán"),
    ]
    assert Event.objects.filter(action="days.set").count() == 2


def test_what_is_already_so_is_not_entered_again(officer: User):
    days_set(by=officer, entries=[off(TET_2027)])

    assert days_set(by=officer, entries=[off(TET_2027), off(TET_2027 + timedelta(1))]) == Changed(1, 1)
    assert days_set(by=officer, entries=[DayEntry(date(2027, 3, 3), "usual", "", "x")]) == Changed(0, 1)
    assert DecidedDay.objects.count() == 2


def test_a_whole_years_list_takes_back_what_was_only_expected(officer: User):
    saturday, swapped = date(2027, 1, 9), date(2027, 1, 8)
    listed = [off(date(2027, 1, 1)), off(swapped, "hoán đổi"), DayEntry(saturday, "work", "", DECISION)]

    days_set(by=officer, entries=listed, whole_years=True)
    view = year_view(2027, calendar_on())

    assert [row.day for row in view.days] == [date(2027, 1, 1), swapped, saturday]
    assert calendar_on().is_working_day(date(2027, 2, 8))
    assert calendar_on().days[date(2026, 9, 2)].kind == "off"  # other years stay


def test_a_year_is_announced_with_its_ground(officer: User):
    year_announce(by=officer, year=2027, decision=DECISION)

    assert calendar_on().is_announced(2027)
    assert not calendar_on(timezone.localdate() - timedelta(1)).is_announced(2027)
    assert (2027, True) in years_shown(calendar_on())
    year_announce(by=officer, year=2027, announced=False, source="thu hồi")
    assert not calendar_on().is_announced(2027)
    assert DecidedYear.objects.count() == 2


def test_who_has_no_right_changes_nothing(viewer: User):
    with pytest.raises(Forbidden):
        days_set(by=viewer, entries=[off(TET_2027)])
    with pytest.raises(Forbidden):
        year_announce(by=viewer, year=2027, decision=DECISION)
    assert not DecidedDay.objects.exists()
    assert not DecidedYear.objects.exists()


def test_one_wrong_day_and_none_is_entered(officer: User):
    saturday = date(2027, 2, 13)
    with pytest.raises(NothingToSay, match=r"thứ bảy.*nghỉ cuối tuần"):
        days_set(by=officer, entries=[off(TET_2027), off(saturday)])
    assert not DecidedDay.objects.exists()
    assert not Event.objects.filter(action="days.set").exists()


def test_what_cannot_be_right_is_refused_in_words(officer: User):
    tomorrow = timezone.localdate() + timedelta(1)
    with pytest.raises(NoGround):
        days_set(by=officer, entries=[off(TET_2027, decision="")])
    with pytest.raises(NoGround):
        year_announce(by=officer, year=2027)
    with pytest.raises(KnownTooSoon):
        days_set(by=officer, entries=[off(TET_2027)], recorded_on=tomorrow)
    with pytest.raises(NotAYear):
        days_set(by=officer, entries=[off(date(2150, 1, 1))])
    with pytest.raises(NothingToSay, match="vốn đã là ngày làm việc"):
        days_set(by=officer, entries=[DayEntry(TET_2027, "work", "", DECISION)])
    with pytest.raises(TooLong):
        days_set(by=officer, entries=[off(TET_2027, "x" * 201)])
    with pytest.raises(TooLong):
        year_announce(by=officer, year=2027, decision="x" * 121)


def test_the_database_keeps_every_row_as_it_was(officer: User):
    days_set(by=officer, entries=[off(TET_2027)])
    row = DecidedDay.objects.get()
    row.kind = "work"
    with pytest.raises(AppendOnlyViolation):
        row.save()
    for refused in ("UPDATE workdays_decidedday SET kind = 'work'", "DELETE FROM workdays_decidedday"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(refused)
    assert DecidedDay.objects.get().kind == "off"


FILE = (
    "Ngày;Loại;Lý do;Số văn bản;Nguồn\n"
    "11/02/2027;Nghỉ;Tết;01/TB-BNV;\n"
    "2027-01-09;làm bù;hoán đổi;;báo\n"
    "12/02/2027;nghi;Tết;;\n"
)


def test_a_file_is_read_as_people_write_it():
    assert entries_of_file("lich.csv", FILE.encode(), "Cổng thông tin") == (
        DayEntry(date(2027, 2, 11), "off", "Tết", "01/TB-BNV", ""),
        DayEntry(date(2027, 1, 9), "work", "hoán đổi", "", "báo"),
        DayEntry(date(2027, 2, 12), "off", "Tết", "", "Cổng thông tin"),
    )


def test_every_wrong_row_of_a_file_is_named_at_once():
    wrong = FILE + "13/02/2027;nghỉ;;x;\n30/02/2027;nghỉ;;x;\n15/02/2027;lễ;;x;\n11/02/2027;nghỉ;khác;x;\n"

    with pytest.raises(Problems) as found:
        entries_of_file("lich.csv", wrong.encode())

    assert [(one.fields["row"], one.code) for one in found.value.problems] == [
        (4, "CT-777"), (5, "CT-777"), (6, "CT-777"), (7, "CT-777"), (8, "CT-777")
    ]  # fmt: skip
    assert "chưa ghi số văn bản" in found.value.problems[0].message


def test_a_file_without_its_columns_is_refused():
    with pytest.raises(Problems, match="day"):
        entries_of_file("lich.csv", b"a,b\n1,2\n")
