"""Months, quarters and half years of one thing that come to what is told of the time together, wherever each was told.

"tổng mức bán lẻ quý III ước 31.486 tỷ đồng, so với quý II (30.917 tỷ đồng) tăng 1,8%; quý I là 29.650 tỷ đồng, cả ba quý 92.053
tỷ đồng": a base of comparison is a part of the year too. The shorter a figure, the fewer are tried; what comes out confirms.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from congthuong.core.audit import intervals
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Role, Understanding
from congthuong.core.audit.rules.nearby import LaterRule, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold

_SO_FAR: Final = pattern(
    r"(?<!\p{L})(?:lũy kế|cộng dồn|tính chung|tổng cộng|cộng|cả (?:năm|(?:hai|ba|bốn|2|3|4) quý|kỳ)|đến hết"
    r"|(?:[0-9]{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) tháng|cả hai|trong năm|tính đến|quý (?:i{1,3}|iv|[1-4])|nâng|đưa)(?!\p{L})[^.;]{0,80}\Z"
)
_BACK, _AHEAD = 80, 3
_NEAREST: Final = 9
_TERMS: Final = 4
_DIGITS: Final = 3
_AMOUNTS: Final[frozenset[Role]] = frozenset({"level", "count", "after", "base", "part"})
_OF_YEAR_BEFORE: Final = ("same_period", "december", "year_start", "plan")


def sums_over_time(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    row = row_of(text)
    for at, result in enumerate(text.claims):
        if result.role not in ("level", "count", "after") or digits(result) < _DIGITS or result.qualifier:
            continue
        if not result.unit.base or result.unit.base in ("%", "‰") or not _of_long_time(row, result):
            continue
        found = _come_to(row, result, _told_alike(row, at, result))
        if found is not None:
            yield Relation(
                "sum-of-parts",
                "consistent",
                (*(one.id for one in found), result.id),
                " + ".join(one.text for one in found) + f" = {result.text}",
            )


def _of_long_time(row: Row, result: Claim) -> bool:
    period = row.text.statement_of(result).period
    months = period is not None and (period.first.year, period.first.month) != (
        period.last.year,
        period.last.month,
    )
    return bool(_SO_FAR.search(fold(row.before(result)))) or (months and _is_headed(row, result))


def _is_headed(row: Row, result: Claim) -> bool:
    """Whether the piece begins with it, so that the time in its heading is its own: "II. Lũy kế 9 tháng"."""
    return row.sentence.get(result.id, (0, 1))[1] == 0


def _told_alike(row: Row, at: int, result: Claim) -> list[Claim]:
    """The nearest amounts of the same thing by their name, or of the same sentence and the one before."""
    name = words_of(row.text.statement_of(result).subject)
    sentence = words_of(row.before(result))
    near: list[Claim] = []
    after = row.claims[at + 1 : at + 1 + _AHEAD]
    before = row.claims[max(0, at - _BACK) : at]
    for one in (*(claim for claim in after if not row.reach(claim, result)), *reversed(before)):
        if one.role not in _AMOUNTS or one.base in _OF_YEAR_BEFORE or one.qualifier:
            continue
        if one.value >= result.value or not like(one, result):
            continue
        own = words_of(row.text.statement_of(one).subject)
        if row.reach(one, result) <= 1 or _names(name, own) or (len(own) > 1 and own <= sentence):
            near.append(one)
        if len(near) == _NEAREST:
            break
    return near


def _names(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and (first <= second or second <= first)


def _come_to(row: Row, result: Claim, near: list[Claim]) -> tuple[Claim, ...] | None:
    stated = stands_for(result, result)
    tried = 0
    for size in range(2, min(_TERMS, len(near)) + 1):
        for terms in combinations(near, size):
            tried += 1
            total = intervals.total(stands_for(one, result) for one in terms)
            if total.overlaps(stated) and no_chance(tried, total, stated, intervals.last_place(result)):
                return tuple(sorted(terms, key=lambda one: row.at[one.id]))
    return None


LATER: tuple[LaterRule, ...] = (sums_over_time,)
