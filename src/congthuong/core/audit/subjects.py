"""Whether two statements are about the same thing: their words, in any order, without those that say little."""

from __future__ import annotations

from functools import cache

import regex

from congthuong.core.audit.model import Claim, Statement
from congthuong.core.quantities.units import fold

_WORD = regex.compile(r"[\p{L}\p{M}]+|[0-9]+")
_LITTLE = frozenset(
    fold(
        "chỉ tiêu tổng số các loại và của cho tại ở trên địa bàn toàn tỉnh về được đã là có với trong ước tính mức đạt hiện nay năm tháng quý"
        " kỳ đến nay nâng lên những một theo do từ cả nước này như sau kết quả thực số"
    ).split()
)


@cache
def words_of(text: str) -> frozenset[str]:
    """The words that tell a subject from others."""
    return frozenset(word for word in _WORD.findall(fold(text)) if word not in _LITTLE)


@cache
def words_in_order(text: str) -> tuple[str, ...]:
    """The same words as they follow each other."""
    return tuple(word for word in _WORD.findall(fold(text)) if word not in _LITTLE)


def signature(one: Statement, claim: Claim) -> frozenset[str]:
    """The words of the subject; for things counted, with their noun and the words after it."""
    if claim.role in ("count", "part", "whole"):
        return words_of(f"{one.key} {claim.unit.base} {claim.tail}")
    return words_of(one.key)


def same(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two signatures name one thing: the same words, or all of the shorter one's (two at least)."""
    if not first or not second:
        return False
    if first == second:
        return True
    small, large = sorted((first, second), key=len)
    return len(small) >= 3 and small <= large and len(large) - len(small) <= 2
