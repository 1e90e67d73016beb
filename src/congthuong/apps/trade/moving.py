"""How a price moved since the survey before of the same goods at the same place: for the list of prices, and for who
records one."""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from congthuong.apps.registers.kinds import Alert
from congthuong.apps.registers.telling import told
from congthuong.apps.trade.models import Price

ALERT = Decimal("0.10")
"""A price that moved by more than a tenth since the survey before is asked about."""

HUNDRED = 100
BOUND = f"{told(ALERT * HUNDRED)}%"
"""As people read it."""

MOST_PLACES = 6
"""Decimals of a percentage at most, rounded up then: a bound that is passed is never told as one that is not."""

LEAST = Decimal("0.1")
"""The smallest move in percent that is told as a number; a price that moved by less did move."""


def price_move(price: Decimal, before: Decimal | None) -> Alert | None:
    """How a price moved, in percent, from the one `before`; None where there is none, or it was zero."""
    if not before:
        return None
    moved = price - before
    if not moved:
        return Alert("không đổi", beyond=False)
    word, beyond = "tăng" if moved > 0 else "giảm", abs(moved) > ALERT * before
    percent = _percent(abs(moved) / before * HUNDRED, beyond)
    size = f"{told(percent)}%" if percent >= LEAST else f"dưới {told(LEAST)}%"
    return Alert(f"{word} {size}", beyond=beyond)


def _percent(exact: Decimal, beyond: bool) -> Decimal:
    """To a tenth; what is beyond the bound by less is told to as many decimals as show it: 10,01%, never "10%" under "quá
    10%"."""
    for places in range(1, MOST_PLACES):
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if (rounded > ALERT * HUNDRED) == beyond:
            return rounded
    return exact.quantize(Decimal(1).scaleb(-MOST_PLACES), ROUND_UP)


def price_moves(keys: Collection[str]) -> dict[str, Alert]:
    """Key -> how the price moved; a first survey says nothing. One question for all."""
    rows = _with_before(Price.objects.filter(key__in=keys)).values_list("key", "gia", "before")
    moves = ((key, price_move(price, before)) for key, price, before in rows)
    return {key: move for key, move in moves if move is not None}


def prices_beyond() -> QuerySet[Any, Any]:
    """The keys of the rows whose price moved by more than the bound, for a query that asks within it."""
    rows = _with_before(Price.objects.filter(withdrawn=False)).filter(before__gt=0)
    # Whole numbers on both sides: SQLite would reckon a bound of 1,1 in binary fractions.
    now, bound = F("gia") * HUNDRED, int(ALERT * HUNDRED)
    rows = rows.annotate(now=now, most=F("before") * (HUNDRED + bound), least=F("before") * (HUNDRED - bound))
    found: QuerySet[Any, Any] = rows.filter(Q(now__gt=F("most")) | Q(now__lt=F("least"))).order_by()
    return found.values("key")


def _with_before(rows: QuerySet[Price]) -> QuerySet[Any]:
    """`before`: the price of the survey before; none where there is none."""
    same = {name: OuterRef(name) for name in ("mat_hang", "don_vi_tinh", "noi")}
    earlier = Price.objects.filter(**same, withdrawn=False, effective_from__lt=OuterRef("effective_from"))
    return rows.annotate(before=Subquery(earlier.order_by("-effective_from").values("gia")[:1]))
