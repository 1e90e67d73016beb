"""A month within the months so far: what grows with time is no more in a part of a period than in all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.quantities import Period
from congthuong.core.quantities.units import fold

_NOT_ADDED: Final = frozenset(["%", "‰", "", "năm", "tháng", "ngày", "giờ", "phút", "điểm", "điểm phần trăm"])
_AHEAD: Final = 12
"""Statements after a month's among which the months so far stand."""
_SO_FAR: Final = regex.compile(
    r"(?<!\p{L})(?:lũy kế|luỹ kế|cộng dồn|tính chung|cộng chung|từ đầu năm)(?!\p{L})"
)


def month_within_months(text: Understanding) -> Iterator[Relation]:
    """ "tháng 5 ước đạt …; lũy kế 5 tháng đạt …": the second is no less than the first."""
    for one in text.statements:
        if one.period is None or one.basis in ("forecast", "plan"):
            continue
        part = one.first("level", "count")
        if part is None or part.unit.base in _NOT_ADDED or "/" in part.unit.base:
            continue
        whole = _so_far(text, one, part)
        if whole is not None:
            yield _bounded(one, part, whole)
            base, larger = one.first("base"), text.statement_of(whole).first("base")
            if base is not None and larger is not None and base.base == larger.base == "same_period":
                yield _bounded(one, base, larger)


def _so_far(text: Understanding, one: Statement, part: Claim) -> Claim | None:
    """The amount of the longer period: of the same subject, named again or not."""
    for other in text.statements[one.index + 1 : one.index + 1 + _AHEAD]:
        if other.piece > one.piece + 1 or other.basis in ("forecast", "plan"):
            return None
        if other.key != one.key or not _holds(other.period, one.period):
            continue
        whole = other.first("level", "count") or other.first("after")
        if other.parent != one.parent and not (whole and _told_so_far(text, other, whole)):
            continue  # "trong đó xuất khẩu …. Lũy kế 7 tháng …. Xuất khẩu …" hangs on another whole, or on none
        if whole is not None and intervals.alike(whole.unit, part.unit) and whole.unit.base == part.unit.base:
            if part.unit.is_count and fold(part.tail) != fold(whole.tail):
                return None  # "34 sản phẩm được công bố", "26 sản phẩm tăng": other things of one noun
            return whole if _told_so_far(text, other, whole) or _alike(one, other) else None
    return None


def _told_so_far(text: Understanding, one: Statement, whole: Claim) -> bool:
    words = text.piece_of(whole).text[max(0, whole.start - 160) : whole.start]
    return bool(_SO_FAR.search(fold(words)))


def _alike(one: Statement, other: Statement) -> bool:
    return one.piece == other.piece


def _holds(longer: Period | None, shorter: Period | None) -> bool:
    if longer is None or shorter is None or longer == shorter:
        return False
    return longer.first <= shorter.first and shorter.last <= longer.last


def _bounded(one: Statement, part: Claim, whole: Claim) -> Relation:
    small = intervals.within(part, whole.unit)
    large = intervals.widened(whole.loose, intervals.last_place(whole))
    exceeds = small.low > large.high
    return Relation(
        "part-within-whole",
        "contradiction" if exceeds else "consistent",
        (part.id, whole.id),
        f"{part.text} {'>' if exceeds else '≤'} {whole.text}",
        f"{telling.about(one.subject)}: {part.text} của kỳ ngắn lớn hơn lũy kế {whole.text}. Hãy xem lại hai số này.",
    )


RULES: tuple[Rule, ...] = (month_within_months,)
