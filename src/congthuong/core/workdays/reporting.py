"""Cut-off and due dates of a report: from which day to which it counts, and by when it is handed in.

Two regimes stand side by side. Management reports (Nghị định 09/2019/NĐ-CP) count from the 15th of the month before to
the 14th of the last month; statistical reports count in calendar months. The windows are dated data (`reporting.toml`);
how long after the cut-off a report is due is set by whoever orders it, so it is an argument here, stored with the form.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

from congthuong.core.problems import Problem
from congthuong.core.quantities.periods import Period
from congthuong.core.workdays.days import WorkCalendar

Regime = Literal["nd-09-2019", "thong-ke"]
REGIME_NAMES: Final[dict[Regime, str]] = {
    "nd-09-2019": "chế độ báo cáo theo Nghị định 09/2019/NĐ-CP",
    "thong-ke": "chế độ báo cáo thống kê",
}


class NoReportingRule(Problem):
    code = "CT-161"
    text = (
        "Chưa có quy định ngày chốt số liệu cho {period} ({regime}). "
        "Hãy chọn kỳ tháng, quý, 6 tháng, 9 tháng hoặc năm trong thời gian chế độ có hiệu lực."
    )


@dataclass(frozen=True, slots=True)
class Window:
    """The days a report counts, both included, and where that stands."""

    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True)
class DueRule:
    """When a report is due: `working_days` after the cut-off, or a `day` of a month counted from the cut-off's.

    `day` = 18, `months` = 0 is the 18th of the month of the cut-off. `moves`: a day off moves to the next working day.
    """

    working_days: int | None = None
    day: int | None = None
    months: int = 0
    moves: bool = True

    def __post_init__(self) -> None:
        if (self.working_days is None) == (self.day is None):
            raise ValueError("either working days or a day of the month")
        if self.working_days is not None and self.working_days < 0:
            raise ValueError("a report is not due before its cut-off")
        if self.day is not None and not 1 <= self.day <= 31:
            raise ValueError("no such day of a month")


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as it is stored when the form opens. `not_announced`: years whose days off were still expected."""

    day: date
    cut_off: date
    source: str
    not_announced: tuple[int, ...]


def reporting_window(period: Period, regime: Regime) -> Window:
    """The days that a report on `period` counts. The rule in force on the cut-off day holds. Raises NoReportingRule.

    A management period (QL-2020-H1) and the statistical one of the same name have the same window within a regime.
    """
    plain = period.as_statistical()
    for row in reversed(_windows()):
        if row["regime"] != regime or plain.kind not in row["kinds"]:
            continue
        window = Window(
            _day_of(plain.first, row["from"]["month"], row["from"]["day"]),
            _day_of(plain.last, row["to"]["month"], row["to"]["day"]),
            row["source"],
        )
        if row["since"] <= window.last:
            return window
    raise NoReportingRule(period=period.name, regime=REGIME_NAMES[regime])


def due_date(period: Period, regime: Regime, rule: DueRule, calendar: WorkCalendar) -> Due:
    """By when the report on `period` is to be handed in. Raises NoReportingRule."""
    window = reporting_window(period, regime)
    if rule.working_days is not None:
        day = calendar.add_working_days(window.last, rule.working_days)
    else:
        day = _day_of(window.last, rule.months, rule.day or 1)
        day = calendar.working_day_from(day) if rule.moves else day
    return Due(day, window.last, window.source, calendar.not_announced(window.last, day))


@lru_cache(maxsize=1)
def _windows() -> tuple[dict[str, Any], ...]:
    """Oldest first."""
    rows = tomllib.loads((files(__package__) / "reporting.toml").read_text(encoding="utf-8"))["window"]
    return tuple(sorted(rows, key=lambda row: row["since"]))


def _day_of(month_of: date, months: int, day: int) -> date:
    """`day` of the month that lies `months` after that of `month_of`; its last day for 0 and for days it has not."""
    index = month_of.year * 12 + month_of.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    last = date((index + 1) // 12, (index + 1) % 12 + 1, 1) - timedelta(days=1)
    return last if day == 0 or day > last.day else first.replace(day=day)
