"""A directive read into proposals, and each of them confirmed, changed or dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.queries import document_referred, reference_of
from congthuong.apps.documents.services import Stated, document_create, document_file_add
from congthuong.apps.programme.models import DirectiveText, State, Task
from congthuong.apps.programme.problems import DueDoubtful, NothingToRead
from congthuong.apps.programme.services.planning import task_assign, task_drop
from congthuong.apps.programme.services.reading import directive_read, text_of_file
from congthuong.apps.programme.views.asking import (
    day_of,
    person,
    plan_choices,
    plan_of,
    plan_shown,
    plan_typed,
    room,
    seen_version,
    typed,
    whole,
)
from congthuong.core.problems import Problem
from congthuong.core.programme.directive import Directive, read_directive
from congthuong.core.quantities import write_date
from congthuong.web.files import file_of
from congthuong.web.problems import NotFound

FIELDS = ("so", "loai", "co-quan", "ngay", "trich-yeu", "noi-dung")
LONGEST = 400_000


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The directive's text, pasted or out of a file. What its head says of itself is offered for confirming."""
    if request.method != "POST":
        document = LegalDocument.objects.filter(pk=whole(request.GET.get("van_ban", "")) or 0).first()
        said = {"so": reference_of(document)} if document else {}
        return _begin_page(request, {name.replace("-", "_"): said.get(name, "") for name in FIELDS})
    user = person(request)
    values = {name.replace("-", "_"): typed(request, name, LONGEST) for name in FIELDS}
    try:
        file = file_of(request)
        if file is not None:
            values["noi_dung"] = text_of_file(file)
        if not values["noi_dung"]:
            raise NothingToRead
        if not values["so"]:
            return _begin_page(request, _offered(values, read_directive(values["noi_dung"])), offered=True)
        document = _document(user, values)
        if file is not None and may(user, "documents.edit"):
            document_file_add(by=user, document=document.pk, file=file)
        reading = directive_read(
            by=user, document=document, text=values["noi_dung"], name=file.name if file else ""
        )
    except Problem as problem:
        return _begin_page(request, values, problem)
    return redirect("task-reading", reading.pk)


def _document(user: User, values: dict[str, str]) -> LegalDocument:
    """The document on record, or a new one when its kind and issuer are said."""
    if values["loai"] and values["co_quan"]:
        stated = Stated(
            number=" ".join(values["so"].split()),
            kind=values["loai"],
            issuer=values["co_quan"],
            date=day_of(values["ngay"]),
            abstract=" ".join(values["trich_yeu"].split()),
            direction="in",
        )
        known = [
            one
            for one in LegalDocument.objects.filter(number=stated.number)
            if one.issuer == stated.issuer and one.date == stated.date
        ]
        return known[0] if known else document_create(by=user, stated=stated)
    return document_referred(values["so"])


def _offered(values: dict[str, str], head: Directive) -> dict[str, str]:
    known = LegalDocument.objects.filter(number=head.number).first() if head.number else None
    if known is not None:
        return values | {"so": reference_of(known)}
    return values | {
        "so": head.number,
        "loai": head.kind,
        "co_quan": head.issuer,
        "ngay": write_date(head.day) if head.day else "",
        "trich_yeu": head.abstract,
    }


def _begin_page(
    request: HttpRequest, values: dict[str, str], problem: Problem | None = None, *, offered: bool = False
) -> HttpResponse:
    context = {
        **room(person(request)),
        "said": values,
        "offered": offered,
        "readings": DirectiveText.objects.select_related("document", "by").order_by("-id")[:10],
        "problems": (problem,) if problem else (),
    }
    return render(request, "programme/reading_begin.html", context, status=400 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, number: int) -> HttpResponse:
    """The text with its sentences marked, and a form for each proposal."""
    own = DirectiveText.objects.select_related("document", "by").filter(pk=number).first()
    if own is None:
        raise NotFound(what="lần đọc văn bản", name=number, hint=" Hãy đọc lại văn bản ở trang Nhiệm vụ.")
    if request.method != "POST":
        return _page(request, own)
    user, proposal = person(request), whole(request.POST.get("nhiem-vu", "")) or 0
    values = plan_typed(request)
    try:
        if request.POST.get("viec") == "bo":
            task_drop(by=user, task=proposal, seen_version=seen_version(request))
            messages.success(request, _("Đã bỏ đề xuất."))
        else:
            task_assign(by=user, plan=plan_of(values), proposal=proposal, seen_version=seen_version(request))
            messages.success(request, _("Đã giao nhiệm vụ."))
    except Problem as problem:
        return _page(request, own, problem, proposal, values)
    return redirect("task-reading", number)


def _page(
    request: HttpRequest,
    own: DirectiveText,
    problem: Problem | None = None,
    wrong: int = 0,
    values: dict[str, object] | None = None,
) -> HttpResponse:
    reference = reference_of(own.document)
    tasks = list(own.tasks.select_related("owner").prefetch_related("helpers").order_by("start", "pk"))
    proposals = [
        (task, values if task.pk == wrong and values else plan_shown(task, reference))
        for task in tasks
        if task.state == State.PROPOSED
    ]
    context = {
        **room(person(request)),
        **plan_choices(),
        "reading": own,
        "pieces": _pieces(own, tasks),
        "proposals": proposals,
        "given": [one for one in tasks if one.state not in (State.PROPOSED, State.DROPPED)],
        "dropped": [one for one in tasks if one.state == State.DROPPED],
        "wrong": wrong,
        "doubtful_one": wrong if isinstance(problem, DueDoubtful) else 0,
        "problems": (problem,) if problem else (),
    }
    return render(request, "programme/reading.html", context, status=400 if problem else 200)


def _pieces(own: DirectiveText, tasks: list[Task]) -> list[tuple[str, Task | None]]:
    """The text in pieces: a task's sentence with its task, the rest with none."""
    pieces: list[tuple[str, Task | None]] = []
    at = 0
    for task in tasks:
        if task.series_id or task.start < at or task.end <= task.start:
            continue
        pieces += [(own.text[at : task.start], None), (own.text[task.start : task.end], task)]
        at = task.end
    return [*pieces, (own.text[at:], None)]
