"""The desk: what waits for the person today. And all dossiers as a list or a file."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.catalogue.models import Indicator, Organisation
from congthuong.apps.procedures.models import Channel, Dossier, ProcedureVersion, State
from congthuong.apps.procedures.problems import NoSuchDossier
from congthuong.apps.procedures.queries.dossiers import ORDERS, Filters, found, ordered, visible
from congthuong.apps.procedures.queries.figures import NAMES
from congthuong.apps.procedures.queries.pages import Listed, desk, listed
from congthuong.apps.procedures.views.asking import person, room
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period
from congthuong.web import clock
from congthuong.web.downloads import file_answer, table_csv, table_xlsx
from congthuong.web.listing import Asked, asked_of, page_of
from congthuong.web.moments import write_moment

LARGEST_FILE = 50_000
GROUP_NAMES = {
    "moi-nop": gettext_lazy("Chờ tiếp nhận"),
    "co-bo-sung": gettext_lazy("Đã gửi bổ sung"),
    "hom-nay": gettext_lazy("Hẹn trả hôm nay"),
    "tre": gettext_lazy("Quá hạn"),
    "tam-dung": gettext_lazy("Tạm dừng"),
    "cho-ky": gettext_lazy("Chờ ký"),
    "cho-tra": gettext_lazy("Chờ trả kết quả"),
    "dang": gettext_lazy("Đang xử lý"),
}


class FileTooLong(Problem):
    code: ClassVar[str] = "CT-931"
    text: ClassVar[str] = (
        "Danh sách có {count} hồ sơ, một tệp chứa nhiều nhất {most}. Hãy lọc bớt rồi tải lại."
    )


@require_safe
@asks("procedures.view")
def dossiers(request: HttpRequest) -> HttpResponse:
    user = person(request)
    groups = [(one, GROUP_NAMES[one.code]) for one in desk(user, clock.now())]
    return render(request, "procedures/desk.html", {**room(user, "desk"), "groups": groups})


@require_safe
@asks("procedures.view")
def dossier_list(request: HttpRequest) -> HttpResponse:
    """All dossiers that the person may see: found, filtered, sorted, in pages, or as a file (form 07)."""
    user = person(request)
    asked = asked_of(request, tuple(ORDERS))
    filters = _filters(request, asked)
    rows = ordered(found(user, filters), asked.column, falling=asked.falling)
    now = clock.now()
    if asked.file:
        count = rows.count()
        if count > LARGEST_FILE:
            raise FileTooLong(count=count, most=LARGEST_FILE)
        return _file(listed(rows, now, calendar_on()), asked.file)
    page = page_of(request, rows)
    context = {
        **room(user, "list"),
        "asked": asked,
        "page": page,
        "listed": listed(page.object_list, now, calendar_on()),
        "filters": filters,
        "chips": _chips(filters),
        "states": [*GROUP_NAMES.items(), *((str(code), name) for code, name in State.choices)],
        "channels": [(str(code), name) for code, name in Channel.choices],
        "units": units_handling(),
    }
    return render(request, "procedures/list.html", context)


@require_safe
@asks("procedures.view")
def register_list(request: HttpRequest) -> HttpResponse:
    """The address that a figure of the ledger names for its rows: here they are dossiers."""
    query = request.GET.urlencode()
    return redirect(f"{reverse('dossier-list')}{'?' if query else ''}{query}")


@require_safe
@asks("procedures.view")
def register_row(request: HttpRequest, key: str) -> HttpResponse:
    """A row of the register of dossiers, by its number. Raises NoSuchDossier."""
    own = visible(person(request)).filter(number=key).first()
    if own is None:
        raise NoSuchDossier(number=key[:40])
    return redirect("dossier", own.pk)


def _filters(request: HttpRequest, asked: Asked) -> Filters:
    def said(name: str) -> str:
        return request.GET.get(name, "").strip()[:40]

    return Filters(
        state=said("trang_thai"),
        channel=said("kenh"),
        unit=said("don_vi"),
        procedure=said("thu_tuc"),
        figure=said("so"),
        indicator=said("chi_tieu"),
        as_of=said("den_ngay"),
        period=said("ky"),
        text=asked.text,
    )


def units_handling() -> list[tuple[str, str]]:
    """The units that handle some procedure."""
    codes = ProcedureVersion.objects.values_list("organisation", flat=True).distinct().order_by()
    return list(Organisation.objects.filter(code__in=codes).order_by("name").values_list("code", "name"))


def _chips(filters: Filters) -> list[tuple[str, str]]:
    """What is filtered now: the name in the address and the words; each can be taken off."""
    chips = []
    if filters.figure:
        period = Period.of(filters.period).name
        chips.append(("so", f"{NAMES[filters.figure]}, {period}"))
    if filters.indicator:
        name = Indicator.objects.filter(code=filters.indicator).values_list("name", flat=True).first()
        chips.append(("chi_tieu", f"{name or filters.indicator}, {Period.of(filters.period).name}"))
    if filters.state:
        names = {**GROUP_NAMES, **{str(code): name for code, name in State.choices}}
        chips.append(("trang_thai", str(names.get(filters.state, filters.state))))
    if filters.channel:
        chips.append(("kenh", Channel(int(filters.channel)).label))
    if filters.unit:
        name = Organisation.objects.filter(code=filters.unit).values_list("name", flat=True).first()
        chips.append(("don_vi", name or _("chưa phân đơn vị")))
    if filters.procedure:
        rows = ProcedureVersion.objects.filter(procedure__code=filters.procedure).order_by("-number")
        chips.append(("thu_tuc", rows.values_list("name", flat=True).first() or filters.procedure))
    return chips


def _file(rows: list[Listed], form: str) -> HttpResponse:
    headings = [
        _("Số hồ sơ"),
        _("Thủ tục"),
        _("Người nộp"),
        _("Kênh nộp"),
        _("Đơn vị giải quyết"),
        _("Tiếp nhận"),
        _("Hẹn trả"),
        _("Hẹn lại"),
        _("Xử lý xong"),
        _("So với hạn"),
        _("Trả kết quả"),
        _("Trạng thái"),
    ]
    table = [_line(one.dossier, one.who) for one in rows]
    name = _("Sổ theo dõi hồ sơ")
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)


def _line(one: Dossier, who: str) -> list[str]:
    return [
        one.number,
        one.version.name,
        who,
        one.get_channel_display(),
        one.organisation.name if one.organisation else "",
        _moment(one.received_at),
        _moment(one.due_at),
        _moment(one.apology_due_at),
        _moment(one.closed_at),
        one.get_timeliness_display(),
        _moment(one.returned_at),
        one.get_state_display(),
    ]


def _moment(at: datetime | None) -> str:
    return write_moment(at) if at else ""
