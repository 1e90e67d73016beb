"""By when a sentence asks for work: a day, so many working days, or again and again.

"Before" a day or a period is the day before it begins ("trước ngày 30/9": 29 September); "chậm nhất ngày 30/9" is the day
itself, and a period ends with its last day. A year that the text leaves out is that of the directive, or the next one where
the day would lie before the directive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

import regex

from congthuong.core.programme.rules import Rule, Unit
from congthuong.core.programme.vocabulary import any_of, words
from congthuong.core.quantities import (
    DateMention,
    NotNumberWords,
    PeriodMention,
    read_mentions,
    words_to_number,
)
from congthuong.core.quantities.periods import Period

_SPAN: Final = regex.compile(
    r"(?:(?:trong|sau)\s+)?(?:(?:vòng|thời\s+hạn)\s+)?(?P<count>[0-9]{1,3}|[\p{Ll}\s]{2,12}?)\s+(?:\([\p{L}\s]+\)\s+)?"
    r"ngày(?P<work>\s+làm\s+việc)?,?\s+(?:kể\s+)?từ\s+(?:ngày|khi)(?:\s+(?P<what>ký|ban\s+hành|nhận))?",
    regex.I,
)
_DAY: Final = regex.compile(
    r"ngày\s+(?:mùng\s+)?(?P<day>[0-9]{1,2})(?![0-9]|\s*[/.-]\s*[0-9]|\s+tháng\s+[0-9])", regex.I
)
_WEEKDAY: Final = regex.compile(r"thứ\s+(?P<name>hai|ba|tư|năm|sáu|bảy)|(?P<sunday>chủ\s+nhật)", regex.I)
_WEEKDAYS: Final = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6}
_BEFORE: Final = regex.compile(r"(?<![\p{L}])trước(?:\s+(?:ngày|mùng))*\s*\Z", regex.I)
"""That the day or period named next is not itself the end."""
_REACH: Final = 60
"""How far from "hằng tháng" its day may stand."""


@dataclass(frozen=True, slots=True)
class Term:
    """`day` is known from the text alone; `working_days` still have to be counted from the directive's day."""

    words: str
    start: int
    end: int
    day: date | None = None
    working_days: int | None = None
    rule: Rule | None = None


def read_term(text: str, directive_day: date | None = None) -> Term | None:
    """The term of a sentence; of several the last, since what is to be handed in last is the end of the work."""
    found = [*_again(text), *_spans(text, directive_day)]
    taken = [(one.start, one.end) for one in found]
    found += [
        one
        for one in _named(text, directive_day)
        if not any(one.start < end and start < one.end for start, end in taken)
    ]
    if not found:
        return None
    recurring = [one for one in found if one.rule]
    return max(recurring or found, key=lambda one: (one.end, one.start))


def _again(text: str) -> list[Term]:
    found = []
    for unit, often in _often():
        for match in often.finditer(text):
            start, end = max(0, match.start() - _REACH), match.end() + _REACH
            around = text[start:end]
            at, last, day = match.start(), match.end(), 0
            named = _nearest_day(around, match.start() - start, match.end() - start, unit)
            if named is not None:
                day = _until(unit, *named[:2], around)
                at, last = min(at, start + named[1]), max(last, start + named[2])
            found.append(Term(text[at:last], at, last, rule=Rule(unit, day)))
            break
    # "định kỳ 6 tháng, hằng năm" says both; the shorter one covers the longer.
    order: tuple[Unit, ...] = ("week", "month", "quarter", "half", "year")
    return sorted(found, key=lambda one: order.index(one.rule.unit) if one.rule else 0)[:1]


def _nearest_day(text: str, start: int, end: int, unit: Unit) -> tuple[int, int, int] | None:
    """The day named nearest to the words, not beyond the end of its sentence or clause."""
    days: list[tuple[int, int, int]] = []
    for match in (_WEEKDAY if unit == "week" else _DAY).finditer(text):
        between = text[end : match.start()] if match.start() >= end else text[match.end() : start]
        if regex.search(r"[.;]", between):
            continue
        number = _weekday(match) if unit == "week" else int(match["day"])
        if 1 <= number <= 31:
            days.append((number, match.start(), match.end()))
    return min(days, key=lambda one: min(abs(one[1] - end), abs(start - one[2])), default=None)


