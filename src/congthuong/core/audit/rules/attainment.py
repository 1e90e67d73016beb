"""Level, plan and attainment: where the plan is stated, and where it is implied twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Final

import regex

from congthuong.core.audit import groups, intervals, slips, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Role, Statement, Understanding
from congthuong.core.audit.phrases import has_content
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.base_choice import told_first
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_VALUES: Final[tuple[Role, ...]] = ("level", "count", "part", "after")
_PARTIAL_PLAN = regex.compile(
    r"kế (?:hoạch|họach) (?:tháng|quý|tuần|vụ|đợt|[0-9]+ tháng)|kịch bản|trung ương|bộ giao|hđnd"
)


def stated_plan(text: Understanding) -> Iterator[Relation]:
    """value / plan = attainment, the plan standing in the same statement or said of the same subject elsewhere."""
    plans = _plans(text)
    for one in text.statements:
        value = one.first(*_VALUES)
        if value is None:
            continue
        for rate in one.of("attainment"):
            if rate.base not in ("plan", ""):
                continue
            plan = _named_after(text, rate) or _own_plan(one, rate) or _plan_for(plans, one, rate, value)
            if plan is not None and intervals.alike(plan.unit, value.unit):
                yield from _of_either(text, one, plan, rate)
            elif not one.of("plan"):
                yield from _attained_of_near(text, one, value, rate)


def _of_either(text: Understanding, one: Statement, plan: Claim, rate: Claim) -> Iterator[Relation]:
    """Of the statement's own value, or of the whole it is the last part of; silent where neither fits, and where the value
    is of another year than the rate ("cùng kỳ là 1.318,9 triệu kWh, 6 tháng năm nay … đạt 48,39% kế hoạch")."""
    carriers = [
        claim for claim in groups.carriers(text, one, *_VALUES) if intervals.alike(claim.unit, plan.unit)
    ]
    found = [relation for carrier in carriers for relation in _attained(one, carrier, plan, rate)]
    holding = [relation for relation in found if relation.verdict == "consistent"]
    if holding:
        yield holding[0]
    elif len(carriers) == 1 and "cùng kỳ" not in fold(carriers[0].lead):
        yield from found


def _named_after(text: Understanding, rate: Claim) -> Claim | None:
    """ "318 tỷ đồng, đạt 51,3% của 620 tỷ đồng": what the rate is of stands right after it."""
    at = int(rate.id[1:])
    following = text.claims_by_id.get(f"c{at + 1}")
    if following is None or following.piece != rate.piece or following.start - rate.end > _NEXT:
        return None
    between = fold(text.piece_of(rate).text[rate.end : following.start])
    return following if _OF.fullmatch(between) else None


_NEXT: Final = 40
_OF: Final = pattern(r"\s*(?:của|trên|trong)(?:\s+(?:tổng\s+)?(?:số|vốn|dự toán|kế hoạch))?\s*")


def _own_plan(one: Statement, rate: Claim) -> Claim | None:
    """The plan stated with the rate: in brackets right after it, or before it and of the same name."""
    stated = one.of("plan")
    first = told_first(one, one.claims.index(rate))
    if first is not None and first.role == "plan" and not has_content(rate.tail):
        return first
    after = [plan for plan in stated if plan.start > rate.end]
    between = [claim for claim in one.claims if after and rate.end <= claim.start < after[0].start]
    if after and not between:
        return after[0]
    named = words_of(fold(rate.tail)) - _PLAN_WORDS
    before = [plan for plan in stated if plan.start < rate.start]
    if before and named <= words_of(before[-1].lead):
        return before[-1]
    return None


def _attained_of_near(text: Understanding, one: Statement, value: Claim, rate: Claim) -> Iterator[Relation]:
    """The plan that the section speaks of: "Kế hoạch vốn năm 2022 là 318,5 tỷ đồng; giải ngân 98,4 tỷ đồng, đạt 30,9%"."""
    near = [
        other
        for other in text.statements[max(0, one.index - 12) : one.index]
        if other.claims
        and one.piece - other.piece <= 3
        and _A_PLAN.search(fold(f"{other.subject} {other.claims[0].lead}"))
    ]
    claims = [claim for other in reversed(near) for claim in other.of("level", "count", "plan", "part")]
    fitting = [claim for claim in claims if intervals.alike(claim.unit, value.unit)]
    for claim in fitting:
        found = list(_attained(one, value, claim, rate))
        if found and found[0].verdict == "consistent":
            yield found[0]
            return
    beside = _larger_beside(text, one, value)
    for claim in beside:
        found = list(_attained(one, value, claim, rate))
        if found and found[0].verdict == "consistent":
            yield replace(found[0], rule="share-of-whole")
            return
    here = [claim for claim in fitting if claim.piece == value.piece]
    if len(here) == 1:
        yield from _attained(one, value, here[0], rate)
    beside = [claim for claim in beside if text.statement_of(claim).sentence == one.sentence]
    if not here and not fitting and len(beside) == 1 and rate.base == "" and "bằng" not in fold(rate.lead):
        yield from (
            replace(found, rule="share-of-whole")
            for found in _attained(one, value, beside[0], rate)
            if _slip(value, beside[0], rate)
        )


def _larger_beside(text: Understanding, one: Statement, value: Claim) -> list[Claim]:
    """Amounts of the unit earlier in the sentence that the value may be a part of."""
    found = []
    for other in reversed(text.statements[max(0, one.index - 5) : one.index]):
        if other.piece != one.piece:
            break
        claim = other.first("level", "count", "after", "part")
        if claim is None or not intervals.alike(claim.unit, value.unit):
            continue
        if intervals.within(claim, value.unit).high >= value.loose.low:
            found.append(claim)
    return found


def _slip(value: Claim, whole: Claim, rate: Claim) -> bool:
    """Whether one slip of the hand explains that the three do not fit."""
    computed = intervals.percent_of(intervals.within(value, whole.unit), whole.loose)
    wanted = _implied(intervals.within(value, whole.unit), rate.loose)
    back = intervals.times(
        intervals.within(whole, value.unit), intervals.times(rate.loose, intervals.exactly(1))
    )
    part = intervals.times(back, Interval(Decimal("0.01"), Decimal("0.01")))
    return any(
        interval is not None and slips.near_slip(claim, interval, strict=True) is not None
        for claim, interval in ((rate, computed), (whole, wanted), (value, part))
    )


_A_PLAN = pattern(
    r"(?<!\p{L})(?:kế hoạch|dự toán|tổng vốn|chỉ tiêu|cam kết|nhiệm vụ|được giao|phải (?:giải quyết|thực hiện))(?!\p{L})"
)
_PLAN_WORDS = words_of(
    "so với kế hoạch năm cả dự toán chỉ tiêu giao được đề ra kh mục tiêu tỉnh nghị quyết này trên tháng quý"
)


def _attained(one: Statement, value: Claim, plan: Claim, rate: Claim) -> Iterator[Relation]:
    computed = intervals.percent_of(intervals.within(value, plan.unit), plan.loose)
    point = intervals.percent_of(intervals.exact(value, plan.unit), intervals.exact(plan)) or computed
    verdict = intervals.verdict(computed, rate.loose, intervals.last_place(rate), point)
    if verdict is None or point is None:
        return
    fits = telling.amount(point.low, rate)
    shown = telling.amount(point.low, rate, more=2)
    yield Relation(
        "attainment",
        verdict,
        (value.id, plan.id, rate.id),
        f"{value.text} / {plan.text} = {shown}",
        f"{telling.about(one.subject)}: {value.text} trên kế hoạch {plan.text} là {fits}, báo cáo ghi {rate.text}. "
        "Hãy xem lại ba số này.",
        fits,
    )


def _plans(text: Understanding) -> dict[str, list[tuple[Statement, Claim]]]:
    """The plans stated, by their subject: "kế hoạch" claims and the levels of statements on the plan's basis."""
    found: dict[str, list[tuple[Statement, Claim]]] = {}
    for one in text.statements:
        for claim in one.claims:
            if claim.role == "plan" or (one.basis == "plan" and claim.role == "level"):
                found.setdefault(one.key, []).append((one, claim))
    return found


