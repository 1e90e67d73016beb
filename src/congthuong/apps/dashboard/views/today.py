from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.services.reminding import reminders_send
from congthuong.apps.dashboard.queries import today as queries
from congthuong.apps.dashboard.queries.composed import composed_report, latest_report
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.queries.work import Work, work_of
from congthuong.web import clock
from congthuong.web.today import blocks_for

SHOWN_GAPS = 12


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The first page: what waits for the person, then where the department stands, by the latest report."""
    user = request.user
    work = work_of(user, clock.today()) if isinstance(user, User) else Work()
    context = {"room": "today", "work": work, "blocks": blocks_for(user)}
    if not may(user, "reports.view"):
        return render(request, "dashboard/today.html", context | {"elsewhere": True})
    state = mark()
    code = latest_report(state)
    if not code:
        return render(request, "dashboard/today.html", context)
    report = composed_report(state, code)
    rose, fell = queries.moved_most(report)
    context |= {
        "report": report,
        "targets": queries.targets(report),
        "rose": rose,
        "fell": fell,
        "gaps": report.missing[:SHOWN_GAPS],
        "more_gaps": max(0, len(report.missing) - SHOWN_GAPS),
    }
    return render(request, "dashboard/today.html", context)


@asks("rounds.open")
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Today's letters to all who owe something, now; who had theirs gets none again."""
    sent = reminders_send(on=clock.today())
    words = _("Đã gửi %(count)s thư nhắc.") % {"count": sent}
    messages.success(request, words if sent else _("Hôm nay không còn thư nhắc nào phải gửi."))
    return redirect("today")
