"""A figure printed again further on: with enough digits it is the same quantity, whatever the words beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import LaterRule
from congthuong.core.audit.rules.operands import Row, row_of, said_generally
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold

_SURE: Final = 4
"""Digits from which a number hardly comes up twice by chance in one report."""
_REFERS: Final = regex.compile(
    r"(?<!\p{L})(?:trong|trên|so với|riêng|nêu trên|nói trên|này|đó|cả|mức(?: tăng)?(?: chung)?)(?!\p{L})[^,;.]{0,40}\Z|/\s*\Z"
)
_TOLD_ABOVE: Final = regex.compile(r"\s*(?:\p{L}+\s+){0,3}(?:nói trên|nêu trên|kể trên|như trên)(?!\p{L})")
_NEAR: Final = 60


def restated(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """Each figure with the last one before it that is printed alike."""
    row = row_of(text)
    seen: dict[tuple[Decimal, bool], list[Claim]] = {}
    for claim in text.claims:
        digits = len(claim.value.normalize().as_tuple().digits)
        if digits < 2 or claim.qualifier:
            continue
        key = claim.value.scaleb(claim.unit.exponent).normalize(), claim.unit.base in ("%", "‰")
        earlier = seen.setdefault(key, [])
        for other in reversed(earlier[-3:]):
            if _again(row, other, claim, digits):
                yield Relation(
                    "stated-twice", "consistent", (other.id, claim.id), f"{other.text} = {claim.text}"
                )
                break
        earlier.append(claim)


def _again(row: Row, first: Claim, second: Claim, digits: int) -> bool:
    in_tables = [row.text.piece_of(one).cell is not None for one in (first, second)]
    beside = row.at[second.id] - row.at[first.id] == 1 and second.role == "whole"  # 85/85 xã
    if beside or all(in_tables) or not _one_measure(first, second):
        return False
    if (first.role == "difference") != (second.role == "difference"):
        return False
    told_so = digits >= _SURE - 1 and (_refers(row, second) or bool(_TOLD_ABOVE.match(fold(second.tail))))
    if row.reach(first, second) == 0 and second.role not in ("after", "part", "whole") and not told_so:
        return False
    if first.unit.base in ("%", "‰") and first.direction != second.direction and digits < _SURE:
        return False
    if digits >= _SURE:
        return True
    if digits == _SURE - 1 and first.unit.base == second.unit.base != "" and not any(in_tables):
        return second.unit.base != "%" or _about_one(row, first, second) or _refers(row, second)
    away = row.at[second.id] - row.at[first.id]
    return away <= _NEAR and _refers(row, second) and first.unit.base == second.unit.base


def _about_one(row: Row, first: Claim, second: Claim) -> bool:
    words = [words_of(row.text.statement_of(one).subject) for one in (first, second)]
    return bool(words[0] & words[1])


def _one_measure(first: Claim, second: Claim) -> bool:
    if said_generally(first.unit, second.unit):  # "2.984 đơn vị", "2.984 doanh nghiệp"
        return True
    return first.unit.base == second.unit.base or "" in (first.unit.base, second.unit.base)


def _refers(row: Row, claim: Claim) -> bool:
    """Whether the words before say that the number was told already: "trong 117 thủ tục", "43/52 trường"."""
    words = row.text.piece_of(claim).text
    return bool(_REFERS.search(fold(words[max(0, claim.start - 60) : claim.start])))


LATER: tuple[LaterRule, ...] = (restated,)
