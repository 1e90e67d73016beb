"""Scores of selective editing: which cells are worth a question, the few that matter first.

A cell is worth a question when it is suspicious and its error would show in the published total. The local score is
the product of the two: suspicion (0 to 1) × weight · |value - anticipated| / total. The global score is one for a whole
return. Sources: Latouche and Berthelot (1992), Use of a score function to prioritize and limit recontacts in editing
business surveys, Journal of Official Statistics 8(3), 389-400 (deviation over total); Hedlin (2008), Local and global
score functions in selective editing, UNECE Work Session on Statistical Data Editing (global scores); Memobust handbook
(Eurostat, 2014), Selective Editing (suspicion times influence).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from typing import Literal, TypeVar

from congthuong.core.stats.robust import DIGITS, narrowed, total

How = Literal["sum", "euclid", "max"]
T = TypeVar("T")


def suspicion(excess: Decimal, reach: Decimal) -> Decimal:
    """How suspicious an effect is that lies `excess` beyond a bound `reach` away: excess / (excess + reach).

    0 inside the bounds, one half as far beyond the bound as the bound lies from the median, towards 1 further out.
    Raises ValueError for a negative excess or a reach that is not positive.
    """
    if excess < 0 or reach <= 0:
        raise ValueError("an excess is not negative and a reach positive")
    with localcontext(prec=DIGITS):
        return excess / (excess + reach)


def influence(
    value: Decimal, anticipated: Decimal, whole: Decimal, weight: Decimal = Decimal(1)
) -> Decimal | None:
    """What share of the item's total the deviation is: weight · |value - anticipated| / |total|.

    `whole`: the weighted sum of the anticipated values of all units. None when it is 0: then nothing is a share of it.
    Raises ValueError for a negative weight.
    """
    if weight < 0:
        raise ValueError("a weight is not negative")
    if whole == 0:
        return None
    with localcontext(prec=DIGITS):
        return weight * abs(value - anticipated) / abs(whole)


def global_score(local: Iterable[Decimal], how: How = "sum") -> Decimal:
    """One score of a return from the local scores (>= 0) of its cells; 0 for none.

    sum: many small doubts add up; max: only the worst cell counts; euclid lies between.
    """
    scores = list(local)
    with localcontext(prec=DIGITS):
        match how:
            case "sum":
                return total(scores)
            case "max":
                return max(scores, default=Decimal(0))
            case "euclid":
                return narrowed(total(score * score for score in scores).sqrt())


def enough(scored: Sequence[tuple[T, Decimal]], tolerance: Decimal) -> tuple[T, ...]:
    """The shortest beginning after which the scores of the rest add up to no more than `tolerance`.

    `scored`: things with their scores, greatest first. With shares of a total as scores, what is left unasked cannot
    move the total by more than that share of it, if suspicion is right.
    """
    rest = sum((score for _, score in scored), Decimal(0))
    taken: list[T] = []
    for thing, score in scored:
        if rest <= tolerance:
            break
        taken.append(thing)
        rest -= score
    return tuple(taken)
