"""Level, rate and base: the same period's level stated, the change as an amount, from … to …, multiples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import regex

from congthuong.core.audit import groups, intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Role, Statement, Understanding, sentences_of
from congthuong.core.audit.phrases import has_content
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.base_choice import as_unit, of_plan, one_kind, own_base, signed_in
from congthuong.core.audit.rules.rates_and_amounts import in_bracket, rate_and_amount, rate_of_amount
from congthuong.core.audit.rules.steps import rate_changed, stepped
from congthuong.core.audit.scan import tops
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Interval, Period, Unit, UnknownPeriod
from congthuong.core.quantities.units import fold

_VALUES: Final[tuple[Role, ...]] = ("level", "count", "after", "part")


def against_base(text: Understanding) -> Iterator[Relation]:
    """(level / base − 1) × 100 = change, the base in brackets or stated of the same subject one period earlier."""
    levels = _levels(text)
    for one in text.statements:
        yield from _points(text, one, levels)
        value = one.first(*_VALUES) or _per_thing(one)
        if value is None or value.unit.base in ("%", "‰"):
            continue
        for rate in one.of("change", "index", "multiple"):
            if fold(rate.tail).strip().startswith("về "):
                yield from _measured(text, one, rate)
                continue
            if of_plan(rate):
                yield from _planned(one, rate)
                continue
            for base in _bases(one, rate, value, levels):
                yield from _of_either(text, one, lambda carrier: _grown(one, carrier, base, rate))  # noqa: B023
        differences = one.of("difference")
        for difference in differences:
            if any(_comes_and_goes(one, difference, other) for other in differences):
                continue  # the net change is another rule's
            for base in _bases(one, difference, value, levels):
                yield from _of_either(text, one, lambda carrier: _moved(one, carrier, base, difference))  # noqa: B023


def _planned(one: Statement, rate: Claim) -> Iterator[Relation]:
    """ "đạt 33,87% kế hoạch năm (252.000 tỷ đồng). Kế hoạch năm tăng 12% so với năm 2021 (225.000 tỷ đồng)"."""
    plans, base = one.of("plan"), own_base(one, rate)
    if len(plans) == 1 and base is not None and base.start > rate.end:
        yield from _grown(one, plans[0], base, rate)


def _comes_and_goes(one: Statement, first: Claim, second: Claim) -> bool:
    """ "so với đầu năm tăng 24 người, giảm 17 người (đầu năm 379 người)": two moves against one base."""
    if first is second:
        return False
    if first.base == second.base:
        return True
    early, late = sorted((first, second), key=lambda claim: claim.start)
    between = one.claims[one.claims.index(early) + 1 : one.claims.index(late)]
    turned = {first.direction, second.direction} == {"up", "down"}
    return turned and "" in (first.base, second.base) and not between


def _per_thing(one: Statement) -> Claim | None:
    """ "giá bán bình quân 2.014,5 đồng/kWh, cao hơn cùng kỳ 51,8 đồng/kWh": an average that is all a statement has."""
    average = one.first("average")
    return average if average is not None and "/" in average.unit.base else None


def _of_either(
    text: Understanding, one: Statement, reckon: Callable[[Claim], Iterator[Relation]]
) -> Iterator[Relation]:
    """The relation of the statement's own level, or of the whole it is the last part of: whichever holds. Where
    neither does and both could be meant, nothing is said."""
    carriers = (*_likened(text, one), *groups.carriers(text, one, *_VALUES))
    per_thing = None if carriers else _per_thing(one)
    carriers = carriers if per_thing is None else (per_thing,)
    found = [relation for carrier in carriers for relation in reckon(carrier)]
    holding = [relation for relation in found if relation.verdict == "consistent"]
    if holding:
        yield holding[0]
    elif len(carriers) == 1:
        yield from found


def _likened(text: Understanding, one: Statement) -> Iterator[Claim]:
    """ "lên tới 1.286 MW, cao hơn 112 MW so với đỉnh tuần trước là 1.174 MW và vượt 3,6% …": a level that is only compared
    with; what follows may be said of the sentence's level before it."""
    if not _ONLY_COMPARED.search(fold(one.subject)):
        return
    for other in reversed(text.statements[max(0, one.index - 4) : one.index]):
        claim = other.first(*_VALUES)
        if (other.piece, other.sentence) != (one.piece, one.sentence):
            return
        if claim is not None and not _ONLY_COMPARED.search(fold(other.subject)):
            yield claim
            return


