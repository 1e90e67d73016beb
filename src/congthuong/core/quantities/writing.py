"""Figures written as officials print them: 19.125,44 tỷ đồng; 99,71%; 04 xã; 0,5 điểm phần trăm.

Separators come from CLDR (locale "vi") through Babel, loaded at the first figure.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from congthuong.core.quantities.quantity import Quantity, round_half_up
from congthuong.core.quantities.units import Unit


def write_number(value: Decimal, decimals: int, *, pad: bool = False, strip_zeros: bool = False) -> str:
    """`value` rounded half up once to `decimals` places: "19.125,44", "-2,89".

    `pad` writes the whole numbers 1 to 9 as 01 to 09, as officials write counts; `strip_zeros` drops the
    zeros at the end of the decimals ("100,00" -> "100").
    """
    point, group = _separators()
    rounded = round_half_up(value, decimals)
    sign, whole_and_part = ("-" if rounded < 0 else ""), f"{rounded.copy_abs():,f}"
    whole, _, part = whole_and_part.partition(".")
    if strip_zeros:
        part = part.rstrip("0")
    if pad and not part and not sign and len(whole) == 1 and whole != "0":
        whole = "0" + whole
    return f"{sign}{whole.replace(',', group)}" + (f"{point}{part}" if part else "")


def write_quantity(
    value: Decimal, unit: Unit, decimals: int, *, pad: bool = False, strip_zeros: bool = False
) -> str:
    """The number and its unit: an ordinary space between them, none before % and ‰."""
    number = write_number(value, decimals, pad=pad, strip_zeros=strip_zeros)
    space = "" if unit.symbol in ("", "%", "‰") else " "
    return f"{number}{space}{unit.symbol}"


def write(quantity: Quantity) -> str:
    """A quantity as it was printed, its qualifier before it: "trên 24.000 lượt"."""
    written = write_quantity(quantity.value, quantity.unit, quantity.decimals, pad=quantity.unit.is_count)
    return f"{quantity.qualifier} {written}".lstrip()


@cache
def _separators() -> tuple[str, str]:
    from babel import Locale

    symbols = Locale.parse("vi").number_symbols["latn"]
    return symbols["decimal"], symbols["group"]
