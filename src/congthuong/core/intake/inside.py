"""A table held against itself: what a slip of a thousand or of two digits gives away when nothing is known before.

Looked at are the cells beside a figure in its line (a month against the months so far, this month against the last), the
total of its column, and whether the lines add up as they do in the other columns. Nothing is corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.intake.drawing import Drawn, Figure
from congthuong.core.intake.figures import written
from congthuong.core.intake.headings import MEANINGS
from congthuong.core.intake.kinds import TableKind
from congthuong.core.intake.matching import TOTAL
from congthuong.core.intake.proposing import Proposal
from congthuong.core.intake.slips import index_slip, swapped, times_slipped
from congthuong.core.intake.telling import (
    IndexSlip,
    MonthAboveTotal,
    PartAboveWhole,
    RowsNotTotal,
    ThousandInside,
    Told,
)
from congthuong.core.quantities import IncompatibleUnits, convert, write_number

Row = Mapping[str, Figure]
HUNDRED: Final = Decimal(100)
FAR_ALONE: Final = Decimal("0.3")
"""From 100: a month after the new year's holidays falls by a fifth and more."""
_MONTHS: Final = ("current", "previous")
_SO_FAR: Final = ("cumulated", "cumulated_same_period")
_AMOUNTS: Final = ("previous", "current", "cumulated", "same_period", "cumulated_same_period")
_CHANGES: Final = ("previous_on_year", "on_year", "cumulated_on_year")
_SMALL: Final = Decimal("0.0005")  # by so much of the total the sums of rounded lines may differ


def inside(proposal: Proposal, drawn: Drawn) -> Iterator[Told]:
    """What the table's own cells say against one another; a cell is told once, with the first reason."""
    kind = proposal.kind
    if kind is None or proposal.month is None:
        return
    seen: set[tuple[int, int]] = set()
    check = _Table(proposal, kind, drawn)
    for told in (*check.indices(), *check.rows(), *check.columns()):
        if (told.row, told.column) not in seen:
            seen.add((told.row, told.column))
            yield told


