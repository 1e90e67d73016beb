"""One dossier: its clock, its steps, its forms, its applicant; and the steps themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts.doors import asks, told_beside_the_form
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.procedures.copying import copy_paper
from congthuong.apps.procedures.models import Channel, Dossier, DossierFile, FilePurpose, State, Step
from congthuong.apps.procedures.models.dossiers import PAUSED, RUNNING
from congthuong.apps.procedures.papers import paper, papers_of
from congthuong.apps.procedures.problems import PapersMissing, WrongChoice
from congthuong.apps.procedures.queries.dossiers import dossier_for
from congthuong.apps.procedures.queries.pages import paper_due, told
from congthuong.apps.procedures.services import people
from congthuong.apps.procedures.views.asking import name_for, number_in, person, room
from congthuong.apps.procedures.views.filing import ACCEPT
from congthuong.apps.procedures.views.steps import ACTS, colleagues, steps_open
from congthuong.core.document.writers.together import write_formats
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import write_date
from congthuong.web import clock
from congthuong.web.downloads import file_answer
from congthuong.web.listing import NoSuchFile


@require_safe
@asks("procedures.view")
def dossier(request: HttpRequest, number: int) -> HttpResponse:
    return dossier_page(request, dossier_for(person(request), number))


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
        problems = told_beside_the_form(trouble)
        return dossier_page(request, dossier_for(user, number), form=name, problems=problems)
    messages.success(request, _said(moved, name), extra_tags="xin-loi" if name == "xin-loi" else "")
    return redirect("dossier", number)


def _said(moved: Dossier, name: str) -> str:
    """What the step did; of the apology the new date, which the state does not tell."""
    if name == "xin-loi" and moved.apology_due_at is not None:
        day = write_date(timezone.localdate(moved.apology_due_at))
        said = _("Đã ghi: hồ sơ %(number)s có văn bản xin lỗi (mẫu 04), hẹn lại ngày %(day)s.")
        return said % {"number": moved.number, "day": day}
    said = _("Đã ghi: hồ sơ %(number)s, %(state)s.")
    return said % {"number": moved.number, "state": State(moved.state).label.lower()}


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
    """What is kept about the applicant, as a file to give to them: a PDF to read, or JSON for a program."""
    user = person(request)
    own = dossier_for(user, number)
    data = people.applicant_export(dossier=own.pk, by=user)
    if request.POST.get("dang") == "pdf":
        paper_ = copy_paper(data, clock.today())
        return file_answer(write_formats(paper_, b"{}", ("pdf",))["pdf"], f"nguoi-nop-{own.number}", "pdf")
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
        return dossier_page(request, own, form="xoa", problems=(trouble,))
    messages.success(request, _("Đã xóa thông tin cá nhân của người nộp; hồ sơ vẫn được đếm."))
    return redirect("dossier", number)


def dossier_page(
    request: HttpRequest, own: Dossier, *, form: str = "", problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    user = person(request)
    steps = list(Step.objects.filter(dossier=own).select_related("by").order_by("number"))
    opened = steps_open(user, own)
    sees = may(user, "applicants.view", kind=own.kind)
    files = list(own.files.select_related("by").order_by("purpose", "pk"))
    missing = [one for one in own.version.components if one not in own.papers]
    context = {
        **room(user, "list"),
        "dossier": own,
        "who": name_for(user, own),
        "sees_person": sees and own.applicant.erased_at is None,
        "manages_person": may(user, "applicants.manage", kind=own.kind),
        "clock": told(own, clock.now()),
        "steps": steps,
        "paper_due_at": paper_due(own, steps),
        "opened": opened,
        "colleagues": colleagues(own) if "chuyen" in opened else (),
        "files": files if sees else (),
        "components": _components(own, files),
        "may_attach": _may_attach(user, own),
        "may_attach_result": _may_attach_result(user, own),
        "accept": ACCEPT,
        "papers": papers_of(own, steps) if sees else (),
        "channels": Channel.choices,
        "missing": missing,
        "missing_lines": "\n".join(missing),
        "form": form,
        "typed": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "problems": problems,
        "ask_missing": any(isinstance(one, PapersMissing) for one in problems),
    }
    return render(request, "procedures/dossier.html", context, status=400 if problems else 200)


@dataclass(frozen=True, slots=True)
class Component:
    """A component of the procedure as a form shows it: whether somebody saw that it is there, whether a file came for it,
    whether the applicant says that it is there. Only what a clerk has seen, or there is a file of, begins ticked."""

    name: str
    there: bool
    filed: bool
    said: bool


def _components(own: Dossier, files: list[DossierFile]) -> list[Component]:
    filed = {one.component for one in files if one.purpose == FilePurpose.COMPONENT}
    seen = own.papers if own.received_at is not None else ()
    return [
        Component(one, one in seen or one in filed, one in filed, one in own.papers)
        for one in own.version.components
    ]


def _may_attach(user: User, own: Dossier) -> bool:
    works = may(user, "dossiers.receive", kind=own.kind) or may(user, "dossiers.handle", kind=own.kind)
    return works and own.state in (State.REGISTERED, *RUNNING, *PAUSED)


def _may_attach_result(user: User, own: Dossier) -> bool:
    gives = may(user, "dossiers.receive", kind=own.kind) or may(user, "dossiers.sign", kind=own.kind)
    return gives and own.state in (State.DONE, State.RETURNED)
