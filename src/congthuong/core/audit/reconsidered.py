"""A contradiction for which the text has another figure that was meant is none.

Wording proposes which figures belong together and may take the wrong one: the average before a rate for the total, last
year's level for this year's, the share of the plan for that of the year before. Before anything is told, each broken
arithmetic is tried with every other figure around in place of one of its operands, and with what else explains its result.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals, slips
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.phrases import MEAN
from congthuong.core.audit.rules.nearby import like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities import Interval

_DOUBTED: Final = ("contradiction", "suspicious")
_BACK: Final = 16
_AHEAD: Final = 6
_SHARES: Final = ("share-of-whole", "table-percent")
_SAYS_LITTLE: Final = frozenset(
    {"part-within-whole", "base-within-whole", "shares-to-hundred", "stated-twice"}
)


def reconsidered(text: Understanding, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, those broken ones left out or read again that another figure of the text makes right."""
    explained = {
        one.claims[-1]
        for one in relations
        if one.verdict == "consistent" and one.rule not in _SAYS_LITTLE and len(one.claims) > 2
    }
    row = row_of(text.spoken)
    shares = {one.claims[-1] for one in relations if one.verdict == "consistent" and one.rule in _SHARES}
    kept = [one for one in relations if not _lists_not_all(one, shares)]
    return [one for each in kept if (one := _reread(row, each, explained)) is not None]


def _lists_not_all(one: Relation, shares: set[str]) -> bool:
    """Whether shares that come to less than a hundred are each right of their whole: then some part is told without one."""
    return one.rule == "shares-to-hundred" and one.verdict in _DOUBTED and shares.issuperset(one.claims)


def _reread(row: Row, one: Relation, explained: Collection[str]) -> Relation | None:
    """The relation, the reading that was meant instead, or None where its result is explained without it."""
    if one.verdict not in _DOUBTED or one.rule not in _RESULTS or len(one.claims) != 3:
        return one
    if any(name not in row.at for name in one.claims):
        return one
    first, second, result = (row.text.claims_by_id[name] for name in one.claims)
    meant = _meant(row, one.rule, (first, second, result))
    if meant is not None:
        return meant
    return None if result.id in explained and not _one_slip(one.rule, (first, second, result)) else one


def _one_slip(rule: str, claims: tuple[Claim, Claim, Claim]) -> bool:
    """Whether one slip of the hand in one of the figures explains that they do not fit: then it may be told all the same."""
    for claim in claims:
        for number in slips.slips_of(int(claim.value.scaleb(claim.decimals))):
            changed = _printed(claim, number)
            first, second, result = (changed if one is claim else one for one in claims)
            computed = _RESULTS[rule](first, second, result)
            if computed is not None and computed.overlaps(_stated(result)):
                return True
    return False


def _printed(claim: Claim, number: int) -> Claim:
    """The claim as it would be were these its digits."""
    value = Decimal(number).scaleb(-claim.decimals)
    low, high = value - (claim.value - claim.low), value + (claim.high - claim.value)
    return replace(claim, value=value, low=low, high=high, loose=Interval(low, high))


def _meant(row: Row, rule: str, claims: tuple[Claim, Claim, Claim]) -> Relation | None:
    """The same arithmetic with another figure for one of its operands, where that makes it come out and hardly by chance."""
    first, second, result = claims
    others = [
        claim
        for claim, reach, _ in row.around(result, back=_BACK, ahead=_AHEAD)
        if reach < 2 and claim not in claims and like(claim, first)
    ]
    for other in others:
        for pair, instead in (((other, second), first), ((first, other), second)):
            if _the_same(row.text, other, instead):
                continue
            computed = _RESULTS[rule](*pair, result)
            if no_chance(2 * len(others), computed, _stated(result), intervals.last_place(result)):
                shown = f"{pair[0].text}; {pair[1].text}; {result.text}"
                return Relation(rule, "consistent", (pair[0].id, pair[1].id, result.id), shown)
    return None


def _the_same(text: Understanding, other: Claim, instead: Claim) -> bool:
    """Whether a figure tells again what it would stand in for, rightly or mistyped: one of the two is wrong then."""
    if _averaged(other) != _averaged(instead):
        return False
    if slips.near_slip(instead, intervals.exact(other)) is not None:
        return True
    one, own = text.statement_of(other), text.statement_of(instead)
    return bool(one.key) and one.key == own.key and one.period == own.period


def _averaged(claim: Claim) -> bool:
    return claim.role == "average" or bool(MEAN.search(claim.lead))


def _stated(result: Claim) -> Interval:
    return intervals.signed(result) if result.role in ("change", "difference") else result.loose


def _percent(first: Claim, second: Claim, result: Claim) -> Interval | None:
    return intervals.percent_of(stands_for(first, second), stands_for(second, second))


def _change(first: Claim, second: Claim, result: Claim) -> Interval | None:
    now, base = stands_for(first, second), stands_for(second, second)
    if result.role == "change":
        return intervals.growth(now, base)
    ratio = intervals.over(now, base) if base.low > 0 else None
    return intervals.times(ratio, intervals.exactly(100 if result.role == "index" else 1)) if ratio else None


def _difference(first: Claim, second: Claim, result: Claim) -> Interval | None:
    return intervals.minus(stands_for(first, result), stands_for(second, result))


def _step(first: Claim, second: Claim, result: Claim) -> Interval | None:
    if result.role == "change":
        return _change(second, first, result)
    return _difference(second, first, result)


_RESULTS: Final[dict[str, Callable[[Claim, Claim, Claim], Interval | None]]] = {
    "attainment": _percent,
    "share-of-whole": _percent,
    "change-of-level": _change,
    "difference-of-levels": _difference,
    "before-after": _step,
}
