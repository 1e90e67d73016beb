"""Which base a change belongs to, and whether two figures are of one kind."""

from __future__ import annotations

from typing import Final

from congthuong.core.audit import intervals
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Statement
from congthuong.core.audit.rules.operands import ANYTHING, begins_alike, said_generally
from congthuong.core.quantities import Interval, Unit
from congthuong.core.quantities.units import fold

_CHANGES = ("change", "difference", "index", "multiple")


def own_base(one: Statement, rate: Claim) -> Claim | None:
    """The base that belongs to a rate: the next after it, with no other rate of another base between; else the last
    before it that follows no rate of its own."""
    at = one.claims.index(rate)
    first = told_first(one, at)
    if first is not None and first.role == "base" and rate.base in ("", first.base):
        return first
    bases = [claim for claim in one.claims if claim.role == "base"]
    if len({claim.base for claim in bases}) > 1 and rate.base:
        named = next((claim for claim in bases if claim.base == rate.base), None)
        following = one.claims[at + 1] if at + 1 < len(one.claims) else None
        return named or (following if following is not None and following.role == "base" else None)
    for claim in one.claims[at + 1 :]:
        if claim.role == "base":
            return claim
        if claim.role in _CHANGES and (claim.base not in ("", rate.base) or of_plan(claim) != of_plan(rate)):
            break
    for number in range(at - 1, -1, -1):
        claim = one.claims[number]
        if claim.role == "base":
            before = [other for other in one.claims[:number] if other.role in _CHANGES]
            same = not before or before[-1].base in ("", rate.base) or rate.base == ""
            return claim if same else None
    return None


def of_plan(rate: Claim) -> bool:
    """ "Kế hoạch năm tăng 12% so với năm 2021 (225.000 tỷ đồng)": what is planned grows, not what was reached."""
    return rate.role in _CHANGES and bool(_PLAN_GROWS.search(fold(rate.lead)))


_PLAN_GROWS: Final = pattern(
    r"\A\W*(?:kế\s+hoạch|dự\s+toán|chỉ\s+tiêu|mục\s+tiêu)(?!\p{L})(?:\s+[\p{L}0-9]+){0,5}?\s+(?:tăng|giảm|cao\s+hơn|thấp\s+hơn)(?!\p{L})"
)


def told_first(one: Statement, at: int) -> Claim | None:
    """ "so với tháng 10 (298) tăng 9,7%, so với tháng 11/2024 (281) tăng 16,4%": what stands right before a rate is what it is
    reckoned against, where the rates before it have theirs before them too."""
    if not at or one.claims[at - 1].role not in ("base", "plan"):
        return None
    rate_before = at > 1 and one.claims[at - 2].role in (*_CHANGES, "attainment")
    if rate_before and told_first(one, at - 2) is None:
        return None
    return one.claims[at - 1]


def one_kind(first: Claim, level: Claim) -> bool:
    """Of units that convert, or counted by one noun said in full or short: "742 vụ việc, tăng 53 vụ". What a level counts is not
    said generally: in "13 cuộc, nhiều hơn năm 2022 3 cuộc (10 cuộc), với 112 đơn vị" the units are other things."""
    if intervals.alike(first.unit, level.unit):
        return True
    if not (first.unit.is_count and level.unit.is_count):
        return False
    generally = said_generally(first.unit, level.unit) and level.unit.base != ANYTHING
    return begins_alike(first.unit.base, level.unit.base) or generally


def as_unit(claim: Claim, unit: Unit) -> Interval:
    return intervals.within(claim, unit) if intervals.alike(claim.unit, unit) else claim.loose


def signed_in(difference: Claim, unit: Unit) -> Interval:
    interval = as_unit(difference, unit)
    return Interval(-interval.high, -interval.low) if difference.direction == "down" else interval
