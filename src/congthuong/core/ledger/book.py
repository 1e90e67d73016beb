"""The book: what the ledger knew on one day, and what follows from it.

A question is (indicator, place, period, basis, items). The answer, `Known`, is a value with everything
needed to say where it came from: a stated observation; what the rows of a register measure; a formula; the sum
of the parts of the period; or, for a place younger than the period, the sum of the places it was made from. No
answer is `Known` with value None, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from congthuong.core.ledger.answers import Answers
from congthuong.core.ledger.citing import references
from congthuong.core.ledger.counting import Counting
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.known_rows import KnownRows
from congthuong.core.ledger.measures import Question
from congthuong.core.ledger.model import (
    Basis,
    CodeList,
    Dataset,
    Indicator,
    Items,
    LegalDocument,
    Observation,
    Place,
    Register,
    Row,
)
from congthuong.core.ledger.naming import Naming
from congthuong.core.ledger.stated import Stated
from congthuong.core.ledger.territory import Territory
from congthuong.core.quantities import Period


class Book:
    """The ledger as of one day. Built once for a report, read many times, never written."""

    def __init__(self, dataset: Dataset, as_of: date) -> None:
        self.as_of = as_of
        self.home = str(dataset.report.get("place", ""))
        self.indicators: Mapping[str, Indicator] = {one.code: one for one in dataset.indicators}
        self.codelists: Mapping[str, CodeList] = {one.code: one for one in dataset.codelists}
        self.registers: Mapping[str, Register] = {one.code: one for one in dataset.registers}
        self.documents: Mapping[str, LegalDocument] = references(dataset.documents)
        self.places: tuple[Place, ...] = dataset.places
        self._territory = Territory(dataset.places, dataset.place_changes)
        self._stated = Stated(dataset.observations, as_of)
        self._rows = KnownRows(dataset.rows, as_of, dataset.unread)
        self._naming = Naming(self.codelists, self.home)
        self._counting = Counting(
            self.registers,
            self._rows,
            self._territory,
            self.codelists,
            home=self.home,
            as_of=as_of,
            measurer=dataset.measured,
        )
        self._answers = Answers(
            self.indicators,
            self.codelists,
            self.registers,
            stated=self._stated,
            counting=self._counting,
            territory=self._territory,
            naming=self._naming,
            as_of=as_of,
        )
        self.kept: dict[tuple[object, ...], Any] = {}  # what others worked out from this unchanging book

    # --- places ---

    def place_name(self, code: str, day: date | None = None) -> str:
        place = self.place(code, day or self.as_of)
        return place.name if place else code

    def place(self, code: str, day: date) -> Place | None:
        """The unit that bore this code on that day; codes are reused, so the day decides."""
        return self._territory.unit(code, day)

    def pieces(self, code: str, named_on: date, day: date) -> tuple[str, ...]:
        """The codes of the units that stood on `day` and make up the unit that bore `code` on `named_on`."""
        return self._territory.pieces(code, named_on, day)

    # --- groups and rows ---

    def group(self, code: str) -> tuple[Indicator, ...]:
        members = [one for one in self.indicators.values() if code in one.groups]
        return tuple(sorted(members, key=lambda one: (one.order, one.code)))

    @cached_property
    def groups(self) -> frozenset[str]:
        return frozenset(group for one in self.indicators.values() for group in one.groups)

    def rows(self, register: str, day: date | None = None) -> tuple[Row, ...]:
        """The register's rows that were true on `day`, as they then were (every row as it is when no day is given)."""
        rows = self._rows.of(register)
        if day is None:
            return rows
        true = (row for row in rows if _effective_on(row, day))
        return tuple(replace(row, values=row.on(day)) if row.states else row for row in true)

    # --- values ---

    def observations(self) -> Iterable[Observation]:
        return self._stated.all()

    def history(self, indicator: str) -> tuple[Observation, ...]:
        return tuple(one for one in self._stated.all() if one.indicator == indicator)

    def know(
        self,
        indicator: str,
        place: str,
        period: Period,
        basis: Basis | None = None,
        items: Items = (),
        territory: date | None = None,
    ) -> Known:
        """The value for a basis, or for the best one there is: actual, then estimate, then forecast.

        `territory` is the day on which the code names the unit that is meant (by default the period's last
        day): a base of last year for a unit made this year is the sum of the units it was made from. A unit that
        handed its code on within the period has only what was stated of it until then: its plan of the year.
        """
        return self._answers.know(indicator, place, period, basis, items, territory)

    def measured(self, what: Indicator, place: str, period: Period, items: Items = ()) -> Known | None:
        """What the register's rows say, whatever was stated; None where they cannot say."""
        return self._answers.measured(what, place, period, items)

    def computed(self, what: Indicator, place: str, period: Period, basis: Basis) -> Known | None:
        """What the indicator's formula gives on that basis, whatever was stated; None where it cannot say."""
        return self._answers.computed(what, place, period, basis)

    def question(self, indicator: str, place: str, period: Period, items: Items = ()) -> Question | None:
        """What a measured indicator asks of its register there and then; None when it asks nothing."""
        return self._counting.question(self.indicators[indicator], place, period, items)

    # --- names ---

    def reference(self, indicator: str, place: str, items: Items, period: Period, what: str) -> str:
        """The id of a value; a place that is not the report's own is named, since its values are others."""
        return self._naming.reference(indicator, place, items, period, what)

    def item_name(self, codelist: str, item: str) -> str:
        return self._naming.item(codelist, item)


def _effective_on(row: Row, day: date) -> bool:
    return (row.effective_from or date.min) <= day and (row.effective_to is None or row.effective_to > day)
