"""Pages without a login: the state of a dossier by its code, what its applicant may do there, and handing in online."""

from __future__ import annotations

import re
import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.procedures import public
from congthuong.apps.procedures.models import ApplicantKind, Dossier, ProcedureVersion
from congthuong.apps.procedures.problems import NoConsent, TooManyTries, WrongChoice
from congthuong.apps.procedures.queries.catalogue import online_on
from congthuong.apps.procedures.services.applications import Application, application_faults, refuse_faults
from congthuong.apps.procedures.services.attaching import dossier_supply
from congthuong.apps.procedures.services.receiving import dossier_register, registered_with
from congthuong.apps.procedures.views.asking import faults, number_in, typed
from congthuong.apps.procedures.views.filing import ACCEPT, handed_in_files, handed_out
from congthuong.apps.procedures.views.receiving import application_read
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web import clock
from congthuong.web.folding import fold, found

HANDED_IN = "ho-so-da-nop"
"""Under which a session remembers what was just handed in, for its receipt. That a second click hands in nothing is kept by
the dossier itself: two clicks of somebody's first visit come in two sessions."""


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
        try:
            made = _handed_in(request, chosen, code)
            request.session[HANDED_IN] = {"ho_so": made.pk}
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
        "key": _key_in(request) or uuid.uuid4().hex,
        "kinds": ApplicantKind.choices,
        "typed": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "given": request.POST.getlist("giay-to"),
        "accept": ACCEPT,
        "problems": problems,
        "wrong": faults(problems),
        "files_chosen": bool(request.FILES),
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


def _handed_in(request: HttpRequest, chosen: ProcedureVersion | None, code: str) -> Dossier:
    """Only a form without a slip counts as a try: typing wrong shuts nobody out.

    Raises TooManyTries, WrongChoice, Problem or Problems for all that is wrong with the form."""
    key = _key_in(request)
    before = registered_with(key)
    if before is not None:
        return before
    if chosen is None:
        raise WrongChoice(value=code[:30], what=_("thủ tục"))
    application = _checked(request, chosen)
    public.count_try(request, "nop", public.HAND_INS)
    return dossier_register(application=application, key=key)


def _checked(request: HttpRequest, chosen: ProcedureVersion) -> Application:
    """The form, or everything that is wrong with it at once: who applies, the note, the files, the consent. Raises
    Problem or Problems."""
    wrong: list[Problem] = []
    application = application_read(request, chosen, wrong, online=True)
    wrong = [*application_faults(application, chosen, clock.today(), reachable=True), *wrong]
    if not request.POST.get("dong-y"):
        wrong.append(NoConsent(at="dong-y"))
    refuse_faults(wrong)
    return application


def _key_in(request: HttpRequest) -> str:
    """The key that the form was given; one that was typed by somebody could be another's too."""
    key = typed(request, "khoa")
    return key if re.fullmatch(r"[0-9a-f]{32}", key) else ""


def _status(problems: tuple[Problem, ...]) -> int:
    if any(isinstance(one, TooManyTries) for one in problems):
        return 429
    return 400 if problems else 200
