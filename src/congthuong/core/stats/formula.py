"""Indicators computed from others: safe expressions over indicator codes.

The grammar is arithmetic only: codes, decimal numbers, + − * /, parentheses, unary minus, `tong(code)`
(sum over the breakdown items), `min(…)`, `max(…)`. A missing input gives a missing result; a division by
zero gives a missing result; a cycle among formulas is refused with the cycle shown.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from congthuong.core.problems import Problem

Lookup = Callable[[str, bool], Decimal | None]
"""(indicator code, summed over its breakdown?) -> value, or None when missing."""


class BadFormula(Problem):
    code = "CT-151"
    text = "Công thức «{formula}» không đọc được: {why}. Chỉ dùng mã chỉ tiêu, số, + - * / ( ) và tong(mã)."


class FormulaCycle(Problem):
    code = "CT-152"
    text = "Các công thức gọi vòng quanh nhau: {cycle}. Hãy bỏ một mắt xích của vòng này."


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula. `names` are the codes it needs; `summed` those it needs as `tong(code)`."""

    text: str
    names: tuple[str, ...]
    summed: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> Formula:
        tree = _tree(text)
        names: list[str] = []
        summed: set[str] = set()
        _collect(tree, names, summed, text)
        return cls(text, tuple(dict.fromkeys(names)), frozenset(summed))

    def evaluate(self, lookup: Lookup) -> Decimal | None:
        return _evaluate(_tree(self.text), lookup, self.text)

    def written(self, values: Mapping[str, str]) -> str:
        """The formula with the printed values put in place of the codes, in arithmetic signs."""
        text = ast.unparse(_Printed(values).visit(_tree(self.text)))
        return text.replace("*", "×").replace(" - ", " − ").replace("tong", "tổng")


class _Printed(ast.NodeTransformer):
    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(id=self.values.get(node.id, node.id), ctx=ast.Load())


def check_cycles(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The codes in an order in which each can be computed; raises FormulaCycle naming the circle."""
    graph = {code: formula.names for code, formula in formulas.items()}
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise FormulaCycle(cycle=" → ".join(reversed(error.args[1]))) from None


def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadFormula(formula=text, why="viết chưa đúng cú pháp") from None


def _collect(node: ast.expr, names: list[str], summed: set[str], text: str) -> None:
    match node:
        case ast.Name(id=code):
            names.append(code)
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
            pass
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            _collect(inner, names, summed, text)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            _collect(left, names, summed, text)
            _collect(right, names, summed, text)
        case ast.Call(func=ast.Name(id="tong"), args=[ast.Name(id=code)], keywords=[]):
            names.append(code)
            summed.add(code)
        case ast.Call(func=ast.Name(id="min" | "max"), args=[_, *_] as arguments, keywords=[]):
            for argument in arguments:
                _collect(argument, names, summed, text)
        case _:
            raise BadFormula(formula=text, why=f"có «{ast.unparse(node)}» không được phép")


def _evaluate(node: ast.expr, lookup: Lookup, text: str) -> Decimal | None:
    match node:
        case ast.Name(id=code):
            return lookup(code, False)
        case ast.Constant(value=value):
            # repr keeps what was typed (0.1), where Decimal(0.1) would keep the binary neighbour.
            return Decimal(repr(value))
        case ast.UnaryOp(operand=inner):
            negated = _evaluate(inner, lookup, text)
            return None if negated is None else -negated
        case ast.BinOp(left=left, op=operator, right=right):
            return _combine(operator, _evaluate(left, lookup, text), _evaluate(right, lookup, text))
        case ast.Call(func=ast.Name(id="tong"), args=[ast.Name(id=code)]):
            return lookup(code, True)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            values = [_evaluate(argument, lookup, text) for argument in arguments]
            known = [value for value in values if value is not None]
            if len(known) < len(values):
                return None
            return min(known) if name == "min" else max(known)
    raise BadFormula(formula=text, why="có phép tính không được phép")


def _combine(operator: ast.operator, left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if left is None or right is None:
        return None
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case _:
            return None if right == 0 else left / right
