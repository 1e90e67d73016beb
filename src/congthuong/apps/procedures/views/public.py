"""Pages without a login: the state of a dossier by its code, and handing in online."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congthuong.apps.procedures import public
from congthuong.apps.procedures.models import ApplicantKind, Dossier
from congthuong.apps.procedures.problems import FieldMissing, TooManyTries
from congthuong.apps.procedures.queries.catalogue import in_force
from congthuong.apps.procedures.services.receiving import dossier_register
from congthuong.apps.procedures.views.asking import problems_in
from congthuong.apps.procedures.views.receiving import application_in
from congthuong.core.problems import Problem, Problems
from congthuong.web import clock


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """By POST, so that a code stands in no address and no log."""
    state: public.PublicState | None = None
    problems: tuple[Problem, ...] = ()
    code = request.POST.get("ma", "")[:40]
    if request.method == "POST":
        try:
            public.count_try(request, "tra-cuu", public.LOOK_UPS)
            state = public.looked_up(code)
        except Problem as trouble:
            problems = (trouble,)
    context = {"state": state, "code": code, "problems": problems}
    return render(request, "procedures/look_up.html", context, status=_status(problems))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    """Only procedures that are taken online; what is typed is used for the dossier alone, and the page says so."""
    problems: tuple[Problem, ...] = ()
    made: Dossier | None = None
    if request.method == "POST" and request.POST.get("viec") == "nop":
        try:
            public.count_try(request, "nop", public.HAND_INS)
            if not request.POST.get("dong-y"):
                raise FieldMissing(what=_("đồng ý để cơ quan dùng thông tin này giải quyết hồ sơ"))
            if not request.POST.get("dien-thoai", "").strip():
                raise FieldMissing(what=_("số điện thoại để cơ quan báo tin"))
            made = dossier_register(application=application_in(request, online=True))
        except (Problem, Problems) as trouble:
            problems = problems_in(trouble)
    procedures = [one for one in in_force(clock.today()) if one.taken_online]
    code = request.POST.get("thu-tuc", "") or request.GET.get("thu_tuc", "")
    context = {
        "procedures": procedures,
        "chosen": next((one for one in procedures if one.procedure.code == code), None),
        "kinds": ApplicantKind.choices,
        "typed": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "given": request.POST.getlist("giay-to"),
        "problems": problems,
        "made": made,
    }
    return render(request, "procedures/hand_in.html", context, status=_status(problems))


def _status(problems: tuple[Problem, ...]) -> int:
    if any(isinstance(one, TooManyTries) for one in problems):
        return 429
    return 400 if problems else 200
