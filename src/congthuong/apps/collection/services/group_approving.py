"""Approving several returns in one go: all of them or none, each sealed as by itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Approval, Return, Round
from congthuong.apps.collection.problems import NothingChosen, ReturnDoubted
from congthuong.apps.collection.queries.group import MOST, chosen_returns
from congthuong.apps.collection.services.approving import return_approve


@transaction.atomic
def returns_approve(*, seen: Mapping[int, int], by: User) -> tuple[Approval, ...]:
    """`seen`: return -> the version that the approver saw.

    All rounds and returns are locked before the first approval takes the event chain: who hands in holds a return
    while waiting for the chain. Raises NothingChosen, ReturnDoubted and what `return_approve` raises.
    """
    if not seen or len(seen) > MOST:
        raise NothingChosen(most=MOST)
    numbers = sorted(seen)
    rounds = Return.objects.filter(pk__in=numbers).values("round_id")
    list(Round.objects.select_for_update().filter(pk__in=rounds).order_by("pk").values_list("pk"))
    list(Return.objects.select_for_update().filter(pk__in=numbers).order_by("pk").values_list("pk"))
    chosen = chosen_returns(by, numbers)
    if chosen.doubted:
        first = chosen.doubted[0]
        raise ReturnDoubted(organisation=first.ret.organisation.name, form=first.ret.round.form.name)
    return tuple(return_approve(ret=number, by=by, seen_version=seen[number]) for number in numbers)
