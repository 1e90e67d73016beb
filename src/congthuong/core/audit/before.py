"""What the figures just before a number leave open for it: a base, a plan, or nothing."""

from __future__ import annotations

from typing import Final

import regex

from congthuong.core.audit.cues import Before, base_named, pattern
from congthuong.core.audit.drafts import AMOUNTS, Draft
from congthuong.core.audit.model import Base, Claim, Direction
from congthuong.core.audit.phrases import has_content, without_periods
from congthuong.core.audit.scan import Number, Scan, comparable, tops
from congthuong.core.quantities import UNITLESS
from congthuong.core.quantities.units import fold

_CHANGES: Final = ("change", "difference", "index", "multiple", "after")
_SET_AGAINST: Final = pattern(
    r"^\s*so(?:\s+với)?(?:\s+(?:mức|con\s+số|số))?(?:\s+(?:khoảng|gần|hơn))?\s*\Z"
    r"|^\s*so(?:\s+với)?\s+(?:cùng\s+kỳ|(?:kế\s+hoạch|dự\s+toán)(?:\s+(?:năm|giao|được\s+giao))?(?=\s*\()|(?:năm|tháng|quý|kỳ|vụ)\s+(?:trước|ngoái|[0-9]{4})|(?:tháng|quý)\s+[0-9ivx]{1,4}(?:\s*/\s*[0-9]{4})?|cùng\s+(?:tháng|quý)|[0-9]{1,2}\s+tháng(?:\s+đầu)?(?=\s+(?:năm|[0-9]{4})))(?:\s+(?:năm\s+)?(?:trước|ngoái|[0-9]{4}))?\s*(?:là|đạt|chỉ\s+đạt|:|\()\s*\Z"
)
_PLAN_BRACKET: Final = pattern(
    r"^[^,;.()]{0,10}(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|kh)(?!\p{L})[^,;.()]{0,60}\(\s*$"
)
_AN_EARLIER: Final = pattern(
    r"\(\s*(?:thực\s+hiện\s+|của\s+|mức\s+|giá\s+|con\s+số\s+)?(?:cùng\s+kỳ|cùng\s+thời|năm|tháng|quý|kỳ|vụ|tuần|tết|đợt|mùa|niên\s+vụ|phiên|ngày|đầu|cuối|trước|lúc|thời\s+điểm|kế\s+hoạch|chỉ\s+tiêu|dự\s+toán|mục\s+tiêu)"
    r"(?!\p{L})[^(),;]{0,50}\Z"
)
_SOME_LEVEL: Final = pattern(
    r"(?<!\p{L})(?:so(?:\s+với)?|từ)\s+(?:mức\s+|con\s+số\s+|số\s+|giá\s+)(?:[^,;.()]{0,40}\s)?\Z|^\s*(?:so\s+với|từ)\s*\Z"
)
_REACHES: Final = pattern(r"(?<!\p{L})(?:đạt|ước|thu|gồm|lên|xuống|còn)\s*\Z")
_JOINT: Final = regex.compile(r"[,;.]|(?<!\p{L})và(?!\p{L})")


def before(scan: Scan, previous: Number, number: Number, draft: Draft) -> Before:
    """What the statement of a number said already, its last figure being the number before."""
    last = draft.claims[-1]
    between = scan.text[previous.end : number.start]
    said = base_named(fold(between))
    named = said if said == "plan" else _base_by_period(scan, previous, number, draft) or said or last.base
    return Before(
        last.role,
        _direction(draft),
        draft.has(AMOUNTS),
        not has_content(between),
        named,
        _base_bracket(scan, number, previous, last, draft),
        _based(scan, number, previous, last, draft),
        bool(_PLAN_BRACKET.search(fold(between))),
        any(claim.role == "count" and claim.unit.base == "lần" and claim.decimals for claim in draft.claims),
    )


