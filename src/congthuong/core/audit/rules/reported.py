"""The day a report was made, only where it says so: "Trà Vinh, ngày 12 tháng 6 năm 2020"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

import regex

from congthuong.core.audit.model import Understanding

_LINE: Final = regex.compile(
    r"(?:\A|\s)\p{Lu}[\p{L}. ]{1,40},\s*(?i:ngày)\s*([0-9]{1,2})?[\s.…_]*(?i:tháng)\s+([0-9]{1,2})\s+(?i:năm)\s+"
    r"((?:19|20)[0-9]{2})\s*\.?\s*\Z"
)
_HEAD: Final = 16
_TAIL: Final = 24


def report_day(understanding: Understanding) -> date | None:
    """The day in the place-and-date line; the month's last day where the day is left blank; None when not said."""
    pieces = understanding.reading.pieces
    days = set()
    for piece in [*pieces[:_HEAD], *pieces[max(_HEAD, len(pieces) - _TAIL) :]]:
        if piece.kind in ("note", "item") or len(piece.text) > 400:
            continue
        if found := _LINE.search(piece.text):
            days.add(_day(found[1], int(found[2]), int(found[3])))
    return days.pop() if len(days) == 1 else None


def _day(day: str | None, month: int, year: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    number = int(day) if day else last
    return date(year, month, number) if 1 <= number <= last else None
