"""Relations between the columns of one row: per cents, differences, sums of months, printed formulas.

For every column that may be a result the candidates are tried; the one that the rows obey is the column's own. What
the heads say decides how much proof is asked: a head that names the relation needs one row that obeys it, a relation
found by its figures alone needs three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from congthuong.core.audit.model import Verdict
from congthuong.core.audit.table_columns import PERCENTS, Column, says
from congthuong.core.audit.tabular.checks import Check, Compute, Form, computing, judged
from congthuong.core.audit.tabular.figures import Cell, Figures
from congthuong.core.audit.tabular.formulas import ColumnFormula, formulas_of
from congthuong.core.audit.tabular.stock_columns import stock_formulas
from congthuong.core.quantities import UNITLESS

_SAMPLE = 8  # rows tried before a candidate is tried on all
_MOST_COLUMNS = 24  # columns of amounts beyond which only what heads name is tried
_LONGEST_RUN = 14


@dataclass(frozen=True, slots=True)
class Candidate:
    """One relation between columns. `hinted` when the heads name it."""

    rule: str
    form: Form
    result: int
    operands: tuple[int, ...]
    hinted: bool
    formula: ColumnFormula | None = None

    def compute(self) -> Compute:
        if self.formula is not None:
            return self.formula.interval
        return computing(self.form)


@dataclass(frozen=True, slots=True)
class Tried:
    """A candidate with the rows it was judged on: (position, verdict, value computed)."""

    candidate: Candidate
    rows: tuple[tuple[int, Verdict, Decimal], ...]
    strong: int  # rows that obey it and could hardly do so by chance
    broken: int

    @property
    def accepted(self) -> bool:
        if self.candidate.hinted:
            return self.strong >= 1 and self.broken <= self.strong
        return self.strong >= 3 and 3 * self.broken <= self.strong


def across(figures: Figures) -> Iterator[Check]:
    """The checks of every row by the relations that the table's columns obey."""
    for column in figures.table.figures():
        for tried in _own(figures, column):
            yield from _checks(figures, tried)


def _own(figures: Figures, column: Column) -> list[Tried]:
    """The relations that a column is the result of: those its heads name before those its figures alone show."""
    stated = [_printed(one) for one in formulas_of(figures.table.columns) if one.result == column.index]
    for candidates in (stated, *_candidates(figures, column)):
        tried = [one for candidate in candidates if (one := _try(figures, candidate)) and one.accepted]
        if tried:
            best = max(tried, key=lambda one: (one.strong - 2 * one.broken, one.candidate.hinted, -len(one.candidate.operands)))  # fmt: skip
            # "Trước | Mới | Tổng | Đã giải quyết | Đang giải quyết": a total may be that of two rows of columns.
            apart = set(best.candidate.operands).isdisjoint
            return [best, *[one for one in tried if _sums_too(best, one) and apart(one.candidate.operands)]]
    return []


def _sums_too(best: Tried, one: Tried) -> bool:
    return one.candidate.hinted and one.candidate.form == best.candidate.form == "sum" and not one.broken


def _printed(formula: ColumnFormula) -> Candidate:
    """The relation that the table prints with its columns' numbers."""
    plain = formula.plain_form()
    if plain:
        return Candidate("table-formula", plain[0], formula.result, plain[1], True)
    return Candidate("table-formula", "formula", formula.result, formula.operands, True, formula)


def _candidates(figures: Figures, column: Column) -> Iterator[list[Candidate]]:
    """Groups of candidates, the likelier first."""
    made = list(_ratios(figures, column) if column.kind in PERCENTS else _amounts(figures, column))
    yield [one for one in made if one.hinted]
    if len(figures.amounts) <= _MOST_COLUMNS:
        yield [one for one in made if not one.hinted]


def _ratios(figures: Figures, column: Column) -> Iterator[Candidate]:
    """A per cent column over every ordered pair of columns of amounts, as a quotient and as a growth."""
    forms: tuple[Form, ...] = ("ratio", "growth")
    for now in figures.amounts:
        for base in figures.amounts:
            if now is base or not _one_unit(now, base):
                continue
            for form in forms:
                hinted = _names_pair(column, now, base)
                yield Candidate(_rule(column, form), form, column.index, (now.index, base.index), hinted)


def _rule(column: Column, form: Form) -> str:
    if column.kind == "attainment":
        return "table-attainment"
    return "table-growth" if form == "growth" or column.kind in ("change", "index") else "table-percent"


def _names_pair(column: Column, now: Column, base: Column) -> bool:
    if column.kind in ("attainment", "percent") and base.kind == "plan":
        return now.kind == "level"
    if column.kind in ("change", "index"):
        if says("previous", column.folded):
            return base.kind != "plan" and now.kind == "level"
        earlier = base.period is not None and now.period is not None and base.period < now.period
        return now.kind in ("level", "plan") and (base.kind == "base" or earlier)
    return False


def _amounts(figures: Figures, column: Column) -> Iterator[Candidate]:
    alike = [one for one in figures.amounts if _one_unit(one, column)]
    yield from _differences(alike, column)
    if column.kind == "average" or column.kind == "difference":
        return
    for formula in stock_formulas(alike, column):
        yield Candidate("table-formula", "formula", column.index, formula.operands, False, formula)
    yield from _runs(alike, column)
    yield from _pairs(alike, column)


def _differences(alike: Sequence[Column], column: Column) -> Iterator[Candidate]:
    if column.kind != "difference" and not says("remaining", column.folded):
        return
    for now in alike:
        for base in alike:
            if now is not base and column not in (now, base):
                yield Candidate("table-difference", "difference", column.index, (now.index, base.index), True)


