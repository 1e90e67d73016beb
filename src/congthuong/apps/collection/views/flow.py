"""A return's way on pages: handing in, sending back, approving, re-opening, its history with the seals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.queries import acts_by_delegation
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue.queries import places_on
from congthuong.apps.collection.models import Approval, Return, State
from congthuong.apps.collection.printed import printed_in
from congthuong.apps.collection.problems import ApprovalBroken
from congthuong.apps.collection.queries.effects import FigureEffect, effect_of_revision
from congthuong.apps.collection.queries.intact import approval_verify
from congthuong.apps.collection.queries.pages_editing import asked_of_return
from congthuong.apps.collection.queries.pages_sheet import lines_of, text_of
from congthuong.apps.collection.queries.pending import last_approval
from congthuong.apps.collection.queries.sheets import form_of_return, return_for, sheet_for
from congthuong.apps.collection.records import values_of
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.flow import (
    blanked,
    return_hand_in,
    return_revise,
    return_send_back,
)
from congthuong.apps.collection.services.taking_back import return_looked_at, return_take_back
from congthuong.apps.collection.views.asking import number_in, person
from congthuong.apps.collection.views.sheets import (
    JUST_APPROVED,
    findings_context,
    page_context,
    return_context,
)
from congthuong.core.forms.cells import cell_text
from congthuong.core.forms.figures import stated_values
from congthuong.core.forms.model import Cell, Form
from congthuong.core.problems import Problem, Problems, problems_in

Context = dict[str, object]


def _step(
    request: HttpRequest,
    number: int,
    template: str,
    act: Callable[[int], object],
    context: Callable[[Return], Context],
    done: str,
    after: str = "",
) -> HttpResponse:
    """A step's page; with POST the step itself, then the return's page (`after`: what its address also asks for). A
    refusal shows the page again with what was typed."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            act(number_in(request.POST.get("phien-ban", ""), "phiên bản của phiếu"))
            messages.success(request, done)
            return redirect(reverse("return", args=[number]) + after)
        except (Problem, Problems) as trouble:
            problems = problems_in(trouble)
    user = person(request)
    ret = return_for(user, number)
    shown = {
        "room": "returns",
        **return_context(ret, user),
        "inner": True,
        "problems": problems,
        "reason": request.POST.get("ly-do", ""),
        **context(ret),
    }
    return render(request, template, shown, status=400 if problems else 200)


def _may(request: HttpRequest, number: int, action: str) -> User:
    """Who may not do the step does not see its page. Raises NoSuchReturn, Forbidden."""
    user = person(request)
    ret = return_for(user, number)
    require(user, action, organisation=ret.organisation, kind=ret.round.form.kind)
    return user


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, number: int) -> HttpResponse:
    """What stops handing in, with the way to each cell; explanations are asked for here."""
    user = _may(request, number, "returns.submit")
    reply = request.POST.get("tra-loi", "")

    def context(ret: Return) -> Context:
        own = sheet_for(ret, user=user)
        found = findings_context(own)
        wrong = (*own.evaluated.hard, *blanked(ret, own))
        ready = own.may_fill and not wrong and not own.unexplained
        return {**found, "wrong": [*found["wrong"], *blanked(ret, own)], "ready": ready, "goto_page": True, "back": "nop", "reply": reply}  # type: ignore[misc]  # fmt: skip

    return _step(
        request,
        number,
        "collection/hand_in.html",
        lambda seen: return_hand_in(ret=number, by=user, seen_version=seen, reply=reply),
        context,
        _("Đã nộp phiếu. Bạn sẽ thấy ở đây khi phiếu được duyệt hoặc trả lại."),
    )


