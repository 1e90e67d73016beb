"""Stocks and columns of items that the layout proposes: what was, came and went before what is left; figures told alike in
each item of a list and their total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import is_amount, like
from congthuong.core.audit.rules.nearby_sums import columns_of_items
from congthuong.core.audit.rules.operands import Row, digits
from congthuong.core.audit.rules.stages import stage
from congthuong.core.audit.subjects import words_of

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
