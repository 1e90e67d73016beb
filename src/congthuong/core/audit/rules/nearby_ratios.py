"""Percentages, changes and averages that figures nearby explain, whatever words tie them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, permutations
from typing import Final, TypeVar

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern, vocabulary
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import (
    Amount,
    LaterRule,
    amounts,
    amounts_in_order,
    in_order,
    is_amount,
    like,
    no_chance,
    stands_for,
)
from congthuong.core.audit.rules.operands import Row, begins_alike, digits, noun_of, row_of
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Unit, UnknownPeriod
from congthuong.core.quantities.units import fold

_One = TypeVar("_One")
_SHARES: Final = ("share", "attainment", "level", "index", "after")
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
            and not (claim.base == "plan" and claim.qualifier in ("trên", "dưới"))
        ):
            found = _percentage(row, claim)
            if found is not None:
                yield found


def _percentage(row: Row, rate: Claim) -> Relation | None:
    parts = _parts(row, rate)
    if not parts:
        return None
    around = list(amounts_in_order(row, rate, back=50))
    tries: list[tuple[Amount, ...]] = [(part,) for part in parts]
    tries += [(first, second) for second, first in pairwise(parts) if like(first.claim, second.claim)]
    for at, terms in enumerate(tries):
        part = terms[-1]
        amount = intervals.total([term.beside(part) for term in terms])
        least, most = amount.low * 100, amount.high * 100
        for place, whole in enumerate(around):
            base = whole.beside(part)
            if least > rate.high * base.high or most < rate.low * base.low:
                continue  # the numbers tell sooner than the words
            if not _is_whole(whole, rate, part) or (before := _asked(around, rate, part, place)) >= _WHOLES:
                continue
            tried = 1 + before + sum(_asked(around, rate, one[-1], len(around)) for one in tries[:at])
            computed = intervals.percent_of(amount, base)
            if no_chance(tried, computed, rate.interval, intervals.last_place(rate)):
                return _share(tuple(term.claim for term in terms), whole.claim, rate)
    return None


def _asked(around: list[Amount], rate: Claim, part: Amount, end: int) -> int:
    """How many of the first `end` figures around could be the whole of a part, as far as they are tried."""
    return min(_WHOLES, sum(_is_whole(whole, rate, part) for whole in around[:end]))


def _parts(row: Row, rate: Claim) -> list[Amount]:
    """The amounts of the rate's sentence, those before it first, the nearest first."""
    found = amounts(row)
    near = [
        one
        for claim, reach, _ in row.around(rate, back=14)
        if reach == 0 and (one := found[row.at[claim.id]])
    ]
    before = sorted((one for one in near if one.claim.start < rate.start), key=lambda one: -one.claim.start)
    if not near:  # "Như vậy mức hài lòng trở lên là 98,7%": of what the sentence before counts
        told = [
            found[row.at[claim.id]] for claim, reach, _ in row.around(rate, back=14, ahead=0) if reach == 1
        ]
        before = sorted((one for one in told if one), key=lambda one: -one.claim.start)
    return [*before[:_PARTS], *[one for one in near if one.claim.start > rate.start][:2]]


def _is_whole(whole: Amount, rate: Claim, part: Amount) -> bool:
    claim, other = whole.claim, part.claim
    return claim is not other and (like(claim, other) or _planned(claim, rate, other))


def _planned(claim: Claim, rate: Claim, part: Claim) -> bool:
    """ "1.216 tổ chức, cá nhân, đạt 93,5% kế hoạch (1.300 cơ sở)": a plan of things counted under another noun."""
    follows = claim.piece == rate.piece and 0 <= claim.start - rate.end < _CLOSE
    return claim.role == "plan" and follows and claim.unit.is_count and part.unit.is_count


_CLOSE: Final = 40


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
    if told_of := _then_and_now(row, result):
        return _between(*told_of, result)
    known = _its_base(row, result)
    reach = _FAR if known is not None else 30
    near = list(
        islice(
            (one for one in in_order(row, result, back=reach) if _may_differ(one, result)),
            _FAR if known is not None else _MOST,
        )
    )
    standing = {claim.id: stands_for(claim, result) for claim in (*near, *([known] if known else []))}
    stated = stands_for(result, result)
    pairs = _pairs(near) if known is None else ((one, known) for one in near if one is not known)
    pairs = (pair for pair in pairs if _one_sort(*pair))
    for tried, (first, second) in enumerate(pairs, 1):
        larger, smaller = sorted((first, second), key=lambda one: standing[one.id].low, reverse=True)
        computed = intervals.minus(standing[larger.id], standing[smaller.id])
        if computed.overlaps(stated) and no_chance(
            tried * row.apart(first, second, result), computed, stated, intervals.last_place(result)
        ):
            return _between(larger, smaller, result)
    return None


