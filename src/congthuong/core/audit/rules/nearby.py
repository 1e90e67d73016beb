"""Figures that no rule explained, and the figures around them that arithmetic could take.

The rules know wordings; texts have more of them than any list. A figure left over is therefore looked at once more: does
some simple arithmetic of the figures around it give it? What is found so only confirms. Found by trying, it must be no
chance: the more combinations were tried, the narrower must the match be (`no_chance`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim, Relation, Role, Statement, Understanding
from congthuong.core.audit.rules.operands import Row, begins_alike, counts, noun_of, said_generally
from congthuong.core.quantities import Interval

LaterRule = Callable[[Understanding, frozenset[str]], Iterator[Relation]]
"""A rule that is also told which claims are the result of some relation already."""
AMOUNTS: Final[frozenset[Role]] = frozenset(
    {"level", "count", "part", "whole", "after", "before", "base", "plan", "remaining", "average"}
)
_CHANCE: Final = Decimal("0.16")
"""Matches that chance would give at most, in all that was tried for one figure."""


def no_chance(tried: int, computed: Interval | None, stated: Interval, place: Decimal) -> bool:
    """Whether a computed value meets the stated one so narrowly that `tried` attempts do not explain it.

    A value near the stated one falls into both intervals by chance as often as they are wide against it.
    """
    if computed is None or not computed.overlaps(stated):
        return False
    width = max(computed.high - computed.low + stated.high - stated.low, place)
    middle = abs(stated.low + stated.high) / 2
    return tried * width <= _CHANCE * middle


def is_amount(claim: Claim) -> bool:
    return claim.role in AMOUNTS and claim.unit.base not in ("%", "‰", "điểm phần trăm", "điểm %")


def like(first: Claim, second: Claim) -> bool:
    """Whether two amounts may be added or compared: of one measure, or counts of one noun, of people, or of no noun."""
    if first.unit.base == second.unit.base or intervals.alike(first.unit, second.unit):
        return True
    if not (_plain(first) and _plain(second)):
        whole = not (first.decimals or second.decimals)
        return whole and begins_alike(first.unit.base, second.unit.base)  # "45 điểm bán", "1.815 điểm"
    if said_generally(first.unit, second.unit):
        return True
    return "" in (first.unit.base, second.unit.base) or counts(first, noun_of(second)) < 2


def _plain(claim: Claim) -> bool:
    """Whether a claim counts something, or is a bare number that may."""
    bare = not (claim.unit.base or claim.unit.exponent or claim.decimals)
    return bare or claim.unit.is_count or claim.role in ("count", "part", "whole")


def in_order(row: Row, result: Claim, *, back: int) -> list[Claim]:
    """The claims around a result, those first that its words lead to: of its own statement, of those this hangs on, of its
    sentence, of its piece, named like it; within each the nearest first."""
    text = row.text
    own = text.statement_of(result)
    above = set(_above(text, own))

    def key(found: tuple[Claim, int, int]) -> tuple[int, int]:
        claim, reach, away = found
        one = text.statement_of(claim)
        if one is own:
            return 0, away
        if one.index in above or one.parent == own.index:
            return 1, away
        if reach == 0:
            return 2, away
        if reach == 1:
            return 3, away
        return (4 if one.key and one.key == own.key else 5), away

    return [claim for claim, _, _ in sorted(row.around(result, back=back), key=key)]


def _above(text: Understanding, one: Statement) -> Iterator[int]:
    for _ in range(_HEIGHT):
        if one.parent is None:
            return
        yield one.parent
        one = text.statements[one.parent]


_HEIGHT: Final = 6


def stands_for(claim: Claim, like_claim: Claim) -> Interval:
    """What a claim may stand for in another's unit: things counted as they are, trailing zeros not taken for rounding."""
    counted = claim.loose.low == claim.loose.high
    if claim.unit == like_claim.unit:
        return claim.loose if counted else claim.interval
    if intervals.alike(claim.unit, like_claim.unit):
        return intervals.within(claim, like_claim.unit, loose=counted)
    return claim.loose if counted else claim.interval


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with what it may stand for in its own unit, laid out once."""

    claim: Claim
    own: Interval
    unit: tuple[str, int]

    def beside(self, other: Amount) -> Interval:
        """What it may stand for in the unit of another; things that do not convert are taken as they are."""
        if self.unit == other.unit or not intervals.alike(self.claim.unit, other.claim.unit):
            return self.own
        return stands_for(self.claim, other.claim)


def amounts(row: Row) -> tuple[Amount | None, ...]:
    """The amounts of a row by their places, None where a claim is none."""
    return row.text.once(_amounts)


def _amounts(text: Understanding) -> Iterator[Amount | None]:
    for claim in text.claims:
        if is_amount(claim):
            yield Amount(claim, stands_for(claim, claim), (claim.unit.base, claim.unit.exponent))
        else:
            yield None


def amounts_in_order(row: Row, result: Claim, *, back: int) -> Iterator[Amount]:
    """The amounts around a result in the order of `in_order`."""
    found = amounts(row)
    for claim in in_order(row, result, back=back):
        one = found[row.at[claim.id]]
        if one is not None:
            yield one


def depths(row: Row) -> dict[str, int]:
    """How many brackets are open at each claim, within its sentence."""
    found: dict[str, int] = {}
    sentence, depth, at = None, 0, 0
    for claim in row.claims:
        words = row.text.piece_of(claim).text
        if row.sentence.get(claim.id) != sentence:
            sentence, depth = row.sentence.get(claim.id), 0
            at = claim.start - len(row.before(claim, 300))
        between = words[at : claim.start]
        depth = max(0, depth + between.count("(") - between.count(")"))
        found[claim.id], at = depth, claim.start
    return found
