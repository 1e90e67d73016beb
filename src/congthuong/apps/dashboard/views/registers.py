"""The registers: their list, one register's rows, one row."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.rights import Person, require
from congthuong.apps.dashboard.queries import entries
from congthuong.apps.dashboard.queries.counted import counted_list, figures_counting
from congthuong.apps.dashboard.queries.days import asked_day
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.queries.library import Library, library_on
from congthuong.apps.ledger.sources import keys_seen, rows_of
from congthuong.apps.registers.counting import OF_A_FIGURE, figure_named
from congthuong.core.ledger.model import Register, Row
from congthuong.core.problems import nearest
from congthuong.core.quantities import write_date
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import NoSuchOrder, asked_of, page_of
from congthuong.web.problems import NotFound


@require_safe
@asks("registers.view")
def registers(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    library = library_on(mark())
    seen = [one for one in library.registers if keys_seen(one, request.user) != frozenset()]
    page = page_of(request, found(seen, asked.text, lambda one: fold(f"{one.name} {one.code}")))
    context = {
        "room": "registers",
        "asked": asked,
        "page": page,
        "listed": [(one, len(_rows(library, one, request.user))) for one in page],
        "documents": len(library.documents),
    }
    return render(request, "dashboard/registers.html", context)


def _register(library: Library, code: str, user: Person) -> Register:
    """One of which the person may see nothing is as one that is not kept."""
    register = library.register(code)
    if register is None or keys_seen(register, user) == frozenset():
        close = nearest(code, [one.code for one in library.registers if one.code != code])
        raise NotFound(what="sổ", name=code, hint=f" Có phải «{close}»?" if close else "")
    return register


def _rows(library: Library, register: Register, user: Person) -> list[Row]:
    """Those that the person may see."""
    seen = keys_seen(register, user)
    return [one for one in library.rows.get(register.code, ()) if seen is None or one.key in seen]


@require_safe
@asks("registers.view")
def register(request: HttpRequest, code: str) -> HttpResponse:
    """The rows of one register as known on a day: found, sorted, in pages, or as a file."""
    behind = {}
    if figure_named(request.GET):
        require(request.user, "reports.view" if request.GET.get("so_lieu") else "ledger.view")
        behind = {name: request.GET[name] for name in OF_A_FIGURE if request.GET.get(name)}
    day = asked_day(behind.get("den_ngay", "") if behind else request.GET.get("ngay", ""))
    library = library_on(mark(), day)
    register = _register(library, code, request.user)
    library = _with_large(library, register)
    asked = asked_of(request, [field.code for field in register.fields])
    counted = counted_list(code, behind) if behind else None
    seen = _rows(library, register, request.user)
    own = [row for row in seen if counted is None or row.key in counted.keys]
    rows = found(own, asked.text, lambda row: library.row_texts[code, row.key])
    if asked.order:
        rows = _sorted(library, register, rows, asked.column, falling=asked.falling)
    if asked.file:
        return _file(library, register, rows, asked.file)
    page = page_of(request, rows)
    context = {
        "room": "registers",
        "register": register,
        "columns": [(field, field.unit.symbol if field.unit else "") for field in register.fields],
        "asked": asked,
        "day": day,
        "counted": counted,
        "behind": behind,
        "page": page,
        "listed": [(row, library.cells(register, row)) for row in page],
    }
    return render(request, "dashboard/register.html", context)


def _with_large(library: Library, register: Register) -> Library:
    """The library keeps no rows of large registers; the page of one reads its own."""
    if not register.large or library.rows.get(register.code):
        return library
    return replace(library, rows={register.code: rows_of(register, library.day)})


def _sorted(
    library: Library, register: Register, rows: list[Row], column: str, *, falling: bool
) -> list[Row]:
    """By a column; rows that have nothing in it stand last either way."""
    field = register.field(column)
    if field is None:
        raise NoSuchOrder(order=column)
    known = [row for row in rows if row.values.get(column) not in (None, "")]
    rest = [row for row in rows if row.values.get(column) in (None, "")]

    def place(row: Row) -> tuple[Decimal, str]:
        value = row.values[column]
        if isinstance(value, Decimal):
            return value, ""
        return Decimal(0), fold(library.cell(field, row).text) if isinstance(value, str) else str(value)

    return sorted(known, key=place, reverse=falling) + rest


def _file(library: Library, register: Register, rows: list[Row], form: str) -> HttpResponse:
    headings = [
        _("Khóa"),
        *(_heading(one.name, one.unit.symbol if one.unit else "") for one in register.fields),
    ]
    headings += [_("Đúng từ ngày"), _("Đến trước ngày"), _("Nguồn"), _("Ghi sổ ngày")]
    table = [_cells(library, register, row) for row in rows]
    data = table_xlsx(register.name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, register.code, form)


def _heading(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name


def _cells(library: Library, register: Register, row: Row) -> list[Value]:
    own: list[Value] = []
    for field in register.fields:
        value = row.values.get(field.code)
        own.append(value if isinstance(value, Decimal) else library.cell(field, row).text)
    ends = [write_date(one) if one else "" for one in (row.effective_from, row.effective_to)]
    return [row.key, *own, *ends, row.source, write_date(row.recorded_on)]


@require_safe
@asks("registers.view")
def entry(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One row: its fields, the figures that count it, what it said before."""
    day = asked_day(request.GET.get("ngay", ""))
    state = mark()
    library = library_on(state, day)
    register = _register(library, code, request.user)
    library = _with_large(library, register)
    row = next((one for one in _rows(library, register, request.user) if one.key == key), None)
    if row is None:
        raise NotFound(what="dòng", name=f"{register.name}: {key}", hint="")
    context = {
        "room": "registers",
        "register": register,
        "row": row,
        "label": library.label(register, row),
        "cells": list(zip(register.fields, library.cells(register, row), strict=True)),
        "day": day,
        "earlier": [
            (one, list(zip(register.fields, library.cells(register, one), strict=True)))
            for one in entries.earlier_states(register, key, day)
        ],
        **_counted_in(state, register, row),
    }
    return render(request, "dashboard/entry.html", context)


def _counted_in(state: str, register: Register, row: Row) -> dict[str, object]:
    """The figures of the latest report that this row is part of; nothing where it cannot be composed."""
    found = figures_counting(state, register.code, row.key)
    return {} if found is None else {"report": found[0], "figures": found[1]}
