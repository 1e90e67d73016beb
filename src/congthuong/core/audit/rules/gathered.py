"""Totals that name what they gather: amounts told before them, not side by side, some of them as what was added.

"cấp mới 14 dự án với vốn 186,5 triệu USD; vốn tăng thêm 74,3 triệu USD; góp vốn 12,2 triệu USD. Tổng vốn cấp mới, điều
chỉnh và góp vốn đạt 273,0 triệu USD"; "nếu tính cả 1.628,3 nghìn tỷ đồng … thì tổng số vốn bổ sung là 2.715,6".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import LaterRule, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_GATHERS: Final = pattern(
    r"(?<!\p{L})(?:tổng|tổng cộng|tính cả|tính chung|cả hai|cả ba|gộp|cộng lại|cộng chung|cộng cả)(?!\p{L})(?!\s+mức bán lẻ)[^;.]{0,120}\Z"
)
_BACK: Final = 14
_MOST: Final = 6
_TERMS: Final = 4
_NO_TERM: Final = frozenset({"base", "plan", "average", "before", "whole", "part", "range"})


def gathered(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    row = row_of(text)
    for at, result in enumerate(text.claims):
        if result.id in explained or result.role not in ("level", "count", "after") or not result.unit.base:
            continue
        if result.unit.base in ("%", "‰") or not _GATHERS.search(fold(row.before(result))):
            continue
        found = _terms(row, at, result)
        if found is not None:
            yield Relation(
                "sum-of-parts",
                "consistent",
                (*(one.id for one in found), result.id),
                " + ".join(one.text for one in found) + f" = {result.text}",
            )


def _terms(row: Row, at: int, result: Claim) -> tuple[Claim, ...] | None:
    """Two to four of the amounts before a total that come to it, the nearest first."""
    near = [one for one in row.claims[max(0, at - _BACK) : at] if _may_be_term(row, one, result)][-_MOST:]
    stated = stands_for(result, result)
    tried = 0
    for size in range(2, min(_TERMS, len(near)) + 1):
        for terms in sorted(combinations(near, size), key=lambda found: -row.at[found[0].id]):
            if size > 2 and near.index(terms[-1]) - near.index(terms[0]) >= size:
                continue  # more than two are told one after the other
            tried += 1
            total = intervals.total(stands_for(one, result) for one in terms)
            printed = telling.middle(intervals.total(_printed(one, result) for one in terms))
            if abs(printed - result.value) > intervals.last_place(result):
                continue
            if total.overlaps(stated) and no_chance(tried, total, stated, intervals.last_place(result)):
                return terms
    return None


def _printed(one: Claim, like_claim: Claim) -> Interval:
    return (
        intervals.exact(one, like_claim.unit)
        if intervals.alike(one.unit, like_claim.unit)
        else intervals.exact(one)
    )


def _may_be_term(row: Row, one: Claim, result: Claim) -> bool:
    added = one.role == "difference" and one.direction == "up" and not one.base
    amount = one.role not in _NO_TERM and one.role in ("level", "count", "after", "remaining")
    near = result.piece - one.piece <= 1
    return (
        near and (added or amount) and like(one, result) and bool(one.unit.base) and one.value < result.value
    )


LATER: tuple[LaterRule, ...] = (gathered,)
