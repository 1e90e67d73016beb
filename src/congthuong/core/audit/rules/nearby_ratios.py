"""Percentages, changes and averages that figures nearby explain, whatever words tie them together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import vocabulary
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import LaterRule, in_order, is_amount, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, begins_alike, noun_of, row_of
from congthuong.core.quantities import Interval, Unit
from congthuong.core.quantities.units import fold

_SHARES: Final = ("share", "attainment", "level", "index")
_PARTS, _WHOLES = 4, 24
"""How many figures are tried as the part, and how many as the whole."""


def percentages(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """A percentage is a / b of two amounts nearby, or (a + b) / c of two that stand side by side."""
    row = row_of(text)
    for claim in text.claims:
        if (
            claim.unit.base == "%"
            and claim.role in _SHARES
            and claim.id not in explained
            and claim.value not in (0, 100)
        ):
            found = _percentage(row, claim)
            if found is not None:
                yield found


def _percentage(row: Row, rate: Claim) -> Relation | None:
    parts = _parts(row, rate)
    tried = 0
    for part in parts:
        for whole in _wholes(row, rate, part):
            tried += 1
            computed = _percent(stands_for(part, part), whole, part)
            if no_chance(tried, computed, rate.interval, intervals.last_place(rate)):
                return _share((part,), whole, rate)
    for second, first in pairwise(parts):
        if not like(first, second):
            continue
        both = intervals.plus(stands_for(first, second), stands_for(second, second))
        for whole in _wholes(row, rate, second):
            tried += 1
            if no_chance(tried, _percent(both, whole, second), rate.interval, intervals.last_place(rate)):
                return _share((first, second), whole, rate)
    return None


def _parts(row: Row, rate: Claim) -> list[Claim]:
    """The amounts of the rate's sentence, those before it first, the nearest first."""
    near = [claim for claim, reach, _ in row.around(rate, back=14) if reach == 0 and is_amount(claim)]
    before = sorted((one for one in near if one.start < rate.start), key=lambda one: -one.start)
    return [*before[:_PARTS], *[one for one in near if one.start > rate.start][:2]]


def _wholes(row: Row, rate: Claim, part: Claim) -> Iterator[Claim]:
    around = (
        claim
        for claim in in_order(row, rate, back=50)
        if claim is not part and is_amount(claim) and (like(claim, part) or _planned(claim, rate, part))
    )
    yield from islice(around, _WHOLES)


def _planned(claim: Claim, rate: Claim, part: Claim) -> bool:
    """ "1.216 tổ chức, cá nhân, đạt 93,5% kế hoạch (1.300 cơ sở)": a plan of things counted under another noun."""
    follows = claim.piece == rate.piece and 0 <= claim.start - rate.end < _CLOSE
    return claim.role == "plan" and follows and claim.unit.is_count and part.unit.is_count


_CLOSE: Final = 40


def _percent(part: Interval, whole: Claim, like_part: Claim) -> Interval | None:
    return intervals.percent_of(part, stands_for(whole, like_part))


def _share(parts: tuple[Claim, ...], whole: Claim, rate: Claim) -> Relation:
    written = " + ".join(part.text for part in parts)
    return Relation(
        "share-of-whole",
        "consistent",
        (*(part.id for part in parts), whole.id, rate.id),
        f"{f'({written})' if len(parts) > 1 else written} / {whole.text} = {rate.text}",
    )


def differences(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """An amount or points of change are the difference of two figures nearby; a rate of change their ratio."""
    row = row_of(text)
    for claim in text.claims:
        if claim.id in explained or not claim.value:
            continue
        if claim.role == "after" and text.statement_of(claim).first("before") is not None:
            continue  # "từ 13 ngày xuống còn 08 ngày" says already what it comes from
        if claim.role in ("difference", "remaining", "after", "change"):
            found = _change(row, claim) if claim.role == "change" else _difference(row, claim)
            if found is not None:
                yield found


def _difference(row: Row, result: Claim) -> Relation | None:
    near = [claim for claim in in_order(row, result, back=30) if _may_differ(claim, result)]
    for tried, (first, second) in enumerate(_pairs(near), 1):
        larger, smaller = sorted((first, second), key=lambda one: stands_for(one, result).low, reverse=True)
        computed = intervals.minus(stands_for(larger, result), stands_for(smaller, result))
        if no_chance(
            tried * row.apart(first, second, result),
            computed,
            stands_for(result, result),
            intervals.last_place(result),
        ):
            return Relation(
                "remaining" if result.role in ("remaining", "after") else "difference-of-levels",
                "consistent",
                (larger.id, smaller.id, result.id),
                f"{larger.text} − {smaller.text} = {result.text}",
            )
    return None


def _may_differ(claim: Claim, result: Claim) -> bool:
    if result.unit.base.startswith("điểm"):
        return claim.unit.base == "%"
    return is_amount(claim) and like(claim, result)


def _change(row: Row, rate: Claim) -> Relation | None:
    tried = 0
    near = [claim for claim in in_order(row, rate, back=24) if is_amount(claim)]
    for now, base in _pairs(near):
        if not like(now, base):
            continue
        for first, second in ((now, base), (base, now)):
            tried += 1
            computed = intervals.growth(stands_for(first, first), stands_for(second, first))
            stated = intervals.signed(rate)
            if no_chance(tried, computed, stated, intervals.last_place(rate)):
                return Relation(
                    "change-of-level",
                    "consistent",
                    (first.id, second.id, rate.id),
                    f"({first.text} / {second.text} − 1) × 100 = {telling.number(rate)}%",
                )
    return None


def averages(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """ "Kinh phí 26.840 triệu đồng, bình quân 64,2 triệu đồng/hộ", the households told some sentences before."""
    row = row_of(text)
    for claim in text.claims:
        if claim.id not in explained and claim.value and (claim.role == "average" or not claim.unit.is_count):
            per = _PER.match(claim.tail) or _PER.match(f"/{claim.unit.base.partition('/')[2]}")
            found = _average(row, claim, _noun(per[1])) if per else None
            if found is not None:
                yield found


_PER = regex.compile(r"\s*/\s*(?:1\s+)?(\p{L}+(?: \p{L}+)?)")


def _noun(written: str) -> str:
    """What an average is per, folded: HTX is hợp tác xã."""
    words = written.strip()
    return fold(str(vocabulary()["aliases"].get(words.split()[0], words)))


def _average(row: Row, result: Claim, noun: str) -> Relation | None:
    unit = Unit(result.unit.base.partition("/")[0], result.unit.exponent)
    around = in_order(row, result, back=60)
    spread = [
        claim
        for claim in around
        if begins_alike(noun_of(claim), noun) and is_amount(claim) and claim.value > 1
    ]
    totals = [
        claim
        for claim in around
        if is_amount(claim) and claim.role != "plan" and intervals.alike(claim.unit, unit)
    ]
    tried = 0
    for whole in totals[:_MOST]:
        for number in spread[:_PARTS]:
            tried += 1
            computed = intervals.over(intervals.within(whole, unit), stands_for(number, number))
            if no_chance(tried, computed, result.interval, intervals.last_place(result)):
                return Relation(
                    "average",
                    "consistent",
                    (whole.id, number.id, result.id),
                    f"{whole.text} / {number.text} = {result.text}",
                )
    return None


_MOST = 10


def _pairs(found: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of the nearest, those whose further one is nearest first."""
    for at in range(1, min(len(found), _MOST)):
        for other in range(at):
            yield found[other], found[at]


LATER: tuple[LaterRule, ...] = (percentages, differences, averages)
