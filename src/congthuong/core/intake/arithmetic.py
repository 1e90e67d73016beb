"""The arithmetic between the columns of a table: what is cumulated, what is a ratio, what is a chain of indices.

A gap is shown, never repaired: the published cumulated figure and the months are both kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from congthuong.core.intake.drawing import Drawn, Figure
from congthuong.core.intake.figures import written
from congthuong.core.intake.kinds import TableKind
from congthuong.core.intake.known import Known, Series
from congthuong.core.intake.months import before, cumulated_period, month_period
from congthuong.core.intake.proposing import Proposal
from congthuong.core.intake.slips import swapped
from congthuong.core.intake.telling import (
    ChainBroken,
    CumulatedGap,
    JanuaryDiffers,
    LargeRate,
    RateDiffers,
    TinyBase,
    Told,
)
from congthuong.core.quantities import round_half_up, write_number
from congthuong.core.stats.index_chain import IndexMonth, year_to_date

CHAIN_TOLERANCE: Final = Decimal("0.01")
LARGE: Final = Decimal(400)
VERY_LARGE: Final = Decimal(1000)
_ROUNDING: Final = Decimal("1.5")  # of one unit in the last printed digit
_PARTS: Final = ("previous_on_year", "on_month", "on_year")
Row = Mapping[str, Figure]


def arithmetic(proposal: Proposal, drawn: Drawn, known: Known) -> Iterator[Told]:
    """Every line's columns against one another and against the months before."""
    kind = proposal.kind
    if kind is None or proposal.month is None:
        return
    rows: dict[int, dict[str, Figure]] = defaultdict(dict)
    for figure in drawn.figures:
        rows[figure.line.row][figure.column.meaning] = figure
    for row in rows.values():
        check = _Line(proposal.sheet.name, kind, proposal.month, row, known)
        yield from check.chain() if kind.values == "index" else check.amounts()


