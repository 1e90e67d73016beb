"""People: the list, one person with their roles, and what an administrator does to them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.accounts import queries
from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.services import people as services
from congthuong.apps.accounts.services import roles
from congthuong.apps.accounts.services.failing import login_unlock
from congthuong.apps.accounts.signing.locked import locked_until, release, shown_until
from congthuong.apps.accounts.views.asking import day_of, posted
from congthuong.apps.accounts.views.own import person
from congthuong.core.problems import Problem
from congthuong.core.quantities import write_date
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.listing import asked_of, page_of
from congthuong.web.problems import NotFound

MANAGE = "people.manage"
STATES = ("dang-dung", "ngung")


@require_safe
@asks(MANAGE)
def people(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    role, unit, state = (request.GET.get(name, "") for name in ("vai-tro", "to-chuc", "trang-thai"))
    lines = queries.people(
        asked.text,
        role=role if role in Role.values else "",
        organisation=unit,
        state=state if state in STATES else "",
    )
    if asked.file:
        return _file(lines, asked.file)
    page = page_of(request, lines)
    context = {
        "room": "people",
        "asked": asked,
        "page": page,
        "locked": _locked(request, [one.user.username for one in page]),
        "roles": [(code, _(name)) for code, name in Role.choices],
        "role": role,
        "organisations": queries.organisations(),
        "unit": unit,
        "states": (("dang-dung", _("đang dùng")), ("ngung", _("đã ngừng"))),
        "state": state,
        "filtered": bool(asked.text or role or unit or state),
    }
    return render(request, "accounts/people.html", context)


def _locked(request: HttpRequest, names: list[str]) -> dict[str, str]:
    """Login -> until when wrong passwords lock it, for those that are locked."""
    return {name: shown_until(moment) for name, moment in locked_until(request, names).items()}


def _file(lines: list[queries.PersonLine], form: str) -> HttpResponse:
    headings = [
        _("Họ và tên"),
        _("Tên đăng nhập"),
        _("Thư điện tử"),
        _("Nơi làm việc"),
        _("Vai trò"),
        _("Trạng thái"),
        _("Đăng nhập lần cuối"),
    ]
    rows: list[list[Value]] = [
        [
            one.user.full_name,
            one.user.username,
            one.user.email,
            one.user.organisation.name if one.user.organisation else "",
            one.roles,
            _("đang dùng") if one.user.is_active else _("đã ngừng"),
            write_date(timezone.localdate(one.user.last_login)) if one.user.last_login else "",
        ]
        for one in lines
    ]
    name = _("Người dùng")
    data = table_xlsx(name, headings, rows) if form == "xlsx" else table_csv(headings, rows)
    return file_answer(data, name, form)


@require_http_methods(["GET", "HEAD", "POST"])
@asks(MANAGE)
@never_cache
def person_new(request: HttpRequest) -> HttpResponse:
    """The form; with POST the person is entered and the password shown, once."""
    problem: Problem | None = None
    if request.method == "POST":
        try:
            user, password = services.person_create(
                username=posted(request, "ten-dang-nhap"),
                full_name=posted(request, "ho-ten"),
                email=posted(request, "thu"),
                organisation=posted(request, "to-chuc"),
                by=person(request),
            )
            return _password_once(request, user, password)
        except Problem as wrong:
            problem = wrong
    context = {
        "room": "people",
        "problem": problem,
        "typed": request.POST,
        "organisations": queries.organisations(),
    }
    return render(request, "accounts/person_new.html", context, status=400 if problem else 200)


def _password_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """In the answer itself, so that it stands in no message, session or address."""
    context = {"room": "people", "one": user, "password": password}
    return render(request, "accounts/password_once.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@asks(MANAGE)
def person_page(request: HttpRequest, username: str) -> HttpResponse:
    """One person; with POST name, e-mail and organisation are changed."""
    user = queries.person_named(username)
    if request.method == "POST":
        try:
            services.person_edit(
                user=user,
                full_name=posted(request, "ho-ten"),
                email=posted(request, "thu"),
                organisation=posted(request, "to-chuc"),
                by=person(request),
            )
        except Problem as wrong:
            return _person(request, user, wrong)
        messages.success(request, _("Đã lưu."))
        return redirect("person", username)
    return _person(request, user)


def _person(request: HttpRequest, user: User, problem: Problem | None = None) -> HttpResponse:
    today = timezone.localdate()
    assignments = user.assignments.select_related("organisation", "given_by").order_by("-valid_from", "-id")
    context = {
        "room": "people",
        "one": user,
        "problem": problem,
        "typed": request.POST,
        "locked": _locked(request, [user.username]).get(user.username),
        "assignments": [(held, _kinds(held), held.holds_on(today), _over(held)) for held in assignments],
        "delegations": queries.delegations_of(user),
        "roles": [(code, _(name)) for code, name in Role.choices],
        "kinds": KINDS.items(),
        "organisations": queries.organisations(beside=user.organisation_id or ""),
        "today": today,
        "events": queries.events_about(user)[:8],
    }
    return render(request, "accounts/person.html", context, status=400 if problem else 200)


def _kinds(held: Assignment) -> str:
    return ", ".join(str(KINDS.get(one, one)) for one in held.kinds)


def _over(held: Assignment) -> bool:
    return held.ended_at is not None or (held.valid_to is not None and held.valid_to < timezone.localdate())


@require_POST
@asks(MANAGE)
def assignment_add(request: HttpRequest, username: str) -> HttpResponse:
    user = queries.person_named(username)
    try:
        roles.assignment_add(
            user=user,
            role=posted(request, "vai-tro"),
            organisation=posted(request, "to-chuc"),
            kinds=request.POST.getlist("linh-vuc"),
            valid_from=day_of(posted(request, "tu-ngay")),
            valid_to=day_of(posted(request, "den-ngay")),
            by=person(request),
        )
    except Problem as wrong:
        return _person(request, user, wrong)
    messages.success(request, _("Đã giao vai trò."))
    return redirect("person", username)


@require_POST
@asks(MANAGE)
def assignment_end(request: HttpRequest, username: str, number: int) -> HttpResponse:
    user = queries.person_named(username)
    held = user.assignments.filter(pk=number).first()
    if held is None:
        raise NotFound(what="vai trò được giao", name=number, hint="")
    try:
        roles.assignment_end(assignment=held, by=person(request))
    except Problem as wrong:
        return _person(request, user, wrong)
    messages.success(request, _("Đã kết thúc vai trò."))
    return redirect("person", username)


@require_POST
@asks(MANAGE)
def deactivate(request: HttpRequest, username: str) -> HttpResponse:
    user = queries.person_named(username)
    try:
        services.person_deactivate(user=user, by=person(request))
    except Problem as wrong:
        return _person(request, user, wrong)
    messages.success(request, _("Đã ngừng tài khoản; mọi thiết bị đã bị đăng xuất."))
    return redirect("person", username)


@require_POST
@asks(MANAGE)
def reactivate(request: HttpRequest, username: str) -> HttpResponse:
    services.person_reactivate(user=queries.person_named(username), by=person(request))
    messages.success(request, _("Đã mở lại tài khoản."))
    return redirect("person", username)


@require_POST
@asks(MANAGE)
def unlock(request: HttpRequest, username: str) -> HttpResponse:
    user = queries.person_named(username)
    login_unlock(user=user, by=person(request))
    release(request, user)
    messages.success(request, _("Đã mở khóa: người này đăng nhập lại được ngay."))
    return redirect("person", username)


@require_POST
@asks(MANAGE)
@never_cache
def password(request: HttpRequest, username: str) -> HttpResponse:
    user = queries.person_named(username)
    made = services.password_reset(user=user, by=person(request), factors="ca-buoc-hai" in request.POST)
    release(request, user)
    return _password_once(request, user, made)
