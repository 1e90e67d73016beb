"""One register's list: searched, filtered by chips that can be linked, sorted, in pages; the same as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.events import record_event
from congthuong.apps.registers.addresses import asked_of_column, parameter_of
from congthuong.apps.registers.columns import Column, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.kinds import Alerts, RegisterKind, Standing
from congthuong.apps.registers.lines import Line, Names, cell_of, cells_of, unit_of
from congthuong.apps.registers.queries.coming import Coming, coming
from congthuong.apps.registers.queries.listing import EMPTY, Lines, facet_columns, lines
from congthuong.apps.registers.queries.places import place_names
from congthuong.apps.registers.values import MASK
from congthuong.apps.registers.views import may_edit, of_kind, person, sees_personal
from congthuong.apps.registers.views.asking import ListAsked, list_asked
from congthuong.core.quantities import write_date
from congthuong.web import clock
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.listing import page_of

MOST_CHIPS = 14
PART = 500
"""Rows of a file of which something is asked at once: as many values as any database takes."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A value of a column as a link that takes it or lets go of it."""

    name: str
    count: int
    on: bool
    query: str


@dataclass(frozen=True, slots=True)
class Chips:
    """`chips` are linked, `rest` stand in a list."""

    column: Column
    chips: list[Chip]
    rest: list[Chip]


