"""What would stand in the place of the returns that are owed: worked out by a method that is named, stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from congthuong.apps.collection.models import Return, Round
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.problems import NothingToEstimateFrom
from congthuong.apps.collection.queries.approved import Stated, approved_history, approved_of_round
from congthuong.apps.collection.queries.sheets import form_of_return
from congthuong.apps.collection.records import ESTIMATED, Stating, observation_of, period_of, speaker_items
from congthuong.core.forms.cells import cell_text
from congthuong.core.forms.figures import figures_of, stated_values
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.totals import work_out
from congthuong.core.ledger.model import Indicator, Observation
from congthuong.core.problems import Problem
from congthuong.core.quantities import round_half_up
from congthuong.core.stats.imputation import METHOD_NAMES, Method, Responder, carry_last, responding_growth

METHODS: tuple[Method, ...] = ("last_value", "responding_growth")
_OneCell = Callable[[Cell], Decimal]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an estimate would state for one return, (label, figure, unit) each, or why there can be none."""

    ret: Return
    figures: tuple[tuple[str, str, str], ...] = ()
    problem: Problem | None = None


def owed_of_round(opened: Round) -> QuerySet[Return]:
    """The round's returns that have not come and were never approved."""
    owed = opened.returns.filter(state__in=OUTSTANDING, approved_at__isnull=True)
    return owed.select_related("organisation", "round__form", "round__version").order_by("organisation")


def estimates_foreseen(opened: Round, method: Method) -> tuple[Foreseen, ...]:
    """What closing the round with the method would put in the place of each return that is owed, by unit."""
    return tuple(estimate_foreseen(ret, method) for ret in owed_of_round(opened))


def estimate_foreseen(ret: Return, method: Method) -> Foreseen:
    """What the method would put in the place of this return, or why it cannot."""
    form = form_of_return(ret)
    try:
        values = estimated_values(ret, form, method)
    except Problem as problem:
        return Foreseen(ret, problem=problem)
    figures = ((form.label(cell), cell_text(value), form.unit(cell).symbol) for cell, value in values.items())
    return Foreseen(ret, tuple(figures))


def estimated_values(ret: Return, form: Form, method: Method) -> dict[Cell, Decimal]:
    """Every cell of the period itself for which there is something to estimate from; totals are added up from them.

    A plan is not what a unit did, and what is cumulated is not what it cumulated to last month: neither is carried on.

    Raises NothingToEstimateFrom when a required cell has nothing.
    """
    one_cell = _last_value(ret) if method == "last_value" else _growth(ret)
    typed: dict[Cell, Decimal] = {}
    for cell in form.cells:
        if cell not in form.typed or form.by_column[cell[1]].kind != "value":
            continue
        try:
            typed[cell] = round_half_up(one_cell(cell), form.decimals(cell))
        except Problem as problem:
            if form.rows[cell[0]].required:
                why = problem.message.rstrip(".")
                raise NothingToEstimateFrom(
                    organisation=ret.organisation.name, method=METHOD_NAMES[method], why=why
                ) from problem
    return stated_values(form, work_out(form, typed))


def _last_value(ret: Return) -> _OneCell:
    history = approved_history(ret.round.form, ret.organisation_id, ret.round.period_first)
    name = ret.organisation.name

    def one_cell(cell: Cell) -> Decimal:
        return carry_last(name, [(period, values.get(cell)) for period, values in history]).value

    return one_cell


def _growth(ret: Return) -> _OneCell:
    period = period_of(ret)
    now = approved_of_round(ret.round.form, period.code)
    base = approved_of_round(ret.round.form, period.same_period_last_year().code)
    empty: Stated = {}

    def one_cell(cell: Cell) -> Decimal:
        others = [
            Responder(code, values.get(cell), base.get(code, empty).get(cell)) for code, values in now.items()
        ]
        own = base.get(ret.organisation_id, empty).get(cell)
        return responding_growth(ret.organisation.name, own, others).value

    return one_cell


def estimate_observations(
    ret: Return,
    form: Form,
    values: Stated,
    method: Method,
    indicators: Mapping[str, Indicator],
    *,
    on: date,
    mark: str = "",
) -> list[Observation]:
    """What the ledger is told: the figures as estimates, their method in the source, `mark` after it in brackets."""
    period = period_of(ret)
    source = f"Ước tính {METHOD_NAMES[method]}: biểu «{form.name}», {ret.organisation.name}, {period.name}"
    how = Stating(
        place=ret.place,
        extra_items=speaker_items(form, ret.organisation_id),
        recorded_on=on,
        counted_to=ret.round.cut_off,
        source=f"{source} ({mark})" if mark else source,
        status=ESTIMATED,
        basis="estimate",
    )
    return [
        observation_of(figure, how)
        for figure in figures_of(form, values, period)
        if figure.basis == "actual" and figure.indicator in indicators
    ]