def _between(larger: Claim, smaller: Claim, result: Claim) -> Relation:
    return Relation(
        "remaining" if result.role in ("remaining", "after") else "difference-of-levels",
        "consistent",
        (larger.id, smaller.id, result.id),
        f"{larger.text} − {smaller.text} = {result.text}",
    )


def _then_and_now(row: Row, result: Claim) -> tuple[Claim, Claim] | None:
    """ "xảy ra 57 vụ sự cố: …; cùng kỳ 69 vụ. Số vụ giảm 12 vụ", "cấp mới 36 dự án … So với năm 2024 (cấp mới 29 dự án) tăng 7
    dự án": the figure just before a change and the one told of by the same name before it, the larger first. The words
    leave few readings, so that even small counts hardly meet by chance."""
    if result.role != "difference" or result.direction not in ("up", "down"):
        return None
    here = row.at[result.id]
    near = [
        claim
        for claim in reversed(row.claims[max(0, here - _ROUND) : here])
        if claim.piece == result.piece and _is_level(claim) and _may_differ(claim, result)
    ]
    if not near or row.reach(near[0], result) > 1:
        return None
    then = _its_base(row, result) or next((one for one in near[:_THEN] if one.role == "base"), near[0])
    if _is_taken(row, then, result):
        return None
    earlier = [one for one in near if one.start < then.start and one.role != "base"]
    if _SET_AGAINST.search(fold(then.lead)):
        named = earlier[:1]  # "so với kế hoạch giao 4,10% thì thấp hơn 0,15 điểm": of what was told last
    else:
        named = [claim for claim in earlier if _of_one_name(row, claim, then)][:_THEN]
    for now in named:
        larger, smaller = (now, then) if result.direction == "up" else (then, now)
        computed = intervals.minus(stands_for(larger, result), stands_for(smaller, result))
        if computed.overlaps(stands_for(result, result)):
            return larger, smaller
    return None


def _is_taken(row: Row, then: Claim, result: Claim) -> bool:
    """ "32,6%, tăng 0,8 điểm so với cuối năm 2023 (31,8%), … còn phải tăng thêm 0,9 điểm": the base of another change."""
    last = row.claims[row.at[then.id] - 1] if row.at[then.id] else then
    return then.role == "base" and last is not result and last.role in ("difference", "change")


def _is_level(claim: Claim) -> bool:
    return claim.role in _LEVELS or (claim.role in ("attainment", "share") and claim.unit.base == "%")


def _of_one_name(row: Row, claim: Claim, then: Claim) -> bool:
    one, other = row.text.statement_of(claim), row.text.statement_of(then)
    same = one.key == other.key and bool(one.key) and claim.unit.exponent == then.unit.exponent
    if (
        not same and claim.unit.is_count
    ):  # "86 sự cố lưới trung áp …. Số sự cố giảm 17 vụ (103 vụ)": called by its noun
        called = words_of(other.subject)
        return bool(called) and called <= words_of(f"{claim.unit.base} {claim.tail}")
    return same and (begins_alike(claim.unit.base, then.unit.base) or claim.unit == then.unit)


_LEVELS: Final = ("level", "count", "after", "part", "base", "average")
_THEN: Final = 3
_SET_AGAINST: Final = pattern(r"(?<!\p{L})so\s+với(?!\p{L})")
_FAR: Final = 60


def _its_base(row: Row, result: Claim) -> Claim | None:
    """The level that an amount of change is said to start from, right after it: "tăng 382 hồ sơ (quý II: 3.727 hồ sơ)"."""
    here = row.at[result.id]
    for claim in row.claims[here + 1 : here + 3]:
        if claim.role == "base" and claim.statement == result.statement and _may_differ(claim, result):
            return claim
    return None


