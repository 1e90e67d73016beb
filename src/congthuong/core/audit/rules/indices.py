"""Monthly index tables: the identity of their columns, means between their parts, cumulated amounts and months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.audit.model import Relation, Understanding, Verdict
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.cumulated import cumulated_amounts
from congthuong.core.audit.tabular.figures import Cell
from congthuong.core.audit.tabular.index_chains import Judged, Stated, judge_chain
from congthuong.core.audit.tabular.index_columns import (
    IndexRole,
    IndexRow,
    as_index,
    index_columns,
)
from congthuong.core.audit.tabular.index_groups import IndexGroup, index_groups, same_rows
from congthuong.core.audit.tabular.monthly import MonthlyTable, last_month, monthly_tables, months_of_series
from congthuong.core.quantities import write_number
from congthuong.core.stats.index_chain import IndexMonth

_NAMES: Final[dict[str, str]] = {
    "previous_on_year": "tháng trước so cùng kỳ",
    "on_month": "so tháng trước",
    "on_year": "so cùng kỳ",
    "year_to_date": "lũy kế so cùng kỳ",
}


def index_relations(text: Understanding) -> Iterator[Relation]:
    """The relations of every monthly index table, and of the months of one series over several tables."""
    tables = list(monthly_tables(text, index_columns))
    yield from _chains(tables)
    for table in tables:
        yield from _first_months(table)
        yield from _means(table)
        yield from _same(table)


# The identity over months


def _chains(tables: Sequence[MonthlyTable]) -> Iterator[Relation]:
    """Every series whose months begin with January and leave none out."""
    found = months_of_series(tables, _usable)
    judged = [
        (months, judge_chain([_stated(*months[number]) for number in range(1, last_month(months) + 1)]))
        for months in found.values()
        if last_month(months) > 1
    ]
    kept = sum(one.verdict == "consistent" for _, chain in judged for one in chain)
    broken = sum(one.verdict == "contradiction" for _, chain in judged for one in chain)
    if kept < 2 or broken > kept:
        return
    for months, chain in judged:
        for one in chain:
            yield _chained(months, one)


def _usable(table: MonthlyTable, row: IndexRow) -> bool:
    """January is its own year to date; every other month needs all its columns."""
    needed = len(_NAMES) if row.month > 1 else 2
    return len(row.cells) >= needed and all(as_index(table.figures, cell) > 0 for cell in row.cells.values())


def _stated(table: MonthlyTable, row: IndexRow) -> Stated:
    values = {role: as_index(table.figures, cell) for role, cell in row.cells.items()}
    decimals = max(table.claim(cell).decimals for cell in row.cells.values())
    on_year = values["on_year"]
    month = IndexMonth(values.get("previous", on_year), values.get("on_month", on_year), on_year)
    return Stated(month, values["year_to_date"], decimals)


def _chained(months: Mapping[int, tuple[MonthlyTable, IndexRow]], one: Judged) -> Relation:
    operands: list[str] = []
    for number in range(1, one.at + 2):
        table, row = months[number]
        roles: tuple[IndexRole, ...] = ("previous", "on_month", "on_year") if number > 1 else ("on_year",)
        operands += [table.claim(row.cells[role]).id for role in roles]
    table, row = months[one.at + 1]
    result = table.claim(row.cells["year_to_date"])
    computed, stated = (
        write_number(one.computed, result.decimals),
        write_number(result.value, result.decimals),
    )
    number = one.at + 1
    fits = write_number(one.fits, result.decimals) if one.fits is not None else ""
    advice = (
        f"Nhiều khả năng sai ở cột «{_NAMES[one.wrong]}» tháng {number}: số khớp là {fits}."
        if one.wrong
        else ""
    )
    message = (
        f"{_name(table, row)}: các chỉ số tháng 1 đến tháng {number} cho lũy kế {computed}, bảng ghi {stated}. "
        + (advice or "Hãy xem lại các chỉ số của tháng này.")
    )
    arithmetic = f"ΣL : ΣB × 100 = {computed} ({number} tháng)" + (
        "" if computed == stated else f"; bảng ghi {stated}"
    )
    return Relation(
        "index-chain",
        one.verdict,
        (*operands, result.id),
        arithmetic,
        "" if one.verdict == "consistent" else message,
        "" if one.verdict == "consistent" else fits or computed,
    )


def _name(table: MonthlyTable, row: IndexRow) -> str:
    words = row.series[1] if len(row.series) > 1 else table.figures.table.title
    position = next(iter(row.cells.values()))[0]
    label = table.figures.table.rows[position].label if len(row.series) > 1 else words
    return f"«{label[:60]}»" if label else "Chuỗi chỉ số"


# One month alone


def _first_months(table: MonthlyTable) -> Iterator[Relation]:
    """In January the year so far is the month; in February it lies between the two months."""
    tried: list[Relation] = []
    for row in table.rows:
        if {"on_year", "year_to_date"} <= row.cells.keys() and row.month in (1, 2):
            found = _january(table, row) if row.month == 1 else _february(table, row)
            tried += [found] if found else []
    yield from _trusted(tried)


def _january(table: MonthlyTable, row: IndexRow) -> Relation | None:
    month, year = table.claim(row.cells["on_year"]), table.claim(row.cells["year_to_date"])
    verdict: Verdict = "consistent"
    if as_index(table.figures, row.cells["on_year"]) != as_index(table.figures, row.cells["year_to_date"]):
        verdict = "contradiction"
    return Relation(
        "index-january",
        verdict,
        (month.id, year.id),
        f"{month.text} = {year.text}" if verdict == "consistent" else f"{month.text} ≠ {year.text}",
        ""
        if verdict == "consistent"
        else f"{_name(table, row)}: tháng 1 thì lũy kế là chính tháng ấy, bảng ghi {month.text} và {year.text}.",
        "" if verdict == "consistent" else month.text,
    )


def _february(table: MonthlyTable, row: IndexRow) -> Relation | None:
    if "previous" not in row.cells:
        return None
    cells = [row.cells["previous"], row.cells["on_year"]]
    return _between(table, "index-february", cells, row.cells["year_to_date"], _name(table, row))


def _between(table: MonthlyTable, rule: str, parts: Sequence[Cell], whole: Cell, name: str) -> Relation:
    """The whole as a mean of the parts: not below the least, not above the greatest."""
    ranked = sorted(parts, key=lambda cell: as_index(table.figures, cell))
    least, most = table.claim(ranked[0]), table.claim(ranked[-1])
    result = table.claim(whole)
    slack = 2 * table.figures.place(whole)
    value = as_index(table.figures, whole)
    low, high = as_index(table.figures, ranked[0]), as_index(table.figures, ranked[-1])
    fits = low - slack <= value <= high + slack
    verdict: Verdict = "consistent" if fits else "contradiction"
    shown = f"{least.text} ≤ {result.text} ≤ {most.text}"
    message = f"{name}: {result.text} không nằm giữa số nhỏ nhất ({least.text}) và lớn nhất ({most.text}) của các phần."
    operands = tuple(dict.fromkeys((least.id, most.id, result.id)))
    return Relation(rule, verdict, operands, shown if fits else f"{shown}: sai", "" if fits else message)


def _trusted(tried: Sequence[Relation]) -> Iterator[Relation]:
    """What most rows obey is the table's own; what they do not was misunderstood and stays unsaid."""
    broken = sum(one.verdict == "contradiction" for one in tried)
    if (len(tried) - broken >= 2 and 3 * broken <= len(tried) - broken) or not broken:
        yield from tried


