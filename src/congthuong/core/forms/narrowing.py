"""A form as one unit sees it: without the rows that concern others only.

What a row no longer there leaves behind goes with it: an empty section, a total or a rule that names the row. The whole
form stays what sums over all returns are made with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from congthuong.core.forms.model import Form, FormRow, Rule, Section
from congthuong.core.forms.totals import place_formula
from congthuong.core.problems import Problem


def concerns(row: FormRow, organisation: str) -> bool:
    """Whether the unit is asked for the row: a row that names nobody concerns everybody."""
    return not row.organisations or organisation in row.organisations


def asked_of(form: Form, organisation: str) -> bool:
    """Whether anything that is typed is asked of the unit at all."""
    return any(concerns(row, organisation) for row in form if not row.total)


def narrowed(form: Form, organisation: str) -> Form:
    """The form for this unit (its code); the form itself when all rows concern it."""
    if all(concerns(row, organisation) for row in form):
        return form
    whole = _with_rows(form, lambda row: concerns(row, organisation))
    while gone := {row.code for row in whole if row.total and not _stands(whole, row)}:
        whole = _with_rows(whole, lambda row, gone=gone: row.code not in gone)  # type: ignore[misc]
    return replace(whole, rules=tuple(_rules(whole, form.rules)))


def _with_rows(form: Form, wanted: Callable[[FormRow], bool]) -> Form:
    sections = (
        Section(one.code, one.name, tuple(row for row in one.rows if wanted(row))) for one in form.sections
    )
    return replace(form, sections=tuple(one for one in sections if one.rows), rules=())


def _stands(form: Form, total: FormRow) -> bool:
    return _readable(form, total.total, form.columns[0].code)


def _readable(form: Form, formula: str, column: str) -> bool:
    try:
        place_formula(form, formula, column=column)
    except Problem:
        return False
    return True


def _rules(form: Form, rules: Iterable[Rule]) -> Iterable[Rule]:
    for rule in rules:
        rows = tuple(one for one in rule.rows if one in form.rows)
        if rule.rows and not rows:
            continue
        sides = (rule.left,) if rule.kind == "across" else (rule.left, rule.right)
        if all(_readable(form, side, column) for side in sides if side for column in rule.columns):
            yield replace(rule, rows=rows)
