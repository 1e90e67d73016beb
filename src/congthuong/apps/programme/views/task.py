"""One task: its directive's sentence, how it stands, what may be done with it, its steps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.programme.models import OPEN, Task, TaskStep
from congthuong.apps.programme.queries.tasks import days_left, task_for
from congthuong.apps.programme.views.act_forms import acts_for
from congthuong.apps.programme.views.asking import person, room
from congthuong.apps.programme.views.who import who_may
from congthuong.core.programme.rules import rule_of
from congthuong.web import clock
from congthuong.web.files import file_kept
from congthuong.web.problems import NotFound


@require_safe
def task(request: HttpRequest, number: int) -> HttpResponse:
    user = person(request)
    return render(request, "programme/task.html", page_context(user, task_for(user, number)))


def page_context(user: User, own: Task) -> dict[str, object]:
    assigns = may(user, "tasks.assign")
    owns = own.owner is not None and may(user, "tasks.work", organisation=own.owner)
    helpers = list(own.helpers.order_by("name"))
    helps = any(may(user, "tasks.work", organisation=one) for one in helpers)
    today = clock.today()
    days = days_left(own, today)
    first = own.series or own
    steps = list(own.steps.select_related("by").order_by("-id"))
    return {
        **room(user),
        "task": own,
        "helpers": helpers,
        "area": KINDS.get(own.area, own.area),
        "rule": rule_of(own.rule).name if own.rule else "",
        "ended_on": first.series_ended_on,
        "who": who_may(own, helpers),
        "late": -days if days is not None and days < 0 else 0,
        "days": days,
        "steps": steps,
        "old_days": [one.due_before for one in reversed(steps) if one.kind == TaskStep.Kind.GRANTED],
        "files": own.files.select_related("by").order_by("-id"),
        "series": Task.objects.filter(series=first).exclude(pk=own.pk).order_by("-due_on")[:6],
        "today": today,
        "acts": acts_for(
            own, assigns=assigns, owns=owns, helps=helps, ended=first.series_ended_on is not None
        ),
        "changes": assigns and own.state in OPEN,
    }


@require_safe
def file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    own = task_for(person(request), number)
    found = own.files.filter(pk=file).first()
    if found is None:
        raise NotFound(what="tệp", name=file, hint=" Có lẽ tệp thuộc nhiệm vụ khác.")
    with found.file.open("rb") as kept:
        return file_kept(found.name, kept.read())
