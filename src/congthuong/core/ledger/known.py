"""What a book answers: a value with everything needed to say where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from congthuong.core.ledger.model import Items, Observation
from congthuong.core.quantities import Period, Unit, convert, write_number


@dataclass(frozen=True, slots=True)
class Known:
    """A value the book knows or works out, with its origin; `value` is unrounded and in `unit`.

    `ref` identifies it for ever ("gtsxcn.2020-H1.estimate"); `how` is "observation", "formula",
    "cumulation", "territory", "comparison", "count", "sum", "row" or "missing". What was measured from a `register`
    counted `counted` of its rows, with these keys in `rows` where they are at hand, and `opens` is the address of
    their list; what a template counted has the rows' labels in `rows`.
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

    def printed(self) -> str:
        if self.value is None:
            return "?"
        joint = "" if self.unit.symbol.startswith("%") or not self.unit.symbol else " "
        return write_number(self.value, self.decimals) + joint + self.unit.symbol

    def operand(self) -> str:
        """As it is printed within a calculation: "5 − (-3)", for "5 − -3" is misread."""
        printed = self.printed()
        return f"({printed})" if printed.startswith("-") else printed

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


def weakest_basis(parts: Iterable[Known]) -> str:
    """A result is no firmer than its weakest input: a forecast among actual values makes a forecast."""
    bases = [part.basis for part in parts if part.basis]
    return next((basis for basis in ("forecast", "estimate", "plan", "actual") if basis in bases), "")
