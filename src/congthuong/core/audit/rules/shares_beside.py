"""A percentage right after its amount, with one other amount before them in the sentence: it is of that one.

"Qua thanh tra 114 tổ chức, có 35 đơn vị vi phạm (tỷ lệ 30,7%)": where nothing else in the sentence could be the whole, no figure
around makes the percentage right, and no words name another, one of the three is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.mistyped import LastRule, known_of
from congthuong.core.audit.rules.nearby import is_amount, like, stands_for
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_BACK: Final = 9
_AROUND: Final = 60
_FAR_OFF: Final = Decimal(40)
_SIDES: Final = frozenset({"base", "plan", "average", "before", "difference", "range"})
_BETWEEN: Final = regex.compile(
    r"[^.;:()0-9]{0,60}?(?:\(\s*(?:chiếm|tỷ lệ)?\s*|,\s*(?:chiếm(?: tỷ lệ| tỷ trọng)?|tỷ lệ|đạt(?: tỷ lệ)?)\s*)"
)
_AMONG: Final = regex.compile(r"(?<!\p{L})(?:phát hiện|trong (?:đó|số)|qua)(?!\p{L})")
_ENDS: Final = regex.compile(r"\s*(?:[,;).]|\Z)")
_ELSE: Final = regex.compile(
    r"(?<!\p{L})(?:kế hoạch|dự toán|cùng kỳ|chỉ tiêu|so với|năm trước|tăng|giảm|hơn|vượt)(?!\p{L})"
)


def shares_beside(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    row, known = row_of(text), known_of(relations)
    told = {claim for one in relations for claim in one.claims}
    for at, rate in enumerate(row.claims):
        if rate.unit.base != "%" or rate.role not in ("share", "level", "attainment") or rate.qualifier:
            continue
        if rate.value in (0, 100) or rate.id in told or at < 2 or digits(rate) < 2:
            continue
        part = row.claims[at - 1]
        whole = _whole(row, at, part) if _stands_beside(row, part, rate) else None
        if whole is not None and known.told.isdisjoint((part.id, whole.id)):
            yield from _held(row, part, whole, rate)


def _stands_beside(row: Row, part: Claim, rate: Claim) -> bool:
    if row.reach(part, rate) or not is_amount(part) or part.role in _SIDES or part.qualifier:
        return False
    words = row.text.piece_of(rate).text
    between = fold(words[part.end : rate.start])
    plain = _BETWEEN.fullmatch(between) and _ENDS.match(words, rate.end)
    return bool(plain) and not _ELSE.search(between)


def _whole(row: Row, at: int, part: Claim) -> Claim | None:
    """The one amount before in the sentence that a part may be of, or the one that it is said to be found among."""
    found = [
        claim
        for claim in row.claims[max(0, at - _BACK) : at - 1]
        if is_amount(claim) and row.reach(claim, part) == 0 and _may_be_of(claim, part)
    ]
    if not found or found[-1].role in _SIDES or found[-1].qualifier:
        return None
    if row.claims[row.at[found[-1].id] + 1].unit.base == "%":
        return None  # it has a share of its own, and stands beside the part
    between = fold(row.text.piece_of(part).text[found[-1].end : part.start])
    beside = len(found) == 1 or (row.at[found[-1].id] == at - 2 and _AMONG.search(between))
    return found[-1] if beside and not _ELSE.search(between) else None


def _may_be_of(claim: Claim, part: Claim) -> bool:
    return like(claim, part) or (claim.unit.is_count and part.unit.is_count)


def _held(row: Row, part: Claim, whole: Claim, rate: Claim) -> Iterator[Relation]:
    computed = _percent(part, whole)
    wide = intervals.widened(rate.interval, intervals.last_place(rate))
    if computed is None or computed.overlaps(wide) or _of_another(row, part, whole, rate, wide):
        return
    point = telling.middle(computed)
    if not rate.value / _FAR_OFF < point < rate.value * _FAR_OFF:
        return
    fits = telling.amount(point, rate)
    yield Relation(
        "share-of-whole",
        "suspicious",
        (part.id, whole.id, rate.id),
        f"{part.text} / {whole.text} = {telling.amount(point, rate, more=2)}",
        f"{part.text} trên {whole.text} là {fits}, báo cáo ghi {rate.text}. Hãy xem lại ba số này.",
        fits,
    )


def _percent(part: Claim, whole: Claim) -> Interval | None:
    own = stands_for(whole, part)
    return intervals.percent_of(stands_for(part, part), own) if own.low > 0 else None


def _of_another(row: Row, part: Claim, whole: Claim, rate: Claim, wide: Interval) -> bool:
    """Whether the percentage is right of the two amounts together ("nam 2.041 người, nữ 1.473 người, chiếm 41,9%") or of any
    other figure around."""
    both = intervals.plus(stands_for(whole, part), stands_for(part, part))
    share = intervals.percent_of(stands_for(part, part), both) if both.low > 0 else None
    if share is not None and share.overlaps(wide):
        return True
    here = row.at[rate.id]
    others = (one for one in row.claims[max(0, here - _AROUND) : here + _BACK] if is_amount(one))
    return any(
        (of_it := _percent(part, one)) is not None and of_it.overlaps(wide)
        for one in others
        if one not in (part, whole) and _may_be_of(one, part)
    )


LAST: tuple[LastRule, ...] = (shares_beside,)
