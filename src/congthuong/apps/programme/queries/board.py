"""The board: what is late, due, blocked and done, by unit; a fixed number of queries whatever there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, F, Min, Q, QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.programme.models import OPEN, State, Task
from congthuong.apps.programme.queries.tasks import (
    LATE,
    SOON,
    SOON_DAYS,
    Listed,
    late,
    listed,
    own_codes,
    soon,
    visible,
)

FIRST: Final = 20
"""Cards of each column; the rest stands in the list."""


@dataclass(frozen=True, slots=True)
class Column:
    """`state` is what the list is filtered by to see the rest."""

    code: str
    state: str
    rows: list[Listed]
    count: int

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True, slots=True)
class Unit:
    """How many tasks of a unit stand how."""

    code: str
    name: str
    late: int
    soon: int
    owed: int
    blocked: int
    done: int
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Board:
    columns: list[Column]
    units: list[Unit]


def board(user: User, on: date, owner: str = "") -> Board:
    """Of one unit when `owner` names it."""
    rows = visible(user)
    units = _units(rows, on)
    if owner:
        rows = rows.filter(owner__code=owner)
    shown = [one for one in units if one.code == owner] if owner else units
    later = Q(state__in=(State.OPEN, State.STARTED)) & (
        Q(due_on__gt=on + timedelta(SOON_DAYS)) | Q(due_on=None)
    )
    owed = Q(state__in=(State.OPEN, State.STARTED))
    columns = [
        ("late", LATE, late(on) & owed),
        ("soon", SOON, soon(on) & owed),
        ("later", "", later),
        ("blocked", State.BLOCKED, Q(state=State.BLOCKED)),
        ("done", State.DONE, Q(state=State.DONE)),
    ]
    counts = rows.aggregate(**{code: Count("pk", filter=wanted) for code, _, wanted in columns})
    return Board(
        [_column(rows, code, state, wanted, on, counts[code]) for code, state, wanted in columns], shown
    )


def _column(rows: QuerySet[Task], code: str, state: str, wanted: Q, on: date, count: int) -> Column:
    found = rows.filter(wanted).select_related("owner", "document")
    first = found.order_by(F("due_on").asc(nulls_last=True), "order", "pk")[:FIRST]
    return Column(code, state, listed(first, on), count)


def _units(rows: QuerySet[Task], on: date) -> list[Unit]:
    counted = (
        rows.exclude(owner=None)
        .order_by()
        .values("owner_id", "owner__name")
        .annotate(
            late=Count("pk", filter=late(on)),
            soon=Count("pk", filter=soon(on)),
            owed=Count("pk", filter=Q(state__in=OPEN)),
            blocked=Count("pk", filter=Q(state=State.BLOCKED)),
            done=Count("pk", filter=Q(state=State.DONE)),
            since=Min("due_on", filter=late(on)),
        )
        .order_by("-late", "-owed", "owner__name")
    )
    return [
        Unit(str(one["owner_id"]), one["owner__name"], one["late"], one["soon"], one["owed"], one["blocked"], one["done"], one["since"])
        for one in counted
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """For the first page: the tasks of the person's own unit, or what is late by unit for who assigns."""

    rows: list[Listed]
    count: int
    late: int
    units: list[Unit]


def card(user: User, on: date, *, assigns: bool, first: int = 6) -> Card | None:
    """None when there is nothing to say."""
    own = visible(user).filter(late(on) | soon(on))
    if not assigns:
        codes = own_codes(user)
        helped = Task.helpers.through.objects.filter(organisation__code__in=codes).values("task_id")
        own = own.filter(Q(owner__code__in=codes) | Q(pk__in=helped))
    counts = own.aggregate(count=Count("pk"), late=Count("pk", filter=late(on)))
    if not counts["count"]:
        return None
    units = [one for one in _units(visible(user), on) if one.late] if assigns else []
    rows = own.select_related("owner", "document").order_by("due_on", "order", "pk")[:first]
    return Card(listed(rows, on), counts["count"], counts["late"], units)
