"""Figures about something that was told of before: its name leads to the figures they come from.

"c) An toàn thực phẩm: 318 vụ, phạt 1.847,3 triệu đồng; … Nhóm an toàn thực phẩm chiếm 29,8% số vụ nhưng chỉ chiếm 15,0% số tiền
phạt": pages may lie between, and a table may be what tells of it. What is found so only confirms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, permutations
from typing import Final

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim, Relation, Role, Understanding, is_prose
from congthuong.core.audit.phrases import MEAN
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.audit.rules.named_segments import Segment, segments
from congthuong.core.audit.rules.nearby import is_amount, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Interval, Unit

_BACK: Final = 120
"""Figures before a result among which what it is about may be told."""
_CALLED: Final = 4
"""Stretches with the name that are looked at, the nearest first."""
_WIDE: Final = 8
_LONG: Final = 3
_SUMS: Final = ("sum-of-parts", "count-of-parts", "table-column-total")
_SHARES: Final[frozenset[Role]] = frozenset({"share", "level", "attainment", "index", "contribution"})
_WHOLES: Final = 3
_EXPLAIN_NOTHING: Final = frozenset({"shares-to-hundred", "bases-of-parts", "part-within-whole"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What was found before: which claims are the result of a relation, and what each part was found to come to."""

    results: frozenset[str]
    wholes: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A result with what it may come from: the stretches that tell of what it is about, and those that its words after it
    name ("bằng 74,3% doanh thu")."""

    row: Row
    result: Claim
    called: Sequence[Segment]
    among: Sequence[Segment]
    told: _Told

    @property
    def own(self) -> Claim | None:
        """The level told beside the result."""
        return self.row.text.statement_of(self.result).first("level", "count", "after")


def by_name(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    row, told = row_of(text), _told(relations)
    known = segments(text)
    ends = [one.last for one in known]
    for at, result in enumerate(text.claims):
        if result.id in told.results or not result.value or result.qualifier:
            continue
        way = _way(result)
        adds = way is None and result.role in ("level", "count") and digits(result) >= _LONG
        if not (way or adds) or not is_prose(text.piece_of(result)):
            continue
        near = known[bisect_left(ends, max(0, at - _BACK)) : bisect_left(ends, at)]
        near = tuple(one for one in reversed(near) if len(one.claims) <= _WIDE)
        called = _called(near, _named_around(row, at, result))
        if way is not None and called:
            asked = _Asked(row, result, called, _called(near, words_of(result.tail)), told)
            yield from _first_that_holds(asked, way)
        elif way is None and len(called) > 1:
            yield from _together(result, called)


def _called(near: Sequence[Segment], words: frozenset[str]) -> list[Segment]:
    return list(islice((one for one in near if one.is_called(words)), _CALLED))


def _told(relations: Sequence[Relation]) -> _Told:
    wholes: dict[str, list[str]] = {}
    for one in relations:
        if one.rule in _SUMS and one.verdict == "consistent":
            for part in one.claims[:-1]:
                wholes.setdefault(part, []).append(one.claims[-1])
    ended = (one.claims[-1] for one in relations if one.claims and one.rule not in _EXPLAIN_NOTHING)
    return _Told(frozenset(ended), wholes)


def _named_around(row: Row, at: int, result: Claim) -> frozenset[str]:
    """The words that say what a result is about: its subject, and what stands between the figure before and it."""
    before = row.claims[at - 1] if at else None
    since = before.end if before is not None and row.reach(before, result) == 0 else 0
    between = row.before(result)[-max(1, result.start - since) :]
    return words_of(f"{row.text.statement_of(result).subject} {between} {result.tail}")


@dataclass(frozen=True, slots=True)
class _Try:
    """Operands with what they give, to be held to a result; `rule` and the sign between them for those who read it."""

    rule: str
    operands: tuple[Claim, ...]
    value: Interval | None
    shown: str


_Way = Callable[[_Asked, Segment], Iterator[_Try]]


def _way(result: Claim) -> _Way | None:
    """The arithmetic that a result of its kind may come from."""
    if result.unit.base == "%":
        if result.role == "change":
            return _grown
        return _shared if result.role in _SHARES else None
    if result.role in ("difference", "remaining", "after"):
        return _apart
    return _spread if result.role == "average" or MEAN.search(result.lead) else None


def _first_that_holds(asked: _Asked, way: _Way) -> Iterator[Relation]:
    result = asked.result
    stated = intervals.signed(result) if result.role == "change" else stands_for(result, result)
    tries = (one for segment in asked.called for one in way(asked, segment))
    for tried, one in enumerate(tries, 1):
        if no_chance(tried, one.value, stated, intervals.last_place(result)):
            ids = (*(claim.id for claim in one.operands), result.id)
            yield Relation(one.rule, "consistent", ids, f"{one.shown} = {result.text}")
            return


def _together(result: Claim, called: Sequence[Segment]) -> Iterator[Relation]:
    """ "Riêng tàu biển và thủy sản mang về 1.777,4 triệu USD": what two or three things come to that were told of before."""
    heads = [[one for one in _amounts(segment) if like(one, result)][:_COLUMNS] for segment in called]
    stated, tried = stands_for(result, result), 0
    for size in (2, 3):
        for chosen in combinations([found for found in heads if found], size):
            for column in zip(*chosen, strict=False):
                tried += 1
                total = intervals.total(stands_for(one, result) for one in column)
                if no_chance(tried, total, stated, intervals.last_place(result)):
                    ids = (*(one.id for one in reversed(column)), result.id)
                    shown = " + ".join(one.text for one in reversed(column))
                    yield Relation("sum-of-parts", "consistent", ids, f"{shown} = {result.text}")
                    return


_COLUMNS: Final = 3


def _amounts(segment: Segment) -> list[Claim]:
    return [claim for claim in segment.claims if is_amount(claim)]


def _shared(asked: _Asked, segment: Segment) -> Iterator[_Try]:
    """What the thing is of the total it was found to be a part of, of another figure told of it, or of what is named."""
    row, parts = asked.row, _amounts(segment)
    by_id = row.text.claims_by_id
    for part in parts:
        for name in asked.told.wholes.get(part.id, ())[:_WHOLES]:
            yield _share(part, by_id[name])
    for part, whole in permutations(parts, 2):
        if part.value < whole.value and like(part, whole):
            yield _share(part, whole)
    here = row.at[asked.result.id]
    after = [one for one in row.claims[here + 1 : here + 2] if not row.reach(one, asked.result)]
    for whole in (*after, *(one.claims[0] for one in asked.among)):
        for part in parts:
            if part is not whole and is_amount(whole) and like(part, whole):
                yield _share(part, whole)


def _share(part: Claim, whole: Claim) -> _Try:
    base = stands_for(whole, part)
    value = intervals.percent_of(stands_for(part, part), base) if base.low > 0 else None
    return _Try("share-of-whole", (part, whole), value, f"{part.text} / {whole.text}")


def _grown(asked: _Asked, segment: Segment) -> Iterator[_Try]:
    """How the thing changed since it was told of ("Doanh thu năm 2026 12,6 tỷ USD, tăng 11,9%"), or between two figures of it."""
    own = asked.own
    for base in segment.claims[:_WHOLES]:
        if own is not None and is_amount(base) and like(own, base):
            yield _growth(own, base)
    for now, base in permutations(_amounts(segment), 2):
        if like(now, base):
            yield _growth(now, base)


def _growth(now: Claim, base: Claim) -> _Try:
    value = intervals.growth(stands_for(now, now), stands_for(base, now))
    return _Try("change-of-level", (now, base), value, f"({now.text} / {base.text} − 1) × 100")


def _apart(asked: _Asked, segment: Segment) -> Iterator[_Try]:
    """By how much two figures of the thing differ, or the one told now and one told before."""
    result, own = asked.result, asked.own
    if result.unit.base.startswith("điểm"):
        near = [claim for claim in segment.claims if claim.unit.base == "%"]
    else:
        near = [claim for claim in _amounts(segment) if like(claim, result)]
        if own is not None and own is not result and like(own, result):
            near = [own, *near[:_WHOLES]]
    for larger, smaller in permutations(near, 2):
        if larger.value > smaller.value:
            value = intervals.minus(stands_for(larger, result), stands_for(smaller, result))
            rule = "difference-of-levels" if result.role == "difference" else "remaining"
            yield _Try(rule, (larger, smaller), value, f"{larger.text} − {smaller.text}")


def _spread(asked: _Asked, segment: Segment) -> Iterator[_Try]:
    """What the thing has on each of those it counts."""
    result = asked.result
    unit = Unit(result.unit.base.partition("/")[0], result.unit.exponent)
    for whole, number in permutations(_amounts(segment), 2):
        counted = number.unit.is_count or not (number.unit.base or number.decimals)
        if counted and number.value > 1 and unit.base and intervals.alike(whole.unit, unit):
            value = intervals.over(intervals.within(whole, unit), stands_for(number, number))
            yield _Try("average", (whole, number), value, f"{whole.text} / {number.text}")


LAST: tuple[LastRule, ...] = (by_name,)
