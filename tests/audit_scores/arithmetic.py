"""Interval arithmetic that judges an annotated relation, independent of the checker's own.

A relation is one line: `p = 100 * a / plan`, `part <= whole`, `copy == original` (the same words), `p grim n`
(a whole number of n items gives p per cent). A printed number stands for half a unit in its last place.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

_HALF = Decimal("0.5")


@dataclass(frozen=True)
class Bounds:
    """All values from `low` to `high`."""

    low: Decimal
    high: Decimal

    def meets(self, other: Bounds) -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class Number:
    """A number as printed: its value, how many decimals, how many trailing zeros before the decimal sign."""

    value: Decimal
    decimals: int
    zeros: int


_IN_WORDS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def read_number(surface: str, *, english: bool = False) -> Number:
    """A number as a Vietnamese text prints it ("19.125,44"); `english` swaps the two signs ("12.5").

    "1 tỷ 185 triệu" is 1.185 (million), a small count in words ("Bốn") what it says.
    """
    if surface.lower() in _IN_WORDS:
        return Number(Decimal(_IN_WORDS.index(surface.lower()) + 2), 0, 0)
    if words := re.fullmatch(r"(\d+)\s+tỷ\s+(\d+)\s+triệu", surface):
        return Number(Decimal(words[1]) * 1000 + Decimal(words[2]), 0, 0)
    thousands, sign = (",", ".") if english else (".", ",")
    whole, _, rest = surface.replace(thousands, "").partition(sign)
    zeros = 0 if rest else len(whole) - len(whole.rstrip("0"))
    return Number(Decimal(f"{whole}.{rest}" if rest else whole), len(rest), min(zeros, len(whole) - 1))


def bounds_of(number: Number, *, exact: bool, loose: bool, before: str = "") -> Bounds:
    """What a printed number may stand for; `before` are the words before it ("trên", "gần" widen it).

    `exact` numbers count things; `loose` takes trailing zeros for rounding.
    """
    half = Decimal(0)
    if not exact:
        places = -number.decimals if number.decimals else (number.zeros if loose else 0)
        half = _HALF.scaleb(places)
    low, high = number.value - half, number.value + half
    if re.search(r"(trên|hơn|hơn \S+)\s*$", before):
        high = number.value * Decimal("1.1")
    elif re.search(r"(gần|dưới|xấp xỉ|khoảng)\s*$", before):
        low = number.value * Decimal("0.9")
        high = number.value * Decimal("1.1") if re.search(r"(khoảng|xỉ)\s*$", before) else number.value
    return Bounds(low, high)


def holds(check: str, values: Mapping[str, Bounds], words: Mapping[str, str]) -> bool:
    """Whether some values inside the bounds obey the relation."""
    if " == " in check:
        left, right = (name.strip() for name in check.split(" == "))
        return _digits(words[left]) == _digits(words[right])
    if " grim " in check:
        percent, whole = (values[name.strip()] for name in check.split(" grim "))
        return any(
            percent.low <= Decimal(100 * part) / whole.low <= percent.high
            for part in range(int(whole.low) + 1)
        )
    if " <= " in check:
        left, right = check.split(" <= ")
        return evaluate(left, values).low <= evaluate(right, values).high
    left, right = check.split(" = ")
    return evaluate(left, values).meets(evaluate(right, values))


def names_in(check: str) -> list[str]:
    """The operands of a relation, in the order written, its result (the left side) last."""
    for sign in (" == ", " grim ", " <= ", " = "):
        if sign in check:
            left, right = check.split(sign)
            sides = [left, right] if sign == " <= " else [right, left]
            return list(dict.fromkeys(name for side in sides for name in re.findall(r"[A-Za-z_]\w*", side)))
    raise ValueError(f"no relation: {check}")


def evaluate(expression: str, values: Mapping[str, Bounds]) -> Bounds:
    return _evaluate(ast.parse(expression.strip(), mode="eval").body, values)


def _evaluate(node: ast.expr, values: Mapping[str, Bounds]) -> Bounds:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.Constant(value=value):
            return Bounds(Decimal(str(value)), Decimal(str(value)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _evaluate(operand, values)
            return Bounds(-inner.high, -inner.low)
        case ast.BinOp(left=left, op=op, right=right):
            return _combine(op, _evaluate(left, values), _evaluate(right, values))
    raise ValueError(ast.dump(node))


def _combine(op: ast.operator, left: Bounds, right: Bounds) -> Bounds:
    if isinstance(op, ast.Add):
        return Bounds(left.low + right.low, left.high + right.high)
    if isinstance(op, ast.Sub):
        return Bounds(left.low - right.high, left.high - right.low)
    if isinstance(op, ast.Div):
        if right.low <= 0 <= right.high:
            return Bounds(Decimal("-Infinity"), Decimal("Infinity"))
        corners = [a / b for a in (left.low, left.high) for b in (right.low, right.high)]
    elif isinstance(op, ast.Mult):
        corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    else:
        raise ValueError(ast.dump(op))
    return Bounds(min(corners), max(corners))


def _digits(words: str) -> list[int]:
    """The numbers in a date or a document's sign: "ngày 05/3/2020" and "ngày 5/3/2020" are the same."""
    return [int(found) for found in re.findall(r"\d+", words)]
