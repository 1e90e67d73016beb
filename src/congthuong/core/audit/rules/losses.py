"""What is lost on the way: of what was received, what was not passed on.

"điện nhận 2.012,4 triệu kWh, thương phẩm 1.918,6 triệu kWh, tương ứng tỷ lệ tổn thất 4,66%".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.nearby import is_amount, stands_for
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_LOST: Final = pattern(r"(?<!\p{L})(?:tổn thất|thất thoát|hao hụt)(?!\p{L})[^.;]{0,60}\Z")
_BACK: Final = 8


def loss_rates(text: Understanding) -> Iterator[Relation]:
    row = row_of(text)
    for rate in text.claims:
        if rate.unit.base != "%" or rate.role not in ("level", "share", "attainment") or not rate.value:
            continue
        if not _LOST.search(fold(row.before(rate))):
            continue
        pairs = [(one, other) for one, other in _pairs(row, rate) if one.value > other.value]
        fitting = next((pair for pair in pairs if _lost(*pair).overlaps(rate.loose)), None)
        if fitting is not None:
            yield _told(*fitting, rate, "consistent")
        elif len(pairs) == 1 and not row.reach(pairs[0][1], rate) and _slipped(*pairs[0], rate):
            yield _told(*pairs[0], rate, "suspicious")


def _pairs(row: Row, rate: Claim) -> Iterator[tuple[Claim, Claim]]:
    """Amounts side by side before the rate, in its paragraph, the nearest first."""
    here = row.at[rate.id]
    near = [
        claim
        for claim in row.claims[max(0, here - _BACK) : here]
        if claim.piece == rate.piece
        and is_amount(claim)
        and claim.role in ("level", "count")
        and not claim.qualifier
    ]
    for one, other in reversed(list(pairwise(near))):
        if one.unit.base and intervals.alike(one.unit, other.unit):
            yield one, other


def _lost(received: Claim, passed: Claim) -> Interval:
    kept = intervals.percent_of(stands_for(passed, received), stands_for(received, received))
    return intervals.minus(intervals.exactly(100), kept) if kept else intervals.exactly(0)


def _slipped(received: Claim, passed: Claim, rate: Claim) -> bool:
    lost = _lost(received, passed)
    near = rate.value / 2 < telling.middle(lost) < rate.value * 2
    rest = intervals.minus(intervals.exactly(100), rate.loose)
    hundredth = Interval(Decimal("0.01"), Decimal("0.01"))
    kept = intervals.times(intervals.times(stands_for(received, passed), rest), hundredth)
    return min(digits(received), digits(passed)) > 2 and (
        near
        or slips.near_slip(rate, intervals.widened(lost, intervals.last_place(rate) / 2)) is not None
        or slips.near_slip(passed, kept, strict=True) is not None
    )


def _told(received: Claim, passed: Claim, rate: Claim, verdict: str) -> Relation:
    point = telling.middle(_lost(received, passed))
    fits = telling.amount(point, rate)
    return Relation(
        "share-of-whole",
        "consistent" if verdict == "consistent" else "suspicious",
        (received.id, passed.id, rate.id),
        f"({received.text} − {passed.text}) / {received.text} = {telling.amount(point, rate, more=2)}",
        f"Nhận {received.text}, còn {passed.text}: mất {fits}, báo cáo ghi {rate.text}. Hãy xem lại ba số này.",
        fits,
    )


RULES: tuple[Rule, ...] = (loss_rates,)
