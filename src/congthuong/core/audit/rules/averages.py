"""Averages: a total over what it is spread on is the average stated, per thing, per head, per day, month or area.

Operands are found by unit and noun, the nearest first, and the numbers decide between several. A miss is reported only
where one sentence leaves a single total and a single divisor and the miss looks like a slip of hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.means import NO_TOTAL, SPREAD, TIMES, Average, read_average
from congthuong.core.audit.rules.operands import (
    Operand,
    Row,
    begins_alike,
    counts,
    digits,
    in_unit,
    is_measure,
    letters,
    named_around,
    plausible,
    row_of,
)
from congthuong.core.audit.rules.spans_of_time import spans
from congthuong.core.quantities import Interval, Unit
from congthuong.core.quantities.units import find_unit, fold

PEOPLE: Final = frozenset(["dân", "người dân", "đầu người", "nhân khẩu", "dân số"])
_TOTALS: Final = frozenset({"level", "count", "part", "after", "before", "whole", "base", "plan", "remaining", "difference"})  # fmt: skip
_SOLID: Final = frozenset({"level", "count", "after", "whole"})
_YIELD: Final = pattern(r"năng suất")
_WIDER: Final = pattern(r"lương thực|tổng sản lượng|cả năm")
_MEASURES: Final = pattern(
    r"thu nhập|lương|tiền công|thưởng|doanh thu|lợi nhuận|chi phí|chi tiêu|nộp ngân sách|thu ngân sách"
)
_PRICED: Final = pattern(r"giá so sánh|giá hiện hành|giá cố định")


@dataclass(frozen=True, slots=True)
class _Split:
    """A total, its divisor (a claim or a span of time), what they give, and how far one must look for them."""

    total: Operand
    divisor: Operand | None
    by: Interval
    shown: str
    value: Interval


def averages(text: Understanding) -> Iterator[Relation]:
    """total / number of things = average, where the text states all three or the period tells the number of days."""
    row = row_of(text)
    means = spreading(row)
    for claim in text.claims:
        average = read_average(row, claim, claim.piece in means)
        if average is not None:
            yield from _checked(row, average)


def spreading(row: Row) -> frozenset[int]:
    """The pieces that spread anything at all, looked through once: a paragraph may hold thousands of figures."""
    return row.text.once(_spreading_pieces)[0]


def _spreading_pieces(text: Understanding) -> Iterator[frozenset[int]]:
    yield frozenset(
        piece
        for piece in {claim.piece for claim in text.claims}
        if SPREAD.search(text.reading.pieces[piece].text)
    )


def _checked(row: Row, average: Average) -> Iterator[Relation]:
    totals = list(_totals(row, average))
    time = _time_of(average.per)
    splits = _by_time(row, average, totals, time) if time else _by_things(row, average, totals)
    meeting = [one for one in splits if one.value.overlaps(average.claim.interval)]
    fitting = [one for one in meeting if _weighty(average, one)]
    if fitting:
        yield _relation(row, average, min(fitting, key=_order), miss=False)
    elif not meeting and may_be_held(row, average):
        readings = (
            _by_time(row, average, totals, time) if time else _by_things(row, average, totals, every=True)
        )
        only = _only(row, average, list(readings), time)
        if only is not None:
            yield _relation(row, average, only, miss=True)


def nearest_splits(row: Row, claim: Claim) -> Iterator[tuple[Claim, Claim]]:
    """The totals and numbers of things that an average is likeliest of, two at most, of its sentence or the one before."""
    average = read_average(row, claim, claim.piece in spreading(row))
    if average is None or average.scale != 1 or _time_of(average.per) or not may_be_held(row, average):
        return
    splits = _by_things(row, average, list(_totals(row, average)), every=True)
    near = [one for one in splits if all(each.reach <= 1 and each.named == 0 for each in _operands(one))]
    for split in sorted(near, key=_order)[:2]:
        if split.divisor is not None and split.total.claim.unit.base == average.top.base:
            yield split.total.claim, split.divisor.claim


def _time_of(per: str) -> str:
    first = per.split(" ")[0]
    return first if first in TIMES else ""


def _totals(row: Row, average: Average) -> Iterator[Operand]:
    for claim, reach, away in row.around(average.claim):
        if claim.role not in _TOTALS or claim.unit.base in NO_TOTAL or "/" in claim.unit.base:
            continue
        if is_measure(average.top):
            if intervals.alike(claim.unit, average.top) or _carried(claim.unit, average.top):
                yield Operand(claim, reach, 0, away)
            continue
        if is_measure(claim.unit):
            continue
        named = counts(claim, average.noun)
        if named and named_around(claim, row.text.statement_of(claim).subject, average.noun):
            named = 1
        if named < 2:
            yield Operand(claim, reach, named, away)


def _likewise(row: Row, average: Average, claim: Claim) -> bool:
    """ "Trung bình mỗi ngày có 1.286 xe, trong đó xe xuất 412 xe, xe nhập 874 xe": spread over the same days, and no total."""
    if not average.said or not _time_of(average.per) or row.reach(claim, average.claim):
        return False
    other = read_average(row, claim, True)
    return other is not None and other.said and other.per == average.per


def _carried(unit: Unit, top: Unit) -> bool:
    """Passenger and tonne kilometres over passengers or tonnes are kilometres."""
    return top.base == "km" and unit.base.endswith(".km")


def _divisors(row: Row, average: Average) -> Iterator[tuple[Operand, Interval]]:
    unit = find_unit(average.per)
    measured = unit if unit is not None and is_measure(unit) else None
    for claim, reach, away in row.around(average.claim):
        if claim.role not in _TOTALS or claim.unit.base in NO_TOTAL or "/" in claim.unit.base:
            continue
        if fold(claim.unit.base) in TIMES:
            continue
        if measured is not None:
            if intervals.alike(claim.unit, measured):
                yield Operand(claim, reach, 0, away), in_unit(claim, measured)
            continue
        if is_measure(claim.unit):
            continue
        named = _named_per(row, claim, average)
        if named < 2 or (reach == 0 and claim.unit.is_count):
            yield Operand(claim, reach, named, away), in_unit(claim, Unit(claim.unit.base))


def _named_per(row: Row, claim: Claim, average: Average) -> int:
    per, subject = average.per, row.text.statement_of(claim).subject
    if per in PEOPLE or average.scale > 1:
        population = "dân" in letters(f"{claim.lead} {subject} {claim.unit.base} {claim.tail}")
        return 0 if population else 2
    first = per.split(" ")[0]
    for noun in (per, first):
        if counts(claim, noun) == 0 and (noun == per or begins_alike(noun, fold(claim.unit.base))):
            return 0
    named = counts(claim, per)
    return 1 if named == 1 or named_around(claim, subject, per) else 2


def _by_things(row: Row, average: Average, totals: list[Operand], *, every: bool = False) -> Iterator[_Split]:
    """The totals over the things around; only those that may give the average unless all are asked for."""
    divisors = list(islice(_divisors(row, average), 14)) if totals else []
    stated = average.claim.interval
    for total in totals[:14]:
        amount = intervals.times(in_unit(total.claim, average.top), intervals.exactly(average.scale))
        for divisor, by in divisors:
            if divisor.claim is total.claim or by.low <= 0:
                continue
            if not every and (amount.low > stated.high * by.high or amount.high < stated.low * by.low):
                continue
            value = intervals.over(amount, by)
            if value is not None:
                yield _Split(total, divisor, by, divisor.claim.text, value)


def _by_time(row: Row, average: Average, totals: list[Operand], time: str) -> Iterator[_Split]:
    for total in totals:
        amount = in_unit(total.claim, average.top)
        for span in spans(row, average.claim, total.claim, time):
            value = intervals.over(amount, intervals.exactly(span))
            if value is not None:
                yield _Split(total, None, intervals.exactly(span), f"{span} {time}", value)


def _order(split: _Split) -> tuple[int, int, int]:
    operands = [split.total, *([split.divisor] if split.divisor else [])]
    return (
        max(one.reach for one in operands),
        sum(one.named for one in operands),
        sum(one.away for one in operands),
    )


def _weighty(average: Average, split: _Split) -> bool:
    """Whether the average has digits enough that its fit is no chance, the further its operands are the more."""
    reach, named, _ = _order(split)
    if (
        average.said
        and split.divisor is not None
        and reach == 1
        and split.divisor.named == 0 == split.total.reach
    ):
        reach = 0  # the sentence before counts the very things that the average is per
    if split.value.low <= 0 or split.value.high > split.value.low * Decimal("1.2"):
        return False
    plain = average.said or average.scale > 1 or average.top.base == "tạ" or reach == 0
    needed = (1, 2, 3, 4)[reach] + (named if reach or named > 1 else 0) + (0 if plain else 1)
    return digits(average.claim) >= needed - (1 if average.scale > 1 else 0)


def may_be_held(row: Row, average: Average) -> bool:
    """Whether an average is named as one and is no other year's, in brackets after "so với vụ trước"."""
    claim = average.claim
    named = average.said or average.scale > 1 or _is_yield(row, claim)
    plain = claim.role in ("average", "level", "count") and not claim.qualifier
    return named and plain and claim.lead.strip() != "(" and not _ANOTHERS.search(fold(claim.lead))


