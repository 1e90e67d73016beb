"""The board by unit and term, and the month."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.programme.problems import NoSuchTaskFilter
from congthuong.apps.programme.queries.board import TERMS, Narrowed, board, people_working
from congthuong.apps.programme.queries.month import month_of
from congthuong.apps.programme.queries.tasks import owners_seen
from congthuong.apps.programme.views.asking import person, room
from congthuong.web import clock


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    user, today = person(request), clock.today()
    owner = request.GET.get("don_vi", "")[:40]
    owners = owners_seen(user)
    if owner and owner not in dict(owners):
        raise NoSuchTaskFilter(what="đơn vị", value=owner)
    names = {
        "late": _("Quá hạn"),
        "soon": _("Đến hạn trong 7 ngày"),
        "later": _("Còn lại"),
        "blocked": _("Phải chờ"),
        "done": _("Báo xong, chờ đóng"),
    }
    people = people_working(user)
    who = request.GET.get("nguoi", "")[:150]
    if who and who not in dict(people):
        raise NoSuchTaskFilter(what="người làm", value=who)
    term = request.GET.get("han", "")[:20]
    asked = Narrowed(owner=owner, person=who, term=term, shown=_shown(request.GET.get("xem", "")))
    found = board(user, today, asked)
    context = {
        **room(user),
        "board": found,
        "columns": [(names[one.code], one) for one in found.columns],
        "owners": owners,
        "owner": owner,
        "people": people,
        "who": who,
        "term": term,
        "terms": zip(TERMS, (_("tuần này"), _("tháng này"), _("quý này"), _("chưa có hạn")), strict=True),
        "narrowed": bool(owner or who or term),
        "any": any(one.count for one in found.columns),
    }
    return render(request, "programme/board.html", context)


def _shown(text: str) -> tuple[str, int]:
    """ "later-24": so many cards of that column; anything else asks for nothing."""
    column, _dash, number = text.partition("-")
    return (column, int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else ("", 0)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    user, today = person(request), clock.today()
    first = _first(request.GET.get("thang", ""), today)
    weekdays = [
        _("Thứ Hai"),
        _("Thứ Ba"),
        _("Thứ Tư"),
        _("Thứ Năm"),
        _("Thứ Sáu"),
        _("Thứ Bảy"),
        _("Chủ nhật"),
    ]
    context = {**room(user), "month": month_of(user, first, today), "today": today, "weekdays": weekdays}
    return render(request, "programme/month.html", context)


def _first(text: str, today: date) -> date:
    """The first day of "2020-08". Raises NoSuchTaskFilter."""
    if not text:
        return today.replace(day=1)
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        day = date.min
    if not 2000 <= day.year <= 2100:
        raise NoSuchTaskFilter(what="tháng", value=text[:20])
    return day
