"""Registers of counts: what there was on a day, and what came and went since the count before of the same thing.

A row says it of one thing (its `series`: a district's lines of one voltage) and is true from the day of its count until
the next one. opening + new - removed = closing in every row, and a row opens with what the one before closed with. The
first count of a thing has only its closing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from congthuong.apps.registers.kinds import Doubt, Flow, RegisterKind, RowAsked, Values
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.telling import number_of, told
from congthuong.core.quantities import write_date


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The counts of the same thing before and after a day, and on it."""

    before: RegisterRow | None
    same: RegisterRow | None
    after: RegisterRow | None


def flow_faults(kind: RegisterKind, values: Values) -> Iterator[Doubt]:
    """What a count says of itself cannot be."""
    for flow in kind.flows:
        opening, new, removed, closing = (number_of(values, name) for name in flow.columns)
        if opening is None and (new is not None or removed is not None):
            yield Doubt(
                flow.opening, "để trống, mà có số tăng hoặc giảm. Hãy ghi số cuối kỳ của lần trước vào đây."
            )
        if opening is None:
            continue
        missing = [name for name in (flow.new, flow.removed, flow.closing) if values.get(name) is None]
        for name in missing:
            yield Doubt(name, "để trống, mà có số đầu kỳ. Không có thay đổi thì ghi 0.")
        if missing or new is None or removed is None or closing is None:
            continue
        expected = opening + new - removed
        if expected != closing:
            sum_ = f"{told(opening)} + {told(new)} - {told(removed)} = {told(expected)}"
            yield Doubt(
                flow.closing,
                f"ghi {told(closing)}, mà {sum_}. Hãy xem lại bốn số đầu kỳ, tăng, giảm, cuối kỳ.",
            )


def series_faults(asked: RowAsked) -> Iterator[Doubt]:
    """What a count says against the counts before and after it."""
    if asked.begins is None:
        yield Doubt("effective_from", "để trống. Hãy ghi ngày mà số được tính đến.")
        return
    near = neighbours(asked.kind, asked.values, asked.begins, asked.key)
    if near.same is not None:
        day = write_date(asked.begins)
        yield Doubt(
            "effective_from",
            f"đã có số tính đến {day} ở dòng {near.same.key}. Hãy sửa dòng ấy, không ghi thêm dòng.",
        )
        return
    if near.before is not None and (near.before.effective_to is None or near.before.effective_to > asked.begins):  # fmt: skip
        yield Doubt(
            "effective_from",
            f"số lần trước ở dòng {near.before.key} chưa kết thúc trước {write_date(asked.begins)}, nên bị cộng hai lần. "
            "Hãy kết thúc dòng ấy vào ngày này.",
        )
    if near.after is not None and (asked.ends is None or asked.ends > (near.after.effective_from or date.max)):  # fmt: skip
        yield Doubt(
            "effective_to",
            f"phải kết thúc khi có số lần sau ở dòng {near.after.key}. Hãy ghi ngày của lần ấy.",
        )
    for flow in asked.kind.flows:
        yield from _chained(flow, asked.values, near)


def _chained(flow: Flow, values: Values, near: Neighbours) -> Iterator[Doubt]:
    opening, closing = number_of(values, flow.opening), number_of(values, flow.closing)
    last = getattr(near.before, flow.closing, None)
    if last is not None and near.before is not None and opening != last:
        said = "để trống" if opening is None else f"ghi {told(opening)}"
        yield Doubt(
            flow.opening,
            f"{said}, mà cuối kỳ trước (dòng {near.before.key}) là {told(last)}. Hai số phải bằng nhau.",
        )
    following = getattr(near.after, flow.opening, None)
    if near.after is not None and following != closing:
        said = "để trống" if following is None else told(following)
        yield Doubt(
            flow.closing,
            f"số đầu kỳ sau (dòng {near.after.key}) đang là {said}. Hãy sửa tiếp dòng ấy cho khớp.",
            hard=False,
        )


def neighbours(kind: RegisterKind, values: Values, day: date, key: str = "") -> Neighbours:
    """The counts of the same thing around the day, the row `key` itself apart."""
    thing = {name: values.get(name) or "" for name in kind.series}
    rows = kind.model._default_manager.filter(**thing, withdrawn=False).exclude(key=key)
    return Neighbours(
        before=rows.filter(effective_from__lt=day).order_by("-effective_from", "-id").first(),
        same=rows.filter(effective_from=day).first(),
        after=rows.filter(effective_from__gt=day).order_by("effective_from", "id").first(),
    )
