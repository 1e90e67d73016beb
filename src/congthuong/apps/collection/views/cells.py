"""What the script of the grid asks for: saving cells, what changed since, a cell's history, notes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.collection.models import CellChange, CellNote, Return, State
from congthuong.apps.collection.queries.pages_sheet import cells_data, stamp_of, text_of
from congthuong.apps.collection.queries.sheets import form_of_return, return_for, sheet_for
from congthuong.apps.collection.services.filling import CellInput, Outcome, SavedCells, cells_save, place_of
from congthuong.apps.collection.services.notes import cell_comment, finding_explain
from congthuong.apps.collection.views.asking import NotUnderstood, body_of, person, wants_data
from congthuong.apps.collection.views.sheets import (
    approved_texts,
    findings_context,
    page_context,
    return_context,
)
from congthuong.core.forms.model import Form
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web.problems import NotFound


@require_POST
def save(request: HttpRequest, number: int) -> HttpResponse:
    """Saves a batch of cells; says of each what came of it. A refusal of all is data too: {"problems": […]}."""
    try:
        changes = [_change(one) for one in _changes(body_of(request))]
        saved = _save(number, changes, person(request))
    except (Problem, Problems) as trouble:
        said = [one.as_dict() for one in problems_in(trouble)]
        return JsonResponse({"problems": said}, status=400)
    return JsonResponse(_saved_data(saved))


def _save(number: int, changes: list[CellInput], by: User) -> SavedCells:
    """Who may see a return is asked only of whom saving refuses: others' returns are not there at all."""
    try:
        return cells_save(ret=number, changes=changes, by=by)
    except Forbidden:
        return_for(by, number)
        raise


def _changes(body: dict[str, Any]) -> list[Any]:
    changes = body.get("changes")
    if not isinstance(changes, list):
        raise NotUnderstood(why="thiếu danh sách changes")
    return changes


def _change(one: Any) -> CellInput:
    if not isinstance(one, dict):
        raise NotUnderstood(why="mỗi thay đổi phải là một đối tượng")
    texts = [text for name in ("row", "column", "text", "key") if isinstance(text := one.get(name), str)]
    base = one.get("base")
    if len(texts) < 4 or not isinstance(base, int) or isinstance(base, bool):
        raise NotUnderstood(why="mỗi thay đổi gồm row, column, text, key (chữ) và base (số nguyên)")
    row, column, text, key = texts
    if not key or base < 0 or not all(map(_is_text, texts)):
        raise NotUnderstood(why="key để trống, base âm hoặc có ký tự lạ")
    return CellInput(row, column, text, base, key)


def _is_text(part: str) -> bool:
    """Whether a database can keep it: half a character (JSON's "\\ud800") has no encoding."""
    try:
        part.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in part


def _saved_data(saved: SavedCells) -> dict[str, Any]:
    return {
        "version": saved.version,
        "state": saved.state,
        "outcomes": [_outcome_data(one, saved.form) for one in saved.outcomes],
    }


def _outcome_data(one: Outcome, form: Form) -> dict[str, Any]:
    there = one.row in form.rows and one.column in form.by_column
    return {
        "cell": f"{one.row}/{one.column}",
        "key": one.key,
        "state": one.state,
        "r": one.revision,
        "v": None if one.value is None else format(one.value, "f"),
        "s": text_of(form, (one.row, one.column), one.value) if there else "",
        "message": one.problem.message if one.problem else "",
        "choices": list(one.choices),
        "by": one.theirs.by if one.theirs else "",
        "at": f"{timezone.localtime(one.theirs.at):%H:%M:%S}" if one.theirs else "",
    }


@require_safe
def since(request: HttpRequest, number: int) -> HttpResponse:
    """Everything that moves on the page, or 304 while nothing did: asked every few seconds by everyone who has the
    page open, so that the usual answer costs a handful of queries by key."""
    user = person(request)
    ret = return_for(user, number)
    tag = quote_etag(stamp_of(ret))
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    own = sheet_for(ret, user=user)
    data = {
        "version": ret.version,
        "state": ret.state,
        "state_name": _(State(ret.state).label),
        "may_fill": own.may_fill,
        "cells": cells_data(own),
        "findings": render_to_string("collection/parts/findings.html", findings_context(own), request),
    }
    response = JsonResponse(data)
    response["ETag"] = tag
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, number: int, row: str, column: str) -> HttpResponse:
    """A cell's history and notes, as a page or (`?manh=1`) as a piece of the grid's page; POST adds a comment."""
    user = person(request)
    ret = return_for(user, number)
    form = form_of_return(ret)
    if row not in form.rows or column not in form.by_column:
        raise NotFound(what="ô", name=f"{row}, {column}", hint="")
    if request.method == "POST":
        cell_comment(ret=number, row=row, column=column, text=request.POST.get("noi-dung", ""), by=user)
        if not wants_data(request):
            messages.success(request, _("Đã ghi nhận xét."))
            return redirect("return-cell", number, row, column)
    of_cell = {"ret": ret, "row": row, "column": column}
    head = return_context(ret, user)
    context = {
        "room": "returns",
        **head,
        "approved": approved_texts(ret, form, head["approval"]).get((row, column)),
        "place": place_of(form, (row, column)),
        "cell": (row, column),
        "unit": form.unit((row, column)).symbol,
        "changes": _texts(CellChange.objects.filter(**of_cell).select_related("by").order_by("-revision")),
        "notes": CellNote.objects.filter(**of_cell).select_related("by").order_by("-id"),
    }
    piece = bool(request.GET.get("manh")) or wants_data(request)
    return render(request, "collection/parts/cell.html" if piece else "collection/cell.html", context)


def _texts(changes: Any) -> list[tuple[CellChange, str, str]]:
    from congthuong.core.forms.cells import cell_text

    return [(one, cell_text(one.old_value), cell_text(one.new_value)) for one in changes[:200]]


@require_POST
def explain(request: HttpRequest, number: int) -> HttpResponse:
    """Answers a finding of a soft rule."""
    user = person(request)
    ret: Return = return_for(user, number)
    try:
        finding_explain(
            ret=number, finding=request.POST.get("dau", ""), text=request.POST.get("noi-dung", ""), by=user
        )
    except Problem as problem:
        if wants_data(request):
            return JsonResponse({"problems": [problem.as_dict()]}, status=400)
        context = page_context(ret, user) | {"problems": (problem,)}
        return render(request, "collection/return.html", context, status=400)
    if wants_data(request):
        return JsonResponse({"ok": True})
    messages.success(request, _("Đã ghi giải trình."))
    return redirect("return-hand-in" if request.POST.get("ve") == "nop" else "return", number)
