"""Soát: a report is handed in, its findings are read, dismissed with a reason, taken along as a file."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.models import User
from congthuong.apps.dashboard.check_form import asked_against, compare_form
from congthuong.apps.reports.checks.converting import SECONDS
from congthuong.apps.reports.checks.queries import decisions_for, file_for, files_for, marked_of, may_change
from congthuong.apps.reports.checks.services import (
    LONGEST_REASON,
    file_check,
    file_delete,
    finding_dismiss,
    finding_restore,
)
from congthuong.apps.reports.models import CheckedFile
from congthuong.conversion import converter_there
from congthuong.core.audit.writers.html import document_html, findings_html, write_html
from congthuong.core.audit.writers.marked import Marked, MarkedFinding
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web.downloads import file_answer
from congthuong.web.folding import fold, found
from congthuong.web.listing import NoSuchFile, asked_of, page_of
from congthuong.web.uploads import LARGEST

log = logging.getLogger(__name__)
ENDINGS = (".docx", ".pdf", ".txt", ".html", ".htm", ".md", ".doc", ".rtf")
PER_PAGE = 20


class NotTaken(Problem):
    code: ClassVar[str] = "CT-457"
    text: ClassVar[str] = (
        "{why} Hãy chọn một tệp Word, PDF, văn bản, HTML hoặc Markdown không quá {limit} MB."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@asks("checks.use")
def checks(request: HttpRequest) -> HttpResponse:
    """The form and the person's earlier checks; with POST the file is checked."""
    if request.method == "POST":
        return _take(request)
    return _list(request, ())


def _list(request: HttpRequest, problems: tuple[Problem, ...], status: int = 200) -> HttpResponse:
    asked = asked_of(request)
    rows = found(files_for(_user(request)), asked.text, lambda one: fold(f"{one.name} {one.owner.full_name}"))
    page = page_of(request, rows, PER_PAGE)
    context = {
        "room": "checks",
        "asked": asked,
        "page": page,
        "problems": problems,
        "compare": compare_form(request, _user(request)),
        "old_word": converter_there(),
        "seconds": SECONDS,
        "endings": ",".join(ENDINGS),
        "megabytes": LARGEST // 2**20,
        "others": any(one.owner_id != _user(request).pk for one in page),
    }
    return render(request, "dashboard/checks.html", context, status=status)


def _take(request: HttpRequest) -> HttpResponse:
    """The file is only read; what is kept is the answer. A script is answered with an address, a form with a page."""
    script = "application/json" in request.headers.get("Accept", "")
    try:
        kept = _checked(request)
    except (Problem, Problems) as trouble:
        problems = problems_in(trouble)
        log.info("%s: %s", request.path, trouble, extra={"problem": problems[0].code})
        if script:
            return JsonResponse({"ok": False, "problems": [one.as_dict() for one in problems]}, status=400)
        return _list(request, tuple(problems), status=400)
    address = reverse("check", args=[kept.pk])
    return JsonResponse({"ok": True, "address": address}) if script else redirect(address)


def _checked(request: HttpRequest) -> CheckedFile:
    upload = request.FILES.get("tep")
    limit = LARGEST // 2**20
    if getattr(request, "upload_too_large", False):
        raise NotTaken(why="Tệp lớn quá mức trang này nhận.", limit=limit)
    if upload is None or not upload.name:
        raise NotTaken(why="Chưa chọn tệp nào.", limit=limit)
    if PurePath(upload.name).suffix.lower() not in ENDINGS:
        raise NotTaken(why=f"Không soát được loại tệp của «{upload.name[:80]}».", limit=limit)
    against = asked_against(request)
    return file_check(name=upload.name, data=upload.read(), by=_user(request), against=against)


@require_safe
@asks("checks.use")
def check(request: HttpRequest, number: int) -> HttpResponse:
    """The marked document with its list, what was dismissed below."""
    file = file_for(_user(request), number)
    marked, left, dismissed = _sorted_out(file)
    own = may_change(_user(request), file)

    def form(finding: MarkedFinding) -> Markup:
        context = {"file": file, "finding": finding, "longest": LONGEST_REASON}
        made = render_to_string("dashboard/parts/dismiss.html", context, request)
        return Markup(made)  # noqa: S704 (our own template, which escapes)

    context = {
        "room": "checks",
        "file": file,
        "own": own,
        "mine": file.owner_id == _user(request).pk,
        "marked": left,
        "findings": findings_html(left, form if own else None),
        "document": document_html(left),
        "dismissed": [(one, dismissed[one.print]) for one in marked.findings if one.print in dismissed],
    }
    return render(request, "dashboard/check.html", context)


@require_safe
@asks("checks.use")
def check_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The answer to be kept, without what was dismissed (the JSON holds everything)."""
    write = _WRITERS.get(form)
    if write is None:
        raise NoSuchFile(form=form, known=", ".join(_WRITERS))
    file = file_for(_user(request), number)
    _, left, _ = _sorted_out(file)
    return file_answer(write(file, left), f"{PurePath(file.name).stem}-soat", form)


@require_POST
@asks("checks.use")
def dismiss(request: HttpRequest, number: int, finding: int) -> HttpResponse:
    finding_dismiss(file=number, number=finding, reason=request.POST.get("ly-do", ""), by=_user(request))
    return _back(number, _next(file_for(_user(request), number), finding))


@require_POST
@asks("checks.use")
def restore(request: HttpRequest, number: int, finding: int) -> HttpResponse:
    finding_restore(file=number, number=finding, by=_user(request))
    return _back(number, f"#f{finding}")


@require_POST
@asks("checks.use")
def delete(request: HttpRequest, number: int) -> HttpResponse:
    file_delete(file=number, by=_user(request))
    return redirect("checks")


def _next(file: CheckedFile, finding: int) -> str:
    """Where reading goes on: the next finding that is left, else what was dismissed."""
    _, left, _ = _sorted_out(file)
    later = [one.number for one in left.findings if one.number > finding]
    return f"#f{later[0]}" if later else "#bo-qua"


def _back(number: int, place: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("check", args=[number]) + place)


def _sorted_out(file: CheckedFile) -> tuple[Marked, Marked, dict[str, object]]:
    """All of it, without what was dismissed, and the decisions by the findings' prints."""
    marked = marked_of(file)
    decisions = dict(decisions_for(file, marked))
    return marked, marked.without(frozenset(decisions)), {**decisions}


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the site asks for a login before any page
    return request.user


def _docx(file: CheckedFile, marked: Marked) -> bytes:
    from congthuong.core.audit.writers.docx import write_docx

    return write_docx(marked, bytes(file.word) if file.word is not None else None)


def _json(file: CheckedFile, _marked: Marked) -> bytes:
    return json.dumps(json.loads(file.result), ensure_ascii=False, indent=1).encode()


def _html(_file: CheckedFile, marked: Marked) -> bytes:
    return write_html(marked).encode()


_WRITERS: dict[str, Callable[[CheckedFile, Marked], bytes]] = {"html": _html, "json": _json, "docx": _docx}
