"""Figures in cells, as people write them: real numbers, `↑ 12,3%`, `56..537,447`, a unit in the cell, a dash for nothing.

What can be read two ways is read the likelier way and asked about; what cannot be read is never left out silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Literal

from congthuong.core.intake.cells import Value
from congthuong.core.intake.words import folded
from congthuong.core.quantities import PERCENT, Unit, write_number
from congthuong.core.quantities.units import find_unit

Doubt = Literal["", "separator", "doubled", "date", "letters", "error", "sign", "unit"]
Style = Literal["", "vi", "en"]
LONGEST: Final = 27

_NOTHING: Final = frozenset(
    {"", "-", "--", "---", "—", "…", "...", "..", ".", "*", "x", "/", "(-)"}
    | {"n/a", "na", "k.co", "khong co", "chua co", "null", "none", "nan"}
)
_ERRORS: Final = re.compile(r"#(?:div/0!|ref!|value!|n/a|name\?|num!|null!|loi!|####*)", re.I)
_UP: Final = re.compile(r"^(?:[↑▲⬆⇧△]|tang\b)\s*")
_DOWN: Final = re.compile(r"^(?:[↓▼⬇⇩▽]|giam\b)\s*")
_NUMBER: Final = re.compile(r"([-+−–]?)\s*([0-9][0-9.,  \u202f']*[0-9]|[0-9])\s*(.*)", re.S)
_BRACKETED: Final = re.compile(r"\(\s*([0-9][0-9.,]*)\s*\)\s*(.*)", re.S)
_DOUBLED: Final = re.compile(r"([.,])\1+")
_VI: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_EN: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_BOTH_WAYS: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Read:
    """A cell's figure. `value` None: none there (`doubt` "") or none readable.

    `growth` is +1 or -1 where the cell says that it rose or fell: the value is then a change, with its sign.
    `other` is the second way to read it. `unit` is what stands in the cell beside the number.
    """

    value: Decimal | None = None
    decimals: int = 0
    unit: Unit | None = None
    growth: int = 0
    doubt: Doubt = ""
    other: Decimal | None = None


NOTHING: Final = Read()


def style_of(texts: Iterable[str]) -> Style:
    """How the sheet writes numbers, by its cells that can be read one way only; "" when it does not show."""
    votes = {"vi": 0, "en": 0}
    for text in texts:
        found = _NUMBER.search(text)
        if not found or _BOTH_WAYS.fullmatch(found[2]):
            continue
        if _VI.fullmatch(found[2]):
            votes["vi"] += 1
        elif _EN.fullmatch(found[2]):
            votes["en"] += 1
    if votes["vi"] == votes["en"]:
        return ""
    return "vi" if votes["vi"] > votes["en"] else "en"


def shows_error(value: Value) -> bool:
    """Whether the cell holds what a spreadsheet shows where it could not calculate."""
    return isinstance(value, str) and value.startswith("#") and bool(_ERRORS.match(folded(value)))


def read_figure(value: Value, style: Style = "") -> Read:
    """The figure of a cell; never raises."""
    if isinstance(value, bool):
        return Read(doubt="letters")
    if isinstance(value, float):
        return _of_float(value)
    if isinstance(value, int):
        return Read(Decimal(value))
    if isinstance(value, date | datetime | time | timedelta):
        return Read(doubt="date")
    return _of_text(value, style)


def _of_float(value: float) -> Read:
    if value != value or value in (float("inf"), float("-inf")):
        return Read(doubt="error")
    # 15 digits, as spreadsheets count them: the cell =0,1+0,2 holds 0.30000000000000004.
    number = Decimal(f"{value:.15g}")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        number = Decimal(f"{number:f}")
    elif number == number.to_integral_value():
        number, exponent = Decimal(int(number)), 0
    return Read(number, max(0, -exponent) if isinstance(exponent, int) else 0)


def _of_text(text: str, style: Style) -> Read:
    plain = " ".join(text.replace("\u00a0", " ").split())
    low = folded(plain)
    if low in _NOTHING:
        return NOTHING
    if _ERRORS.match(low):
        return Read(doubt="error")
    growth, rest = _growth(plain, low)
    if bracketed := _BRACKETED.fullmatch(rest):
        read = _of_digits("-", bracketed[1], bracketed[2], style)
        return replace(read, doubt=read.doubt or "sign")
    found = _NUMBER.fullmatch(rest)
    if not found or sum(map(str.isdigit, rest)) > LONGEST:
        return Read(doubt="letters")
    sign = "-" if found[1] in ("-", "−", "–") else ""
    read = _of_digits(sign, found[2], found[3], style)
    if not growth or read.value is None:
        return read
    if growth < 0 < read.value:
        return replace(read, value=-read.value, growth=-1, other=-read.other if read.other else None)
    doubt: Doubt = read.doubt or ("sign" if growth * read.value < 0 and growth > 0 else "")
    return replace(read, growth=growth, doubt=doubt)


def _growth(plain: str, low: str) -> tuple[int, str]:
    """Which way the cell says it went, and the cell without those words."""
    for way, pattern in ((1, _UP), (-1, _DOWN)):
        if pattern.match(low):
            rest = re.sub(r"^\s*(?:[^\W\d_]+|[↑▲⬆⇧△↓▼⬇⇩▽])\s*", "", plain)
            return way, rest
    if plain[-1:] in "↑▲↓▼":
        return (1 if plain[-1] in "↑▲" else -1), plain[:-1].rstrip()
    return 0, plain


def _of_digits(sign: str, digits: str, rest: str, style: Style) -> Read:
    unit = _unit(rest)
    if any(map(str.isdigit, rest)) and unit is None:
        return Read(doubt="letters")
    doubt: Doubt = "unit" if rest.strip() and unit is None else ""
    bare = re.sub(r"[  \u202f']", "", digits)
    if bare != digits and not re.fullmatch(r"[0-9]{1,3}(?:[  \u202f'][0-9]{3})+(?:[.,][0-9]+)?", digits):
        return Read(doubt="letters", unit=unit)
    if _DOUBLED.search(bare):
        bare, doubt = _DOUBLED.sub(r"\1", bare), "doubled"
    number, other = _number(bare, style)
    if number is None:
        return Read(doubt="letters", unit=unit)
    if other is not None and not style:
        doubt = doubt or "separator"
    exponent = number.as_tuple().exponent
    signed = -number if sign else number
    return Read(
        signed,
        max(0, -exponent) if isinstance(exponent, int) else 0,
        unit,
        0,
        doubt,
        (-other if sign else other) if other is not None and not style else None,
    )


def _unit(rest: str) -> Unit | None:
    words = rest.strip().strip(".()").strip()
    if not words:
        return None
    return PERCENT if words == "%" else find_unit(words)


def _number(bare: str, style: Style) -> tuple[Decimal | None, Decimal | None]:
    """The number and, where it can be read the other way too, that reading."""
    if bare.isdigit():
        return Decimal(bare), None
    if _BOTH_WAYS.fullmatch(bare):
        point = "." in bare
        thousands, decimal = Decimal(re.sub("[.,]", "", bare)), Decimal(bare.replace(",", "."))
        vietnamese = style != "en"
        return (thousands, decimal) if point == vietnamese else (decimal, thousands)
    if _VI.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", ".")), None
    if _EN.fullmatch(bare):
        return Decimal(bare.replace(",", "")), None
    if re.fullmatch(r"[0-9]+[.,][0-9]+", bare):
        return Decimal(bare.replace(",", ".")), None
    return None, None


def written(value: Decimal) -> str:
    """The figure with all its decimals, as people write it."""
    exponent = value.as_tuple().exponent
    return write_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
