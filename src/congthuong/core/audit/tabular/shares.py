"""Columns of shares: each row's figure over the total's, in per cent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from congthuong.core.audit.model import Verdict
from congthuong.core.audit.table_columns import Column
from congthuong.core.audit.tabular.checks import SHARE, Check, judged
from congthuong.core.audit.tabular.figures import Figures

Row = tuple[int, Verdict, Decimal]
_HUNDRED = Decimal(100)


def shares(figures: Figures) -> Iterator[Check]:
    """The checks of every column of shares by the column and the row that most of its rows obey."""
    for column in figures.table.columns:
        if column.kind not in ("share", "percent"):
            continue
        found = [one for one in _tried(figures, column) if _accepted(column, one[2])]
        if not found:
            continue
        amount, whole, rows = max(found, key=lambda one: (_score(one[2]), -abs(one[0] - column.index)))
        for position, verdict, computed in rows:
            operands = ((position, amount), (whole, amount))
            yield Check("table-share", "share", (position, column.index), operands, verdict, computed, SHARE)


def _tried(figures: Figures, column: Column) -> Iterator[tuple[int, int, list[Row]]]:
    """(column of amounts, row of the whole, verdicts) for each that may be meant."""
    wholes = [
        position
        for position in figures.positions
        if figures.table.rows[position].kind == "total" or figures.value((position, column.index)) == _HUNDRED
    ]
    for amount in figures.amounts:
        for whole in wholes[:6]:
            rows = list(_rows(figures, column.index, amount.index, whole))
            yield amount.index, whole, rows


def _rows(figures: Figures, share: int, amount: int, whole: int) -> Iterator[Row]:
    for position in figures.positions:
        operands = ((position, amount), (whole, amount))
        if position == whole or figures.unit(operands[0]) != figures.unit(operands[1]):
            continue
        found = judged(figures, (position, share), operands, SHARE)
        if found:
            yield position, *found


def _strong(rows: list[Row]) -> int:
    return sum(verdict != "contradiction" and 0 < computed < _HUNDRED for _, verdict, computed in rows)


def _broken(rows: list[Row]) -> int:
    return sum(verdict == "contradiction" for _, verdict, _ in rows)


def _score(rows: list[Row]) -> int:
    return _strong(rows) - 2 * _broken(rows)


def _accepted(column: Column, rows: list[Row]) -> bool:
    strong, broken = _strong(rows), _broken(rows)
    if column.kind == "share":
        return strong >= 2 and 2 * broken <= strong
    return strong >= 3 and 3 * broken <= strong
