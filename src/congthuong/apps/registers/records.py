"""Registers and their rows <-> the core's records, both ways and without loss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from congthuong.apps.registers import models
from congthuong.core.ledger import model as core
from congthuong.core.quantities import unit_of

READ = (
    "id", "register_id", "key", "data", "effective_from", "effective_to", "source", "order", "recorded_on",
)  # fmt: skip
"""The columns of a row's record and its place among rows of equal order."""


def register_columns(one: core.Register, position: int) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "unit": one.unit.symbol,
        "fields": [_field_json(field) for field in one.fields],
        "since": one.since,
        "large": one.large,
        "position": position,
    }


def _field_json(field: core.Field) -> dict[str, Any]:
    return {
        "code": field.code,
        "name": field.name,
        "type": field.type,
        "unit": None if field.unit is None else field.unit.symbol,
        "decimals": field.decimals,
        "display": dict(field.display),
        **({"negative": True} if field.negative else {}),
    }


def register_record(row: models.Register) -> core.Register:
    fields = tuple(
        core.Field(
            code=one["code"],
            name=one["name"],
            type=one["type"],
            unit=None if one["unit"] is None else unit_of(one["unit"]),
            decimals=one["decimals"],
            display=dict(one["display"]),
            negative=bool(one.get("negative")),
        )
        for one in row.fields
    )
    return core.Register(row.code, row.name, unit_of(row.unit), fields, since=row.since, large=row.large)


def entry_columns(one: core.Row) -> dict[str, Any]:
    return {
        "register_id": one.register,
        "key": one.key,
        "data": {code: _written(value) for code, value in one.values.items()},
        "effective_from": one.effective_from,
        "effective_to": one.effective_to,
        "source": one.source,
        "order": one.order,
        "recorded_on": one.recorded_on,
    }


def entry_record(row: models.Entry, register: core.Register) -> core.Row:
    """row: an object of the table, or a named row with the columns `READ`."""
    types = {field.code: field.type for field in register.fields}
    return core.Row(
        register=row.register_id,
        key=row.key,
        values=_values(row.data, types),
        recorded_on=row.recorded_on,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        source=row.source,
        order=row.order,
    )


def _written(value: core.Value) -> str | None:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _values(data: Mapping[str, str | None], types: Mapping[str, str]) -> dict[str, core.Value]:
    return {code: _read(text, types.get(code, "text")) for code, text in data.items()}


def _read(text: str | None, kind: str) -> core.Value:
    if text is None:
        return None
    match kind:
        case "number":
            return Decimal(text)
        case "date":
            return date.fromisoformat(text)
        case _:
            return text
