"""The progress table: by unit or procedure, of a period; every count opens its list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.procedures.problems import NoSuchFilter
from congthuong.apps.procedures.queries.dossiers import visible
from congthuong.apps.procedures.queries.figures import CONDITIONS, GROUPS, NAMES, Line, span_of_period, table
from congthuong.apps.procedures.views.asking import person, room
from congthuong.core.quantities import Period, write_date
from congthuong.web import clock
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.listing import asked_of

YEARS = 3


@require_safe
@asks("procedures.view")
def dossier_figures(request: HttpRequest) -> HttpResponse:
    """Raises UnknownPeriod, NoSuchFilter."""
    user = person(request)
    asked = asked_of(request)
    today = clock.today()
    period = Period.of(request.GET.get("ky", "") or f"{today:%Y-%m}")
    group = request.GET.get("nhom", "don-vi")
    if group not in GROUPS:
        raise NoSuchFilter(what="nhóm", value=group[:20])
    counted = table(visible(user), span_of_period(period), group)
    if asked.file:
        return _file((*counted.lines, counted.total), group, period, asked.file)
    context = {
        **room(user, "figures"),
        "period": period,
        "named": _named(period),
        "periods": _periods(today, period),
        "group": group,
        "lines": [(one, _address(one, group, period)) for one in counted.lines],
        "total": (counted.total, f"ky={period.code}"),
        "parameter": _parameter(group),
    }
    return render(request, "procedures/figures.html", context)


def _address(line: Line, group: str, period: Period) -> str:
    """The query of the list that a count of the line opens; the figure is added by the page."""
    return f"ky={period.code}&{_parameter(group)}={line.code or '-'}"


def _parameter(group: str) -> str:
    return "don_vi" if group == "don-vi" else "thu_tuc"


def _periods(today: date, chosen: Period) -> list[tuple[str, str]]:
    """This year's and the last years' periods, the newest first; the one that is shown is among them."""
    codes = [chosen.code]
    for year in range(today.year, today.year - YEARS, -1):
        codes += [f"{year}", f"{year}-H1", f"QL-{year}-H1", f"{year}-9M"]
        codes += [f"{year}-Q{quarter}" for quarter in (4, 3, 2, 1)]
        codes += [f"{year}-{month:02}" for month in range(12, 0, -1)]
    periods = [Period.of(code) for code in dict.fromkeys(codes)]
    return [(one.code, _named(one)) for one in periods if one.first <= today or one.code == chosen.code]


def _named(period: Period) -> str:
    """With its days: of the two halves of a year that begin on different days both are called "6 tháng đầu năm"."""
    first, last = write_date(period.first), write_date(period.last)
    return _("%(period)s (từ %(first)s đến %(last)s)") % {"period": period.name, "first": first, "last": last}


def _file(lines: tuple[Line, ...], group: str, period: Period, form: str) -> HttpResponse:
    headings = [_("Đơn vị") if group == "don-vi" else _("Thủ tục"), *(str(NAMES[one]) for one in CONDITIONS)]
    rows: list[list[Value]] = [
        [line.name or (_("Tổng số") if line is lines[-1] else _("chưa phân đơn vị")), *(Decimal(line[one]) for one in CONDITIONS)]
        for line in lines
    ]  # fmt: skip
    name = _("Tình hình giải quyết hồ sơ %(period)s") % {"period": _named(period)}
    data = table_xlsx(name, headings, rows) if form == "xlsx" else table_csv(headings, rows)
    return file_answer(data, name, form)
