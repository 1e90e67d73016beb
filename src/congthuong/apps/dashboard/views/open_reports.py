"""Pages without a login: reports that were made public, and the check of a paper by its code or its file."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congthuong.apps.dashboard.views.checks import NotTaken
from congthuong.apps.dashboard.views.editions import edition_text, issued_file
from congthuong.apps.procedures import public
from congthuong.apps.procedures.problems import TooManyTries
from congthuong.apps.reports.editions import queries
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period
from congthuong.web.folding import found
from congthuong.web.listing import asked_of, page_of
from congthuong.web.uploads import LARGEST


@login_not_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    page = page_of(request, found(queries.published(), asked.text, edition_text))
    context = {
        "open_page": "open-reports",
        "asked": asked,
        "page": page,
        "listed": [(one, Period.of(one.period).name) for one in page],
    }
    return render(request, "dashboard/open_reports.html", context)


@login_not_required
@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    own = queries.published_by_code(code)
    context = {
        "open_page": "open-reports",
        "edition": own,
        "files": list(own.files.defer("data").order_by("pk")),
    }
    return render(request, "dashboard/open_report.html", context)


@login_not_required
@require_safe
def report_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    return issued_file(request, queries.published_by_code(code), form)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a paper is one that was issued: by the code on it, or by the file itself, which is read and not kept."""
    context: dict[str, Any] = {"open_page": "open-verify", "code": "", "megabytes": LARGEST // 2**20}
    status = 200
    if request.method == "POST":
        context["code"] = request.POST.get("ma", "")[:40]
        try:
            public.count_try(request, "kiem-tra", public.LOOK_UPS)
            context |= _verified(request)
        except TooManyTries as trouble:
            context["problems"], status = (trouble,), 429
        except Problem as trouble:
            context["problems"], status = (trouble,), 400
    return render(request, "dashboard/verify.html", context, status=status)


def _verified(request: HttpRequest) -> dict[str, Any]:
    """What the page tells. Raises UnknownCheckCode, NotTaken."""
    upload = request.FILES.get("tep")
    if getattr(request, "upload_too_large", False) or (upload is not None and (upload.size or 0) > LARGEST):
        raise NotTaken(why="Tệp lớn quá mức trang này nhận.", limit=LARGEST // 2**20)
    if upload is not None:
        same = queries.edition_by_file(upload.chunks())
        own = queries.edition_of(same.edition_id) if same else None
        return {
            "by_file": True,
            "file_name": (upload.name or "")[:120],
            "edition": own,
            "broken": queries.broken(own) if own else "",
        }
    own = queries.edition_by_code(request.POST.get("ma", "")[:40])
    return {"edition": own, "broken": queries.broken(own)}
