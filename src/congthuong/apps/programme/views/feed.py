"""Terms for people's calendars, and what a reminder of today says."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.programme.queries.calendar_feed import tasks_feed
from congthuong.apps.programme.services.reminding import digest_for, mail_is_on
from congthuong.apps.programme.views.asking import person, room, whole
from congthuong.web import clock
from congthuong.web.problems import NotFound

SALT = "congthuong.nhiem-vu.lich"


def feed_key(user: User) -> str:
    """What a calendar program shows in place of a login. A new password makes a new key: the old address is dead."""
    return f"{user.pk}-{salted_hmac(SALT, f'{user.pk}:{user.password}', algorithm='sha256').hexdigest()[:40]}"


def _keyed(key: str) -> User | None:
    user = User.objects.filter(pk=whole(key.partition("-")[0]) or 0, is_active=True).first()
    return user if user is not None and constant_time_compare(key, feed_key(user)) else None


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """By a session or by the personal key in the address; neither: not there."""
    key = request.GET.get("khoa", "")
    user = _keyed(key) if key else request.user if isinstance(request.user, User) else None
    if user is None:
        raise NotFound(what="lịch", name="lich.ics", hint=" Hãy lấy lại địa chỉ lịch ở trang Nhắc việc.")
    require(user, "tasks.view")
    data = tasks_feed(user, request.build_absolute_uri(reverse("tasks")))
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="nhiem-vu.ics"'
    response["Cache-Control"] = "private, max-age=600"
    return response


@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        **room(user),
        "digest": digest_for(user, clock.today()),
        "address": request.build_absolute_uri(reverse("tasks-calendar")) + f"?khoa={feed_key(user)}",
        "mail": user.email,
        "mail_on": mail_is_on(),
    }
    return render(request, "programme/reminders.html", context)
