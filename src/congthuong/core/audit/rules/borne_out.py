"""What the words tie together must be borne out by some figure around.

Other rules let numbers decide between readings, and are silent where none fits. Here the words leave no doubt that there is
an arithmetic, only not which figure stands at its other end: where none of those around does, and a slip of the hand would
explain it, the likeliest reading is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.reconsidered import reconsidered
from congthuong.core.audit.rules.averages_of_some import averages_of_some
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.left_of_some import left_of_some
from congthuong.core.audit.rules.mistyped import LastRule, as_printed, known_of, told_of
from congthuong.core.audit.rules.nearby import no_chance
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.audit.rules.set_beside import set_beside
from congthuong.core.audit.rules.shares_of_some import shares_of_some
from congthuong.core.audit.rules.told_parts import told_parts
from congthuong.core.quantities import Interval

_TIED: Final[tuple[Callable[[Row], Iterator[list[Equation]]], ...]] = (
    set_beside,
    shares_of_some,
    told_parts,
    averages_of_some,
    left_of_some,
)
_LEAST, _MOST = Decimal("0.5"), Decimal(2)


def borne_out(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    # What another figure makes right will not be told, and must not silence what is.
    row, known = row_of(text), known_of(reconsidered(text, relations))
    told: set[str] = set(known.told)
    for tied in _TIED:
        for readings in tied(row):
            if readings[0].claims[-1].id in known.results:
                continue
            right = next((one for one in readings if one.comes_out), None)
            if right is not None:
                yield from _borne_out(right, readings)
                continue
            if any(claim.id in told for claim in readings[0].claims):
                continue
            found = _asked(readings, known.confirmed)
            if found is not None:
                told.update(found.claims)
                yield found


def _borne_out(right: Equation, readings: Sequence[Equation]) -> Iterator[Relation]:
    """The reading that comes out, where that is no chance among so many."""
    result = right.claims[-1]
    if no_chance(readings.index(right) + 1, right.needs[-1], result.interval, intervals.last_place(result)):
        yield Relation(right.rule, "consistent", tuple(one.id for one in right.claims), right.shown)


def _asked(readings: Sequence[Equation], confirmed: frozenset[str]) -> Relation | None:
    """The first reading that one slip explains, else the nearest where its result misses by no more than slips do."""
    for one in readings:
        for claim, need in zip(one.claims, one.needs, strict=True):
            if claim.id in confirmed or need.high <= 0:
                continue
            value = slips.near_slip(claim, as_printed(claim, need))
            if value is not None and value > 0:
                return told_of(one, claim, value)
    nearest = readings[0]
    for claim, need in zip(nearest.claims, nearest.needs, strict=True):
        if claim.id not in confirmed and _misses_little(claim, need):
            return told_of(nearest, claim, telling.middle(need))
    return None


def _misses_little(claim: Claim, need: Interval) -> bool:
    if not claim.value or digits(claim) < 2:
        return False
    return _LEAST < telling.middle(need) / claim.value < _MOST


LAST: tuple[LastRule, ...] = (borne_out,)
