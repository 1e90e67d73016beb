"""OCOP scores: how many stars a score makes, by the set of criteria in force on the day of the assessment."""

from __future__ import annotations

import calendar
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FULL_SCORE = Decimal(100)
MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Criteria:
    """One set of criteria: `parts` are the most points of each part, `stars` (number, from how many points), falling."""

    law: str
    since: date
    parts: tuple[tuple[str, Decimal], ...]
    stars: tuple[tuple[int, Decimal], ...]

    def stars_of(self, score: Decimal) -> int:
        return next(number for number, least in self.stars if score >= least)


@cache
def versions() -> tuple[Criteria, ...]:
    return tuple(
        Criteria(
            law=one["law"],
            since=one["from"],
            parts=tuple((name, Decimal(points)) for name, points in one["parts"].items()),
            stars=tuple((number, Decimal(least)) for number, least in one["stars"]),
        )
        for one in _told()["version"]
    )


def criteria_on(day: date) -> Criteria | None:
    """None before the programme had a set of criteria."""
    return next((one for one in reversed(versions()) if one.since <= day), None)


def certificate_ends(issued: date) -> date:
    """The certificate's last day: as many months later, on the same day or the month's last."""
    months = issued.year * MONTHS_OF_YEAR + issued.month - 1 + int(_told()["certificate_months"])
    year, month = divmod(months, MONTHS_OF_YEAR)
    return date(year, month + 1, min(issued.day, calendar.monthrange(year, month + 1)[1]))


@cache
def _told() -> dict[str, Any]:
    text = (Path(__file__).parent / "ocop.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
