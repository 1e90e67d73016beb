"""Reporting periods as values: what they are called, which days they cover, which come before and after.

Codes: 2020-06-08 (day), 2020-06, 2020-04..2020-05, 2020-Q2, 2020-H1, 2020-H2, 2020-9M, 2020, 2021..2025.
`QL-` before a code makes it a management period (kỳ quản lý), which runs from the 15th of the month before
to the 14th of the last month: QL-2020-H1 is 15/12/2019 to 14/6/2020. Source: Decree 09/2019/NĐ-CP,
Article 12. Without it the period is that of statistics, in calendar months.
"""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from congthuong.core.problems import Problem
from congthuong.core.quantities.dates import write_date, write_month

Kind = Literal["day", "month", "months", "quarter", "half", "nine", "year", "years"]
Calendar = Literal["statistical", "management"]

MANAGEMENT_PREFIX: Final = "QL-"
ROMAN: Final = ("I", "II", "III", "IV")
_SPANS: Final[dict[str, tuple[Kind, int, int]]] = {
    "Q1": ("quarter", 1, 3), "Q2": ("quarter", 4, 6), "Q3": ("quarter", 7, 9), "Q4": ("quarter", 10, 12),
    "H1": ("half", 1, 6), "H2": ("half", 7, 12), "9M": ("nine", 1, 9),
}  # fmt: skip
_YEAR: Final = r"((?:19|20|21)[0-9]{2})"
_CODE: Final = re.compile(
    rf"{_YEAR}(?:-(?P<span>Q[1-4]|H[12]|9M)|-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?)?"
)
_RANGE: Final = re.compile(rf"{_YEAR}(?:-([0-9]{{2}}))?\.\.{_YEAR}(?:-([0-9]{{2}}))?")


