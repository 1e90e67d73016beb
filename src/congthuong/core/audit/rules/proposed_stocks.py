"""Stocks and columns of items that the layout proposes: what was, came and went before what is left; figures told alike in
each item of a list and their total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import is_amount, like
from congthuong.core.audit.rules.nearby_flows import RAISED
from congthuong.core.audit.rules.nearby_sums import columns_of_items
from congthuong.core.audit.rules.operands import Row, digits
from congthuong.core.audit.rules.stages import stage
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold

_BACK = 30
_DIGITS = 2


def balances(row: Row) -> Iterator[Sequence[Equation]]:
    """The three figures of a sentence before a fourth, the first told as what there was, the fourth as what is left."""
    for at, result in enumerate(row.claims):
        if not is_amount(result) or result.qualifier or digits(result) < _DIGITS:
            continue
        before = [
            claim
            for claim in row.claims[max(0, at - 6) : at]
            if row.reach(claim, result) == 0 and is_amount(claim) and like(claim, result)
        ][-3:]
        if len(before) < 3 or any(
            one.qualifier or one.unit.exponent != result.unit.exponent for one in before
        ):
            continue
        opening, into, out = before
        if stage(row, opening) != "opening" or stage(row, into) != "in" or stage(row, out) != "out":
            continue
        if stage(row, result) in ("rest", "") or digits(result) > _DIGITS + 1:
            yield [equations.balance(opening, into, out, result)]


def raised(row: Row) -> Iterator[Sequence[Equation]]:
    """ "thêm 45 điểm bán, nâng tổng số lên 1.815 điểm", "5 tháng 2.993,8 (4 tháng đầu năm: 2.309,6)": what was told before,
    or stands in brackets after, and what came on top of it."""
    for at, result in enumerate(row.claims):
        if digits(result) <= _DIGITS + 1 or result.qualifier or not is_amount(result):
            continue
        before = [
            claim
            for claim in row.claims[max(0, at - 6) : at]
            if row.reach(claim, result) == 0
            and is_amount(claim)
            and not claim.qualifier
            and like(claim, result)
        ]
        if not before or before[-1].value >= result.value:
            continue
        told = _so_far(row, at, result) or (
            _told_before(row, at, before[-1], result) if RAISED.search(fold(row.before(result))) else []
        )
        made = [
            equations.total([one, before[-1]], result, "raised-to")
            for one in told
            if one.unit.exponent == result.unit.exponent == before[-1].unit.exponent
        ]
        if made:
            yield made


def _so_far(row: Row, at: int, result: Claim) -> list[Claim]:
    """The amount in brackets right after a cumulated one, told of the months before."""
    for claim in row.claims[at + 1 : at + 2]:
        words = fold(row.text.piece_of(result).text[result.end : claim.start])
        if row.reach(claim, result) == 0 and _SO_FAR.fullmatch(words) and claim.unit.base == result.unit.base:
            return [claim]
    return []


_SO_FAR: Final = pattern(r"[^(),;.]{0,20}\(\s*[0-9]{1,2} tháng[^(),;.]{0,40}")


def _told_before(row: Row, at: int, added: Claim, result: Claim) -> list[Claim]:
    """The levels told before of what is raised, at most as many as the digits of the result bear."""
    return [
        claim
        for claim in reversed(row.claims[max(0, at - _FAR) : at])
        if claim is not added
        and is_amount(claim)
        and not claim.qualifier
        and like(claim, result)
        and digits(claim) > _DIGITS + 1
        and result.value / 2 < claim.value < result.value * 2
    ][:2]


_FAR: Final = 200


def columns(row: Row) -> Iterator[Sequence[Equation]]:
    """A column of items and the figures before the list that its words name."""
    for parts in columns_of_items(row):
        first = parts[0]
        named = words_of(first.lead)
        here = row.at[first.id]
        wholes = [
            claim
            for claim in reversed(row.claims[max(0, here - _BACK) : here])
            if claim.unit == first.unit
            and is_amount(claim)
            and not claim.qualifier
            and row.text.piece_of(claim).kind != "item"
            and named & words_of(f"{claim.lead} {row.text.statement_of(claim).subject}")
            and claim.value > max(part.value for part in parts) / 2
        ]
        if wholes and min(map(digits, parts)) > _DIGITS - 1 and not any(part.qualifier for part in parts):
            yield [equations.total(parts, whole) for whole in wholes[:2]]
