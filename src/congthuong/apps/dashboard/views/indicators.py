"""The indicators: the table of all, and one with its observations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.rights import may
from congthuong.apps.dashboard.queries import observations as queries
from congthuong.apps.dashboard.queries.composed import latest_report, report_book
from congthuong.apps.dashboard.queries.days import asked_day
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.queries.library import Library, library_on
from congthuong.apps.dashboard.wording import ADDING, CALENDARS, KINDS, group_name
from congthuong.core.compose.figures import figure_of
from congthuong.core.compose.handles import Desk
from congthuong.core.document.figures_words import BASIS_NAMES, STATUS_NAMES, VINTAGE_NAMES
from congthuong.core.document.model import Figure
from congthuong.core.document.writers.html_blocks import still_picture
from congthuong.core.ledger import compare
from congthuong.core.ledger.export import observations_csv, observations_xlsx
from congthuong.core.ledger.model import Indicator, Observation
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import unit_of, write_number
from congthuong.web.downloads import file_answer
from congthuong.web.folding import fold, found
from congthuong.web.listing import Asked, asked_of, page_of
from congthuong.web.problems import NotFound

ORDERS: dict[str, Callable[[Indicator], str]] = {
    "ten": lambda one: fold(one.name),
    "ma": lambda one: one.code,
    "don-vi": lambda one: fold(one.unit.symbol),
}
FIGURES: dict[str, Callable[[Line], Figure | None]] = {
    "gia-tri": lambda line: line.value,
    "so-cung-ky": lambda line: line.change,
    "dat-ke-hoach": lambda line: line.attainment,
}
"""What the period tells: those of which it tells nothing stand last, whichever way the table is sorted."""


class NoSuchGroup(Problem):
    code: ClassVar[str] = "CT-706"
    text: ClassVar[str] = "Không có nhóm chỉ tiêu «{group}». Hãy chọn một nhóm trong danh sách."


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the table, with its figures for the report's period where there are any."""

    indicator: Indicator
    groups: str
    value: Figure | None
    basis: str
    change: Figure | None
    attainment: Figure | None


@require_safe
@asks("ledger.view")
def indicators(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request, (*ORDERS, *FIGURES))
    state = mark()
    library = library_on(state)
    groups = sorted({group for one in library.indicators for group in one.groups})
    group = request.GET.get("nhom", "")
    if group and group not in groups:
        raise NoSuchGroup(group=group)
    kept = _chosen(library, asked, group)
    if asked.file:
        everything = not asked.text and not group
        codes = None if everything else [one.code for one in kept]
        return _file(queries.records_of(codes, None), "so-lieu", asked.file)
    desk = _desk(state)
    if asked.column in FIGURES:
        kept = _by_figure(kept, desk, FIGURES[asked.column], falling=asked.falling)
    elif (
        desk is not None and not asked.order
    ):  # those that the period tells of come first, each part as it was
        kept.sort(key=lambda one: not _has_value(one, desk))
    page = page_of(request, kept)
    context = {
        "room": "indicators",
        "may_import": may(request.user, "tables.import"),
        "asked": asked,
        "page": page,
        "lines": [_line(one, desk) for one in page],
        "period": desk.period.name if desk else "",
        "groups": [(one, group_name(one)) for one in groups],
        "group": group,
        "filtered": bool(asked.text or group),
    }
    return render(request, "dashboard/indicators.html", context)


def _chosen(library: Library, asked: Asked, group: str) -> list[Indicator]:
    of_group = [one for one in library.indicators if not group or group in one.groups]
    kept = found(of_group, asked.text, lambda one: library.indicator_texts[one.code])
    if asked.column in ORDERS:
        kept.sort(key=ORDERS[asked.column], reverse=asked.falling)
    return kept


def _by_figure(
    chosen: Sequence[Indicator], desk: Desk | None, told: Callable[[Line], Figure | None], *, falling: bool
) -> list[Indicator]:
    values = [(one, figure.value if (figure := told(_line(one, desk))) else None) for one in chosen]
    known = sorted(
        ((one, value) for one, value in values if value is not None),
        key=lambda pair: pair[1],
        reverse=falling,
    )
    return [*(one for one, _value in known), *(one for one, value in values if value is None)]


def _desk(state: str) -> Desk | None:
    code = latest_report(state)
    if not code:
        return None
    definition, book = report_book(state, code)
    return Desk(book, definition.place, definition.period)


