"""The days that come with the product: stated facts from 2019, and what is expected where nothing is decided.

`first_days.csv` and `first_years.csv` are facts, each with its source; a row is added, never changed, so that a past
calendar can be asked again. Days not decided yet are expected by the package `holidays`, which works out Tết and Giỗ Tổ
from the lunar calendar but can only guess how their days off are laid; their years are marked as not announced. Some
years of them stand in the files, since loading the package takes a second or two; beyond, it is asked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final, cast

from congthuong.core.workdays.days import FIRST_WEEKEND_DAY, DayRow, Kind, YearRow

EXPECTED: Final = "Dự kiến theo cách sắp xếp các năm trước (gói holidays)"


@lru_cache(maxsize=1)
def first_days() -> tuple[DayRow, ...]:
    return tuple(
        DayRow(
            day=date.fromisoformat(row["day"]),
            kind=cast(Kind, row["kind"]),
            reason=row["reason"],
            decision=row["decision"],
            source=row["source"],
            recorded_on=_day(row["recorded_on"]),
        )
        for row in _rows("first_days.csv")
    )


@lru_cache(maxsize=1)
def first_years() -> tuple[YearRow, ...]:
    return tuple(
        YearRow(
            int(row["year"]),
            row["announced"] == "yes",
            row["decision"],
            row["source"],
            _day(row["recorded_on"]),
        )
        for row in _rows("first_years.csv")
    )


@lru_cache(maxsize=32)
def expected_days(year: int) -> tuple[DayRow, ...]:
    """The weekdays of a year that are expected to be off; swap days cannot be foreseen."""
    from holidays import country_holidays  # heavy, and needed only for years that nobody has entered

    named = country_holidays("VN", years=year, language="vi")
    return tuple(
        DayRow(day, "off", name, source=EXPECTED)
        for day, name in sorted(named.items())
        if day.year == year and day.weekday() < FIRST_WEEKEND_DAY
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((files(__package__) / name).read_text(encoding="utf-8").splitlines())
