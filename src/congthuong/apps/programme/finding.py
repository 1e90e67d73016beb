"""Tasks in the search box: those that the person may see, what is still owed first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.programme.models import OPEN, State
from congthuong.apps.programme.queries.tasks import Filters, tasks_found
from congthuong.web import clock
from congthuong.web.finding import SHOWN, Finder, Found, Hit, Person, announce


def announce_finder() -> None:
    announce(Finder("tasks", _("Nhiệm vụ"), find_tasks, order=45))


def find_tasks(user: Person, words: str) -> Found | None:
    if not isinstance(user, User) or not may(user, "tasks.view"):
        return None
    rows = tasks_found(user, Filters(text=words), clock.today())
    looked_at = list(rows.order_by(F("due_on").desc(nulls_last=True), "pk")[: SHOWN * 4])
    first = sorted(looked_at, key=lambda one: one.state not in OPEN)[:SHOWN]
    shown = [
        Hit(
            reverse("task", args=[one.pk]),
            one.title,
            ", ".join(filter(None, [one.owner.name if one.owner else "", State(one.state).label])),
        )
        for one in first
    ]
    many = rows.count() if len(looked_at) == SHOWN * 4 else len(looked_at)  # a short answer is all there is
    return Found(many, shown, f"{reverse('tasks-list')}?{urlencode({'tim': words})}")
