"""A return as it is filled in: every cell with what stands in it, what follows from it and what is beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.models import CellNote, Return, ReturnCell
from congthuong.apps.collection.models.returns import FILLING
from congthuong.apps.collection.problems import NoSuchReturn
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.apps.collection.queries.shown import Shown, ShownCell, shown_for
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.rules import Evaluated, Finding, evaluate


@dataclass(frozen=True, slots=True)
class SheetCell:
    """`text` is as typed; `revision` 0 says that nothing was ever typed."""

    value: Decimal | None
    text: str = ""
    revision: int = 0
    editable: bool = False
    by: str = ""
    at: datetime | None = None
    notes: int = 0
    note: str = ""  # where a figure from the ledger is from


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a page or a workbook of the return needs. `unexplained` are the soft findings left."""

    ret: Return
    form: Form
    cells: Mapping[Cell, SheetCell]
    evaluated: Evaluated
    unexplained: tuple[Finding, ...]
    may_fill: bool = False


def return_for(user: User, number: int, action: str = "returns.view") -> Return:
    """The return, if the person may see (or do `action` with) it. Raises NoSuchReturn: others' are not there at all."""
    ret = _returns().filter(pk=number).first()
    if ret is None or not may(user, action, organisation=ret.organisation_id, kind=ret.round.form.kind):
        raise NoSuchReturn(number=number)
    return ret


def _returns() -> QuerySet[Return]:
    return Return.objects.select_related("round__form", "round__version", "organisation").defer(
        "round__version__definition"
    )


def form_of_return(ret: Return) -> Form:
    return definition_of(ret.round.version)


def typed_of(ret: Return) -> dict[Cell, ReturnCell]:
    rows = ReturnCell.objects.filter(ret=ret).select_related("changed_by")
    return {(row.row, row.column): row for row in rows}


def editable_cells(ret: Return, form: Form) -> frozenset[Cell]:
    """The cells that may be changed in the return's state; after an approval only those re-opened."""
    if ret.state not in FILLING:
        return frozenset()
    approved_before = ret.approved_at is not None
    return form.typed & ret.reopened_cells if approved_before else form.typed


def evaluated(ret: Return, form: Form, shown: Shown, typed: Mapping[Cell, ReturnCell]) -> Evaluated:
    values = {cell: row.value for cell, row in typed.items()}
    return evaluate(form, values, shown.values, shown.references)


def explained_prints(ret: Return) -> frozenset[str]:
    """The prints of the findings that were explained with the figures they still have."""
    rows = CellNote.objects.filter(ret=ret, kind=CellNote.Kind.EXPLANATION)
    return frozenset(rows.values_list("finding", flat=True))


def sheet_for(ret: Return, *, user: User | None = None) -> Sheet:
    """The return's sheet, in a number of queries that does not depend on its size."""
    form = form_of_return(ret)
    typed, shown = typed_of(ret), shown_for(ret, form)
    result = evaluated(ret, form, shown, typed)
    explained = explained_prints(ret)
    notes: dict[Cell, int] = defaultdict(int)
    for cell in CellNote.objects.filter(ret=ret).values_list("row", "column"):
        notes[cell] += 1
    editable = editable_cells(ret, form)
    cells = {
        cell: _cell(
            typed.get(cell), result.values.get(cell), cell in editable, notes[cell], shown.cells.get(cell)
        )
        for cell in form.cells
    }
    may_fill = (
        user is not None
        and bool(editable)
        and may(user, "returns.fill", organisation=ret.organisation_id, kind=form.kind)
    )
    left = tuple(one for one in result.soft if one.print not in explained)
    return Sheet(ret, form, cells, result, left, may_fill)


def _cell(
    row: ReturnCell | None, value: Decimal | None, editable: bool, notes: int, shown: ShownCell | None
) -> SheetCell:
    note = shown.note if shown else ""
    if row is None:
        return SheetCell(value, editable=editable, notes=notes, note=note)
    by = row.changed_by.full_name if row.changed_by else ""
    return SheetCell(row.value, row.text, row.revision, editable, by, row.changed_at, notes, note)
