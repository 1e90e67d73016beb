"""One amount told in several magnitudes, as cashiers and inspectors write it: "5 triệu 300 nghìn đồng", "3 tỷ rưỡi"."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final

import regex

from congthuong.core.quantities.numbers import NotANumber, read_decimals, read_number
from congthuong.core.quantities.quantity import Quantity
from congthuong.core.quantities.units import Unit, find_unit

_PART: Final = regex.compile(r"(?P<number>[0-9][0-9.,]*+)\s*+(?P<unit>[^0-9]++)")
_HALF_MORE: Final = regex.compile(
    r"(?P<number>[0-9][0-9.,]*+)\s*+(?P<magnitude>\D+?)\s++(?i:rưỡi)\s*+(?P<base>\D*+)", regex.S
)
_NAMES_NO_PLACE: Final = 1000
"""Below this a last part in plain units is doubtful: "2 triệu 300 đồng" is said for 2.300.000 and for 2.000.300."""


def read_summed(text: str) -> Quantity | None:
    """The whole amount in the unit of its last part, None where the parts do not go together.

    Each part but the last is a whole number of a larger magnitude than the next, which stays below one of it;
    "rưỡi" is half of the magnitude before it.
    """
    if half := _HALF_MORE.fullmatch(text):
        return _and_a_half(half["number"], find_unit(f"{half['magnitude']} {half['base']}"))
    parts = [(part["number"], find_unit(part["unit"].strip())) for part in _PART.finditer(text)]
    try:
        read = [(read_number(number), unit) for number, unit in parts if unit is not None]
    except NotANumber:
        return None
    if len(read) < max(2, len(parts)) or any(read_decimals(number) for number, _ in parts[:-1]):
        return None
    last, unit = read[-1]
    if not _descend(read) or (unit.exponent == 0 and last < _NAMES_NO_PLACE):
        return None
    total = sum((value.scaleb(each.exponent - unit.exponent) for value, each in read), Decimal(0))
    decimals = read_decimals(parts[-1][0])
    return Quantity(total.quantize(Decimal(1).scaleb(-decimals)), unit, decimals)


def _and_a_half(number: str, unit: Unit | None) -> Quantity | None:
    if unit is None or not number.replace(".", "").isdigit():
        return None
    try:
        return Quantity(read_number(number) + Decimal("0.5"), unit, 1)
    except NotANumber:
        return None


def _descend(parts: list[tuple[Decimal, Unit]]) -> bool:
    return all(
        not larger.base and value.scaleb(unit.exponent) < Decimal(1).scaleb(larger.exponent)
        for (_, larger), (value, unit) in pairwise(parts)
    )
