"""One indicator's observations: what is known, and what was known before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.queries import rows_as_of
from congthuong.apps.ledger.records import KEY, observation_record
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.ledger.model import decimals_of
from congthuong.core.quantities import IncompatibleUnits, Period, Unit, convert, unit_of

MOST_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Known:
    """The last known value of a key, and every earlier one, the newest first."""

    row: Observation
    earlier: tuple[Observation, ...]


def with_earlier(rows: Sequence[Observation]) -> list[Known]:
    """One query for the history of all these rows, whatever their number."""
    if not rows:
        return []
    keys = {_key(row) for row in rows}
    same = Q(
        indicator_id__in={row.indicator_id for row in rows},
        period__in={row.period for row in rows},
        place__in={row.place for row in rows},
    )
    earlier: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    last = {_key(row): (row.recorded_on, row.pk) for row in rows}
    for one in Observation.objects.filter(same).order_by("-recorded_on", "-id"):
        key = _key(one)
        if key in keys and (one.recorded_on, one.pk) < last[key]:
            earlier[key].append(one)
    return [Known(row, tuple(earlier[_key(row)])) for row in rows]


def _key(row: Observation) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in KEY)


def records_of(indicators: Iterable[str] | None, day: date | None) -> list[Record]:
    """The last known observations of these indicators (of all when None), for a file."""
    return [observation_record(row) for row in rows_as_of(day, indicators).order_by("id")]


def stated_in(row: Observation, unit: Unit) -> tuple[Decimal, int] | None:
    """The row's value in the unit and its decimals there, without loss of a digit; None where the units differ in kind.

    A table in one unit is compared by eye; 3.344.799,9 triệu đồng among tỷ đồng is not.
    """
    own = unit_of(row.unit)
    if own == unit:
        return row.value, row.decimals
    value = in_unit(row.value, own, unit)
    if value is None:
        return None
    moved = row.decimals + unit.exponent - own.exponent if own.base == unit.base else 0
    return value, max(moved, decimals_of(value))


def in_unit(value: Decimal, own: Unit, unit: Unit) -> Decimal | None:
    """None also where the value would not be the same any more: a third of something has no last digit."""
    try:
        converted = convert(value, own, unit)
    except IncompatibleUnits:
        return None
    return converted if decimals_of(converted) <= MOST_DECIMALS else None


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def period_name(code: str) -> str:
    return _upper(Period.of(code).full_name)
