"""What remains and what is raised to, where no word tells which figure came in and which went out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import Amount, LaterRule, amounts, amounts_in_order, like, no_chance
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.audit.rules.stages import stage
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_BACK: Final = 200
RAISED: Final = regex.compile(
    r"(?<!\p{L})(?:nâng|đưa)(?!\p{L})[^;.]{0,60}\s(?:lên|thành|là)\s*(?:thành\s*)?\Z"
    r"|(?<!\p{L})(?:lũy kế|cộng dồn|tính chung)(?!\p{L})[^,;.]{0,40}\Z"
)
_VERY_LONG: Final = 6
"""Digits from which a total that its parts explain may come of the months before as well."""
_LONG: Final = 4
"""Digits from which three figures before a fourth hardly come to it by chance, whatever their words."""


def balances(text: Understanding, _: frozenset[str]) -> Iterator[Relation]:
    """ "đầu tháng tồn 462 xe, trong tháng đến 46.118 xe, thông quan 45.893 xe, cuối tháng còn 687 xe": the three before."""
    row = row_of(text)
    for at, result in enumerate(text.claims):
        if digits(result) < _SHORTEST or (digits(result) < _LONG and stage(row, result) != "rest"):
            continue
        terms = _before(row, at, result)
        if len(terms) < 3:
            continue
        opening, into, out = terms[-3:]
        own = Amount(result, intervals.exactly(0), (result.unit.base, result.unit.exponent))
        total = intervals.minus(intervals.plus(opening.beside(own), into.beside(own)), out.beside(own))
        if no_chance(2, total, _stated(row, at), intervals.last_place(result)):
            yield Relation(
                "flow",
                "consistent",
                (opening.claim.id, into.claim.id, out.claim.id, result.id),
                f"{opening.claim.text} + {into.claim.text} − {out.claim.text} = {result.text}",
            )


_SHORTEST: Final = 3


def so_far(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """ "tháng 8 ước 14.263 tỷ đồng, lũy kế 8 tháng 110.681 tỷ đồng (7 tháng đã thực hiện 96.418)": two of a sentence that come
    to a long third of it."""
    row = row_of(text)
    for at, result in enumerate(text.claims):
        if digits(result) < (_VERY_LONG if result.id in explained else _LONG):
            continue
        if result.role not in ("level", "count", "after"):
            continue
        own = amounts(row)[at]
        near = [
            one
            for one in amounts(row)[max(0, at - 4) : at + 3]
            if one is not None
            and own is not None
            and one is not own
            and row.reach(one.claim, result) == 0
            and like(one.claim, result)
        ]
        for tried, (first, second) in enumerate(combinations(near, 2), 1):
            total = intervals.plus(first.own, second.beside(first))
            if own is None or first.unit != own.unit:
                continue
            if no_chance(4 * tried, total, own.own, intervals.last_place(result)):
                yield Relation(
                    "sum-of-parts",
                    "consistent",
                    (first.claim.id, second.claim.id, result.id),
                    f"{first.claim.text} + {second.claim.text} = {result.text}",
                )
                break


def raised(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """ "thêm 45 điểm bán, nâng tổng số lên 1.815 điểm": the number told long before, and the one just before."""
    row = row_of(text)
    for at, result in enumerate(text.claims):
        if result.id in explained or not result.value or not RAISED.search(fold(row.before(result))):
            continue
        terms = _before(row, at, result)
        if not terms:
            continue
        added = terms[-1]
        for tried, one in enumerate(_alike(row, result, added.claim), 1):
            total = intervals.plus(one.beside(added), added.own)
            if added.claim.unit.exponent != result.unit.exponent:
                break
            if no_chance(tried, total, _stated(row, at), intervals.last_place(result)):
                yield Relation(
                    "raised-to",
                    "consistent",
                    (one.claim.id, added.claim.id, result.id),
                    f"{one.claim.text} + {added.claim.text} = {result.text}",
                )
                break


def _alike(row: Row, result: Claim, besides: Claim) -> Iterator[Amount]:
    for one in amounts_in_order(row, result, back=_BACK):
        if one.claim is not besides and one.claim.value > 0 and like(one.claim, result):
            yield one


def _before(row: Row, at: int, result: Claim) -> list[Amount]:
    """The amounts of a result's kind before it in its sentence."""
    found = amounts(row)[max(0, at - 6) : at]
    return [
        one
        for one in found
        if one is not None and row.reach(one.claim, result) == 0 and like(one.claim, result)
    ]


def _stated(row: Row, at: int) -> Interval:
    one = amounts(row)[at]
    return one.own if one is not None else row.claims[at].interval


LATER: tuple[LaterRule, ...] = (balances, raised, so_far)
