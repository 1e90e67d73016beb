"""Dates as officials write them: 08/6/2020, ngày 08 tháng 6 năm 2020.

Decree 30/2020/NĐ-CP, Annex I, part II: days below 10 and the months 1 and 2 take a leading zero.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from congthuong.core.problems import Problem


class NotADate(Problem):
    code = "CT-121"
    text = "«{text}» không phải là ngày. Hãy viết như 08/6/2020 hoặc 2020-06-08."


_SHAPES: Final = (
    re.compile(r"(?:ngày\s+)?(?P<d>[0-9]{1,2})\s*[/.-]\s*(?P<m>[0-9]{1,2})\s*[/.-]\s*(?P<y>[0-9]{4})", re.I),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
    re.compile(
        r"ngày\s+(?P<d>[0-9]{1,2})\s+tháng\s+(?P<m>[0-9]{1,2})\s+năm\s+(?P<y>[0-9]{4})", re.I
    ),
)  # fmt: skip


YEARS = range(1800, 2200)


def read_date(text: str) -> date:
    """The day of "08/6/2020", "2020-06-08" or "ngày 08 tháng 6 năm 2020". Raises NotADate, also for a year that no
    office writes (`YEARS`)."""
    stripped = unicodedata.normalize("NFC", text).strip()
    for shape in _SHAPES:
        if match := shape.fullmatch(stripped):
            try:
                day = date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                break
            if day.year in YEARS:
                return day
    raise NotADate(text=text)


def write_date(day: date) -> str:
    """08/6/2020; 17/01/2020."""
    return f"{day.day:02d}/{write_month(day.month)}/{day.year}"


def write_date_long(day: date) -> str:
    """ngày 08 tháng 6 năm 2020."""
    return f"ngày {day.day:02d} tháng {write_month(day.month)} năm {day.year}"


def write_month(month: int) -> str:
    """01, 02, 3 … 12."""
    return f"{month:02d}" if month <= 2 else str(month)
