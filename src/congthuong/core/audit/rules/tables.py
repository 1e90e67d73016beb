"""Tables: totals of columns and rows, per cents, growth, shares, differences, the formulas they print themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.table_reading import Table, tables_of
from congthuong.core.audit.tabular.checks import Check
from congthuong.core.audit.tabular.claimed import claims_by_cell
from congthuong.core.audit.tabular.figures import Cell, Figures
from congthuong.core.audit.tabular.judging import checks_of, culprit, fitting
from congthuong.core.quantities import write_number

_MOST_SHOWN = 8  # addends written out


def table_relations(text: Understanding) -> Iterator[Relation]:
    """The relations of every table; each broken one names the cell that most likely is wrong."""
    by_place = claims_by_cell(text)
    if not by_place.claims:
        return
    for table in tables_of(text.reading):
        figures = Figures(table)
        named = by_place.of(figures)
        checks = tuple(one for one in checks_of(figures) if all(cell in named for cell in one.cells))
        for one in checks:
            yield _relation(figures, checks, one, named)


def _relation(
    figures: Figures, checks: tuple[Check, ...], one: Check, named: Mapping[Cell, Claim]
) -> Relation:
    ids = tuple(named[cell].id for cell in one.cells)
    arithmetic = _arithmetic(figures, one)
    if one.verdict == "consistent":
        return Relation(one.rule, one.verdict, ids, arithmetic)
    wrong = culprit(checks, one) if one.verdict == "contradiction" else None
    fits = _written(figures, wrong, fitting(figures, checks, wrong)) if wrong else ""
    advice = "Hãy xem lại các ô này."
    if wrong and fits:
        advice = f"Nhiều khả năng sai ở {_place(figures.table, wrong)}: ghi {_printed(figures, wrong)}, số khớp là {fits}."
    suggestion = fits or _rounded(figures, one)
    return Relation(one.rule, one.verdict, ids, arithmetic, f"{_said(figures, one)} {advice}", suggestion)


def _said(figures: Figures, one: Check) -> str:
    table = figures.table
    computed, stated = _rounded(figures, one), _printed(figures, one.result)
    row, column = _row(table, one.result), _column(table, one.result)
    if one.rule == "table-column-total":
        return f"Cột {column}: cộng {len(one.operands)} dòng được {computed}, dòng {row} ghi {stated}."
    if one.form == "bound":
        return f"Cột {column}: dòng {_row(table, one.operands[0])} ({computed}) thuộc dòng {row} mà lớn hơn ({stated})."
    if one.form == "share":
        return f"Dòng {row}, cột {column} ghi {stated}; lấy {_column(table, one.operands[0])} của dòng chia cho {_row(table, one.operands[1])} được {computed}."
    columns = ", ".join(_column(table, cell) for cell in one.operands[:4]) + (
        "…" if len(one.operands) > 4 else ""
    )
    return f"Dòng {row}, cột {column} ghi {stated}; tính từ {columns} được {computed}."


def _arithmetic(figures: Figures, one: Check) -> str:
    printed = [_printed(figures, cell) for cell in one.operands]
    computed = _rounded(figures, one)
    match one.form:
        case "sum":
            shown = printed if len(printed) <= _MOST_SHOWN else [*printed[:3], "…", *printed[-2:]]
            left = " + ".join(f"({text})" if text.startswith("-") else text for text in shown)
        case "difference":
            left = f"{printed[0]} − {printed[1]}"
        case "growth":
            left = f"({printed[0]} : {printed[1]} − 1) × 100"
        case "formula":
            left = one.formula
        case "bound":
            return f"{printed[0]} > {_printed(figures, one.result)}"
        case _:
            left = f"{printed[0]} : {printed[1]} × 100"
    stated = _printed(figures, one.result)
    return f"{left} = {computed}" if computed == stated else f"{left} = {computed}; bảng ghi {stated}"


def _printed(figures: Figures, cell: Cell) -> str:
    number = figures.number(cell)
    return write_number(number.value, number.decimals) if number else ""


def _rounded(figures: Figures, one: Check) -> str:
    number = figures.number(one.result)
    return write_number(one.computed, number.decimals if number else 0)


def _written(figures: Figures, cell: Cell, value: str) -> str:
    number = figures.number(cell)
    return write_number(Decimal(value), number.decimals) if value and number else ""


def _row(table: Table, cell: Cell) -> str:
    row = table.rows[cell[0]]
    return f"«{_short(row.label or row.marker or str(cell[0] + 1))}»"


def _column(table: Table, cell: Cell) -> str:
    column = table.columns[cell[1]]
    return f"«{_short(column.head or str(cell[1] + 1))}»"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


def _place(table: Table, cell: Cell) -> str:
    return f"dòng {_row(table, cell)}, cột {_column(table, cell)}"


RULES: tuple[Rule, ...] = (table_relations,)
