"""The cells that follow from others: totals of rows, computed columns, what is cumulated.

A missing part makes a missing total, with one exception: `tong(phan)` passes over the blank cells of rows that
are not required, because there a blank says that there is nothing to report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from congthuong.core.forms.model import JOINT, Cell, Column, Form, FormRow, Values
from congthuong.core.problems import Problem, nearest
from congthuong.core.stats.formula import Formula, FormulaCycle


class UnknownCell(Problem):
    code = "CT-804"
    text = "Công thức «{formula}» gọi «{name}»: biểu không có {what} mang mã này.{hint}"


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula placed in a cell: which cells each of its names stands for."""

    formula: Formula
    names: Mapping[str, tuple[Cell, ...]]

    @property
    def inputs(self) -> tuple[Cell, ...]:
        return tuple(cell for cells in self.names.values() for cell in cells)

    def value(self, values: Values, form: Form) -> Decimal | None:
        def lookup(name: str, summed: bool) -> Decimal | None:
            cells = self.names[name]
            return _added(cells, values, form) if summed else values.get(cells[0])

        return self.formula.evaluate(lookup)


@dataclass(frozen=True, slots=True)
class Plan:
    """The worked-out cells in an order in which each can be worked out, and the formula of each."""

    order: tuple[Cell, ...]
    formulas: Mapping[Cell, CellFormula]
    cumulated: Mapping[Cell, Cell]  # the cell -> the cell of this period that is added to what was before


@lru_cache(maxsize=128)
def plan_of(form: Form) -> Plan:
    """Raises BadFormula, UnknownCell, FormulaCycle."""
    formulas: dict[Cell, CellFormula] = {}
    cumulated: dict[Cell, Cell] = {}
    for row in form:
        for column in form.columns:
            cell = (row.code, column.code)
            if column.formula and column.mode != "edit":
                formulas[cell] = place_formula(form, column.formula, row=row.code)
            elif row.total:
                formulas[cell] = place_formula(form, row.total, column=column.code)
            elif column.kind == "cumulated" and column.mode == "computed":
                cumulated[cell] = (row.code, _period_column(form, column).code)
    return Plan(_order(form, formulas, cumulated), formulas, cumulated)


def work_out(form: Form, typed: Values, shown: Values | None = None) -> dict[Cell, Decimal | None]:
    """Every cell's value: typed, shown from the ledger, or worked out; None where it is missing.

    shown: the values of shown columns, and for a computed cumulated column what it was before this period (0 in
    the first period of a year). A total that the ledger itself states is shown as stated.
    """
    before = shown or {}
    plan = plan_of(form)
    values: dict[Cell, Decimal | None] = dict.fromkeys(form.cells)
    values |= {cell: value for cell, value in before.items() if cell in values and cell not in plan.cumulated}
    values |= {cell: value for cell, value in typed.items() if cell in form.typed}
    for cell in plan.order:
        if cell in plan.cumulated:
            values[cell] = _sum_of(before.get(cell), values[plan.cumulated[cell]])
        elif cell in plan.formulas and (values[cell] is None or cell[1] not in _shown_columns(form)):
            values[cell] = plan.formulas[cell].value(values, form)
    return values


def place_formula(form: Form, text: str, *, row: str = "", column: str = "") -> CellFormula:
    """The formula as it stands in the row (its names are columns) or in the column (its names are rows)."""
    formula = Formula.parse(text)
    names = {}
    for name in formula.names:
        if name in formula.summed:
            names[name] = _section_cells(form, name, column, text)
        else:
            names[name] = (_named_cell(form, name, row, column, text),)
    return CellFormula(formula, names)


def _named_cell(form: Form, name: str, row: str, column: str, text: str) -> Cell:
    first, joint, second = name.partition(JOINT)
    cell = (first, second) if joint else (row or name, column or name)
    if cell[0] not in form.rows:
        raise UnknownCell(formula=text, name=name, what="dòng", hint=_hint(cell[0], form.rows))
    if cell[1] not in form.by_column:
        raise UnknownCell(formula=text, name=name, what="cột", hint=_hint(cell[1], form.by_column))
    return cell


def _section_cells(form: Form, name: str, column: str, text: str) -> tuple[Cell, ...]:
    section, _, said = name.partition(JOINT)
    column = said or column
    if section not in form.section_rows:
        raise UnknownCell(formula=text, name=section, what="phần", hint=_hint(section, form.section_rows))
    if column not in form.by_column:
        raise UnknownCell(formula=text, name=name, what="cột", hint=_hint(column, form.by_column))
    return tuple((row, column) for row in form.section_rows[section])


def _hint(name: str, known: Mapping[str, object]) -> str:
    guess = nearest(name, known)
    return f" Có phải «{guess}»?" if guess else ""


def _period_column(form: Form, cumulated: Column) -> Column:
    for column in form.columns:
        if column.kind == "value" and column.items == cumulated.items:
            return column
    raise UnknownCell(formula=cumulated.code, name="value", what="cột số liệu trong kỳ", hint="")


def _order(
    form: Form, formulas: Mapping[Cell, CellFormula], cumulated: Mapping[Cell, Cell]
) -> tuple[Cell, ...]:
    graph = {cell: set(one.inputs) for cell, one in formulas.items()}
    graph |= {cell: {added} for cell, added in cumulated.items()}
    try:
        return tuple(cell for cell in TopologicalSorter(graph).static_order() if cell in graph)
    except CycleError as error:
        circle: list[Cell] = list(reversed(error.args[1]))
        raise FormulaCycle(cycle=" → ".join(_cell_name(form, circle, cell) for cell in circle)) from None


def _cell_name(form: Form, circle: list[Cell], cell: Cell) -> str:
    """The row alone where the circle stays in one column, the column alone where it stays in one row."""
    if len({column for _, column in circle}) == 1:
        return cell[0]
    return cell[1] if len({row for row, _ in circle}) == 1 else JOINT.join(cell)


def _shown_columns(form: Form) -> frozenset[str]:
    return frozenset(column.code for column in form.columns if column.mode == "shown")


def _added(cells: tuple[Cell, ...], values: Values, form: Form) -> Decimal | None:
    total: Decimal | None = None
    for cell in cells:
        value = values.get(cell)
        row: FormRow = form.rows[cell[0]]
        if value is None and row.required:
            return None
        total = value if total is None else total + (value or 0)
    return total


def _sum_of(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    return None if before is None or now is None else before + now
