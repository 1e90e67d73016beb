"""What follows from relations found before: a share of a part of some total, the amount of a change, a sum of things named.

"xử lý 142 vụ …, 6 vụ …, 9 vụ đang xác minh … Tỷ lệ vụ đã xử phạt là 90,4%": once figures are seen to belong together, others
that are told of them need no words of their own but a part's name. What comes out only confirms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Role, Understanding
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.audit.rules.nearby import is_amount, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold

_SUMS: Final = ("sum-of-parts", "count-of-parts")
_CHANGES: Final = ("change-of-level", "index-of-level")
_SAYS_LITTLE: Final = frozenset({"shares-to-hundred", "bases-of-parts", "part-within-whole", "contributions"})
_BACK: Final = 40
_FAR: Final = 120
_SHARES: Final[frozenset[Role]] = frozenset({"share", "level", "attainment"})
_DIGITS: Final = 3
_COMMON: Final = words_of(
    "tổng giá trị sản lượng chiếm tỷ trọng tỷ lệ bằng so với phần nhóm ngành khu vực bình quân"
)


def shares_of_parts(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    """A percentage that one of the parts of a total found before is of it, where its words name that part."""
    row, told = row_of(text), _results(relations)
    sums = [found for one in relations if (found := _sum(text, one)) is not None]
    ends = sorted(sums, key=lambda found: max(row.at[claim.id] for claim in found))
    for at, rate in enumerate(text.claims):
        plain = rate.unit.base == "%" and rate.role in _SHARES and not rate.qualifier and rate.base != "plan"
        if not plain or rate.id in told or digits(rate) < _DIGITS:
            continue
        words = words_of(f"{row.before(rate)} {text.statement_of(rate).subject}") - _COMMON
        near = [
            found
            for found in ends
            if at - _BACK <= max(row.at[claim.id] for claim in found) < at
            and abs(found[0].piece - rate.piece) <= _PIECES
        ]
        share = _share(text, rate, words, near) or _mistyped(text, rate, words, near)
        if share is not None:
            yield share


_PIECES: Final = 6


def _share(
    text: Understanding, rate: Claim, words: frozenset[str], near: Sequence[Sequence[Claim]]
) -> Relation | None:
    tried = 0
    for *parts, whole in reversed(near):
        for part in parts:
            if not words & (_words(text, part) - _COMMON):
                continue
            tried += 1
            base = stands_for(whole, part)
            computed = intervals.percent_of(stands_for(part, part), base) if base.low > 0 else None
            if no_chance(tried, computed, rate.interval, intervals.last_place(rate)):
                shown = f"{part.text} / {whole.text} = {rate.text}"
                return Relation("share-of-whole", "consistent", (part.id, whole.id, rate.id), shown)
    return None


def _mistyped(
    text: Understanding, rate: Claim, words: frozenset[str], near: Sequence[Sequence[Claim]]
) -> Relation | None:
    """ "sinh hoạt 198,2 triệu kWh … Tỷ trọng nhóm sinh hoạt là 37,3%": where one part alone is named in full, and one slip of the
    rate makes it that part's."""
    if not _OF_IT_ALL.search(fold(f"{rate.lead} {rate.tail}")):
        return None
    named = {
        (part.id, whole.id)
        for *parts, whole in near
        for part in parts
        if (name := words_of(text.statement_of(part).subject) - _COMMON) and name <= words
    }
    if len(named) != 1:
        return None
    part, whole = (text.claims_by_id[one] for one in named.pop())
    base = stands_for(whole, part)
    computed = intervals.percent_of(stands_for(part, part), base) if base.low > 0 else None
    if computed is None:
        return None
    need = intervals.widened(computed, intervals.last_place(rate) / 2)
    if slips.near_slip(rate, need, strict=True) is None or slips.chance(rate, need, strict=True) > _ODDS:
        return None
    fits = telling.amount(telling.middle(computed), rate)
    return Relation(
        "share-of-whole",
        "suspicious",
        (part.id, whole.id, rate.id),
        f"{part.text} / {whole.text} = {telling.amount(telling.middle(computed), rate, more=2)}",
        f"{part.text} trên {whole.text} là {fits}, báo cáo ghi {rate.text}. Hãy xem lại ba số này.",
        fits,
    )


