from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.rights import may
from congthuong.apps.dashboard.queries import today as queries
from congthuong.apps.dashboard.queries.composed import composed_report, latest_report
from congthuong.apps.dashboard.queries.kept import mark

SHOWN_GAPS = 12


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The first page: where the department stands, by the latest report."""
    if not may(request.user, "reports.view"):
        return render(request, "dashboard/today.html", {"room": "today", "elsewhere": True})
    code = latest_report()
    if not code:
        return render(request, "dashboard/today.html", {"room": "today"})
    report = composed_report(mark(), code)
    rose, fell = queries.moved_most(report)
    context = {
        "room": "today",
        "report": report,
        "targets": queries.targets(report),
        "rose": rose,
        "fell": fell,
        "gaps": report.missing[:SHOWN_GAPS],
        "more_gaps": max(0, len(report.missing) - SHOWN_GAPS),
    }
    return render(request, "dashboard/today.html", context)
