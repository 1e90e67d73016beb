"""A return as it is filled in: every cell with what stands in it, what follows from it and what is beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.models import CellNote, Return
from congthuong.apps.collection.models.returns import FILLING
from congthuong.apps.collection.problems import NoSuchReturn
from congthuong.apps.collection.queries.forms import definition_for
from congthuong.apps.collection.queries.reading import FILES, NOTES, TYPED, return_read
from congthuong.apps.collection.queries.shown import NOTHING_SHOWN, Shown, ShownCell, shown_for
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.rules import Evaluated, Finding, evaluate


class Typed(NamedTuple):
    """What stands in a cell, and who put it there when."""

    value: Decimal | None
    text: str
    revision: int
    by: str | None
    at: datetime


class Said(NamedTuple):
    """A comment on a cell, or the explanation of a finding."""

    number: int
    row: str
    column: str
    kind: str
    text: str
    finding: str
    by: str | None
    at: datetime


class File(NamedTuple):
    """A file handed in with the return."""

    pk: int
    name: str
    size: int
    at: datetime
    by: str | None


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
    """Everything that a page or a workbook of the return needs. `unexplained` are the soft findings left, `notes` the
    comments and explanations, the oldest first."""

    ret: Return
    form: Form
    cells: Mapping[Cell, SheetCell]
    evaluated: Evaluated
    unexplained: tuple[Finding, ...]
    may_fill: bool = False
    notes: tuple[Said, ...] = ()
    shown: Shown = NOTHING_SHOWN

    @property
    def answers(self) -> dict[str, Said]:
        """The last explanation of each finding, by its print."""
        return {one.finding: one for one in self.notes if one.kind == CellNote.Kind.EXPLANATION}


def return_for(user: User, number: int, action: str = "returns.view") -> Return:
    """The return, if the person may see (or do `action` with) it. Raises NoSuchReturn: others' are not there at all."""
    ret = return_read(number)
    if ret is None or not may(user, action, organisation=ret.organisation_id, kind=ret.round.form.kind):
        raise NoSuchReturn(number=number)
    return ret


def form_of_return(ret: Return) -> Form:
    """What the return asks: the rows of its version that concern its unit."""
    return definition_for(ret.round.version, ret.organisation_id)


def typed_of(ret: Return) -> dict[Cell, Typed]:
    """What stands in the return's cells."""
    return {(row, column): Typed(*rest) for row, column, *rest in TYPED.rows(ret.pk)}


def editable_cells(ret: Return, form: Form) -> frozenset[Cell]:
    """The cells that may be changed in the return's state; after an approval only those re-opened."""
    if ret.state not in FILLING:
        return frozenset()
    approved_before = ret.approved_at is not None
    return form.typed & ret.reopened_cells if approved_before else form.typed


def notes_of(ret: Return) -> tuple[Said, ...]:
    """Everything said about the return's cells, the oldest first."""
    if ret.last is not None and ret.last.note is None:
        return ()
    return tuple(Said(*row) for row in NOTES.rows(ret.pk))


def files_of(ret: Return) -> tuple[File, ...]:
    """What was handed in with the return, the oldest first."""
    if ret.last is not None and ret.last.file is None:
        return ()
    return tuple(File(*row) for row in FILES.rows(ret.pk))


def sheet_for(ret: Return, *, user: User | None = None) -> Sheet:
    """The return's sheet, in a number of queries that does not depend on its size."""
    form = form_of_return(ret)
    said = notes_of(ret)
    typed, shown = typed_of(ret), shown_for(ret, form)
    values = {cell: one.value for cell, one in typed.items()}
    result = evaluate(form, values, shown.values, shown.references)
    explained = {one.finding for one in said if one.kind == CellNote.Kind.EXPLANATION}
    notes: dict[Cell, int] = defaultdict(int)
    for one in said:
        notes[one.row, one.column] += 1
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
    return Sheet(ret, form, cells, result, left, may_fill, said, shown)


def _cell(
    typed: Typed | None, value: Decimal | None, editable: bool, notes: int, shown: ShownCell | None
) -> SheetCell:
    note = shown.note if shown else ""
    if typed is None:
        return SheetCell(value, editable=editable, notes=notes, note=note)
    return SheetCell(typed.value, typed.text, typed.revision, editable, typed.by or "", typed.at, notes, note)