@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Refused, the return's page says why."""
    user = _may(request, number, "returns.submit")
    try:
        seen = number_in(request.POST.get("phien-ban", ""), "phiên bản của phiếu")
        return_take_back(ret=number, by=user, seen_version=seen)
    except Problem as trouble:
        context = page_context(return_for(user, number), user) | {"problems": [trouble]}
        return render(request, "collection/return.html", context, status=400)
    messages.success(request, _("Đã rút phiếu về để sửa. Sửa xong hãy nộp lại."))
    return redirect("return", number)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    user = _may(request, number, "returns.approve")
    reason = request.POST.get("ly-do", "")
    return _step(
        request,
        number,
        "collection/send_back.html",
        lambda seen: return_send_back(ret=number, reason=reason, by=user, seen_version=seen),
        lambda ret: {"ready": ret.state == State.HANDED_IN},
        _("Đã trả phiếu về đơn vị, kèm lý do."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """What would be sealed, beside what was approved before, and which figures of the ledger change."""
    user = _may(request, number, "returns.approve")

    def context(ret: Return) -> Context:
        return_looked_at(ret=ret, by=user)
        own = sheet_for(ret, user=user)
        effect = effect_of_revision(ret)
        sealed = stated_values(own.form, own.evaluated.values)
        before = last_values(ret)
        asked = asked_of_return(ret) if ret.state == State.HANDED_IN else ()
        return {
            **findings_context(own),
            "ready": ret.state == State.HANDED_IN,
            "asked": asked,
            "sealed": _in_order(own.form, sealed, before, [one.question.cell for one in asked]),
            "figures": _named(ret, effect.figures),
            "printed": printed_in(effect.change, user) if ret.state == State.HANDED_IN else None,
            "stated": sum(one.stated for one in effect.figures),
            "following": sum(not one.stated for one in effect.figures),
            "goto_page": True,
        }

    return _step(
        request,
        number,
        "collection/approve.html",
        lambda seen: return_approve(ret=number, by=user, seen_version=seen),
        context,
        _("Đã duyệt: các số đã được niêm và ghi vào sổ."),
        after=f"?{JUST_APPROVED}=1",
    )


def _named(ret: Return, figures: Iterable[FigureEffect]) -> list[tuple[str, FigureEffect]]:
    """Which figure of the ledger each is: indicator with its breakdown, place, period."""
    places = dict(places_on(ret.round.period_last).values_list("code", "name"))
    return [
        (
            " · ".join(
                (
                    one.after.name,
                    places.get(one.after.place, one.after.place),
                    one.after.period.name if one.after.period else "",
                )
            ),
            one,
        )
        for one in figures
    ]


def last_values(ret: Return) -> dict[Cell, Decimal]:
    approval = last_approval(ret)
    return values_of(approval.content) if approval else {}


def _in_order(
    form: Form, sealed: Mapping[Cell, Decimal], before: Mapping[Cell, Decimal], asked: list[Cell]
) -> list[dict[str, object]]:
    """What would be sealed: the cells worth a question first, then as the form has them."""
    first = [cell for cell in asked if cell in sealed]
    rest = [cell for cell in sealed if cell not in first]
    return [
        _sealed(form.label(cell), cell, sealed[cell], before) | {"asked": cell in first}
        for cell in first + rest
    ]


def _sealed(label: str, cell: Cell, value: Decimal, before: Mapping[Cell, Decimal]) -> dict[str, object]:
    old = before.get(cell)
    return {
        "label": label,
        "now": cell_text(value),
        "before": cell_text(old),
        "changed": bool(before) and old != value,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, number: int) -> HttpResponse:
    """Choosing the cells to re-open after approval."""
    user = _may(request, number, "returns.approve")
    chosen = [_cell(one) for one in request.POST.getlist("o")]
    reason = request.POST.get("ly-do", "")

    def context(ret: Return) -> Context:
        own = sheet_for(ret, user=user)
        return {
            "ready": ret.state in (State.APPROVED, State.REVISED),
            "sections": list(lines_of(own)),
            "sheet": own,
            "chosen": {"/".join(cell) for cell in chosen},
            "reopened": {"/".join(cell) for cell in ret.reopened_cells},
            "typed": {"/".join(cell) for cell in own.form.typed},
        }

    return _step(
        request,
        number,
        "collection/revise.html",
        lambda _seen: return_revise(ret=number, cells=chosen, reason=reason, by=user),
        context,
        _("Đã mở lại các ô đã chọn. Các ô khác giữ nguyên như đã duyệt."),
    )


def _cell(name: str) -> Cell:
    row, _slash, column = name.partition("/")
    return row[:40], column[:40]


@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    """Every step of the return, and for every approval whether its seal holds."""
    user = person(request)
    ret = return_for(user, number)
    approvals = list(Approval.objects.filter(ret=ret).select_related("by", "batch").order_by("-number"))
    form = form_of_return(ret)
    context = {
        "room": "returns",
        **return_context(ret, user),
        "inner": True,
        "last_reason": "",
        "steps": ret.steps.select_related("by").order_by("-id"),
        "by_delegation": acts_by_delegation(ret),
        "approvals": [
            (
                one,
                _broken(one),
                [(form.label(cell), text_of(form, cell, value)) for cell, value in values_of(one.content).items()],
            )
            for one in approvals
        ],
        "estimates": ret.estimates.select_related("by").order_by("-id"),
    }  # fmt: skip
    return render(request, "collection/history.html", context)


def _broken(approval: Approval) -> ApprovalBroken | None:
    try:
        approval_verify(approval)
    except ApprovalBroken as problem:
        return problem
    return None
