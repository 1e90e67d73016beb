"""The programme of a half-year and its results, as words for a report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.programme.problems import NoSuchTaskFilter
from congthuong.apps.programme.queries.composed import as_markdown, newest_first, programme_of, results_of
from congthuong.apps.programme.register import half_of
from congthuong.apps.programme.views.asking import person, room
from congthuong.core.quantities import Period, UnknownPeriod
from congthuong.web import clock


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    user, period = person(request), _period(request)
    sections = programme_of(user, period)
    heading = f"3. Một số nhiệm vụ trọng tâm {period.name}"
    context = {
        **room(user),
        "tab": "programme",
        "title": _("Chương trình công tác"),
        "lead": _("Soạn từ các nhiệm vụ còn mở, đến hạn trong kỳ hoặc chưa có hạn."),
    }
    return _page(request, context, sections, period, as_markdown(sections, heading))


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    user, period = person(request), _period(request)
    sections = results_of(user, period)
    heading = f"Kết quả thực hiện nhiệm vụ {period.name}"
    context = {
        **room(user),
        "tab": "results",
        "title": _("Kết quả để đưa vào báo cáo"),
        "lead": _(
            "Soạn từ các nhiệm vụ báo xong hoặc đã đóng trong kỳ, xếp theo lĩnh vực, kèm văn bản giao."
        ),
    }
    return _page(request, context, sections, period, as_markdown(sections, heading))


def _page(
    request: HttpRequest, context: dict[str, object], sections: object, period: Period, text: str
) -> HttpResponse:
    more = {"sections": sections, "period": period, "periods": newest_first(period), "text": text}
    return render(request, "programme/composed.html", context | more)


def _period(request: HttpRequest) -> Period:
    """The half-year of the address, or the one of today. Raises NoSuchTaskFilter."""
    wanted = request.GET.get("ky", "")[:20] or half_of(clock.today())
    try:
        period = Period.of(wanted)
    except UnknownPeriod:
        raise NoSuchTaskFilter(what="kỳ", value=wanted) from None
    if not 2000 <= period.first.year <= 2100:
        raise NoSuchTaskFilter(what="kỳ", value=wanted)
    return period
