"""Which days a form's rules give for a period: the one place that knows cut-off and due dates.

From which day to which a period counts is the period's own (Decree 09/2019 for management reports); how long after
that a return is due is set by whoever ordered it, and stands in the form with its law.

The core knows no calendar of working days; who asks brings one: a function that is given a day and a number n and
answers the n-th working day after it (n = 0: the day itself, or the next working day when it is none).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from congthuong.core.forms.model import DayRule, Form
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period

WorkingDay = Callable[[date, int], date]


class WrongPeriod(Problem):
    code = "CT-805"
    text = "Biểu «{form}» báo cáo theo {wanted}, không mở được cho {period}. Hãy chọn kỳ khác."


@dataclass(frozen=True, slots=True)
class Days:
    """opens_on ≤ due_on; figures are counted up to and with `cut_off`."""

    opens_on: date
    cut_off: date
    due_on: date


KIND_NAMES = {"month": "tháng", "quarter": "quý", "half": "6 tháng", "nine": "9 tháng", "year": "năm"}


def days_of(form: Form, period: Period, working_day: WorkingDay) -> Days:
    """Raises WrongPeriod when the form is not for such a period."""
    if period.kind != form.period or period.calendar != form.calendar:
        wanted = KIND_NAMES[form.period] + (" (kỳ quản lý)" if form.calendar == "management" else "")
        raise WrongPeriod(form=form.name, wanted=wanted, period=period.code)
    ends = {"period_end": period.last, "cut_off": period.last}
    cut_off = _day(form.schedule.cut_off, ends, period)
    ends["cut_off"] = cut_off
    due = _day(form.schedule.due, ends, period)
    due = working_day(due, form.schedule.due.working_days)
    return Days(min(_day(form.schedule.opens, ends, period), due), cut_off, due)


def _day(rule: DayRule, ends: dict[str, date], period: Period) -> date:
    """The rule's day before it is moved to a working day."""
    if not rule.day:
        return ends[rule.after] + timedelta(rule.days)
    month = period.last.year * 12 + period.last.month - 1 + rule.months
    year, month = month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(rule.day - 1), following - timedelta(1))
