"""The day of "as known on": read from an address, refused with a sentence when it is none."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from congthuong.core.problems import Problem
from congthuong.core.quantities import read_date, write_date
from congthuong.web import clock


class DayNotYet(Problem):
    code: ClassVar[str] = "CT-702"
    text: ClassVar[str] = "Ngày {day} chưa tới. Hãy chọn ngày hôm nay ({today}) hoặc một ngày đã qua."


def asked_day(text: str) -> date | None:
    """None when no day was asked for. Raises NotADate, DayNotYet."""
    if not text.strip():
        return None
    day = read_date(text)
    today = clock.today()
    if day > today:
        raise DayNotYet(day=write_date(day), today=write_date(today))
    return day
