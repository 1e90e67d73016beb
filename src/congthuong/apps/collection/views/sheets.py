"""The grid in which a return is filled in: the page, and saving without a script."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.models import Approval, Return, State
from congthuong.apps.collection.models.returns import FILLING, OUTSTANDING
from congthuong.apps.collection.printed import printed_in
from congthuong.apps.collection.queries.answering import asked_again
from congthuong.apps.collection.queries.beside import DECIDED, days_late, queue_beside, stand_in_for
from congthuong.apps.collection.queries.effects import change_of
from congthuong.apps.collection.queries.pages_returns import days_late_at_hand_in
from congthuong.apps.collection.queries.pages_sheet import (
    before_data,
    blank_cells,
    cells_data,
    form_script,
    stamp_of,
    text_of,
    wrong_findings,
)
from congthuong.apps.collection.queries.pending import last_approval
from congthuong.apps.collection.queries.sheets import Sheet, files_of, form_of_return, return_for, sheet_for
from congthuong.apps.collection.records import period_of, values_of
from congthuong.apps.collection.services.attachments import KINDS as FILE_KINDS
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.taking_back import return_looked_at
from congthuong.apps.collection.views.asking import number_in, person
from congthuong.apps.collection.views.grid import grid_html
from congthuong.apps.collection.views.words import words_script
from congthuong.core.forms.model import Cell, Form

JUST_APPROVED = "vua-duyet"
"""In the address after an approval: the page then also says which reports print what it changed."""


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    user = person(request)
    ret = return_for(user, number)
    if request.method == "POST":
        return _take(request, ret)
    return_looked_at(ret=ret, by=user)
    context = page_context(ret, user)
    approval = context["approval"]
    if JUST_APPROVED in request.GET and isinstance(approval, Approval) and context["may_revise"]:
        context["printed"] = printed_in(change_of(approval), user)
    return render(request, "collection/return.html", context)


def page_context(ret: Return, user: User) -> dict[str, object]:
    """What the page of a return shows, whoever opens it."""
    # The return was read first: what changes in between is asked for again.
    own, head = sheet_for(ret, user=user), return_context(ret, user)
    cells = cells_data(own)
    return {
        "room": "returns",
        **head,
        "sheet": own,
        "form": own.form,
        "grid": grid_html(own, cells, approved_texts(ret, own.form, head["approval"])),
        "batch": uuid.uuid4().hex,
        "seen": {
            "cells": cells,
            "before": before_data(own),
            "version": ret.version,
            "stamp": stamp_of(ret),
            "state": ret.state,
        },
        "form_script": form_script(own),
        "words_script": words_script(),
        **findings_context(own),
    }


def approved_texts(ret: Return, form: Form, approval: Approval | None) -> dict[Cell, str]:
    """What was approved in the cells that are open again, as it stands on the page; "" where nothing was."""
    if approval is None or not ret.reopened_cells:
        return {}
    values = values_of(approval.content)
    return {cell: text_of(form, cell, values.get(cell)) for cell in ret.reopened_cells}


def return_context(ret: Return, user: User) -> dict[str, Any]:
    """A return's head: what it is, what may be done with it, how it came here."""
    asked = {"organisation": ret.organisation_id, "kind": ret.round.form.kind}
    checks = may(user, "returns.approve", **asked)
    return {
        "ret": ret,
        "period": period_of(ret),
        "last_reason": _last_reason(ret),
        "late": days_late(ret),
        "came_late": days_late_at_hand_in(ret),
        "queue": queue_beside(ret, user) if checks and ret.state in DECIDED else None,
        "stand_in": stand_in_for(ret),
        "again": asked_again(ret, form_of_return(ret)),
        "approval": last_approval(ret) if ret.approved_at else None,
        "may_submit": ret.state in FILLING and may(user, "returns.submit", **asked),
        "may_take_back": ret.state == State.HANDED_IN
        and ret.looked_at is None
        and may(user, "returns.submit", **asked),
        "may_check": checks and ret.state == State.HANDED_IN,
        "may_revise": checks and ret.state in (State.APPROVED, State.REVISED),
        "may_estimate": ret.state in OUTSTANDING
        and ret.approved_at is None
        and may(user, "returns.estimate", **asked),
        "may_comment": checks or may(user, "returns.fill", **asked),
        "may_attach": ret.state in FILLING and may(user, "returns.fill", **asked),
        "attachments": files_of(ret),
        "file_kinds": ",".join(f".{one}" for one in FILE_KINDS),
    }


def _last_reason(ret: Return) -> str:
    """Why the return is where it is; only these two states have a reason."""
    if ret.state not in (State.RETURNED, State.REVISED):
        return ""
    steps = ret.steps.filter(after=ret.state).exclude(reason="").order_by("-id")
    return steps.values_list("reason", flat=True).first() or ""


def findings_context(own: Sheet) -> dict[str, object]:
    """What the side list shows. `explained` are the soft findings that have their answer, with it."""
    answers = own.answers
    return {
        "ret": own.ret,
        "sheet": own,
        "blanks": blank_cells(own),
        "wrong": wrong_findings(own),
        "unexplained": own.unexplained,
        "explained": [(one, answers[one.print]) for one in own.evaluated.soft if one.print in answers],
        "may_explain": own.may_fill,
    }


def _take(request: HttpRequest, ret: Return) -> HttpResponse:
    """The whole form at once, from a browser without a script: what differs from what was shown is saved."""
    saved = cells_save(ret=ret.pk, changes=_posted(request), by=person(request))
    left = [one for one in saved.outcomes if one.state != "saved" or one.theirs is not None]
    if not left:
        messages.success(request, _("Đã lưu."))
        return redirect("return", ret.pk)
    context = page_context(return_for(person(request), ret.pk), person(request))
    return render(request, "collection/return.html", context | {"not_saved": left}, status=409)


def _posted(request: HttpRequest) -> Iterator[CellInput]:
    batch = request.POST.get("lan", "")[:32] or uuid.uuid4().hex
    for name, text in request.POST.items():
        where, _dot, cell = name.partition(".")
        row, _slash, column = cell.partition(".")
        if where != "o" or text == request.POST.get(f"cu.{cell}", ""):
            continue
        seen = number_in(request.POST.get(f"lan.{cell}", "0"), "số lần sửa")
        # The page may come back by the browser's button with another figure in it: that is another change.
        key = hashlib.sha256(f"{batch}:{cell}:{seen}:{text}".encode()).hexdigest()[:32]
        yield CellInput(row, column, str(text), seen, key)
