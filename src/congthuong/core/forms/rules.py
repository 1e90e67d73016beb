"""The rules of a form over its cells: what does not fit, with the arithmetic that says so.

A rule of which a figure is missing says nothing. The sentence of a finding is the rule's own, with these
placeholders filled in: {dong} {cot} {gia_tri} {trai} {phai} {tu} {den} {goc} {tang} {don_vi}.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from congthuong.core.forms.at_fault import row_at_fault
from congthuong.core.forms.cells import stated_decimals
from congthuong.core.forms.model import JOINT, Cell, Form, Rule, Severity, Values
from congthuong.core.forms.totals import CellFormula, place_formula, work_out
from congthuong.core.quantities import write_number
from congthuong.core.stats.comparisons import growth_rate, share
from congthuong.core.stats.formula import Formula

PLACEHOLDERS: Final = ("dong", "cot", "gia_tri", "trai", "phai", "tu", "den", "goc", "tang", "don_vi")
PLACEHOLDER: Final = re.compile(r"\{(\w*)\}")
OPERATORS: Final = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
REQUIRED, SIGN = "bat-buoc", "dau"
RATE_DECIMALS: Final = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule objects to. `arithmetic` shows the figures: an explanation given for them is no longer one
    when they change, so `print` identifies a finding by its rule, its cells and its figures."""

    rule: str
    severity: Severity
    cells: tuple[Cell, ...]
    message: str
    arithmetic: str = ""
    fault: Cell | None = None  # in a total that is doubted: the row to look at first; no part of the print

    @property
    def places(self) -> tuple[Cell, ...]:
        """Where to look, the likeliest mistake first."""
        return self.cells if self.fault is None else (self.fault, *self.cells)

    @property
    def print(self) -> str:
        stated = repr((self.rule, self.cells, self.arithmetic))
        return hashlib.sha256(stated.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A return's cells, all of them, and what its form's rules say about them."""

    values: Values
    findings: tuple[Finding, ...]

    @property
    def hard(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity == "hard")

    @property
    def soft(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity == "soft")


def evaluate(
    form: Form,
    typed: Values,
    shown: Values | None = None,
    references: Mapping[str, Decimal | None] | None = None,
) -> Evaluated:
    """Totals and findings of a return.

    typed: what was filled in; shown: what the ledger shows (see `work_out`); references: the indicators that rules
    across forms ask for, in their own units.
    """
    values = work_out(form, typed, shown)
    return Evaluated(values, tuple(findings(form, values, references or {})))


def findings(form: Form, values: Values, references: Mapping[str, Decimal | None]) -> Iterator[Finding]:
    yield from _required(form, values)
    yield from _signs(form, values)
    for rule in form.rules:
        yield from apply(rule, form, values, references)


def apply(
    rule: Rule, form: Form, values: Values, references: Mapping[str, Decimal | None]
) -> Iterator[Finding]:
    """What one rule finds: also the test button's question, over the values of past returns."""
    if rule.kind in ("bounds", "sign"):
        yield from _single_cells(rule, form, values)
    elif rule.kind == "change":
        yield from _changes(rule, form, values)
    else:
        yield from _sides(rule, form, values, references)


def _required(form: Form, values: Values) -> Iterator[Finding]:
    for cell in form.cells:
        if cell in form.typed and values.get(cell) is None and form.rows[cell[0]].required:
            yield Finding(
                REQUIRED, "hard", (cell,), f"Chưa có số liệu: {form.label(cell)}. Hãy nhập số, kể cả số 0."
            )


def _signs(form: Form, values: Values) -> Iterator[Finding]:
    for cell in form.cells:
        value, sign = values.get(cell), form.rows[cell[0]].sign
        if cell not in form.typed or value is None or sign == "any":
            continue
        if value < 0 or (sign == "positive" and value == 0):
            wanted = "phải lớn hơn 0" if sign == "positive" else "ở đây không nhận số âm"
            said = f"{form.label(cell)} đang là {_written(value)}, {wanted}. Hãy kiểm tra lại."
            yield Finding(SIGN, "hard", (cell,), said, _written(value))


def _targets(rule: Rule, form: Form) -> Iterator[Cell]:
    for row in rule.rows or tuple(form.rows):
        for column in rule.columns or tuple(form.by_column):
            yield row, column


def _single_cells(rule: Rule, form: Form, values: Values) -> Iterator[Finding]:
    for cell in _targets(rule, form):
        value = values.get(cell)
        if value is None or _within(value, rule.low, rule.high):
            continue
        limits = _limits(rule)
        yield _finding(rule, form, (cell,), f"{_written(value)} {limits}", gia_tri=_written(value))


def _changes(rule: Rule, form: Form, values: Values) -> Iterator[Finding]:
    for cell in _targets(rule, form):
        base_cell = (cell[0], rule.against)
        value, base = values.get(cell), values.get(base_cell)
        rate = growth_rate(value, base)
        if value is None or base is None or rate is None or _within(rate, rule.low, rule.high):
            continue
        grown = write_number(rate, RATE_DECIMALS) + "%"
        said = f"{_written(value)} / {_written(base)} × 100 − 100 = {grown}"
        found = _finding(
            rule, form, (cell, base_cell), said, gia_tri=_written(value), goc=_written(base), tang=grown
        )
        yield _with_fault(found, form, row_at_fault(form, cell, rule.against, values), rule.against, values)


def _with_fault(found: Finding, form: Form, fault: Cell | None, against: str, values: Values) -> Finding:
    if fault is None:
        return found
    before, now = (_written(values.get(one)) or "để trống" for one in ((fault[0], against), fault))
    named = f"Dòng làm đổi nhiều nhất: «{form.rows[fault[0]].label}», {before} thành {now}."
    return replace(found, message=f"{found.message} {named}", fault=fault)


def _sides(
    rule: Rule, form: Form, values: Values, references: Mapping[str, Decimal | None]
) -> Iterator[Finding]:
    """sum, ratio, relation, across: two formulas compared, once for each column."""
    for column in rule.columns:
        left_side = place_formula(form, rule.left, column=column)
        left = left_side.value(values, form)
        cells = left_side.inputs
        if rule.kind == "across":
            right_formula = Formula.parse(rule.right)
            right = right_formula.evaluate(lambda name, _summed: references.get(name))
            right_written = right_formula.written(
                {name: _written(value) for name, value in references.items() if value is not None}
            )
        else:
            right_side = place_formula(form, rule.right, column=column)
            right, cells = right_side.value(values, form), (*cells, *right_side.inputs)
            right_written = right_side.formula.written(_printed(right_side, form, values))
        if left is None or right is None:
            continue
        left_written = left_side.formula.written(_printed(left_side, form, values))
        yield from _compared(rule, form, cells, (left, left_written), (right, right_written))


def _compared(
    rule: Rule, form: Form, cells: tuple[Cell, ...], left: tuple[Decimal, str], right: tuple[Decimal, str]
) -> Iterator[Finding]:
    if rule.kind == "ratio":
        rate = share(left[0], right[0])
        if rate is None or _within(rate, rule.low, rule.high):
            return
        printed = write_number(rate, RATE_DECIMALS) + "%"
        arithmetic = f"{left[1]} / {right[1]} × 100 = {printed}, {_limits(rule)}"
        yield _finding(rule, form, cells, arithmetic, gia_tri=printed, trai=left[1], phai=right[1])
    elif not holds(left[0], rule.operator, right[0], rule.tolerance):
        sides = _side(*left), _side(*right)
        arithmetic = f"{sides[0]} không {OPERATORS[rule.operator]} {sides[1]}"
        yield _finding(rule, form, cells, arithmetic, trai=_written(left[0]), phai=_written(right[0]))


def holds(left: Decimal, operator: str, right: Decimal, tolerance: Decimal) -> bool:
    """Whether left stands to right as the operator says, give or take the tolerance."""
    match operator:
        case "=":
            return abs(left - right) <= tolerance
        case "<=":
            return left <= right + tolerance
        case ">=":
            return left >= right - tolerance
        case "<":
            return left < right + tolerance
        case _:
            return left > right - tolerance


def _within(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _limits(rule: Rule) -> str:
    if rule.low is None:
        return f"ngoài mức tối đa {_written(rule.high)}"
    if rule.high is None:
        return f"ngoài mức tối thiểu {_written(rule.low)}"
    return f"ngoài khoảng {_written(rule.low)} đến {_written(rule.high)}"


def _side(value: Decimal, written: str) -> str:
    """ "120 + 30 = 150", or the figure alone where nothing was worked out."""
    return written if written == _written(value) else f"{written} = {_written(value)}"


def _printed(placed: CellFormula, form: Form, values: Values) -> dict[str, str]:
    """What stands in a calculation in place of each name: the figure, or a section's name in `tong(phan)`."""
    sections = {one.code: one.name for one in form.sections}
    return {
        name: sections[name.partition(JOINT)[0]]
        if name in placed.formula.summed
        else _written(values.get(cells[0]))
        for name, cells in placed.names.items()
    }


def _written(value: Decimal | None) -> str:
    return "" if value is None else write_number(value, min(stated_decimals(value), 6), strip_zeros=True)


def _finding(rule: Rule, form: Form, cells: tuple[Cell, ...], arithmetic: str, **said: str) -> Finding:
    row, column = cells[0]
    unit = form.unit(cells[0]).symbol
    known = {"dong": form.rows[row].label, "cot": form.by_column[column].name, "don_vi": unit}
    known |= {"tu": _written(rule.low), "den": _written(rule.high)} | said
    message = PLACEHOLDER.sub(lambda match: known.get(match[1], ""), rule.message)
    return Finding(rule.code, rule.severity, tuple(dict.fromkeys(cells)), message, arithmetic)
