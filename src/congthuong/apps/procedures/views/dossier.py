"""One dossier: its clock, its steps, its forms, its applicant; and the steps themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.accounts.rights import may
from congthuong.apps.procedures.models import Channel, Dossier, State, Step
from congthuong.apps.procedures.models.dossiers import PAUSED, RUNNING
from congthuong.apps.procedures.papers import paper, papers_of
from congthuong.apps.procedures.problems import WrongChoice
from congthuong.apps.procedures.queries.dossiers import dossier_for
from congthuong.apps.procedures.queries.pages import told
from congthuong.apps.procedures.services import handling, people, receiving
from congthuong.apps.procedures.views.asking import name_for, number_in, person, problems_in, room, typed
from congthuong.core.document.writers.together import write_formats
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import read_date
from congthuong.web import clock
from congthuong.web.downloads import file_answer
from congthuong.web.listing import NoSuchFile

Act = Callable[[HttpRequest, int, User, int], Dossier]


@require_safe
@asks("procedures.view")
def dossier(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, dossier_for(person(request), number))


@require_POST
@asks("procedures.view")
def step(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """One step of those below; refused, the page shows what was typed with what is wrong."""
    user = person(request)
    own = dossier_for(user, number)
    act = ACTS.get(name)
    if act is None:
        raise WrongChoice(value=name[:20], what="việc")
    try:
        moved = act(request, own.pk, user, number_in(request.POST.get("phien-ban", ""), "lần ghi"))
    except (Problem, Problems) as trouble:
        problems = problems_in(trouble)
        if any(one.code == "CT-651" for one in problems):
            raise
        return _page(request, dossier_for(user, number), form=name, problems=problems)
    messages.success(
        request,
        _("Đã ghi: hồ sơ %(number)s, %(state)s.")
        % {"number": moved.number, "state": State(moved.state).label.lower()},
    )
    return redirect("dossier", number)


@require_safe
@asks("procedures.view")
def dossier_form(request: HttpRequest, number: int, form: str, kind: str) -> HttpResponse:
    """A printed form as Word or PDF; it names the applicant, so it asks for that right."""
    user = person(request)
    own = dossier_for(user, number)
    people.require_view(user, own.kind)
    if kind not in ("docx", "pdf"):
        raise NoSuchFile(form=kind[:10], known="docx, pdf")
    document = paper(own, form)
    data = write_formats(document, b"{}", (kind,))[kind]
    return file_answer(data, f"mau-{form}-{own.number}", kind)


@require_POST
@asks("applicants.manage")
def person_export(request: HttpRequest, number: int) -> HttpResponse:
    """What is kept about the applicant, as a file to give to them."""
    user = person(request)
    own = dossier_for(user, number)
    data = people.applicant_export(dossier=own.pk, by=user)
    return file_answer(
        json.dumps(data, ensure_ascii=False, indent=2).encode(), f"nguoi-nop-{own.number}", "json"
    )


@require_POST
@asks("applicants.manage")
def person_erase(request: HttpRequest, number: int) -> HttpResponse:
    user = person(request)
    own = dossier_for(user, number)
    try:
        people.applicant_erase(dossier=own.pk, by=user, reason=request.POST.get("ly-do", ""))
    except Problem as trouble:
        return _page(request, own, form="xoa", problems=(trouble,))
    messages.success(request, _("Đã xóa thông tin cá nhân của người nộp; hồ sơ vẫn được đếm."))
    return redirect("dossier", number)


# --- steps: what of the form each needs ---


def _accept(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return receiving.dossier_accept(dossier=pk, by=by, seen=seen, note=_note(request))


def _refuse(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return receiving.dossier_refuse(dossier=pk, by=by, seen=seen, reason=_note(request))


def _take(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_take(dossier=pk, by=by, seen=seen, note=_note(request))


def _pass(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    to = User.objects.filter(username=typed(request, "nguoi"), is_active=True).first()
    if to is None:
        raise WrongChoice(value=typed(request, "nguoi")[:40], what="người nhận")
    return handling.dossier_pass(dossier=pk, by=by, to=to, seen=seen, note=_note(request))


def _pause(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    papers = request.POST.get("giay-to", "").splitlines()
    return handling.dossier_pause(dossier=pk, by=by, papers=papers, seen=seen, note=_note(request))


def _payment(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_ask_payment(dossier=pk, by=by, amount=_note(request), seen=seen)


def _resume(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_resume(dossier=pk, by=by, seen=seen, note=_note(request))


def _stop(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_stop(dossier=pk, by=by, seen=seen, reason=_note(request))


def _withdraw(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_withdraw(dossier=pk, by=by, seen=seen, reason=_note(request))


def _apologise(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    day: date = read_date(typed(request, "ngay"))
    return handling.dossier_apologise(dossier=pk, by=by, seen=seen, reason=_note(request), new_day=day)


def _submit(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_submit(dossier=pk, by=by, seen=seen, note=_note(request))


def _settle(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_settle(
        dossier=pk,
        by=by,
        seen=seen,
        number=typed(request, "so-van-ban"),
        result=typed(request, "ket-qua") or "granted",
        note=_note(request),
    )


def _return(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    channel = number_in(typed(request, "kenh"), "kênh trả")
    return handling.dossier_return(dossier=pk, by=by, seen=seen, channel=channel, note=_note(request))


def _note(request: HttpRequest) -> str:
    return request.POST.get("noi-dung", "")


ACTS: dict[str, Act] = {
    "tiep-nhan": _accept,
    "tu-choi": _refuse,
    "nhan-xu-ly": _take,
    "chuyen": _pass,
    "bo-sung": _pause,
    "nop-phi": _payment,
    "xu-ly-tiep": _resume,
    "dung": _stop,
    "rut": _withdraw,
    "xin-loi": _apologise,
    "trinh-ky": _submit,
    "ket-qua": _settle,
    "tra": _return,
}


def steps_open(user: User, own: Dossier) -> list[str]:
    """The steps that the person may do now, the likeliest first."""
    receives = may(user, "dossiers.receive", kind=own.kind)
    handles = may(user, "dossiers.handle", kind=own.kind)
    signs = may(user, "dossiers.sign", kind=own.kind)
    running, paused = own.state in RUNNING, own.state in PAUSED
    wanted = [
        ("tiep-nhan", receives and own.state == State.REGISTERED),
        ("tu-choi", receives and own.state == State.REGISTERED),
        ("tra", receives and own.state == State.DONE),
        ("xu-ly-tiep", (receives or handles) and paused),
        ("nhan-xu-ly", handles and running and own.holder_id != user.pk),
        ("trinh-ky", handles and running and own.submitted_at is None),
        ("ket-qua", (receives or signs) and running),
        ("bo-sung", (receives or handles) and running and own.supplement_at is None),
        ("nop-phi", (receives or handles) and running),
        ("xin-loi", (receives or handles) and running and own.apology_due_at is None),
        ("chuyen", handles and running),
        ("dung", handles and (running or own.state in (State.SUPPLEMENT, State.PAYING))),
        ("rut", receives and (running or paused)),
    ]
    return [name for name, open_now in wanted if open_now]


def _page(
    request: HttpRequest, own: Dossier, *, form: str = "", problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    user = person(request)
    steps = list(Step.objects.filter(dossier=own).select_related("by").order_by("number"))
    opened = steps_open(user, own)
    sees = may(user, "applicants.view", kind=own.kind)
    missing = [one for one in own.version.components if one not in own.papers]
    context = {
        **room(user, "list"),
        "dossier": own,
        "who": name_for(user, own),
        "sees_person": sees and own.applicant.erased_at is None,
        "manages_person": may(user, "applicants.manage", kind=own.kind),
        "clock": told(own, clock.now()),
        "steps": steps,
        "opened": opened,
        "colleagues": _colleagues(own) if "chuyen" in opened else (),
        "papers": papers_of(own, steps) if sees else (),
        "channels": Channel.choices,
        "missing": missing,
        "missing_lines": "\n".join(missing),
        "form": form,
        "typed": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "problems": problems,
    }
    return render(request, "procedures/dossier.html", context, status=400 if problems else 200)


def _colleagues(own: Dossier) -> list[User]:
    """Who may be handed the dossier: officers whose kinds hold it."""
    rows = User.objects.filter(
        Q(assignments__role=Role.DIVISION), is_active=True, assignments__ended_at=None
    ).distinct()
    return [
        one for one in rows.order_by("full_name", "username") if may(one, "dossiers.handle", kind=own.kind)
    ]
