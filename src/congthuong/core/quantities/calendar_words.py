"""Periods and days as running text calls them, read from the pieces that the scanner found."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Final

import regex

from congthuong.core.quantities.dates import NotADate, read_date
from congthuong.core.quantities.mentions import DateMention, PeriodMention, Relation
from congthuong.core.quantities.numbers import NotNumberWords, words_to_number
from congthuong.core.quantities.periods import ROMAN, Period, UnknownPeriod

_YEAR: Final = regex.compile(r"(?:19|20|21)[0-9]{2}(?=\Z)")
_TWO_YEARS: Final = regex.compile(r"([0-9]{4})(?:\s*[-–]\s*|\s+đến\s+)(?:năm\s+)?([0-9]{4})\Z")
_MONTHS_OF: Final = regex.compile(
    r"(?P<count>[0-9]+(?=t)|\w+(?=\s+tháng))(?:t|\s+tháng)(?:\s+(?P<side>đầu|cuối))?"
)
_MONTHS: Final = regex.compile(r"(?:từ\s+)?tháng\s+(?P<months>[0-9].*)", regex.S)
_HALF: Final = regex.compile(r"nửa\s+(?P<side>đầu|cuối)")
_QUARTERS: Final = regex.compile(r"(?:từ\s+)?quý\s+(?P<numbers>[iv1-4].*)", regex.S)
_QUARTER: Final = regex.compile(r"iv|i{1,3}|[1-4]")
_SAME: Final = regex.compile(r"cùng(?:\s+kỳ.*)?\Z", regex.S | regex.I)
_PREVIOUS: Final = regex.compile(r"(?:kỳ|tháng|quý|năm)\s+trước\Z", regex.I)
_LAST_YEAR: Final = regex.compile(r"năm\s+(?:[0-9]{4}|trước|ngoái)\Z", regex.I)
_DAY_WORDS: Final = regex.compile(r"\A(?:kể\s+)?(?:(?:từ|đến)\s+)?(?:ngày\s+)?", regex.I)
_DAY_MONTH: Final = regex.compile(r"[0-9]{1,2}/[0-9]{1,2}")
_BEFORE_YEAR: Final = regex.compile(r"[\s/-]*(?:năm)?[\s/-]*\Z")
_DIGITS: Final = regex.compile(r"[0-9]+")
_THROUGH: Final = regex.compile(r"đến|[-–]")

Place = tuple[int, int, str]


def date_mention(start: int, end: int, text: str, year: int | None) -> tuple[DateMention, ...]:
    """The day of "đến ngày 08/6/2020", "ngày 08/6"; () when there is no such day."""
    bare = _DAY_WORDS.sub("", text)
    written = text[text.lower().index("ngày") :] if "tháng" in bare.lower() else "".join(bare.split())
    if open_year := _DAY_MONTH.fullmatch(written):
        # 29 February exists in some year, so it is checked in a leap year when the text names none.
        day = _valid(f"{open_year[0]}/{year or 2020}")
        found = day is not None
        day = day if year else None
    else:
        day = _valid(written)
        found = day is not None
    return (DateMention(start, end, text, day, _relation(text)),) if found else ()


def _valid(written: str) -> date | None:
    try:
        return read_date(written)
    except NotADate:
        return None


def _relation(text: str) -> Relation:
    lowered = text.lower()
    if lowered.startswith(("từ", "kể")):
        return "from"
    return "to" if lowered.startswith(("đến", "hết", "cuối")) else ""


def period_mention(start: int, end: int, text: str, year: int | None) -> tuple[PeriodMention, ...]:
    """The period of "06 tháng cuối năm 2020", "quý II", "đến 2030"; () when there is no such period."""
    words = " ".join(text.lower().split())
    if years := _TWO_YEARS.search(words):
        code = f"{years[1]}..{years[2]}"
        return _mention((start, end, text), code, "", "")
    named = _YEAR.search(words)
    stated = int(named[0]) if named else year
    rest = _BEFORE_YEAR.sub("", words[: named.start()]) if named else words
    part = _part(rest)
    if part is None:
        return ()
    relation: Relation = _relation(words)
    if stated is None:
        return (PeriodMention(start, end, text, None, relation, part),)
    return _mention((start, end, text), _code(stated, part), relation, part)


def _mention(place: Place, code: str, relation: Relation, part: str) -> tuple[PeriodMention, ...]:
    try:
        return (PeriodMention(*place, Period.of(code), relation, part),)
    except UnknownPeriod:
        return ()


def _code(year: int, part: str) -> str:
    if not part:
        return str(year)
    first, dots, last = part.partition("..")
    return f"{year}-{first}..{year}-{last}" if dots else f"{year}-{part}"


def _part(words: str) -> str | None:
    """What a period names beside its year, as in period codes: H1, 9M, Q2, 06, 04..05, "" for a year."""
    if months := _MONTHS.match(words):
        numbers = [int(month) for month in _DIGITS.findall(months["months"])]
        return _span(numbers[0], numbers[-1]) if _unbroken(numbers, words) else None
    if several := _MONTHS_OF.match(words):
        return _months_of(several["count"], several["side"] == "cuối")
    if half := _HALF.match(words):
        return "H2" if half["side"] == "cuối" else "H1"
    if quarters := _QUARTERS.match(words):
        return _quarters([_quarter(number) for number in _QUARTER.findall(quarters["numbers"])], words)
    return ""


def _quarter(number: str) -> int:
    return int(number) if number.isdigit() else ROMAN.index(number.upper()) + 1


def _quarters(numbers: list[int], words: str) -> str | None:
    """quý II -> Q2; quý I và quý II -> H1; quý II và III -> 04..09."""
    if len(numbers) == 1:
        return f"Q{numbers[0]}"
    return _months_from(3 * numbers[0] - 2, 3 * numbers[-1]) if _unbroken(numbers, words) else None


def _months_of(count: str, from_the_end: bool) -> str | None:
    """6 tháng đầu -> H1; 5 tháng -> 01..05; 4 tháng cuối -> 09..12; 12 tháng -> the year."""
    try:
        months = int(count) if count.isdigit() else words_to_number(count)
    except NotNumberWords:
        return None
    if not 1 <= months <= 12:
        return None
    return _months_from(13 - months, 12) if from_the_end else _months_from(1, months)


def _months_from(first: int, last: int) -> str | None:
    known = {(1, 6): "H1", (7, 12): "H2", (1, 9): "9M", (1, 12): "", (1, 3): "Q1", (10, 12): "Q4"}
    return known.get((first, last), _span(first, last))


def _unbroken(numbers: list[int], words: str) -> bool:
    """Whether what is named is one stretch of time: "1 đến 5", "1-5", "4, 5 và 6"."""
    through = len(numbers) == 2 and _THROUGH.search(words) is not None
    return through or all(later == earlier + 1 for earlier, later in pairwise(numbers))


def _span(first: int, last: int) -> str | None:
    if first == last:
        return f"{first:02d}"
    return f"{first:02d}..{last:02d}" if first < last else None


def base_mentions(kind: str, text: str, start: int) -> tuple[PeriodMention, ...]:
    """The period in the words of a base: the "cùng kỳ năm 2019" of "so với cùng kỳ năm 2019"."""
    pattern = {"same_period": _SAME, "previous": _PREVIOUS, "same_year": _LAST_YEAR}.get(kind)
    inner = pattern.search(text) if pattern else None
    if inner is None:
        return ()
    relation: Relation = "previous" if kind == "previous" else "same_period"
    return (PeriodMention(start + inner.start(), start + len(text), inner[0], base_period(text), relation),)


def base_period(text: str) -> Period | None:
    named = _YEAR.search(text)
    return Period.of(named[0]) if named else None
