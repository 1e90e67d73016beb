"""Rows that their words tell as the parts of something: "gồm …", "chia theo …", "nguyên nhân: …", "ba quý lần lượt là …", "…, khác …".

That they come to a whole is sure; which amount that is, the words often leave open, for it may stand sentences before. So all
amounts of their kind around are tried (`borne_out.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import depths, is_amount, like
from congthuong.core.audit.rules.operands import Row
from congthuong.core.quantities.units import fold

_BACK: Final = 40
_AHEAD: Final = 6
_LONGEST: Final = 14
_FAR_OFF: Final = 40
_NO_PART: Final = frozenset({"base", "average", "before", "difference", "range", "plan"})
_TOLD: Final = pattern(
    r"(?<!\p{L})(?:(?:bao )?gồm(?: có)?|(?:chia|phân)(?: ra| loại| hạng| tổ| nhóm| tích)?(?: theo| thành)?|nguyên nhân"
    r"|theo (?:loại hình|ngành|nguồn|tính chất|khu vực|lĩnh vực|nhóm|địa bàn|hành vi|sắc thuế|thành phần|cấp)"
    r")(?!\p{L})[^.;()]{0,45}\Z"
)
_IN_TURN: Final = pattern(
    r"(?<!\p{L})(?:tháng|quý)[^.;]{0,12} lần lượt(?: là| đạt| có)?\s*\Z|(?<!\p{L})lần lượt (?:các )?(?:tháng|quý)[^.;]{0,30} (?:là|đạt|có)\s*\Z"
)
_SOME: Final = pattern(r"(?<!\p{L})(?:trong đó|như|riêng|trong số|nhất|hơn|so với)(?!\p{L})")
_COLON: Final = regex.compile(r":[^.;()]{0,45}\Z")
_REST: Final = pattern(r"(?<!\p{L})(?:còn lại|khác)(?!\p{L})")
_ENDS: Final = pattern(
    r"(?<!\p{L})(?:trong (?:đó|số)|riêng|so với|bình quân|cùng kỳ|tăng|giảm|tỷ lệ|kế hoạch|nâng|vượt|hơn|gồm|đã|đang|chưa|còn)(?!\p{L})|[.:]\s|[,;]\s*(?:tổng|cộng)(?!\p{L})"
)
_CLOSED: Final = regex.compile(r"\([^()]*\)")
_AND: Final = pattern(r"(?<!\p{L})và(?!\p{L})")


def told_parts(row: Row) -> Iterator[list[Equation]]:
    """For each such row, what it comes to against the amounts around, the nearest before it first."""
    deep = depths(row)
    done: set[str] = set()
    for at, first in enumerate(row.claims):
        if first.id in done or not _is_part(first):
            continue
        led = _before(row, at)
        told = bool(_TOLD.search(led) or _IN_TURN.search(fold(row.before(first, 70))))
        if not told and not _COLON.search(led):
            continue
        parts, joined = _row(row, at, deep)
        rest = bool(_REST.search(fold(f"{row.text.statement_of(parts[-1]).subject} {parts[-1].lead}")))
        if len(parts) < 2 or _SOME.search(led) or not (told or (len(parts) > 2 and (joined or rest))):
            continue
        done.update(part.id for part in parts)
        made = [equations.total(parts, whole) for whole in _wholes(row, at, parts)]
        if made and not _comes_to_some(row, at, parts):
            yield made


def _before(row: Row, at: int) -> str:
    """The words between a figure and the one before it."""
    first = row.claims[at]
    words = row.text.piece_of(first).text
    previous = row.claims[at - 1] if at else None
    begins = previous.end if previous is not None and previous.piece == first.piece else 0
    return fold(words[max(begins, first.start - 70) : first.start])


def _is_part(claim: Claim) -> bool:
    return is_amount(claim) and not claim.qualifier and claim.role not in _NO_PART


def _row(row: Row, at: int, deep: dict[str, int]) -> tuple[list[Claim], bool]:
    """The amounts of one kind that follow each other from a place on, and whether "và" joins the last."""
    first = row.claims[at]
    words = row.text.piece_of(first).text
    parts, commas = [first], False
    for claim in row.claims[at + 1 : at + _LONGEST]:
        if claim.piece != first.piece or deep[claim.id] < deep[first.id]:
            break
        if deep[claim.id] > deep[first.id]:
            continue
        if claim.unit.base in ("%", "‰") and claim.role in ("share", "attainment", "level"):
            continue
        between = _CLOSED.sub("", fold(words[parts[-1].end : claim.start]))
        rest = bool(_REST.search(between))
        if (_ENDS.search(between) and not rest) or ")" in between or (";" in between and commas):
            break
        joined = bool(_AND.search(between)) and "," not in between and ";" not in between
        if (
            not _is_part(claim)
            or not _alike(claim, first)
            or not (joined or "," in between or ";" in between)
        ):
            break
        commas = commas or ("," in between and ";" not in between)
        parts.append(claim)
        if joined:
            return parts, True
        if rest:
            break
    return parts, False


def _alike(claim: Claim, first: Claim) -> bool:
    return like(claim, first) and (
        claim.unit.exponent == first.unit.exponent or not (claim.unit.base and first.unit.base)
    )


def _around(row: Row, at: int, parts: Sequence[Claim]) -> Iterator[Claim]:
    before = reversed(row.claims[max(0, at - _BACK) : at])
    after = row.claims[row.at[parts[-1].id] + 1 : row.at[parts[-1].id] + 1 + _AHEAD]
    for claim in (*before, *after):
        amount = (is_amount(claim) or claim.role == "difference") and claim.role != "average"
        if amount and claim not in parts and like(claim, parts[0]):
            yield claim


def _wholes(row: Row, at: int, parts: Sequence[Claim]) -> list[Claim]:
    """The amounts near what the row comes to, of its paragraph or a near one."""
    total = sum(part.value.scaleb(part.unit.exponent) for part in parts)
    return [
        claim
        for claim in _around(row, at, parts)
        if row.reach(claim, parts[0]) <= 2
        and not claim.qualifier
        and claim.unit.base == parts[0].unit.base
        and total / _FAR_OFF < claim.value.scaleb(claim.unit.exponent) < total * _FAR_OFF
    ]


def _comes_to_some(row: Row, at: int, parts: Sequence[Claim]) -> bool:
    """Whether the row comes to any amount around, or its first to the others."""
    if len(parts) > 2 and equations.total(parts[1:], parts[0]).holds:
        return True
    return any(equations.total(parts, whole).holds for whole in _around(row, at, parts))
