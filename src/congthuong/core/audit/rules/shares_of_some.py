"""A percentage and the amount it is said of: "742.815 lượt, chiếm 22,1%", "472 công ty (13,8%)".

That it is a share of something is sure; of what, the words often leave to the reader, who looks back some sentences. So all
amounts of its kind around are tried (`borne_out.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations, wholes
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import is_amount, like, stands_for
from congthuong.core.audit.rules.operands import Row, digits
from congthuong.core.quantities.units import fold

_BACK: Final = 60
_AHEAD: Final = 8
_BESIDE: Final = 6
_HUNDRED: Final = Decimal(100)
_BEFORE: Final = regex.compile(
    r"[^.;()]{0,40}[,)]\s?(?:chỉ\s|mới\s)?(?:chiếm|bằng|tương đương|đáp ứng|đạt tỷ lệ|tỷ lệ)(?:\s(?:tỷ lệ|tỷ trọng))?\s?"
)
_BRACKETED: Final = regex.compile(r"[^.;()]{0,30}\(\s*(?:chiếm\s+|tỷ lệ\s+)?")
_AFTER: Final = regex.compile(r"[^.;()]{0,20}\(\s*|[^.;()]{0,30}(?<!\p{L})(?:với|tương ứng|tương đương|tức)")
_OF_A_PLAN: Final = regex.compile(
    r"\s*(?:so với\s|so\s)?[^,;.()]{0,20}(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|cùng kỳ|tháng trước|năm trước)"
)
_SIDES: Final = frozenset({"whole", "part", "base", "plan", "difference", "range", "before"})


def shares_of_some(row: Row) -> Iterator[list[Equation]]:
    """For each such percentage, its amount against all that it could be of, the likeliest whole first."""
    for at, rate in enumerate(row.claims):
        if rate.unit.base != "%" or rate.qualifier or not 0 < rate.value < _HUNDRED or digits(rate) < 2:
            continue
        if rate.role not in ("share", "level", "attainment") or _OF_A_PLAN.match(
            fold(row.text.piece_of(rate).text[rate.end : rate.end + 60])
        ):
            continue
        part = _part(row, at, rate)
        if part is None or part.qualifier or part.role in _SIDES or digits(part) < 2:
            continue
        made = [
            each
            for whole in _could_be(row, at, part, rate)
            for each in equations.ratio(part, whole, rate, "share-of-whole", scale=_HUNDRED)
        ]
        if made and not _of_both(row, at, part, rate):
            yield made


def _of_both(row: Row, at: int, part: Claim, rate: Claim) -> bool:
    """ "Nam 2.316 người, nữ 1.684 người, chiếm 42,1%": of the part and what stands beside it together."""
    beside = [one for one in row.claims[max(0, at - _BESIDE) : at] if one is not part]
    wide, own = intervals.widened(rate.interval, intervals.last_place(rate)), stands_for(part, part)
    for one in beside:
        if is_amount(one) and one.unit == part.unit:
            share = intervals.percent_of(own, intervals.plus(own, stands_for(one, part)))
            if share is not None and share.overlaps(wide):
                return True
    return False


def _part(row: Row, at: int, rate: Claim) -> Claim | None:
    """The amount right before a percentage, else right after it."""
    words = row.text.piece_of(rate).text
    before = row.claims[at - 1] if at else None
    if before is not None and before.piece == rate.piece and is_amount(before):
        between = fold(words[before.end : rate.start])
        if _BRACKETED.fullmatch(between) and words[rate.end : rate.end + 1] in (")", ";", ","):
            return before
        if rate.role != "attainment" and _BEFORE.fullmatch(between):
            return before
    after = row.claims[at + 1] if at + 1 < len(row.claims) else None
    if after is None or row.reach(after, rate) or not is_amount(after) or rate.role == "attainment":
        return None
    return after if _AFTER.fullmatch(fold(words[rate.end : after.start])) else None


def _could_be(row: Row, at: int, part: Claim, rate: Claim) -> Iterator[Claim]:
    """The wholes that the words name, then all amounts of one unit around."""
    named = (wholes.named_after(row, part, rate), *wholes.named_before(row, part, rate))
    around = chain(reversed(row.claims[max(0, at - _BACK) : at]), row.claims[at + 1 : at + 1 + _AHEAD])
    seen = {part.id}
    size = part.value.scaleb(part.unit.exponent)
    for claim in (*named, *around):
        if claim is None or claim.id in seen or not is_amount(claim) or not claim.unit.base:
            continue
        seen.add(claim.id)
        if claim.value.scaleb(claim.unit.exponent) > size and like(claim, part) and claim.role != "average":
            yield claim
