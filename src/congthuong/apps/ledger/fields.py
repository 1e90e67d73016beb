"""A column for figures as they were stated."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class StatedDecimalField(models.Field):  # type: ignore[type-arg]
    """A `Decimal`, exact to the last stated digit: 27.50 comes back as 27.50, not as 27.5.

    Django's DecimalField passes through a binary float on SQLite and pads to a fixed scale on PostgreSQL.
    This one is `numeric` without a scale on PostgreSQL and text on SQLite; therefore the database cannot
    compare it everywhere, and only `isnull` may be asked of it. Sums are taken in Python, in Decimal.
    """

    description = "Exact decimal"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "numeric" if connection.vendor == "postgresql" else "text"

    def get_internal_type(self) -> str:
        """A plain one, for which the framework converts nothing; on PostgreSQL many rows then go in as arrays, where
        every single figure would be a literal to plan."""
        return "TextField"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def to_python(self, value: Any) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Decimal | None:
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> Decimal | None:
        prepared = super().get_prep_value(value)
        if prepared is None:
            return None
        if not isinstance(prepared, Decimal) or not prepared.is_finite():
            raise TypeError(f"{self.name}: a finite Decimal is wanted, not {prepared!r}")
        return prepared

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        number = value if prepared else self.get_prep_value(value)
        return number if number is None or connection.vendor == "postgresql" else format(number, "f")