def _one_sort(first: Claim, second: Claim) -> bool:
    """Rates of change are set against rates of change: "bằng 28,9% kế hoạch, cùng kỳ bằng 26,1% và tăng 8,9%"."""
    if "base" in (first.role, second.role):
        return True  # "tăng 3,62%, thấp hơn 0,29 điểm so với bình quân 9 tháng 2023 (3,91%)"
    return (first.role in _RATES) == (second.role in _RATES)


_RATES: Final = ("change", "base_change")


def _may_differ(claim: Claim, result: Claim) -> bool:
    if result.unit.base.startswith("điểm"):
        return claim.unit.base == "%"
    return is_amount(claim) and like(claim, result)


def _change(row: Row, rate: Claim) -> Relation | None:
    return _against_year_before(row, rate) or _with_its_amount(row, rate) or _among_near(row, rate)


def _with_its_amount(row: Row, rate: Claim) -> Relation | None:
    """ "486 ngày, sau cắt giảm còn 341 ngày, giảm 145 ngày (29,8%)": the two figures that the amount beside a rate lies
    between."""
    at = row.at[rate.id]
    step = row.claims[at - 1] if at else rate
    if step.role != "difference" or row.reach(step, rate) or step.unit.base == "%":
        return None
    near = [one for one in islice(amounts_in_order(row, rate, back=30), 2 * _MOST) if like(one.claim, step)]
    moved, stated = stands_for(step, step), intervals.signed(rate)
    for first, second in permutations(near, 2):
        change = intervals.minus(first.own, second.beside(first))
        if rate.direction == "down":
            change = intervals.minus(second.beside(first), first.own)
        if first.unit[1] != step.unit.exponent or not change.overlaps(moved) or not digits(step) > 1:
            continue
        computed = intervals.growth(first.own, second.beside(first))
        if computed is not None and computed.overlaps(stated):
            return _grown(first, second, rate)
    return None


def _against_year_before(row: Row, rate: Claim) -> Relation | None:
    """The statement's own level over those told of a year before in its paragraph: "Cùng kỳ năm 2025 tổng sản lượng …"."""
    one = row.text.statement_of(rate)
    found = amounts(row)
    own = next((each for each in one.of("level", "count", "after")), None)
    if own is None or one.period is None or rate.base not in ("", "same_period"):
        return None
    now = found[row.at[own.id]]
    try:
        earlier = one.period.same_period_last_year()
    except UnknownPeriod:
        return None
    here = row.at[rate.id]
    tried = 0
    for base in found[max(0, here - _ROUND) : here + _ROUND]:
        if base is None or now is None or base.claim.piece != rate.piece or not like(base.claim, own):
            continue
        if base.claim.role != "base" and row.text.statement_of(base.claim).period != earlier:
            continue
        tried += 1
        computed = intervals.growth(now.own, base.beside(now))
        if no_chance(tried, computed, intervals.signed(rate), intervals.last_place(rate)):
            return _grown(now, base, rate)
    return None


_ROUND: Final = 16


def _among_near(row: Row, rate: Claim) -> Relation | None:
    near = list(islice(amounts_in_order(row, rate, back=24), _MOST))
    stated = intervals.signed(rate)
    least, most = 1 + stated.low / 100, 1 + stated.high / 100
    pairs = list(_pairs(near))
    for at, pair in enumerate(pairs):
        for turn, (first, second) in enumerate((pair, pair[::-1])):
            now, base = first.own, second.beside(first)
            if now.low > base.high * most or now.high < base.low * least or not _alike(pair):
                continue
            tried = 2 * sum(map(_alike, pairs[:at])) + turn + 1
            if no_chance(tried, intervals.growth(now, base), stated, intervals.last_place(rate)):
                return _grown(first, second, rate)
    return None


def _grown(now: Amount, base: Amount, rate: Claim) -> Relation:
    return Relation(
        "change-of-level",
        "consistent",
        (now.claim.id, base.claim.id, rate.id),
        f"({now.claim.text} / {base.claim.text} − 1) × 100 = {telling.number(rate)}%",
    )


def _alike(pair: tuple[Amount, Amount]) -> bool:
    return like(pair[0].claim, pair[1].claim)


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


def _pairs(found: Sequence[_One]) -> Iterator[tuple[_One, _One]]:
    """Pairs of the nearest, those whose further one is nearest first."""
    for at in range(1, min(len(found), _MOST)):
        for other in range(at):
            yield found[other], found[at]


LATER: tuple[LaterRule, ...] = (percentages, differences, averages)
