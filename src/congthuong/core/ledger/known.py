"""What a book answers: a value with everything needed to say where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from congthuong.core.ledger.model import Items, Observation, decimals_of
from congthuong.core.quantities import Period, Unit, convert, round_half_up, write_number

MORE_DECIMALS = 4  # shown beyond those printed; a quotient would go on for ever


@dataclass(frozen=True, slots=True)
class Known:
    """A value the book knows or works out, with its origin; `value` is unrounded and in `unit`.

    `ref` identifies it for ever ("gtsxcn.2020-H1.estimate"); `how` is "observation", "formula",
    "cumulation", "territory", "comparison", "count", "sum", "row" or "missing". What was measured from a `register`, or
    counted or added up by a template, stands for `counted` of its rows, with these keys in `rows` where they are at
    hand, and `opens` is the address of their list. Without a register `rows` are the names of what was counted.
    """

    ref: str
    name: str
    value: Decimal | None
    unit: Unit
    decimals: int
    how: str
    indicator: str = ""
    place: str = ""
    period: Period | None = None
    basis: str = ""
    items: Items = ()
    qualifier: str = ""
    formula: str = ""
    inputs: tuple[Known, ...] = ()
    steps: tuple[str, ...] = ()
    observation: Observation | None = None
    rows: tuple[str, ...] = ()
    source: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    stated_as: Known | None = None  # what was stated, when this is the same value in another unit
    register: str = ""
    counted: int = 0
    opens: str = ""
    may_vanish: bool = False  # a change of which nothing is left in print is told as none

    def printed(self) -> str:
        return "?" if self.value is None else self._with_unit(write_number(self.value, self.shown_decimals))

    def _with_unit(self, number: str) -> str:
        joint = "" if self.unit.symbol.startswith("%") or not self.unit.symbol else " "
        return number + joint + self.unit.symbol

    @property
    def shown_decimals(self) -> int:
        """Those it prints with: as many as its indicator has, and more where something would print as nothing
        (4 triệu đồng of an indicator in tỷ đồng with two decimals)."""
        if not self.value or self.may_vanish or round_half_up(self.value, self.decimals):
            return self.decimals
        return -self.value.adjusted()

    @property
    def own_decimals(self) -> int:
        """Those that the value itself has, for whoever reckons with it; never fewer than it prints."""
        shown = self.shown_decimals
        return (
            shown if self.value is None else min(max(shown, decimals_of(self.value)), shown + MORE_DECIMALS)
        )

    def operand(self) -> str:
        """As it stands within a calculation: with the decimals that were reckoned with, so that a pocket calculator
        finds the result; one that goes on is cut, and says so: "33,9963…%". "5 − (-3)", for "5 − -3" is misread."""
        if self.value is None:
            return "?"
        written = self._with_unit(write_cut(self.value, self.own_decimals))
        return f"({written})" if written.startswith("-") else written

    def step(self, reckoned: str) -> str:
        """The arithmetic with the numbers that were reckoned with, to its end: "(8 / 6 − 1) × 100 = 33,333333 ≈ 33,33%"."""
        if self.value is None:
            return f"{reckoned} = chưa tính được"
        exact = write_number(self.value, self.shown_decimals + 4, strip_zeros=True)
        rounded = write_number(self.value, self.shown_decimals)
        unit = self.unit.symbol if self.unit.symbol in ("", "%") else f" {self.unit.symbol}"
        return f"{reckoned} = {exact}" + (f" ≈ {rounded}" if rounded != exact else "") + unit

    def in_unit(self, unit: Unit, decimals: int) -> Known:
        """The same value said in another unit."""
        if self.value is None or unit == self.unit:
            return self
        low, high = (
            None if bound is None else convert(bound, self.unit, unit) for bound in (self.low, self.high)
        )
        return replace(
            self,
            value=convert(self.value, self.unit, unit),
            unit=unit,
            decimals=decimals,
            low=low,
            high=high,
            stated_as=self.stated_as or self,
        )


def write_cut(value: Decimal, decimals: int) -> str:
    """The number with its first decimals and, where more follow, a mark: nothing is rounded."""
    if decimals_of(value) <= decimals:
        return write_number(value, decimals)
    return write_number(value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN), decimals) + "…"


def weakest_basis(parts: Iterable[Known]) -> str:
    """A result is no firmer than its weakest input: a forecast among actual values makes a forecast."""
    bases = [part.basis for part in parts if part.basis]
    return next((basis for basis in ("forecast", "estimate", "plan", "actual") if basis in bases), "")