def _plan_for(
    plans: dict[str, list[tuple[Statement, Claim]]], one: Statement, rate: Claim, value: Claim
) -> Claim | None:
    """The only plan known for the subject, in a unit that fits, for the year the statement lies in."""
    if not one.key or _PARTIAL_PLAN.search(fold(rate.tail)) or _PARTIAL_PLAN.search(fold(rate.lead)):
        return None
    fitting = [
        claim
        for stated, claim in plans.get(one.key, [])
        if stated.index != one.index and intervals.alike(claim.unit, value.unit) and _one_year(stated, one)
    ]
    values = {(claim.value, claim.unit) for claim in fitting}
    return fitting[0] if len(values) == 1 else None


def _one_year(first: Statement, second: Statement) -> bool:
    return first.period is None or second.period is None or first.period.year == second.period.year


def implied_twice(text: Understanding) -> Iterator[Relation]:
    """Two attainments of one yearly plan imply the same plan: half a year and the year."""
    by_subject: dict[str, list[tuple[Statement, Claim, Claim]]] = {}
    for one in text.statements:
        value, rate = one.first("level", "count"), one.first("attainment") or _above_plan(one)
        stated = one.first("plan")
        if not one.key or value is None or rate is None or stated is not None or rate.base != "plan":
            continue
        if _PARTIAL_PLAN.search(fold(rate.tail)) or value.unit.base == "%":
            continue
        by_subject.setdefault(one.key, []).append((one, value, rate))
    for found in by_subject.values():
        for (first, value, rate), (second, other, again) in combinations(found[:6], 2):
            if (
                _one_year(first, second)
                and first.period != second.period
                and intervals.alike(value.unit, other.unit)
            ):
                yield from _same_plan(first, (value, rate), (other, again))


