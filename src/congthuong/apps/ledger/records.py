"""Observations as rows <-> as the core's records, both ways and without loss."""

from __future__ import annotations

from typing import Any

from congthuong.apps.ledger import models
from congthuong.core.ledger.model import Items
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.quantities import Period, unit_of

# What a value says, apart from its key and from who recorded it when: equal here is the same statement.
STATEMENT = (
    "value", "decimals", "unit", "qualifier", "vintage", "status", "low", "high", "counted_to", "source", "note",
)  # fmt: skip
READ = (
    "indicator_id", "place", "period", "basis", "items", *STATEMENT, "recorded_on", "recorded_by",
)  # fmt: skip
"""The columns of a record: a report reads hundreds, and rows of columns come several times faster than models."""

KEY = ("indicator_id", "place", "period", "basis", "items")


def items_text(items: Items) -> str:
    return ";".join(f"{codelist}={item}" for codelist, item in sorted(items))


def items_of(text: str) -> Items:
    pairs = (part.partition("=") for part in text.split(";") if part)
    return tuple((codelist, item) for codelist, _, item in pairs)


def observation_columns(one: Record) -> dict[str, Any]:
    return {
        "indicator_id": one.indicator,
        "place": one.place,
        "period": one.period.code,
        "period_first": one.period.first,
        "period_last": one.period.last,
        "basis": one.basis,
        "items": items_text(one.items),
        "value": one.value,
        "unit": one.unit.symbol,
        "decimals": one.decimals,
        "qualifier": one.qualifier,
        "vintage": one.vintage,
        "status": one.status,
        "low": one.low,
        "high": one.high,
        "counted_to": one.counted_to,
        "source": one.source,
        "note": one.note,
        "recorded_on": one.recorded_on,
        "recorded_by": one.recorded_by,
    }


def observation_record(row: models.Observation) -> Record:
    """row: an object of the table, or a named row with the columns `READ`."""
    return Record(
        indicator=row.indicator_id,
        place=row.place,
        period=Period.of(row.period),
        basis=row.basis,  # type: ignore[arg-type]
        value=row.value,
        unit=unit_of(row.unit),
        decimals=row.decimals,
        recorded_on=row.recorded_on,
        items=items_of(row.items),
        qualifier=row.qualifier,
        vintage=row.vintage,
        status=row.status,
        low=row.low,
        high=row.high,
        counted_to=row.counted_to,
        source=row.source,
        note=row.note,
        recorded_by=row.recorded_by,
    )
