"""The page of a person's own tokens: made, shown once, revoked."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.api.tokens import DAYS, token_make, token_revoke, tokens_of
from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.models import User
from congthuong.core.problems import Problem


@require_safe
@asks("tokens.own")
def tokens(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@asks("tokens.own")
def make(request: HttpRequest) -> HttpResponse:
    """The only answer that ever shows the token: it is not kept by the browser either."""
    days = request.POST.get("ngay", "")
    try:
        _token, text = token_make(
            name=request.POST.get("ten", ""),
            days=int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,
            by=_person(request),
        )
    except Problem as problem:
        return _page(request, problems=[problem], status=400)
    response = _page(request, text=text)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@asks("tokens.own")
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    token_revoke(token=number, by=_person(request))
    messages.success(request, _("Đã thu hồi khóa. Chương trình dùng khóa ấy không vào được nữa."))
    return redirect("tokens")


def _page(
    request: HttpRequest, text: str = "", problems: Sequence[Problem] = (), status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "room": "account",
        "tokens": [
            (one, one.revoked_at is None and one.expires_on >= today) for one in tokens_of(_person(request))
        ],
        "text": text,
        "problems": problems,
        "days": DAYS,
    }
    return render(request, "api/tokens.html", context, status=status)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the site asks for a login before any page
    return request.user
