"""The counter: a dossier is received, or not, with one form and one key."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.doors import asks, told_beside_the_form
from congthuong.apps.accounts.rights import require
from congthuong.apps.procedures.models import ApplicantKind, Channel, Dossier, ProcedureVersion
from congthuong.apps.procedures.problems import PapersMissing, WrongChoice
from congthuong.apps.procedures.queries.catalogue import in_force, version_for
from congthuong.apps.procedures.queries.dossiers import kinds_for
from congthuong.apps.procedures.services.applicants import Person
from congthuong.apps.procedures.services.applications import (
    Application,
    application_faults,
    papers_missing,
    refuse_faults,
)
from congthuong.apps.procedures.services.attaching import Handed
from congthuong.apps.procedures.services.receiving import dossier_receive, dossier_refuse_new
from congthuong.apps.procedures.views.asking import faults, number_in, person, room, typed
from congthuong.apps.procedures.views.filing import ACCEPT, handed_in_files
from congthuong.core.problems import Problem, Problems
from congthuong.web import clock

KEPT = ("ten", "loai", "dinh-danh", "dien-thoai", "thu", "dia-chi")


@require_http_methods(["GET", "HEAD", "POST"])
@asks("dossiers.receive")
def dossier_new(request: HttpRequest) -> HttpResponse:
    user = person(request)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            made = _act(request)
            return _done(request, made)
        except (Problem, Problems) as trouble:
            problems = told_beside_the_form(trouble)
    kinds = kinds_for(user, "dossiers.receive")
    procedures = [one for one in in_force(clock.today()) if one.kind in kinds]
    code = request.POST.get("thu-tuc", "") or request.GET.get("thu_tuc", "")
    chosen = next((one for one in procedures if one.procedure.code == code), None)
    context = {
        **room(user, "new"),
        "procedures": procedures,
        "chosen": chosen,
        "channels": [one for one in Channel.choices if one[0] != Channel.ONLINE],
        "back": Channel.choices,
        "kinds": ApplicantKind.choices,
        "typed": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "given": request.POST.getlist("giay-to"),
        "accept": ACCEPT,
        "problems": problems,
        "wrong": faults(problems),
        "ask_missing": any(isinstance(one, PapersMissing) for one in problems),
        "files_chosen": bool(request.FILES),
    }
    return render(request, "procedures/receive.html", context, status=400 if problems else 200)


def _act(request: HttpRequest) -> Dossier:
    """What cannot be read is told together with what is wrong with the rest."""
    user, version, wrong = person(request), _version_asked(request), list[Problem]()
    require(user, "dossiers.receive", kind=version.kind)  # before it is told what is wrong with the form
    application = application_read(request, version, wrong)
    refusing, ask = request.POST.get("viec") == "tu-choi", not request.POST.get("van-nhan")
    reason = request.POST.get("ghi-chu", "")
    if wrong:
        wrong += application_faults(
            application, version, clock.today(), ask=ask and not refusing, refusing=refusing, reason=reason
        )
        refuse_faults(wrong)
    if refusing:
        return dossier_refuse_new(by=user, application=application, reason=reason)
    return dossier_receive(by=user, application=application, ask=ask)


def _version_asked(request: HttpRequest) -> ProcedureVersion:
    """Raises NoSuchProcedure, NotInForce."""
    return version_for(typed(request, "thu-tuc"), clock.today())


def _done(request: HttpRequest, made: Dossier) -> HttpResponse:
    if made.received_at is None:
        messages.success(request, _("Đã ghi: không tiếp nhận hồ sơ %(number)s.") % {"number": made.number})
    else:
        said = _("Đã tiếp nhận hồ sơ %(number)s. Mã tra cứu: %(code)s.")
        if papers_missing(made.version, made.papers):
            said += " " + _("Hồ sơ còn thiếu giấy tờ: ghi «Yêu cầu bổ sung» để in mẫu 02 và dừng đồng hồ.")
        messages.success(request, said % {"number": made.number, "code": made.lookup_code})
    return redirect("dossier", made.pk)


def application_read(
    request: HttpRequest, version: ProcedureVersion, wrong: list[Problem], *, online: bool = False
) -> Application:
    """What the form says. `wrong` takes what cannot be read; something that is right stands in its place."""

    def number(name: str, what: str) -> int:
        try:
            return number_in(typed(request, name) or "1", what)
        except WrongChoice as refused:
            wrong.append(WrongChoice(**{**refused.fields, "at": name}))
            return 1

    files: tuple[Handed, ...] = ()
    try:
        files = handed_in_files(request, version.components)
    except Problems as refused:
        wrong += refused.problems
    return Application(
        procedure=version.procedure.code,
        applicant=applicant_in(request),
        channel=Channel.ONLINE if online else number("kenh", "kênh nộp"),
        papers=tuple(request.POST.getlist("giay-to")),
        sets=number("so-bo", "số bộ hồ sơ"),
        back=Channel.ONLINE if online else number("kenh-tra", "nơi nhận kết quả"),
        note=request.POST.get("ghi-chu", ""),
        files=files,
    )


def applicant_in(request: HttpRequest) -> Person:
    return Person(
        name=typed(request, "ten"),
        kind=typed(request, "loai") or ApplicantKind.PERSON,
        identity=typed(request, "dinh-danh"),
        phone=typed(request, "dien-thoai"),
        email=typed(request, "thu"),
        address=typed(request, "dia-chi"),
    )