@require_safe
@of_kind("registers.view")
def register(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    """The rows that the address asks for."""
    personal = sees_personal(request, kind)
    asked = list_asked(request, kind, personal=personal)
    found = lines(kind, asked.wanted, personal=personal)
    names = Names(place_names(asked.wanted.day))
    if asked.asked.file:
        return _file(request, kind, found, asked, names)
    page = page_of(request, found)
    shown = list(page)
    names.look_up(kind, shown, found.facets)
    later = _later(kind, shown, max(asked.wanted.day, clock.today()), past=found.past)
    stand = _standing(kind, shown, asked)
    alerts = kind.alerts.of([one.key for one in shown]) if kind.alerts is not None and asked.now else {}
    editing = may_edit(request, kind)
    context = {
        "room": "registers",
        "kind": kind,
        "asked": asked.asked,
        "list": asked,
        "page": page,
        "others": not shown and kind.model._default_manager.filter(withdrawn=False).exists(),
        "columns": [(one, unit_of(one), isinstance(one, Number)) for one in asked.columns],
        "all_columns": [(one, one in asked.columns) for one in kind.columns()],
        "listed": [
            (
                one,
                cells_of(asked.columns, one, names),
                later.get(one.key),
                stand.get(one.key),
                alerts.get(one.key),
            )
            for one in shown
        ],
        "chips": _chips(request, kind, found, names, personal=personal),
        "kept": _kept(request, kind),
        "place_name": names.places.get(asked.place, asked.place),
        "editing": editing,
        "choosing": editing and not found.past and asked.wanted.which == "dung",
        "personal": personal,
    }
    return render(request, "registers/register.html", context)


def _later(kind: RegisterKind, shown: list[Line], day: date, *, past: bool) -> dict[str, Coming]:
    """What is to come of the rows shown; asked only where something may be."""
    told = any(one.state_from is not None and one.state_from > day for one in shown)
    return coming(kind, shown, day) if past or told else {}


def _standing(kind: RegisterKind, shown: list[Line], asked: ListAsked) -> Mapping[str, Standing]:
    if kind.standing is None or not asked.now:
        return {}
    return kind.standing(asked.wanted.day, [one.key for one in shown])


_KEPT = ("xep", "cot", "loai-dong", "noi", "qua-han", "canh-bao")


def _kept(request: HttpRequest, kind: RegisterKind) -> list[tuple[str, str]]:
    """What the search form hands on of the address."""
    names = {*_KEPT, *kind.filters, *map(parameter_of, kind.filters)}
    return [(name, one) for name, own in request.GET.lists() if name in names for one in own]


def _chips(
    request: HttpRequest, kind: RegisterKind, found: Lines, names: Names, *, personal: bool
) -> list[Chips]:
    groups = []
    for name in facet_columns(kind, personal):
        column = kind.column(name)
        counts = found.facets.get(name, {})
        taken = asked_of_column(request.GET, name)
        if column is None or not (len(counts) > 1 or taken):  # one value alone tells nothing apart
            continue
        order = list(column.words) if isinstance(column, Text) and column.words else []
        values = [one for one in order if one in counts or one in taken]
        values += sorted((one for one in {*counts, *taken} if one not in order), key=lambda one: (one in ("", EMPTY), -counts.get(one, 0), one))  # fmt: skip
        chips: list[Chip] = []
        for value in values:
            said = value or EMPTY
            if any(one.query == _toggled(request.GET, name, taken, said) for one in chips):
                continue
            text = _chip_name(column, value, names) if value not in ("", EMPTY) else _("chưa ghi")
            number = counts.get("" if said == EMPTY else said, 0)
            chips.append(Chip(text, number, said in taken, _toggled(request.GET, name, taken, said)))
        if isinstance(column, PlaceCode | RowKey):
            chips.sort(key=lambda one: (not one.on, -one.count))
        groups.append(Chips(column, chips[:MOST_CHIPS], chips[MOST_CHIPS:]))
    return groups


def _chip_name(column: Column, value: str, names: Names) -> str:
    return (
        names.called(column.register, value)
        if isinstance(column, RowKey)
        else cell_of(column, value, names).text
    )


def _toggled(asked: QueryDict, column: str, taken: list[str], value: str) -> str:
    query = asked.copy()
    query.pop("trang", None)
    query.pop("tep", None)
    if set(taken) & set(query.getlist(column)):  # also an address kept from before, by the bare name
        query.pop(column)
    query.setlist(
        parameter_of(column), [one for one in taken if one != value] if value in taken else [*taken, value]
    )
    return query.urlencode()


def _file(
    request: HttpRequest, kind: RegisterKind, found: Lines, asked: ListAsked, names: Names
) -> HttpResponse:
    """Exactly what is filtered, every column; with personal columns readable it is an event."""
    columns = kind.columns()
    headings = [_("Mã số"), *(heading(one) for one in columns)]
    headings += [kind.begins or _("Đúng từ ngày"), _("Đến trước ngày"), _("Nguồn"), _("Ghi sổ ngày")]
    record_event(
        "registers.export", by=person(request), subject=kind.name, register=kind.code, rows=found.count(),
        personal=sees_personal(request, kind), asked=_asked_for(request, kind),
    )  # fmt: skip
    rows = _table(found, columns, names)
    if kind.alerts is not None and asked.now:
        headings.append(kind.alerts.name)
        rows = _with_alerts(rows, kind.alerts)
    form = asked.asked.file
    data = table_xlsx(kind.name, headings, rows) if form == "xlsx" else table_csv(headings, rows)
    return file_answer(data, kind.code, form)


def _asked_for(request: HttpRequest, kind: RegisterKind) -> str:
    """The filter as the sealed log keeps it for ever: without words, which may be a person's name."""
    asked = request.GET.copy()
    for name in ("tim", *kind.erasable, *map(parameter_of, kind.erasable)):
        if name in asked:
            asked[name] = MASK
    return asked.urlencode()[:500]


def heading(column: Column) -> str:
    name, unit = str(column.verbose_name), unit_of(column)
    name = name[:1].upper() + name[1:]
    return f"{name} ({unit})" if unit else name


def _table(found: Lines, columns: tuple[Column, ...], names: Names) -> Iterator[list[Value]]:
    for line in found.every():
        yield [
            line.key,
            *(_exported(one, line, names) for one in columns),
            _written(line.effective_from),
            _written(line.effective_to),
            line.source,
            write_date(line.recorded_on),
        ]


def _with_alerts(rows: Iterator[list[Value]], alerts: Alerts) -> Iterator[list[Value]]:
    """As the list says it beside each row; asked for some rows at a time."""
    while part := list(islice(rows, PART)):
        told = alerts.of([str(row[0]) for row in part])
        yield from ([*row, told[key].text if (key := str(row[0])) in told else ""] for row in part)


def _exported(column: Column, line: Line, names: Names) -> Value:
    value = line.values.get(column.name)
    if isinstance(value, Decimal):
        return value
    if isinstance(column, RowKey):
        return str(value or "")
    return cell_of(column, value, names).text


def _written(day: date | None) -> str:
    return write_date(day) if day else ""
