"""Relations between the rows of one column: totals over their parts, and parts that may not exceed their whole.

A partition is a row and the rows that may add up to it. Candidates come from the outline and from words such as
"Tổng số"; what they do not settle, runs of rows that add up in two columns or more do. A partition is the table's own
where it holds in some columns; then a column in which it does not is told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from congthuong.core.audit.model import Verdict
from congthuong.core.audit.table_columns import Column
from congthuong.core.audit.tabular.checks import SUM, Check, judged
from congthuong.core.audit.tabular.figures import Cell, Figures
from congthuong.core.quantities import Unit

_ADDITIVE = frozenset({"level", "plan", "base", "difference", "share"})
_LONGEST_RUN = 40
_MOST_TOTALS = 30  # totals beyond which each sums its neighbours only
_MOST_ROWS = 200  # rows beyond which no runs are looked for


@dataclass(frozen=True, slots=True)
class Partition:
    """`whole` and `parts` are positions. `named`: the outline or a word says so."""

    whole: int
    parts: tuple[int, ...]
    named: bool
    some: bool = False  # "trong đó": some parts, not all


@dataclass(frozen=True, slots=True)
class Held:
    """A partition with its verdict in each column where all its figures stand."""

    partition: Partition
    columns: tuple[tuple[int, Verdict, Decimal], ...]
    strong: frozenset[int]
    broken: frozenset[int]

    @property
    def accepted(self) -> bool:
        if self.partition.some:
            return len(self.strong) >= 2 and not self.broken
        if self.partition.named:
            return bool(self.strong) and len(self.broken) <= len(self.strong)
        return len(self.strong) >= 2 and 2 * len(self.broken) <= len(self.strong)


def down(figures: Figures) -> Iterator[Check]:
    """The checks of every total by the rows that add up to it."""
    columns = [column for column in figures.table.columns if column.kind in _ADDITIVE]
    held = partitions(figures, columns)
    added = frozenset(at for one in held for at in one.strong)
    kinds = {(figures.table.columns[at].unit, figures.table.columns[at].kind == "share") for at in added}
    for one in held:
        for at, verdict, computed in one.columns:
            column = figures.table.columns[at]
            if verdict == "contradiction" and not _adds_up(figures, one, column, computed, added, kinds):
                continue
            parts = tuple(
                (position, at) for position in one.partition.parts if not figures.missing((position, at))
            )
            yield Check("table-column-total", "sum", (one.partition.whole, at), parts, verdict, computed, SUM)
    yield from _lonely(figures, columns, held)
    yield from _bounds(figures, columns, held)


def _adds_up(
    figures: Figures,
    held: Held,
    column: Column,
    computed: Decimal,
    added: frozenset[int],
    kinds: set[tuple[Unit | None, bool]],
) -> bool:
    """Whether a column that breaks a partition adds up at all: an average, a count of firms may not."""
    values = [figures.value((position, column.index)) or Decimal(0) for position in held.partition.parts]
    stated = figures.value((held.partition.whole, column.index)) or Decimal(0)
    if not column.head and min(values) <= stated <= max(values):
        return False  # nothing names the column, and its last row lies among the others as an average does
    if column.index in added or (column.unit, column.kind == "share") in kinds:
        return True
    return len(held.strong) >= 2 and len(held.broken) == 1 and stated > max(values) and computed != 0


def partitions(figures: Figures, columns: Sequence[Column]) -> tuple[Held, ...]:
    """The partitions that the table obeys: for each row the one that most columns obey."""
    accepted: dict[int, Held] = {}
    for whole in figures.positions:
        tried = [
            held for one in _named(figures, whole) if (held := _hold(figures, one, columns)) and held.accepted
        ]
        if tried:
            accepted[whole] = max(tried, key=lambda one: (len(one.strong) - 2 * len(one.broken), -len(one.partition.parts)))  # fmt: skip
    if len(figures.positions) <= _MOST_ROWS:
        _add_runs(figures, columns, accepted)
    return tuple(accepted[whole] for whole in sorted(accepted))


def _named(figures: Figures, whole: int) -> Iterator[Partition]:
    """What the outline and the words of the labels make of a row."""
    rows = figures.table.rows
    below = figures.children.get(whole, ())
    for some in (False, True):
        children = tuple(one for one in below if (rows[one].kind == "of_which") == some)
        if len(children) > 1:
            yield Partition(whole, children, True, some=some)
    if rows[whole].kind == "total":
        seen: set[tuple[int, ...]] = set()
        for parts in _around(figures, whole):
            if len(parts) > 1 and parts not in seen:
                seen.add(parts)
                yield Partition(whole, parts, True)


def _around(figures: Figures, whole: int) -> Iterator[tuple[int, ...]]:
    """The rows before and after a total that it may sum."""
    totals = figures.totals
    at = bisect_left(totals, whole)
    before, after = totals[:at], totals[at + 1 :]
    end = len(figures.table.rows)
    yield _tops(figures, range(before[-1] + 1 if before else 0, whole))
    yield _tops(figures, range(whole + 1, after[0] if after else end))
    if len(totals) <= _MOST_TOTALS:
        yield _tops(figures, range(whole + 1, end))
        yield _tops(figures, range(whole))
        yield before
        yield after


def _tops(figures: Figures, block: range) -> tuple[int, ...]:
    """The highest rows of a block: those that hang under none of its rows that hold figures."""
    rows, positions = figures.table.rows, figures.positions
    inside = positions[bisect_left(positions, block.start) : bisect_left(positions, block.stop)]
    return tuple(
        one
        for one in inside
        if rows[one].kind == "row" and not (rows[one].parent in block and rows[one].parent in figures.filled)
    )


def _hold(figures: Figures, partition: Partition, columns: Iterable[Column]) -> Held | None:
    found: list[tuple[int, Verdict, Decimal]] = []
    strong: set[int] = set()
    for column in columns:
        verdict = _column(figures, partition, column.index)
        if verdict is None:
            continue
        found.append((column.index, *verdict))
        filled = [figures.value((position, column.index)) or Decimal(0) for position in partition.parts]
        if verdict[0] != "contradiction" and sum(value != 0 for value in filled) > 1:
            strong.add(column.index)
    broken = frozenset(at for at, verdict, _ in found if verdict == "contradiction")
    return Held(partition, tuple(found), frozenset(strong), broken) if found else None


def _column(figures: Figures, partition: Partition, at: int) -> tuple[Verdict, Decimal] | None:
    """The verdict in one column. Where parts are missing, only a sum that fits (or is too much) says anything."""
    result: Cell = (partition.whole, at)
    cells: list[Cell] = [(position, at) for position in partition.parts]
    known = [cell for cell in cells if not figures.missing(cell)]
    if len(known) < 2 or figures.missing(result):
        return None
    if len({figures.unit(cell) for cell in (*known, result)}) > 1:
        return None
    found = judged(figures, result, known, SUM)
    if found and len(known) < len(cells) and found[0] != "consistent":
        # A gap may stand for a figure that nobody has: the rest may be less than the total, never more.
        negative = any((figures.value(cell) or 0) < 0 for cell in known)
        if negative or found[1] <= (figures.value(result) or 0) or 3 * len(known) < 2 * len(cells):
            return None
    return found


def _add_runs(figures: Figures, columns: Sequence[Column], accepted: dict[int, Held]) -> None:
    """Partitions that only the figures show: rows right below or above a row that add up to it."""
    free = [position for position in figures.positions if not _explained(position, accepted)]
    for whole in reversed(list(free)):
        if whole in accepted:
            parts = accepted[whole].partition.parts
            free = [position for position in free if position not in parts]
            continue
        at = free.index(whole) if whole in free else -1
        if at < 0:
            continue
        held = _best_run(figures, columns, whole, free[at + 1 : at + 1 + _LONGEST_RUN])
        held = held or _best_run(
            figures, columns, whole, list(reversed(free[max(0, at - _LONGEST_RUN) : at]))
        )
        if held:
            accepted[whole] = held
            free = [position for position in free if position not in held.partition.parts]


def _explained(position: int, accepted: dict[int, Held]) -> bool:
    """Whether a row is a part of a partition below another part: it is counted already."""
    return any(
        position in held.partition.parts
        and any(whole in other.partition.parts for other in accepted.values())
        for whole, held in accepted.items()
    )


def _best_run(
    figures: Figures, columns: Sequence[Column], whole: int, neighbours: Sequence[int]
) -> Held | None:
    """The shortest run of neighbours that adds up to the row in two columns or more."""
    sums = {column.index: Decimal(0) for column in columns}
    for length, position in enumerate(neighbours, start=1):
        for at in sums:
            sums[at] += figures.value((position, at)) or Decimal(0)
        near = sum(
            _near(figures, (whole, at), value, length)
            for at, value in sums.items()
            if not figures.missing((whole, at))
        )
        if length < 2 or near < 2:
            continue
        held = _hold(figures, Partition(whole, tuple(sorted(neighbours[:length])), False), columns)
        if held and held.accepted:
            return held
    return None


def _near(figures: Figures, cell: Cell, value: Decimal, parts: int) -> bool:
    stated = figures.interval(cell)
    slack = (stated.high - stated.low) * (parts + 2) / 2
    return value != 0 and stated.low - slack <= value <= stated.high + slack


def _lonely(figures: Figures, columns: Sequence[Column], held: Sequence[Held]) -> Iterator[Check]:
    """A plain list above "Tổng cộng" in a table with one column that adds up: nothing else could prove it.

    Told only where the word, the flat list and full figures leave no other reading.
    """
    rows = figures.table.rows
    totals = [position for position in figures.positions if rows[position].kind == "total"]
    adding = [column for column in columns if any(not figures.missing((one, column.index)) for one in totals)]
    if held or len(totals) != 1 or len(adding) != 1 or totals[0] != figures.positions[-1]:
        return
    parts = tuple(position for position in figures.positions if position != totals[0])
    at = adding[0].index
    flat = all(rows[position].parent is None and rows[position].kind == "row" for position in parts)
    full = all(not figures.missing((position, at)) for position in parts)
    if (
        flat
        and full
        and len(parts) > 2
        and adding[0].kind in ("level", "plan", "base")
        and rows[totals[0]].key in _SUMS
    ):
        found = _column(figures, Partition(totals[0], parts, True), at)
        if found:
            yield Check(
                "table-column-total", "sum", (totals[0], at), tuple((one, at) for one in parts), *found, SUM
            )


_SUMS = frozenset({"tổng", "tổng số", "tổng cộng", "cộng"})


def _bounds(figures: Figures, columns: Sequence[Column], held: Sequence[Held]) -> Iterator[Check]:
    """A row under "Trong đó" may not exceed its whole, where it keeps to that in other columns."""
    rows = figures.table.rows
    summed = {position for one in held for position in one.partition.parts}
    for position in figures.positions:
        parent = rows[position].parent
        if rows[position].kind != "of_which" or parent is None or position in summed:
            continue
        fits: list[int] = []
        breaks: list[int] = []
        for column in columns:
            part, whole = (position, column.index), (parent, column.index)
            if column.kind == "difference" or figures.missing(part) or figures.missing(whole):
                continue
            if figures.unit(part) != figures.unit(whole):
                continue
            exceeds = figures.interval(part, loose=True).low > figures.interval(whole, loose=True).high
            (breaks if exceeds else fits).append(column.index)
        if len(breaks) == 1 and len(fits) > 1:
            at = breaks[0]
            yield Check("table-of-which", "bound", (parent, at), ((position, at),), "contradiction", figures.value((position, at)) or Decimal(0), SUM)  # fmt: skip