_ONLY_COMPARED: Final = pattern(r"^\s*so(?:\s+với)?(?!\p{L})")


def _measured(text: Understanding, one: Statement, rate: Claim) -> Iterator[Relation]:
    """ "tăng 14,4% về số doanh nghiệp (quý I/2023 có 187 doanh nghiệp)": which of the levels before is meant."""
    words = words_of(rate.tail)
    near = [
        other
        for other in text.statements[max(0, one.index - 4) : one.index + 3]
        if other.sentence == one.sentence
    ]
    claims = sorted(
        (claim for other in near if other.piece == one.piece for claim in other.claims),
        key=lambda claim: claim.start,
    )
    following = next((claim for claim in claims if claim.start > rate.end), None)
    if following is None or following.role not in ("base", "count", "level") or "(" not in following.lead:
        return
    for claim in reversed(
        [claim for claim in claims if claim.end < rate.start and claim.role in ("level", "count")]
    ):
        meant = words & (words_of(text.statement_of(claim).subject) | words_of(claim.unit.base))
        if meant and intervals.alike(claim.unit, following.unit):
            yield from _grown(one, claim, following, rate)
            return


def _points(
    text: Understanding, one: Statement, levels: dict[tuple[str, str], list[tuple[Statement, Claim]]]
) -> Iterator[Relation]:
    """A rate against its base: the difference is in percentage points."""
    rates = [claim for claim in one.claims if claim.role in ("level", "share", "attainment", "after")]
    before_that = one.first("base_change")
    grown = _grown_since(one, before_that) if before_that is not None else None
    for step in one.of("difference"):
        if grown and before_that and step.unit.base in ("điểm phần trăm", "điểm") and grown.end <= step.start:
            yield from stepped(one, before_that, grown, step)
    for step in one.of("difference", "change"):
        before = [claim for claim in rates if claim.unit.base == "%" and claim.end <= step.start]
        still_to_go = "phải" in fold(step.lead) or (step.role == "change" and _AIMED.search(fold(step.lead)))
        if not before or still_to_go or (step.role == "change" and one.first(*_VALUES) is not before[0]):
            continue
        base = own_base(one, step) or next(_bases(one, step, before[-1], levels), None)
        if base is None or base.unit.base != "%":
            continue
        if step.role == "change":
            yield from rate_changed(one, base, before[-1], step)
        elif step.unit.base in ("điểm phần trăm", "điểm"):
            yield from _stepped_from_either(one, base, [*_told_of_now(text, one), *before], step)


def _grown_since(one: Statement, then: Claim) -> Claim | None:
    """ "tăng 3,6% so với tháng trước và tăng 10,2% so với cùng kỳ (cùng kỳ tăng 7,5%)": the change that the bracket is set
    against."""
    before = [rate for rate in one.of("change") if rate.end <= then.start]
    named = [rate for rate in before if rate.base == "same_period"]
    found = named or before
    return found[-1] if found else one.first("change")


def _told_of_now(text: Understanding, one: Statement) -> list[Claim]:
    """ "tổn thất 3,95%. Cùng kỳ năm 2024 là 4,38%, như vậy giảm 0,43 điểm": the rate of now, before that of then."""
    for other in reversed(text.statements[max(0, one.index - 3) : one.index]):
        now = other.first("level", "share", "attainment")
        if other.piece != one.piece or one.period is None or other.period is None:
            return []
        if now is not None and now.unit.base == "%" and other.period.first > one.period.first:
            return [now]
    return []


def _stepped_from_either(
    one: Statement, base: Claim, rates: Sequence[Claim], step: Claim
) -> Iterator[Relation]:
    """ "đạt 61,8% kế hoạch Thủ tướng giao và 54,7% kế hoạch tỉnh giao, cao hơn cả nước (47,3%) 14,5 điểm": of either rate."""
    found = [list(stepped(one, base, rate, step)) for rate in reversed(rates) if rate is not base]
    holding = [each for each in found if each and each[0].verdict == "consistent"]
    if holding:
        yield from holding[0]
    elif len(found) == 1:
        yield from found[0]


_AIMED = regex.compile(r"(?<!\p{L})(?:chỉ tiêu|mục tiêu|kế hoạch)(?!\p{L})")


