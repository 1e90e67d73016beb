"""Known figures as what JSON can hold, so that a report checked today can be compared with next time."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from congthuong.core.audit.known import KnownFigure, KnownFigures
from congthuong.core.quantities import Interval, Unit


def as_data(known: KnownFigures) -> dict[str, Any]:
    """The same in dictionaries and lists; numbers as text, since they are exact."""
    return {"about": known.about, "binding": known.binding, "figures": [_row(one) for one in known.figures]}


def of_data(data: Mapping[str, Any]) -> KnownFigures:
    """The inverse of `as_data`, also after a passage through JSON."""
    return KnownFigures(data["about"], data["binding"], tuple(_figure(*row) for row in data["figures"]))


def _row(one: KnownFigure) -> list[Any]:
    ends = [str(one.interval.low), str(one.interval.high)]
    return [one.key, one.kind, *ends, one.unit.base, one.unit.exponent, one.period, one.basis, one.text]


def _figure(
    key: str, kind: Any, low: str, high: str, base: str, exponent: int, period: str, basis: Any, text: str
) -> KnownFigure:
    between = Interval(Decimal(low), Decimal(high))
    return KnownFigure(key, kind, between, Unit(base, exponent), period, basis, text)
