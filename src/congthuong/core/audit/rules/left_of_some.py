"""What is left, after what was done: "nhận 83 tin báo, đã xác minh 76 tin, còn 7 tin"; and stocks with what came and went.

That something is left of something is said; which of the figures before it comes of, the numbers decide (`borne_out.py`), and
where none do, the two, or three, right before are asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import depths, is_amount, like
from congthuong.core.audit.rules.operands import Row
from congthuong.core.audit.rules.stages import stage
from congthuong.core.quantities.units import fold

_BACK: Final = 7
_LEFT: Final = pattern(
    r"(?<!\p{L})(?:(?:số )?còn(?: lại)?(?: (?:phải|thiếu|nợ)[^;.,()]{0,20})?|chuyển (?:sang )?(?:kỳ|tháng|quý|năm) sau)\s*(?:là)?"
)
_NEEDED: Final = pattern(r"[^;.,()]{0,40}(?<!\p{L})(?:cần|phải)(?!\p{L})[^;.,()]{0,30}")
_LESS: Final = pattern(r"(?<!\p{L})(?:giảm|tăng|nhóm|trong (?:đó|số))(?!\p{L})")
_SIDES: Final = frozenset({"base", "average", "before", "difference", "range"})


def left_of_some(row: Row) -> Iterator[list[Equation]]:
    """For each figure told as what is left, what the figures before it in its sentence leave."""
    deep = depths(row)
    for at, result in enumerate(row.claims):
        if not is_amount(result) or result.qualifier:
            continue
        lead = fold(result.lead).strip(" ,;(")
        needed = bool(_NEEDED.fullmatch(lead))
        if not needed and not _LEFT.fullmatch(lead):
            continue
        before = [
            claim
            for claim in row.claims[max(0, at - _BACK) : at]
            if row.reach(claim, result) == 0
            and deep[claim.id] <= deep[result.id]
            and _may_leave(claim, result)
        ]
        made = (
            _of_the_plan(before, result)
            if needed
            else _flow(row, before, result) or _difference(row, before, result)
        )
        if made and not _otherwise(before, result):
            yield made


def _may_leave(claim: Claim, result: Claim) -> bool:
    plain = is_amount(claim) and claim.role not in _SIDES and not claim.qualifier
    return plain and claim.unit.base == result.unit.base and like(claim, result)


def _flow(row: Row, before: Sequence[Claim], result: Claim) -> list[Equation]:
    if len(before) < 3 or [stage(row, one) for one in before[-3:]] != ["opening", "in", "out"]:
        return []
    opening, into, out = before[-3:]
    return [equations.balance(opening, into, out, result)]


def _difference(row: Row, before: Sequence[Claim], result: Claim) -> list[Equation]:
    if len(before) < 2:
        return []
    whole, done = before[-2:]
    done_with = stage(row, done) == "out" and not _LESS.search(fold(done.tail) + " " + fold(done.lead))
    if not done_with or stage(row, whole) == "out":
        return []
    return [equations.difference(whole, done, result, "remaining")]


def _of_the_plan(before: Sequence[Claim], result: Claim) -> list[Equation]:
    """ "1.486 nghìn tấn, đạt 56,1% kế hoạch 2.650 nghìn tấn; năm tháng cuối năm cần sản xuất thêm 1.164 nghìn tấn"."""
    plans = [claim for claim in before if claim.role == "plan"]
    done = [claim for claim in before if claim.role != "plan"]
    if len(plans) != 1 or len(done) != 1 or plans[0].value <= done[0].value:
        return []
    return [equations.difference(plans[0], done[0], result, "remaining")]


def _otherwise(before: Sequence[Claim], result: Claim) -> bool:
    """Whether any figures of the sentence leave it: a whole less one, or all, of those after it."""
    for first, second in combinations(before, 2):
        larger, smaller = (first, second) if first.value > second.value else (second, first)
        if equations.difference(larger, smaller, result, "remaining").comes_out:
            return True
    for at in range(len(before) - 2):
        if equations.total([*before[at + 1 :], result], before[at]).comes_out:
            return True
    return False
