"""The reports: the list, one as it reads, its files, its figures and where each comes from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup, escape

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.rights import may
from congthuong.apps.dashboard.queries.composed import Composed, composed_report
from congthuong.apps.dashboard.queries.days import asked_day
from congthuong.apps.dashboard.queries.explained import offered_to
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.sheet import LINK, TAIL
from congthuong.apps.reports.models import ReportDefinition
from congthuong.core.document import figures_words as words
from congthuong.core.document.model import Figure
from congthuong.core.quantities import Period
from congthuong.web.downloads import TYPES, file_answer
from congthuong.web.folding import fold, found
from congthuong.web.listing import NoSuchFile, asked_of, page_of

FILES: dict[str, Callable[[Composed], bytes]] = {
    "docx": lambda report: report.docx,
    "pdf": lambda report: report.pdf,
    "html": lambda report: report.html.encode(),
    "json": lambda report: report.figures_json,
}
LISTED = 20  # rows of a figure that stand on its own page; the whole list is a page of its own
# The file's own page brings its own rules, by hash, in a meta element; the header adds only what that cannot.
OWN_PAGE_POLICY = "frame-ancestors 'none'"


@require_safe
@asks("reports.view")
def reports(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    rows = ReportDefinition.objects.order_by("-as_of", "code").defer("templates")
    kept = found(rows, asked.text, lambda one: fold(f"{one.code} {one.heading}"))
    page = page_of(request, kept)
    listed = [(one, one.heading, Period.of(one.period).name) for one in page]
    return render(
        request, "dashboard/reports.html", {"room": "reports", "page": page, "listed": listed, "asked": asked}
    )


def _report(request: HttpRequest, code: str, state: str | None = None) -> Composed:
    return composed_report(state or mark(), code, asked_day(request.GET.get("ngay", "")))


def day_query(report: Composed) -> str:
    """What keeps the chosen day in the addresses that a page links to."""
    return f"?ngay={report.as_of.isoformat()}" if report.other_day else ""


@require_safe
@asks("reports.view")
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report in the frame, each figure a link to its origin."""
    made = _report(request, code)
    base = reverse("figures", args=[code])

    def linked(part: Markup) -> Markup:
        text = str(part).replace(LINK, str(escape(base))).replace(TAIL, str(escape(day_query(made))))
        return Markup(text)  # noqa: S704 (the writer's markup; what is put in is escaped)

    sheet = made.sheet
    context = {
        "room": "reports",
        "report": made,
        "day_query": day_query(made),
        "sheet": sheet,
        "bases": linked(sheet.bases),
        "blocks": linked(sheet.blocks),
        "annexes": [(one, linked(one.blocks)) for one in sheet.annexes],
        "notes": [linked(one) for one in sheet.notes],
        "violations": made.violations,
        "figure_count": len(made.index.printed),
        "may_see_returns": may(request.user, "returns.view"),
        "may_issue": may(request.user, "reports.issue"),
    }
    return render(request, "dashboard/report.html", context)


@require_safe
@asks("reports.view")
def report_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One of the report's files; the web page opens in the browser, the others are kept."""
    write = FILES.get(form)
    if write is None:
        raise NoSuchFile(form=form, known=", ".join(FILES))
    made = _report(request, code)
    data = write(made)
    if form == "html" and "xem" in request.GET:
        return own_page(data)
    draft = "-ban-nhap" if made.document.draft else ""
    return file_answer(data, f"{code}-{made.as_of.isoformat()}{draft}", form)


def own_page(data: bytes) -> HttpResponse:
    """A report's web page, opened in the browser."""
    response = HttpResponse(data, content_type=TYPES["html"])
    response.headers["Content-Security-Policy"] = OWN_PAGE_POLICY
    return response


@require_safe
@asks("reports.view")
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """Every figure of the report, found by its words."""
    asked = asked_of(request)
    made = _report(request, code)
    only_missing = request.GET.get("loc") == "thieu"
    own = [one for one in made.figures.values() if one.id in made.index.printed]
    if only_missing:
        own = [one for one in own if one.missing]
    page = page_of(request, found(own, asked.text, figure_text))
    context = {
        "room": "reports",
        "report": made,
        "day_query": day_query(made),
        "page": page,
        "listed": [
            (one, words.title(one), words.BASIS_NAMES.get(one.origin.basis, ""), made.index.places(one.id))
            for one in page
        ],
        "asked": asked,
        "only_missing": only_missing,
    }
    return render(request, "dashboard/figures.html", context)


def figure_text(figure: Figure) -> str:
    origin = figure.origin
    about = (words.title(figure), origin.period_name, origin.place_name, figure.text, figure.id)
    return fold(" ".join(about))


def list_url(register: str, opens: str) -> str:
    """The page that lists exactly the rows that were counted; "" where none were. opens: the address that a figure has
    wherever it is read."""
    return f"{reverse('register', args=[register])}?{opens.partition('?')[2]}" if opens else ""


@require_safe
@asks("reports.view")
def figure(request: HttpRequest, code: str, figure: str) -> HttpResponse:
    """Where one figure comes from, down to who gave what and when."""
    state = mark()
    made = _report(request, code, state)
    shown = made.figure(figure)
    origin = shown.origin
    period = Period.of(origin.period) if origin.period else None
    register, counted = made.counted(shown)
    otherwise = made.counted_otherwise(shown)
    context = {
        "room": "reports",
        "report": made,
        "day_query": day_query(made),
        "figure": shown,
        "title": words.title(shown),
        "facts": words.facts(shown),
        "formula": words.formula(origin),
        "doubts": words.doubts_beneath(shown, made.doubted),
        "inputs": [
            (letter, one, words.about(one))
            for letter, one in zip(words.letters(origin), origin.inputs, strict=True)
        ],
        "register": register,
        "counted": counted[:LISTED],
        "count": origin.counted if origin.register else len(counted),
        "list_url": list_url(origin.register, origin.opens),
        "otherwise": otherwise,
        "otherwise_url": list_url(otherwise.register, otherwise.opens) if otherwise else "",
        "places": made.places.get(shown.id, []),
        "used_in": made.used_in.get(shown.id, []),
        "has_indicator": origin.indicator in made.book.indicators,
        "explained": offered_to(request.user, state, origin.indicator, origin.place, period),
    }
    return render(request, "dashboard/figure.html", context)
