"""A target, what was reached of it and what is left: the rate that stands between them follows.

"Kiểm tra 1.239 vụ … Mục tiêu 1.600 vụ cả năm đã đạt 77,4%, quý IV phải kiểm tra ít nhất 361 vụ nữa": what was reached and
what is left make the target, so the three are right, and the rate is held to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.audit.rules.nearby import is_amount, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_AIM: Final = pattern(r"(?<!\p{L})(?:mục tiêu|chỉ tiêu|kế hoạch|dự toán|kịch bản)(?!\p{L})[^.;()]{0,60}\Z")
_REACHED: Final = pattern(
    r"[^.;()]{0,60}(?<!\p{L})(?:đạt|bằng|thực hiện|hoàn thành|được)(?:\s+(?:được|khoảng|gần|hơn))?\s*\Z"
)
_LEFT: Final = pattern(r"(?<!\p{L})(?:còn|phải|cần|thiếu|nữa|thêm)(?!\p{L})")
_BACK: Final = 24
_AHEAD: Final = 3
_AFTER: Final = 12


def rate_of_target(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    row = row_of(text)
    explained = {one.claims[-1] for one in relations if one.claims}
    known = {frozenset(one.claims) for one in relations}
    for at, rate in enumerate(text.claims[1:-1], 1):
        target = text.claims[at - 1]
        if rate.id in explained or not _aimed(row, target, rate):
            continue
        for rest in _left(row, at, target):
            reached = _reached(row, at, target, rest)
            if reached is None:
                continue
            if frozenset((target.id, reached.id, rest.id)) not in known:
                shown = f"{target.text} − {reached.text} = {rest.text}"
                yield Relation("remaining", "consistent", (target.id, reached.id, rest.id), shown)
            yield from _held(reached, target, rate, rest)
            break


def _aimed(row: Row, target: Claim, rate: Claim) -> bool:
    """ "Kế hoạch 58.000 ha vụ Hè Thu đã thực hiện 66,3%"."""
    if rate.unit.base != "%" or rate.role not in ("attainment", "share", "level") or rate.qualifier:
        return False
    if not is_amount(target) or target.qualifier or target.piece != rate.piece:
        return False
    words = row.text.piece_of(rate).text
    return bool(
        _AIM.search(fold(row.before(target))) and _REACHED.fullmatch(fold(words[target.end : rate.start]))
    )


def _left(row: Row, at: int, target: Claim) -> Iterator[Claim]:
    rate = row.claims[at]
    words, before = row.text.piece_of(rate).text, rate.end
    for rest in row.claims[at + 1 : at + 1 + _AHEAD]:
        if row.reach(rest, rate):
            return
        around = fold(words[before : rest.start] + words[rest.end : rest.end + _AFTER])
        may_be = is_amount(rest) and like(rest, target) and not rest.qualifier and rest.value < target.value
        if may_be and _LEFT.search(around):
            yield rest


def _reached(row: Row, at: int, target: Claim, rest: Claim) -> Claim | None:
    """The figure before the target that makes it with what is left."""
    stated = stands_for(target, target)
    tried = [
        claim
        for claim in reversed(row.claims[max(0, at - 1 - _BACK) : at - 1])
        if row.reach(claim, target) < 3 and is_amount(claim) and like(claim, target) and not claim.qualifier
    ]
    for claim in tried:
        total = intervals.plus(stands_for(claim, target), stands_for(rest, target))
        if no_chance(len(tried), total, stated, intervals.last_place(target)):
            return claim
    return None


def _held(reached: Claim, target: Claim, rate: Claim, rest: Claim) -> Iterator[Relation]:
    computed = intervals.percent_of(stands_for(reached, target), stands_for(target, target))
    verdict = intervals.verdict(computed, rate.loose, intervals.last_place(rate))
    if computed is None or verdict is None:
        return
    if verdict == "contradiction" and not _slipped(rate, computed):
        return  # of something else, for all one knows: "đạt 82,1% nếu tính cả liên ngành"
    fits = telling.amount(telling.middle(computed), rate)
    yield Relation(
        "attainment",
        verdict,
        (reached.id, target.id, rate.id),
        f"{reached.text} / {target.text} = {telling.amount(telling.middle(computed), rate, more=2)}",
        f"Đạt {reached.text} trên {target.text}, còn {rest.text}: tỷ lệ là {fits}, báo cáo ghi {rate.text}. "
        "Hãy xem lại tỷ lệ.",
        fits,
    )


def _slipped(rate: Claim, computed: Interval) -> bool:
    return slips.near_slip(rate, intervals.widened(computed, intervals.last_place(rate) / 2)) is not None


LAST: tuple[LastRule, ...] = (rate_of_target,)
