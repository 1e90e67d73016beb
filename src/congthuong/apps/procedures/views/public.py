"""Pages without a login: the state of a dossier by its code, what its applicant may do there, and handing in online."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.procedures import public
from congthuong.apps.procedures.models import ApplicantKind, Dossier
from congthuong.apps.procedures.problems import FieldMissing, TooManyTries, WrongChoice
from congthuong.apps.procedures.queries.catalogue import online_on
from congthuong.apps.procedures.services.attaching import dossier_supply
from congthuong.apps.procedures.services.receiving import dossier_register
from congthuong.apps.procedures.views.asking import number_in
from congthuong.apps.procedures.views.filing import ACCEPT, handed_in_files, handed_out
from congthuong.apps.procedures.views.receiving import application_in
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web import clock
from congthuong.web.folding import fold, found

HANDED_IN = "ho-so-da-nop"
"""Under which a session remembers what was just handed in: for its receipt, and so that a second click hands in nothing."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """By POST, so that a code stands in no address and no log."""
    if request.method != "POST":
        return _look_up_page(request, "")
    code = request.POST.get("ma", "")[:40]
    try:
        public.count_try(request, "tra-cuu", public.LOOK_UPS)
    except Problem as trouble:
        return render(request, "procedures/look_up.html", {"code": code, "problems": (trouble,)}, status=429)
    return _look_up_page(request, code)


@login_not_required
@never_cache
@require_POST
def supply(request: HttpRequest) -> HttpResponse:
    """Who was asked for more papers sends them; the code and the phone or identity number say that it is they."""
    code = request.POST.get("ma", "")[:40]
    try:
        own = _confirmed(request)
        dossier_supply(dossier=own.pk, handed=handed_in_files(request, public.papers_asked(own)))
    except (Problem, Problems) as trouble:
        return _look_up_page(request, code, problems_in(trouble))
    told = _(
        "Đã nhận giấy tờ bổ sung. Cơ quan kiểm tra trong giờ làm việc rồi giải quyết tiếp; ngày hẹn trả mới hiện ở trang này."
    )
    return _look_up_page(request, code, told=told)


@login_not_required
@never_cache
@require_POST
def result(request: HttpRequest) -> HttpResponse:
    """The result as a file, for who confirms that it is theirs."""
    code = request.POST.get("ma", "")[:40]
    try:
        own = _confirmed(request)
        return handed_out(public.result_of(own, number_in(request.POST.get("tep", ""), _("tệp"))))
    except Problem as trouble:
        return _look_up_page(request, code, (trouble,))


def _confirmed(request: HttpRequest) -> Dossier:
    """The dossier whose applicant asks. Raises NothingFound, NotTheApplicant, TooManyTries."""
    public.count_try(request, "tra-cuu", public.LOOK_UPS)
    return public.confirmed(request.POST.get("ma", "")[:40], request.POST.get("xac-nhan", "")[:40])


def _look_up_page(
    request: HttpRequest, code: str, problems: tuple[Problem, ...] = (), *, told: str = ""
) -> HttpResponse:
    state: public.PublicState | None = None
    held_up = any(isinstance(one, TooManyTries) for one in problems)  # then no code is looked at either
    if request.method == "POST" and not held_up:
        try:
            state = public.looked_up(code)
        except Problem as trouble:
            problems = problems or (trouble,)
    context = {"state": state, "code": code, "told": told, "accept": ACCEPT, "problems": problems}
    return render(request, "procedures/look_up.html", context, status=_status(problems))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    """Only procedures that are taken online; what is typed is used for the dossier alone, and the page says so."""
    problems: tuple[Problem, ...] = ()
    procedures = sorted(online_on(clock.today()), key=lambda one: (fold(one.field), fold(one.name)))
    code = request.POST.get("thu-tuc", "") or request.GET.get("thu_tuc", "")
    chosen = next((one for one in procedures if one.procedure.code == code), None)
    if request.method == "POST" and request.POST.get("viec") == "nop":
        if _handed_in_before(request):
            return redirect("dossier-handed-in")
        try:
            public.count_try(request, "nop", public.HAND_INS)
            if chosen is None:
                raise WrongChoice(value=code[:30], what=_("thủ tục"))
            if not request.POST.get("dong-y"):
                raise FieldMissing(what=_("đồng ý để cơ quan dùng thông tin này giải quyết hồ sơ"))
            made = dossier_register(application=application_in(request, chosen, online=True))
            request.session[HANDED_IN] = {"khoa": request.POST.get("khoa", "")[:40], "ho_so": made.pk}
            return redirect("dossier-handed-in")
        except (Problem, Problems) as trouble:
            problems = problems_in(trouble)
    text, field = request.GET.get("tim", "").strip()[:200], request.GET.get("linh_vuc", "")[:200]
    kept = [one for one in procedures if not field or one.field == field]
    context = {
        "procedures": found(kept, text, lambda one: fold(f"{one.procedure.code} {one.name} {one.field}")),
        "any": bool(procedures),
        "fields": list(dict.fromkeys(one.field for one in procedures)),
        "text": text,
        "field": field,
        "chosen": chosen,
        "key": request.POST.get("khoa", "")[:40] or uuid.uuid4().hex,
        "kinds": ApplicantKind.choices,
        "typed": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "given": request.POST.getlist("giay-to"),
        "accept": ACCEPT,
        "problems": problems,
    }
    return render(request, "procedures/hand_in.html", context, status=_status(problems))


@login_not_required
@never_cache
@require_safe
def handed_in(request: HttpRequest) -> HttpResponse:
    """The receipt: number, code, what came, what happens next. Only in the browser that handed in."""
    told = request.session.get(HANDED_IN) or {}
    made = Dossier.objects.select_related("version", "applicant").filter(pk=told.get("ho_so") or 0).first()
    if made is None:
        return redirect("dossier-hand-in")
    files = list(made.files.order_by("pk"))
    return render(request, "procedures/handed_in.html", {"made": made, "files": files})


def _handed_in_before(request: HttpRequest) -> bool:
    key = request.POST.get("khoa", "")[:40]
    return bool(key) and (request.session.get(HANDED_IN) or {}).get("khoa") == key


def _status(problems: tuple[Problem, ...]) -> int:
    if any(isinstance(one, TooManyTries) for one in problems):
        return 429
    return 400 if problems else 200
