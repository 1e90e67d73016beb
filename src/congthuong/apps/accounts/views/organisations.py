"""The organisations: the list, one of them, and what an administrator does to them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.accounts import queries
from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.kinds import ORGANISATION_KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.services import organisations as services
from congthuong.apps.accounts.services.organisations import Stated
from congthuong.apps.accounts.views.asking import posted
from congthuong.apps.accounts.views.own import person
from congthuong.apps.catalogue.models import Organisation
from congthuong.core.problems import Problem
from congthuong.core.quantities import write_date
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.listing import asked_of, page_of

MANAGE = "people.manage"
STATES = {"dang-lam": False, "da-dong": True}


@require_safe
@asks(MANAGE)
def organisations(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    kind, state = request.GET.get("loai", ""), request.GET.get("trang-thai", "dang-lam")
    lines = queries.organisation_lines(
        asked.text, kind=kind if kind in ORGANISATION_KINDS else "", closed=STATES.get(state)
    )
    if asked.file:
        return _file(lines, asked.file)
    context = {
        "room": "people",
        "asked": asked,
        "page": page_of(request, lines),
        "kinds": ORGANISATION_KINDS.items(),
        "kind": kind,
        "states": (("dang-lam", _("đang hoạt động")), ("da-dong", _("đã đóng")), ("tat-ca", _("tất cả"))),
        "state": state,
        "filtered": bool(asked.text or kind or state != "dang-lam"),
    }
    return render(request, "accounts/organisations.html", context)


def _file(lines: list[queries.OrganisationLine], form: str) -> HttpResponse:
    headings = [_("Tên"), _("Mã"), _("Loại"), _("Thuộc"), _("Địa bàn"), _("Số người"), _("Đóng từ ngày")]
    rows: list[list[Value]] = [
        [
            line.one.name,
            line.one.code,
            line.kind,
            line.parent,
            line.one.place,
            str(line.people),
            write_date(line.one.closed_on) if line.one.closed_on else "",
        ]
        for line in lines
    ]
    name = _("Tổ chức")
    return file_answer(
        table_xlsx(name, headings, rows) if form == "xlsx" else table_csv(headings, rows), name, form
    )


@require_http_methods(["GET", "HEAD", "POST"])
@asks(MANAGE)
def organisation_new(request: HttpRequest) -> HttpResponse:
    problem: Problem | None = None
    if request.method == "POST":
        try:
            made = services.organisation_add(
                code=posted(request, "ma"), stated=_stated(request), by=person(request)
            )
        except Problem as wrong:
            problem = wrong
        else:
            messages.success(request, _("Đã thêm tổ chức."))
            return redirect("organisation", made.code)
    context = {**_choices(), "room": "people", "problem": problem, "typed": request.POST}
    return render(request, "accounts/organisation_new.html", context, status=400 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@asks(MANAGE)
def organisation_page(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation; with POST its name, kind, parent and place are changed."""
    own = queries.organisation_of(code)
    if request.method == "POST":
        try:
            services.organisation_change(code=code, stated=_stated(request), by=person(request))
        except Problem as wrong:
            return _page(request, own, wrong)
        messages.success(request, _("Đã lưu."))
        return redirect("organisation", code)
    return _page(request, own)


@require_POST
@asks(MANAGE)
def organisation_close(request: HttpRequest, code: str) -> HttpResponse:
    return _done(
        request, code, services.organisation_close, _("Đã đóng tổ chức; phiếu và số liệu của nó vẫn còn.")
    )


@require_POST
@asks(MANAGE)
def organisation_reopen(request: HttpRequest, code: str) -> HttpResponse:
    return _done(request, code, services.organisation_reopen, _("Đã mở lại tổ chức."))


def _done(request: HttpRequest, code: str, step: Callable[..., Organisation], told: str) -> HttpResponse:
    own = queries.organisation_of(code)
    try:
        step(code=code, by=person(request))
    except Problem as wrong:
        return _page(request, own, wrong)
    messages.success(request, told)
    return redirect("organisation", code)


def _page(request: HttpRequest, own: Organisation, problem: Problem | None = None) -> HttpResponse:
    context = {
        **_choices(beside=own.parent, but=own.code),
        "room": "people",
        "one": own,
        "problem": problem,
        "typed": request.POST,
        "people": User.objects.filter(organisation=own).order_by("-is_active", "full_name"),
        "below": Organisation.objects.filter(parent=own.code).order_by("closed_on", "name"),
        "events": queries.events_about(own)[:8],
    }
    return render(request, "accounts/organisation.html", context, status=400 if problem else 200)


def _choices(*, beside: str = "", but: str = "") -> dict[str, object]:
    return {
        "kinds": ORGANISATION_KINDS.items(),
        "organisations": queries.organisations(beside=beside, but=but),
        "places": queries.places_today(),
    }


def _stated(request: HttpRequest) -> Stated:
    return Stated(
        name=posted(request, "ten"),
        kind=posted(request, "loai"),
        parent=posted(request, "thuoc"),
        place=posted(request, "dia-ban"),
    )