def _has_value(what: Indicator, desk: Desk) -> bool:
    if what.code not in desk.book.indicators:
        return False
    return desk.book.know(what.code, desk.place, desk.period_for(what)).value is not None


def _line(what: Indicator, desk: Desk | None) -> Line:
    groups = ", ".join(group_name(one) for one in what.groups)
    if desk is None or what.code not in desk.book.indicators:
        return Line(what, groups, None, "", None, None)
    book = desk.book
    known = book.know(what.code, desk.place, desk.period_for(what))
    known = known.in_unit(what.unit, max(what.decimals, known.decimals)) if known.value is not None else known
    if known.value is None:
        return Line(what, groups, None, "", None, None)
    change = compare.change(book, known, compare.same_period(book, known), "so-cung-ky")
    attained = compare.attainment(known, compare.plan_of_year(book, known))
    shown = [figure_of(book, one) if one.value is not None else None for one in (change, attained)]
    return Line(
        what,
        groups,
        figure_of(book, known, with_unit=False, in_column=True),
        BASIS_NAMES.get(known.basis, ""),
        *shown,
    )


def _file(records: Sequence[Observation], name: str, form: str) -> HttpResponse:
    data = observations_xlsx(records) if form == "xlsx" else observations_csv(records, for_excel=True)
    return file_answer(data, name, form)


@require_safe
@asks("ledger.view")
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: what it is, its picture, every value known on the day with those known before."""
    asked = asked_of(request)
    day = asked_day(request.GET.get("ngay", ""))
    state = mark()
    library = library_on(state, day)
    what = library.indicator(code)
    if what is None:
        close = nearest(code, [one.code for one in library.indicators])
        raise NotFound(what="chỉ tiêu", name=code, hint=f" Có phải «{close}»?" if close else "")
    if asked.file:
        return _file(queries.records_of([code], day), code, asked.file)
    page = page_of(request, queries.known_of(code, day))
    values = queries.with_earlier(list(page))
    desk = _desk(state)
    place = desk.place if desk else (values[0].row.place if values else "")
    chart = queries.chart_of(what, place, day, _source(values), library.item_names)
    context = {
        "room": "indicators",
        "indicator": what,
        "groups": [(one, group_name(one)) for one in what.groups],
        "kind": KINDS.get(what.kind, what.kind),
        "over_time": ADDING.get(what.over_time, what.over_time),
        "over_places": ADDING.get(what.over_places, what.over_places),
        "calendar": CALENDARS.get(what.calendar, what.calendar),
        "breakdowns": [one.name for one in library.codelists if one.code in what.breakdowns],
        "page": page,
        "day": day,
        "lines": [_value(one, what, library) for one in values],
        "chart": chart,
        "picture": still_picture(chart) if chart else "",
    }
    return render(request, "dashboard/indicator.html", context)


def _source(values: Sequence[queries.Known]) -> str:
    sources = list(dict.fromkeys(one.row.source for one in values if one.row.source))
    if not sources:
        return ""
    return (
        sources[0]
        if len(sources) == 1
        else _("%(first)s và %(count)s nguồn khác")
        % {
            "first": sources[0],
            "count": len(sources) - 1,
        }
    )


def _value(known: queries.Known, what: Indicator, library: Library) -> dict[str, Any]:
    row = known.row
    return {
        "period": queries.period_name(row.period),
        "basis": BASIS_NAMES.get(row.basis, row.basis),
        "items": library.item_names(row.items),
        "place": library.place_name(row.place, row.period_last),
        "value": _number(row),
        "unit": "" if unit_of(row.unit) == what.unit else row.unit,
        "qualifier": row.qualifier,
        "vintage": VINTAGE_NAMES.get(row.vintage, row.vintage),
        "status": STATUS_NAMES.get(row.status, row.status),
        "low": _bound(row.low),
        "high": _bound(row.high),
        "row": row,
        "earlier": [
            {"value": _number(one), "row": one, "vintage": VINTAGE_NAMES.get(one.vintage, one.vintage)}
            for one in known.earlier
        ],
    }


def _number(row: Any) -> str:
    return write_number(row.value, row.decimals)


def _bound(value: Any) -> str:
    if value is None:
        return ""
    exponent = value.normalize().as_tuple().exponent
    return write_number(value, max(0, -exponent))
