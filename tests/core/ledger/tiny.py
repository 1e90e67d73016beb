"""A book of a few lines: what a test says is all there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import (
    CodeList,
    Dataset,
    Indicator,
    LegalDocument,
    Observation,
    Place,
    PlaceChange,
    Register,
    Row,
)
from congthuong.core.quantities import Period, unit_of

DAY = date(2020, 6, 12)


def indicator(code: str, unit: str = "tỷ đồng", **more: Any) -> Indicator:
    return Indicator(code=code, name=more.pop("name", f"Chỉ tiêu {code}"), unit=unit_of(unit), **more)


def observed(
    code: str, period: str, value: str | None, basis: str = "actual", unit: str = "tỷ đồng", **more: Any
) -> Observation:
    number = Decimal(str(value))
    exponent = number.as_tuple().exponent
    return Observation(
        indicator=code,
        place=more.pop("place", "84"),
        period=Period.of(period),
        basis=basis,  # type: ignore[arg-type]
        value=number,
        unit=unit_of(unit),
        decimals=max(0, -exponent) if isinstance(exponent, int) else 0,
        recorded_on=more.pop("recorded_on", DAY),
        **more,
    )


def dataset(
    indicators: Iterable[Indicator] = (),
    observations: Iterable[Observation] = (),
    *,
    codelists: Iterable[CodeList] = (),
    registers: Iterable[Register] = (),
    rows: Iterable[Row] = (),
    documents: Iterable[LegalDocument] = (),
    places: Iterable[Place] = (),
    changes: Iterable[PlaceChange] = (),
    report: dict[str, Any] | None = None,
    templates: dict[str, str] | None = None,
) -> Dataset:
    return Dataset(
        report=report or {},
        templates=templates or {},
        indicators=tuple(indicators),
        codelists=tuple(codelists),
        observations=tuple(observations),
        registers=tuple(registers),
        rows=tuple(rows),
        documents=tuple(documents),
        places=tuple(places),
        place_changes=tuple(changes),
    )


def book(
    indicators: Iterable[Indicator], observations: Iterable[Observation], as_of: date = DAY, **more: Any
) -> Book:
    return Book(dataset(indicators, observations, **more), as_of)