def _levels(text: Understanding) -> dict[tuple[str, str], list[tuple[Statement, Claim]]]:
    """Levels by subject and period."""
    found: dict[tuple[str, str], list[tuple[Statement, Claim]]] = {}
    for one in text.statements:
        claim = one.first("level", "count")
        if claim is not None and one.key and one.period is not None:
            found.setdefault((one.key, one.period.code), []).append((one, claim))
    return found


def _bases(
    one: Statement, rate: Claim, value: Claim, levels: dict[tuple[str, str], list[tuple[Statement, Claim]]]
) -> Iterator[Claim]:
    if rate.base == "plan":
        at = one.claims.index(rate)
        following = one.claims[at + 1] if at + 1 < len(one.claims) else None
        if following is not None and following.role == "plan" and intervals.alike(following.unit, value.unit):
            yield following
        return
    plans = [plan for plan in one.of("plan") if plan.end <= rate.start]
    if not rate.base and len(plans) == 1 and _EXCEEDS.search(fold(rate.lead)) and not has_content(rate.tail):
        yield from (plan for plan in plans if intervals.alike(plan.unit, value.unit))
        return
    if any(one_kind(claim, value) for claim in one.of("base")):
        own = own_base(one, rate)
        if own is not None and one_kind(own, value):
            yield own
        return
    if one.period is None or not one.key:
        return
    period = _base_period(one.period, rate)
    if period is None:
        return
    found = levels.get((one.key, period.code), [])
    if not rate.base or len(one.key.split()) <= _SHORT_NAME:
        # "xuất khẩu" of another paragraph may be another's.
        found = [(other, claim) for other, claim in found if other.piece == one.piece]
    values = {(claim.value, claim.unit) for _, claim in found}
    if len(values) == 1 and intervals.alike(found[0][1].unit, value.unit):
        yield found[0][1]


_SHORT_NAME: Final = 2
_EXCEEDS: Final = pattern(r"(?<!\p{L})vượt(?!\p{L})")


def _base_period(period: Period, rate: Claim) -> Period | None:
    try:
        if rate.base in ("", "same_period"):
            return period.same_period_last_year()
        if rate.base == "previous" and period.kind in ("month", "quarter"):
            return period.previous()
    except UnknownPeriod:
        return None
    return None


def _grown(one: Statement, value: Claim, base: Claim, rate: Claim) -> Iterator[Relation]:
    if not one_kind(base, value):
        return
    alike = intervals.alike(value.unit, base.unit)
    computed = _rate_of(rate, as_unit(value, base.unit), base.loose)
    point = _rate_of(rate, intervals.exact(value, base.unit if alike else None), intervals.exact(base))
    stated = intervals.signed(rate) if rate.role == "change" else rate.loose
    if rate.role == "multiple" and rate.direction and computed and not computed.overlaps(stated):
        # "tăng 2 lần" is said of twice as much and of twice as much more: either may stand.
        computed, point = (
            intervals.minus(one, intervals.exactly(1)) if one else None for one in (computed, point)
        )
    verdict = intervals.verdict(computed, stated, intervals.last_place(rate), point)
    if verdict is None or point is None:
        return
    if verdict != "consistent" and alike and (amount := list(in_bracket(one, value, base, rate))):
        yield from amount
        return
    way = {"up": "tăng ", "down": "giảm "}
    word = ("tăng " if point.low >= 0 else "giảm ") if rate.role == "change" else way.get(rate.direction, "")
    fits = word + telling.amount(abs(point.low), rate)
    formula = f"{value.text} / {base.text}"
    formula = f"({formula} − 1) × 100" if rate.role == "change" else formula
    yield Relation(
        "change-of-level",
        verdict,
        (value.id, base.id, rate.id),
        f"{formula} = {telling.amount(point.low, rate, more=2)}",
        f"{telling.about(one.subject)}: {value.text} so với {base.text} là {fits}, báo cáo ghi "
        f"{way.get(rate.direction, '')}{rate.text}. Hãy xem lại ba số này.",
        fits,
    )


def _rate_of(rate: Claim, now: Interval, base: Interval) -> Interval | None:
    if rate.role == "change":
        return intervals.growth(now, base)
    ratio = intervals.over(now, base) if base.low > 0 else None
    return intervals.times(ratio, intervals.exactly(100 if rate.role == "index" else 1)) if ratio else None


