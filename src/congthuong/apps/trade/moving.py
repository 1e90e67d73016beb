"""How a price moved since the survey before of the same goods at the same place, worked out for the list of prices."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from congthuong.apps.registers.kinds import Alert
from congthuong.apps.registers.telling import told
from congthuong.apps.trade.models import Price

ALERT = Decimal("0.10")
"""A price that moved by more than a tenth since the survey before is asked about."""

HUNDRED = 100


def price_moves(keys: Collection[str]) -> dict[str, Alert]:
    """Key -> how the price moved, in percent; a first survey says nothing. One question for all."""
    rows = _with_before(Price.objects.filter(key__in=keys)).exclude(before=None)
    return {
        key: _alert((price - before) / before)
        for key, price, before in rows.values_list("key", "gia", "before")
    }


def prices_beyond() -> frozenset[str]:
    """The keys of the rows whose price moved by more than the bound."""
    rows = _with_before(Price.objects.filter(withdrawn=False))
    # Whole numbers on both sides: SQLite would reckon a bound of 1,1 in binary fractions.
    now, bound = F("gia") * HUNDRED, int(ALERT * HUNDRED)
    rows = rows.annotate(now=now, most=F("before") * (HUNDRED + bound), least=F("before") * (HUNDRED - bound))
    moved = Q(now__gt=F("most")) | Q(now__lt=F("least"))
    return frozenset(rows.filter(moved).values_list("key", flat=True))


def _with_before(rows: QuerySet[Price]) -> QuerySet[Any]:
    """`before`: the price of the survey before; none where there is none, or it was zero."""
    same = {name: OuterRef(name) for name in ("mat_hang", "don_vi_tinh", "noi")}
    earlier = Price.objects.filter(
        **same, withdrawn=False, effective_from__lt=OuterRef("effective_from"), gia__gt=0
    ).order_by("-effective_from")
    return rows.annotate(before=Subquery(earlier.values("gia")[:1]))


def _alert(moved: Decimal) -> Alert:
    if not moved:
        return Alert("không đổi", beyond=False)
    word = "tăng" if moved > 0 else "giảm"
    return Alert(f"{word} {told(round(abs(moved) * 100, 1))}%", beyond=abs(moved) > ALERT)
