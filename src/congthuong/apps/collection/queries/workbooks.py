"""A return as a workbook: what is written into it, and what a file handed in would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from congthuong.apps.collection.models import CellChange, Return, ReturnCell
from congthuong.apps.collection.queries.sheets import editable_cells, form_of_return
from congthuong.apps.collection.queries.shown import shown_for
from congthuong.apps.collection.records import period_of
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.totals import plan_of, work_out
from congthuong.core.forms.workbook.layout import Filled, FilledCell, Head
from congthuong.core.quantities import write_date
from congthuong.web import clock


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a cell now, and who put it there."""

    value: Decimal | None
    revision: int
    by: str
    at: datetime


def filled_for(ret: Return) -> Filled:
    """Everything that the return's workbook shows, in a number of queries that does not depend on its size."""
    form = form_of_return(ret)
    typed = {
        (row, column): (value, revision)
        for row, column, value, revision in ReturnCell.objects.filter(ret=ret).values_list(
            "row", "column", "value", "revision"
        )
    }
    shown = shown_for(ret, form)
    values = work_out(form, {cell: value for cell, (value, _) in typed.items()}, shown.values)
    cells = {
        cell: FilledCell(value, typed[cell][1] if cell in typed else 0) for cell, value in values.items()
    }
    before = {
        cell: one.value
        for cell, one in shown.cells.items()
        if cell in plan_of(form).cumulated and one.value is not None
    }
    return Filled(form, head_for(ret, form), cells, editable_cells(ret, form), before)


def head_for(ret: Return, form: Form) -> Head:
    opened = ret.round
    return Head(
        ret=ret.pk,
        version=opened.version.number,
        period=opened.period,
        period_name=period_of(ret).name,
        organisation=ret.organisation.name,
        due=write_date(opened.due_on),
        cut_off=write_date(opened.cut_off),
        made_on=clock.today(),
    )


def standing_cells(ret: Return) -> dict[Cell, Standing]:
    """A form may have a hundred thousand cells: columns, not objects."""
    rows = ReturnCell.objects.filter(ret=ret).values_list(
        "row", "column", "value", "revision", "changed_by__full_name", "changed_at"
    )
    return {
        (row, column): Standing(value, revision, by or "", at)
        for row, column, value, revision, by, at in rows
    }


def values_at(ret: Return, revisions: Mapping[Cell, int]) -> dict[Cell, Decimal | None]:
    """What stood in these cells at these revisions, as far as it is on record."""
    if not revisions:
        return {}
    rows = CellChange.objects.filter(ret=ret, revision__in=set(revisions.values())).values_list(
        "row", "column", "revision", "new_value"
    )
    return {
        (row, column): value
        for row, column, revision, value in rows.iterator()
        if revisions.get((row, column)) == revision
    }
