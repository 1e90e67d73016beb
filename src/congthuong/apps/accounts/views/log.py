"""The event log: found by person, action, subject and day, taken along as a file, and whether its seals hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts import events, queries
from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.logged import Logged, told_of
from congthuong.apps.accounts.models import Event
from congthuong.apps.accounts.naming import Named, Names, names_of
from congthuong.apps.accounts.views.asking import day_of
from congthuong.apps.accounts.words import action_name, data_line, subject_name
from congthuong.core.problems import Problem
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.listing import asked_of, page_of
from congthuong.web.moments import write_moment

LISTED = 10_000  # events that are counted and paged through; older ones are found by a day
MOST = 100_000  # rows of a file: what a spreadsheet still opens


@require_safe
@asks("events.view")
def log(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    by, action = request.GET.get("nguoi", "")[:150], request.GET.get("viec", "")[:60]
    first, last = day_of(request.GET.get("tu", "")), day_of(request.GET.get("den", ""))
    rows = queries.events(by=by, action=action, subject=asked.text, first=first, last=last).select_related(
        "by"
    )
    if asked.file:
        return _file(rows[:MOST], asked.file)
    page = page_of(request, rows[:LISTED])
    names, told = names_of(page), told_of(page)
    context = {
        "room": "events",
        "asked": asked,
        "page": page,
        "lines": [(one, _who(one), action_name(one.action), _logged(one, told, names)) for one in page],
        "people": queries.event_people(),
        "by": by,
        "actions": [(one, action_name(one)) for one in queries.event_actions()],
        "action": action,
        "first": first,
        "last": last,
        "more": page.paginator.count == LISTED,
        "filtered": bool(asked.text or by or action or first or last),
    }
    return render(request, "accounts/events.html", context)


@require_safe
@asks("events.view")
def seals(request: HttpRequest) -> HttpResponse:
    """Goes through the whole chain; its own page, since it reads every event."""
    found: events.Verified | None = None
    problem: Problem | None = None
    try:
        found = events.verify(request.GET.get("cho-doi", "").strip())
    except Problem as wrong:
        problem = wrong
    context = {
        "room": "events",
        "found": found,
        "problem": problem,
        "expected": request.GET.get("cho-doi", ""),
    }
    return render(request, "accounts/seals.html", context)


def _logged(event: Event, told: Mapping[int, Logged], names: Names) -> Logged:
    """As its room says it, else as it was recorded, with names for keys and codes."""
    if event.pk in told:
        return told[event.pk]
    named = names.subjects.get(event.subject) or Named(subject_name(event.subject))
    return Logged(named.text, data_line(event.data, names), named.url)


def _who(event: Event) -> str:
    """ "Trần Thị Bưởi (canbo)"; "" for the system itself."""
    name = event.by.full_name if event.by else ""
    return f"{name} ({event.by_name})" if name else event.by_name


def _file(rows: Iterable[Event], form: str) -> HttpResponse:
    headings = [
        _("Số"),
        _("Lúc"),
        _("Người làm"),
        _("Việc"),
        _("Mã việc"),
        _("Đối tượng"),
        _("Chi tiết"),
        _("Dấu niêm"),
    ]
    kept = list(rows)
    names, told = names_of(kept), told_of(kept)
    table: list[list[Value]] = [
        [
            str(one.id),
            write_moment(one.at, seconds=True),
            _who(one),
            action_name(one.action),
            one.action,
            said.subject,
            said.data,
            one.seal,
        ]
        for one in kept
        if (said := _logged(one, told, names))
    ]
    name = _("Nhật ký")
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)
