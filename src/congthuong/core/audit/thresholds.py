"""Numbers that name a class and state no amount: "dưới 30 tuổi 271 người", "từ 15 m trở lên 862 chiếc", "3 sao"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

import regex

from congthuong.core.quantities import Quantity

_FROM_OR_TO: Final = regex.compile(r"(?i)(?<!\p{L})(?:từ|đến|dưới|trên|quá)\s*\Z")
_ONWARDS: Final = regex.compile(
    r"(?i)\s*(?:tháng|năm|tuổi)?\s*(?:trở\s+(?:lên|xuống|đi)|(?:đến|tới)(?:\s+dưới)?)?\s*"
)
_BOUNDS: Final = frozenset({"dưới", "trên", "quá"})
_OF_AGE: Final = regex.compile(r"(?i)(?<!\p{L})(?:trẻ(?: em)?|người|học sinh|công dân|nhóm)\s+\Z")
_GRADES: Final = frozenset({"sao"})


class Written(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quantity(self) -> Quantity: ...
    @property
    def upper(self) -> Quantity | None: ...


_Found = TypeVar("_Found", bound=Written)


def is_class(text: str, number: Written, previous: Written | None, following: Written | None) -> bool:
    """Whether a number bounds or grades the things that another number counts."""
    bounded = number.quantity.qualifier in _BOUNDS or bool(
        _FROM_OR_TO.search(text, max(0, number.start - 8), number.start)
    )
    base = number.quantity.unit.base
    if base == "tuổi":
        return (
            bounded
            or number.upper is not None
            or bool(_OF_AGE.search(text, max(0, number.start - 14), number.start))
        )
    if base in _GRADES and previous is not None:
        between = text[previous.end : number.start]
        return len(between) < 60 and not regex.search(r"[,;:.()]", between)
    if bounded and previous is not None and _sorts(text, number, previous):
        return True
    if not bounded or base in ("%", "‰") or following is None or following.start - number.end > 30:
        return False
    if following.quantity.unit == number.quantity.unit and not _ends_class(text, number, following):
        return False
    return bool(_ONWARDS.fullmatch(text, number.end, following.start))


_SORTED_BY: Final = regex.compile(
    r"(?i)\s*(?:(?:xuất|nhập)\s+khẩu\s*)?(?:(?:có|đạt|với|cho)\s+)*(?:tổng\s+)?"
    r"(?:(?:kim\s+ngạch|trị\s+giá|giá\s+trị|doanh\s+thu|quy\s+mô|vốn|công\s+suất|diện\s+tích|thu\s+nhập|sản\s+lượng)"
    r"(?:\s+\p{L}+){0,4}\s*)?(?:(?:đạt|từ)\s*)?"
)


def _sorts(text: str, number: Written, previous: Written) -> bool:
    """ "31 mặt hàng đạt kim ngạch trên 1 tỷ USD", "5 mặt hàng trên 10 tỷ USD": by what things are sorted that are counted."""
    counted = previous.quantity.unit.is_count and not previous.quantity.unit.exponent
    base = number.quantity.unit.base
    measured = bool(base) and base not in ("%", "‰") and not number.quantity.unit.is_count
    if not (counted and measured and number.start - previous.end < _CLOSE):
        return False
    return bool(_SORTED_BY.fullmatch(text, previous.end, number.start))


_CLOSE: Final = 70


def _ends_class(text: str, number: Written, following: Written) -> bool:
    return "đến" in text[number.end : following.start]


def amounts_only(text: str, numbers: Sequence[_Found]) -> list[_Found]:
    """The numbers that may state an amount."""
    return [
        number
        for at, number in enumerate(numbers)
        if not is_class(
            text,
            number,
            numbers[at - 1] if at else None,
            numbers[at + 1] if at + 1 < len(numbers) else None,
        )
    ]
