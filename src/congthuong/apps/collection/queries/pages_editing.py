"""The cells worth a question as their page shows them: who, what, why, what the unit said about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, reach
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import CellNote, Return, Round, State
from congthuong.apps.collection.queries.editing import Question, Questions, round_questions
from congthuong.apps.collection.queries.standing_notes import still_stands
from congthuong.core.forms.cells import cell_text
from congthuong.core.forms.model import Form
from congthuong.core.quantities import write_number
from congthuong.core.stats.scores import enough
from congthuong.web.problems import NotFound

TOLERANCE: Final = Decimal("0.01")
"""What is left unasked may move a total by this share of it."""
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """`first`: one of the few whose answers matter for the total. `stake` is the influence in per cent."""

    question: Question
    unit: str
    row: str
    column: str
    measure: str
    value: str
    anticipated: str
    stake: Decimal
    reason: str
    explanations: tuple[str, ...]
    state: str
    state_name: str
    first: bool

    @property
    def waiting(self) -> bool:
        return self.state == State.HANDED_IN


@dataclass(frozen=True, slots=True)
class Asked:
    """`lines` greatest score first; `unanswered` (unit, cell, why) what could not be compared; `judged` returns."""

    lines: tuple[Line, ...]
    unanswered: tuple[tuple[str, str, str], ...]
    judged: int


def round_to_check(user: User, number: int) -> Round:
    """The round, if the person approves returns of its kind. Raises NotFound: others' are not there at all."""
    opened = Round.objects.select_related("form", "version").filter(pk=number).first()
    if opened is None or not may(user, "returns.approve", kind=opened.form.kind):
        raise NotFound(what="kỳ báo cáo", name=number, hint=" Hãy chọn trong danh sách kỳ của biểu.")
    return opened


def asked_of_round(user: User, opened: Round) -> Asked:
    """Judged among all returns of the round; shown are those that the person may approve."""
    codes = reach(user, "returns.approve", kind=opened.form.kind)
    found = round_questions(opened)
    seen = {unit: ret for unit, ret in found.returns.items() if codes is None or unit in codes}
    questions = [one for one in found.asked if one.unit in seen]
    names = dict(Organisation.objects.filter(code__in=list(seen)).values_list("code", "name"))
    unanswered = tuple(
        (names[unit], found.form.label(cell), why) for cell, unit, why in found.unanswered if unit in seen
    )
    return Asked(tuple(_lines(found, questions, names)), unanswered, len(seen))


def asked_of_return(ret: Return) -> tuple[Line, ...]:
    """The return's cells worth a question, judged among all of its round, the weightiest first."""
    found = round_questions(ret.round)
    unit, first, said = ret.organisation.name, _first(found.asked), _explanations([ret.pk])
    return tuple(
        _line(found.form, one, unit, ret.state, tuple(said.get((ret.pk, *one.cell), ())), id(one) in first)
        for one in found.of(ret.pk)
    )


def _first(asked: Iterable[Question]) -> set[int]:
    """The few whose answers matter for the total, as the objects they are."""
    return {id(one) for one in enough([(one, one.suspect.score) for one in asked], TOLERANCE)}


def _lines(found: Questions, questions: list[Question], names: dict[str, str]) -> Iterable[Line]:
    numbers = {one.ret for one in questions}
    states = dict(Return.objects.filter(pk__in=numbers).values_list("pk", "state"))
    said = _explanations(numbers)
    first = _first(questions)
    for one in questions:
        texts = said.get((one.ret, *one.cell), ())
        yield _line(found.form, one, names[one.unit], states[one.ret], tuple(texts), id(one) in first)


def _line(
    form: Form, one: Question, unit: str, state: str, explanations: tuple[str, ...], first: bool
) -> Line:
    return Line(
        question=one,
        unit=unit,
        row=form.rows[one.cell[0]].label,
        column=form.by_column[one.cell[1]].name,
        measure=form.unit(one.cell).symbol,
        value=cell_text(one.suspect.value),
        anticipated=write_number(one.suspect.anticipated, form.decimals(one.cell)),
        stake=one.suspect.influence * HUNDRED,
        reason=one.reason(form),
        explanations=explanations,
        state=state,
        state_name=State(state).label,
        first=first,
    )


def _explanations(returns: Iterable[int]) -> dict[tuple[int, str, str], list[str]]:
    notes = CellNote.objects.filter(
        still_stands(), ret__in=list(returns), kind=CellNote.Kind.EXPLANATION
    ).order_by("id")
    found: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for ret, row, column, text in notes.values_list("ret_id", "row", "column", "text"):
        found[ret, row, column].append(text)
    return found
