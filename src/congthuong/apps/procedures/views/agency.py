"""The agency's identifier code, as an administrator writes it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.doors import asks
from congthuong.apps.procedures.queries.agency import agency_code_on, agency_codes, provisional_code
from congthuong.apps.procedures.services.agency import agency_code_write
from congthuong.apps.procedures.views.asking import person, typed
from congthuong.core.problems import Problem
from congthuong.core.quantities import read_date, write_date
from congthuong.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@asks("agency.edit")
def agency(request: HttpRequest) -> HttpResponse:
    """What is in force, what was and will be; a new one from a day on."""
    user, today = person(request), clock.today()
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            made = agency_code_write(
                by=user, code=typed(request, "ma"), since=_day(typed(request, "tu-ngay"), today), decision=typed(request, "van-ban")
            )  # fmt: skip
            messages.success(
                request,
                _("Đã ghi mã %(code)s, dùng từ ngày %(day)s.")
                % {"code": made.code, "day": write_date(made.since)},
            )
            return redirect("agency")
        except Problem as trouble:
            problems = (trouble,)
    context = {
        "room": "agency",
        "code": agency_code_on(today),
        "provisional": provisional_code(today),
        "codes": agency_codes(),
        "sample": f"{agency_code_on(today)}-{today:%y%m%d}-0001",
        "today": today,
        "typed": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "problems": problems,
    }
    return render(request, "procedures/agency.html", context, status=400 if problems else 200)


def _day(text: str, today: date) -> date:
    """Raises NotADate."""
    return read_date(text) if text else today
