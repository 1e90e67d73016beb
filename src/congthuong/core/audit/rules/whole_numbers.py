"""A percentage of a small whole that no whole number of items gives: 73% of 119 can be, 41% of 3 cannot.

Source: N. J. L. Brown and J. A. J. Heathers, "The GRIM Test", Social Psychological and Personality Science 8 (2017).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import Final

import regex

from congthuong.core.audit import telling
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.quantities import write_number
from congthuong.core.quantities.units import fold

LARGEST: Final = 1000
"""Wholes above this give every percentage that is printed with two places, or nearly."""
_OF: Final = regex.compile(r"^\s*(?:trong\s+|trên\s+)?(?:tổng\s+)?(?:số|trong|trên|của)(?!\p{L})")
_OUT_OF: Final = regex.compile(r"\s*(?:trong|trên)\s+(?:tổng\s+)?số\s*")
_IN: Final = regex.compile(r"(?:^|[\s(])(?:trong|trên)(?:\s+tổng)?(?:\s+số)?\s*$")


def of_things_counted(text: Understanding) -> Iterator[Relation]:
    """A share of things whose number stands with it, and of which no count of its own is given."""
    for one in text.statements:
        for rate in one.of("share", "level", "attainment"):
            if rate.unit.base != "%" or rate.base == "plan" or rate.qualifier:
                continue
            whole = _announced(one, rate) or _bracketed(text, one, rate) or _opening(text, one, rate)
            if whole is not None and 0 < whole.value <= LARGEST and not whole.qualifier:
                yield from _possible(one, rate, whole)


def _announced(one: Statement, rate: Claim) -> Claim | None:
    """ "Trong 3 doanh nghiệp được khảo sát, có 41% …": the count just before, with no other subject between."""
    at = one.claims.index(rate)
    before = one.claims[at - 1] if at else None
    if before is None or before.role != "count" or not _thing(before) or at + 1 < len(one.claims):
        return None
    return before if _IN.search(fold(before.lead)) else None


def _opening(text: Understanding, one: Statement, rate: Claim) -> Claim | None:
    """ "Trong 7 dự án được cấp phép, 45% là dự án …": the count that opens the sentence, nothing named since its comma."""
    if (
        one.index == 0
        or one.claims[0] is not rate
        or rate.role == "attainment"
        or not _IS.match(fold(rate.tail))
    ):
        return None
    before = text.statements[one.index - 1].first("count")
    if (
        before is None
        or before.piece != rate.piece
        or not _thing(before)
        or not _IN.search(fold(before.lead))
    ):
        return None
    return before if _ONE_COMMA.fullmatch(text.piece_of(rate).text, before.end, rate.start) else None


_IS: Final = regex.compile(r"\s*(?:là|số|có)(?!\p{L})")
_ONE_COMMA: Final = regex.compile(r"[^,;.:()]{0,80},\s*(?:có|chỉ có|khoảng)?\s*")


def _bracketed(text: Understanding, one: Statement, rate: Claim) -> Claim | None:
    """ "41% số doanh nghiệp (3 doanh nghiệp)", "41% trong số 3 doanh nghiệp": the whole right after."""
    for other in text.statements[one.index : one.index + 2]:
        for count in other.of("count", "whole"):
            if count.piece != rate.piece or not rate.end < count.start <= rate.end + 80 or not _thing(count):
                continue
            between = fold(text.piece_of(rate).text[rate.end : count.start])
            named = _OF.search(between) and "(" in between and not any(sign in between for sign in ".;,")
            if named or _OUT_OF.fullmatch(between):
                return count
    return None


_TIME: Final = frozenset({"ngày", "tuần", "tháng", "quý", "năm", "đêm", "lần", "kỳ", "đợt"})


def _thing(count: Claim) -> bool:
    return count.unit.is_count and count.unit.base not in _TIME


def _possible(one: Statement, rate: Claim, whole: Claim) -> Iterator[Relation]:
    low, high = rate.low * whole.value / 100, rate.high * whole.value / 100
    first = low.to_integral_value(ROUND_CEILING)
    if first <= high:
        yield Relation(
            "whole-items",
            "consistent",
            (whole.id, rate.id),
            f"{write_number(first, 0)} / {whole.text} = {rate.text}",
        )
        return
    around = (first - 1, first)
    shown = " hoặc ".join(
        f"{write_number(count, 0)}/{write_number(whole.value, 0)} = {telling.amount(100 * count / whole.value, rate)}"
        for count in around
        if 0 <= count <= whole.value
    )
    yield Relation(
        "whole-items",
        "contradiction",
        (whole.id, rate.id),
        shown,
        f"{telling.about(one.subject)}: {rate.text} của {whole.text} không ứng với số nguyên nào ({shown}). "
        "Hãy xem lại tỷ lệ hoặc số đếm.",
        telling.amount(
            100 * min(around, key=lambda count: abs(100 * count / whole.value - rate.value)) / whole.value,
            rate,
        )
        if whole.value
        else str(Decimal(0)),
    )


RULES: tuple[Rule, ...] = (of_things_counted,)
