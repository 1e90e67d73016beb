"""What came and what went, told side by side, with the stock before and after them in any order around.

"hiện có 1.482 cơ sở; tháng này có thêm 14 cơ sở mới, 5 cơ sở ngừng hẳn. Như vậy so với cuối tháng 7 (1.473 cơ sở) tăng 9": the
words tell what came and what went, the figures which two stocks they lie between and what they change by in all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import LaterRule, is_amount, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.audit.rules.stages import stage
from congthuong.core.quantities import UNITLESS, Interval

_APART: Final = 3
"""Figures from what came to what went, at most."""
_BACK, _AHEAD = 10, 6
_STOCKS: Final = 6
_NET: Final = 5


def flows_around(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    row = row_of(text)
    for came, went in moves(row):
        yield from _between_stocks(row, came, went)
        yield from _net(row, came, went)


def moves(row: Row) -> Iterator[tuple[Claim, Claim]]:
    """What came and what went, near each other in a sentence."""
    for at, first in enumerate(row.claims):
        if not _moved(first) or stage(row, first) not in ("in", "out"):
            continue
        for second in row.claims[at + 1 : at + 1 + _APART]:
            if row.reach(first, second):
                break
            stages = stage(row, first), stage(row, second)
            counted = first.unit.is_count and second.unit.is_count
            if _moved(second) and (counted or like(first, second)) and set(stages) == {"in", "out"}:
                yield (first, second) if stages[0] == "in" else (second, first)
                break


def _moved(claim: Claim) -> bool:
    plain = is_amount(claim) and claim.role not in ("plan", "base", "average")
    return plain and claim.value > 0 and "/" not in claim.unit.base and not claim.qualifier


def _around(row: Row, came: Claim, went: Claim) -> list[Claim]:
    first, last = sorted((row.at[came.id], row.at[went.id]))
    near = row.claims[max(0, first - _BACK) : last + 1 + _AHEAD]
    return [one for one in near if one not in (came, went) and abs(one.piece - came.piece) <= 1]


def _between_stocks(row: Row, came: Claim, went: Claim) -> Iterator[Relation]:
    most = max(came.value, went.value)
    stocks = [
        one
        for one in _around(row, came, went)
        if is_amount(one) and one.value > most and like(one, came) and one.role not in ("plan", "average")
        if stage(row, one) not in ("in", "out") or one.unit == came.unit != UNITLESS
    ][-_STOCKS:]
    moved = intervals.minus(stands_for(came, came), stands_for(went, came))
    for tried, (one, other) in enumerate(combinations(stocks, 2), 1):
        opening, closing = sorted((one, other), key=lambda stock: stock.value)
        if came.value < went.value:
            opening, closing = closing, opening
        change = intervals.minus(stands_for(closing, came), stands_for(opening, came))
        place = max(intervals.last_place(claim) for claim in (came, opening, closing))
        if opening.value != closing.value and no_chance(tried, _size(change), _size(moved), place):
            yield Relation(
                "flow",
                "consistent",
                (opening.id, came.id, went.id, closing.id),
                f"{opening.text} + {came.text} − {went.text} = {closing.text}",
            )
            return


def _size(change: Interval) -> Interval:
    return change if change.high > 0 else Interval(-change.high, -change.low)


def _net(row: Row, came: Claim, went: Claim) -> Iterator[Relation]:
    """ "ban hành mới 86, bãi bỏ 63; do vậy bộ thủ tục tăng thêm 23": the difference told after both."""
    after = max(row.at[came.id], row.at[went.id]) + 1
    for one in row.claims[after : after + _NET]:
        grew = came.value > went.value
        if one.role != "difference" or one.direction != ("up" if grew else "down") or not like(one, came):
            continue
        larger, smaller = (came, went) if grew else (went, came)
        net = intervals.minus(stands_for(larger, one), stands_for(smaller, one))
        if one.piece == came.piece and no_chance(1, net, stands_for(one, one), intervals.last_place(one)):
            yield Relation(
                "difference-of-levels",
                "consistent",
                (larger.id, smaller.id, one.id),
                f"{larger.text} − {smaller.text} = {one.text}",
            )
            return


LATER: tuple[LaterRule, ...] = (flows_around,)
