"""The indicators: the table of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.rights import may
from congthuong.apps.dashboard.queries import observations as queries
from congthuong.apps.dashboard.queries.composed import latest_report, report_book
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.queries.library import Library, library_on
from congthuong.apps.dashboard.wording import group_name
from congthuong.core.compose.figures import figure_of
from congthuong.core.compose.handles import Desk
from congthuong.core.document.figures_words import BASIS_NAMES
from congthuong.core.document.model import Figure
from congthuong.core.ledger import compare
from congthuong.core.ledger.export import observations_csv, observations_xlsx
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.model import Indicator, Observation
from congthuong.core.problems import Problem
from congthuong.web.downloads import file_answer
from congthuong.web.folding import fold, found
from congthuong.web.listing import Asked, asked_of, page_of

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
        return observations_file(queries.records_of(codes, None), "so-lieu", asked.file)
    desk = desk_of_report(state)
    if asked.column in FIGURES:
        kept = _by_figure(kept, desk, FIGURES[asked.column], falling=asked.falling)
    elif (
        desk is not None and not asked.order
    ):  # those that the period tells of come first, each part as it was
        kept.sort(key=lambda one: known_then(one, desk) is None)
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


def desk_of_report(state: str) -> Desk | None:
    code = latest_report(state)
    if not code:
        return None
    definition, book = report_book(state, code)
    return Desk(book, definition.place, definition.period)


def known_then(what: Indicator, desk: Desk | None) -> Known | None:
    """What the report's period knows of an indicator, in its own unit; None where it knows nothing."""
    if desk is None or what.code not in desk.book.indicators:
        return None
    known = desk.book.know(what.code, desk.place, desk.period_for(what))
    return None if known.value is None else known.in_unit(what.unit, max(what.decimals, known.decimals))


def _line(what: Indicator, desk: Desk | None) -> Line:
    groups = ", ".join(group_name(one) for one in what.groups)
    known = known_then(what, desk)
    if desk is None or known is None:
        return Line(what, groups, None, "", None, None)
    book = desk.book
    change = compare.change(book, known, compare.same_period(book, known), "so-cung-ky")
    attained = compare.attainment(known, compare.plan_of_year(book, known))
    shown = [
        figure_of(book, one, in_column=True) if one.value is not None else None for one in (change, attained)
    ]
    return Line(
        what,
        groups,
        figure_of(book, known, with_unit=False, in_column=True),
        BASIS_NAMES.get(known.basis, ""),
        *shown,
    )


def observations_file(records: Sequence[Observation], name: str, form: str) -> HttpResponse:
    data = observations_xlsx(records) if form == "xlsx" else observations_csv(records, for_excel=True)
    return file_answer(data, name, form)
