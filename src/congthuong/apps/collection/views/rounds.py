"""Opening a form for a period: the days and who is asked are shown first."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.queries.forms import form_for
from congthuong.apps.collection.queries.pages_forms import next_period, opening_of, periods_around
from congthuong.apps.collection.services.rounds import round_open
from congthuong.apps.collection.views.asking import NotUnderstood, person
from congthuong.apps.collection.views.listing import room
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
def round_opening(request: HttpRequest, code: str) -> HttpResponse:
    user = person(request)
    own = form_for(code)
    require(user, "rounds.open", kind=own.kind)
    asked = request.POST if request.method == "POST" else request.GET
    period = asked.get("ky", "").strip()[:24] or next_period(own, clock.today())
    context: dict[str, object] = {
        **room(user),
        "own": own,
        "period_code": period,
        "due": asked.get("han", ""),
        "periods": periods_around(own, clock.today(), period),
    }
    status = 200
    try:
        if request.method == "POST":
            opened = round_open(form=code, period=period, by=user, due_on=_day(request.POST.get("han", "")))
            count = opened.returns.count()
            messages.success(request, _("Đã mở kỳ, số đơn vị phải nộp: %(count)s.") % {"count": count})
            return redirect(reverse("return-list") + f"?bieu={code}&ky={opened.period}")
        context["opening"] = opening_of(own, period)
    except (Problem, Problems) as trouble:
        context["problems"], status = problems_in(trouble), 400
    return render(request, "collection/round_opening.html", context, status=status)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotUnderstood(why=f"«{text[:20]}» không phải ngày") from None