_ANOTHERS: Final = pattern(
    r"(?<!\p{L})(?:so\s+với|hơn|trong\s+khi|cùng\s+kỳ|(?:năm|quý|tháng|vụ)\s+(?:trước|ngoái))(?!\p{L})"
)
"""An average that the one at hand is compared with: "so với mức bình quân 502,7 tỷ đồng mỗi tháng của 9 tháng qua"."""


def _is_yield(row: Row, claim: Claim) -> bool:
    return bool(_YIELD.search(fold(f"{claim.lead} {row.text.statement_of(claim).subject}")))


def _only(row: Row, average: Average, tried: list[_Split], time: str) -> _Split | None:
    """The one reading that the words leave; None where they leave several or the miss is no slip.

    One reading is left where the sentence has one total and one divisor, and where those two stand just before the
    average ("2.350 tỷ đồng đối với 94 doanh nghiệp, bình quân 25 tỷ đồng/doanh nghiệp").
    """
    claim, yields = average.claim, _is_yield(row, average.claim)
    beside = _beside(row, claim)
    solid = [one for one in tried if all(_is_solid(operand) for operand in _operands(one))]
    near = [one for one in solid if all(operand.reach == operand.named == 0 for operand in _operands(one))]
    next_to = [one for one in solid if _next_to(one, beside)]
    if yields and not near and len(next_to) != 1:
        near = [one for one in solid if _of_the_item(row, claim, one)]
    chosen = next_to if len(next_to) == 1 else near
    if len(chosen) != 1 or _PRICED.search(fold(row.sentence_text(claim))):
        return None
    split = chosen[0]
    if yields and _WIDER.search(fold(split.total.claim.lead)):
        return None
    if not _of_one_measure(row, claim, split.total.claim, besides=len(next_to) == 1):
        return None
    if _likewise(row, average, split.total.claim):
        return None
    return split if _is_slip(average, split, time) else None


