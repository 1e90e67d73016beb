"""Numbers of a row, for the rules of registers and the sentences they say."""

from __future__ import annotations

from decimal import Decimal

from congthuong.apps.registers.kinds import Values
from congthuong.core.quantities import write_number


def number_of(values: Values, name: str) -> Decimal | None:
    value = values.get(name)
    return value if isinstance(value, Decimal) else None


def told(value: Decimal) -> str:
    """As a person writes it, without the zeros that a column's decimals add."""
    value = value.normalize()
    exponent = value.as_tuple().exponent
    return write_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
