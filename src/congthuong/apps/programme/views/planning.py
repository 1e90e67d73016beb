"""A task given, or changed; what was typed is never lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.queries import reference_of
from congthuong.apps.programme.models import Task
from congthuong.apps.programme.problems import DueDoubtful
from congthuong.apps.programme.queries.tasks import task_for
from congthuong.apps.programme.services.planning import task_assign, task_change
from congthuong.apps.programme.views.asking import (
    person,
    plan_choices,
    plan_of,
    plan_shown,
    plan_typed,
    room,
    seen_version,
    whole,
)
from congthuong.core.problems import Problem


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if request.method != "POST":
        document = LegalDocument.objects.filter(pk=whole(request.GET.get("van_ban", "")) or 0).first()
        begun: dict[str, object] = {
            "van_ban": reference_of(document) if document else "",
            "linh_vuc": document.area if document else "",
        }
        return _form(request, begun, None)
    values = plan_typed(request)
    try:
        task = task_assign(by=user, plan=plan_of(values))
    except Problem as problem:
        return _form(request, values, None, problem)
    messages.success(request, _("Đã giao nhiệm vụ."))
    return redirect("task", task.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    user = person(request)
    own = task_for(user, number)
    if request.method != "POST":
        return _form(request, plan_shown(own, reference_of(own.document) if own.document else ""), own)
    values = plan_typed(request)
    try:
        task_change(by=user, task=number, plan=plan_of(values), seen_version=seen_version(request))
    except Problem as problem:
        return _form(request, values, own, problem)
    messages.success(request, _("Đã sửa nhiệm vụ."))
    return redirect("task", number)


def _form(
    request: HttpRequest, values: dict[str, object], own: Task | None, problem: Problem | None = None
) -> HttpResponse:
    context = {
        **room(person(request)),
        **plan_choices(),
        "plan": values,
        "task": own,
        "doubtful": isinstance(problem, DueDoubtful),
        "problems": (problem,) if problem else (),
    }
    return render(request, "programme/edit.html", context, status=400 if problem else 200)