def set_against(scan: Scan, previous: Number, number: Number, draft: Draft) -> bool:
    """Whether a figure right after a change is what it is a change of, whatever the words call it: "tăng 11,8% (năm trước dự
    trữ 1.918 tỷ đồng)", "tăng 476 đồng/lít so với giá bán lẻ hiện hành 19.842 đồng/lít"."""
    last = draft.claims[-1]
    if (
        last.role not in _CHANGES
        or last.role == "after"
        or number.side
        or number.quantity.unit.base == "điểm phần trăm"
    ):
        return False
    between = fold(scan.text[previous.end : number.start]) + " "
    bracket = previous.depth < number.depth and bool(_AN_EARLIER.search(between))
    if not bracket and (
        previous.depth != number.depth or not _SOME_LEVEL.search(between) or _REACHES.search(between)
    ):
        return False
    return _of_its_kind(number, draft) or _as_the_change(number, last)


def told_first(scan: Scan, previous: Number, number: Number, ahead: str, draft: Draft) -> bool:
    """Whether a figure is what the next is reckoned against: "…, so với tháng 10 (298) tăng 9,7%", "nếu so với chỉ tiêu pháp
    lệnh 1.600 tỷ đồng thì đạt 82,4%"."""
    if number.side or number.upper is not None or not _MEASURES_UP.match(fold(ahead)):
        return False
    between = fold(scan.text[previous.end : number.start])
    if (
        _ITS_OWN_BRACKET.fullmatch(between)
        and draft.claims[-1].role in AMOUNTS
        and number.depth > previous.depth
    ):
        return _of_its_kind(number, draft)
    words = _CLAUSE.split(between)[-1]
    bracket = number.depth > previous.depth
    if not _AGAINST.fullmatch(words) or words.rstrip().endswith("(") != bracket:
        return False
    return _of_its_kind(number, draft) or (bracket and _bare(number) and draft.has(frozenset({"count"})))


def _bare(number: Number) -> bool:
    unit = number.quantity.unit
    return not (unit.base or unit.exponent or number.quantity.decimals)


_ITS_OWN_BRACKET: Final = pattern(
    r"\s*\(\s*(?:của\s+)?(?:(?:tháng|quý)\s+[0-9ivx]{1,4}(?:\s*/\s*[0-9]{4})?|(?:tháng|quý|năm|tuần)\s+(?:trước|ngoái)|năm\s+[0-9]{4})\s*(?:là|đạt|:)?\s*"
)
"""Right after a level, with the change from it inside too: "296,38 triệu USD (tháng 8/2025: 311,90 triệu USD, giảm 4,98%)"."""
_CLAUSE: Final = regex.compile(r"[,;.]|(?<!\p{L})(?:và|còn|nhưng)(?!\p{L})")
_AGAINST: Final = pattern(r"\s*(?:nếu\s+)?so(?:\s+sánh)?(?:\s+với)?(?!\p{L})[^()]{0,60}\(?\s*")
_MEASURES_UP: Final = pattern(
    r"\s*[),]?\s*(?:thì\s+)?(?:(?:mới|chỉ|đã|còn|vẫn|cũng|lại)\s+){0,2}(?:đạt|bằng|tăng|giảm|vượt|cao\s+hơn|thấp\s+hơn|nhiều\s+hơn|ít\s+hơn)(?:\s+\p{L}+){0,2}\s*\Z"
)


def _rate_alone(number: Number, draft: Draft) -> bool:
    """ "Điện thương phẩm tăng 7,85% so với năm 2024 là 2.146 triệu kWh": the level was told before."""
    unit = number.quantity.unit
    return (
        not draft.has(AMOUNTS)
        and draft.claims[-1].role == "change"
        and bool(unit.base)
        and unit.base not in ("%", "‰")
    )


def compared_in_bracket(scan: Scan, previous: Number, number: Number, draft: Draft) -> Base:
    """ "tỷ lệ 4,29%, thấp hơn chỉ tiêu giao (4,40%) là 0,11 điểm phần trăm": what the figure in brackets is, "" for nothing."""
    if number.depth != previous.depth + 1 or number.side or number.upper is not None:
        return ""
    found = _MORE_THAN_ITS.search(fold(scan.text[previous.end : number.start]))
    if found is None or not _of_its_kind(number, draft):
        return ""
    named = base_named(found["what"])
    return named if named in ("plan", "previous", "year_start", "average") else "same_period"


