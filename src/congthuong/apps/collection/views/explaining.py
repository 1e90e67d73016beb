"""Giải trình: what units said about abnormal figures, to be found again and taken into a report's text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.collection.queries.explanations import Explained, explanations_page
from congthuong.apps.collection.queries.forms import forms_in_use
from congthuong.apps.collection.queries.pages_returns import period_choices
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.listing import room
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import asked_of, page_of
from congthuong.web.moments import write_moment


@require_safe
def explanations(request: HttpRequest) -> HttpResponse:
    """`?bieu=`, `?ky=` and a search; the same as a file."""
    user = person(request)
    asked = asked_of(request)
    form, period = request.GET.get("bieu", "")[:40], request.GET.get("ky", "")[:24]
    rows = found(
        explanations_page(user, form, period),
        asked.text,
        lambda one: fold(f"{one.label} {one.organisation} {one.text}"),
    )
    if asked.file:
        return _file(rows, asked.file)
    context = {
        **room(user),
        "tab": "explained",
        "asked": asked,
        "page": page_of(request, rows),
        "form_code": form,
        "period_code": period,
        "forms": forms_in_use(),
        "periods": period_choices(),
    }
    return render(request, "collection/explanations.html", context)


def _file(rows: list[Explained], kind: str) -> HttpResponse:
    headings = [
        _("Phiếu"), _("Đơn vị"), _("Kỳ"), _("Số liệu"), _("Mã chỉ tiêu"), _("Giải trình"), _("Phép tính"), _("Người ghi"), _("Lúc"),
        _("Số sau đó"),
    ]  # fmt: skip
    table: list[list[Value]] = [
        [
            str(one.ret), one.organisation, one.period, one.label, one.indicator, one.text, one.arithmetic, one.by,
            write_moment(one.at), _("giữ nguyên") if one.standing else _("đã sửa"),
        ]
        for one in rows
    ]  # fmt: skip
    name = _("Giải trình")
    data = table_xlsx(name, headings, table) if kind == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, kind)
