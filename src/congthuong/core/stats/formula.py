"""Indicators computed from others: safe expressions over indicator codes.

The grammar is arithmetic only: codes, decimal numbers, + − * /, parentheses, unary minus, `tong(code)`
(sum over the breakdown items), `min(…)`, `max(…)`. A missing input gives a missing result; a division by
zero gives a missing result; a cycle among formulas is refused with the cycle shown.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from congthuong.core.problems import Problem

LONGEST = 1000  # signs of a formula
DEEPEST = 100  # operations within one another: more is no formula that a person checks
_SIGNS = re.compile(r"[A-Za-z0-9_+\-*/()., ]*")
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?")

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
        called: dict[tuple[str, bool], None] = {}
        _collect(_tree(text), called, text, 0)
        names = tuple(dict.fromkeys(name for name, _ in called))
        if len(names) < len(called):
            both = next(name for name in names if {(name, True), (name, False)} <= called.keys())
            raise BadFormula(formula=text, why=f"vừa gọi {both} vừa gọi tong({both})")
        return cls(text, names, frozenset(name for name, summed in called if summed))

    def evaluate(self, lookup: Lookup) -> Decimal | None:
        return _evaluate(_kept_tree(self.text), lookup, self.text)

    def written(self, values: Mapping[str, str]) -> str:
        """The formula with the printed values put in place of the codes, in arithmetic signs."""
        text = ast.unparse(_Printed(values).visit(_tree(self.text)))
        return text.replace("tong(", "tổng(").replace(" * ", " × ").replace(" - ", " − ")


class _Printed(ast.NodeTransformer):
    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(id=self.values.get(node.id, node.id), ctx=ast.Load())

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        # A name is written as it is, so a number can be written the Vietnamese way.
        return ast.Name(id=str(node.value).replace(".", ","), ctx=ast.Load())


def check_cycles(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The codes in an order in which each can be computed; raises FormulaCycle naming the circle."""
    graph = {code: formula.names for code, formula in formulas.items()}
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise FormulaCycle(cycle=" → ".join(reversed(error.args[1]))) from None


def _tree(text: str) -> ast.expr:
    """The formula's tree; its numbers are Decimal, exactly as typed (0.1 has no binary neighbour)."""
    stripped = text.strip()
    if len(stripped) > LONGEST:
        raise BadFormula(formula=f"{stripped[:40]}…", why=f"dài quá {LONGEST} chữ")
    if not _SIGNS.fullmatch(stripped):
        raise BadFormula(formula=stripped, why="có dấu không được phép")
    try:
        tree = ast.parse(stripped, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadFormula(formula=stripped, why="viết chưa đúng cú pháp") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            typed = ast.get_source_segment(stripped, node) or ""
            if not _NUMBER.fullmatch(typed):
                raise BadFormula(formula=stripped, why=f"không đọc được số «{typed[:40]}»")
            node.value = Decimal(typed)  # type: ignore[assignment]
    return tree


_kept_tree = lru_cache(maxsize=1024)(_tree)
"""For evaluating only, which changes nothing in the tree: a sheet asks the same few formulas for every return."""


def _collect(node: ast.expr, called: dict[tuple[str, bool], None], text: str, depth: int) -> None:
    """Adds every (code, is it summed?) in the order of writing. Raises BadFormula for all else."""
    if depth > DEEPEST:
        raise BadFormula(formula=f"{text[:40]}…", why=f"có quá {DEEPEST} phép tính nối nhau")
    inner: list[ast.expr] = []
    match node:
        case ast.Name(id=code):
            called[code, False] = None
        case ast.Constant(value=Decimal()):
            pass
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = [operand]
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            inner = [left, right]
        case ast.Call(func=ast.Name(id="tong"), args=[ast.Name(id=code)], keywords=[]):
            called[code, True] = None
        case ast.Call(func=ast.Name(id="min" | "max"), args=[_, *_] as arguments, keywords=[]):
            inner = list(arguments)
        case _:
            raise BadFormula(formula=text, why="có phép tính hoặc cách gọi không được phép")
    for part in inner:
        _collect(part, called, text, depth + 1)


def _evaluate(node: ast.expr, lookup: Lookup, text: str) -> Decimal | None:
    match node:
        case ast.Name(id=code):
            return lookup(code, False)
        case ast.Constant(value=Decimal() as typed):
            return typed
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
