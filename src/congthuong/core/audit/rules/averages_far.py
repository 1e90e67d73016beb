"""Averages whose total or divisor was told sections before: the thing they are per, or the time they are over, names it.

"Toàn tỉnh có 110 xã … Tổng nguồn vốn huy động 3.022,2 tỷ đồng … Bình quân mỗi xã huy động 27,5 tỷ đồng". Only the numbers of
that very thing, and the amounts that grow over the same time, are tried; what comes out only confirms.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from congthuong.core.audit import intervals
from congthuong.core.audit.cues import vocabulary
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.averages import PEOPLE, spreading
from congthuong.core.audit.rules.means import TIMES, Average, read_average
from congthuong.core.audit.rules.nearby import LaterRule, is_amount, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, begins_alike, is_measure, noun_of, row_of
from congthuong.core.audit.rules.spans_of_time import length
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import find_unit, fold

_BACK: Final = 140
_TOTALS: Final = 8
_NUMBERS: Final = 3
_LEAST: Final = 10
"""Averages below it without decimals come out too easily."""


def averages_far(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    row = row_of(text)
    means = spreading(row)
    for claim in text.claims:
        if claim.id in explained or claim.value <= 0 or not (claim.piece in means or "/" in claim.unit.base):
            continue
        if not claim.decimals and claim.value < _LEAST:
            continue
        average = read_average(row, claim, claim.piece in means)
        if average is None or average.scale != 1 or not average.top.base:
            continue
        time = average.per.split(" ")[0]
        found = _over_time(row, average, time) if time in TIMES else _over_things(row, average)
        if found is not None:
            yield found


def _over_things(row: Row, average: Average) -> Relation | None:
    here = row.at[average.claim.id]
    before = [one for one in reversed(row.claims[max(0, here - _BACK) : here]) if is_amount(one)]
    numbers = _nearest_and_largest([one for one in before if _counts(row, one, average)])
    totals = _totals(row, average, before) if numbers else []
    stated, tried = average.claim.interval, 0
    for total in totals:
        for number in numbers:
            if number is total:
                continue
            tried += 1
            each = intervals.over(_amount(total, average), _number(number, average))
            if no_chance(tried, each, stated, intervals.last_place(average.claim)):
                return _relation(average.claim, total, number)
    return None


def _number(one: Claim, average: Average) -> Interval:
    measured = find_unit(average.per)
    if measured is not None and is_measure(measured) and intervals.alike(one.unit, measured):
        return intervals.within(one, measured)
    return stands_for(one, one)


def _nearest_and_largest(found: list[Claim]) -> list[Claim]:
    """The numbers of a thing that are likeliest meant: those told last, and those of all there are."""
    largest = sorted(found, key=lambda one: -one.value)[:_NUMBERS]
    return list(dict.fromkeys([*found[:_NUMBERS], *largest]))


def _counts(row: Row, one: Claim, average: Average) -> bool:
    """Whether a count is of what the average is per, by its noun or by the words before it: "Huấn luyện viên: 47 người"."""
    measured = find_unit(average.per)
    if measured is not None and is_measure(measured):
        return intervals.alike(one.unit, measured) and one.value > 0 and one.role not in ("plan", "base")
    plain = one.unit.is_count or not (one.unit.base or one.decimals or one.unit.exponent)
    if not plain or one.value <= 1 or one.role in ("plan", "base"):
        return False
    written = _spelled_out(average.per)
    if begins_alike(noun_of(one), written) or begins_alike(fold(one.unit.base), written):
        return True
    named = words_of(f"{row.text.statement_of(one).subject} {one.lead} {one.unit.base} {one.tail}")
    if written in PEOPLE:
        return "dân" in named
    per = words_of(written)
    return len(per) > 1 and per <= named


@cache
def _spelled_out(per: str) -> str:
    """HTX is hợp tác xã."""
    return fold(next((full for short, full in vocabulary()["aliases"].items() if fold(short) == per), per))


def _totals(row: Row, average: Average, before: list[Claim]) -> list[Claim]:
    """The amounts that may be spread, those told of by the words of the average first."""
    own = words_of(f"{row.text.statement_of(average.claim).subject} {row.before(average.claim)}")
    found = [
        one
        for one in before
        if one.role not in ("average", "plan", "base", "before") and _may_be_spread(one, average)
    ]
    named = [one for one in found if own & words_of(row.text.statement_of(one).subject)]
    return [*named[:_TOTALS], *(one for one in found[:_TOTALS] if one not in named)][:_TOTALS]


def _may_be_spread(one: Claim, average: Average) -> bool:
    if "/" in one.unit.base or one.value <= 0:
        return False
    if is_measure(average.top):
        return intervals.alike(one.unit, average.top)
    return not is_measure(one.unit) and like(one, average.claim)


def _amount(total: Claim, average: Average) -> Interval:
    if intervals.alike(total.unit, average.top):
        return intervals.within(total, average.top)
    return stands_for(total, total)


def _over_time(row: Row, average: Average, time: str) -> Relation | None:
    """Each total over the days or months of its own period, told elsewhere than the average."""
    here = row.at[average.claim.id]
    before = [one for one in reversed(row.claims[max(0, here - _BACK) : here]) if is_amount(one)]
    tried = 0
    for total in _totals(row, average, before):
        period = row.text.statement_of(total).period
        span = length(period, time) if period is not None else None
        if span is None:
            continue
        tried += 1
        amount = _amount(total, average)
        each = Interval(amount.low / span, amount.high / span)
        if no_chance(tried, each, average.claim.interval, intervals.last_place(average.claim)):
            shown = f"{total.text} / {span} {time} = {average.claim.text}"
            return Relation("average", "consistent", (total.id, average.claim.id), shown)
    return None


def _relation(average: Claim, total: Claim, number: Claim) -> Relation:
    shown = f"{total.text} / {number.text} = {average.text}"
    return Relation("average", "consistent", (total.id, number.id, average.id), shown)


LATER: tuple[LaterRule, ...] = (averages_far,)
