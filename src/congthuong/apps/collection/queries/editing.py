"""The cells of a round's returns that are worth a question: the few suspicious and influential ones come first.

Each cell is compared with the same period of last year and with the previous period, among the units of the round; the
worse of the two says why. Where fewer units than the method needs have both periods, a unit is compared with its own
history instead: its movements from period to period stand in for the other units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from congthuong.apps.collection.models import Return, ReturnCell, Round
from congthuong.apps.collection.models.returns import State
from congthuong.apps.collection.queries.approved import Stated, approved_of_round, approved_since
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.core.forms.figures import is_stated
from congthuong.core.forms.model import Cell, Form
from congthuong.core.quantities import Period
from congthuong.core.stats.editing import Cell as JudgedCell
from congthuong.core.stats.editing import Suspect, edit_cells
from congthuong.core.stats.editing_words import reason_sentence, unanswered_sentence
from congthuong.core.stats.hidiroglou_berthelot import HBSettings
from congthuong.core.stats.robust import narrowed, total
from congthuong.core.stats.scores import influence

Base = Literal["same_period", "previous"]
BASES: Final[Mapping[Base, str]] = {"same_period": "cùng kỳ năm trước", "previous": "kỳ trước"}
JUDGED: Final = (State.HANDED_IN, State.APPROVED, State.REVISED)
OWN_PERIODS: Final = 24  # of a unit's history, where it is compared with itself
OWN_SETTINGS: Final = HBSettings(least=8)

Values = Mapping[tuple[str, Cell], Decimal | None]
"""(unit, cell) -> what its return says."""


@dataclass(frozen=True, slots=True)
class Question:
    """A cell worth a question. `own`: compared with the unit's own history, for want of other units."""

    ret: int
    unit: str
    cell: Cell
    suspect: Suspect
    base: Base
    own: bool = False

    def reason(self, form: Form) -> str:
        among = "kỳ gần đây của chính đơn vị" if self.own else "đơn vị"
        return reason_sentence(self.suspect, form.decimals(self.cell), BASES[self.base], among)


@dataclass(frozen=True, slots=True)
class Questions:
    """`asked` greatest score first; `unanswered` (cell, unit, why) is what could be compared with nothing."""

    form: Form
    asked: tuple[Question, ...]
    unanswered: tuple[tuple[Cell, str, str], ...]
    returns: Mapping[str, int]

    def of(self, ret: int) -> tuple[Question, ...]:
        """Those about one return, judged among all of its round."""
        return tuple(one for one in self.asked if one.ret == ret)


def round_questions(opened: Round) -> Questions:
    """Judges the returns that were handed in against approved values. Five queries at most, however many returns."""
    form, period = definition_of(opened.version), Period.of(opened.period)
    rows = Return.objects.filter(round=opened, state__in=JUDGED).order_by("organisation_id")
    returns = dict(rows.values_list("organisation__code", "pk"))
    judging = _Judging(form, period, _values(returns), returns)
    for base, other in (("same_period", period.same_period_last_year()), ("previous", period.previous())):
        judging.compare(base, approved_of_round(opened.form, other.code))  # type: ignore[arg-type]
    alone = sorted({unit for units in judging.alone.values() for unit in units})
    if alone:
        first = _earliest(period).first
        judging.compare_with_themselves(approved_since(opened.form, alone, first, period.first))
    return Questions(form, judging.questions(), tuple(judging.unanswered()), returns)


