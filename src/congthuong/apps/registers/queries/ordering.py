"""The order of a list: said to the database for rows of today, worked out here where the history tells some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, F, OrderBy, Q, QuerySet, Value, When

from congthuong.apps.registers.columns import Day, Number
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.lines import Line, line_of_row, worked_out
from congthuong.apps.registers.queries.personal import households
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import MASK
from congthuong.web.folding import fold, spoken

OF_EVERY_ROW = ("effective_from", "effective_to", "key")
"""What a list is sorted by besides the register's own columns."""


def sql_order(kind: RegisterKind, order: str, *, personal: bool) -> list[str | OrderBy]:
    """By a column; rows that have nothing in it, or nothing that the person may read, stand last either way."""
    name = order.removeprefix("-")
    column = kind.column(name)
    if column is None and name not in OF_EVERY_ROW:
        return ["order", "key"]
    falling = order.startswith("-")
    if column is None or isinstance(column, Number | Day):
        by = F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_last=True)
        return [by, "order", "key"]
    unread = Q((name, ""))
    read: Case | F = F(name)
    if name in kind.private and not personal:
        hidden = Q(("of_household", True))
        unread |= hidden
        read = Case(When(hidden, then=Value("")), default=read, output_field=CharField())
    last = Case(When(unread, then=Value(1)), default=Value(0))
    return [OrderBy(last), OrderBy(read, descending=falling), "order", "key"]


def fit(text: str) -> list[OrderBy]:
    """How well rows fit a search, the best first: each word whole and with the marks that were typed, with these marks
    within other words, whole with any marks, otherwise. Who types none is asked for none."""
    marked, bare = spoken(text).split(), fold(text).split()
    if not marked:
        return []

    def holding(words: Iterable[str]) -> Q:
        told = Q()
        for word in words:
            told &= Q(folded__contains=word)
        return told

    told = Case(
        When(holding(f" {word} " for word in marked), then=Value(0)),
        When(holding(marked), then=Value(1)),
        When(holding(f" {word} " for word in bare), then=Value(2)),
        default=Value(3),
    )
    return [OrderBy(told)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in a list: by the `value` of the column that it is sorted by. `what`: the row's number, or its
    line where the history told it."""

    value: Any
    order: int
    key: str
    what: int | Line


def places_of_rows(
    kind: RegisterKind, rows: QuerySet[RegisterRow], order: str, personal: bool
) -> list[Place]:
    name = order.removeprefix("-")
    if kind.column(name) is None and name not in OF_EVERY_ROW:
        return [Place(None, *one) for one in rows.order_by().values_list("order", "key", "pk")]
    if name in kind.worked_out:
        found = [(line_of_row(kind, one, personal=personal), one.pk) for one in rows.order_by()]
        worked = worked_out(kind, (line for line, _ in found))
        return [
            Place(line.values.get(name), line.order, line.key, pk)
            for line, (_, pk) in zip(worked, found, strict=True)
        ]
    told = rows.order_by().values_list(name, "order", "key", "pk")
    if name in kind.private and not personal:
        homes = households(kind)
        return [Place("" if one[2] in homes else one[0], *one[1:]) for one in told]
    return [Place(*one) for one in told]


def place_of(kind: RegisterKind, line: Line, order: str) -> Place:
    name = order.removeprefix("-")
    (line,) = worked_out(kind, [line])
    value = (
        line.values.get(name) if kind.column(name) else getattr(line, name) if name in OF_EVERY_ROW else None
    )
    return Place(value, line.order, line.key, line)


def in_order(places: Iterable[Place], order: str) -> list[Place]:
    """Those that have nothing in the column, or nothing that may be read, last either way."""
    found = sorted(places, key=lambda one: (one.order, one.key))
    known = [one for one in found if one.value not in (None, "", MASK)]
    rest = [one for one in found if one.value in (None, "", MASK)]

    def rank(one: Place) -> tuple[Decimal, str]:
        return (one.value, "") if isinstance(one.value, Decimal) else (Decimal(0), str(one.value))

    return sorted(known, key=rank, reverse=order.startswith("-")) + rest
