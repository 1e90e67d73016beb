"""What the address asks of a register's list. Names with a hyphen are the page's, others are columns of
the register (`addresses.py` tells apart what both could mean)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest

from congthuong.apps.registers.addresses import asked_of_column, place_asked
from congthuong.apps.registers.columns import Column, PlaceCode, Text
from congthuong.apps.registers.counting import Counted, counted_rows, figure_named
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.queries.listing import (
    ALL,
    EMPTY,
    TRUE,
    WHICH,
    WITHDRAWN,
    Wanted,
    facet_columns,
)
from congthuong.apps.registers.queries.places import within
from congthuong.core.quantities import read_date
from congthuong.web import clock
from congthuong.web.listing import Asked, asked_of

MOST_VALUES = 60


@dataclass(frozen=True, slots=True)
class ListAsked:
    """`wanted` is for the query, `columns` are shown; `counted`: the figure whose rows these are; `now`: how rows stand is
    told; `late`: only those that are; `alerted`: only those beyond the usual."""

    asked: Asked
    wanted: Wanted
    columns: tuple[Column, ...]
    counted: Counted | None
    day: date | None
    known: date | None
    place: str
    late_keys: frozenset[str] = frozenset()
    now: bool = False
    late: bool = False
    alerted: bool = False

    @property
    def narrowed(self) -> bool:
        one = self.wanted
        return bool(
            one.text
            or one.chosen
            or one.begins_from
            or one.begins_to
            or self.day
            or self.known
            or self.place
            or self.late
            or self.alerted
        ) or (one.which != TRUE or self.counted is not None)


def list_asked(request: HttpRequest, kind: RegisterKind, *, personal: bool) -> ListAsked:
    """Raises NotADate, NoSuchOrder, NoSuchFile, and what finding a figure's rows raises."""
    names = [one.name for one in kind.columns() if personal or one.name not in kind.personal]
    asked = asked_of(request, [*names, "effective_from", "effective_to", "key"])
    day, known = _day(request, "dung-ngay"), _day(request, "biet-ngay")
    counted = counted_rows(kind.code, request.GET, request.user) if figure_named(request.GET) else None
    which = request.GET.get("loai-dong", TRUE)
    place = place_asked(request.GET, facet_columns(kind, personal))
    if counted is not None:  # a figure says itself which rows, when and as known when
        day, known, which = counted.day, counted.known, ALL
    on = day or known or clock.today()
    wanted = Wanted(
        day=on,
        text=asked.text,
        chosen=_chosen(request, kind, personal, on),
        within=within(place, on) if place else None,
        begins_from=_day(request, "tu-ngay"),
        begins_to=_day(request, "toi-ngay"),
        known=known,
        which=which if which in WHICH else TRUE,
        keys=counted.keys if counted is not None else None,
        order=asked.order,
    )
    # How rows stand is told of today only: of a day of the past nobody asks what is to be done.
    now = counted is None and day is None and known is None and wanted.which != WITHDRAWN
    open_rows = kind.standing(on) if kind.standing is not None and now else {}
    late = frozenset(key for key, one in open_rows.items() if one.days_late)
    told = ListAsked(
        asked, wanted, columns_asked(request, kind), counted, day, known, place, late, now,
        late=now and wanted.which == TRUE and request.GET.get("qua-han") == "1",
    )  # fmt: skip
    if told.late:
        return replace(told, wanted=replace(wanted, keys=told.late_keys))
    if now and kind.alerts is not None and request.GET.get("canh-bao") == "1":
        return replace(told, wanted=replace(wanted, beyond=kind.alerts.beyond()), alerted=True)
    return told


def columns_asked(request: HttpRequest, kind: RegisterKind) -> tuple[Column, ...]:
    """Those named in the address, in the register's order; without any, those of its list."""
    told = {name for one in request.GET.getlist("cot") for name in one.split(",")}
    if told:
        chosen = tuple(one for one in kind.columns() if one.name in told)
        if chosen:
            return chosen
    return tuple(column for name in kind.listed if (column := kind.column(name)) is not None)


def _chosen(
    request: HttpRequest, kind: RegisterKind, personal: bool, day: date
) -> dict[str, tuple[str, ...]]:
    """A place stands for everything below it."""
    chosen: dict[str, tuple[str, ...]] = {}
    for name in facet_columns(kind, personal):
        values = tuple(dict.fromkeys(asked_of_column(request.GET, name)))[:MOST_VALUES]
        column = kind.column(name)
        if isinstance(column, Text) and column.words:
            values = tuple(one for one in values if one in column.words or one == EMPTY)
        if isinstance(column, PlaceCode):
            values = tuple(
                sorted({code for one in values for code in ([one] if one == EMPTY else within(one, day))})
            )
        if values:
            chosen[name] = values
    return chosen


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "").strip()
    return read_date(text[:40]) if text else None
