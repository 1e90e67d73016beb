"""All tasks that the person may see: found, filtered, sorted, in pages, or as a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.programme.models import State
from congthuong.apps.programme.problems import NoSuchTaskFilter
from congthuong.apps.programme.queries.tasks import (
    COLUMNS,
    LATE,
    SOON,
    Filters,
    Listed,
    listed,
    owners_seen,
    sorted_by,
    state_names,
    tasks_found,
)
from congthuong.apps.programme.views.asking import person, room
from congthuong.core.quantities import NotADate, read_date, write_date
from congthuong.web import clock
from congthuong.web.downloads import file_answer, table_csv, table_xlsx
from congthuong.web.listing import asked_of, page_of

Chips = list[tuple[str, str]]
NAMES = ("trang_thai", "don_vi", "linh_vuc", "van_ban", "tu", "den")


@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    user, today = person(request), clock.today()
    asked = asked_of(request, tuple(COLUMNS))
    filters = _filters(request, asked.text)
    rows = sorted_by(tasks_found(user, filters, today), asked.column, falling=asked.falling)
    if asked.file:
        return _file(listed(rows, today), asked.file)
    page = page_of(request, rows)
    owners = owners_seen(user)
    states = [*state_names(), (LATE, _("quá hạn")), (SOON, _("đến hạn trong 7 ngày"))]
    context = {
        **room(user),
        "asked": asked,
        "page": page,
        "listed": listed(page.object_list, today),
        "filters": filters,
        "chips": _chips(request, filters, dict(owners), dict(states)),
        "owners": owners,
        "states": states,
        "areas": KINDS.items(),
    }
    return render(request, "programme/list.html", context)


def _filters(request: HttpRequest, text: str) -> Filters:
    said = {name: request.GET.get(name, "")[:40] for name in NAMES}
    if said["van_ban"] and not (said["van_ban"].isascii() and said["van_ban"].isdigit()):
        raise NoSuchTaskFilter(what="văn bản", value=said["van_ban"])
    return Filters(
        text=text,
        state=said["trang_thai"],
        owner=said["don_vi"],
        area=said["linh_vuc"],
        document=said["van_ban"],
        due_from=_day(said["tu"]),
        due_to=_day(said["den"]),
    )


def _day(text: str) -> date | None:
    try:
        return read_date(text) if text else None
    except NotADate:
        raise NoSuchTaskFilter(what="ngày", value=text) from None


def _chips(request: HttpRequest, filters: Filters, owners: dict[str, str], states: dict[str, str]) -> Chips:
    """What is filtered now: the words, and the address without it."""
    document = LegalDocument.objects.filter(pk=filters.document or 0).first() if filters.document else None
    words = {
        "trang_thai": states.get(filters.state, filters.state),
        "don_vi": owners.get(filters.owner, filters.owner),
        "linh_vuc": str(KINDS.get(filters.area, filters.area)),
        "van_ban": document.number if document else filters.document,
        "tu": _("hạn từ %(day)s") % {"day": write_date(filters.due_from)} if filters.due_from else "",
        "den": _("hạn đến %(day)s") % {"day": write_date(filters.due_to)} if filters.due_to else "",
    }
    return [(text, _without(request, name)) for name, text in words.items() if text]


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    for one in (name, "trang", "tep"):
        query.pop(one, None)
    return query.urlencode()


def _file(rows: Iterable[Listed], form: str) -> HttpResponse:
    headings = [
        _("Nội dung"),
        _("Đơn vị chủ trì"),
        _("Phối hợp"),
        _("Hạn"),
        _("Trạng thái"),
        _("Quá hạn (ngày)"),
        _("Văn bản giao"),
        _("Sản phẩm"),
        _("Kết quả"),
        _("Số"),
    ]
    table = [
        [
            one.task.title,
            one.task.owner.name if one.task.owner else "",
            one.task.helpers_told,
            write_date(one.task.due_on) if one.task.due_on else "",
            State(one.task.state).label,
            str(one.days_late or ""),
            one.task.document.number if one.task.document else "",
            one.task.products,
            one.task.outcome,
            str(one.task.pk),
        ]
        for one in rows
    ]
    name = _("Nhiệm vụ")
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)
