"""Estimates in the place of returns that did not come, and closing a round.

An estimate is stated in the ledger as one (basis and status "estimate", its method and inputs in the source), so that
the province's figure can be added up; the return, when it comes and is approved, takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.collection.models import Estimate, Return, Round, State
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.problems import NothingToEstimateFrom, WrongState
from congthuong.apps.collection.queries.approved import Stated, approved_history, approved_of_round
from congthuong.apps.collection.queries.pending import Part, totals_of_round
from congthuong.apps.collection.queries.sheets import form_of_return
from congthuong.apps.collection.records import (
    ESTIMATED,
    Stating,
    content_of,
    observation_of,
    period_of,
    speaker_items,
)
from congthuong.apps.collection.services.approving import append, locked_with_round
from congthuong.core.forms.figures import figures_of, is_stated, stated_values
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.totals import work_out
from congthuong.core.ledger.model import Indicator, Observation
from congthuong.core.problems import Problem
from congthuong.core.quantities import round_half_up
from congthuong.core.stats.imputation import METHOD_NAMES, Method, Responder, carry_last, responding_growth

METHODS: tuple[Method, ...] = ("last_value", "responding_growth")
_OneCell = Callable[[Cell], Decimal]


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """`left` are the returns that could not be estimated, with the reason."""

    round: Round
    estimated: tuple[Estimate, ...]
    left: tuple[tuple[Return, Problem], ...]


@transaction.atomic
def return_estimate(*, ret: int, method: Method, by: User, on: date | None = None) -> Estimate:
    """Puts estimated figures in the place of a return that is still owed.

    Raises NothingToEstimateFrom, WrongState, NoSuchReturn, Forbidden.
    """
    own = locked_with_round(ret)
    require(by, "returns.estimate", organisation=own.organisation_id, kind=own.round.form.kind)
    if own.state not in OUTSTANDING or own.approved_at is not None:
        raise WrongState(state=State(own.state).label, what="ước tính")
    form = form_of_return(own)
    values = _estimated(own, form, method)
    day = on or timezone.localdate()
    content = content_of(own, form, own.round.version.number, values)
    indicators = {one.code: one for one in catalogue.indicators()}
    observations = (
        *_observations(own, form, values, method, indicators, day),
        *totals_of_round(own, form, Part(values, True), indicators, on=day),
    )
    batch = append(own, observations, by, f"ước tính {method}", content)
    estimate = Estimate.objects.create(ret=own, method=method, content=content, batch=batch, by=by)
    record_event(
        "return.estimated", by=by, subject=own, organisation=own.organisation_id, period=own.round.period,
        method=method,
    )  # fmt: skip
    return estimate


def round_close(
    *, round_id: int, by: User, method: Method | None = None, on: date | None = None
) -> RoundClosed:
    """Closes a round; with a method the returns that are owed are estimated, those where that can be done.

    A late return can still come: its approval takes the estimate's place. Raises Forbidden.
    """
    with transaction.atomic():
        closed = Round.objects.select_for_update(of=("self",)).select_related("form").get(pk=round_id)
        require(by, "rounds.open", kind=closed.form.kind)
        estimated: list[Estimate] = []
        left: list[tuple[Return, Problem]] = []
        owed = closed.returns.filter(state__in=OUTSTANDING, approved_at__isnull=True).order_by("organisation")
        for ret in owed.select_related("organisation"):
            if method is None:
                break
            try:
                estimated.append(return_estimate(ret=ret.pk, method=method, by=by, on=on))
            except Problem as problem:
                left.append((ret, problem))
        closed.state, closed.closed_at = Round.State.CLOSED, timezone.now()
        closed.save(update_fields=["state", "closed_at"])
        record_event(
            "round.closed", by=by, subject=closed, form=closed.form.code, period=closed.period, method=method or "",
            estimated=len(estimated),
        )  # fmt: skip
    return RoundClosed(closed, tuple(estimated), tuple(left))


def _estimated(ret: Return, form: Form, method: Method) -> dict[Cell, Decimal]:
    """Every stated cell for which there is something to estimate from; totals are added up from them.

    Raises NothingToEstimateFrom when a required cell has nothing.
    """
    one_cell = _last_value(ret) if method == "last_value" else _growth(ret)
    typed: dict[Cell, Decimal] = {}
    for cell in form.cells:
        if cell not in form.typed or not is_stated(form.by_column[cell[1]]):
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


def _observations(
    ret: Return, form: Form, values: Stated, method: Method, indicators: Mapping[str, Indicator], on: date
) -> list[Observation]:
    period = period_of(ret)
    name = METHOD_NAMES[method]
    how = Stating(
        place=ret.place,
        extra_items=speaker_items(form, ret.organisation_id),
        recorded_on=on,
        counted_to=ret.round.cut_off,
        source=f"Ước tính {name}: biểu «{form.name}», {ret.organisation.name}, {period.name}",
        status=ESTIMATED,
        basis="estimate",
    )
    return [
        observation_of(figure, how)
        for figure in figures_of(form, values, period)
        if figure.basis == "actual" and figure.indicator in indicators
    ]