def _above_plan(one: Statement) -> Claim | None:
    """ "vượt 1,2% kế hoạch" is 101,2% of it."""
    rate = next(
        (claim for claim in one.of("change") if claim.base == "plan" and claim.unit.base == "%"), None
    )
    if rate is None or not rate.direction:
        return None
    reached = intervals.plus(intervals.exactly(100), intervals.signed(rate))
    way = -1 if rate.direction == "down" else 1
    return replace(
        rate,
        role="attainment",
        text=f"(100% {'−' if way < 0 else '+'} {rate.text})",
        value=100 + way * rate.value,
        low=reached.low,
        high=reached.high,
        loose=reached,
    )


def aims(text: Understanding) -> Iterator[Relation]:
    """ "đạt 47,1% kế hoạch", and pages on "phấn đấu cả năm đạt 39.200 tỷ đồng": an aim of the year's is taken as the plan where
    the rate comes out of it; where it does not, the aim may be another."""
    aimed = [
        (one, claim, words_of(one.subject) - _AIM_WORDS)
        for one in text.statements
        if one.basis in ("plan", "forecast")
        and one.period is not None
        and one.period == one.period.whole_year()
        for claim in one.of("level", "count", "plan")
        if _AIMS.search(fold(text.piece_of(one).text[max(0, claim.start - _REACH) : claim.start]))
    ]
    for one in text.statements if aimed else ():
        value, rate = one.first(*_VALUES), one.first("attainment")
        if value is None or rate is None or rate.base != "plan" or one.first("plan") is not None:
            continue
        named = words_of(one.subject)
        for other, plan, words in aimed:
            alike = named and words and (named <= words or words <= named)
            if (
                other is not one
                and alike
                and _one_year(other, one)
                and intervals.alike(plan.unit, value.unit)
            ):
                holding = [
                    found for found in _attained(one, value, plan, rate) if found.verdict == "consistent"
                ]
                yield from holding[:1]
                if holding:
                    break


_AIMS: Final = pattern(r"(?<!\p{L})(?:phấn đấu|mục tiêu)(?!\p{L})[^.]*\Z")
_AIM_WORDS: Final = words_of("phấn đấu mục tiêu chỉ tiêu kế hoạch cả năm")
_REACH: Final = 400


def _same_plan(one: Statement, first: tuple[Claim, Claim], second: tuple[Claim, Claim]) -> Iterator[Relation]:
    unit = first[0].unit
    plans = [_implied(intervals.within(value, unit), rate.loose) for value, rate in (first, second)]
    if plans[0] is None or plans[1] is None:
        return
    slack = [
        _implied(
            intervals.widened(intervals.within(value, unit), intervals.last_place(value).scaleb(value.unit.exponent - unit.exponent)),
            intervals.widened(rate.loose, intervals.last_place(rate)),
        )
        for value, rate in (first, second)
    ]  # fmt: skip
    if plans[0].overlaps(plans[1]):
        verdict = "consistent"
    elif slack[0] and slack[1] and slack[0].overlaps(slack[1]):
        verdict = "rounding"
    else:
        verdict = "contradiction"
    points = [
        _implied(intervals.exact(value, unit), intervals.exact(rate)) or plan
        for plan, (value, rate) in zip(plans, (first, second), strict=True)
        if plan
    ]
    shown = [telling.amount(point.low, first[0], more=1) for point in points]
    (value, rate), (other, again) = first, second
    yield Relation(
        "implied-plan",
        verdict,  # type: ignore[arg-type]
        (value.id, rate.id, other.id, again.id),
        f"{value.text} / {rate.text} = {shown[0]}; {other.text} / {again.text} = {shown[1]}",
        f"{telling.about(one.subject)}: hai tỷ lệ so kế hoạch suy ra hai kế hoạch khác nhau ({shown[0]} và {shown[1]}). "
        "Hãy xem lại mức và tỷ lệ ở hai chỗ.",
        "",
    )


def _implied(value: Interval, rate: Interval) -> Interval | None:
    return intervals.over(intervals.times(value, intervals.exactly(100)), rate)


RULES: tuple[Rule, ...] = (stated_plan, implied_twice, aims)