def _runs(alike: Sequence[Column], column: Column) -> Iterator[Candidate]:
    """The column as the sum of columns that stand together right after or right before it.

    Columns of one lowest head ("Số lượng" in every group) stand together too.
    """
    rows = {tuple(one.index for one in alike if one.kind != "average")}
    rows.add(tuple(one.index for one in alike if one.leaf == column.leaf))
    rows.add(tuple(one.index for one in alike if one.kind == column.kind))
    rows.add(tuple(one.index for one in alike if not says("total", one.folded) or one is column))
    columns = {one.index: one for one in alike}
    seen: set[tuple[int, ...]] = set()
    for row in sorted(rows):
        if column.index not in row:
            continue
        at = row.index(column.index)
        for length in range(2, min(len(row), _LONGEST_RUN + 1)):
            for run in (row[at + 1 : at + 1 + length], row[max(0, at - length) : at]):
                if len(run) == length and run not in seen:
                    seen.add(run)
                    hinted = _names_sum(column, [columns[one] for one in run])
                    yield Candidate("table-row-total", "sum", column.index, run, hinted)


def _names_sum(column: Column, parts: Sequence[Column]) -> bool:
    """Whether heads call the column the sum of the others: "Tổng", "Lũy kế" over months, a year over its quarters."""
    if any(one.kind != parts[0].kind for one in parts):
        return False
    periods = [one.period for one in parts]
    if column.period and all(periods) and len(set(periods)) == len(periods):
        days = sum((one.last - one.first).days + 1 for one in periods if one)
        return days == (column.period.last - column.period.first).days + 1
    leaf = column.folded.rpartition(" - ")[2]
    return says("total", leaf) and not any(says("total", one.folded.rpartition(" - ")[2]) for one in parts)


def _pairs(alike: Sequence[Column], column: Column) -> Iterator[Candidate]:
    """The column as the sum of any two others: what is left and what is done, wherever they stand."""
    others = [one.index for one in alike if one is not column and one.kind != "average"]
    if len(others) > _LONGEST_RUN:
        return
    for place, first in enumerate(others):
        for second in others[place + 1 :]:
            yield Candidate("table-row-total", "sum", column.index, (first, second), False)


def _one_unit(first: Column, second: Column) -> bool:
    return first.unit == second.unit or first.unit is None or second.unit is None


def _try(figures: Figures, candidate: Candidate) -> Tried | None:
    """The candidate on every row, given up early where a sample of rows does not obey it."""
    positions = [
        position
        for position in figures.positions
        if not any(figures.missing((position, at)) for at in (candidate.result, *candidate.operands))
        and _units_fit(figures, candidate, position)
    ]
    if not positions:
        return None
    step = max(1, len(positions) // _SAMPLE)
    sample = positions[::step][:_SAMPLE]
    first = list(_rows(figures, candidate, sample))
    # A slip in a row comes back in the row of totals, which is no second slip.
    own = [verdict for position, verdict, _ in first if position not in figures.totals]
    if 2 * sum(verdict != "contradiction" for verdict in own) < len(own):
        return None
    rows = first if len(sample) == len(positions) else list(_rows(figures, candidate, positions))
    strong = sum(
        verdict != "contradiction" and _telling(figures, candidate, position) for position, verdict, _ in rows
    )
    broken = sum(
        verdict == "contradiction" and position not in figures.totals for position, verdict, _ in rows
    )
    return Tried(candidate, tuple(rows), strong, broken)


def _units_fit(figures: Figures, candidate: Candidate, position: int) -> bool:
    if candidate.form == "formula":
        return True
    units = {figures.unit((position, at)) for at in candidate.operands}
    if candidate.form in ("sum", "difference"):
        units.add(figures.unit((position, candidate.result)))
    return len(units - {UNITLESS}) <= 1


def _rows(
    figures: Figures, candidate: Candidate, positions: Iterable[int]
) -> Iterator[tuple[int, Verdict, Decimal]]:
    compute = candidate.compute()
    for position in positions:
        operands = [(position, at) for at in candidate.operands]
        found = judged(figures, (position, candidate.result), operands, compute)
        if found:
            yield position, *found


def _telling(figures: Figures, candidate: Candidate, position: int) -> bool:
    """Whether a row that obeys says anything: not 0 = 0 + 0, not 100 % of itself."""
    values = [figures.value((position, at)) or Decimal(0) for at in candidate.operands]
    if candidate.form == "sum":
        return sum(value != 0 for value in values) > 1
    if candidate.form == "difference":
        return bool(values[1]) and values[0] != values[1]
    if candidate.form in ("ratio", "growth"):
        return bool(values[0]) and values[0] != values[1]
    return any(values)


def _checks(figures: Figures, tried: Tried) -> Iterator[Check]:
    candidate = tried.candidate
    cut = 4 * sum(verdict == "rounding" for _, verdict, _ in tried.rows) > len(tried.rows)
    compute = candidate.compute()
    for position, verdict, computed in tried.rows:
        result: Cell = (position, candidate.result)
        operands = tuple((position, at) for at in candidate.operands)
        if verdict == "rounding" and cut:
            verdict = "consistent"  # the whole column is cut instead of rounded: no slip of this row
        formula = ""
        if candidate.formula:
            table = figures.table
            printed = {at: table.entries[position, at].cell.text.strip() for at in candidate.operands}
            formula = candidate.formula.written(printed)
        yield Check(candidate.rule, candidate.form, result, operands, verdict, computed, compute, formula)
