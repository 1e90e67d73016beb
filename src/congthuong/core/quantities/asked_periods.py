"""A period as people answer when they are asked for one: its code, or its name as a report would write it.

`read_mentions` finds periods inside a text and passes over the rest; here the whole answer must be one period.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from congthuong.core.quantities.mentions import DateMention, PeriodMention
from congthuong.core.quantities.periods import Period, UnknownPeriod

if TYPE_CHECKING:
    from congthuong.core.quantities.mentions import Mention


def read_period(text: str, *, managed: bool = False) -> Period:
    """The period of "2020-H1", "6 tháng đầu năm 2020", "quý II/2020", "tháng 6/2020". Raises UnknownPeriod.

    managed: whether a name is that of the management calendar, since both bear the same names; a code says its own.
    """
    try:
        return Period.of(text)
    except UnknownPeriod:
        named = _named(text)
        if named is None:
            raise
        return named.as_management() if managed else named


@lru_cache(maxsize=1024)
def _named(text: str) -> Period | None:
    # Only a name needs the reader of running text, whose library codes need not wait for.
    from congthuong.core.quantities.reading import read_mentions

    answer = " ".join(text.split())
    return _told(answer, read_mentions(answer)) if answer else None


def _told(answer: str, mentions: tuple[Mention, ...]) -> Period | None:
    match mentions:
        case (PeriodMention() | DateMention() as one,) if (one.start, one.end) == (0, len(answer)):
            return _whole(one)
        case (PeriodMention() as first, PeriodMention() as last):
            if (first.start, last.end) == (0, len(answer)):
                return _between(first, answer[first.end : last.start].strip().lower(), last)
    return None


def _whole(one: PeriodMention | DateMention) -> Period | None:
    """ "đến năm 2020" and "cùng kỳ năm 2019" name another stretch than the year in them; a bare day may be a month
    that a spreadsheet turned into its first day."""
    if isinstance(one, DateMention):
        return _day(one) if one.surface.lower().startswith("ngày") else None
    if one.period is None:
        return None
    several = one.relation == "from" and one.period.kind == "months"
    return one.period if several or not one.relation else None


def _day(one: DateMention) -> Period | None:
    return Period.of(one.day.isoformat()) if one.day else None


def _between(first: PeriodMention, joined: str, last: PeriodMention) -> Period | None:
    """Months of two years: "từ tháng 12/2019 đến tháng 3/2020", "tháng 12/2019 và tháng 01/2020"."""
    begin, end = first.period, last.period
    if begin is None or end is None or not begin.kind == end.kind == "month":
        return None
    if joined not in ("đến", "và") or (joined == "và" and begin.next() != end):
        return None
    try:
        return Period.of(f"{begin.code}..{end.code}")
    except UnknownPeriod:
        return None
