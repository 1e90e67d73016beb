"""A table's cell as a number: Vietnamese or English separators, arrows, brackets for minus, signs for nothing.

What a cell alone leaves open ("1.234" is a thousand or one and a bit) its column decides, then its table; without any
evidence a cell is read the Vietnamese way.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from congthuong.core.quantities import Interval
from congthuong.core.quantities.numbers import LONGEST
from congthuong.core.quantities.units import TONE_PAIRS, fold

Style = Literal["", "vi", "en"]
Sign = Literal["", "+", "-", "()"]

_NUMBER: Final = r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*"
_CELL: Final = re.compile(
    rf"(?P<before>[↑↓▲▼△▽⬆⬇]|tăng|giảm)?\s*+(?P<open>\()?\s*+(?P<sign>[-−–+])?\s*+(?P<number>{_NUMBER})"
    r"\s*+(?P<unit>%|[^\W\d_][^\d()\s]{0,9}(?: [^\d()\s]{1,9}){0,2})?\s*+(?P<close>\))?\s*+(?P<after>[↑↓▲▼△▽⬆⬇])?\s*+\*{0,3}",
    re.I,
)
_LONGEST_CELL: Final = 60  # characters; more is prose
_RATIO: Final = re.compile(r"(?P<part>[0-9][0-9.]*)\s*/\s*(?P<whole>[0-9][0-9.]*)")
_DOWN: Final = frozenset("↓▼▽⬇")
_UP: Final = frozenset("↑▲△⬆")


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "table_words.toml").read_text(encoding="utf-8"))


def with_tones(pattern: str) -> str:
    """A regular expression for folded text: tone marks placed as `fold` places them ("kế họach")."""
    for old, new in TONE_PAIRS:
        pattern = pattern.replace(old, new)
    return pattern


@cache
def _missing() -> frozenset[str]:
    return frozenset(map(fold, words()["rows"]["missing"]))


@dataclass(frozen=True, slots=True)
class CellNumber:
    """`value` with the sign that the cell shows; `start`, `end` are its characters, sign and % included.

    `sign` tells how a sign was shown ("()" for a number in brackets, which is a minus only in columns that can
    fall); `unit` is what follows the number ("%", "tấn") or "".
    """

    value: Decimal
    decimals: int
    sign: Sign
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell before its style is known. `kind` "number" and "ratio" hold digits, "missing" says there is no figure."""

    kind: Literal["number", "ratio", "missing", "text"]
    text: str
    match: re.Match[str] | None = None


def cell_text(text: str) -> CellText:
    """What a cell holds: a number, "83/85", nothing ("", "-", "…", "x"), or words."""
    stripped = text.strip()
    if not stripped or fold(stripped) in _missing():
        return CellText("missing", text)
    if len(stripped) > _LONGEST_CELL:
        return CellText("text", text)
    start = len(text) - len(text.lstrip())
    end = start + len(stripped)
    if (match := _CELL.fullmatch(text, start, end)) and bool(match["open"]) == bool(match["close"]):
        if _well_formed(match["number"]) and sum(map(str.isdigit, stripped)) <= LONGEST:
            return CellText("number", text, match)
    elif (match := _RATIO.fullmatch(text, start, end)) and _well_formed(match["part"], match["whole"]):
        return CellText("ratio", text, match)
    return CellText("text", text)


def _well_formed(*numbers: str) -> bool:
    return all(_parts(number) is not None for number in numbers)


def _parts(number: str) -> tuple[Style, Decimal, int] | None:
    """The style a number shows by itself ("" when it leaves it open), and its reading that way (Vietnamese first)."""
    plain = re.sub(r"[ \u00a0\u202f]", "", number)
    points, commas = plain.count("."), plain.count(",")
    if not points and not commas:
        return "", Decimal(plain), 0
    if points and commas:
        style: Style = "vi" if plain.rfind(",") > plain.rfind(".") else "en"
        read = _read_as(plain, style)
        return (style, *read) if read else None
    mark = "." if points else ","
    grouping: Style = "vi" if points else "en"
    fraction: Style = "en" if points else "vi"
    as_group, as_fraction = _read_as(plain, grouping), _read_as(plain, fraction)
    if as_group and as_fraction:
        return "", *_known(_read_as(plain, "vi"))
    if as_group:
        return grouping, *as_group
    return (fraction, *as_fraction) if as_fraction and plain.count(mark) == 1 else None


def _known(read: tuple[Decimal, int] | None) -> tuple[Decimal, int]:
    assert read is not None
    return read


def _read_as(plain: str, style: Style) -> tuple[Decimal, int] | None:
    group, point = (r"\.", ",") if style == "vi" else (",", r"\.")
    if not re.fullmatch(rf"(?:[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|[0-9]+)(?:{point}[0-9]+)?", plain):
        return None
    group, point = (".", ",") if style == "vi" else (",", ".")
    value = plain.replace(group, "").replace(point, ".")
    return Decimal(value), len(value.partition(".")[2])


def shown_style(cell: CellText) -> Style:
    """The style a number cell shows by itself; "" when it fits both."""
    if cell.kind != "number" or cell.match is None:
        return ""
    parts = _parts(cell.match["number"])
    return parts[0] if parts else ""


def common_style(cells: Iterable[CellText]) -> Style:
    """The style that most of the cells show; "" without any evidence or with as much for both."""
    shown = [shown_style(cell) for cell in cells]
    vietnamese, english = shown.count("vi"), shown.count("en")
    if vietnamese == english:
        return ""
    return "vi" if vietnamese > english else "en"


def numbers_of(cell: CellText, style: Style, *, signed: bool) -> tuple[CellNumber, ...]:
    """The number of a cell (two for "83/85", none for words and gaps).

    `style` settles what the cell leaves open. `signed`: brackets mean minus, as in columns of changes.
    """
    match = cell.match
    if match is None:
        return ()
    if cell.kind == "ratio":
        return tuple(
            CellNumber(Decimal(match[name].replace(".", "")), 0, "", "", match.start(name), match.end(name))
            for name in ("part", "whole")
        )
    plain = re.sub(r"[ \u00a0\u202f]", "", match["number"])
    shown = shown_style(cell)
    value, decimals = _known(_read_as(plain, shown or style or "vi") or _read_as(plain, "vi"))
    sign = _sign(match)
    falls = sign == "-" or (sign == "()" and signed)
    start = match.start("sign") if match["sign"] else match.start("number")
    end = match.end("unit") if match["unit"] == "%" else match.end("number")
    return (
        CellNumber(-value if falls else value, decimals, sign, (match["unit"] or "").strip(), start, end),
    )


def _sign(match: re.Match[str]) -> Sign:
    marks = {(match["before"] or "").lower(), match["after"] or ""}
    if marks & (_DOWN | {"giảm"}) or match["sign"] in ("-", "−", "–"):
        return "-"
    if marks & (_UP | {"tăng"}) or match["sign"] == "+":
        return "+"
    return "()" if match["open"] else ""


def stands_for(value: Decimal, decimals: int) -> Interval:
    """Half a unit in the last printed place on both sides."""
    half = Decimal(5).scaleb(-decimals - 1)
    return Interval(value - half, value + half)


def stands_loosely_for(value: Decimal, decimals: int) -> Interval:
    """The same with the zeros at the end of a whole number taken for rounding: 45.400 is 45.350 to 45.450."""
    if decimals or not value:
        return stands_for(value, decimals)
    exponent = value.normalize().as_tuple().exponent
    return stands_for(value, -exponent if isinstance(exponent, int) and exponent > 0 else 0)
