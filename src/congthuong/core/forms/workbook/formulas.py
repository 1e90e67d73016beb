"""A form's formulas as a spreadsheet's: what a person sees while typing is what the program will work out.

A missing part makes a missing total, except that a sum over a section passes over blank rows that are not required;
a division by zero gives nothing. A formula longer than a spreadsheet takes is left out: the figure stands alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.totals import CellFormula, Plan
from congthuong.core.forms.workbook.layout import Layout
from congthuong.core.intake.cells import address

LONGEST: Final = 8000  # 8192 signs are allowed
MOST_PARTS: Final = 200  # of 255 arguments of a function
_OPERATORS: Final = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def formula_of(cell: Cell, plan: Plan, layout: Layout, before: Decimal | None) -> str:
    """The cell's formula with its "="; "" where there is none."""
    if cell in plan.cumulated:
        if before is None:
            return ""
        part = address(*layout.spot(plan.cumulated[cell]))
        return f'=IF({part}="","",{before:f}+{part})'
    placed = plan.formulas.get(cell)
    return _placed(placed, layout) if placed else ""


def _placed(placed: CellFormula, layout: Layout) -> str:
    missing: list[str] = []
    parts: dict[str, str] = {}
    for name, cells in placed.names.items():
        if name in placed.formula.summed:
            ranges = list(_ranges(cells, layout))
            parts[name] = f"SUM({','.join(ranges)})"
            missing += [f"COUNTBLANK({one})>0" for one in _ranges(_required(cells, layout.form), layout)]
            missing += [f"COUNT({','.join(ranges)})=0"]
        else:
            parts[name] = address(*layout.spot(cells[0]))
            missing.append(f'{parts[name]}=""')
        if len(missing) > MOST_PARTS or (name in placed.formula.summed and len(ranges) > MOST_PARTS):
            return ""
    text = _written(ast.parse(placed.formula.text.strip(), mode="eval").body, parts)
    if missing:
        text = f'IF(OR({",".join(missing)}),"",{text})'
    text = f'=IFERROR({text},"")'
    return text if len(text) <= LONGEST else ""


def _required(cells: Iterable[Cell], form: Form) -> list[Cell]:
    return [cell for cell in cells if form.rows[cell[0]].required]


def _ranges(cells: Iterable[Cell], layout: Layout) -> Iterator[str]:
    """The cells of one column, those that follow one another as ranges."""
    spots = sorted({layout.spot(cell) for cell in cells})
    while spots:
        size = 1
        while size < len(spots) and spots[size] == (spots[0][0] + size, spots[0][1]):
            size += 1
        first, last = address(*spots[0]), address(*spots[size - 1])
        yield first if size == 1 else f"{first}:{last}"
        spots = spots[size:]


def _written(node: ast.expr, parts: dict[str, str]) -> str:
    match node:
        case ast.Name(id=name):
            return parts[name]
        case ast.Constant(value=number):
            return str(number)
        case ast.UnaryOp(operand=inner):
            return f"(-{_written(inner, parts)})"
        case ast.BinOp(left=left, op=operator, right=right):
            return f"({_written(left, parts)}{_OPERATORS[type(operator)]}{_written(right, parts)})"
        case ast.Call(func=ast.Name(id="tong"), args=[ast.Name(id=name)]):
            return parts[name]
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return f"{name.upper()}({','.join(_written(one, parts) for one in arguments)})"
    raise ValueError(f"{type(node).__name__}: no part of a formula")
