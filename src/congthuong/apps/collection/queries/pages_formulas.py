"""A form's formulas as plain data, so that a page can show totals while somebody types.

What the page works out is for the eye only: the server works it out again and its answer stands. An expression is
`["cell", "row/column"]`, `["number", "1.5"]`, `["was", "row/column"]` (what was cumulated before this period),
`["sum", [["row/column", required], …]]`, `["neg", e]`, `[operator, e, e]`, `["min" | "max", e, …]`.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import Any

from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.totals import CellFormula, plan_of

Expression = list[Any]
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def cell_name(cell: Cell) -> str:
    return "/".join(cell)


@lru_cache(maxsize=128)
def formulas_of(form: Form) -> tuple[tuple[str, Expression], ...]:
    """Every cell that is worked out from typed ones, in an order in which each can be."""
    plan = plan_of(form)
    made: list[tuple[str, Expression]] = []
    for cell in plan.order:
        if form.by_column[cell[1]].mode == "shown":
            continue  # the ledger's own totals do not move while one types
        if cell in plan.cumulated:
            now = ["cell", cell_name(plan.cumulated[cell])]
            made.append((cell_name(cell), ["+", ["was", cell_name(cell)], now]))
        else:
            made.append((cell_name(cell), _placed(form, plan.formulas[cell])))
    return tuple(made)


def _placed(form: Form, placed: CellFormula) -> Expression:
    text = placed.formula.text.strip()
    return _expression(ast.parse(text, mode="eval").body, text, form, placed)


def _expression(node: ast.expr, text: str, form: Form, placed: CellFormula) -> Expression:
    """The formula was checked when it was parsed: only its own few kinds of nodes are met here."""
    match node:
        case ast.Name(id=name):
            return ["cell", cell_name(placed.names[name][0])]
        case ast.Constant():
            return ["number", ast.get_source_segment(text, node)]
        case ast.UnaryOp(operand=inner):
            return ["neg", _expression(inner, text, form, placed)]
        case ast.BinOp(left=left, op=operator, right=right):
            sides = [_expression(side, text, form, placed) for side in (left, right)]
            return [_OPERATORS[type(operator)], *sides]
        case ast.Call(func=ast.Name(id="tong"), args=[ast.Name(id=name)]):
            return ["sum", [[cell_name(cell), form.rows[cell[0]].required] for cell in placed.names[name]]]
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return [name, *(_expression(one, text, form, placed) for one in arguments)]
    raise AssertionError(ast.dump(node))