_OF_IT_ALL: Final = pattern(r"(?<!\p{L})(?:chiếm|tỷ trọng|tổng số|tổng)(?!\p{L})")
_ODDS: Final = Decimal("0.1")


def _words(text: Understanding, part: Claim) -> frozenset[str]:
    return words_of(f"{text.statement_of(part).subject} {part.lead} {part.tail}")


def _results(relations: Sequence[Relation]) -> frozenset[str]:
    return frozenset(one.claims[-1] for one in relations if one.claims and one.rule not in _SAYS_LITTLE)


def _sum(text: Understanding, one: Relation) -> list[Claim] | None:
    if (
        one.rule not in _SUMS
        or one.verdict != "consistent"
        or len(one.claims) < 3
        or not text.tells(one.claims)
    ):
        return None
    return [text.claims_by_id[name] for name in one.claims]


def amounts_of_changes(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    """ "bán được 587,9 triệu kWh, tăng 8,51% so với 541,8 … phần tăng thêm 46,1 triệu kWh": the amount of a change whose rate and
    levels were told before."""
    row, told = row_of(text), _results(relations)
    changes = [
        (text.claims_by_id[one.claims[0]], text.claims_by_id[one.claims[1]])
        for one in relations
        if one.rule in _CHANGES
        and one.verdict == "consistent"
        and len(one.claims) == 3
        and text.tells(one.claims)
    ]
    for at, result in enumerate(text.claims):
        if result.role != "difference" or result.id in told or digits(result) < _DIGITS or result.qualifier:
            continue
        pairs = [
            (now, base)
            for now, base in changes
            if at - _FAR <= row.at[now.id] < at
            and like(now, result)
            and (now.value > base.value) == (result.direction == "up")
        ]
        for tried, (now, base) in enumerate(reversed(pairs), 1):
            larger, smaller = (now, base) if now.value > base.value else (base, now)
            moved = intervals.minus(stands_for(larger, result), stands_for(smaller, result))
            if no_chance(tried, moved, stands_for(result, result), intervals.last_place(result)):
                shown = f"{larger.text} − {smaller.text} = {result.text}"
                yield Relation(
                    "difference-of-levels", "consistent", (larger.id, smaller.id, result.id), shown
                )
                break


def of_plans_before(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    """ "đưa sản lượng 6 tháng lên 1.225,9 triệu kWh, tương đương 49,7% kế hoạch năm": the plan told pages before."""
    row, told = row_of(text), _results(relations)
    plans = [claim for claim in text.claims if claim.role == "plan" and is_amount(claim) and claim.value > 0]
    for at, rate in enumerate(text.claims):
        if (
            rate.unit.base != "%"
            or rate.role not in ("attainment", "level")
            or rate.id in told
            or rate.qualifier
        ):
            continue
        if digits(rate) < _DIGITS or not (rate.base == "plan" or "kế hoạch" in rate.tail.lower()):
            continue
        parts = [
            claim
            for claim in reversed(row.claims[max(0, at - _PARTS) : at])
            if not row.reach(claim, rate) and is_amount(claim) and claim.role != "plan"
        ]
        yield from _attained(row, rate, parts, [plan for plan in reversed(plans) if row.at[plan.id] < at])


_PARTS: Final = 3
_PLANS: Final = 5


def _attained(row: Row, rate: Claim, parts: Sequence[Claim], plans: Sequence[Claim]) -> Iterator[Relation]:
    tried = 0
    for part in parts:
        for plan in [one for one in plans if like(one, part)][:_PLANS]:
            tried += 1
            computed = intervals.percent_of(stands_for(part, part), stands_for(plan, part))
            if no_chance(tried, computed, rate.interval, intervals.last_place(rate)):
                shown = f"{part.text} / {plan.text} = {rate.text}"
                yield Relation("attainment", "consistent", (part.id, plan.id, rate.id), shown)
                return


LAST: tuple[LastRule, ...] = (shares_of_parts, amounts_of_changes, of_plans_before)
