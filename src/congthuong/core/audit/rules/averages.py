"""Averages: a total over what it is spread on is the average stated, per thing, per head, per day, month or area.

Operands are found by unit and noun, the nearest first, and the numbers decide between several. A miss is reported only
where one sentence leaves a single total and a single divisor and the miss looks like a slip of hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
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
)
from congthuong.core.quantities import Interval, Period, Unit
from congthuong.core.quantities.units import find_unit, fold

_MEAN: Final = regex.compile(r"(?i)bình quân|trung bình")
_SLASH: Final = regex.compile(
    r"(?i)\s*(?P<top>\p{L}+(?:\s\p{L}+){0,3})?\s*/\s*(?P<scale>(?:[0-9][0-9.]*|một)(?:\s*(?:vạn|nghìn|ngàn|triệu))?|vạn)?\s*"
    r"(?P<per>\p{L}[\p{L}0-9²]*(?:\s\p{L}+){0,2})"
)
_EACH_BEFORE: Final = regex.compile(
    r"(?i)(?:bình quân|trung bình)\s+(?:chung\s+)?(?:cho\s+|của\s+)?(?:mỗi|một|0?1|từng|hàng)\s+(?P<per>\p{L}+(?:\s\p{L}+){0,3})"
)
_EACH_AFTER: Final = regex.compile(
    r"(?i)\s*(?:cho\s+|trên\s+)?(?:mỗi|một|0?1)\s+(?P<per>\p{L}+(?:\s\p{L}+){0,2})"
)
_PER_HEAD: Final = regex.compile(r"(?i)(?:bình quân|trung bình)\s+(?:theo\s+)?đầu người")
_DIVISION: Final = regex.compile(r"\A\s*(?:mỗi|từng)\s+\p{L}")
_TIMES: Final = {"ngày": 1, "tuần": 7, "tháng": 30, "quý": 90, "năm": 365}
_PEOPLE: Final = frozenset(["dân", "người dân", "đầu người", "nhân khẩu", "dân số"])
_WORDS_OF_SCALE: Final = {"vạn": 10_000, "nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000}
_TOTALS: Final = frozenset({"level", "count", "part", "after", "before", "whole", "base", "plan", "remaining", "difference"})  # fmt: skip
_SOLID: Final = frozenset({"level", "count", "after", "whole"})
_AVERAGED: Final = frozenset({"average", "level", "count", "base", "after", "plan"})
_NO_TOTAL: Final = frozenset({"%", "‰", "lần", "điểm", "điểm phần trăm"})
_YIELD: Final = pattern(r"năng suất")
_WIDER: Final = pattern(r"lương thực|tổng sản lượng|cả năm")
_PRICED: Final = pattern(r"giá so sánh|giá hiện hành|giá cố định")


@dataclass(frozen=True, slots=True)
class _Average:
    """A claim that is an average: of `top` (a unit, or a noun) per `scale` × `per`; `said` by its own words."""

    claim: Claim
    top: Unit
    noun: str
    per: str
    scale: Decimal
    said: bool


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
    row = Row(text)
    means = {
        piece
        for piece in {claim.piece for claim in text.claims}
        if _MEAN.search(text.reading.pieces[piece].text)
    }
    for claim in text.claims:
        average = _read(row, claim, claim.piece in means)
        if average is not None:
            yield from _checked(row, average)


def _read(row: Row, claim: Claim, mean: bool) -> _Average | None:
    """What a claim is an average of and per what; None when it is none."""
    if (
        claim.role not in _AVERAGED
        or claim.unit.base in _NO_TOTAL
        or row.text.piece_of(claim).cell is not None
    ):
        return None
    words = row.text.piece_of(claim).text
    said = mean and bool(_MEAN.search(f"{claim.lead} "))
    if "/" in claim.unit.base:
        base, per = claim.unit.base.split("/", 1)
        return (
            _average(claim, Unit(base, claim.unit.exponent), base, per, "", said) if "/" not in per else None
        )
    match = _SLASH.match(words, claim.end, min(len(words), claim.end + 60))
    if match and not (match["top"] and claim.unit.base and claim.role != "average"):
        noun = match["top"] or claim.unit.base
        return _average(claim, claim.unit, noun, match["per"], match["scale"] or "", said) if noun else None
    return _by_words(row, claim, words) if mean else None


def _by_words(row: Row, claim: Claim, words: str) -> _Average | None:
    """ "bình quân mỗi tháng 12 vụ", "bình quân 2,6 tỷ đồng một dự án", "bình quân đầu người"."""
    noun = claim.unit.base or fold(claim.tail)
    if not noun or fold(claim.unit.base) in _TIMES:
        return None
    after = _EACH_AFTER.match(words, claim.end, min(len(words), claim.end + 40))
    if after and _MEAN.search(claim.lead):
        return _average(claim, claim.unit, noun, after["per"], "", True)
    before = row.before(claim)
    found = list(_EACH_BEFORE.finditer(before))
    if found:
        return _average(claim, claim.unit, noun, found[-1]["per"], "", True)
    return _average(claim, claim.unit, noun, "đầu người", "", True) if _PER_HEAD.search(before) else None


def _average(claim: Claim, top: Unit, noun: str, per: str, scale: str, said: bool) -> _Average:
    return _Average(claim, top, fold(noun), fold(per), _scale(fold(scale)), said)


def _scale(words: str) -> Decimal:
    """1, or the thousands of "1 vạn dân", "10.000 dân"."""
    number = regex.match(r"[0-9][0-9.]*", words)
    scale = Decimal(number[0].replace(".", "")) if number else Decimal(1)
    return scale * next((Decimal(by) for word, by in _WORDS_OF_SCALE.items() if word in words), Decimal(1))


def _checked(row: Row, average: _Average) -> Iterator[Relation]:
    totals = list(_totals(row, average))
    time = _time_of(average.per)
    splits = _by_time(row, average, totals, time) if time else _by_things(row, average, totals)
    tried: list[_Split] = []
    for split in sorted(splits, key=_order)[:400]:
        if split.value.overlaps(average.claim.interval) and _weighty(average, split):
            yield _relation(row, average, split, miss=False)
            return
        tried.append(split)
    only = _only(row, average, tried, time)
    if only is not None:
        yield _relation(row, average, only, miss=True)


def _time_of(per: str) -> str:
    first = per.split(" ")[0]
    return first if first in _TIMES else ""


def _totals(row: Row, average: _Average) -> Iterator[Operand]:
    for claim, reach, away in row.around(average.claim):
        if claim.role not in _TOTALS or claim.unit.base in _NO_TOTAL or "/" in claim.unit.base:
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


def _carried(unit: Unit, top: Unit) -> bool:
    """Passenger and tonne kilometres over passengers or tonnes are kilometres."""
    return top.base == "km" and unit.base.endswith(".km")


def _divisors(row: Row, average: _Average) -> Iterator[tuple[Operand, Interval]]:
    unit = find_unit(average.per)
    measured = unit if unit is not None and is_measure(unit) else None
    for claim, reach, away in row.around(average.claim):
        if claim.role not in _TOTALS or claim.unit.base in _NO_TOTAL or "/" in claim.unit.base:
            continue
        if fold(claim.unit.base) in _TIMES:
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


def _named_per(row: Row, claim: Claim, average: _Average) -> int:
    per, subject = average.per, row.text.statement_of(claim).subject
    if per in _PEOPLE or average.scale > 1:
        population = "dân" in letters(f"{claim.lead} {subject} {claim.unit.base} {claim.tail}")
        return 0 if population else 2
    first = per.split(" ")[0]
    for noun in (per, first):
        if counts(claim, noun) == 0 and (noun == per or begins_alike(noun, fold(claim.unit.base))):
            return 0
    named = counts(claim, per)
    return 1 if named == 1 or named_around(claim, subject, per) else 2


def _by_things(row: Row, average: _Average, totals: list[Operand]) -> Iterator[_Split]:
    divisors = list(_divisors(row, average))[:24]
    for total in totals[:24]:
        amount = in_unit(total.claim, average.top)
        for divisor, by in divisors:
            if divisor.claim is total.claim or by.low <= 0:
                continue
            value = intervals.over(intervals.times(amount, intervals.exactly(average.scale)), by)
            if value is not None:
                yield _Split(total, divisor, by, divisor.claim.text, value)


def _by_time(row: Row, average: _Average, totals: list[Operand], time: str) -> Iterator[_Split]:
    for total in totals:
        amount = in_unit(total.claim, average.top)
        for span in _spans(row, average.claim, total.claim, time):
            value = intervals.over(amount, intervals.exactly(span))
            if value is not None:
                yield _Split(total, None, intervals.exactly(span), f"{span} {time}", value)


def _spans(row: Row, average: Claim, total: Claim, time: str) -> list[Decimal]:
    """How many days, months … the total may be spread over: as the sentences say or the periods tell."""
    found: dict[Decimal, None] = {}
    for claim in (average, total):
        if found:
            break
        for match in regex.finditer(
            rf"(?i)(?<![0-9.,/])([0-9]{{1,3}})\s+{time}(?!\p{{L}})", row.sentence_text(claim)
        ):
            if int(match[1]) > 1:
                found[Decimal(match[1])] = None
    if row.reach(total, average) == 0 and found:
        return list(found)
    for claim in (average, total):
        period = row.text.statement_of(claim).period
        if period is not None and (length := _length(period, time)):
            found[length] = None
    return list(found)


def _length(period: Period, time: str) -> Decimal | None:
    days = (period.last - period.first).days + 1
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if period.calendar == "management":
        months -= 1
    if time == "ngày":
        return Decimal(days) if days > 1 else None
    if time == "tuần":
        return Decimal(days) / 7 if days >= 28 else None
    per = {"tháng": 1, "quý": 3, "năm": 12}[time]
    return Decimal(months // per) if months > per and not months % per and period.kind != "day" else None


def _order(split: _Split) -> tuple[int, int, int]:
    operands = [split.total, *([split.divisor] if split.divisor else [])]
    return (
        max(one.reach for one in operands),
        sum(one.named for one in operands),
        sum(one.away for one in operands),
    )


def _weighty(average: _Average, split: _Split) -> bool:
    """Whether the average has digits enough that its fit is no chance, the further its operands are the more."""
    reach, named, _ = _order(split)
    if split.value.low <= 0 or split.value.high > split.value.low * Decimal("1.2"):
        return False
    plain = average.said or average.scale > 1 or average.top.base == "tạ" or reach == 0
    needed = (1, 2, 3, 4)[reach] + (named if reach or named > 1 else 0) + (0 if plain else 1)
    return digits(average.claim) >= needed - (1 if average.scale > 1 else 0)


def _only(row: Row, average: _Average, tried: list[_Split], time: str) -> _Split | None:
    """The one reading that the words leave; None where they leave several or the miss is no slip.

    One reading is left where the sentence has one total and one divisor, and where those two stand just before the
    average ("2.350 tỷ đồng đối với 94 doanh nghiệp, bình quân 25 tỷ đồng/doanh nghiệp").
    """
    claim = average.claim
    yields = bool(_YIELD.search(fold(f"{claim.lead} {row.text.statement_of(claim).subject}")))
    named = average.said or yields or average.scale > 1
    if not named or claim.role not in ("average", "level", "count") or claim.qualifier:
        return None
    beside = _beside(row, claim)
    solid = [one for one in tried if all(_is_solid(operand) for operand in _operands(one))]
    near = [one for one in solid if all(operand.reach == operand.named == 0 for operand in _operands(one))]
    next_to = [one for one in solid if _next_to(one, beside)]
    chosen = next_to if len(next_to) == 1 else near
    if len(chosen) != 1 or _PRICED.search(fold(row.sentence_text(claim))):
        return None
    split = chosen[0]
    if yields and _WIDER.search(fold(split.total.claim.lead)):
        return None
    return split if _is_slip(average, split, time) else None


def _operands(split: _Split) -> list[Operand]:
    return [split.total, split.divisor] if split.divisor else [split.total]


def _is_solid(operand: Operand) -> bool:
    return operand.claim.role in _SOLID and not operand.claim.qualifier


def _beside(row: Row, claim: Claim) -> list[str]:
    """The two amounts that stand just before an average in its sentence or the one before, the nearest first."""
    here = row.at[claim.id]
    found: list[str] = []
    for other in reversed(row.claims[max(0, here - 8) : here]):
        if other.piece != claim.piece or row.sentence[claim.id][1] - row.sentence[other.id][1] > 1:
            break
        if other.role in _SOLID and other.unit.base not in _NO_TOTAL and fold(other.unit.base) not in _TIMES:
            found.append(other.id)
    return found[:2]


def _next_to(split: _Split, beside: list[str]) -> bool:
    operands = _operands(split)
    if sum(one.named for one in operands) > 1 or len(beside) < len(operands):
        return False
    return {one.claim.id for one in operands} == set(beside[: len(operands)])


def _is_slip(average: _Average, split: _Split, time: str) -> bool:
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
    heads = average.per in _PEOPLE or average.per == "người"
    return plausible(Decimal(0) if heads else telling.middle(split.value), claim.value, needs)


def _in_own(total: Interval, average: _Average, claim: Claim) -> Interval | None:
    if average.scale != 1 or claim.unit.base != average.top.base:
        return None
    shift = average.top.exponent - claim.unit.exponent
    return Interval(total.low.scaleb(shift), total.high.scaleb(shift))


def _relation(row: Row, average: _Average, split: _Split, *, miss: bool) -> Relation:
    claim, total = average.claim, split.total.claim
    fits = telling.amount(telling.middle(split.value), claim)
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
