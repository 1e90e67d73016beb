"""Things counted out of a number that the sentence begins with, and what a target leaves to do.

"Trong 23 ngành cấp II, có 15 ngành tăng, 8 ngành giảm": the counts of the same noun are parts of the 23; together they
never exceed it, and where the row ends the sentence ("và", "còn lại") they come to it. "Chỉ tiêu 1,80 tỷ USD: đã đạt
95,2%, còn thiếu 87,3 triệu USD": what is left is what the rate leaves, whatever was reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding, Verdict
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.nearby import depths, is_amount, like, stands_for
from congthuong.core.audit.rules.operands import Row, begins_alike, other_things_after, row_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_MOST: Final = 12
_WITHIN: Final = pattern(r"(?:^|[.;:,]\s+)(?:trong|trên)(?:\s+tổng\s+số|\s+số)?\s*\Z")
_BESIDE: Final = pattern(r"\s*,\s*(?:có\s*)?")
_LABEL: Final = pattern(r"\s+(?!và(?!\p{L}))\p{L}")
_LAST: Final = pattern(r"(?<!\p{L})(?:và|còn lại|khác)(?!\p{L})")
_TO_THE_END: Final = pattern(r"[^,;.()]{0,60}(?:\.(?:\s|\Z)|\Z)")
_TOGETHER: Final = pattern(r"(?<!\p{L})(?:tổng cộng|cộng lại|tất cả)(?!\p{L})")
_OVERLAP: Final = pattern(r"(?<!\p{L})(?:trong đó|trong số này|riêng|nữ|đảng viên)(?!\p{L})")


def out_of(text: Understanding) -> Iterator[Relation]:
    """Counts of one noun out of the number that a sentence or clause begins with."""
    row, deep = row_of(text), depths(row_of(text))
    for at, whole in enumerate(text.claims):
        if not _counts(whole) or not whole.unit.base:
            continue
        within = bool(_WITHIN.search(fold(row.before(whole, 30))))
        parts = _parts(row, at, deep)
        if len(parts) > 1 and (within or _set_beside(row, whole, parts)):
            yield from _told(row, whole, parts, within=within)


def counted_before(text: Understanding) -> Iterator[Relation]:
    """ "7 nhóm hàng tăng giá, 2 nhóm giảm giá và 2 nhóm ổn định trong số 11 nhóm", "8/12 nhóm giữ giá, 3 nhóm giảm và 1 nhóm
    tăng": counts of one noun before the number they are out of, or after the fraction that names it. That they come to it is
    taken as meant; more than it they cannot be where each went its own way."""
    row, deep = row_of(text), depths(row_of(text))
    for at, whole in enumerate(text.claims):
        if not _counts(whole) or not whole.unit.base or whole.value < _FEW:
            continue
        if whole.role == "whole" and at and text.claims[at - 1].role == "part":
            parts = [text.claims[at - 1], *_parts(row, at, deep)]
        elif _OUT_OF_ALL.search(fold(row.before(whole, 30))):
            parts = _parts_before(row, at, deep)
        else:
            continue
        total = sum((part.value for part in parts), Decimal(0))
        above = whole.value < total < 2 * whole.value and _go_own_ways(row, parts)
        if len(parts) > 2 and (total == whole.value or above):
            yield _summed(parts, whole, total)


def _go_own_ways(row: Row, parts: Sequence[Claim]) -> bool:
    """Whether some rose and some fell, so that none is counted twice: of "78 xã đạt chuẩn" 24 may be "nâng cao"."""
    words = fold(row.text.piece_of(parts[0]).text[parts[0].start : parts[-1].end + _NEXT])
    return "tăng" in words and "giảm" in words


_NEXT: Final = 20
_FEW: Final = 4
_OUT_OF_ALL: Final = pattern(r"(?<!\p{L})(?:trong|trên)\s+(?:tổng\s+)?số\s*\Z")


def _parts_before(row: Row, at: int, deep: dict[str, int]) -> list[Claim]:
    whole, found = row.claims[at], list[Claim]()
    for claim in reversed(row.claims[max(0, at - _MOST) : at]):
        words = fold(row.text.piece_of(whole).text[claim.end : (found[-1] if found else whole).start])
        alike = (
            begins_alike(fold(whole.unit.base), fold(claim.unit.base)) and deep[claim.id] == deep[whole.id]
        )
        if (
            row.reach(claim, whole)
            or not alike
            or not _counts(claim)
            or ";" in words
            or _OVERLAP.search(words)
        ):
            break
        found.append(claim)
    return found[::-1]


def _summed(parts: Sequence[Claim], whole: Claim, total: Decimal) -> Relation:
    fits = telling.amount(total, whole)
    return Relation(
        "sum-of-parts",
        "consistent" if total == whole.value else "contradiction",
        (*(part.id for part in parts), whole.id),
        " + ".join(part.text for part in parts) + f" = {fits}",
        f"Các phần cộng lại là {fits}, nhiều hơn {whole.text} mà chúng nằm trong đó. Hãy xem lại tổng và từng phần.",
        fits,
    )


def _set_beside(row: Row, whole: Claim, parts: Sequence[Claim]) -> bool:
    """ "39 công trình, 31 công trình trung thế và 8 công trình 110 kV": the same noun right after a comma, and "và" to end."""
    words = row.text.piece_of(whole).text
    named = all(_LABEL.match(fold(words[part.end : part.end + 40])) for part in parts)
    alike = named and all(part.unit == whole.unit for part in parts)
    return alike and bool(_BESIDE.fullmatch(words[whole.end : parts[0].start])) and _ends(row, parts)


def _counts(claim: Claim) -> bool:
    return (
        claim.role in ("count", "part", "whole")
        and claim.loose.low == claim.loose.high
        and not claim.decimals
    )


def _parts(row: Row, at: int, deep: dict[str, int]) -> list[Claim]:
    """The counts of the noun that follow in the sentence, up to a semicolon or to those of another noun."""
    whole = row.claims[at]
    words = row.text.piece_of(whole).text
    found: list[Claim] = []
    for claim in row.claims[at + 1 : at + 1 + 2 * _MOST]:
        if row.reach(claim, whole) or len(found) == _MOST:
            break
        if deep[claim.id] > deep[whole.id] or claim.unit.base == "%":
            continue
        apart = words[(found[-1] if found else whole).end : claim.start]
        if _TOGETHER.search(fold(apart)):
            return []  # "…: tổng cộng 11 nhóm": the parts are added up where they are said to be
        if ";" in apart or _OVERLAP.search(fold(apart)) or not _counts(claim):
            break
        if not begins_alike(fold(whole.unit.base), fold(claim.unit.base)):
            break
        found.append(claim)
    return found


def _told(row: Row, whole: Claim, parts: Sequence[Claim], *, within: bool) -> Iterator[Relation]:
    total, alike = sum((part.value for part in parts), Decimal(0)), len(parts)
    last = other_things_after(row, parts[-1]) if total < whole.value else None
    if last is not None and _counts(last) and within:
        parts, total = [*parts, last], total + last.value
    verdict: Verdict = "consistent"
    if total < whole.value:
        if alike < 3 or not within or last not in (None, parts[-1]) or not _ends(row, parts):
            return
        verdict = "suspicious"
    elif total > whole.value and last is not None and alike < 3:
        return
    elif total > whole.value:
        verdict = "suspicious"
    fits = telling.amount(total, whole)
    yield Relation(
        "sum-of-parts",
        verdict,
        (*(part.id for part in parts), whole.id),
        " + ".join(part.text for part in parts) + f" = {fits}",
        f"{telling.about(row.text.statement_of(whole).subject)}: các phần cộng lại là {fits}, trong khi ghi là trong "
        f"{whole.text}. Hãy xem lại tổng và từng phần.",
        fits,
    )


def _ends(row: Row, parts: Sequence[Claim]) -> bool:
    """Whether the row of parts says that it ends ("… và 18 chủ đầu tư dưới 20%"), or ends with its sentence."""
    words = row.text.piece_of(parts[0]).text
    last = fold(words[parts[-2].end : parts[-1].end + 30])
    return bool(_LAST.search(last) or _TO_THE_END.match(fold(words[parts[-1].end : parts[-1].end + 80])))


def left_of_target(text: Understanding) -> Iterator[Relation]:
    """target × (1 − rate) = what is still to do, the three told one after the other."""
    row = row_of(text)
    for at, rate in enumerate(text.claims[1:-1], 1):
        if rate.unit.base != "%" or rate.role not in ("attainment", "share", "level") or rate.qualifier:
            continue
        target, rest = text.claims[at - 1], text.claims[at + 1]
        if not (is_amount(target) and like(target, rest)) or rest.role in ("base", "plan", "difference"):
            continue
        if row.reach(target, rate) or row.reach(rest, rate) or target.qualifier or rest.qualifier:
            continue
        words = row.text.piece_of(rate).text
        aimed = _AIM.search(fold(row.before(target))) and _REACHED.fullmatch(
            fold(words[target.end : rate.start])
        )
        if not aimed or not _TO_GO.fullmatch(fold(words[rate.end : rest.start])):
            continue
        left = intervals.times(
            stands_for(target, rest), Interval(1 - rate.interval.high / 100, 1 - rate.interval.low / 100)
        )
        verdict = intervals.verdict(left, stands_for(rest, rest), intervals.last_place(rest))
        if verdict is None:
            continue
        fits = telling.amount(telling.middle(left), rest)
        yield Relation(
            "remaining",
            "suspicious" if verdict == "contradiction" else verdict,
            (target.id, rate.id, rest.id),
            f"{target.text} × (100% − {rate.text}) = {fits}",
            f"{telling.about(row.text.statement_of(target).subject)}: đạt {rate.text} của {target.text} thì còn {fits}, "
            f"báo cáo ghi {rest.text}. Hãy xem lại ba số này.",
            fits,
        )


_AIM: Final = pattern(r"(?<!\p{L})(?:chỉ tiêu|mục tiêu|kế hoạch|dự toán)(?!\p{L})[^.;()]{0,60}\Z")
_REACHED: Final = pattern(
    r"\s*[:,]?\s*(?:đến nay\s+|hiện\s+)?(?:đã|mới|chỉ)?\s*(?:đạt|được|thực hiện(?:\s+được)?|bằng)\s*"
)
_TO_GO: Final = pattern(r"\s*[,;]?\s*(?:như vậy\s+)?còn(?:\s+(?:lại|thiếu|phải\s+\p{L}+(?:\s+\p{L}+)?))?\s*")

RULES: tuple[Rule, ...] = (out_of, counted_before, left_of_target)
