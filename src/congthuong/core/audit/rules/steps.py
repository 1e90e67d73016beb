"""What lies between two levels, or two rates: as an amount, in points, in per cent."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.model import Claim, Relation, Statement
from congthuong.core.quantities import Interval, write_number


def stepped(one: Statement, before: Claim, after: Claim, step: Claim) -> Iterator[Relation]:
    computed = intervals.minus(intervals.within(after, before.unit), before.loose)
    points = step.unit.base in ("điểm phần trăm", "điểm")
    same = points or not intervals.alike(step.unit, before.unit)
    interval = step.loose if same else intervals.within(step, before.unit)
    stated = Interval(-interval.high, -interval.low) if step.direction == "down" else interval
    if not step.direction and computed.high < 0:
        stated = Interval(-interval.high, -interval.low)
    point = intervals.exact(after, before.unit).low - before.value
    printed = intervals.exactly(point) if same and step.unit.exponent == before.unit.exponent else None
    verdict = intervals.verdict(computed, stated, intervals.last_place(step), printed)
    if verdict is None:
        return
    fits = telling.amount(abs(point), step)
    yield Relation(
        "before-after",
        verdict,
        (before.id, after.id, step.id),
        f"{after.text} − {before.text} = {write_number(point, max(before.decimals, after.decimals))}",
        f"{telling.about(one.subject)}: từ {before.text} đến {after.text} chênh {fits}, báo cáo ghi {step.text}. "
        "Hãy xem lại ba số này.",
        fits,
    )


def rate_changed(one: Statement, before: Claim, after: Claim, change: Claim) -> Iterator[Relation]:
    """A rate went from 12,3% to 34%: its change is 21,7 points, or 176,4 per cent."""
    points = intervals.minus(after.loose, before.loose)
    relative = intervals.growth(after.loose, before.loose)
    stated = intervals.signed(change)
    fits = telling.amount(abs(after.value - before.value), change)
    shown = f"{after.text} − {before.text} = {fits.removesuffix('%')} điểm phần trăm"
    if relative is not None and relative.overlaps(stated):
        yield Relation("before-after", "consistent", (before.id, after.id, change.id), f"({after.text} / {before.text} − 1) × 100 = {change.text}")  # fmt: skip
        return
    as_points = points.overlaps(stated)
    yield Relation(
        "percent-for-points" if as_points else "before-after",
        "suspicious" if as_points else "contradiction",
        (before.id, after.id, change.id),
        shown,
        f"{telling.about(one.subject)}: từ {before.text} đến {after.text} là thay đổi {fits.removesuffix('%')} điểm phần trăm, "
        f"báo cáo ghi {change.text}. Hãy viết «điểm phần trăm» nếu là hiệu hai tỷ lệ.",
        f"{fits.removesuffix('%')} điểm phần trăm",
    )
