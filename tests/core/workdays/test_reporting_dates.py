"""The cut-off and due date stand on every form: one wrong day and a whole province is late."""

from __future__ import annotations

from datetime import date

import pytest

from congthuong.core.quantities.periods import Period
from congthuong.core.workdays.days import calendar_of
from congthuong.core.workdays.first_rows import first_days, first_years
from congthuong.core.workdays.reporting import DueRule, NoReportingRule, due_date, reporting_window

CALENDAR = calendar_of(first_days(), first_years())


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-01", "2025-12-15", "2026-01-14"),
        ("2026-03", "2026-02-15", "2026-03-14"),
        ("2026-Q1", "2025-12-15", "2026-03-14"),
        ("2026-Q3", "2026-06-15", "2026-09-14"),
        ("2026-H1", "2025-12-15", "2026-06-14"),
        ("2026-H2", "2026-06-15", "2026-12-14"),
        ("2026-9M", "2025-12-15", "2026-09-14"),
        ("2026", "2025-12-15", "2026-12-14"),
    ],
)
def test_management_reports_count_from_the_15th_to_the_14th(code: str, first: str, last: str) -> None:
    window = reporting_window(Period.of(code), "nd-09-2019")

    assert (window.first, window.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert "09/2019/NĐ-CP" in window.source


@pytest.mark.parametrize("code", ["2026-02", "2026-Q2", "2026-H1", "2026-H2", "2026-9M", "2026", "2028-02"])
def test_the_rules_data_and_the_periods_say_the_same(code: str) -> None:
    plain = Period.of(code)
    managed = plain.as_management()
    window, statistical = reporting_window(plain, "nd-09-2019"), reporting_window(plain, "thong-ke")

    assert (window.first, window.last) == (managed.first, managed.last)
    assert (statistical.first, statistical.last) == (plain.first, plain.last)
    assert reporting_window(managed, "nd-09-2019") == window


def test_a_report_is_due_some_working_days_after_the_cut_off() -> None:
    # 14/6/2026 is a Sunday: Monday and Tuesday are the two days.
    due = due_date(Period.of("2026-H1"), "nd-09-2019", DueRule(working_days=2), CALENDAR)

    assert (due.cut_off, due.day, due.not_announced) == (date(2026, 6, 14), date(2026, 6, 16), ())


@pytest.mark.parametrize(
    ("code", "rule", "day"),
    [
        ("2026-H1", DueRule(day=18), "2026-06-18"),
        ("2026-06", DueRule(day=20), "2026-06-22"),  # a Saturday moves to Monday
        ("2026-06", DueRule(day=20, moves=False), "2026-06-20"),
        ("2026", DueRule(day=15, months=3), "2027-03-15"),  # next year's 15 March
        ("2026-01", DueRule(day=31, months=1), "2026-03-02"),  # 28 February is a Saturday
    ],
)
def test_a_report_may_be_due_on_a_day_of_a_month(code: str, rule: DueRule, day: str) -> None:
    assert due_date(Period.of(code), "nd-09-2019", rule, CALENDAR).day == date.fromisoformat(day)


def test_a_due_date_in_a_year_not_announced_says_so() -> None:
    due = due_date(Period.of("2026"), "thong-ke", DueRule(working_days=5), CALENDAR)

    # 1 January is a holiday, so 4 to 8 January.
    assert (due.day, due.not_announced) == (date(2027, 1, 8), (2027,))


@pytest.mark.parametrize("code", ["2018-H1", "2020-06-08", "2021..2025", "2026-04..2026-05"])
def test_a_period_without_a_rule_is_refused_in_words(code: str) -> None:
    with pytest.raises(NoReportingRule) as problem:
        reporting_window(Period.of(code), "nd-09-2019")
    assert "Nghị định 09/2019" in problem.value.message


def test_a_rule_that_means_nothing_is_refused() -> None:
    for wrong in ({}, {"working_days": 2, "day": 3}, {"working_days": -1}, {"day": 32}):
        with pytest.raises(ValueError):
            DueRule(**wrong)