class _Judging:
    """What has been found so far, by cell and unit."""

    def __init__(self, form: Form, period: Period, now: Values, returns: Mapping[str, int]) -> None:
        self.form, self.period, self.now, self.returns = form, period, now, returns
        self.cells = {" ".join(cell): cell for cell in _asked_cells(form)}
        self.worst: dict[tuple[str, str], Question] = {}
        self.unjudged: dict[tuple[str, str], set[str]] = defaultdict(set)  # (item, unit) -> why, by each base
        self.answered: set[tuple[str, str]] = set()
        self.alone: dict[str, set[str]] = defaultdict(set)  # item -> units with too few others
        self.before: Mapping[str, Stated] = {}

    def compare(self, base: Base, before: Mapping[str, Stated]) -> None:
        """Among the units of the round."""
        self.before = before
        stated = [
            JudgedCell(item, unit, value, before.get(unit, {}).get(cell))
            for item, cell in self.cells.items()
            for unit in self.returns
            if (value := self.now.get((unit, cell))) is not None
        ]
        found = edit_cells(stated)
        for suspect in found.suspects:
            self._keep(suspect, base)
        whole = {one.item for one in found.unanswered if not one.unit and one.why == "too_few"}
        single = {(one.item, one.unit): one for one in found.unanswered if one.unit}
        least = {one.item: one for one in found.unanswered if not one.unit}
        for one in stated:
            why = single.get((one.item, one.unit)) or (least.get(one.item) if one.item in whole else None)
            if why is None:
                self.answered.add((one.item, one.unit))
                continue
            self.unjudged[one.item, one.unit].add(unanswered_sentence(why, BASES[base]))
            if why.unit == "" and base == "previous":
                self.alone[one.item].add(one.unit)
        for item in list(self.alone):
            self.alone[item] = {unit for unit in self.alone[item] if (item, unit) not in self.answered}

    def compare_with_themselves(self, history: Mapping[str, Mapping[str, Stated]]) -> None:
        """The last period's values are at hand from `compare("previous", …)`."""
        for item, units in self.alone.items():
            whole = total(stated.get(self.cells[item], Decimal(0)) for stated in self.before.values())
            for unit in sorted(units):
                self._alone(item, unit, history.get(unit, {}), whole)

    def _alone(self, item: str, unit: str, history: Mapping[str, Stated], whole: Decimal) -> None:
        found = edit_cells(list(self._own_moves(item, unit, history)), OWN_SETTINGS)
        if found.unanswered:
            return
        self.answered.add((item, unit))
        for suspect in found.suspects:
            if suspect.unit == self.period.code:
                stake = influence(suspect.value, suspect.anticipated, whole)
                stake = Decimal(1) if stake is None else stake
                score = narrowed(suspect.suspicion * stake)
                self._keep(replace(suspect, unit=unit, influence=stake, score=score), "previous", own=True)

    def _own_moves(self, item: str, unit: str, history: Mapping[str, Stated]) -> Iterator[JudgedCell]:
        """The unit's figures of its periods, each with the one before, as if periods were units."""
        cell, when = self.cells[item], self.period
        current = self.now.get((unit, cell))
        for _ in range(OWN_PERIODS):
            earlier = when.previous()
            before = history.get(earlier.code, {}).get(cell)
            if current is not None and before is not None:
                yield JudgedCell(item, when.code, current, before)
            when, current = earlier, before

    def _keep(self, suspect: Suspect, base: Base, *, own: bool = False) -> None:
        key = (suspect.item, suspect.unit)
        kept = self.worst.get(key)
        if kept is None or suspect.score > kept.suspect.score:
            cell, ret = self.cells[suspect.item], self.returns[suspect.unit]
            self.worst[key] = Question(ret, suspect.unit, cell, suspect, base, own)

    def questions(self) -> tuple[Question, ...]:
        rank = {cell: place for place, cell in enumerate(self.form.cells)}
        return tuple(
            sorted(self.worst.values(), key=lambda one: (-one.suspect.score, rank[one.cell], one.unit))
        )

    def unanswered(self) -> Iterator[tuple[Cell, str, str]]:
        """Cells that could be compared with nothing at all."""
        for (item, unit), why in self.unjudged.items():
            if (item, unit) not in self.answered:
                yield self.cells[item], unit, " ".join(sorted(why))


def _earliest(period: Period) -> Period:
    for _ in range(OWN_PERIODS):
        period = period.previous()
    return period


def _asked_cells(form: Form) -> Iterator[Cell]:
    """Typed cells of figures that are stated, except plans: those are set, not measured."""
    for cell in form.cells:
        what = form.by_column[cell[1]]
        if cell in form.typed and is_stated(what) and what.kind != "plan":
            yield cell


def _values(returns: Mapping[str, int]) -> Values:
    units = {number: unit for unit, number in returns.items()}
    rows: Iterable[tuple[int, str, str, Decimal | None]] = ReturnCell.objects.filter(
        ret__in=list(units)
    ).values_list("ret_id", "row", "column", "value")
    return {(units[ret], (row, column)): value for ret, row, column, value in rows}
