"""Issuing a report, and the reports that were issued: the list, one with its files, what the ledger says by now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.accounts.doors import asks, told_beside_the_form
from congthuong.apps.accounts.rights import may
from congthuong.apps.dashboard.queries.composed import composed_report
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.queries.moved import Moved, moved_since
from congthuong.apps.dashboard.views.reports import own_page
from congthuong.apps.reports.editions import queries
from congthuong.apps.reports.editions.composing import draft_of
from congthuong.apps.reports.editions.registering import entered
from congthuong.apps.reports.editions.services import LONGEST_REASON, edition_publish, report_issue
from congthuong.apps.reports.models import Edition
from congthuong.apps.reports.queries import definition_for
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import Period, read_date, write_date
from congthuong.web import clock
from congthuong.web.downloads import TYPES, file_answer
from congthuong.web.folding import fold, found
from congthuong.web.listing import NoSuchFile, asked_of, page_of

FORMS = ("docx", "pdf", "html", "json")
NO_CODE = "XXXX-XXXX-XXXX"
"""What stands for the check code in a preview, so that no preview passes for the edition."""


@require_http_methods(["GET", "HEAD", "POST"])
@asks("reports.issue")
def issue(request: HttpRequest, code: str) -> HttpResponse:
    """The form with number and day; with POST the report is shown as it would be, or issued."""
    definition = definition_for(code)
    typed = {
        "so": request.POST.get("so", "")[:80],
        "ngay": request.POST.get("ngay", clock.today().isoformat())[:20],
        "chot": request.POST.get("chot", definition.as_of.isoformat())[:20],
        "ly-do": request.POST.get("ly-do", "")[: LONGEST_REASON + 1],
        "cong-khai": "cong-khai" in request.POST,
        "thay": request.POST.get("thay", "")[:80],
    }
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            if "xem" in request.POST:
                return _preview(code, typed)
            made = report_issue(
                code,
                number=str(typed["so"]),
                dated=read_date(str(typed["ngay"])),
                as_of=read_date(str(typed["chot"])),
                accepted=str(typed["ly-do"]),
                public=bool(typed["cong-khai"]),
                replaces=str(typed["thay"]),
                by=request.user,  # type: ignore[arg-type]  # asked for by the door
            )
            messages.success(
                request, _("Đã phát hành. Nội dung từ nay không đổi; số liệu sửa sau này không sửa bản này.")
            )
            return redirect("edition", made.pk)
        except (Problem, Problems) as trouble:
            problems = told_beside_the_form(trouble)
    context = {
        "room": "reports",
        "report": composed_report(mark(), code),
        "typed": typed,
        "reason": typed["ly-do"],
        "opened": typed["cong-khai"],
        "problems": problems,
        "latest": queries.latest_of(code),
        "symbol": definition.declared.letterhead.number.partition("/")[2],
        "today": clock.today().isoformat(),
        "longest": LONGEST_REASON,
    }
    return render(request, "dashboard/issue.html", context, status=400 if problems else 200)


def _preview(code: str, typed: dict[str, Any]) -> HttpResponse:
    """The PDF as it would be, with what stands in the way told only when it is to be issued."""
    draft = draft_of(
        definition_for(code),
        number=typed["so"],
        dated=read_date(typed["ngay"]),
        as_of=read_date(typed["chot"]),
        check_code=NO_CODE,
        replaces=queries.latest_of(code),
    )
    response = HttpResponse(draft.files["pdf"], content_type=TYPES["pdf"])
    response.headers["Content-Disposition"] = 'inline; filename="xem-thu.pdf"'
    return response


@require_safe
@asks("reports.view")
def editions(request: HttpRequest) -> HttpResponse:
    """Of one report where the address names its code."""
    asked = asked_of(request)
    rows = queries.editions()
    if only := request.GET.get("bao-cao", "")[:80]:
        rows = rows.filter(report__code=only)
    page = page_of(request, found(rows, asked.text, edition_text))
    context = {
        "room": "reports",
        "asked": asked,
        "page": page,
        "only": only,
        "listed": [(one, Period.of(one.period).name) for one in page],
    }
    return render(request, "dashboard/editions.html", context)


def edition_text(one: Edition) -> str:
    return fold(
        f"{one.number} {one.heading} {one.title} {one.signer} {write_date(one.dated)} {one.check_code}"
    )


@require_safe
@asks("reports.view")
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """One edition; with ?so=nay, what the same report would print from what is known today."""
    return _edition_page(request, queries.edition_of(number))


def _edition_page(request: HttpRequest, own: Any, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    moved: tuple[Moved, ...] | None = None
    if request.GET.get("so") == "nay":
        moved = moved_since(own, composed_report(mark(), own.report.code, clock.today()))
    context = {
        "room": "reports",
        "edition": own,
        "files": list(own.files.defer("data").order_by("pk")),
        "broken": queries.broken(own),
        "document": entered(own),
        "publications": list(own.publications.select_related("by").order_by("-pk")),
        "moved": moved,
        "today": clock.today(),
        "may_publish": may(request.user, "reports.issue"),
        "problems": problems,
        "longest": LONGEST_REASON,
    }
    return render(request, "dashboard/edition.html", context, status=400 if problems else 200)


@require_POST
@asks("reports.issue")
def publish(request: HttpRequest, number: int) -> HttpResponse:
    public = request.POST.get("cong-khai") == "1"
    reason = request.POST.get("ly-do", "")[: LONGEST_REASON + 1]
    try:
        edition_publish(number, public=public, reason=reason, by=request.user)  # type: ignore[arg-type]
    except (Problem, Problems) as trouble:
        return _edition_page(request, queries.edition_of(number), told_beside_the_form(trouble))
    told = _("Đã công khai: ai cũng xem được.") if public else _("Đã thôi công khai.")
    messages.success(request, told)
    return redirect("edition", number)


@require_safe
@asks("reports.view")
def edition_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    return issued_file(request, queries.edition_of(number), form)


def issued_file(request: HttpRequest, own: Edition, form: str) -> HttpResponse:
    """The file as it was issued, byte for byte; the web page opens in the browser where that is asked for."""
    kept = queries.file_of(own, form)
    if kept is None:
        raise NoSuchFile(form=form, known=", ".join(FORMS))
    data = bytes(kept.data)
    if form == "html" and "xem" in request.GET:
        return own_page(data)
    return file_answer(data, f"{own.number}-{own.dated.isoformat()}", form)
