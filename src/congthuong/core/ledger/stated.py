"""What was stated, as one day knew it: the last observation of every indicator, place, period, basis and items."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from congthuong.core.ledger.known_rows import latest_as_of
from congthuong.core.ledger.model import Basis, Items, Observation
from congthuong.core.quantities import Period


class Stated:
    """The observations by their key, and over which periods each indicator has any."""

    def __init__(self, observations: Iterable[Observation], as_of: date) -> None:
        self._observations = latest_as_of(observations, as_of)
        self._days: dict[str, set[tuple[date, date, Basis]]] = {}
        for one in self._observations.values():
            days = (one.period.first, one.period.last, one.basis)
            self._days.setdefault(one.indicator, set()).add(days)

    def all(self) -> Iterable[Observation]:
        return self._observations.values()

    def of(
        self, indicator: str, place: str, period: Period, basis: Basis, items: Items
    ) -> Observation | None:
        return self._observations.get((indicator, place, period.code, basis, items))

    def any_inside(self, indicator: str, period: Period, basis: Basis | None) -> bool:
        """Whether anything was stated of the indicator, wherever, for a shorter period within this one."""
        first, last = period.first, period.last
        return any(
            first <= begun and over <= last and (begun, over) != (first, last) and basis in (None, of)
            for begun, over, of in self._days.get(indicator, ())
        )