def _until(unit: Unit, number: int, at: int, text: str) -> int:
    """The day of the rule: the one before the named day when the text says so; before the first is the last of the one
    before (0), of a week Sunday."""
    if not _BEFORE.search(text, max(0, at - 20), at):
        return number
    return (number - 1) or (7 if unit == "week" else 0)


def _weekday(match: regex.Match[str]) -> int:
    return 7 if match["sunday"] else _WEEKDAYS[match["name"].lower()]


@cache
def _often() -> tuple[tuple[Unit, regex.Pattern[str]], ...]:
    return tuple(
        (unit, regex.compile(rf"(?<![\p{{L}}])(?:(?i:định\s+kỳ)\s+)?(?i:{any_of(phrases)})(?![\p{{L}}])"))
        for unit, phrases in words()["often"].items()
    )


def _spans(text: str, directive_day: date | None) -> list[Term]:
    found = []
    for match in _SPAN.finditer(text):
        count = _number(match["count"])
        if count is None:
            continue
        words_, start, end = match[0].strip(), match.start(), match.end()
        if match["work"]:
            found.append(Term(words_, start, end, working_days=count))
        else:
            day = directive_day + timedelta(count) if directive_day else None
            found.append(Term(words_, start, end, day=day))
    return found


def _number(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        return words_to_number(text.strip())
    except NotNumberWords:
        return None


def _named(text: str, directive_day: date | None) -> list[Term]:
    found = []
    for mention in read_mentions(text):
        lead = _lead(text, mention.start)
        surface = mention.surface
        ends = surface.lower().startswith(("đến hết", "đến cuối", "hết", "cuối"))
        if lead is None and not ends:
            continue
        day = None
        if isinstance(mention, DateMention):
            day = mention.day or _day_without_year(surface, directive_day)
        elif isinstance(mention, PeriodMention) and mention.relation not in (
            "same_period",
            "previous",
            "from",
        ):
            period = _period(mention, directive_day)
            before = (
                period is not None
                and not ends
                and _BEFORE.search(text, max(0, mention.start - 20), mention.start)
            )
            day = None if period is None else period.first - timedelta(1) if before else period.last
        if isinstance(mention, DateMention) and day is not None and not ends:
            day -= timedelta(1 if _BEFORE.search(text, max(0, mention.start - 20), mention.start) else 0)
        if day is not None:
            start = mention.start if lead is None else lead
            found.append(Term(" ".join(text[start : mention.end].split()), start, mention.end, day=day))
    return found


def _lead(text: str, at: int) -> int | None:
    """Where the words of a term that end before `at` begin; None when no such words stand there."""
    found = _leading().search(text, max(0, at - 40), at)
    return found.start() if found else None


@cache
def _leading() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<![\p{{L}}])(?i:{any_of(words()['terms'])})(?:\s*:)?(?:\s+(?:ngày|là|vào|hết))*\s*\Z"
    )


def _day_without_year(surface: str, directive_day: date | None) -> date | None:
    numbers = [int(one) for one in regex.findall(r"[0-9]+", surface)]
    if directive_day is None or len(numbers) != 2:
        return None
    for year in (directive_day.year, directive_day.year + 1):
        try:
            day = date(year, numbers[1], numbers[0])
        except ValueError:
            continue
        if day >= directive_day:
            return day
    return None


def _period(mention: PeriodMention, directive_day: date | None) -> Period | None:
    if mention.period is not None:
        many_years = ".." in mention.period.code
        return None if many_years else mention.period
    if directive_day is None or not mention.part:
        return None
    for year in (directive_day.year, directive_day.year + 1):
        first, dots, last = mention.part.partition("..")
        period = Period.of(f"{year}-{first}..{year}-{last}" if dots else f"{year}-{first}")
        if period.last >= directive_day:
            return period
    return None