def _of_the_item(row: Row, average: Claim, split: _Split) -> bool:
    """ "Vụ Mùa: năng suất …, sản lượng …", the area of "vụ Mùa" told before with those of the other crops."""
    head, colon, _ = row.text.piece_of(average).text[:80].partition(":")
    named = letters(head)
    if split.divisor is None or not colon or len(named) < 2 or split.total.reach:
        return False
    divisor = split.divisor.claim
    if abs(row.at[split.total.claim.id] - row.at[average.id]) > 1:
        return False
    return named <= letters(f"{divisor.lead} {row.text.statement_of(divisor).subject}")


def _of_one_measure(row: Row, average: Claim, total: Claim, *, besides: bool) -> bool:
    """Whether the total may be of what is averaged: wages are no taxes, and the average of another sum stands apart."""
    named = frozenset(_MEASURES.findall(fold(f"{average.lead} {row.text.statement_of(average).subject}")))
    if named:
        return bool(
            named & frozenset(_MEASURES.findall(fold(f"{total.lead} {row.text.statement_of(total).subject}")))
        )
    return (
        besides
        or row.at[total.id] < row.at[average.id]
        or "/" in average.unit.base
        or average.unit == total.unit
    )


def _operands(split: _Split) -> list[Operand]:
    return [split.total, split.divisor] if split.divisor else [split.total]


