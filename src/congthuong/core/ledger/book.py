"""The book: what the ledger knew on one day, and what follows from it.

A question is (indicator, place, period, basis, items). The answer, `Known`, is a value with everything
needed to say where it came from: a stated observation; what the rows of a register measure; a formula; the sum
of the parts of the period; or, for a place younger than the period, the sum of the places it was made from. No
answer is `Known` with value None, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from congthuong.core.ledger.citing import references
from congthuong.core.ledger.counting import Counting
from congthuong.core.ledger.known_rows import KnownRows, latest_as_of
from congthuong.core.ledger.measures import Question, list_address, told
from congthuong.core.ledger.model import (
    BASES,
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
from congthuong.core.ledger.territory import Territory
from congthuong.core.quantities import UNITLESS, Period, Unit, convert, write_date, write_number
from congthuong.core.stats.comparisons import cumulated
from congthuong.core.stats.formula import Formula, check_cycles

FIRMER: Mapping[str, tuple[Basis, ...]] = {"estimate": ("actual",), "forecast": ("estimate", "actual")}
PART_KINDS: tuple[Literal["half", "quarter", "month"], ...] = ("half", "quarter", "month")


@dataclass(frozen=True, slots=True)
class Known:
    """A value the book knows or works out, with its origin; `value` is unrounded and in `unit`.

    `ref` identifies it for ever ("gtsxcn.2020-H1.estimate"); `how` is "observation", "formula",
    "cumulation", "territory", "comparison", "count", "sum", "row" or "missing". What was measured from a `register`
    counted `counted` of its rows, with these keys in `rows` where they are at hand, and `opens` is the address of
    their list; what a template counted has the rows' labels in `rows`.
    """

    ref: str
    name: str
    value: Decimal | None
    unit: Unit
    decimals: int
    how: str
    indicator: str = ""
    place: str = ""
    period: Period | None = None
    basis: str = ""
    items: Items = ()
    qualifier: str = ""
    formula: str = ""
    inputs: tuple[Known, ...] = ()
    steps: tuple[str, ...] = ()
    observation: Observation | None = None
    rows: tuple[str, ...] = ()
    source: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    stated_as: Known | None = None  # what was stated, when this is the same value in another unit
    register: str = ""
    counted: int = 0
    opens: str = ""

    def printed(self) -> str:
        if self.value is None:
            return "?"
        joint = "" if self.unit.symbol.startswith("%") or not self.unit.symbol else " "
        return write_number(self.value, self.decimals) + joint + self.unit.symbol

    def operand(self) -> str:
        """As it is printed within a calculation: "5 − (-3)", for "5 − -3" is misread."""
        printed = self.printed()
        return f"({printed})" if printed.startswith("-") else printed

    def in_unit(self, unit: Unit, decimals: int) -> Known:
        """The same value said in another unit."""
        if self.value is None or unit == self.unit:
            return self
        low, high = (
            None if bound is None else convert(bound, self.unit, unit) for bound in (self.low, self.high)
        )
        return replace(
            self,
            value=convert(self.value, self.unit, unit),
            unit=unit,
            decimals=decimals,
            low=low,
            high=high,
            stated_as=self.stated_as or self,
        )


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
        self._observations = latest_as_of(dataset.observations, as_of)
        self._rows = KnownRows(dataset.rows, as_of, dataset.unread)
        self._counting = Counting(
            self.registers,
            self._rows,
            self._territory,
            self.codelists,
            home=self.home,
            as_of=as_of,
            measurer=dataset.measured,
        )
        self._formulas = {
            one.code: Formula.parse(one.formula) for one in dataset.indicators if one.formula.strip()
        }
        check_cycles(self._formulas)
        self._answers: dict[tuple[object, ...], Known] = {}
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
        return self._observations.values()

    def history(self, indicator: str) -> tuple[Observation, ...]:
        return tuple(one for one in self._observations.values() if one.indicator == indicator)

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
        pieces = self.pieces(place, territory or period.last, period.last)
        former = territory if self._is_former(place, territory, period) else None
        key = (indicator, pieces if pieces != (place,) else place, period.code, basis, items, former)
        if key not in self._answers:
            if pieces == (place,):
                self._answers[key] = self._work_out(indicator, place, period, basis, items, former)
            else:
                self._answers[key] = self._by_pieces(
                    self.indicators[indicator], place, pieces, period, basis, items
                )
        return self._answers[key]

    def _is_former(self, place: str, territory: date | None, period: Period) -> bool:
        """Whether the unit meant is one whose code another bears at the end of the period."""
        if territory is None or territory >= period.last:
            return False
        return self._territory.was_another(place, territory, period.last)

    def _work_out(
        self,
        indicator: str,
        place: str,
        period: Period,
        basis: Basis | None,
        items: Items,
        former: date | None,
    ) -> Known:
        """Basis by basis, the firmest first: what was stated, else what follows from values as firm.

        So an estimate that nobody corrected does not stand before the months that have come in since.
        """
        what = self.indicators[indicator]
        asked = (basis,) if basis else tuple(one for one in BASES if one != "plan")
        for one in asked:
            stated = self._stated_of(what, place, period, one, items, former)
            if stated is not None:
                return stated
            # Of a period that is over the rows say what was; of one that runs, what was estimated goes before.
            if one == "actual" and period.last > self.as_of:
                continue
            if one == "actual":
                measured = self.measured(what, place, period, items)
                if measured is not None:
                    return measured
            if one != asked[-1]:
                for worked_out in (self._by_formula, self._by_parts):
                    answer = worked_out(what, place, period, one, items, former)
                    if answer.value is not None:
                        return answer
        measured = self.measured(what, place, period, items) if "actual" in asked else None
        if measured is not None:
            return measured
        computed = self._by_formula(what, place, period, basis, items, former)
        if computed.value is not None:
            return computed
        summed = self._by_parts(what, place, period, basis, items, former)
        if summed.value is not None:
            return summed
        # What the formula lacks is what has to be entered, so a missing value keeps its inputs.
        missing = self._missing(what, place, period, basis, items)
        return replace(missing, formula=computed.formula, inputs=computed.inputs)

    def _stated_of(
        self,
        what: Indicator,
        place: str,
        period: Period,
        basis: Basis,
        items: Items,
        former: date | None,
    ) -> Known | None:
        """What was stated of the unit that bears the code at the end of the period; of a former one, before that.

        A code may pass to another unit within a period. What was stated before that (the year's plan) is about the unit
        that bore the code then; of the new one it says what all units that it was made from had stated.
        """
        stated = self._observations.get((what.code, place, period.code, basis, items))
        began = self._territory.began_within(place, period.first, period.last)
        if former is not None:
            told = stated is not None and began is not None and stated.recorded_on < began
            return self._stated(stated) if stated is not None and told else None
        if stated is not None and (began is None or stated.recorded_on >= began):
            return self._stated(stated)
        if began is None or what.over_places != "sum":
            return None
        pieces = self.pieces(place, period.last, began - timedelta(1))
        older = [self._observations.get((what.code, one, period.code, basis, items)) for one in pieces]
        if not older or not all(one is not None and one.recorded_on < began for one in older):
            return None
        known = tuple(self._stated(one).in_unit(what.unit, what.decimals) for one in older if one is not None)
        return self._summed(what, place, period, known, "dia-ban-cu", "territory", "cộng các đơn vị cũ")

    def _stated(self, one: Observation) -> Known:
        what = self.indicators[one.indicator]
        return Known(
            ref=self.reference(one.indicator, one.place, one.items, one.period, one.basis),
            name=self._name(what, one.items),
            value=one.value,
            unit=one.unit,
            decimals=one.decimals,
            how="observation",
            indicator=one.indicator,
            place=one.place,
            period=one.period,
            basis=one.basis,
            items=one.items,
            qualifier=one.qualifier,
            observation=one,
            source=one.source,
            low=one.low,
            high=one.high,
        )

    def measured(self, what: Indicator, place: str, period: Period, items: Items = ()) -> Known | None:
        """What the register's rows say, whatever was stated; None where they cannot say."""
        measure = what.rows
        answer = self._counting.ask(what, place, period, items, self.indicators, self.codelists)
        if measure is None or answer is None:
            return None
        register = self.registers[measure.register]
        column = register.field(measure.field)
        own = what.unit if column is None else column.unit or UNITLESS
        return Known(
            ref=self.reference(what.code, place, items, period, "actual"),
            name=self._name(what, items),
            value=None if answer.value is None else convert(answer.value, own, what.unit),
            unit=what.unit,
            decimals=what.decimals,
            how="missing" if answer.value is None else "sum" if measure.field else "count",
            indicator=what.code,
            place=place,
            period=period,
            basis="actual",
            items=items,
            formula="cộng các dòng" if measure.field else "đếm các dòng",
            steps=(told(register, measure, period, answer),),
            rows=answer.keys,
            source=f"Sổ {register.name}, như đã biết ngày {write_date(self.as_of)}",
            register=register.code,
            counted=answer.count,
            opens=list_address(measure, what.code, period, place, self.as_of, items),
        )

    def question(self, indicator: str, place: str, period: Period, items: Items = ()) -> Question | None:
        """What a measured indicator asks of its register there and then; None when it asks nothing."""
        return self._counting.question(self.indicators[indicator], place, period, items)

    def _by_formula(
        self,
        what: Indicator,
        place: str,
        period: Period,
        basis: Basis | None,
        items: Items,
        former: date | None = None,
    ) -> Known:
        formula = self._formulas.get(what.code)
        if formula is None or items:
            return self._missing(what, place, period, basis, items)
        inputs = {
            name: self._input(name, name in formula.summed, place, period, basis, former)
            for name in formula.names
        }
        if basis and weakest_basis(inputs.values()) not in (basis, ""):
            return self._missing(what, place, period, basis, items)

        def lookup(name: str, _summed: bool) -> Decimal | None:
            return inputs[name].value

        value = formula.evaluate(lookup)
        known = tuple(inputs.values())
        printed = {name: one.operand() for name, one in inputs.items()}
        return Known(
            ref=self.reference(what.code, place, items, period, _of_plan(basis, "formula")),
            name=self._name(what, items),
            value=value,
            unit=what.unit,
            decimals=what.decimals,
            how="formula",
            indicator=what.code,
            place=place,
            period=period,
            basis=weakest_basis(known),
            formula=formula.text,
            inputs=known,
            steps=(formula.written(printed),),
        )

    def _input(
        self,
        name: str,
        summed: bool,
        place: str,
        period: Period,
        basis: Basis | None,
        former: date | None,
    ) -> Known:
        if name not in self.indicators:
            return Known(ref=f"{name}.{period.code}.missing", name=name, value=None, unit=Unit(""), decimals=0,
                         how="missing", period=period)  # fmt: skip
        what = self.indicators[name]
        own = period.as_management() if what.calendar == "management" else period.as_statistical()
        if not summed:
            answer = self._as_firm(name, place, own, basis, (), former)
            return answer.in_unit(what.unit, max(what.decimals, answer.decimals))
        return self.total_over_items(what, place, own, basis, former)

    def total_over_items(
        self,
        what: Indicator,
        place: str,
        period: Period,
        basis: Basis | None,
        territory: date | None = None,
    ) -> Known:
        """The sum over every item of the indicator's first breakdown; missing when one item is."""
        codelist = self.codelists[what.breakdowns[0]]
        parts = [
            self._as_firm(what.code, place, period, basis, ((codelist.code, code),), territory)
            for code, _ in codelist.items
        ]
        same = tuple(part.in_unit(what.unit, what.decimals) for part in parts)
        return self._summed(what, place, period, same, "tổng", "formula", "+".join(p.ref for p in same))

    def _as_firm(
        self,
        indicator: str,
        place: str,
        period: Period,
        basis: Basis | None,
        items: Items = (),
        territory: date | None = None,
    ) -> Known:
        """What an estimate or a forecast is worked out from: values of that basis or, where there is none, firmer ones."""
        for one in (basis, *FIRMER.get(basis or "", ())):
            answer = self.know(indicator, place, period, one, items, territory)
            if answer.value is not None:
                return answer
        return answer if basis is None else self.know(indicator, place, period, basis, items, territory)

    def _by_parts(
        self,
        what: Indicator,
        place: str,
        period: Period,
        basis: Basis | None,
        items: Items,
        former: date | None = None,
    ) -> Known:
        """All parts on the territory of the whole period's last day, whatever the code named before."""
        if what.over_time != "sum":
            return self._missing(what, place, period, basis, items)
        for kind in PART_KINDS:
            parts = period.parts(kind)
            known = list[Known]()
            for part in parts if len(parts) > 1 else ():
                answer = self._as_firm(what.code, place, part, basis, items, former or period.last)
                if answer.value is None:
                    break
                known.append(answer.in_unit(what.unit, what.decimals))
            if len(known) == len(parts) > 1 and weakest_basis(known) in (basis or weakest_basis(known), ""):
                return self._summed(
                    what, place, period, tuple(known), "luy-ke", "cumulation", "cộng dồn các kỳ"
                )
        return self._missing(what, place, period, basis, items)

    def _by_pieces(
        self,
        what: Indicator,
        place: str,
        pieces: tuple[str, ...],
        period: Period,
        basis: Basis | None,
        items: Items,
    ) -> Known:
        """A place younger than the period: its old pieces are added again on the new territory.

        Only what adds up over places can be re-added; anything else is missing rather than wrong.
        """
        if not pieces or what.over_places != "sum":
            return self._missing(what, place, period, basis, items)
        known = tuple(
            self.know(what.code, piece, period, basis, items).in_unit(what.unit, what.decimals)
            for piece in pieces
        )
        return self._summed(what, place, period, known, "dia-ban-cu", "territory", "cộng các đơn vị cũ")

    def _summed(
        self,
        what: Indicator,
        place: str,
        period: Period,
        parts: tuple[Known, ...],
        tag: str,
        how: str,
        formula: str,
    ) -> Known:
        items = parts[0].items if how != "formula" and parts else ()
        return Known(
            ref=self.reference(what.code, place, items, period, _of_plan(weakest_basis(parts), tag)),
            name=self._name(what, items),
            value=cumulated([part.value for part in parts]),
            unit=what.unit,
            decimals=max([what.decimals, *(part.decimals for part in parts)]),
            how=how,
            indicator=what.code,
            place=place,
            period=period,
            basis=weakest_basis(parts),
            items=items,
            formula=formula,
            inputs=parts,
            steps=(" + ".join(part.operand() for part in parts),),
        )

    def _missing(
        self, what: Indicator, place: str, period: Period, basis: Basis | None, items: Items
    ) -> Known:
        return Known(
            ref=self.reference(what.code, place, items, period, basis or "missing"),
            name=self._name(what, items),
            value=None,
            unit=what.unit,
            decimals=what.decimals,
            how="missing",
            indicator=what.code,
            place=place,
            period=period,
            basis=basis or "",
            items=items,
        )

    def reference(self, indicator: str, place: str, items: Items, period: Period, what: str) -> str:
        """The id of a value; a place that is not the report's own is named, since its values are others."""
        away = () if place == self.home or not self.home else (f"tai-{place}",)
        return ".".join([indicator, *away, *(item for _, item in items), period.code, what])

    def _name(self, what: Indicator, items: Items) -> str:
        labels = [self.item_name(codelist, item) for codelist, item in items]
        return what.name + (f" ({'; '.join(labels)})" if labels else "")

    def item_name(self, codelist: str, item: str) -> str:
        return next((name for code, name in self.codelists[codelist].items if code == item), item)


def _of_plan(basis: str | None, what: str) -> str:
    """A plan is not what is done: worked out for one period, the two are two figures."""
    return f"plan.{what}" if basis == "plan" else what


def weakest_basis(parts: Iterable[Known]) -> str:
    """A result is no firmer than its weakest input: a forecast among actual values makes a forecast."""
    bases = [part.basis for part in parts if part.basis]
    return next((basis for basis in ("forecast", "estimate", "plan", "actual") if basis in bases), "")


def _effective_on(row: Row, day: date) -> bool:
    return (row.effective_from or date.min) <= day and (row.effective_to is None or row.effective_to > day)
