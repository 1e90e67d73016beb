"""One indicator: what it is, its picture, its values known on a day with those known before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.dashboard.queries import observations as queries
from congthuong.apps.dashboard.queries.days import asked_day
from congthuong.apps.dashboard.queries.explained import offered_to
from congthuong.apps.dashboard.queries.indicator_picture import Picture, picture_of
from congthuong.apps.dashboard.queries.indicator_rows import (
    TOTALS,
    UNITS,
    Chosen,
    Frequency,
    Offered,
    chosen_of,
    frequency_of,
    offered_of,
    rows_chosen,
)
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.queries.library import Library, library_on
from congthuong.apps.dashboard.views.indicator_standing import standing_of
from congthuong.apps.dashboard.views.indicators import desk_of_report, observations_file
from congthuong.apps.dashboard.wording import ADDING, CALENDARS, KINDS, frequency_name, group_name
from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.records import observation_record
from congthuong.core.document.figures_words import BASIS_NAMES, status_name, vintage_name
from congthuong.core.document.writers.html_blocks import still_picture
from congthuong.core.ledger.model import Indicator, decimals_of
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.problems import nearest
from congthuong.core.quantities import unit_of, write_number
from congthuong.web.folding import fold
from congthuong.web.listing import asked_of, page_of
from congthuong.web.problems import NotFound

Choice = tuple[str, str]


@require_safe
@asks("ledger.view")
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    asked = asked_of(request)
    day = asked_day(request.GET.get("ngay", ""))
    state = mark()
    library = library_on(state, day)
    what = _named(library, code)
    offered = offered_of(code, day)
    chosen = chosen_of(request.GET, offered, managed=what.calendar == "management")
    rows = rows_chosen(code, day, offered, chosen)
    if asked.file:
        return observations_file([observation_record(one) for one in rows.order_by("id")], code, asked.file)
    page = page_of(request, rows)
    values = queries.with_earlier(list(page))
    desk = desk_of_report(state)
    place = chosen.place or (desk.place if desk else "")
    picture = _picture(what, day, offered, chosen, desk.place if desk else "", library)
    context = {
        "room": "indicators",
        "indicator": what,
        **_about(what, library),
        **_choices(offered, library, day),
        "standing": standing_of(what, desk) if day is None else None,
        "explained": offered_to(request.user, state, code, place, chosen.period) if day is None else None,
        "chosen": chosen,
        "chosen_period": chosen.period.code if chosen.period else "",
        "shown_frequency": _frequency_shown(picture, chosen),
        "page": page,
        "day": day,
        "lines": [_value(one, what, library) for one in values],
        "picture": picture,
        "drawn": still_picture(picture.chart) if picture else "",
        "drawn_narrow": still_picture(picture.narrow) if picture and picture.narrow else "",
        "whose_picture": _whose(picture, chosen, library),
    }
    return render(request, "dashboard/indicator.html", context)


def _named(library: Library, code: str) -> Indicator:
    """Raises NotFound."""
    what = library.indicator(code)
    if what is None:
        close = nearest(code, [one.code for one in library.indicators])
        raise NotFound(what="chỉ tiêu", name=code, hint=f" Có phải «{close}»?" if close else "")
    return what


def _about(what: Indicator, library: Library) -> dict[str, Any]:
    return {
        "groups": [(one, group_name(one)) for one in what.groups],
        "kind": KINDS.get(what.kind, what.kind),
        "over_time": ADDING.get(what.over_time, what.over_time),
        "over_places": ADDING.get(what.over_places, what.over_places),
        "calendar": CALENDARS.get(what.calendar, what.calendar),
        "breakdowns": [one.name for one in library.codelists if one.code in what.breakdowns],
    }


def _choices(offered: Offered, library: Library, day: date | None) -> dict[str, Any]:
    """What may be chosen, each list only where there is something to choose."""
    known_on = day or library.day
    parts = [(one, library.item_names(one)) for one in offered.breakdowns if one]
    units = _by_name((one, library.item_names(one)) for one in offered.units)
    whose: list[Choice] = []
    if offered.has_totals and parts:
        whose.append((TOTALS, _("tổng số")))
    whose += parts if len(parts) > 1 or offered.has_totals else []
    if units and offered.breakdowns:
        whose.append((UNITS, _("mọi đơn vị báo cáo")))
    places = _by_name((one, library.place_name(one, known_on)) for one in offered.places)
    kinds = [
        (one.code, frequency_name(one.kind, one.months, management=one.management))
        for one in offered.frequencies
    ]
    return {
        "own": _("số của tỉnh, huyện") if offered.breakdowns else _("mọi đơn vị báo cáo"),
        "whose": whose,
        "units": units if len(units) > 1 or offered.breakdowns else [],
        "places": places if len(places) > 1 else [],
        "kinds": kinds if len(kinds) > 1 else [],
        "has_items": bool(parts or units),
    }


def _by_name(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda one: fold(one[1]))


def _picture(
    what: Indicator, day: date | None, offered: Offered, chosen: Chosen, place: str, library: Library
) -> Picture | None:
    """Of one place, whatever period the table is narrowed to: a period is read in its course."""
    of_units = chosen.whose in (UNITS, *offered.units) or not offered.breakdowns
    standing = place if place in offered.places else next(iter(offered.places), "")
    where = chosen.place or ("" if of_units else standing)
    rows = rows_chosen(what.code, day, offered, replace(chosen, place=where, frequency=None, period=None))
    wanted = chosen.frequency or (frequency_of(chosen.period) if chosen.period else None)
    records = [observation_record(row) for row in rows]
    return picture_of(what, records, wanted, _source(records), library.item_names)


def _frequency_shown(picture: Picture | None, chosen: Chosen) -> str:
    shown: Frequency | None = picture.frequency if picture else chosen.frequency
    return frequency_name(shown.kind, shown.months, management=shown.management) if shown else ""


def _whose(picture: Picture | None, chosen: Chosen, library: Library) -> str:
    return library.item_names(chosen.whose) if picture and "=" in chosen.whose else ""


def _source(records: Iterable[Record]) -> str:
    """What the picture is from: one source by its name, of several how many."""
    sources = list(dict.fromkeys(one.source for one in records if one.source))
    if len(sources) < 2:
        return "".join(sources)
    return _("%(first)s và %(count)s nguồn khác") % {"first": sources[0], "count": len(sources) - 1}


def _value(known: queries.Known, what: Indicator, library: Library) -> dict[str, Any]:
    row = known.row
    number, foreign = _number(row, what)
    return {
        "period": queries.period_name(row.period),
        "basis": BASIS_NAMES.get(row.basis, row.basis),
        "items": library.item_names(row.items),
        "place": library.place_name(row.place, row.period_last),
        "value": number,
        "unit": foreign,
        "qualifier": row.qualifier,
        "vintage": vintage_name(row.vintage, row.status),
        "status": status_name(row.status, row.vintage),
        "low": _bound(row.low, row, what),
        "high": _bound(row.high, row, what),
        "row": row,
        "earlier": [
            {
                "value": " ".join(_number(one, what)).strip(),
                "row": one,
                "vintage": vintage_name(one.vintage, one.status),
            }
            for one in known.earlier
        ],
    }


def _number(row: Observation, what: Indicator) -> Choice:
    """The figure in the table's unit; one that has no place there keeps its own unit."""
    stated = queries.stated_in(row, what.unit)
    return (write_number(*stated), "") if stated else (write_number(row.value, row.decimals), row.unit)


def _bound(value: Decimal | None, row: Observation, what: Indicator) -> str:
    if value is None:
        return ""
    own = unit_of(row.unit)
    shown = value if own == what.unit else queries.in_unit(value, own, what.unit)
    kept = value if shown is None else shown
    return write_number(kept, decimals_of(kept))