# Whole and parts


def _means(table: MonthlyTable) -> Iterator[Relation]:
    """An index lies between the least and the greatest of the parts it is the mean of, in every column."""
    for group in index_groups(table.figures):
        columns = [column for column in table.figures.table.columns if column.kind in ("index", "change")]
        tried = [
            _group_mean(table, group, column.index)
            for column in columns
            if all(not table.figures.missing((one, column.index)) for one in (group.whole, *group.parts))
        ]
        if sum(one.verdict == "contradiction" for one in tried) <= 1 < len(tried):
            yield from tried


def _group_mean(table: MonthlyTable, group: IndexGroup, column: int) -> Relation:
    label = table.figures.table.rows[group.whole].label[:60]
    head = table.figures.table.columns[column].head[:60]
    parts = [(position, column) for position in group.parts]
    return _between(table, "index-mean", parts, (group.whole, column), f"Dòng «{label}», cột «{head}»")


def _same(table: MonthlyTable) -> Iterator[Relation]:
    """A section and its only division carry the same figures."""
    for first, second in same_rows(table.figures):
        pairs = [
            ((first, column.index), (second, column.index))
            for column in table.figures.table.columns
            if column.kind in ("index", "change")
            and (first, column.index) in table.claims
            and (second, column.index) in table.claims
        ]
        unlike = [pair for pair in pairs if _value(table, pair[0]) != _value(table, pair[1])]
        if len(unlike) > 1 or len(pairs) < 3:
            continue
        for pair in pairs:
            yield _equal(table, pair, pair in unlike)


def _value(table: MonthlyTable, cell: Cell) -> Decimal:
    return as_index(table.figures, cell)


def _equal(table: MonthlyTable, pair: tuple[Cell, Cell], unlike: bool) -> Relation:
    first, second = table.claim(pair[0]), table.claim(pair[1])
    label = table.figures.table.rows[pair[0][0]].label[:60]
    message = f"«{label}» ghi hai lần với hai số khác nhau: {first.text} và {second.text}. Ngành cấp 1 chỉ có một ngành cấp 2 thì hai dòng bằng nhau."
    return Relation(
        "index-same-row",
        "contradiction" if unlike else "consistent",
        (first.id, second.id),
        f"{first.text} {'≠' if unlike else '='} {second.text}",
        message if unlike else "",
    )


RULES: tuple[Rule, ...] = (index_relations, cumulated_amounts)
