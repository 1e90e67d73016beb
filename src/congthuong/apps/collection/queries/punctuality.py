"""Completeness and timeliness, by period and by unit: counted by the database, whatever the size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return, State
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.queries.due import reachable
from congthuong.core.quantities import Period
from congthuong.core.stats.comparisons import share

HANDED_IN = (State.HANDED_IN, State.APPROVED, State.REVISED)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How many returns were asked for, have come, came by the due day, are approved; `late` are owed past their day."""

    key: str
    name: str
    asked: int
    come: int
    on_time: int
    approved: int
    late: int

    @property
    def completeness(self) -> Decimal | None:
        """Share of the returns asked for that have come, in per cent."""
        return share(Decimal(self.come), Decimal(self.asked))

    @property
    def timeliness(self) -> Decimal | None:
        """Share of the returns asked for that came by the due day, in per cent."""
        return share(Decimal(self.on_time), Decimal(self.asked))


def by_round(user: User, on: date, form: str = "") -> tuple[Punctuality, ...]:
    """For every round that the person may see, the newest first; the key is the round's number."""
    rows = _seen(user, form).values("round_id", "round__form__name", "round__period").order_by("-round__period_last", "round__form__name")  # fmt: skip
    return tuple(
        _punctuality(
            row, str(row["round_id"]), f"{row['round__form__name']}, {Period.of(row['round__period']).name}"
        )
        for row in _counted(rows, on)
    )


def by_unit(
    user: User, on: date, form: str = "", periods: Iterable[str] | None = None
) -> tuple[Punctuality, ...]:
    """For every organisation that the person may see, in the order of names; the key is its code."""
    seen = _seen(user, form)
    if periods is not None:
        seen = seen.filter(round__period__in=list(periods))
    rows = seen.values("organisation_id", "organisation__name").order_by("organisation__name")
    return tuple(
        _punctuality(row, row["organisation_id"], row["organisation__name"]) for row in _counted(rows, on)
    )


def _seen(user: User, form: str) -> QuerySet[Return]:
    rows = Return.objects.filter(reachable(user, "returns.view"))
    return rows.filter(round__form__code=form) if form else rows


def _counted(rows: QuerySet[Return, Any], on: date) -> Iterable[dict[str, Any]]:
    in_time = Q(first_handed_in_at__date__lte=F("round__due_on"))
    counted: Iterable[dict[str, Any]] = rows.annotate(
        asked=Count("pk"),
        come=Count("pk", filter=Q(state__in=HANDED_IN)),
        on_time=Count("pk", filter=Q(state__in=HANDED_IN) & in_time),
        approved=Count("pk", filter=Q(approved_at__isnull=False)),
        late=Count("pk", filter=Q(state__in=OUTSTANDING, round__due_on__lt=on)),
    )
    return counted


def _punctuality(row: dict[str, Any], key: str, name: str) -> Punctuality:
    return Punctuality(key, name, row["asked"], row["come"], row["on_time"], row["approved"], row["late"])