class _Line:
    def __init__(self, sheet: str, kind: TableKind, month: tuple[int, int], row: Row, known: Known) -> None:
        self.sheet, self.kind, self.row, self.known = sheet, kind, row, known
        self.year, self.month = month

    # --- amounts ---

    def amounts(self) -> Iterator[Told]:
        yield from self._cumulated()
        yield from self._rate("on_month", "current", "previous", "tháng trước trong bảng", None)
        yield from self._on_year("on_year", "current", "same_period", cumulated=False)
        yield from self._on_year("cumulated_on_year", "cumulated", "cumulated_same_period", cumulated=True)
        month, total = self.row.get("on_year"), self.row.get("cumulated_on_year")
        if self.month == 1 and month and total and abs(month.value - total.value) > _step(month):
            fields = {"value": written(month.value), "other": written(total.value)}
            yield JanuaryDiffers(*self._at(month), label=month.line.label, **fields)

    def _cumulated(self) -> Iterator[Told]:
        total, current = self.row.get("cumulated"), self.row.get("current")
        if total is None or current is None:
            return
        months = [self._month(number, total) for number in range(1, self.month)]
        if any(one is None for one in months):
            return
        computed = sum((one for one in months if one is not None), current.value)
        gap = total.value - computed
        if abs(gap) > _step(total) * self.month:
            fields = {"value": written(total.value), "computed": written(computed), "gap": written(gap)}
            yield CumulatedGap(*self._at(total), label=total.line.label, unit=total.unit.symbol, **fields)

    def _month(self, number: int, total: Figure) -> Decimal | None:
        """A month before this one: last month as this table revises it, the others as known."""
        previous = self.row.get("previous")
        if number == self.month - 1 and previous is not None:
            return previous.value
        series = self._series(total, "current")
        return self.known.value(series, month_period(self.year, number), total.unit) if series else None

    def _on_year(self, rate: str, value: str, base: str, *, cumulated: bool) -> Iterator[Told]:
        figure = self.row.get(value)
        last = None
        if figure is not None and (series := self._series(figure, value)):
            make = cumulated_period if cumulated else month_period
            last = self.known.value(series, make(self.year - 1, self.month), figure.unit)
        yield from self._rate(rate, value, base, "cùng kỳ", last)

    def _rate(self, rate: str, value: str, base: str, called: str, last: Decimal | None) -> Iterator[Told]:
        said, figure, below = self.row.get(rate), self.row.get(value), self.row.get(base)
        if said is None:
            return
        denominator = below.value if below else last
        if figure is None or not denominator:
            if said.value >= VERY_LARGE:
                yield LargeRate(*self._at(said), label=said.line.label, value=written(said.value))
            return
        computed = figure.value / denominator * 100
        reach = _step(said) * _ROUNDING + computed * _step(figure) / max(abs(denominator), _step(figure))
        if below is None:
            reach = max(reach, computed / 200)  # last year's figures are revised silently: half a hundredth
        if abs(computed - said.value) > reach:
            fields = {
                "value": written(said.value),
                "numerator": written(figure.value),
                "denominator": written(denominator),
                "base": called,
                "computed": write_number(round_half_up(computed, 2), 2),
            }
            yield RateDiffers(*self._at(said), label=said.line.label, **fields)
        elif said.value >= LARGE:
            fields = {"value": written(said.value), "base": written(denominator), "unit": figure.unit.symbol}
            yield TinyBase(*self._at(said), label=said.line.label, **fields)

    # --- indices ---

    def chain(self) -> Iterator[Told]:
        total = self.row.get("cumulated_on_year")
        months = self._months()
        if total is None or months is None:
            return
        computed = self._year_to_date(months)
        if computed is None or abs(round_half_up(computed, 2) - total.value) <= self._tolerance():
            return
        fields = {"value": written(total.value), "computed": write_number(round_half_up(computed, 2), 2)}
        yield ChainBroken(*self._at(total), label=total.line.label, hint=self._hint(months, total), **fields)

    def _tolerance(self) -> Decimal:
        return max(CHAIN_TOLERANCE, *(_step(one) for one in self.row.values()))

    def _months(self) -> list[IndexMonth] | None:
        """January up to this month, the months before as known; None when one is not known."""
        if "on_year" not in self.row:
            return None
        found: list[IndexMonth] = []
        for number in range(1, self.month + 1):
            parts = [self._part(meaning, number) for meaning in _PARTS]
            if number == 1:
                parts = [parts[0] or Decimal(100), parts[1] or Decimal(100), parts[2]]
            if any(one is None or one <= 0 for one in parts):
                return None
            first, second, third = (one for one in parts if one is not None)
            found.append(IndexMonth(first, second, third))
        return found

    def _part(self, meaning: str, number: int) -> Decimal | None:
        if number == self.month:
            figure = self.row.get(meaning)
            return figure.value if figure else None
        sample, kept = next(iter(self.row.values())), self.kind.kept(meaning)
        if kept is None:
            return None
        year, month = before(self.year, number) if kept.period == "previous" else (self.year, number)
        series = (kept.indicator, sample.items)
        return self.known.value(series, month_period(year, month), sample.unit, (kept.basis,))

    @staticmethod
    def _year_to_date(months: list[IndexMonth]) -> Decimal | None:
        try:
            return year_to_date(months)[-1]
        except (ValueError, ZeroDivisionError):
            return None

    def _hint(self, months: list[IndexMonth], total: Figure) -> str:
        """The one column of this month in which two swapped digits would make it right."""
        found: list[tuple[Figure, Decimal]] = []
        computed = self._year_to_date(months)
        if computed is not None:
            found += [(total, one) for one in swapped(total.value) if abs(one - computed) <= CHAIN_TOLERANCE]
        for meaning in _PARTS:
            figure = self.row.get(meaning)
            if figure is None or (self.month == 1 and meaning != "on_year"):
                continue
            for one in swapped(figure.value):
                tried = [*months[:-1], replace(months[-1], **{meaning: one})] if one > 0 else months
                again = self._year_to_date(tried)
                if again is not None and abs(again - total.value) <= CHAIN_TOLERANCE:
                    found.append((figure, one))
        if len(found) != 1:
            return ""
        figure, one = found[0]
        return f" Nếu ô {figure.cell} là {written(one)} (đổi chỗ hai chữ số) thì khớp."

    # --- places ---

    def _series(self, figure: Figure, meaning: str) -> Series | None:
        kept = self.kind.kept(meaning)
        if kept is None:
            return None
        return (figure.indicator or kept.indicator, figure.items)

    def _at(self, figure: Figure) -> tuple[str, int, int]:
        return self.sheet, figure.line.row, figure.column.index


def _step(figure: Figure) -> Decimal:
    """One unit in the last printed digit; of what a formula computed, of the second decimal."""
    return Decimal(1).scaleb(-min(figure.decimals, 2) if figure.decimals > 6 else -figure.decimals)
