"""From the checks of a table to what is said: rounding allowed for, the cell that breaks several checks named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from congthuong.core.audit.tabular.across import across
from congthuong.core.audit.tabular.checks import Check, judged, solved
from congthuong.core.audit.tabular.down import down
from congthuong.core.audit.tabular.figures import Cell, Figures
from congthuong.core.audit.tabular.shares import shares
from congthuong.core.quantities import round_half_up


def checks_of(figures: Figures) -> tuple[Check, ...]:
    """Every check of a table, each set of cells once, with verdicts that allow for rounded zeros."""
    found = [one for make in (across, down, shares) for one in make(figures)]
    once: dict[frozenset[Cell], Check] = {}
    # A difference says the same as the sum that the figures show beside it, but as the heads say it.
    for one in sorted(found, key=lambda one: one.rule == "table-row-total"):
        if any(figures.value(cell) for cell in one.operands):
            once.setdefault(frozenset(one.cells), one)
    return _allowing_for_rounding(figures, tuple(once.values()))


def _allowing_for_rounding(figures: Figures, checks: Sequence[Check]) -> tuple[Check, ...]:
    """A contradiction that rounded zeros would explain is none, unless other checks prove the figures exact.

    A figure is proven exact by another check that it keeps as printed, a column by most of its figures.
    """
    kept: Counter[Cell] = Counter()
    for one in checks:
        if one.verdict != "contradiction":
            kept.update(cell for cell in one.cells if figures.is_loose(cell))
    proven = Counter(cell[1] for cell in kept)
    doubtful = Counter(
        at
        for one in checks
        if one.verdict == "contradiction"
        for at in {cell[1] for cell in one.cells if figures.is_loose(cell) and cell not in kept}
    )

    def allowed(one: Check) -> Check:
        if one.verdict != "contradiction" or one.form == "bound":
            return one
        open_ = {cell[1] for cell in one.cells if figures.is_loose(cell) and cell not in kept}
        if all(proven[at] >= 2 and proven[at] >= 3 * (doubtful[at] - 1) for at in open_):
            return one
        loose = judged(figures, one.result, one.operands, one.compute, loose=True)
        return one if loose is None or loose[0] == "contradiction" else replace(one, verdict="consistent")

    return tuple(map(allowed, checks))


def culprit(checks: Iterable[Check], broken: Check) -> Cell | None:
    """The one cell of a broken check that most likely is wrong: it breaks more checks and keeps fewer than the rest."""
    breaks: Counter[Cell] = Counter()
    keeps: Counter[Cell] = Counter()
    for one in checks:
        (breaks if one.verdict == "contradiction" else keeps).update(one.cells)
    ranked = sorted(broken.cells, key=lambda cell: 2 * breaks[cell] - min(keeps[cell], 3), reverse=True)
    scores = [2 * breaks[cell] - min(keeps[cell], 3) for cell in ranked[:2]]
    return ranked[0] if len(ranked) == 1 or scores[0] > scores[1] else None


def fitting(figures: Figures, checks: Iterable[Check], cell: Cell) -> str:
    """The value that would fit a cell, at its own decimals, in the sign it has; "" when none is clear."""
    number = figures.number(cell)
    own = [one for one in checks if one.verdict == "contradiction" and cell in one.cells]
    exact = sorted(own, key=lambda one: one.form not in ("sum", "difference"))
    for one in exact:
        if one.result == cell:
            value = one.computed
        else:
            operands = [figures.value(operand) for operand in one.operands]
            result = figures.value(one.result)
            known = [operand for operand in operands if operand is not None]
            if result is None or len(known) < len(operands):
                continue
            found = solved(one.form, one.operands.index(cell), known, result)
            if found is None:
                continue
            value = found
        if number is not None:
            return f"{round_half_up(value, number.decimals):f}"
    return ""
