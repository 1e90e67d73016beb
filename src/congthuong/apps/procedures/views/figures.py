"""The progress table: by unit or procedure, of a period; every count opens its list."""

from __future__ import annotations

import re
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

YEARS = 10
"""How many years back the page offers; ten thousand dossiers a year are kept for ten."""
YEAR = re.compile(r"(?<!\d)\d{4}")


@require_safe
@asks("procedures.view")
def dossier_figures(request: HttpRequest) -> HttpResponse:
    """Raises UnknownPeriod, NoSuchFilter."""
    user = person(request)
    asked = asked_of(request)
    today = clock.today()
    period, told = _asked(request, today)
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
        "told": told,
        "years": _years(today, period),
        "chosen_year": _year(period),
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


def _asked(request: HttpRequest, today: date) -> tuple[Period, str]:
    """The period of the address, in the year `nam` where that was chosen beside it; and what is told of a day that this year
    does not have. Raises UnknownPeriod."""
    period = Period.of(request.GET.get("ky", "") or f"{today:%Y-%m}")
    year = request.GET.get("nam", "")
    if not re.fullmatch(r"[12]\d{3}", year, re.ASCII):
        return period, ""
    moved = period.years_later(int(year) - _year(period))
    if moved.kind != "day" or moved.first.day == period.first.day:
        return moved, ""
    shown = write_date(moved.first)
    return moved, _("Năm %(year)s không có ngày 29/02. Đang xem ngày %(day)s.") % {"year": year, "day": shown}


def _year(period: Period) -> int:
    """By which the period is called, not when it begins: a management year begins in December before."""
    found = YEAR.search(period.code)
    return int(found[0]) if found else period.last.year


def _years(today: date, chosen: Period) -> list[int]:
    """The newest first; the one that is shown is among them."""
    return sorted({*range(today.year, today.year - YEARS, -1), _year(chosen)}, reverse=True)


def _periods(today: date, chosen: Period) -> list[tuple[str, list[tuple[str, str]]]]:
    """The periods of the chosen one's year that have begun, in their groups, each as its code and what it is called there; the
    one that is shown is among them."""
    year = _year(chosen)
    groups = [
        (_("Năm, nửa năm"), [f"{year}", f"{year}-H1", f"QL-{year}-H1", f"{year}-9M"]),
        (_("Quý"), [f"{year}-Q{quarter}" for quarter in range(1, 5)]),
        (_("Tháng"), [f"{year}-{month:02}" for month in range(1, 13)]),
    ]
    begun = [
        (name, [one for code in codes if (one := Period.of(code)).first <= today]) for name, codes in groups
    ]
    if not any(chosen in own for _name, own in begun):
        begun.insert(0, (_("Kỳ đang xem"), [chosen]))
    return [(name, [(one.code, _called(one)) for one in own]) for name, own in begun if own]


def _called(period: Period) -> str:
    """With its days where two are called alike: the halves of a year that begin on different days are both "6 tháng đầu năm"."""
    return _named(period) if period.code.endswith("-H1") else period.name


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
