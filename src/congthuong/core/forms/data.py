"""A form as plain data, in the shape of its TOML and complete: a published version no longer asks the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from congthuong.core.forms.cells import stated_decimals
from congthuong.core.forms.model import Column, DayRule, Form, FormRow, Rule
from congthuong.core.quantities import Unit, write_number


def form_data(form: Form) -> dict[str, Any]:
    """What `stored_form` reads back to an equal form."""
    plain = ("code", "name", "kind", "period", "calendar", "symbol", "law", "note")
    return {name: getattr(form, name) for name in plain} | {
        "fillers": {
            "kinds": list(form.fillers.kinds),
            "organisations": list(form.fillers.organisations),
            "speaks_for": form.fillers.speaks_for,
        },
        "schedule": {
            "opens": _values(form.schedule.opens),
            "cut_off": _values(form.schedule.cut_off),
            "due": _values(form.schedule.due),
            "law": form.schedule.law,
        },
        "section": [
            {"code": one.code, "name": one.name, "row": [_values(row) for row in one.rows]}
            for one in form.sections
        ],
        "column": [_values(one) for one in form.columns],
        "rule": [_values(one) for one in form.rules],
    }


def _values(one: FormRow | Column | Rule | DayRule) -> dict[str, Any]:
    values = {part.name: _plain(part.name, getattr(one, part.name)) for part in fields(one)}
    # What came later than the first published forms is left out where it says nothing: their hashes stay.
    later = {"organisations"}
    return {
        name: value for name, value in values.items() if value is not None and (value or name not in later)
    }


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Unit):
        return value.symbol
    if isinstance(value, Decimal):
        return write_number(value, stated_decimals(value))
    if name == "items":
        return dict(value)
    return list(value) if isinstance(value, tuple | Mapping) else value
