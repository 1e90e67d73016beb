"""Multiples of a level told before, and long figures that two told far apart differ by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Relation, Understanding
from congthuong.core.audit.rules.nearby import (
    LaterRule,
    amounts,
    amounts_in_order,
    like,
    no_chance,
    stands_for,
)
from congthuong.core.audit.rules.operands import digits, row_of
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


_LONG: Final = 4
_FAR_BACK, _FAR_MOST = 120, 40
_TO_GO: Final = regex.compile(r"(?<!\p{L})(?:cần|phải|còn|thêm|nữa|phấn đấu|quý iv|tháng cuối)(?!\p{L})")

LATER: tuple[LaterRule, ...] = (multiples, far_differences)