def _moved(one: Statement, value: Claim, base: Claim, difference: Claim) -> Iterator[Relation]:
    unit = value.unit
    if not (one_kind(difference, value) and one_kind(base, value)):
        return
    computed = intervals.minus(intervals.within(value, unit), as_unit(base, unit))
    stated = signed_in(difference, unit)
    verdict = intervals.verdict(computed, stated, intervals.last_place(difference))
    if verdict is None:
        return
    other = intervals.exact(base, unit) if intervals.alike(base.unit, unit) else intervals.exactly(base.value)
    mid = intervals.minus(intervals.exact(value), other).low
    fits = telling.amount(abs(mid), value)
    yield Relation(
        "difference-of-levels",
        verdict,
        (value.id, base.id, difference.id),
        f"{value.text} − {base.text} = {telling.amount(mid, value)}",
        f"{telling.about(one.subject)}: {value.text} so với {base.text} chênh {fits}, báo cáo ghi {difference.text}. "
        "Hãy xem lại ba số này.",
        fits,
    )


def bracketed_elsewhere(text: Understanding) -> Iterator[Relation]:
    """ "Tiếp 1.846 lượt với 2.315 người về 1.204 vụ việc, giảm 8,5% so với cùng kỳ (2.018 lượt)": the base's unit tells
    which of the sentence's levels the rate is of."""
    for found in sentences_of(text.statements):
        claims = sorted((claim for one in found for claim in one.claims), key=lambda claim: claim.start)
        for rate, base in pairwise(claims):
            if (
                rate.role != "change"
                or base.role not in ("count", "level")
                or base.statement == rate.statement
            ):
                continue
            between = fold(text.piece_of(rate).text[rate.end : base.start])
            if not _BASE_BRACKET.search(between):
                continue
            levels = [
                claim
                for claim in claims
                if claim.end < rate.start and claim.role in ("count", "level") and claim.unit == base.unit
            ]
            if len(levels) == 1:
                yield from _grown(text.statement_of(levels[0]), levels[0], base, rate)


_BASE_BRACKET = pattern(
    r"^\s*(?:so\s+(?:với\s+)?)?(?:cùng\s+kỳ|(?:năm|tháng|quý|kỳ)\s+trước)[^,;.()]{0,30}\(\s*$"
)


def from_to(text: Understanding) -> Iterator[Relation]:
    """before → after = reduction and its per cent; for a rate the change is in percentage points."""
    for one in text.statements:
        before, after = one.first("before") or _base_of_step(one), one.first("after")
        if before is None:
            continue
        after = after or one.first("level", "count")
        if after is not None and tops(
            after.unit, before.unit
        ):  # "từ 9,2 triệu đồng lên 9,9 triệu đồng/người/tháng"
            before = replace(before, unit=Unit(after.unit.base, before.unit.exponent))
        if after is None or not intervals.alike(after.unit, before.unit) or after.start < before.start:
            continue
        told: set[str] = set()
        for claim in one.claims:
            if (claim.start < after.end and not _in_brackets(text, claim, before)) or claim.role in told:
                continue  # "giảm 4,51 điểm, vượt 0,51 điểm kế hoạch": only the first is of this step
            told.add(claim.role)
            if claim.role == "difference" and (
                intervals.alike(claim.unit, after.unit)
                or claim.unit == Unit(after.unit.base.partition("/")[0], after.unit.exponent)
                or (claim.unit.base in ("điểm phần trăm", "điểm") and after.unit.base == "%")
            ):
                yield from stepped(one, before, after, claim)
            elif claim.role == "change" and after.unit.base not in ("%", "‰"):
                yield from _grown(one, after, before, claim)
            elif claim.role == "change" and not _AIMED.search(fold(claim.lead)):
                yield from rate_changed(one, before, after, claim)


def _base_of_step(one: Statement) -> Claim | None:
    """ "giảm 0,5 điểm phần trăm (từ 3,2% xuống 2,7%)": in the brackets of a change, and what it went from."""
    return next((claim for claim in one.of("base") if _FROM_IN_BRACKETS.search(fold(claim.lead))), None)


_FROM_IN_BRACKETS: Final = pattern(r"\(\s*từ(?:\s+mức)?\s*\Z")


def _in_brackets(text: Understanding, change: Claim, before: Claim) -> bool:
    """Whether a step stands in brackets right after the change that it explains."""
    if change.end > before.start or before.start - change.end > _NEAR:
        return False
    return bool(
        _FROM_IN_BRACKETS.fullmatch(fold(text.piece_of(change).text[change.end : before.start]).strip())
    )


_NEAR: Final = 12


RULES: tuple[Rule, ...] = (against_base, rate_and_amount, rate_of_amount, bracketed_elsewhere, from_to)
