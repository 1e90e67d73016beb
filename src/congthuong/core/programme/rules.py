"""When a task comes back: each week, month, quarter, half or year, on a day of it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final, Literal, get_args

from congthuong.core.problems import Problem

Unit = Literal["week", "month", "quarter", "half", "year"]
MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_NAMES: Final = {
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half": "định kỳ 6 tháng",
    "year": "hằng năm",
}
_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class NotARule(Problem):
    code: ClassVar[str] = "CT-971"
    text: ClassVar[str] = (
        "«{text}» không phải cách lặp lại. Hãy chọn hằng tuần, tháng, quý, 6 tháng hoặc năm, với ngày từ 1 đến 31."
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """`day` is the day of the period's last month (1-31; 0 or one too many: its last day), of a week 1 (Monday) to 7."""

    unit: Unit
    day: int = 0

    @property
    def code(self) -> str:
        return f"{self.unit}:{self.day}"

    @property
    def name(self) -> str:
        """ "hằng tháng, ngày 20"."""
        if self.unit == "week":
            return f"{_NAMES[self.unit]}, {_WEEKDAYS[(self.day or 5) - 1]}"
        which = f"ngày {self.day}" if self.day else "ngày cuối"
        of = "" if self.unit == "month" else " của tháng cuối kỳ"
        return f"{_NAMES[self.unit]}, {which}{of}"

    def next_after(self, day: date) -> date:
        """The first day after `day` on which it is due again."""
        if self.unit == "week":
            ahead = ((self.day or 5) - 1 - day.weekday()) % 7
            return day + timedelta(ahead or 7)
        due = self._due_in(day)
        if due > day:
            return due
        return self._due_in(_first_of_next(day, MONTHS[self.unit]))

    def _due_in(self, day: date) -> date:
        """The due day of the period in which a day lies."""
        span = MONTHS[self.unit]
        month = (day.month + span - 1) // span * span
        last = calendar.monthrange(day.year, month)[1]
        return date(day.year, month, min(self.day or last, last))


def _first_of_next(day: date, span: int) -> date:
    month = (day.month + span - 1) // span * span
    return date(day.year + 1, 1, 1) if month == 12 else date(day.year, month + 1, 1)


def rule_of(code: str) -> Rule:
    """ "month:20" -> the rule. Raises NotARule."""
    unit, _, number = code.partition(":")
    most = 7 if unit == "week" else 31
    fits = (number or "0").isascii() and (number or "0").isdigit() and int((number or "0")[:4]) <= most
    if unit not in get_args(Unit) or not fits:
        raise NotARule(text=code)
    return Rule(unit, int(number or "0"))  # type: ignore[arg-type]
