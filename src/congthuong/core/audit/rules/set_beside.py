"""A step and the level it is set beside: "cao hơn 23 MW so với đỉnh 1.007 MW", "so với đầu năm (4.120 hộ) giảm 234 hộ".

The words between the two leave no doubt that they are of one arithmetic; which level of now they give is told before, in
other words each time. So all the levels before that it could be are tried, and where none of them is what the two give, the
nearest is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import is_amount, like
from congthuong.core.audit.rules.operands import Row
from congthuong.core.quantities.units import fold

_POINTS: Final = "điểm phần trăm"
_IN_TURN: Final = pattern(r"(?<!\p{L})lần lượt(?!\p{L})")
_BACK: Final = 20
_MOST: Final = 8
_WITH: Final = regex.compile(r"[^;.()]{0,30}(?<!\p{L})(?:so với|so|với)\s[^;.]{0,60}")
_IN_BRACKETS: Final = regex.compile(
    r"[^;.()]{0,40}\([^;.()]{0,30}(?<!\p{L})(?:quý|tháng|năm|kỳ|tuần|đầu|cuối|trước)(?!\p{L})[^;.()]{0,30}"
)
_SET_BESIDE: Final = regex.compile(r"(?<!\p{L})(?:so với|so|bên cạnh|đặt cạnh)\s[^;.]{0,60}\Z")
_THEN: Final = pattern(
    r"(?<!\p{L})(?:cùng kỳ|cùng thời điểm|(?:năm|quý|tháng|tuần|vụ|kỳ) (?:trước|ngoái))(?!\p{L})[^;.]{0,60}\Z"
)
_OF_YEAR: Final = pattern(r"(?<!\p{L})(?:năm|quý|tháng|tuần|kỳ) [^;.,()]{1,20}\Z")
_MORE: Final = pattern(r"(?<!\p{L})(?:(?:(?:cao|nhiều|lớn|đắt|dài|tăng) )?hơn|vượt)(?!\p{L})[^;.,]{1,60}\Z")
_LESS: Final = pattern(r"(?<!\p{L})(?:(?:thấp|ít|nhỏ|rẻ|ngắn|giảm) hơn|kém)(?!\p{L})[^;.,]{1,60}\Z")
_THAT_IS: Final = pattern(r"[^;.,()]{0,50}\)?(?:[^;.,()]{0,30}\slà)?\s*")
_AT_ONCE: Final = regex.compile(r"\)?,?\s*(?:[^;.,()]{0,40})")
_OPENED: Final = regex.compile(r"\s*\(\s*")
_SO: Final = pattern(
    r"[^;.()]{0,30}(?<!\p{L})(?:như vậy|như thế|tức(?: là)?|nghĩa là)(?: là)?(?: đã)?\s[^;.,()]{0,20}"
)
_ANOTHER: Final = pattern(r"(?<!\p{L})(?:kế hoạch|mục tiêu|chỉ tiêu|dự toán|nhưng|song|và)(?!\p{L})")
_ANOTHER_STEP: Final = pattern(r"(?<!\p{L})(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn|vượt)(?!\p{L})")
_NOT_NOW: Final = frozenset({"base", "plan", "before", "difference", "range"})


def set_beside(row: Row) -> Iterator[list[Equation]]:
    """For each step set beside a level, what each level before it would have to be; the nearest first."""
    for at, step in enumerate(row.claims):
        if (ends := _led_on(row, at, step)) is not None:
            yield [equations.total([step, ends[0]], ends[1], "raised-to")]
            continue
        found = _compared(row, at, step) or _told_after(row, at, step)
        if found is None or found[0].qualifier or not found[0].value:
            continue
        base, up = found
        levels = _levels(row, min(at, row.at[base.id]), step, base)
        made = [each for now in levels for each in _stepped(now, base, step, up=up)]
        # "99,42%, dự kiến cuối năm đạt 99,5%, tức tăng thêm 0,08": from now on to then, the other way round.
        if made and not any(each.holds for now in levels for each in _stepped(base, now, step, up=up)):
            yield made


def _led_on(row: Row, at: int, step: Claim) -> tuple[Claim, Claim] | None:
    """ "Tăng thêm 0,63 triệu m3, đưa dự trữ từ 1,72 triệu m3 lên 2,35 triệu m3": what there was before a rise and after it."""
    if step.role != "difference" or step.direction != "up" or step.qualifier or at + 2 >= len(row.claims):
        return None
    before, after = row.claims[at + 1 : at + 3]
    if (before.role, after.role) != ("before", "after") or row.reach(before, step) or row.reach(after, step):
        return None
    between = fold(row.text.piece_of(step).text[step.end : before.start])
    told = _LEADS_ON.search(between) and not _ANOTHER.search(between)
    return (
        (before, after) if told and like(step, after) and not (before.qualifier or after.qualifier) else None
    )


_LEADS_ON: Final = pattern(r"(?<!\p{L})(?:đưa|nâng)(?!\p{L})")


def _compared(row: Row, at: int, step: Claim) -> tuple[Claim, bool] | None:
    """The level that a change is set beside, and whether it is a rise."""
    if step.role not in ("difference", "change") or step.direction not in ("up", "down") or step.qualifier:
        return None
    if step.role == "change" and _IN_TURN.search(fold(row.before(step))):
        return None  # "tăng lần lượt 5,1% và 14,9% so với 487 nghìn tấn và 24,9 nghìn tấn": in the order of the bases
    base = _base(row, at, step)
    return (base, step.direction == "up") if base is not None else None


def _told_after(row: Row, at: int, step: Claim) -> tuple[Claim, bool] | None:
    """ "Cao hơn mức tăng 7,85% của 7 tháng năm 2024 là 2,42 điểm phần trăm": the words of comparison before the level."""
    base = row.claims[at - 1] if at else None
    if base is None or base.piece != step.piece or step.qualifier or step.role not in _TOLD:
        return None
    words = row.text.piece_of(step).text
    between = fold(words[base.end : step.start])
    if not (between.endswith((")", "là")) and _THAT_IS.fullmatch(between)) or not _one_measure(base, step):
        return None
    led = fold(words[max(0, base.start - 80) : base.start])
    if _LESS.search(led):
        return base, False
    return (base, True) if _MORE.search(led) else None


_TOLD: Final = frozenset({"level", "count", "difference"})


def _stepped(now: Claim, base: Claim, step: Claim, *, up: bool) -> Iterator[Equation]:
    if step.role == "change":
        yield from equations.growth(now, base, step, "change-of-level")
        return
    larger, smaller = (now, base) if up else (base, now)
    yield equations.difference(larger, smaller, step, "difference-of-levels")


def _base(row: Row, at: int, step: Claim) -> Claim | None:
    """The level that the words set a step beside: right before it, else right after."""
    words = row.text.piece_of(step).text
    before = row.claims[at - 1] if at else None
    if before is not None and before.piece == step.piece and _one_measure(before, step):
        led = fold(words[max(0, before.start - 100) : before.start])
        between = fold(words[before.end : step.start])
        if _is_of_another(row, at - 1):
            led = ""
        then = _THEN.search(led) and before.role != "average"
        beside = (_SET_BESIDE.search(led) or then) and _AT_ONCE.fullmatch(between)
        if (beside or (_OF_YEAR.search(led) and _SO.fullmatch(between))) and not _ANOTHER.search(between):
            return before
    after = row.claims[at + 1] if at + 1 < len(row.claims) else None
    if after is not None and after.piece == step.piece and _one_measure(after, step):
        between = fold(words[step.end : after.start])
        if _ANOTHER.search(between) or _ANOTHER_STEP.search(between):
            return None
        if _WITH.fullmatch(between) or _IN_BRACKETS.fullmatch(between):
            return after
    return None


def _is_of_another(row: Row, at: int) -> bool:
    """ "Số vụ tăng 25 (161 vụ), trị giá giảm 14,2%": a level in brackets right after a step of its own."""
    if not at:
        return False
    step, base = row.claims[at - 1], row.claims[at]
    words = row.text.piece_of(base).text
    return (
        step.piece == base.piece
        and step.role in ("difference", "change")
        and bool(_OPENED.fullmatch(words[step.end : base.start]))
    )


def _one_measure(claim: Claim, step: Claim) -> bool:
    if step.role == "change":
        return is_amount(claim) and step.unit.base == "%"
    if step.unit.base == _POINTS:
        return claim.unit.base == "%" and claim.role not in ("difference", "contribution")
    return is_amount(claim) and like(claim, step)


def _levels(row: Row, first: int, step: Claim, base: Claim) -> list[Claim]:
    """The levels of one measure with both before them, in the paragraph, the nearest first."""
    found = [
        claim
        for claim in reversed(row.claims[max(0, first - _BACK) : first])
        if claim.role not in _NOT_NOW
        and not claim.qualifier
        and row.reach(claim, step) <= 1
        and _one_measure(claim, step)
        and like(claim, base)
    ]
    return found[:_MOST]
