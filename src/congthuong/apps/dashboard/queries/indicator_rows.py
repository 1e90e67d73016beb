"""Which of an indicator's values a page asks for: whose they are, of which place and period; and what may be chosen.

Values of the units that report stand apart from the province's: in one list they would be read as its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import QuerySet, Value
from django.http import QueryDict

from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.queries import rows_as_of
from congthuong.core.ledger.model import RESPONDENTS
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period, read_period

UNITS = "don-vi"
"""Chosen: every unit that reports."""
TOTALS = "tong-so"
"""Chosen: what is broken down by nothing."""
NEWEST_FIRST = ("-period_last", "-period_first", "items", "place", "basis", "id")

KINDS = ("day", "month", "months", "quarter", "half", "nine", "year", "years")


class NoSuchFilter(Problem):
    code: ClassVar[str] = "CT-708"
    text: ClassVar[str] = (
        "Chỉ tiêu này không có số liệu của «{value}» để lọc. Hãy chọn trong danh sách, hoặc bỏ lọc."
    )


@dataclass(frozen=True, slots=True, order=True)
class Frequency:
    """Periods that may stand beside each other in a picture: of one kind, one calendar, one length."""

    kind: str
    management: bool = False
    months: int = 0

    @property
    def code(self) -> str:
        own = f"{self.kind}-{self.months}" if self.months else self.kind
        return f"ql-{own}" if self.management else own

    @property
    def rank(self) -> tuple[int, bool, int]:
        return KINDS.index(self.kind), self.management, self.months


def frequency_of(period: Period) -> Frequency:
    varying = period.kind in ("months", "years")
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month
    return Frequency(
        period.kind,
        period.calendar == "management",
        months + (period.calendar == "statistical") if varying else 0,
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is of an indicator on the day: breakdowns as stored, places, frequencies with their periods."""

    breakdowns: tuple[str, ...]
    units: tuple[str, ...]
    places: tuple[str, ...]
    periods: Mapping[str, Period]

    @property
    def has_totals(self) -> bool:
        return "" in self.breakdowns

    @property
    def frequencies(self) -> tuple[Frequency, ...]:
        return tuple(sorted({frequency_of(one) for one in self.periods.values()}, key=lambda one: one.rank))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for. `whose`: "" (the province's own where there are any), UNITS, TOTALS, or a breakdown
    as stored; `place` a code, `frequency` a code, `period` one in which the wanted lie."""

    whose: str
    place: str
    frequency: Frequency | None
    period: Period | None

    @property
    def any(self) -> bool:
        return bool(self.whose or self.place or self.frequency or self.period)


def offered_of(indicator: str, day: date | None) -> Offered:
    known = Observation.objects.filter(indicator_id=indicator)
    if day is not None:
        known = known.filter(recorded_on__lte=day)
    nothing = Value("")
    whose = known.order_by().values_list("items", "place", nothing)
    when = known.order_by().values_list(nothing, nothing, "period")
    told = sorted(whose.union(when))  # in one question; a union tells each once
    parts = [(items, place) for items, place, period in told if not period]
    codes = [period for _items, _place, period in told if period]
    items = dict.fromkeys(one for one, _place in parts)
    return Offered(
        breakdowns=tuple(one for one in items if RESPONDENTS not in one),
        units=tuple(one for one in items if RESPONDENTS in one),
        places=tuple(dict.fromkeys(sorted(place for _items, place in parts))),
        periods={code: Period.of(code) for code in codes},
    )


def chosen_of(asked: QueryDict, offered: Offered, *, managed: bool) -> Chosen:
    """managed: whether the indicator's periods are those of the management calendar. Raises NoSuchFilter,
    UnknownPeriod."""
    whose, place = asked.get("cua", ""), asked.get("dia_ban", "")
    frequency, period = asked.get("loai", ""), asked.get("ky", "").strip()
    _known(whose, (UNITS, TOTALS, *offered.breakdowns, *offered.units))
    _known(place, offered.places)
    frequencies = {one.code: one for one in offered.frequencies}
    _known(frequency, frequencies)
    wanted = read_period(period, managed=managed) if period else None
    return Chosen(whose, place, frequencies.get(frequency), wanted)


def _known(value: str, known: Iterable[str]) -> None:
    if value and value not in known:
        raise NoSuchFilter(value=value[:100])


def rows_chosen(indicator: str, day: date | None, offered: Offered, chosen: Chosen) -> QuerySet[Observation]:
    """The last known value of every key that was asked for, the newest periods first."""
    rows = rows_as_of(
        day,
        [indicator],
        [chosen.place] if chosen.place else None,
        items=_items(offered, chosen.whose),
    )
    if chosen.frequency or chosen.period:
        rows = rows.filter(period__in=_periods(offered, chosen))
    return rows.order_by(*NEWEST_FIRST)


def _items(offered: Offered, whose: str) -> Iterable[str]:
    if whose == UNITS:
        return offered.units
    if whose == TOTALS:
        return [""]
    if whose:
        return [whose]
    return offered.breakdowns or offered.units


def _periods(offered: Offered, chosen: Chosen) -> list[str]:
    return [
        code
        for code, one in offered.periods.items()
        if chosen.frequency in (None, frequency_of(one))
        and (chosen.period is None or chosen.period.contains(one))
    ]