class _Table:
    def __init__(self, proposal: Proposal, kind: TableKind, drawn: Drawn) -> None:
        assert proposal.month is not None
        self.sheet, self.kind, self.month = proposal.sheet.name, kind, proposal.month[1]
        self.lines: dict[int, dict[str, Figure]] = defaultdict(dict)
        for figure in drawn.figures:
            self.lines[figure.line.row].setdefault(figure.column.meaning, figure)
        self.odd: set[tuple[int, str]] = set()  # line and meaning of what was told already

    # --- indices and rates ---

    def indices(self) -> Iterator[Told]:
        for row in self.lines.values():
            for meaning in _CHANGES:
                others = [row[one] for one in _CHANGES if one != meaning and one in row]
                if self.kind.values == "index" or others:
                    yield from self._index(row.get(meaning), others)
            yield from self._index(row.get("on_month"), [])

    def _index(self, figure: Figure | None, others: Sequence[Figure]) -> Iterator[Told]:
        if figure is None or (self.kind.values == "amount" and figure.column.meaning == "on_month"):
            return
        slip = (
            index_slip(figure.value, [one.value for one in others])
            if others
            else index_slip(figure.value, [HUNDRED], FAR_ALONE)
        )
        if slip is None:
            return
        what, other = slip
        reference = others[0] if others else None
        self.odd.add((figure.line.row, figure.column.meaning))
        yield IndexSlip(
            *self._at(figure),
            label=figure.line.label,
            value=written(figure.value),
            reference=written(reference.value) if reference else "100",
            what=MEANINGS[reference.column.meaning].lower() if reference else "mức không đổi",
            other=written(other),
            slip=what,
        )

    # --- amounts in one line ---

    def rows(self) -> Iterator[Told]:
        for row in self.lines.values():
            amounts = _in_one_unit([row[one] for one in _AMOUNTS if one in row])
            if any(value < 0 for value in amounts.values()):
                continue
            told = list(self._thousand(row, amounts))
            self.odd |= {(one.row, _meaning_at(row, one)) for one in told}
            yield from told
            if not told:
                yield from self._above(row, amounts)

    def _thousand(self, row: Row, amounts: Mapping[str, Decimal]) -> Iterator[Told]:
        """The figure that is about a thousand times the others of its line, a cumulated one counted by the month."""
        monthly = {
            name: value / self.month if name in _SO_FAR else value for name, value in amounts.items() if value
        }
        for name, value in monthly.items():
            others = {one: other for one, other in monthly.items() if one != name}
            if len(others) < 2 and name != "current":
                continue
            far = {one: times for one in others if (times := times_slipped(value, others[one]))}
            higher = [one for one in far if value > others[one]]
            side = higher or list(far)
            if 2 * len(side) <= len(
                others
            ):  # most of the line agrees with it: then another figure is the odd one
                continue
            yield self._said_thousand(row[name], row[side[0]], far[side[0]])
            return

    def _said_thousand(self, figure: Figure, reference: Figure, times: int) -> Told:
        smaller = figure.value / times
        larger = figure.value > reference.value
        hint = f", có thể là {written(smaller)}" if larger and times == 1000 else ""
        return ThousandInside(
            *self._at(figure),
            label=figure.line.label,
            value=written(figure.value),
            times=write_number(Decimal(times), 0),
            reference=written(reference.value),
            what=MEANINGS[reference.column.meaning].lower(),
            hint=hint,
        )

    def _above(self, row: Row, amounts: Mapping[str, Decimal]) -> Iterator[Told]:
        total = amounts.get("cumulated")
        months = _MONTHS if self.month > 1 else ("current",)
        for name in months:
            value = amounts.get(name)
            if total is None or value is None or value <= total + _step(row["cumulated"]):
                continue
            self.odd.add((row[name].line.row, name))
            fields = {"value": written(row[name].value), "total": written(row["cumulated"].value)}
            yield MonthAboveTotal(*self._at(row[name]), label=row[name].line.label, **fields)

    # --- columns against their total ---

    def columns(self) -> Iterator[Told]:
        totals = [row for row in self.lines.values() if _is_total(row)]
        parts = [row for row in self.lines.values() if not _is_total(row)]
        if self.kind.rows != "codelist" or self.kind.values != "amount" or len(totals) != 1 or not parts:
            return
        (total,) = totals
        told = [one for name in _AMOUNTS if name in total for one in self._part(total[name], parts, name)]
        yield from told
        yield from self._sums(total, parts)

    def _part(self, whole: Figure, parts: Sequence[Row], name: str) -> Iterator[Told]:
        above = [row[name] for row in parts if name in row and row[name].value > whole.value + _step(whole)]
        above = [one for one in above if one.unit == whole.unit]
        if not above or whole.value < 0:
            return
        # When most lines are above it, the total is what is wrong.
        if len(above) > 1 and 2 * len(above) > sum(name in row for row in parts):
            self.odd.add((whole.line.row, name))
            fields = {"value": written(whole.value), "total": written(above[0].value)}
            yield PartAboveWhole(
                *self._at(whole), label=whole.line.label, total_label=above[0].line.label, **fields
            )
            return
        for one in above:
            self.odd.add((one.line.row, name))
            fields = {"value": written(one.value), "total": written(whole.value)}
            yield PartAboveWhole(*self._at(one), label=one.line.label, total_label=whole.line.label, **fields)

    def _sums(self, total: Row, parts: Sequence[Row]) -> Iterator[Told]:
        """A column whose lines do not add up, though in another column the very same lines do."""
        whole = {name: [row[name] for row in parts if name in row] for name in _AMOUNTS if name in total}
        gaps = {
            name: total[name].value - sum((one.value for one in ones), Decimal(0))
            for name, ones in whole.items()
            if len(ones) == len(parts) and len({one.unit for one in (*ones, total[name])}) == 1
        }
        near = {name: abs(gap) <= self._reach(total[name], len(parts)) for name, gap in gaps.items()}
        if len(parts) < 2 or not any(near.values()):
            return
        for name, gap in gaps.items():
            if near[name] or any((row[name].line.row, name) in self.odd for row in (total, *parts)):
                continue
            yield self._said_sum(total[name], whole[name], gap)

    @staticmethod
    def _reach(total: Figure, lines: int) -> Decimal:
        return max(_step(total) * (lines + 1), abs(total.value) * _SMALL)

    def _said_sum(self, total: Figure, ones: Sequence[Figure], gap: Decimal) -> Told:
        """At the one line that a slip would put right, else at the total."""
        fitting = [one for one in ones if self._explains(one, one.value + gap, total, len(ones))]
        blamed = fitting[0] if len(fitting) == 1 else total
        hint = ""
        if blamed is not total:
            hint = f" Nếu ô {blamed.cell} là {written(blamed.value + gap)} thì khớp."
        return RowsNotTotal(
            *self._at(blamed),
            heading=total.column.heading,
            computed=written(total.value - gap),
            value=written(total.value),
            hint=hint,
        )

    def _explains(self, one: Figure, needed: Decimal, total: Figure, lines: int) -> bool:
        reach = self._reach(total, lines)
        ways = [*swapped(one.value), one.value / 1000, one.value * 1000, one.value / 10, one.value * 10]
        return needed > 0 and any(abs(way - needed) <= reach for way in ways)

    def _at(self, figure: Figure) -> tuple[str, int, int]:
        return self.sheet, figure.line.row, figure.column.index


def _is_total(row: Row) -> bool:
    return next(iter(row.values())).line.match.code == TOTAL


def _meaning_at(row: Row, told: Told) -> str:
    return next(name for name, one in row.items() if one.column.index == told.column)


def _in_one_unit(figures: Sequence[Figure]) -> dict[str, Decimal]:
    """The amounts of a line by their meaning, in the unit of the first; what does not convert is not compared."""
    found: dict[str, Decimal] = {}
    for one in figures:
        try:
            found[one.column.meaning] = convert(one.value, one.unit, figures[0].unit)
        except IncompatibleUnits:
            continue
    return found


def _step(figure: Figure) -> Decimal:
    """One unit in the last printed digit; of what a formula computed, of the second decimal."""
    return Decimal(1).scaleb(-min(figure.decimals, 2) if figure.decimals > 6 else -figure.decimals)
