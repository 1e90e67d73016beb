"""How arithmetic is shown to people: one line with the printed figures in it, results rounded as they were printed."""

from __future__ import annotations

from decimal import Decimal

from congthuong.core.audit.model import Claim
from congthuong.core.quantities import Interval, write_number, write_quantity


def number(claim: Claim) -> str:
    """The claim's number as printed, without its unit: "19.125,44"."""
    return write_number(claim.value, claim.decimals)


def amount(value: Decimal, like: Claim, *, more: int = 0) -> str:
    """A computed value written as the claim it belongs to is: its unit and decimals (`more` places beyond)."""
    return write_quantity(value, like.unit, like.decimals + more)


def middle(interval: Interval) -> Decimal:
    return (interval.low + interval.high) / 2


def about(subject: str) -> str:
    """The subject as messages name it."""
    words = subject if len(subject) <= 80 else subject[:79].rstrip() + "…"
    return f"«{words}»" if words else "Số liệu này"
