"""The rate of a change and its amount, told side by side: with the level, or with the base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding
from congthuong.core.audit.rules.base_choice import one_kind, own_base, signed_in
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold


def rate_and_amount(text: Understanding) -> Iterator[Relation]:
    """ "đạt 152 tỷ, tăng 23,1%, tương ứng tăng 28,55 tỷ": level − amount is the base that the rate implies."""
    for one in text.statements:
        value = one.first("level", "count", "after")
        if value is None or value.unit.base in ("%", "‰"):
            continue
        for rate, difference in _pairs(one, value):
            yield from _amounted(one, value, rate, difference)


def _pairs(one: Statement, value: Claim) -> Iterator[tuple[Claim, Claim]]:
    """Each rate with the amount that stands beside it; only where the statement has one level and one amount."""
    claims = one.claims
    steps = [step for step in one.of("difference") if one_kind(step, value)]
    if len(one.of("level", "count")) > 1 or len(steps) > 1:
        return
    for first, second in pairwise(claims):
        roles = {first.role, second.role}
        if roles != {"change", "difference"}:
            continue
        rate, difference = (first, second) if first.role == "change" else (second, first)
        named = {rate.base, difference.base} - {""}
        against_plan = rate.base == difference.base == "plan"
        if one_kind(difference, value) and len(named) <= 1 and ("plan" not in named or against_plan):
            yield rate, difference


def _amounted(one: Statement, value: Claim, rate: Claim, difference: Claim) -> Iterator[Relation]:
    unit = value.unit
    moved = signed_in(difference, unit)
    printed = (
        intervals.exact(difference, unit)
        if intervals.alike(difference.unit, unit)
        else intervals.exact(difference)
    ).low * (-1 if difference.direction == "down" else 1)
    base = value.value - printed
    # Exact range of D / (L − D): it rises with D and falls with L.
    level = intervals.within(value, unit)
    low, high = level.high - moved.low, level.low - moved.high
    if low <= 0 or high <= 0:
        return
    ends = sorted((100 * moved.low / low, 100 * moved.high / high))
    computed = Interval(ends[0], ends[1])
    verdict = intervals.verdict(computed, intervals.signed(rate), intervals.last_place(rate))
    if verdict is None or base <= 0:
        return
    told = fold(f"{one.subject} {value.lead} {difference.lead}")
    if verdict == "contradiction" and _EARLIER.search(told) and _is_its_base(level, moved, rate):
        yield Relation(
            "rate-and-amount",
            "consistent",
            (difference.id, value.id, rate.id),
            f"{difference.text} / {value.text} = {rate.text}",
        )
        return
    mid = 100 * printed / base
    fits = telling.amount(abs(mid), rate)
    yield Relation(
        "rate-and-amount",
        verdict,
        (value.id, difference.id, rate.id),
        f"{'kế hoạch' if rate.base == 'plan' else 'cùng kỳ'}: {telling.amount(base, value)}; {difference.text} / {telling.amount(base, value)} = "
        f"{telling.amount(mid, rate, more=2)}",
        f"{telling.about(one.subject)}: tăng, giảm {difference.text} để đạt {value.text} là {fits}, báo cáo ghi "
        f"{rate.text}. Hãy xem lại ba số này.",
        fits,
    )


_EARLIER: Final = pattern(
    r"so với|cùng kỳ|như vậy|(?:quý|tháng|năm|kỳ|tuần|vụ)\s+(?:trước|ngoái|[0-9ivx]+(?!\p{L}))"
)


def _is_its_base(level: Interval, moved: Interval, rate: Claim) -> bool:
    """ "Quý II xử lý 7.642,3 triệu đồng, như vậy tăng 886,4 triệu đồng (11,6%)": the level told last is what it grew from."""
    computed = intervals.percent_of(moved, level)
    return computed is not None and computed.overlaps(intervals.signed(rate))


def in_bracket(one: Statement, value: Claim, bracketed: Claim, rate: Claim) -> Iterator[Relation]:
    """ "Xi măng 1.284 nghìn tấn, tăng 5,1% (62 nghìn tấn)": in bare brackets after a rate stands the base, or the amount of
    change; the amount where it comes out, or is too little to be the base."""
    if not (rate.role == "change" and bracketed.lead.strip() == "(" and rate.direction in ("up", "down")):
        return
    amount = replace(bracketed, role="difference", direction=rate.direction)
    little = intervals.within(bracketed, value.unit).high * _SMALL < value.low and abs(rate.value) < _MUCH
    for found in _amounted(one, value, rate, amount):
        if found.verdict == "consistent" or little:
            yield found


_SMALL: Final = 3
_MUCH: Final = 100


def rate_of_amount(text: Understanding) -> Iterator[Relation]:
    """ "giảm 172 ca, tương ứng giảm 44,6% so với cùng kỳ (386 ca)": amount / base = rate, where all three stand."""
    for one in text.statements:
        for first, second in pairwise(one.claims):
            if {first.role, second.role} != {"change", "difference"}:
                continue
            rate, step = (first, second) if first.role == "change" else (second, first)
            base = own_base(one, rate)
            if base is None or not intervals.alike(step.unit, base.unit) or base.value == 0:
                continue
            computed = intervals.percent_of(intervals.within(step, base.unit), base.loose)
            if computed is not None and computed.overlaps(rate.loose):
                yield Relation(
                    "rate-and-amount",
                    "consistent",
                    (step.id, base.id, rate.id),
                    f"{step.text} / {base.text} = {rate.text}",
                )
