"""What a person typed into a cell, read as a figure: a value, blank, a question, or something unreadable.

Nothing is guessed: where a text may mean two figures, both are offered and the person chooses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congthuong.core.problems import Problem
from congthuong.core.quantities import (
    CommaAsThousands,
    NotANumber,
    NumberWithUnit,
    PointAsDecimal,
    Unit,
    convert,
    convertible,
    read_number,
    unit_of,
    write_number,
)

_BLANK: Final = frozenset({"", "…", "...", "..", "x"})  # the signs of statistical tables for "not available"
_SPACED: Final = re.compile(r"[-−–]?[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?")
_THREE_AFTER_COMMA: Final = re.compile(r"[-−–]?[1-9][0-9]{0,2},[0-9]{3}")
_DIGITS: Final = re.compile(r"[-−–]?[0-9.,]+")
MOST_DIGITS: Final = 21
_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")


class AmbiguousCell(Problem):
    code = "CT-801"
    text = "«{text}» có thể hiểu theo nhiều cách. Hãy chọn: {choices}."


class TooManyDigits(Problem):
    code = "CT-807"
    text = "Số có {digits} chữ số, nhiều nhất là {most}. Hãy kiểm tra lại con số và đơn vị tính ({unit})."


class NotWhole(Problem):
    code = "CT-802"
    text = "«{text}»: dòng này đếm theo {unit}, phải là số nguyên. Hãy kiểm tra lại con số."


class OtherUnit(Problem):
    code = "CT-803"
    text = "«{text}» ghi đơn vị khác với đơn vị của dòng ({unit}). Hãy nhập theo {unit}{suggestion}."


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as typed: "0,80" is 0.80 with two decimals."""

    value: Decimal

    @property
    def decimals(self) -> int:
        return stated_decimals(self.value)


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing typed, or a sign that says that the figure is not available: missing, never zero."""


@dataclass(frozen=True, slots=True)
class Question:
    """Two or more readings; `choices` are texts that can be read without doubt."""

    problem: Problem
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    problem: Problem


CellReading = Figure | Blank | Question | Unreadable


def read_cell(text: str, unit: Unit, decimals: int = 0) -> CellReading:
    """The figure of a cell whose row is in `unit`. `decimals` is how many are usual there. Never raises."""
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if plain.lower() in _BLANK:
        return Blank()
    if plain in ("-", "–", "−"):
        return _ask(plain, ("0", ""))
    if sum(map(str.isdigit, plain)) > MOST_DIGITS and _DIGITS.fullmatch(plain):
        return Unreadable(TooManyDigits(digits=sum(map(str.isdigit, plain)), most=MOST_DIGITS, unit=unit.symbol or "không đơn vị"))  # fmt: skip
    if _SPACED.fullmatch(plain):
        return _ask(plain, (plain.replace(" ", "."),))
    if decimals < 3 and _THREE_AFTER_COMMA.fullmatch(plain):
        thousands = plain.replace(",", ".")
        return _ask(plain, (thousands,) if unit.is_count else (thousands, plain + "0"))
    try:
        return _checked(plain, read_number(plain), unit)
    except NumberWithUnit as problem:
        return _with_unit(plain, problem, unit)
    except (PointAsDecimal, CommaAsThousands) as problem:
        return Question(problem, (str(problem.fields["suggestion"]),))
    except NotANumber as problem:
        return Unreadable(problem)


def cell_text(value: Decimal | None) -> str:
    """How the value is typed: exactly, the Vietnamese way. `read_cell` reads it back to the same value."""
    if value is None:
        return ""
    decimals = stated_decimals(value)
    written = write_number(value, decimals)
    return written + "0" if _THREE_AFTER_COMMA.fullmatch(written) else written


def stated_decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _checked(text: str, value: Decimal, unit: Unit) -> CellReading:
    if unit.is_count and value != value.to_integral_value():
        return Unreadable(NotWhole(text=text, unit=unit.symbol))
    return Figure(value)


def _with_unit(text: str, problem: NumberWithUnit, unit: Unit) -> CellReading:
    """ "0,80%" where the row is in per cent; another unit of the same measure is offered converted."""
    number, said = str(problem.fields["number"]), str(problem.fields["rest"])
    try:
        other = unit_of(said)
    except Problem:
        return Unreadable(problem)
    if other == unit:
        return _checked(text, read_number(number), unit)
    if not convertible(other, unit):
        return Unreadable(OtherUnit(text=text, unit=unit.symbol or "không đơn vị", suggestion=""))
    choice = cell_text(trimmed(convert(read_number(number), other, unit)))
    asked = OtherUnit(text=text, unit=unit.symbol, suggestion=f": {choice}")
    return Question(asked, (choice,))


def trimmed(value: Decimal) -> Decimal:
    """Without the zeros that a conversion leaves behind."""
    normal = value.normalize()
    exponent = normal.as_tuple().exponent
    return normal.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else normal


def _ask(text: str, choices: tuple[str, ...]) -> Question:
    shown = " hoặc ".join(f"«{one}»" if one else "để trống" for one in choices)
    return Question(AmbiguousCell(text=text, choices=shown), choices)
