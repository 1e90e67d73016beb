"""One relation between cells of a table, as found: its operands, what they give, whether the stated figure fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import partial
from typing import Final, Literal

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Verdict
from congthuong.core.audit.tabular.figures import Cell, Figures
from congthuong.core.quantities import Interval

Form = Literal["sum", "difference", "ratio", "growth", "share", "formula", "bound"]
HUNDRED: Final = Decimal(100)
Compute = Callable[[Sequence[Interval]], Interval | None]


@dataclass(frozen=True, slots=True)
class Check:
    """`result` is the cell that states what `operands` give by `form`; `computed` that value, unrounded.

    sum: all operands added; difference: first − second; ratio, share: first / second × 100; growth: that − 100;
    formula: the table's own, `formula` shows it; bound: the first operand may not exceed the result.
    """

    rule: str
    form: Form
    result: Cell
    operands: tuple[Cell, ...]
    verdict: Verdict
    computed: Decimal
    compute: Compute = field(compare=False, repr=False)
    formula: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (*self.operands, self.result)


def computed_interval(form: Form, operands: Sequence[Interval]) -> Interval | None:
    """What the operands may give; None where it is not defined."""
    if form == "sum":
        return intervals.total(operands)
    first, second = operands
    if form == "difference":
        return intervals.minus(first, second)
    if form == "growth":
        return intervals.growth(first, second)
    return intervals.percent_of(first, second)


def computing(form: Form) -> Compute:
    return partial(computed_interval, form)


SUM: Final = computing("sum")
SHARE: Final = computing("share")


def solved(form: Form, at: int, operands: Sequence[Decimal], result: Decimal) -> Decimal | None:
    """The value of operand number `at` that makes the relation true; None when there is none."""
    with localcontext(prec=40):
        if form == "sum":
            return result - sum(operands, Decimal(0)) + operands[at]
        if form == "difference":
            return result + operands[1] if at == 0 else operands[0] - result
        if form == "bound" or form == "formula" or len(operands) != 2:
            return None
        rate = (result + HUNDRED if form == "growth" else result) / HUNDRED
        if at == 0:
            return operands[1] * rate
        return operands[0] / rate if rate else None


def judged(
    figures: Figures, result: Cell, operands: Sequence[Cell], compute: Compute, *, loose: bool = False
) -> tuple[Verdict, Decimal] | None:
    """The verdict on a stated figure and the value computed from the printed figures; None where undefined."""
    if any(figures.missing(cell) for cell in (*operands, result)):
        return None
    found = compute([figures.interval(cell, loose=loose) for cell in operands])
    verdict = intervals.verdict(found, figures.interval(result, loose=loose), figures.place(result))
    point = compute([intervals.exactly(figures.value(cell) or Decimal(0)) for cell in operands])
    if verdict is None or point is None:
        return None
    return verdict, point.low
