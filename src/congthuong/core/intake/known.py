"""What the ledger knew before, asked by indicator, breakdown and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from congthuong.core.ledger.model import Items, Observation
from congthuong.core.quantities import IncompatibleUnits, Period, Unit, convert

Series = tuple[str, Items]


class Known:
    """The last known observations of one place; an actual value counts before an estimate, a plan never."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._by_key: dict[tuple[str, Items, str], dict[str, Observation]] = defaultdict(dict)
        for one in observations:
            self._by_key[one.indicator, one.items, one.period.code][one.basis] = one

    def before(self, record: Observation) -> Observation | None:
        """What the record is held against: the same key, else the same period on the other basis."""
        found = self._by_key.get((record.indicator, record.items, record.period.code), {})
        return found.get(record.basis) or found.get("actual") or found.get("estimate")

    def value(
        self, series: Series, period: Period, unit: Unit, bases: tuple[str, ...] = ("actual", "estimate")
    ) -> Decimal | None:
        """The last known value in that unit; None when there is none."""
        found = self._by_key.get((*series, period.code), {})
        one = next((found[basis] for basis in bases if basis in found), None)
        return in_unit(one, unit) if one else None


def in_unit(one: Observation, unit: Unit) -> Decimal | None:
    try:
        return convert(one.value, one.unit, unit)
    except IncompatibleUnits:
        return None
