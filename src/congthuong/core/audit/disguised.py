"""Figures that are written like something else: a mark of a list, a numbered name, a date or a fraction.

"giảm 3 sự cố so với tuần trước (14)" says what there was, "đã cấp 49, từ chối 3" what was granted, and "61,28 / 60,15" tells
two levels, each with decimals that no date and no count has.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.quantities import UNITLESS, Mention, NameMention, Quantity, UnreadMention

_TIME_BEFORE: Final = regex.compile(
    r"(?i)(?<!\p{L})(?:(?:năm|quý|tháng|tuần|kỳ|ngày|vụ)\s+(?:trước|ngoái)|cùng\s+kỳ(?:\s+năm\s+(?:trước|ngoái|20[0-9]{2}))?"
    r"|so\s+với\s+(?:tháng|quý|năm)\s[0-9IVX/]{1,7})\s*\Z"
)
_AFTER_MARK: Final = regex.compile(r"\s*(?:[.,;)]|\Z)")
_DONE: Final = regex.compile(r"(?i)(?<!\p{L})(?:đã|được|chưa|mới|không)\s+\Z")
_GRANTED: Final = regex.compile(r"(?i:cấp)\s+(?P<number>[0-9]{1,3})")
_PAIR: Final = regex.compile(r"(?P<first>[0-9]{1,6},[0-9]{1,3})\s*/\s*(?P<second>[0-9]{1,6},[0-9]{1,3})")


def figures_in(text: str, mention: Mention) -> Iterator[tuple[int, int, Quantity]]:
    """The figures that a mention of another kind states, with their places; mostly none."""
    if isinstance(mention, NameMention):
        if mention.role == "list_mark":
            yield from _in_brackets(text, mention)
        elif mention.role == "numbered":
            yield from _granted(text, mention)
    elif isinstance(mention, UnreadMention):
        found = _PAIR.fullmatch(mention.surface)
        for side in ("first", "second") if found else ():
            start, end = (mention.start + at for at in found.span(side))
            yield start, end, _plain(text[start:end])


def _in_brackets(text: str, mark: NameMention) -> Iterator[tuple[int, int, Quantity]]:
    told = _TIME_BEFORE.search(text, max(0, mark.start - 30), mark.start)
    if told and text[mark.start] == "(" and _AFTER_MARK.match(text, mark.end):
        yield mark.start + 1, mark.end - 1, _plain(text[mark.start + 1 : mark.end - 1])


def _granted(text: str, name: NameMention) -> Iterator[tuple[int, int, Quantity]]:
    found = _GRANTED.fullmatch(name.surface)
    if found and _DONE.search(text, max(0, name.start - 8), name.start):
        yield name.start + found.start("number"), name.end, _plain(found["number"])


def _plain(written: str) -> Quantity:
    return Quantity(Decimal(written.replace(",", ".")), UNITLESS, len(written.partition(",")[2]))
