"""How a question to the ledger is answered: by what was stated, what the rows measure, a formula, or a sum of parts.

Basis by basis, the firmest first. No answer is `Known` with value None, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from congthuong.core.ledger.asked import Asked
from congthuong.core.ledger.counting import Counting
from congthuong.core.ledger.known import Known, weakest_basis
from congthuong.core.ledger.measures import list_address, told
from congthuong.core.ledger.model import (
    BASES,
    Basis,
    CodeList,
    Indicator,
    Items,
    Observation,
    Register,
    without_idle_zeros,
)
from congthuong.core.ledger.naming import Naming
from congthuong.core.ledger.stated import Stated
from congthuong.core.ledger.territory import Territory
from congthuong.core.quantities import UNITLESS, Period, Unit, convert, write_date
from congthuong.core.stats.comparisons import cumulated
from congthuong.core.stats.formula import Formula, check_cycles

FIRMER: Mapping[str, tuple[Basis, ...]] = {"estimate": ("actual",), "forecast": ("estimate", "actual")}
PART_KINDS: tuple[Literal["half", "quarter", "month"], ...] = ("half", "quarter", "month")


class Answers:
    """Every question is answered once; `as_of` is the day whose knowledge this is."""

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        codelists: Mapping[str, CodeList],
        registers: Mapping[str, Register],
        *,
        stated: Stated,
        counting: Counting,
        territory: Territory,
        naming: Naming,
        as_of: date,
    ) -> None:
        """Raises what parsing a formula raises, and the cycle where formulas refer to one another in a ring."""
        self._indicators, self._codelists, self._registers = indicators, codelists, registers
        self._stated, self._counting, self._territory = stated, counting, territory
        self._naming, self._as_of = naming, as_of
        formulas = {one.code: one.formula for one in indicators.values() if one.formula.strip()}
        self._formulas = {code: Formula.parse(text) for code, text in formulas.items()}
        check_cycles(self._formulas)
        self._answers: dict[tuple[object, ...], Known] = {}

    def know(
        self,
        indicator: str,
        place: str,
        period: Period,
        basis: Basis | None = None,
        items: Items = (),
        territory: date | None = None,
    ) -> Known:
        """`Book.know`."""
        pieces = self._territory.pieces(place, territory or period.last, period.last)
        former = territory if self._is_former(place, territory, period) else None
        key = (indicator, pieces if pieces != (place,) else place, period.code, basis, items, former)
        if key not in self._answers:
            asked = Asked(self._indicators[indicator], place, period, basis, items, former)
            own = pieces == (place,)
            self._answers[key] = self._work_out(asked) if own else self._by_pieces(asked, pieces)
        return self._answers[key]

    def _is_former(self, place: str, territory: date | None, period: Period) -> bool:
        """Whether the unit meant is one whose code another bears at the end of the period."""
        if territory is None or territory >= period.last:
            return False
        return self._territory.was_another(place, territory, period.last)

    def _work_out(self, asked: Asked) -> Known:
        """Basis by basis, the firmest first: what was stated, else what follows from values as firm.

        So an estimate that nobody corrected does not stand before the months that have come in since.
        """
        bases = (asked.basis,) if asked.basis else tuple(one for one in BASES if one != "plan")
        for basis in bases:
            one = asked.on(basis)
            stated = self._stated_of(one, basis)
            if stated is not None:
                return stated
            # Of a period that is over the rows say what was; of one that runs, what was estimated goes before.
            if basis == "actual" and asked.period.last > self._as_of:
                continue
            if basis == "actual":
                measured = self.measured(asked.what, asked.place, asked.period, asked.items)
                if measured is not None:
                    return measured
            if basis != bases[-1]:
                for worked_out in (self._by_formula, self._by_parts):
                    answer = worked_out(one)
                    if answer is not None and answer.value is not None:
                        return answer
        if "actual" in bases:
            measured = self.measured(asked.what, asked.place, asked.period, asked.items)
            if measured is not None:
                return measured
        computed = self._by_formula(asked)
        if computed is not None and computed.value is not None:
            return computed
        summed = self._by_parts(asked)
        if summed is not None:
            return summed
        missing = self._missing(asked)
        if computed is None:
            return missing
        # What the formula lacks is what has to be entered, so a missing value keeps its inputs.
        return replace(missing, formula=computed.formula, inputs=computed.inputs)

    def _stated_of(self, asked: Asked, basis: Basis) -> Known | None:
        """What was stated of the unit that bears the code at the end of the period; of a former one, before that.

        A code may pass to another unit within a period. What was stated before that (the year's plan) is about the unit
        that bore the code then; of the new one it says what all units that it was made from had stated.
        """
        what, place, period, items = asked.what, asked.place, asked.period, asked.items
        stated = self._stated.of(what.code, place, period, basis, items)
        began = self._territory.began_within(place, period.first, period.last)
        if asked.former is not None:
            told = stated is not None and began is not None and stated.recorded_on < began
            return self._as_stated(stated) if stated is not None and told else None
        if stated is not None and (began is None or stated.recorded_on >= began):
            return self._as_stated(stated)
        if began is None or what.over_places != "sum":
            return None
        pieces = self._territory.pieces(place, period.last, began - timedelta(1))
        older = [self._stated.of(what.code, one, period, basis, items) for one in pieces]
        if not older or not all(one is not None and one.recorded_on < began for one in older):
            return None
        known = tuple(
            self._as_stated(one).in_unit(what.unit, what.decimals) for one in older if one is not None
        )
        return self._summed(asked, known, "dia-ban-cu", "territory", "cộng các đơn vị cũ")

    def _as_stated(self, one: Observation) -> Known:
        """As it was stated, where the catalogue has that unit too; a value that somebody handed in by the million where
        the catalogue has billions is known in billions, so that no report prints a unit that its reader does not expect."""
        what = self._indicators[one.indicator]
        stated = Known(
            ref=self._naming.reference(one.indicator, one.place, one.items, one.period, one.basis),
            name=self._naming.name(what, one.items),
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
        own = what.unit.symbol == one.unit.symbol or one.unit.symbol in what.display
        return stated if own else _said_in_catalogue_unit(stated, what)

    def measured(self, what: Indicator, place: str, period: Period, items: Items = ()) -> Known | None:
        """What the register's rows say, whatever was stated; None where they cannot say."""
        measure = what.rows
        answer = self._counting.ask(what, place, period, items, self._indicators, self._codelists)
        if measure is None or answer is None:
            return None
        register = self._registers[measure.register]
        column = register.field(measure.field)
        own = what.unit if column is None else column.unit or UNITLESS
        return Known(
            ref=self._naming.reference(what.code, place, items, period, "actual"),
            name=self._naming.name(what, items),
            value=None if answer.value is None else without_idle_zeros(convert(answer.value, own, what.unit)),
            unit=what.unit,
            decimals=what.decimals,
            how="missing" if answer.value is None else "sum" if measure.field else "count",
            indicator=what.code,
            place=place,
            period=period,
            basis="actual",
            items=items,
            formula="cộng các dòng" if measure.field else "đếm các dòng",
            steps=(told(register, measure, period, self._as_of, answer),),
            rows=answer.keys,
            source=f"Sổ {register.name}, như đã biết ngày {write_date(self._as_of)}",
            register=register.code,
            counted=answer.count,
            opens=list_address(measure, what.code, period, place, self._as_of, items),
        )

    def computed(self, what: Indicator, place: str, period: Period, basis: Basis) -> Known | None:
        """What the formula gives on that basis, whatever was stated; None without one, or without its inputs."""
        answer = self._by_formula(Asked(what, place, period, basis))
        return None if answer is None or answer.value is None else answer

    def _by_formula(self, asked: Asked) -> Known | None:
        """None where there is no formula, or its inputs are not of the basis asked for."""
        formula = self._formulas.get(asked.what.code)
        if formula is None or asked.items:
            return None
        inputs = {name: self._input(name, name in formula.summed, asked) for name in formula.names}
        if asked.basis and weakest_basis(inputs.values()) not in (asked.basis, ""):
            return None

        def lookup(name: str, _summed: bool) -> Decimal | None:
            return inputs[name].value

        value = formula.evaluate(lookup)
        known = tuple(inputs.values())
        printed = {name: one.operand() for name, one in inputs.items()}
        return self._worked_out(
            asked,
            tag=_of_plan(asked.basis, "formula"),
            value=value,
            decimals=asked.what.decimals,
            how="formula",
            basis=weakest_basis(known),
            formula=formula.text,
            inputs=known,
            reckoned=formula.written(printed),
        )

    def _input(self, name: str, summed: bool, asked: Asked) -> Known:
        if name not in self._indicators:
            return Known(ref=f"{name}.{asked.period.code}.missing", name=name, value=None, unit=Unit(""), decimals=0,
                         how="missing", period=asked.period)  # fmt: skip
        what, period = self._indicators[name], asked.period
        own = period.as_management() if what.calendar == "management" else period.as_statistical()
        one = Asked(what, asked.place, own, asked.basis, (), asked.former)
        if summed:
            return self._total_over_items(one)
        answer = self._as_firm(one, asked.former)
        return answer.in_unit(what.unit, max(what.decimals, answer.decimals))

    def _total_over_items(self, asked: Asked) -> Known:
        """The sum over every item of the indicator's first breakdown; missing when one item is."""
        what, codelist = asked.what, self._codelists[asked.what.breakdowns[0]]
        parts = [
            self._as_firm(
                Asked(what, asked.place, asked.period, asked.basis, ((codelist.code, code),)), asked.former
            )
            for code, _ in codelist.items
        ]
        same = tuple(part.in_unit(what.unit, what.decimals) for part in parts)
        return self._summed(asked, same, "tổng", "formula", "+".join(one.ref for one in same))

    def _as_firm(self, asked: Asked, territory: date | None) -> Known:
        """What an estimate or a forecast is worked out from: values of that basis or, where there is none, firmer ones."""
        for basis in (asked.basis, *FIRMER.get(asked.basis or "", ())):
            answer = self._know(asked, basis, territory)
            if answer.value is not None:
                return answer
        return answer if asked.basis is None else self._know(asked, asked.basis, territory)

    def _know(self, asked: Asked, basis: Basis | None, territory: date | None) -> Known:
        return self.know(asked.what.code, asked.place, asked.period, basis, asked.items, territory)

    def _by_parts(self, asked: Asked) -> Known | None:
        """All parts on the territory of the whole period's last day, whatever the code named before."""
        what, basis = asked.what, asked.basis
        if what.over_time != "sum" or not self._may_have_parts(asked):
            return None
        for kind in PART_KINDS:
            parts = asked.period.parts(kind)
            known = list[Known]()
            for part in parts if len(parts) > 1 else ():
                one = Asked(what, asked.place, part, basis, asked.items)
                answer = self._as_firm(one, asked.former or asked.period.last)
                if answer.value is None:
                    break
                known.append(answer.in_unit(what.unit, what.decimals))
            if len(known) == len(parts) > 1 and weakest_basis(known) in (basis or weakest_basis(known), ""):
                return self._summed(asked, tuple(known), "luy-ke", "cumulation", "cộng dồn các kỳ")
        return None

    def _may_have_parts(self, asked: Asked) -> bool:
        """Whether asking for the parts of the period can give a sum on this basis: most indicators are stated for the
        whole period only, and the rows of a register say nothing but what was."""
        what, basis = asked.what, asked.basis
        if what.code in self._formulas or (what.rows is not None and basis in (None, "actual")):
            return True
        return self._stated.any_inside(what.code, asked.period, basis)

    def _by_pieces(self, asked: Asked, pieces: tuple[str, ...]) -> Known:
        """A place younger than the period: its old pieces are added again on the new territory.

        Only what adds up over places can be re-added; anything else is missing rather than wrong.
        """
        what = asked.what
        if not pieces or what.over_places != "sum":
            return self._missing(asked)
        known = tuple(
            self.know(what.code, piece, asked.period, asked.basis, asked.items).in_unit(
                what.unit, what.decimals
            )
            for piece in pieces
        )
        return self._summed(asked, known, "dia-ban-cu", "territory", "cộng các đơn vị cũ")

    def _summed(self, asked: Asked, parts: tuple[Known, ...], tag: str, how: str, formula: str) -> Known:
        basis = weakest_basis(parts)
        return self._worked_out(
            asked,
            tag=_of_plan(basis, tag),
            value=cumulated([part.value for part in parts]),
            decimals=asked.what.decimals,  # not those of the finest part: months typed with ",00" are no finer sum
            how=how,
            basis=basis,
            formula=formula,
            inputs=parts,
            reckoned=" + ".join(part.operand() for part in parts),
        )

    def _missing(self, asked: Asked) -> Known:
        tag, basis = asked.basis or "missing", asked.basis or ""
        return self._worked_out(
            asked, tag=tag, value=None, decimals=asked.what.decimals, how="missing", basis=basis
        )

    def _worked_out(
        self,
        asked: Asked,
        *,
        tag: str,
        value: Decimal | None,
        decimals: int,
        how: str,
        basis: str,
        formula: str = "",
        inputs: tuple[Known, ...] = (),
        reckoned: str = "",
    ) -> Known:
        """`reckoned`: the arithmetic with its numbers put in, told with what it gives."""
        what, place, period, items = asked.what, asked.place, asked.period, asked.items
        known = Known(
            ref=self._naming.reference(what.code, place, items, period, tag),
            name=self._naming.name(what, items),
            value=value,
            unit=what.unit,
            decimals=decimals,
            how=how,
            indicator=what.code,
            place=place,
            period=period,
            basis=basis,
            items=items,
            formula=formula,
            inputs=inputs,
        )
        return replace(known, steps=(known.step(reckoned),)) if reckoned else known


def _said_in_catalogue_unit(stated: Known, what: Indicator) -> Known:
    """Known by the catalogue's unit from here on, wherever it is printed or reckoned with; what was handed in stays as
    the arithmetic behind it."""
    said = replace(stated.in_unit(what.unit, what.decimals), stated_as=None)
    return replace(said, steps=(f"{stated.operand()} = {said.operand()}",))


def _of_plan(basis: str | None, what: str) -> str:
    """A plan is not what is done: worked out for one period, the two are two figures."""
    return f"plan.{what}" if basis == "plan" else what
