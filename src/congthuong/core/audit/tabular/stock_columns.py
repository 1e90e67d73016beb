"""What there was, came in and went out, and what is left at the end, where a table has a column for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from congthuong.core.audit.table_columns import Column, says
from congthuong.core.audit.tabular.formulas import ColumnFormula
from congthuong.core.stats.formula import Formula

_MOST: Final = 4
"""Columns between the first and the last that are tried."""


def stock_formulas(alike: Sequence[Column], closing: Column) -> Iterator[ColumnFormula]:
    """ "Tồn đầu kỳ | Tiếp nhận | Đã giải quyết | Tồn cuối kỳ": which of the columns between come in and which go out, the
    rows tell."""
    if not says("closing", closing.folded):
        return
    opening = [one for one in alike if one.index < closing.index and says("opening", one.folded)]
    if len(opening) != 1:
        return
    between = [one.index for one in alike if opening[0].index < one.index < closing.index]
    if not 1 < len(between) <= _MOST:
        return
    operands = (opening[0].index, *between)
    for signs in product("+-", repeat=len(between)):
        if "-" in signs and "+" in signs:
            moved = "".join(f"{sign}c{index}" for sign, index in zip(signs, between, strict=True))
            yield ColumnFormula(closing.index, operands, Formula.parse(f"c{operands[0]}{moved}"))