def over_bracket(scan: Scan, previous: Number, number: Number, base: Claim) -> str:
    """The words that lead a figure over the bracket before it: "thấp hơn … là", "bình quân mỗi xã (65 đơn vị)"; "" for none."""
    gap = scan.text[previous.end : number.start].lstrip()
    if previous.depth != number.depth + 1 or not gap.startswith(")"):
        return ""
    before_it = fold(scan.text[previous.gap : previous.start])
    if not gap[1:].strip() and (spread := _SPREAD_OVER.search(before_it)):
        return str(spread["mean"])
    found = _MORE_THAN_ITS.search(before_it) if base.role == "base" else None
    return f"{found['more']} {gap[1:]}" if found else ""


_SPREAD_OVER: Final = pattern(
    r"(?<!\p{L})(?P<mean>bình quân|trung bình)\s+(?:mỗi|một|từng)\s[^;.()]{1,60}\(\s*\Z"
)
_MORE_THAN_ITS: Final = pattern(
    r"(?<!\p{L})(?P<more>(?:cao|thấp|nhiều|ít|lớn|nhỏ)\s+hơn)\s+(?P<what>(?:so\s+với\s+)?\p{L}[^,;.()]{1,60})\(\s*\Z"
)


def _as_the_change(number: Number, last: Claim) -> bool:
    """ "nhiều hơn Tết trước 13 đơn vị (Tết Ất Tỵ có 51 đơn vị)", "giảm 5 sự cố so với tuần trước (17)": counted as the change is,
    with or without its noun; or its rate alone is told."""
    unit = number.quantity.unit
    if last.role != "difference":
        return unit.base not in ("%", "‰")
    bare = unit == UNITLESS and not number.quantity.decimals and last.unit.is_count
    return bare or comparable(last.unit, unit) or (last.unit.base == "điểm phần trăm" and unit.base == "%")


def _direction(draft: Draft) -> Direction:
    """Which way the statement last said that things went: "tăng 5,3 triệu đồng so với năm 2024 (63,2), tương đương"."""
    said = draft.claims[-1]
    if said.role == "base" and len(draft.claims) > 1 and draft.claims[-2].role in _CHANGES:
        said = draft.claims[-2]
    return said.direction


def _base_bracket(scan: Scan, number: Number, previous: Number, last: Claim, draft: Draft) -> bool:
    """ "tăng 13 vụ so với tháng trước (83 vụ)", "(cùng kỳ thực hiện 1.136,54 triệu kWh)", "(quý I/2023 có 187)"."""
    inside = last.role == "base" and previous.depth == number.depth > 0
    if not inside and (last.role not in _CHANGES or previous.depth >= number.depth):
        return False
    between = scan.text[previous.end : number.start]
    opened = 0 if inside else between.rfind("(")
    if opened < 0 or has_content(without_periods(scan, previous.end + opened, number.start)):
        return False
    return _of_its_kind(number, draft) or (last.role == "difference" and _as_the_change(number, last))


def _base_by_period(scan: Scan, previous: Number, number: Number, draft: Draft) -> Base:
    """ "(tháng Bảy: 305,9; tháng Tám năm 2022: 341,2)": the base that the period in brackets is."""
    if not number.depth or draft.period is None:
        return ""
    for mention in scan.periods_between(previous.end, number.start):
        if mention.period is None or mention.period == draft.period:
            continue
        if (
            mention.period.year == draft.period.year - 1
            and mention.period.last.month == draft.period.last.month
        ):
            return "same_period"
        if mention.period.year == draft.period.year and mention.period.last < draft.period.first:
            return "previous"
    return ""


def _of_its_kind(number: Number, draft: Draft) -> bool:
    kinds = AMOUNTS | {"share", "attainment"}
    unit = number.quantity.unit
    return any(
        comparable(claim.unit, unit) or tops(claim.unit, unit)
        for claim in draft.claims
        if claim.role in kinds
    )


def _based(scan: Scan, number: Number, previous: Number, last: Claim, draft: Draft) -> bool:
    """ "tăng 14,5% so với mức 1.612,8 tỷ đồng", "so với cùng kỳ năm 2020 là 846,31", "so với năm trước (231 vụ)"."""
    between = fold(scan.text[previous.end : number.start]).lstrip(") ")
    segment = _JOINT.split(between)[-1]
    if not _SET_AGAINST.search(segment) or not (_of_its_kind(number, draft) or _rate_alone(number, draft)):
        return False
    return last.role in _CHANGES or "(" in segment
