"""One row: what it says, its states, its history, its files, the figures that it is part of; and what may be done to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts.doors import told_beside_the_form
from congthuong.apps.accounts.rights import may
from congthuong.apps.registers.addresses import parameter_of
from congthuong.apps.registers.columns import RowKey, Text
from congthuong.apps.registers.counting import counted_in
from congthuong.apps.registers.hiding import hidden_for
from congthuong.apps.registers.kinds import RegisterKind, kinds
from congthuong.apps.registers.lines import Line, Names, cell_of, cells_of, line_of_row, unit_of, worked_out
from congthuong.apps.registers.queries.coming import coming_of, line_on
from congthuong.apps.registers.queries.personal import tells_of_a_person
from congthuong.apps.registers.queries.places import place_names
from congthuong.apps.registers.queries.record import entries_of, files_of, history_of, steps_of
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import row_restore, row_withdraw
from congthuong.apps.registers.values import MASK, row_label
from congthuong.apps.registers.views import (
    may_edit,
    of_kind,
    person,
    row_at,
    sees_personal,
    typed,
    version_of,
)
from congthuong.core.problems import Problem, Problems
from congthuong.web import clock


@require_safe
@of_kind("registers.view")
def row(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    return render(request, "registers/row.html", row_context(request, kind, row_at(kind, key)))


@require_POST
@of_kind("registers.edit")
def withdraw(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    return _acted(
        request, kind, key, "bo", row_withdraw, _("Đã bỏ dòng khỏi sổ. Có thể khôi phục bất cứ lúc nào.")
    )


@require_POST
@of_kind("registers.edit")
def restore(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    return _acted(request, kind, key, "khoi-phuc", row_restore, _("Đã khôi phục dòng."))


def _acted(
    request: HttpRequest, kind: RegisterKind, key: str, form: str, service: Any, told: str
) -> HttpResponse:
    """Back to the row; refused, its page says why, with what was typed."""
    try:
        service(
            kind=kind,
            key=key,
            by=person(request),
            version=version_of(request),
            reason=typed(request, "ly-do"),
        )
    except (Problem, Problems) as trouble:
        return refused(request, kind, key, form, trouble)
    messages.success(request, told)
    return redirect("entry", kind.code, key)


def refused(
    request: HttpRequest, kind: RegisterKind, key: str, form: str, trouble: Problem | Problems
) -> HttpResponse:
    """The row's page says why; a right that is missing is raised again."""
    problems = told_beside_the_form(trouble)
    context = row_context(request, kind, row_at(kind, key), form=form, problems=problems)
    return render(request, "registers/row.html", context, status=400)


def row_context(
    request: HttpRequest,
    kind: RegisterKind,
    row: RegisterRow,
    *,
    form: str = "",
    problems: Sequence[Problem] = (),
) -> dict[str, Any]:
    personal = sees_personal(request, kind)
    of_a_person = tells_of_a_person(kind, row)
    names = Names(place_names(clock.today()))
    kept = line_of_row(kind, row, personal=personal)
    line, kept = worked_out(kind, [line_on(kind, row, clock.today(), personal=personal) or kept, kept])
    names.look_up(kind, [line, kept])
    states = entries_of(kind, row.key)
    merged = states[-1].merged_into if states and row.withdrawn else ""
    report, figures = counted_in(kind.code, row.key, request.user)
    return {
        "room": "registers",
        "kind": kind,
        "row": row,
        "line": line,
        "label": row_label(kind, row),
        "cells": [
            (column, unit_of(column), cell)
            for column, cell in zip(kind.columns(), cells_of(kind.columns(), line, names), strict=True)
        ],
        "stands": kind.standing(clock.today(), [row.key]).get(row.key) if kind.standing is not None else None,
        "steps": steps_of(kind, states, clock.today()) if kind.state else [],
        "coming": coming_of(kind, row, clock.today()),
        "to_come": _to_come(kind, line, kept, names),
        "next_states": next_states(kind, row),
        "history": history_of(kind, states, names, hidden_for(person(request), kind, row)),
        "files": files_of(kind, row.key),
        "merged_into": merged,
        "report": report,
        "figures": figures,
        "pointing": pointing_to(kind, row.key),
        "editing": may_edit(request, kind),
        "personal": personal,
        "masked": MASK in line.values.values(),
        "of_a_person": of_a_person,
        "may_erase": of_a_person and may(person(request), "registers.erase", kind=kind.data_kind),
        "form": form,
        "problems": problems,
        "reason": request.POST.get("ly-do", ""),
    }


def _to_come(kind: RegisterKind, line: Line, kept: Line, names: Names) -> list[tuple[str, str]]:
    """(heading, text) of what is going to be otherwise than it is today."""
    return [
        (str(column.verbose_name), cell_of(column, kept.values.get(column.name), names).text)
        for column in kind.columns()
        if line.values.get(column.name) != kept.values.get(column.name)
    ]


def next_states(kind: RegisterKind, row: RegisterRow) -> tuple[str, ...]:
    """The states that may follow the row's own."""
    column = kind.column(kind.state) if kind.state else None
    if not isinstance(column, Text) or row.withdrawn:
        return ()
    now = str(getattr(row, kind.state))
    return tuple(one for one in kind.follows.get(now, column.words) if one != now)


def pointing_to(kind: RegisterKind, key: str) -> list[tuple[RegisterKind, str, int]]:
    """Other registers whose rows name this one: (register, what asks for them, how many)."""
    found = []
    for other in kinds():
        for column in other.columns():
            if isinstance(column, RowKey) and column.register == kind.code:
                number = other.model._default_manager.filter(**{column.name: key}, withdrawn=False).count()
                if number:
                    found.append((other, parameter_of(column.name), number))
    return found
