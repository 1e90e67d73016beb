"""Figures that two arithmetics, each with figures of its own, would have to be the same other number.

Asked after the slips of the hand. Where the layout leaves several readings, one that does not come out says nothing; but
where two of them, independent of each other, both come out once a figure is another, and the very same other, that one
is asked about, however far it is from what is printed. By chance that happens the more often the more readings there are
and the wider what each leaves open (`_chance`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final

from congthuong.core.audit import group_rows, groups, telling
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import corroborating, equations, wholes
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.mistyped import LastRule, as_printed, known_of
from congthuong.core.audit.rules.nearby import is_amount, like
from congthuong.core.audit.rules.nearby_sums import counted_rows
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.audit.rules.proposed import Known, averages, changes, remainders, stocks
from congthuong.core.quantities import Interval

_ODDS: Final = Decimal("0.04")
_NARROW: Final = Decimal("0.02")
"""Readings that leave a figure open by more than two per cent corroborate nothing."""
_FAR_OFF: Final = Decimal(40)
"""How many times as much, or as little, a figure may be as printed: one figure more or less, and a little."""
_WHOLES: Final = 3
_MOST: Final = 24
"""Readings of one figure that are compared with each other: odd text has no more of them than good text."""


@dataclass(frozen=True, slots=True)
class _Need:
    equation: Equation
    claim: Claim
    interval: Interval

    @property
    def others(self) -> frozenset[str]:
        return frozenset(one.id for one in self.equation.claims if one is not self.claim)


def corroborated(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    row, known = row_of(text), known_of(relations)
    told: set[str] = set()
    printed = sorted(claim.value.scaleb(claim.unit.exponent) for claim in text.claims)
    for needs in _needs(_readings(row, known), known).values():
        pair = _agreeing(needs[:_MOST], printed)
        if pair is None or not told.isdisjoint(claim.id for one in pair for claim in one.equation.claims):
            continue
        told.update(claim.id for one in pair for claim in one.equation.claims)
        yield _told(*pair)


def _readings(row: Row, known: Known) -> Iterator[Equation]:
    yield from _sums(row, known)
    yield from _shares(row, known)
    for propose in (changes, remainders, averages, stocks):
        for made in propose(row, known):
            yield from made
    yield from corroborating.readings(row, known)


def _sums(row: Row, known: Known) -> Iterator[Equation]:
    for group in (*groups.groups(row.text), *group_rows.rows(row.text), *group_rows.rows_of_items(row.text)):
        if not group.examples:
            yield from _totals(group.amounts, group.wholes[:_WHOLES], known)
    for whole, parts in counted_rows(row):
        yield from _totals(parts, (whole,), known)


def _totals(parts: Sequence[Claim], wholes_of: Sequence[Claim], known: Known) -> Iterator[Equation]:
    if len(parts) < 2 or any(part.qualifier for part in parts):
        return
    if frozenset(part.id for part in parts) in known.rows:
        return
    for whole in wholes_of:
        if whole not in parts and not whole.qualifier and like(whole, parts[0]):
            yield equations.total(parts, whole)


def _shares(row: Row, known: Known) -> Iterator[Equation]:
    for rate in row.claims:
        if rate.unit.base != "%" or rate.role not in ("share", "attainment", "level") or rate.qualifier:
            continue
        if rate.id in known.results or rate.value in (0, 100):
            continue
        part = wholes.part_of(row, row.text.statement_of(rate), rate)
        if part is None or part.qualifier or row.reach(part, rate):
            continue
        for whole in islice(_of(row, part, rate), _WHOLES):
            yield from equations.ratio(part, whole, rate, "share-of-whole", scale=Decimal(100))


def _of(row: Row, part: Claim, rate: Claim) -> Iterator[Claim]:
    """What a percentage may be of: what it hangs on or names, else the amounts just before."""
    one = row.text.statement_of(rate)
    above = row.text.statements[one.parent].first("level", "count") if one.parent is not None else None
    at = row.at[part.id]
    before = reversed(row.claims[max(0, at - _WHOLES) : at])
    seen = {part.id}
    named = (wholes.named_after(row, part, rate), above, *wholes.named_before(row, part, rate))
    for claim in (*one.of("plan", "whole"), *named, *before):
        if claim is None or claim.id in seen or claim.qualifier or not is_amount(claim):
            continue
        seen.add(claim.id)
        if like(claim, part) and row.reach(claim, part) < 2:
            yield claim


def _needs(readings: Iterable[Equation], known: Known) -> dict[str, list[_Need]]:
    """What each figure that no other confirms would have to be."""
    found: dict[str, list[_Need]] = {}
    for one in dict.fromkeys(readings):
        if one.holds or any(claim.id in known.told for claim in one.claims):
            continue
        for claim, need in zip(one.claims, one.needs, strict=True):
            if claim.id in known.confirmed or claim.qualifier or need.low <= 0 or not claim.value:
                continue
            wanted = as_printed(claim, need)
            middle = telling.middle(wanted)
            near = claim.value / _FAR_OFF < middle < claim.value * _FAR_OFF
            if near and wanted.high - wanted.low <= middle * _NARROW:
                found.setdefault(claim.id, []).append(_Need(one, claim, wanted))
    return found


def _agreeing(needs: Sequence[_Need], printed: Sequence[Decimal]) -> tuple[_Need, _Need] | None:
    """Two readings that want the same of a figure, if that is no chance among so many."""
    if len(needs) < 2 or _chance(needs) > _ODDS:
        return None
    for at, first in enumerate(needs):
        for second in needs[at + 1 :]:
            if first.interval.overlaps(second.interval) and _independent(first, second):
                return None if _stands_elsewhere(printed, first, second) else (first, second)
    return None


def _independent(first: _Need, second: _Need) -> bool:
    """Whether each takes a figure that the other does not."""
    own, other = first.others, second.others
    return bool(own - other) and bool(other - own) and first.equation.rule != second.equation.rule


def _chance(needs: Sequence[_Need]) -> Decimal:
    """How many pairs of readings one may expect to agree by chance, spread between half and twice."""
    total = sum(
        ((one.interval.high - one.interval.low) / telling.middle(one.interval) for one in needs), Decimal(0)
    )
    return total * (len(needs) - 1) / Decimal("1.5")


def _stands_elsewhere(printed: Sequence[Decimal], first: _Need, second: _Need) -> bool:
    """Whether the text prints the wanted figure somewhere: then the readings are of that one."""
    low = max(first.interval.low, second.interval.low)
    high = min(first.interval.high, second.interval.high)
    shift = first.claim.unit.exponent
    return bisect_left(printed, low.scaleb(shift)) < bisect_right(printed, high.scaleb(shift))


def _told(first: _Need, second: _Need) -> Relation:
    claim = first.claim
    low = max(first.interval.low, second.interval.low)
    high = min(first.interval.high, second.interval.high)
    fits = telling.amount(telling.middle(Interval(low, high)), claim)
    claims = dict.fromkeys(
        one.id for one in (*first.equation.claims, *second.equation.claims) if one is not claim
    )
    return Relation(
        first.equation.rule,
        "suspicious",
        (*claims, claim.id),
        f"{first.equation.shown}; {second.equation.shown}: đều không khớp; đều khớp nếu {claim.text} là {fits}",
        f"{claim.text} có thể ghi nhầm: hai phép tính với các số khác nhau đều cho {fits}. Hãy xem lại các số này.",
        fits,
    )


LAST: tuple[LastRule, ...] = (corroborated,)
