"""Multiples of a level told before, and long figures that two told far apart differ by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import (
    LaterRule,
    amounts,
    amounts_in_order,
    is_amount,
    like,
    no_chance,
    stands_for,
)
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold

_PARTS: Final = 4


def multiples(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """ "vốn đối ứng 61.512 triệu đồng, gấp 3,3 lần vốn hỗ trợ": the statement's own level over one told before."""
    row = row_of(text)
    for claim in text.claims:
        if claim.role != "multiple" or claim.id in explained or claim.direction or claim.value <= 1:
            continue
        own = text.statement_of(claim).first("level", "count", "average")
        now = amounts(row)[row.at[own.id]] if own is not None else None
        near = [
            one
            for one in amounts_in_order(row, claim, back=16)
            if now and one is not now and like(one.claim, now.claim)
        ]
        for tried, base in enumerate(near[:_PARTS], 1):
            computed = intervals.over(now.own, base.beside(now)) if now and base.own.low > 0 else None
            if now and no_chance(tried, computed, claim.interval, intervals.last_place(claim)):
                yield Relation(
                    "multiple-of-levels",
                    "consistent",
                    (now.claim.id, base.claim.id, claim.id),
                    f"{now.claim.text} / {base.claim.text} = {claim.text}",
                )
                break


def far_differences(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """A long figure that is what two told far apart differ by: "huy động thêm 3.817,8 tỷ đồng để đạt kế hoạch"."""
    row = row_of(text)
    for at, result in enumerate(text.claims):
        if result.id in explained or digits(result) < _LONG or result.qualifier:
            continue
        own = amounts(row)[at] if result.role != "difference" else None
        if own is None and result.role != "difference":
            continue
        if result.role != "difference" and not _TO_GO.search(fold(row.before(result))):
            continue
        stated = stands_for(result, result)
        near = [
            one
            for one in amounts(row)[max(0, at - _FAR_BACK) : at]
            if one is not None
            and like(one.claim, result)
            and one.claim.value
            and one.unit[1] == result.unit.exponent
        ][-_FAR_MOST:]
        tried = len(near) * len(near) // 2
        found = next(
            (
                (first, second)
                for first in reversed(near)
                for second in reversed(near)
                if first.own.low > second.own.high and intervals.minus(first.own, second.own).overlaps(stated)
            ),
            None,
        )
        if found and no_chance(
            tried, intervals.minus(found[0].own, found[1].own), stated, intervals.last_place(result)
        ):
            first, second = found
            yield Relation(
                "remaining" if result.role != "difference" else "difference-of-levels",
                "consistent",
                (first.claim.id, second.claim.id, result.id),
                f"{first.claim.text} − {second.claim.text} = {result.text}",
            )


def far_attainments(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """ "Chỉ tiêu thu hút FDI 1,80 tỷ USD: đã đạt 95,2%, còn thiếu 87,3 triệu USD": what was reached was told far before."""
    row = row_of(text)
    for at, rate in enumerate(text.claims):
        if rate.id in explained or rate.unit.base != "%" or rate.role not in ("attainment", "share", "level"):
            continue
        target = text.claims[at - 1] if at else None
        if target is None or row.reach(target, rate) or digits(rate) < _DIGITS or rate.qualifier:
            continue
        words = fold(text.piece_of(rate).text[target.end : rate.start])
        if (
            not is_amount(target)
            or not _REACHED.fullmatch(words)
            or not _AIM.search(fold(row.before(target)))
        ):
            continue
        reached = _reached(row, target, rate)
        if reached is None:
            continue
        yield Relation(
            "attainment",
            "consistent",
            (reached.id, target.id, rate.id),
            f"{reached.text} / {target.text} = {rate.text}",
        )
        rest = text.claims[at + 1] if at + 1 < len(text.claims) else None
        if rest is not None and row.reach(rest, rate) == 0 and like(rest, target):
            left = intervals.minus(stands_for(target, rest), stands_for(reached, rest))
            if left.overlaps(stands_for(rest, rest)):
                yield Relation(
                    "remaining",
                    "consistent",
                    (target.id, reached.id, rest.id),
                    f"{target.text} − {reached.text} = {rest.text}",
                )


def _reached(row: Row, target: Claim, rate: Claim) -> Claim | None:
    """The one level before that is so much of the target, told of by words of its name."""
    named = words_of(f"{row.before(target)} {target.lead}")
    here = row.at[target.id]
    near = [
        claim
        for claim in row.claims[max(0, here - _FAR_BACK) : here - 1]
        if is_amount(claim) and claim.role not in ("plan", "base") and like(claim, target)
    ]
    alike = [
        one for one in near if named & words_of(f"{row.text.statement_of(one).subject} {one.lead} {one.tail}")
    ]
    found = [
        one
        for one in alike
        if no_chance(
            len(alike),
            intervals.percent_of(stands_for(one, one), stands_for(target, one)),
            rate.interval,
            intervals.last_place(rate),
        )
    ]
    return found[-1] if found and len({one.value for one in found}) == 1 else None


_DIGITS: Final = 3
_AIM: Final = regex.compile(r"(?<!\p{L})(?:chỉ tiêu|mục tiêu|kế hoạch|phấn đấu|dự toán|nhiệm vụ)(?!\p{L})")
_REACHED: Final = regex.compile(
    r"[^.()]{0,60}(?<!\p{L})(?:đạt|bằng|được|hoàn thành)(?:\s+(?:khoảng|trên|gần))?\s*"
)
_LONG: Final = 4
_FAR_BACK, _FAR_MOST = 120, 40
_TO_GO: Final = regex.compile(r"(?<!\p{L})(?:cần|phải|còn|thêm|nữa|phấn đấu|quý iv|tháng cuối)(?!\p{L})")

LATER: tuple[LaterRule, ...] = (multiples, far_differences, far_attainments)
