"""Rows that may be one thing: proposed with the reason, compared column by column, merged by a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congthuong.apps.accounts.doors import told_beside_the_form
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.lines import Names, cells_of, line_of_row
from congthuong.apps.registers.problems import NumbersDiffer
from congthuong.apps.registers.queries.duplicates import duplicates as proposed
from congthuong.apps.registers.queries.places import place_names
from congthuong.apps.registers.services import rows_merge
from congthuong.apps.registers.services.merging import MOST_MERGED
from congthuong.apps.registers.values import label_places, row_label
from congthuong.apps.registers.views import of_kind, person, sees_personal, typed, version_of
from congthuong.core.problems import Problem, Problems
from congthuong.web import clock

MOST_GROUPS = 50


@require_safe
@of_kind("registers.edit")
def duplicates(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    found = proposed(kind, personal=sees_personal(request, kind))
    places = label_places(kind)
    groups = [
        (one.why, [(row, row_label(kind, row, places)) for row in one.rows], "&".join(f"dong={row.key}" for row in one.rows))
        for one in found[:MOST_GROUPS]
    ]  # fmt: skip
    context = {"room": "registers", "kind": kind, "groups": groups, "more": len(found) - len(groups)}
    return render(request, "registers/duplicates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_kind("registers.edit")
def merge(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    keys = list(dict.fromkeys(said.getlist("dong")))[: MOST_MERGED + 1]
    if request.method != "POST" or not request.POST.get("gop"):
        return _page(request, kind, keys)
    kept = request.POST.get("giu", "")
    try:
        row = rows_merge(
            kind=kind, kept=kept, dropped=[one for one in keys if one != kept], by=person(request),
            versions={key: version_of(request, key) for key in keys}, reason=typed(request, "ly-do"),
            numbers_differ=bool(request.POST.get("van-gop")),
        )  # fmt: skip
    except (Problem, Problems) as trouble:
        return _page(request, kind, keys, told_beside_the_form(trouble))
    messages.success(request, _("Đã gộp các dòng; lịch sử của từng dòng còn nguyên."))
    return redirect("entry", kind.code, row.key)


def _page(
    request: HttpRequest, kind: RegisterKind, keys: list[str], problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    personal = sees_personal(request, kind)
    names = Names(place_names(clock.today()))
    rows = list(kind.model._default_manager.filter(key__in=keys, withdrawn=False).order_by("order", "key"))
    shown = [line_of_row(kind, row, personal=personal) for row in rows]
    names.look_up(kind, shown)
    cells = [cells_of(kind.columns(), one, names) for one in shown]
    compared: list[dict[str, Any]] = [
        {"column": column, "cells": own, "differs": len({one.text for one in own}) > 1}
        for column, own in zip(kind.columns(), zip(*cells, strict=True), strict=True)
    ] if cells else []  # fmt: skip
    places = label_places(kind)
    context = {
        "room": "registers",
        "kind": kind,
        "rows": [(row, row_label(kind, row, places)) for row in rows],
        "compared": compared,
        "kept": request.POST.get("giu", "") or (rows[0].key if rows else ""),
        "reason": request.POST.get("ly-do", ""),
        "problems": problems,
        "numbers_differ": any(isinstance(one, NumbersDiffer) for one in problems),
        "sure": bool(request.POST.get("van-gop")),
    }
    return render(request, "registers/merge.html", context, status=400 if problems else 200)
