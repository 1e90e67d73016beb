"""My account: password, second factor, devices that are signed in, and who does my work while I am away."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts import queries
from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.middleware import needs_second_factor
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, roles_of
from congthuong.apps.accounts.signing.devices import device_name
from congthuong.core.problems import Problem
from congthuong.web.problems import NotFound


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the site asks for a login before any page
    return request.user


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    return account_page(request)


def account_page(request: HttpRequest, problem: Problem | None = None) -> HttpResponse:
    """The page, with what was wrong in the form of a delegation if something was."""
    user = person(request)
    sessions = sorted(
        UserSession.objects.purge_and_list(user), key=lambda one: one.last_seen_at, reverse=True
    )
    held = user.assignments.select_related("organisation").order_by("valid_from", "id")
    context = {
        "room": "account",
        "person": user,
        "assignments": [one for one in held if one.ended_at is None],
        "sessions": [(one, device_name(one.user_agent), one.is_current()) for one in sessions],
        "factors": _factors(user),
        "may_have_tokens": may(user, "tokens.own"),
        "delegations": queries.delegations_of(user),
        "colleagues": queries.colleagues(user),
        "today": timezone.localdate(),
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "accounts/account.html", context, status=400 if problem else 200)


@require_POST
def end_session(request: HttpRequest, session: int) -> HttpResponse:
    """Signs one device out."""
    user = person(request)
    found = UserSession.objects.filter(user=user, pk=session).first()
    if found is None:
        raise NotFound(what="phiên đăng nhập", name=session, hint=" Có lẽ thiết bị ấy đã đăng xuất.")
    found.end()
    record_event("session.ended", by=user, subject=user, device=device_name(found.user_agent), ip=found.ip)
    messages.success(request, _("Đã đăng xuất thiết bị ấy."))
    return redirect("account")


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "room": "account",
        "factors": _factors(user),
        "must": bool(settings.SECOND_FACTOR_ROLES & roles_of(user)),
        "missing": needs_second_factor(user),
    }
    return render(request, "accounts/second_factor.html", context)


def _factors(user: User) -> dict[str, int]:
    """kind -> how many: totp, webauthn, recovery_codes."""
    counted: dict[str, int] = {}
    for kind in Authenticator.objects.filter(user=user).values_list("type", flat=True):
        counted[kind] = counted.get(kind, 0) + 1
    return counted
