"""Months that headings, titles and file names speak of, and the months seen from the one reported on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from congthuong.core.quantities import Period

_YEAR: Final = r"(20[0-9]{2}|19[0-9]{2})"
_MONTH: Final = re.compile(
    rf"\b(?:thang\s*|t\.?)(0?[1-9]|1[0-2])\b(?!\s*thang)(?:\s*(?:/|-|\.|,|nam)?\s*(?:nam\s*)?{_YEAR}\b)?"
)
_SPAN: Final = re.compile(
    rf"\b(0?[2-9]|1[0-2]|0?1)(?:\s*thang|t\b)(?:\s*dau)?(?:\s*(?:nam|/)?\s*{_YEAR}\b)?|\b(?:luy ke|cong don|lk|den het|den)\s+(?:thang\s*|t)(0?[1-9]|1[0-2])\b(?:\s*(?:/|nam|-)?\s*{_YEAR}\b)?"
)
_QUARTERS: Final = re.compile(
    rf"\b(?:quy\s*(iv|iii|ii|i|[1-4])|(6) thang|(nam))\b(?:\s*(?:/|nam)?\s*{_YEAR}\b)?"
)
_FILE: Final = re.compile(
    rf"(?:\bthang|\bt|^|[^0-9])\s*_?(0?[1-9]|1[0-2])\s*[._\-/ ]\s*(?:nam\s*)?{_YEAR}(?![0-9])"
)
_ALONE: Final = re.compile(rf"\bnam\s*{_YEAR}\b|\b{_YEAR}\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A month or, `cumulated`, the months up to it; `year` 0 where none is said. `first`, `last`: where it stands."""

    month: int
    year: int
    cumulated: bool
    first: int
    last: int


def months_in(text: str) -> list[Spoken]:
    """The months of a folded text, in its order."""
    found: list[Spoken] = []
    for match in _SPAN.finditer(text):
        month, year = match[1] or match[3], match[2] or match[4]
        found.append(Spoken(int(month), int(year or 0), True, match.start(), match.end()))
    taken = [(one.first, one.last) for one in found]
    for match in _MONTH.finditer(text):
        if not any(first < match.end() and match.start() < last for first, last in taken):
            found.append(Spoken(int(match[1]), int(match[2] or 0), False, match.start(), match.end()))
    return sorted(found, key=lambda one: one.first)


def month_of_file(text: str) -> tuple[int, int] | None:
    """Year and month of a folded file's or sheet's name: "iip thang 8-2026", "bieu t08.2026"."""
    for one in months_in(text.replace("_", " ")):
        if one.year:
            return one.year, one.month
    found = _FILE.search(text)
    return (int(found[2]), int(found[1])) if found else None


def years_in(text: str) -> list[int]:
    return [int(match[1] or match[2]) for match in _ALONE.finditer(text)]


def cumulated_period(year: int, month: int) -> Period:
    """January up to the month, under the code that the ledger uses for it."""
    short = {1: f"{year}-01", 3: f"{year}-Q1", 6: f"{year}-H1", 9: f"{year}-9M", 12: f"{year}"}
    return Period.of(short.get(month, f"{year}-01..{year}-{month:02d}"))


def month_period(year: int, month: int) -> Period:
    return Period.of(f"{year}-{month:02d}")


def before(year: int, month: int) -> tuple[int, int]:
    """The month before."""
    return (year - 1, 12) if month == 1 else (year, month - 1)


def relative(text: str, year: int, month: int) -> str:
    """A folded heading with its months told from the one reported on: "thang{0} so voi thang{-1}".

    So next month's heading is the same as this month's, and what was decided for one holds for the other.
    """
    pieces: list[str] = []
    at = 0
    for one in months_in(text):
        away = (one.year or year) * 12 + one.month - year * 12 - month
        if not one.year and away > 6:
            away -= 12  # "thang 12" in a table of January
        pieces += [text[at : one.first], f"{'luy ke' if one.cumulated else 'thang'}{{{away}}}"]
        at = one.last
    rest = "".join([*pieces, text[at:]])
    return _ALONE.sub(lambda match: f"nam{{{int(match[1] or match[2]) - year}}}", rest)
