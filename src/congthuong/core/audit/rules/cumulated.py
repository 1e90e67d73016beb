"""Amounts by month: the year so far is the months added up, as far as revisions allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Relation
from congthuong.core.audit.model import Understanding as Text
from congthuong.core.audit.tabular.figures import Cell
from congthuong.core.audit.tabular.index_columns import IndexRow, amount_columns
from congthuong.core.audit.tabular.monthly import (
    MonthlyTable,
    Months,
    last_month,
    monthly_tables,
    months_of_series,
)
from congthuong.core.quantities import write_number

REVISION: Final = Decimal("0.01")
"""Past months are revised inside the cumulated figure without a word; published tables show gaps below this."""


def cumulated_amounts(text: Text) -> Iterator[Relation]:
    """Cumulated = the months added up (over several tables), or at least the last two (in one)."""
    tables = list(monthly_tables(text, amount_columns))
    series = months_of_series(tables, lambda _, row: {"on_year", "year_to_date"} <= row.cells.keys())
    tried = [
        (months, number)
        for months in series.values()
        for number in range(2, last_month(months) + 1)
        if all("previous" in months[one][1].cells for one in range(2, number + 1))
    ]
    yield from _judged([_added(months, number) for months, number in tried])
    for table in tables:
        yield from _judged(
            [_at_least(table, row) for row in table.rows if row.month > 2 and len(row.cells) == 3]
        )


def _judged(found: Sequence[Relation | None]) -> Iterator[Relation]:
    """What breaks is told only where most of the rest holds. None stands for a gap that a revision explains."""
    broken = sum(one is not None and one.verdict == "contradiction" for one in found)
    trusted = len(found) - broken >= 2 and 3 * broken <= len(found) - broken
    for one in found:
        if one is not None and (one.verdict != "contradiction" or trusted):
            yield one


def _added(months: Months, number: int) -> Relation | None:
    """January to last month as revised since, and this month, against the cumulated figure of this month."""
    parts = [(months[one][0], months[one][1].cells["previous"]) for one in range(2, number + 1)]
    table, row = months[number]
    parts.append((table, row.cells["on_year"]))
    result = row.cells["year_to_date"]
    computed = intervals.total(owner.figures.interval(cell) for owner, cell in parts)
    stated = table.figures.interval(result)
    gap = abs(intervals.minus(computed, stated).low + intervals.minus(computed, stated).high) / 2
    fits = computed.overlaps(stated)
    if not fits and gap <= REVISION * abs(stated.high):
        return None
    total = sum((owner.figures.value(cell) or Decimal(0) for owner, cell in parts), Decimal(0))
    claim = table.claim(result)
    shown = write_number(total, claim.decimals)
    ids = tuple(owner.claim(cell).id for owner, cell in parts)
    arithmetic = " + ".join(owner.claim(cell).text for owner, cell in parts) + f" = {shown}"
    if fits:
        return Relation("cumulated-months", "consistent", (*ids, claim.id), arithmetic)
    message = (
        f"{_name(table, result)}: cộng {number} tháng được {shown}, lũy kế ghi {claim.text}; "
        "chênh lệch lớn hơn mức điều chỉnh thường gặp. Hãy xem lại lũy kế hoặc các tháng."
    )
    return Relation(
        "cumulated-months",
        "contradiction",
        (*ids, claim.id),
        f"{arithmetic}; bảng ghi {claim.text}",
        message,
        shown,
    )


def _at_least(table: MonthlyTable, row: IndexRow) -> Relation | None:
    """From March on the year so far is no less than its last two months, where amounts only add up."""
    cells = [row.cells["previous"], row.cells["on_year"]]
    result = row.cells["year_to_date"]
    if any((table.figures.value(cell) or 0) < 0 for cell in (*cells, result)):
        return None
    least = intervals.total(table.figures.interval(cell, loose=True) for cell in cells)
    first, second, claim = (table.claim(cell) for cell in (*cells, result))
    fits = least.low <= table.figures.interval(result, loose=True).high
    arithmetic = f"{first.text} + {second.text} {'≤' if fits else '>'} {claim.text}"
    message = f"{_name(table, result)}: lũy kế {claim.text} nhỏ hơn hai tháng gần nhất cộng lại ({first.text} và {second.text})."
    return Relation(
        "cumulated-less",
        "consistent" if fits else "contradiction",
        (first.id, second.id, claim.id),
        arithmetic,
        "" if fits else message,
    )


def _name(table: MonthlyTable, cell: Cell) -> str:
    label = table.figures.table.rows[cell[0]].label
    return f"«{label[:60]}»" if label else "Bảng"
