"""All documents: found, filtered, sorted, in pages, or as a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.queries import (
    COLUMNS,
    Filters,
    documents_found,
    kinds_known,
    sorted_by,
    years_known,
)
from congthuong.core.quantities import write_date
from congthuong.web.downloads import file_answer, table_csv, table_xlsx
from congthuong.web.listing import asked_of, page_of

Chips = list[tuple[str, str, str]]


def directions() -> list[tuple[str, str]]:
    return [("in", _("văn bản đến")), ("out", _("văn bản đi"))]


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request, tuple(COLUMNS))
    filters = _filters(request, asked.text)
    rows = sorted_by(documents_found(filters), asked.column, falling=asked.falling)
    if asked.file:
        return _file(rows, asked.file)
    context = {
        "room": "documents",
        "asked": asked,
        "page": page_of(request, rows),
        "filters": filters,
        "chips": _chips(request, filters),
        "kinds": kinds_known(),
        "directions": directions(),
        "areas": KINDS.items(),
        "years": years_known(),
        "may_edit": may(request.user, "documents.edit"),
    }
    return render(request, "documents/list.html", context)


def _filters(request: HttpRequest, text: str) -> Filters:
    named = {
        name: request.GET.get(name, "")[:60]
        for name in ("loai", "huong", "linh_vuc", "nam", "chu_de", "co_tep")
    }
    return Filters(
        text,
        named["loai"],
        named["huong"],
        named["linh_vuc"],
        named["nam"],
        named["chu_de"],
        named["co_tep"],
    )


def _chips(request: HttpRequest, filters: Filters) -> Chips:
    """What is filtered now: a name, the words, and the address without it."""
    words = {
        "loai": filters.kind,
        "huong": dict(directions()).get(filters.direction, filters.direction),
        "linh_vuc": str(KINDS.get(filters.area, filters.area)),
        "nam": filters.year,
        "co_tep": {"co": _("có tệp"), "khong": _("chưa có tệp")}.get(filters.file, filters.file),
    }
    return [(name, text, _without(request, name)) for name, text in words.items() if text]


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    for one in (name, "trang", "tep"):
        query.pop(one, None)
    return query.urlencode()


def _file(rows: Iterable[LegalDocument], form: str) -> HttpResponse:
    headings = [
        _("Số, ký hiệu"),
        _("Loại"),
        _("Ngày"),
        _("Cơ quan ban hành"),
        _("Trích yếu"),
        _("Đến hay đi"),
        _("Lĩnh vực"),
        _("Yêu cầu đối với Sở"),
        _("Ghi chú"),
    ]
    table = [
        [
            one.number,
            one.kind,
            write_date(one.date) if one.date else "",
            one.issuer,
            one.abstract,
            one.get_direction_display() if one.direction else "",
            str(KINDS.get(one.area, one.area)),
            one.asks,
            one.note,
        ]
        for one in rows
    ]
    name = _("Văn bản")
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)
