"""One month as a calendar: each day with what is due on it."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from congthuong.apps.accounts.models import User
from congthuong.apps.programme.models import State
from congthuong.apps.programme.queries.tasks import Listed, listed, visible
from congthuong.apps.workdays.queries import calendar_on

A_DAY: Final = 4
MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    within: bool
    works: bool
    rows: list[Listed]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: list[list[Day]]

    @property
    def before(self) -> date:
        return (self.first - timedelta(1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(31)).replace(day=1)


def month_of(user: User, first: date, on: date) -> Month:
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    begin, end = weeks[0][0], weeks[-1][-1]
    rows = visible(user).filter(due_on__gte=begin, due_on__lte=end).exclude(state=State.CANCELLED)
    due: dict[date, list[Listed]] = defaultdict(list)
    for one in listed(rows.select_related("owner").order_by("order", "pk")[:MOST], on):
        assert one.task.due_on is not None
        due[one.task.due_on].append(one)
    works = calendar_on(until=end)
    return Month(
        first,
        [
            [
                Day(day, day.month == first.month, works.is_working_day(day), due[day][:A_DAY], len(due[day]))
                for day in week
            ]
            for week in weeks
        ],
    )