class UnknownPeriod(Problem):
    code = "CT-122"
    text = (
        "Không có kỳ «{period}». Hãy viết 2020-H1 (6 tháng đầu năm), 2020-H2, 2020-Q2, 2020-06, 2020-9M, "
        "2020, 2020-06-08 hoặc 2021..2025; kỳ quản lý (15/12 - 14/6) có QL- đứng trước. Viết tên kỳ cũng được: "
        "«6 tháng đầu năm 2020», «quý II/2020», «tháng 6/2020», «năm 2020»."
    )


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A period; made by `Period.of`. Periods are ordered by their first, then their last day.

    `first` and `last` are the days it covers, both included. `year` is the year it reports on, for several
    years the last one. `kind` "nine" is the first nine months, "months" two or more months, "years" several.
    """

    first: date
    last: date
    code: str
    kind: Kind
    calendar: Calendar
    year: int

    @classmethod
    def of(cls, code: str) -> Period:
        """The period of a code. Raises UnknownPeriod."""
        try:
            return _period(code.strip().upper())
        except UnknownPeriod:
            raise UnknownPeriod(period=code.strip()) from None  # as it was typed, never shouted back

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """How the period is called inside a sentence: "6 tháng đầu năm 2020", "quý II/2020"."""
        return _name(self)

    @property
    def full_name(self) -> str:
        """The name where both calendars are met: a management period's tells its days, for both bear the same names.

        "6 tháng đầu năm 2020 (15/12/2019 - 14/6/2020)".
        """
        if self.calendar == "statistical" or self.kind == "day":
            return self.name
        return f"{self.name} ({write_date(self.first)} - {write_date(self.last)})"

    def previous(self) -> Period:
        """The period of the same kind just before; the nine months before are those of last year."""
        return _shifted(self, -1)

    def next(self) -> Period:
        return _shifted(self, 1)

    def same_period_last_year(self) -> Period:
        """The same period one year earlier; 29 February becomes 28 February."""
        return self.years_later(-1)

    def years_later(self, years: int) -> Period:
        """The same period so many years later, or earlier; 29 February becomes 28 February where the year has none.

        Raises UnknownPeriod beyond the years that are reported on.
        """
        return _years_later(self, years) if years else self

    def whole_year(self) -> Period:
        """The year it lies in, in the same calendar."""
        return _period(f"{self._prefix}{self.year}")

    def parts(self, kind: Kind) -> tuple[Period, ...]:
        """The periods of `kind` that together make up this one, in order; () when it cannot be cut so.

        Days are the same in both calendars.
        """
        if kind == self.kind:
            return (self,)
        if kind == "day":
            days = (self.last - self.first).days + 1
            return tuple(_period((self.first + timedelta(i)).isoformat()) for i in range(days))
        if self.kind == "day":
            return ()
        first, last = _months(self)
        return _tiles(kind, first, last, self._prefix)

    def contains(self, other: Period) -> bool:
        """Whether every day of the other period lies in this one."""
        return self.first <= other.first and other.last <= self.last

    def as_management(self) -> Period:
        """The management period of the same name; a day is its own."""
        if self.calendar == "management" or self.kind == "day":
            return self
        return _period(MANAGEMENT_PREFIX + self.code)

    def as_statistical(self) -> Period:
        return _period(self.code.removeprefix(MANAGEMENT_PREFIX))

    @property
    def _prefix(self) -> str:
        return MANAGEMENT_PREFIX if self.calendar == "management" else ""


@lru_cache(maxsize=8192)
def _period(code: str) -> Period:
    plain = code.removeprefix(MANAGEMENT_PREFIX)
    calendar: Calendar = "statistical" if plain == code else "management"
    try:
        if match := _CODE.fullmatch(plain):
            return _single(match, code, calendar)
        if match := _RANGE.fullmatch(plain):
            return _several(match, code, calendar)
    except ValueError:
        pass
    raise UnknownPeriod(period=code)


def _single(match: re.Match[str], code: str, calendar: Calendar) -> Period:
    year = int(match[1])
    if match["span"]:
        kind, first, last = _SPANS[match["span"]]
        return _build(year * 12 + first - 1, year * 12 + last - 1, code, kind, calendar)
    if match["day"]:
        if calendar == "management":
            raise ValueError("a day has no cut-off")
        day = date(year, int(match["month"]), int(match["day"]))
        return Period(day, day, code, "day", calendar, year)
    if match["month"]:
        month = _month_index(year, match["month"])
        return _build(month, month, code, "month", calendar)
    return _build(year * 12, year * 12 + 11, code, "year", calendar)


def _several(match: re.Match[str], code: str, calendar: Calendar) -> Period:
    start_year, start_month, end_year, end_month = match.groups()
    if (start_month is None) != (end_month is None):
        raise ValueError("a month to a year")
    kind: Kind = "months" if start_month else "years"
    first = _month_index(int(start_year), start_month or "01")
    last = _month_index(int(end_year), end_month or "12")
    if first >= last or (kind == "years" and start_year == end_year):
        raise ValueError("the range runs backwards or holds one period only")
    return _build(first, last, code, kind, calendar)


def _month_index(year: int, month: str) -> int:
    """Months since year 0, so that months can be counted on."""
    if not 1 <= int(month) <= 12:
        raise ValueError(f"month {month}")
    return year * 12 + int(month) - 1


def _build(first: int, last: int, code: str, kind: Kind, calendar: Calendar) -> Period:
    if calendar == "management":
        days = date((first - 1) // 12, (first - 1) % 12 + 1, 15), date(last // 12, last % 12 + 1, 14)
    else:
        days = (
            date(first // 12, first % 12 + 1, 1),
            date((last + 1) // 12, (last + 1) % 12 + 1, 1) - timedelta(1),
        )
    return Period(*days, code, kind, calendar, last // 12)


def _months(period: Period) -> tuple[int, int]:
    """The first and last month (counted from year 0) that a period bears the name of."""
    last = period.last.year * 12 + period.last.month - 1
    first = period.first.year * 12 + period.first.month - 1
    return (first + 1, last) if period.calendar == "management" else (first, last)


_SIZES: Final[dict[Kind, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _tiles(kind: Kind, first: int, last: int, prefix: str) -> tuple[Period, ...]:
    size = _SIZES.get(kind, 0)
    if not size or first % size or (last + 1) % size:
        return ()
    return tuple(_period(prefix + _month_code(kind, start)) for start in range(first, last + 1, size))


def _month_code(kind: Kind, first: int) -> str:
    year, month = divmod(first, 12)
    match kind:
        case "year":
            return str(year)
        case "half":
            return f"{year}-H{month // 6 + 1}"
        case "quarter":
            return f"{year}-Q{month // 3 + 1}"
        case _:
            return f"{year}-{month + 1:02d}"


def _shifted(period: Period, steps: int) -> Period:
    if period.kind == "day":
        return _period((period.first + timedelta(steps)).isoformat())
    first, last = _months(period)
    if period.kind == "nine":
        return _years_later(period, steps)
    move = steps * (last - first + 1)
    return _renamed(period, first + move, last + move)


def _years_later(period: Period, years: int) -> Period:
    if period.kind == "day":
        day = period.first
        year = day.year + years
        last = 28 if (day.month, day.day) == (2, 29) and not isleap(year) else day.day
        return _period(day.replace(year=year, day=last).isoformat())
    first, last = _months(period)
    return _renamed(period, first + 12 * years, last + 12 * years)


def _renamed(period: Period, first: int, last: int) -> Period:
    match period.kind:
        case "years":
            code = f"{first // 12}..{last // 12}"
        case "months":
            code = f"{_month_code('month', first)}..{_month_code('month', last)}"
        case "nine":
            code = f"{first // 12}-9M"
        case kind:
            code = _month_code(kind, first)
    return _period(period._prefix + code)


def _name(period: Period) -> str:
    year = period.year
    match period.kind:
        case "day":
            return f"ngày {write_date(period.first)}"
        case "month":
            return f"tháng {write_month(period.last.month)}/{year}"
        case "months":
            return _months_name(period)
        case "quarter":
            return f"quý {ROMAN[period.last.month // 3 - 1]}/{year}"
        case "half":
            return f"6 tháng {'đầu' if period.last.month == 6 else 'cuối'} năm {year}"
        case "nine":
            return f"9 tháng đầu năm {year}"
        case "year":
            return f"năm {year}"
        case _:
            return f"giai đoạn {_months(period)[0] // 12}-{year}"


def _months_name(period: Period) -> str:
    first, last = _months(period)
    start = write_month(first % 12 + 1) + ("" if first // 12 == last // 12 else f"/{first // 12}")
    end = f"{write_month(last % 12 + 1)}/{last // 12}"
    if last == first + 1:
        return f"tháng {start} và tháng {end}"
    return f"từ tháng {start} đến tháng {end}"
