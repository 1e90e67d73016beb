"""The cut-off and due date stand on every form: one wrong day and a whole province is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from congthuong.core.forms.model import DayRule, Form, Schedule
from congthuong.core.forms.reading import stored_form
from congthuong.core.forms.schedule import WrongPeriod, days_of
from congthuong.core.quantities import Period
from congthuong.core.workdays.days import calendar_of
from congthuong.core.workdays.first_rows import first_days, first_years

CALENDAR = calendar_of(first_days(), first_years())
KINDS = {"H": "half", "Q": "quarter", "9": "nine"}


def form_for(code: str, due: DayRule) -> Form:
    """A form for such periods whose cut-off is the period's end."""
    name = code.removeprefix("QL-")
    kind = "year" if len(name) == 4 else KINDS.get(name[5], "month")
    form = stored_form(
        {
            "code": "thu", "name": "Thử", "kind": "cong_nghiep", "period": kind,
            "calendar": "management" if code.startswith("QL-") else "statistical",
            "fillers": {"kinds": ["enterprise"]},
            "section": [{"code": "a", "name": "A", "row": [{"code": "b", "label": "B", "unit": "tấn"}]}],
            "column": [{"code": "ky", "name": "Kỳ"}],
        }
    )  # fmt: skip
    return replace(form, schedule=Schedule(due=due))


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("QL-2026-01", "2025-12-15", "2026-01-14"),
        ("QL-2026-03", "2026-02-15", "2026-03-14"),
        ("QL-2026-Q1", "2025-12-15", "2026-03-14"),
        ("QL-2026-Q3", "2026-06-15", "2026-09-14"),
        ("QL-2026-H1", "2025-12-15", "2026-06-14"),
        ("QL-2026-H2", "2026-06-15", "2026-12-14"),
        ("QL-2026-9M", "2025-12-15", "2026-09-14"),
        ("QL-2026", "2025-12-15", "2026-12-14"),
        ("2028-02", "2028-02-01", "2028-02-29"),
    ],
)
def test_figures_are_counted_up_to_the_periods_last_day(code: str, first: str, last: str):
    """Management reports count from the 15th to the 14th (Decree 09/2019, Article 12), statistical ones in months."""
    period = Period.of(code)
    days = days_of(
        form_for(code, DayRule(after="cut_off", working_days=2)), period, CALENDAR.add_working_days
    )

    assert (period.first, days.cut_off) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("code", "rule", "day"),
    [
        # 14/6/2026 is a Sunday: Monday and Tuesday are the two days.
        ("QL-2026-H1", DayRule(after="cut_off", working_days=2), "2026-06-16"),
        ("QL-2026-H1", DayRule(day=18), "2026-06-18"),
        ("2026-06", DayRule(day=20), "2026-06-22"),  # a Saturday moves to Monday
        ("QL-2026", DayRule(day=15, months=3), "2027-03-15"),  # next year's 15 March
        ("2026-01", DayRule(day=31, months=1), "2026-03-02"),  # 28 February is a Saturday
        ("2026", DayRule(working_days=5), "2027-01-08"),  # 1 January is a holiday
        ("2026-12", DayRule(day=5, months=1), "2027-01-05"),  # over the year's end
    ],
)
def test_a_return_is_due_some_days_after_the_cut_off_or_on_a_day_of_a_month(
    code: str, rule: DayRule, day: str
):
    assert days_of(
        form_for(code, rule), Period.of(code), CALENDAR.add_working_days
    ).due_on == date.fromisoformat(day)


def test_a_form_never_opens_after_it_is_due():
    form = form_for("2026-06", DayRule(day=20))
    late = replace(form, schedule=replace(form.schedule, opens=DayRule(days=30)))
    days = days_of(late, Period.of("2026-06"), CALENDAR.add_working_days)

    assert days.opens_on == days.due_on


@pytest.mark.parametrize("code", ["2026-Q2", "QL-2026-06", "2026-06-08"])
def test_a_period_of_another_kind_is_refused_in_words(code: str):
    with pytest.raises(WrongPeriod) as told:
        days_of(form_for("2026-06", DayRule()), Period.of(code), CALENDAR.add_working_days)
    assert "báo cáo theo tháng" in told.value.message