def _is_solid(operand: Operand) -> bool:
    """Whether a figure is told for itself: in brackets it explains the one before."""
    claim = operand.claim
    return claim.role in _SOLID and not claim.qualifier and claim.lead.strip() != "("


def _beside(row: Row, claim: Claim) -> list[str]:
    """The two amounts that stand just before an average in its sentence or the one before, the nearest first."""
    here = row.at[claim.id]
    found: list[str] = []
    for other in reversed(row.claims[max(0, here - 8) : here]):
        if other.piece != claim.piece or row.sentence[claim.id][1] - row.sentence[other.id][1] > 1:
            break
        if other.role in _SOLID and other.unit.base not in NO_TOTAL and fold(other.unit.base) not in TIMES:
            found.append(other.id)
    return found[:2]


def _next_to(split: _Split, beside: list[str]) -> bool:
    operands = _operands(split)
    if sum(one.named for one in operands) > 1 or len(beside) < len(operands):
        return False
    return {one.claim.id for one in operands} == set(beside[: len(operands)])


def _is_slip(average: Average, split: _Split, time: str) -> bool:
    """Whether the miss looks like a slip of hand in one of the numbers."""
    claim, total = average.claim, split.total.claim
    needs: list[tuple[Claim, Interval | None]] = [
        (claim, split.value),
        (total, _in_own(intervals.times(claim.interval, split.by), average, total)),
    ]
    if split.divisor is not None:
        amount = intervals.times(in_unit(total, average.top), intervals.exactly(average.scale))
        needs.append((split.divisor.claim, intervals.over(amount, claim.interval)))
    # Working days are fewer than the days of the period.
    working = time == "ngày" and average.top.base not in ("kWh", "MWh", "GWh")
    if working and split.value.low < claim.high < split.value.high * Decimal("1.6"):
        return False
    # Income a head is seldom the total of the same sentence over its people.
    heads = average.per in PEOPLE or average.per == "người"
    return plausible(Decimal(0) if heads else telling.middle(split.value), claim.value, needs)


def _in_own(total: Interval, average: Average, claim: Claim) -> Interval | None:
    if average.scale != 1 or claim.unit.base != average.top.base:
        return None
    shift = average.top.exponent - claim.unit.exponent
    return Interval(total.low.scaleb(shift), total.high.scaleb(shift))


def _point(average: Average, split: _Split) -> Decimal:
    """The average of the figures as printed."""
    total = in_unit(split.total.claim, average.top, printed=True).low * average.scale
    return total / telling.middle(split.by)


def _relation(row: Row, average: Average, split: _Split, *, miss: bool) -> Relation:
    claim, total = average.claim, split.total.claim
    fits = telling.amount(_point(average, split), claim)
    divisor = (split.divisor.claim.id,) if split.divisor else ()
    close = split.value.overlaps(intervals.widened(claim.interval, intervals.last_place(claim)))
    by = split.shown if average.scale == 1 else f"{split.shown} × {average.scale}"
    return Relation(
        "average",
        "consistent" if not miss else "rounding" if close else "contradiction",
        (total.id, *divisor, claim.id),
        f"{total.text} / {by} = {fits}",
        f"{telling.about(row.text.statement_of(claim).subject)}: {total.text} chia cho {split.shown} là {fits}, "
        f"báo cáo ghi bình quân {claim.text}. Hãy xem lại các số này.",
        fits,
    )


RULES: tuple[Rule, ...] = (averages,)
