"""What each commune still lacks by criteria 4 and 7: searched, filtered, sorted, in pages; the same as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.rights import require
from congthuong.apps.registers.views import person
from congthuong.apps.rural.kinds.communes import COMMUNES
from congthuong.apps.rural.models.communes import CRITERIA, LEVELS
from congthuong.apps.rural.queries.asking import FILTERS, LACKING, ORDERS, WHICH, Found, Wanted, found
from congthuong.apps.rural.queries.ratios import ratios
from congthuong.apps.rural.queries.standing import Stands, programme_on
from congthuong.web import clock
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.listing import asked_of, page_of

COLUMNS: Final[Mapping[str, str | Promise]] = {
    "xa": gettext_lazy("Xã, phường, thị trấn"),
    "huyen": gettext_lazy("Huyện, thị xã, thành phố"),
    "tieu-chi": gettext_lazy("Tiêu chí"),
    "muc": gettext_lazy("Mức"),
    "nam": gettext_lazy("Năm"),
    "trang-thai": gettext_lazy("Trạng thái"),
    "con-thieu": gettext_lazy("Còn thiếu"),
    "cho": gettext_lazy("Chợ và mục kiểm tra còn thiếu"),
    "dang-lam": gettext_lazy("Việc đang làm"),
}
FILTER_NAMES: Final = ("huyen", "tieu-chi", "muc", "nam", "trang-thai")
MOST_CHIPS = 14


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    count: int
    on: bool
    query: str


@require_safe
def lacking(request: HttpRequest) -> HttpResponse:
    """Raises Forbidden, NoSuchOrder, NoSuchFile, NoSuchPage."""
    require(person(request), "registers.view", kind=COMMUNES.data_kind)
    asked = asked_of(request, tuple(ORDERS))
    wanted = _wanted(request, asked.text, asked.order)
    programme = programme_on(clock.today())
    shown = found(programme.standing, wanted)
    if asked.file:
        return _file(request, shown.rows, asked.file)
    page = page_of(request, shown.rows)
    columns = _columns(request)
    context = {
        "room": "registers",
        "asked": asked,
        "which": wanted.which,
        "page": page,
        "columns": columns,
        "all_columns": [(name, text, name in columns) for name, text in COLUMNS.items()],
        "chips": _chips(
            request, shown, wanted, {one.district: one.district_name for one in programme.standing}
        ),
        "ratios": ratios(programme, wanted.chosen.get("huyen", ())),
        "communes": COMMUNES,
        "kept": _kept(request),
        "narrowed": bool(wanted.text or any(wanted.chosen.values()) or wanted.which != LACKING),
        "empty": not programme.standing,
    }
    return render(request, "rural/lacking.html", context)


def _wanted(request: HttpRequest, text: str, order: str) -> Wanted:
    which = request.GET.get("muc-nao", LACKING)
    chosen = {name: tuple(dict.fromkeys(request.GET.getlist(name)))[:60] for name in FILTERS}
    return Wanted(which if which in WHICH else LACKING, text, chosen, order)


def _columns(request: HttpRequest) -> dict[str, str | Promise]:
    """Those that the address names, in their order; without any, all."""
    told = set(request.GET.getlist("cot"))
    return {name: text for name, text in COLUMNS.items() if name in told} or dict(COLUMNS)


def _chips(
    request: HttpRequest, shown: Found, wanted: Wanted, districts: Mapping[str, str]
) -> list[tuple[str | Promise, list[Chip], list[Chip]]]:
    """Of each filter that tells rows apart: its name, the chips that are linked, and the rest."""
    groups: list[tuple[str | Promise, list[Chip], list[Chip]]] = []
    for name in FILTER_NAMES:
        counts, taken = shown.facets[name], wanted.chosen[name]
        if len(counts) < 2 and not taken:  # one value alone tells nothing apart
            continue
        chips = [
            Chip(
                districts.get(value, value) or _("chưa ghi"),
                counts[value],
                value in taken,
                _toggled(request.GET, name, value),
            )
            for value in sorted({*counts, *taken}, key=_order_of(name))
        ]
        groups.append((COLUMNS[name], chips[:MOST_CHIPS], chips[MOST_CHIPS:]))
    return groups


def _order_of(name: str) -> Callable[[str], tuple[int, str]]:
    """As the criteria and levels follow one another; years and words by themselves."""
    order = {"tieu-chi": CRITERIA, "muc": LEVELS}.get(name, ())
    return lambda value: (order.index(value) if value in order else len(order), value)


def _toggled(asked: QueryDict, name: str, value: str) -> str:
    query = asked.copy()
    for one in ("trang", "tep"):
        query.pop(one, None)
    taken = query.getlist(name)
    query.setlist(name, [one for one in taken if one != value] if value in taken else [*taken, value])
    return query.urlencode()


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What the search form hands on of the address."""
    return [
        (name, one) for name, own in request.GET.lists() if name in (*FILTERS, "xep", "cot") for one in own
    ]


def _file(request: HttpRequest, rows: list[Stands], form: str) -> HttpResponse:
    """Exactly what is filtered, every column."""
    name = _("Xã còn thiếu gì theo tiêu chí 4 và 7")
    record_event(
        "registers.export", by=person(request), subject=name, register=COMMUNES.code, rows=len(rows),
        personal=False, asked=request.GET.urlencode()[:500],
    )  # fmt: skip
    headings = [str(one) for one in COLUMNS.values()] + [_("Sổ"), _("Mã số")]
    table = _table(rows)
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)


def _table(rows: Iterable[Stands]) -> Iterator[list[Value]]:
    for one in rows:
        yield [
            one.commune,
            one.district_name,
            one.criterion,
            one.level,
            Decimal(one.year) if one.year else "",
            one.state,
            one.lacks,
            "; ".join(map(str, one.markets)),
            one.doing,
            one.register,
            one.key,
        ]
