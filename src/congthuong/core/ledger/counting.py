"""The registers as a book asks them: rows at hand are counted here, those of large registers where they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from congthuong.core.ledger.known_rows import KnownRows
from congthuong.core.ledger.measures import Area, Measured, Measurer, Question, measure_rows
from congthuong.core.ledger.model import CodeList, Indicator, Items, Register, RowsMeasure
from congthuong.core.ledger.territory import Territory
from congthuong.core.quantities import Period

_Key = tuple[str, str, str, Items]


class Counting:
    """Every question is answered once. `home` is the place of the department that keeps the registers."""

    def __init__(
        self,
        registers: Mapping[str, Register],
        rows: KnownRows,
        territory: Territory,
        codelists: Mapping[str, CodeList],
        *,
        home: str,
        as_of: date,
        measurer: Measurer | None,
    ) -> None:
        self._registers, self._rows, self._territory = registers, rows, territory
        self._names = {(one.code, item): name for one in codelists.values() for item, name in one.items}
        self._home, self._as_of, self._measurer = home, as_of, measurer
        self._answers: dict[_Key, Measured | None] = {}

    def area(self, place: str, day: date) -> Area:
        """The place on that day's territory. What names no place lies in the department's own, whole one."""
        codes = self._territory.within(place, day)
        if codes is None:
            return Area(None, whole=True)
        unit = self._territory.unit(place, day)
        top = unit is None or not unit.parent
        return Area(codes, whole=place == self._home or (top and (not self._home or self._home in codes)))

    def question(self, what: Indicator, place: str, period: Period, items: Items = ()) -> Question | None:
        """What the indicator asks of its register; None when it has none, or the period has not begun."""
        if what.rows is None or what.rows.register not in self._registers or period.first > self._as_of:
            return None
        measure = self._registers[what.rows.register].measure(what.rows)
        return Question(
            measure, self.area(place, period.last), period, self._said(measure, items), self._as_of
        )

    def _said(self, measure: RowsMeasure, items: Items) -> Items:
        """The items as the rows have them."""
        if not measure.named:
            return items
        return tuple((codelist, self._names.get((codelist, item), item)) for codelist, item in items)

    def ask(
        self,
        what: Indicator,
        place: str,
        period: Period,
        items: Items,
        indicators: Mapping[str, Indicator],
        codelists: Mapping[str, CodeList],
    ) -> Measured | None:
        """indicators, codelists: of the whole catalogue, since a large register is asked all of them at once."""
        question = self.question(what, place, period, items)
        if question is None:
            return None
        key = (what.code, place, period.code, items)
        if key in self._answers:
            return self._answers[key]
        register = self._registers[question.measure.register]
        if self._measurer is None or not register.large:
            answer = measure_rows(register, self._rows.of(register.code), question)
            self._answers[key] = _without_keys(answer) if register.large else answer
            return self._answers[key]
        asked = {key: question}
        for other in indicators.values():
            if other.rows is None or other.rows.register != register.code or other.calendar != what.calendar:
                continue
            for one in ((), *_single_items(other, codelists)):
                said = self._said(other.rows, one)
                measure = register.measure(other.rows)
                asked[other.code, place, period.code, one] = Question(
                    measure, question.area, period, said, self._as_of
                )
        answers = self._measurer.measure(register, tuple(asked.values()), self._as_of)
        self._answers.update(zip(asked, map(_without_keys, answers), strict=True))
        return self._answers[key]


def _without_keys(answer: Measured | None) -> Measured | None:
    """A figure does not carry ten thousand keys: the rows of a large register are seen at their list's address."""
    return answer and replace(answer, keys=())


def _single_items(what: Indicator, codelists: Mapping[str, CodeList]) -> Iterator[Items]:
    for name in what.breakdowns:
        if name in codelists:
            yield from (((name, item),) for item, _ in codelists[name].items)
