"""A row of any table, with something in every column that must not be empty; for tests that need just a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

_VALUES: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.DateTimeField, timezone.now),
    (models.DateField, lambda: date(2026, 3, 2)),
    (models.BooleanField, lambda: True),
    (models.IntegerField, lambda: 1),
    (models.JSONField, dict),
    (models.BinaryField, lambda: b"x"),
    (models.UUIDField, None),
    (models.CharField, lambda: "x"),
    (models.TextField, lambda: "x"),
)


def some_row(model: type[models.Model]) -> models.Model:
    """The first row there is, or a new one, made with the rows that it stands on."""
    there = model._base_manager.first()
    if there is not None:
        return there
    values = {
        field.name: _value(field)
        for field in model._meta.local_concrete_fields
        if not (field.primary_key and isinstance(field, models.AutoField))
        and not field.has_default()
        and not field.null
    }
    made = model(**values)
    made.save()
    return made


def _value(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.ForeignKey):
        return some_row(field.related_model)  # type: ignore[arg-type]
    if field.choices:
        return field.choices[0][0]
    for kind, make in _VALUES:
        if isinstance(field, kind) and make is not None:
            return make()
    return Decimal(1)  # a stated figure
