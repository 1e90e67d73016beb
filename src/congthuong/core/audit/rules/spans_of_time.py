"""How many days, weeks, months … a total may be spread over: as the sentences say, the periods tell, or the report's heading."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Understanding
from congthuong.core.audit.rules.operands import Row
from congthuong.core.audit.scan import COUNTED_OUT
from congthuong.core.quantities import Period
from congthuong.core.quantities.units import fold


def spans(row: Row, average: Claim, total: Claim, time: str) -> list[Decimal]:
    """How many days, months … the total may be spread over: as the sentences say or the periods tell."""
    found: dict[Decimal, None] = {}
    for claim in (average, total):
        if found:
            break
        for match in regex.finditer(
            rf"(?i)(?<![0-9.,/])([0-9]{{1,3}})\s+{time}(?!\p{{L}})", row.sentence_text(claim)
        ):
            if int(match[1]) > 1:
                found[Decimal(match[1])] = None
        for match in _SPELLED.finditer(row.sentence_text(claim)) if time == "tháng" else ():
            found[Decimal(COUNTED_OUT[" ".join(match[1].lower().split())])] = None
    if row.reach(total, average) == 0 and found and time != "ngày":
        return list(found)
    if time == "ngày" and _WEEK.search(fold(row.sentence_text(total))):
        return [_WEEK_DAYS]
    if time == "tháng" and (until := _UNTIL.search(fold(row.sentence_text(total)))):
        found[Decimal(until[1])] = None
    for claim in (average, total):
        period = row.text.statement_of(claim).period
        if period is not None and (span := length(period, time)):
            found[span] = None
    if time == "tháng":
        found.update(dict.fromkeys(row.text.once(_months_reported)))
    return list(found)


def _months_reported(text: Understanding) -> Iterator[Decimal]:
    """ "Tình hình 6 tháng đầu năm 2025" in a heading: what is told of no other time is of those months."""
    for piece in text.reading.pieces[:_HEADINGS]:
        for match in _TITLED.finditer(fold(piece.text[:_HEADING])):
            written = match[1]
            yield Decimal(written if written.isdigit() else COUNTED_OUT[written])


_HEADINGS: Final = 8
_HEADING: Final = 200
_WEEK_DAYS: Final = Decimal(7)
_TITLED: Final = pattern(
    r"(?<![\p{L}0-9])([2-9]|1[01]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một)\s+tháng(?:\s+đầu\s+năm)?(?!\p{L})"
)
_SPELLED: Final = regex.compile(
    r"(?i)(?<!\p{L})(hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một|mười)\s+tháng(?!\p{L})"
)
_UNTIL: Final = pattern(r"đến\s+(?:hết\s+)?(?:ngày\s+)?(?:2[89]|3[01])/0?([2-9]|1[0-2])(?![0-9])")
_WEEK: Final = pattern(r"(?<!\p{L})(?:cả|trong|toàn|một|1)\s+tuần(?!\p{L})")


def length(period: Period, time: str) -> Decimal | None:
    """How many whole days, weeks, months … a period has, None where it has no more than one or no whole number."""
    if period.kind == "day":
        return _since_january(period, time)
    days = (period.last - period.first).days + 1
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if period.calendar == "management":
        months -= 1
    if time == "ngày":
        return Decimal(days) if days > 1 else None
    if time == "tuần":
        return Decimal(days) / 7 if days >= 28 else None
    per = {"tháng": 1, "quý": 3, "năm": 12}[time]
    return Decimal(months // per) if months > per and not months % per else None


def _since_january(period: Period, time: str) -> Decimal | None:
    """ "Đến hết ngày 30/9 thu 75.535 tỷ đồng": the months, and days, of the year so far."""
    day = period.last
    if time == "tháng":
        return Decimal(day.month) if day.day >= _MONTH_END and day.month > 1 else None
    return Decimal(day.timetuple().tm_yday) if time == "ngày" else None


_MONTH_END: Final = 28
