"""Figures that one slip of the hand sets apart from what stands around them.

Asked last, of what no other rule explained. The layout proposes an arithmetic (`equations.py`), often loosely; where
it does not come out, but would were one digit of one figure another, the figure is asked about. Figures that others
confirm are taken as right, and the slip must be no chance: the more figures might be wrong, and the fewer digits they
have, the more often some slip would explain what is no arithmetic at all (`slips.chance`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.operands import digits, row_of
from congthuong.core.audit.rules.proposed import PROPOSALS, Known
from congthuong.core.audit.rules.rounded import ROUGHLY
from congthuong.core.quantities import Interval

LastRule = Callable[[Understanding, Sequence[Relation]], Iterator[Relation]]
"""A rule that is told every relation found before it."""
_SAYS_LITTLE: Final = frozenset(
    {"shares-to-hundred", "part-within-whole", "base-within-whole", "bases-of-parts"}
)
"""Bounds and rows of shares hold for many a wrong figure, and so does what is told roughly again."""


_LOOSER: Final = Decimal("0.3")
"""A digit left out or added explains more than one exchanged: it must be so much less of a chance."""


def known_of(relations: Sequence[Relation]) -> Known:
    good = [
        one
        for one in relations
        if one.verdict == "consistent" and one.rule not in _SAYS_LITTLE and ROUGHLY not in one.arithmetic
    ]
    bad = [one for one in relations if one.verdict != "consistent"]
    return Known(
        frozenset(claim for one in good for claim in one.claims),
        frozenset(one.claims[-1] for one in good if one.claims),
        frozenset(claim for one in bad for claim in one.claims),
        frozenset(frozenset(one.claims[:-1]) for one in good),
    )


def mistyped(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    row, known = row_of(text), known_of(relations)
    told: set[str] = set()
    for propose, odds in PROPOSALS:
        for equations in propose(row, known):
            found = _slipped(equations, known, odds)
            if found is not None and told.isdisjoint(found.claims):
                told.update(found.claims)
                yield found


def _slipped(equations: Sequence[Equation], known: Known, odds: Decimal) -> Relation | None:
    """The first of the readings that a slip explains, if one would hardly explain any of them by chance."""
    if any(one.holds or not known.told.isdisjoint(claim.id for claim in one.claims) for one in equations):
        return None
    doubtful = [
        (one, claim, as_printed(claim, need))
        for one in equations
        for claim, need in zip(one.claims, one.needs, strict=True)
        if claim.id not in known.confirmed and need.high > 0
    ]
    if (
        len(equations) == 1
        and equations[0].certain
        and _plausible(equations[0].claims[-1], equations[0].needs[-1])
    ):
        return told_of(equations[0], equations[0].claims[-1], telling.middle(equations[0].needs[-1]))
    if len(equations) == 1 and equations[0].sure and doubtful and _counts_missed(equations[0]):
        return told_of(equations[0], equations[0].claims[-1], telling.middle(equations[0].needs[-1]))
    if len(doubtful) == 1 and doubtful[0][0].sure and _plausible(*doubtful[0][1:]):
        one, claim, need = doubtful[0]
        return told_of(one, claim, telling.middle(need))
    for strict, most in ((True, odds), (False, odds * _LOOSER)):
        if sum(slips.chance(claim, need, strict=strict) for _, claim, need in doubtful) > most:
            continue
        for one, claim, need in doubtful:
            value = slips.near_slip(claim, need, strict=strict)
            if value is not None and value >= intervals.last_place(claim):
                return told_of(one, claim, value)
    return None


def as_printed(claim: Claim, need: Interval) -> Interval:
    """What a figure would have to be, rounded to the place it is printed to; things counted are not rounded."""
    counted = claim.loose.low == claim.loose.high
    return need if counted else intervals.widened(need, intervals.last_place(claim) / 2)


def _counts_missed(equation: Equation) -> bool:
    """Whether things counted one by one, laid out right after their number, miss it by no more than a slip would."""
    whole = equation.claims[-1]
    counted = all(claim.loose.low == claim.loose.high for claim in equation.claims)
    return equation.rule == "sum-of-parts" and counted and _plausible(whole, equation.needs[-1])


def _plausible(claim: Claim, need: Interval) -> bool:
    """Whether the one figure in doubt misses what the others give by no more than figures are mistaken by."""
    if not claim.value or digits(claim) < 2:
        return False
    return _LEAST < telling.middle(need) / claim.value < _MOST


_LEAST, _MOST = Decimal("0.5"), Decimal(2)


def told_of(equation: Equation, claim: Claim, value: Decimal) -> Relation:
    fits = telling.amount(value, claim)
    return Relation(
        equation.rule,
        "suspicious",
        tuple(one.id for one in equation.claims),
        f"{equation.shown}: không khớp; khớp nếu {claim.text} là {fits}",
        f"{claim.text} có thể ghi nhầm: các số đi kèm cho {fits}. Hãy xem lại các số này.",
        fits,
    )


LAST: tuple[LastRule, ...] = (mistyped,)
