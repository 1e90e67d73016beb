"""A figure told again with fewer digits: "34,4 nghìn tỷ đồng" for the 34.382,5 tỷ đồng of the section before.

Summings-up round and change the magnitude. Only one figure before may stand for it, and the fewer digits the rounded one
has, the more of its words it must share: what is found so only confirms.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit.model import Claim, Relation, Understanding, is_prose
from congthuong.core.audit.rules.nearby import LaterRule, is_amount
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_LEAST: Final = 2
_SURE: Final = 3
"""Digits of which a rounded figure hardly meets one it has nothing to do with, when it has its magnitude changed too."""
_APART: Final = 4
_SO_MANY: Final = 24
_NEARLY: Final = Decimal("0.02")
"""How far "khoảng 1,7 tỷ" may lie from what it stands for."""
ROUGHLY: Final = " ≈ "
"""Stands between a figure and what it was rounded to: many a mistyped figure rounds to the same."""
_MORE: Final = frozenset({"trên", "hơn"})
_LESS: Final = frozenset({"gần", "dưới", "xấp xỉ"})


def rounded(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    row = row_of(text)
    by_base: dict[str, list[tuple[Decimal, int]]] = {}
    for at, claim in enumerate(text.claims):
        if is_amount(claim) and claim.unit.base and claim.value > 0:
            by_base.setdefault(claim.unit.base, []).append((claim.value.scaleb(claim.unit.exponent), at))
    for found in by_base.values():
        found.sort()
        values = [value for value, _ in found]
        for _, at in found:
            again = text.claims[at]
            settled = again.id in explained and digits(again) < _SURE
            if settled or digits(again) < _LEAST or not _may_sum_up(text, again):
                continue
            near = _stands_for(again)
            first_at, last_at = bisect_left(values, near.low), bisect_right(values, near.high)
            if last_at - first_at > _SO_MANY:
                continue  # which of them is meant cannot be told
            places = [place for _, place in found[first_at:last_at]]
            first = _meant(row, again, [text.claims[place] for place in places if place < at - _APART])
            if first is not None:
                shown = f"{first.text}{ROUGHLY}{again.text}"
                yield Relation("stated-twice", "consistent", (first.id, again.id), shown)


def _may_sum_up(text: Understanding, claim: Claim) -> bool:
    """Whether a figure tells what was reached and looks rounded: about so much, in hundreds, or in large units; tables are
    what sentences round, and round nothing themselves."""
    if not is_prose(text.piece_of(claim)):
        return False
    if claim.role in ("plan", "base", "before") or text.statement_of(claim).basis in ("plan", "forecast"):
        return False
    return bool(claim.qualifier) or claim.unit.exponent >= 3 or claim.value % 100 == 0


def _stands_for(claim: Claim) -> Interval:
    """What was rounded to a figure: half a place either way; "trên 85 nghìn" less than a step of its last digit that is not
    nought more, "gần 1,7 tỷ" so much less."""
    own = claim.loose
    place = Decimal(1).scaleb(-claim.decimals) / 2
    low, high = min(own.low, claim.value - place), max(own.high, claim.value + place)
    step = Decimal(1).scaleb(_last_digit(claim.value))
    if claim.qualifier in _MORE:
        low, high = claim.value, claim.value + step
    elif claim.qualifier in _LESS:
        low, high = claim.value - step, claim.value
    elif claim.qualifier:
        low, high = claim.value * (1 - _NEARLY), claim.value * (1 + _NEARLY)
    shift = claim.unit.exponent
    return Interval(low.scaleb(shift), high.scaleb(shift))


def _last_digit(value: Decimal) -> int:
    """The power of ten of the last digit that is not nought."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _meant(row: Row, again: Claim, found: Sequence[Claim]) -> Claim | None:
    """The one figure that is told more exactly before, if it can be told which."""
    exact = [one for one in found if digits(one) > digits(again) and not one.qualifier]
    if not exact:
        return None
    named = _words(row, again)
    alike = [one for one in exact if named & _words(row, one)]
    if alike and len({one.value.scaleb(one.unit.exponent) for one in alike}) == 1:
        return alike[-1]
    values = {one.value.scaleb(one.unit.exponent) for one in exact}
    other_size = exact[-1].unit.exponent != again.unit.exponent
    sums_up = bool(_SUMS_UP.search(fold(row.sentence_text(again))))
    sure = digits(again) >= _SURE and (other_size or sums_up)
    return exact[-1] if len(values) == 1 and sure else None


_SUMS_UP: Final = regex.compile(
    r"(?<!\p{L})(?:tóm lại|khái quát|như vậy|như thế|nhìn chung|tổng hợp lại|đến nay|tựu trung)(?!\p{L})"
)


def _words(row: Row, claim: Claim) -> frozenset[str]:
    near = f"{row.text.statement_of(claim).subject} {claim.lead} {claim.tail}"
    return words_of(near) - _COMMON


_COMMON: Final = words_of(
    "tổng giá trị toàn tỉnh tăng giảm năm tháng ước đạt thực hiện đồng số trên khoảng gần"
)

LATER: tuple[LaterRule, ...] = (rounded,)
