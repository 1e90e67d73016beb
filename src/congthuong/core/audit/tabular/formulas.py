"""The formulas that tables print with their columns' numbers: "(1) (2) (3)=(2)/(1)*100"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import permutations, product

from congthuong.core.audit.table_columns import Column
from congthuong.core.audit.tabular.checks import Form
from congthuong.core.quantities import Interval
from congthuong.core.stats.formula import BadFormula, Formula

_SPELLINGS = (("×", "*"), ("x", "*"), ("X", "*"), (":", "/"), ("–", "-"), ("−", "-"), ("[", "("), ("]", ")"), ("{", "("), ("}", ")"))  # fmt: skip
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_PROBES = tuple(
    map(Decimal, (7, 29, 113, 431, 1733, 6947, 27799, 111211, 444901, 1779613, 7118459, 28473841))
)
_TINY = Decimal("1e-9")
_MOST_CORNERS = 3  # operands up to which every corner is tried


@dataclass(frozen=True, slots=True)
class ColumnFormula:
    """`result` column = `formula` over `operands` (columns). `scale` is 100 where the head leaves out "× 100"."""

    result: int
    operands: tuple[int, ...]
    formula: Formula
    scale: Decimal = Decimal(1)

    def interval(self, operands: Sequence[Interval]) -> Interval | None:
        """The range of the result: its values at the ends of the operands, in each of which it is monotone."""
        with localcontext(prec=40):
            ends = [(one.low, one.high) for one in operands]
            corners = list(product(*ends)) if len(ends) <= _MOST_CORNERS else self._two(ends, operands)
            values = [self.at(corner) for corner in corners]
        known = [value for value in values if value is not None]
        return Interval(min(known), max(known)) if known and len(known) == len(values) else None

    def plain_form(self) -> tuple[Form, tuple[int, ...]] | None:
        """The plain relation that the formula is, with its operands in order; None for any other formula.

        Told by its values at numbers that no other of these relations gives.
        """
        if self.at(_PROBES[: len(self.operands)]) is None or len(self.operands) > len(_PROBES):
            return None
        given = dict(zip(self.operands, _PROBES, strict=False))
        value = self.at(list(given.values()))
        if len(given) > 1 and value == sum(given.values()):
            return "sum", self.operands
        for now, base in permutations(self.operands, 2) if len(given) == 2 else ():
            first, second = given[now], given[base]
            ratio = first / second * 100
            for form, expected in (("difference", first - second), ("ratio", ratio), ("growth", ratio - 100)):
                if value is not None and abs(value - expected) < _TINY:
                    return form, (now, base)  # type: ignore[return-value]
        return None

    def _two(
        self, ends: Sequence[tuple[Decimal, Decimal]], operands: Sequence[Interval]
    ) -> list[tuple[Decimal, ...]]:
        """The two corners where the result is least and greatest, by its slope in each operand."""
        middle = [(one.low + one.high) / 2 for one in operands]
        least: list[Decimal] = []
        most: list[Decimal] = []
        for at, (low, high) in enumerate(ends):
            below = self.at([*middle[:at], low, *middle[at + 1 :]])
            above = self.at([*middle[:at], high, *middle[at + 1 :]])
            rises = below is not None and above is not None and below <= above
            least.append(low if rises else high)
            most.append(high if rises else low)
        return [tuple(least), tuple(most)]

    def at(self, values: Sequence[Decimal]) -> Decimal | None:
        given: Mapping[str, Decimal] = {
            f"c{column}": value for column, value in zip(self.operands, values, strict=True)
        }
        found = self.formula.evaluate(lambda code, _: given.get(code))
        return None if found is None else found * self.scale

    def written(self, printed: Mapping[int, str]) -> str:
        shown = self.formula.written({f"c{column}": text for column, text in printed.items()})
        return shown.replace(" / ", " : ") + (" × 100" if self.scale != 1 else "")


def formulas_of(columns: Sequence[Column]) -> tuple[ColumnFormula, ...]:
    """Every formula that a table's column numbers state, over columns that hold figures.

    A quotient without "× 100" is given both ways: the figures tell which was meant.
    """
    numbered = {column.number: column.index for column in columns if column.number}
    return tuple(one for column in columns if column.formula for one in _formulas(column, numbered))


def _formulas(column: Column, numbered: Mapping[str, int]) -> tuple[ColumnFormula, ...]:
    text = column.formula
    for old, new in _SPELLINGS:
        text = text.replace(old, new)
    text = text.replace("%", "").strip()
    numbers = _NUMBER.findall(text)
    if not numbers or any(number not in numbered and number != "100" for number in numbers):
        return ()
    coded = _NUMBER.sub(lambda match: f"c{numbered[match[0]]}" if match[0] in numbered else match[0], text)
    try:
        formula = Formula.parse(coded)
    except BadFormula:
        return ()
    operands = tuple(int(name[1:]) for name in formula.names)
    if not operands or column.index in operands:
        return ()
    open_ = "/" in text and "100" not in numbers
    scales = (Decimal(100), Decimal(1)) if open_ else (Decimal(1),)
    return tuple(ColumnFormula(column.index, operands, formula, scale) for scale in scales)
