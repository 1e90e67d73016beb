"""Estimates in the place of returns that did not come, and closing a round.

An estimate is stated in the ledger as one (basis and status "estimate", its method and inputs in the source), so that
the province's figure can be added up; the return, when it comes and is approved, takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from congthuong.apps.accounts.events import Happening, record_events
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.collection.models import Estimate, Return, Round, State
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.problems import RoundIsClosed, WrongState
from congthuong.apps.collection.queries.estimates import (
    estimate_observations,
    estimated_values,
    owed_of_round,
)
from congthuong.apps.collection.queries.pending import Part, totals_of_round
from congthuong.apps.collection.queries.sheets import form_of_return
from congthuong.apps.collection.records import (
    content_of,
)
from congthuong.apps.collection.services.approving import append, locked_with_round
from congthuong.apps.collection.services.filling import return_locked
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period
from congthuong.core.stats.imputation import Method
from congthuong.web import clock


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """`estimated` are the estimates that stand in for a return now, those from before too; `left` are the returns that
    could not be estimated, with the reason."""

    round: Round
    estimated: tuple[Estimate, ...]
    left: tuple[tuple[Return, Problem], ...]


@transaction.atomic
def return_estimate(*, ret: int, method: Method, by: User, on: date | None = None) -> Estimate:
    """Puts estimated figures in the place of a return that is still owed; asked again, the same ones stay.

    Raises NothingToEstimateFrom, WrongState, NoSuchReturn, Forbidden.
    """
    estimate, happened = _estimate(locked_with_round(ret), method, by, on)
    record_events(happened)
    return estimate


@transaction.atomic
def round_close(
    *, round_id: int, by: User, method: Method | None = None, on: date | None = None
) -> RoundClosed:
    """Closes a round; with a method the returns that are owed are estimated, those where that can be done.

    A late return can still come: its approval takes the estimate's place. Raises RoundIsClosed, Forbidden.

    All rows first, the event chain last: who hands in holds a return while waiting for the chain.
    """
    closed = Round.objects.select_for_update(of=("self",)).select_related("form").get(pk=round_id)
    require(by, "rounds.open", kind=closed.form.kind)
    if closed.state == Round.State.CLOSED:
        raise RoundIsClosed(form=closed.form.name, period=Period.of(closed.period).name)
    estimated: list[Estimate] = []
    left: list[tuple[Return, Problem]] = []
    happened: list[Happening] = []
    for ret in _owed_locked(closed) if method else ():
        assert method is not None
        try:
            with transaction.atomic():
                estimate, news = _estimate(return_locked(ret.pk), method, by, on)
        except Problem as problem:
            left.append((ret, problem))
        else:
            estimated.append(estimate)
            happened += news
    closed.state, closed.closed_at = Round.State.CLOSED, clock.now()
    closed.save(update_fields=["state", "closed_at"])
    told = {
        "form": closed.form.code,
        "period": closed.period,
        "method": method or "",
        "estimated": len(estimated),
    }
    record_events([*happened, Happening("round.closed", by, closed, told)])
    return RoundClosed(closed, tuple(estimated), tuple(left))


def _owed_locked(closed: Round) -> list[Return]:
    """The returns that are owed, by unit; their rows locked in the order of their numbers."""
    rows = owed_of_round(closed).select_for_update(of=("self",)).order_by("pk")
    return sorted(rows, key=lambda ret: ret.organisation_id)


def _estimate(own: Return, method: Method, by: User, on: date | None) -> tuple[Estimate, list[Happening]]:
    """The estimate and what is to be told of it: nothing, when the same figures stand there by the same method.

    The caller has locked the round and the return.
    """
    require(by, "returns.estimate", organisation=own.organisation_id, kind=own.round.form.kind)
    if own.state not in OUTSTANDING or own.approved_at is not None:
        raise WrongState(state=State(own.state).label, what="ước tính")
    form = form_of_return(own)
    values = estimated_values(own, form, method)
    content = content_of(own, form, own.round.version.number, values)
    last = Estimate.objects.filter(ret=own).order_by("-id").first()
    if last is not None and (last.method, last.content) == (method, content):
        return last, []
    day = on or clock.today()
    indicators = {one.code: one for one in catalogue.indicators()}
    observations = (
        *estimate_observations(own, form, values, method, indicators, on=day),
        *totals_of_round(own, Part(values, True), indicators, on=day),
    )
    batch = append(own, observations, by, f"ước tính {method}", content)
    estimate = Estimate.objects.create(
        ret=own, method=method, content=content, batch=batch, by=by, at=clock.now()
    )
    told = {"organisation": own.organisation_id, "period": own.round.period, "method": method}
    return estimate, [Happening("return.estimated", by, own, told)]
