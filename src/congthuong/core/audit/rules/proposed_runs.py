"""Runs that the layout proposes: a total and the row after it, the quarters of a year, stocks around what came and went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.flows_around import moves
from congthuong.core.audit.rules.nearby import depths, is_amount, like
from congthuong.core.audit.rules.operands import Row, digits
from congthuong.core.audit.rules.stages import stage
from congthuong.core.quantities.units import fold

_PARTS: Final = 3
_BACK: Final = 24
_AROUND: Final = 8
_LEAST, _MOST = 0.3, 3
_NO_PART: Final = frozenset({"base", "average", "before", "range", "plan"})
_QUARTER: Final = pattern(r"(?<!\p{L})quý\s+(?P<number>iv|i{1,3}|[1-4])(?!\p{L})[^0-9]{0,30}\Z")
_NUMBERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_REST: Final = pattern(r"(?<!\p{L})(?:còn lại|khác|chưa|còn|đang)(?!\p{L})")


def runs(row: Row, confirmed: frozenset[str]) -> Iterator[Sequence[Equation]]:
    """ "kế hoạch 46,2 tỷ đồng, đã quyết toán 9,4 tỷ đồng, đang thi công 21,5 tỷ đồng, chưa triển khai 15,3 tỷ đồng": all the
    amounts of a sentence, the last of them what is left. Where each tells what was done or is still to do, they are of one
    arithmetic whichever of them is wrong."""
    deep = depths(row)
    for _, sentence in groupby(row.claims, key=lambda claim: row.sentence.get(claim.id)):
        amounts = [claim for claim in sentence if claim.unit.base not in ("%", "‰")]
        if len(amounts) <= _PARTS or not all(map(is_amount, amounts)):
            continue
        whole, *parts = amounts
        if ";" in row.text.piece_of(whole).text[whole.end : parts[-1].start]:
            continue
        level = {deep[claim.id] for claim in amounts}
        if len(level) > 1 or any(
            one.role in _NO_PART or one.qualifier or not like(one, whole) for one in parts
        ):
            continue
        last = f"{row.text.statement_of(parts[-1]).subject} {parts[-1].lead}"
        if not whole.qualifier and _REST.search(fold(last)) and min(map(digits, amounts)) > 1:
            done = all(stage(row, one) in ("out", "rest") for one in parts)
            done = done and confirmed.isdisjoint(one.id for one in amounts)
            yield [replace(equations.total(parts, whole), certain=done)]


def quarters(row: Row) -> Iterator[Sequence[Equation]]:
    """ "quý I 468,2; quý II 531,6; quý III 570,9; quý IV 575,3": with the amounts before that are about what they come to."""
    for at in range(len(row.claims) - 3):
        four = row.claims[at : at + 4]
        if [_quarter(row, claim) for claim in four] != [1, 2, 3, 4] or not all(
            like(one, four[0]) for one in four
        ):
            continue
        total = sum(claim.value for claim in four)
        near = [
            one
            for one in row.claims[max(0, at - _BACK) : at]
            if is_amount(one)
            and not one.qualifier
            and one.unit.exponent == four[0].unit.exponent
            and like(one, four[0])
            and _LEAST < one.value / total < _MOST
        ]
        if near:
            yield [equations.total(four, whole) for whole in reversed(near)]


def _quarter(row: Row, claim: Claim) -> int:
    found = _QUARTER.search(fold(row.before(claim)))
    return _NUMBERS[found["number"]] if found and is_amount(claim) else 0


def stocks_around(row: Row) -> Iterator[Sequence[Equation]]:
    """What came and went between the two stocks of a paragraph, the one told as of before, the other as of now."""
    for came, went in moves(row):
        first, last = sorted((row.at[came.id], row.at[went.id]))
        near = [
            one
            for one in row.claims[max(0, first - _AROUND) : last + 1 + _AROUND]
            if one.piece == came.piece
            and one not in (came, went)
            and is_amount(one)
            and _is_stock(row, one, came)
        ]
        opening = [one for one in near if stage(row, one) == "opening"]
        closing = [one for one in near if stage(row, one) in ("rest", "")]
        if len(opening) == len(closing) == 1 and min(digits(opening[0]), digits(closing[0])) > 2:
            yield [equations.balance(opening[0], came, went, closing[0])]


def _is_stock(row: Row, one: Claim, came: Claim) -> bool:
    return (
        not one.qualifier
        and one.role not in ("plan", "average")
        and like(one, came)
        and one.value > came.value
    )
