"""Selective editing of the returns of one period: the suspicious and influential cells first, each with its reason.

For each item (an indicator with its breakdown) the units are compared with one another (Hidiroglou-Berthelot), each
cell gets an anticipated value, a suspicion and the share of the total at stake; their product orders the cells.
Sources: see `hidiroglou_berthelot` and `scores`; the steps are those of the EFT manual (Recommended Practices for
Editing and Imputation in Cross-Sectional Business Surveys, 2007) and of UNECE, Statistical Data Editing.
Worked table: docs/algorithms/selective-editing.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from congthuong.core.stats.hidiroglou_berthelot import (
    HBResult,
    HBSettings,
    Judged,
    Pair,
    SetAsideWhy,
    hidiroglou_berthelot,
)
from congthuong.core.stats.robust import narrowed, total
from congthuong.core.stats.scores import How, enough, global_score, influence, suspicion

ONE: Final = Decimal(1)
ZERO: Final = Decimal(0)

ReasonCode = Literal["ratio_high", "ratio_low", "fell_to_zero", "rose_from_zero", "negative"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a return. `previous`: the value of the period compared with; `weight` of its unit in the total.

    None is missing. Cells of one item are in one unit of measure.
    """

    item: str
    unit: str
    current: Decimal | None
    previous: Decimal | None
    weight: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell is suspicious: a code and the numbers behind it. The sentence is made last (`editing_words`)."""

    code: ReasonCode
    numbers: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell worth a question. `score` = suspicion × influence; both are shares, 0 to 1 and from 0 up."""

    item: str
    unit: str
    value: Decimal
    anticipated: Decimal
    suspicion: Decimal
    influence: Decimal
    score: Decimal
    reason: Reason


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What could not be judged: a whole item (`unit` ""), or a cell without the other period's value."""

    item: str
    unit: str
    why: Literal["too_few"] | SetAsideWhy
    units: int
    least: int


@dataclass(frozen=True, slots=True)
class Editing:
    """`suspects` greatest score first, equal ones by item and unit; `by_item` what the method said of each item."""

    suspects: tuple[Suspect, ...]
    unanswered: tuple[Unanswered, ...]
    by_item: Mapping[str, HBResult] = field(default_factory=dict)

    def few(self, tolerance: Decimal) -> tuple[Suspect, ...]:
        """The first suspects, until the rest's scores add up to no more than `tolerance` (a share of a total)."""
        return enough([(one, one.score) for one in self.suspects], tolerance)

    def by_unit(self, how: How = "sum") -> tuple[tuple[str, Decimal], ...]:
        """The global score of each return that has a suspect, greatest first."""
        local: dict[str, list[Decimal]] = defaultdict(list)
        for one in self.suspects:
            local[one.unit].append(one.score)
        scores = {unit: global_score(values, how) for unit, values in local.items()}
        return tuple(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))


def edit_cells(cells: Sequence[Cell], settings: HBSettings | None = None) -> Editing:
    """Judge the cells of one period. Raises ValueError when an item has two cells of one unit.

    Fewer units than `settings.least`: the item is told as unanswered, none of its ratios is called suspicious. A fall
    to zero, a rise from zero and a negative figure cannot be judged by ratio: they are suspects in full.
    """
    settings = settings or HBSettings()
    items: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        items[cell.item].append(cell)
    suspects: list[Suspect] = []
    unanswered: list[Unanswered] = []
    results: dict[str, HBResult] = {}
    for item, own in items.items():
        if len({cell.unit for cell in own}) < len(own):
            raise ValueError(f"two cells of one unit for item {item}")
        result = hidiroglou_berthelot([Pair(one.unit, one.previous, one.current) for one in own], settings)
        results[item] = result
        suspects += _suspects(own, result)
        unanswered += _unanswered(item, result)
    suspects.sort(key=lambda one: (-one.score, one.item, one.unit))
    return Editing(tuple(suspects), tuple(unanswered), results)


def _unanswered(item: str, result: HBResult) -> list[Unanswered]:
    found = []
    if result.unjudged:
        found.append(Unanswered(item, "", result.unjudged, result.units, result.settings.least))
    found += [
        Unanswered(item, unit, why, result.units, result.settings.least)
        for unit, why in result.set_aside
        if why in ("missing_current", "missing_previous")
    ]
    return found


def _suspects(cells: Sequence[Cell], result: HBResult) -> list[Suspect]:
    trend = ONE if result.median_ratio is None else result.median_ratio
    anticipated = {cell.unit: narrowed(cell.previous * trend) for cell in cells if cell.previous is not None}
    whole = total(cell.weight * anticipated.get(cell.unit, ZERO) for cell in cells)
    judged = {one.unit: one for one in result.judged}
    aside = dict(result.set_aside)
    found = []
    for cell in cells:
        if cell.current is None or cell.unit not in anticipated:
            continue
        reason = _reason(cell, judged.get(cell.unit), aside.get(cell.unit), result)
        if reason is None:
            continue
        doubt = _doubt(judged.get(cell.unit), result)
        # Where all were zero before there is no total to be a share of: the whole of it is new.
        at_stake = influence(cell.current, anticipated[cell.unit], whole, cell.weight)
        at_stake = ONE if at_stake is None else at_stake
        found.append(
            Suspect(
                cell.item,
                cell.unit,
                cell.current,
                anticipated[cell.unit],
                doubt,
                at_stake,
                narrowed(doubt * at_stake),
                reason,
            )
        )
    return found


def _doubt(judged: Judged | None, result: HBResult) -> Decimal:
    if judged is None or result.median_effect is None:
        return ONE
    return suspicion(
        judged.excess, result.high_reach if judged.effect > result.median_effect else result.low_reach
    )


def _reason(cell: Cell, judged: Judged | None, aside: SetAsideWhy | None, result: HBResult) -> Reason | None:
    numbers = {"current": cell.current or ZERO, "previous": cell.previous or ZERO}
    match aside:
        case "current_zero":
            return Reason("fell_to_zero", numbers)
        case "previous_zero":
            return Reason("rose_from_zero", numbers)
        case "negative":
            return Reason("negative", numbers)
    bounds = result.bounds
    if judged is None or not judged.suspicious or bounds is None or result.median_ratio is None:
        return None
    numbers |= {
        "ratio": judged.ratio,
        "median_ratio": result.median_ratio,
        "effect": judged.effect,
        "low": bounds[0],
        "high": bounds[1],
        "units": Decimal(result.units),
    }
    return Reason("ratio_high" if judged.effect > bounds[1] else "ratio_low", numbers)
