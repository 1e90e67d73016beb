"""Tiến độ: completeness and timeliness, by period and by unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.collection.queries.forms import forms_in_use
from congthuong.apps.collection.queries.pages_returns import period_choices
from congthuong.apps.collection.queries.punctuality import Punctuality, by_round, by_unit
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.listing import room
from congthuong.core.quantities import write_number
from congthuong.web import clock
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import asked_of, page_of

ORDERS = ("ten", "phai-nop", "da-nop", "dung-han", "da-duyet", "tre")


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """`?theo=ky` counts by form and period, otherwise by unit; one of a period, of a form, or of all."""
    user, today = person(request), clock.today()
    asked = asked_of(request, ORDERS)
    by_period = request.GET.get("theo") == "ky"
    form, period = request.GET.get("bieu", "")[:40], request.GET.get("ky", "")[:24]
    if by_period:
        rows: tuple[Punctuality, ...] = by_round(user, today, form)
    else:
        rows = by_unit(user, today, form, [period] if period else None)
    kept = found(rows, asked.text, lambda one: fold(one.name))
    if asked.order:
        kept.sort(key=lambda one: _place(one, asked.column), reverse=asked.falling)
    if asked.file:
        return _file(kept, asked.file)
    context = {
        **room(user),
        "asked": asked,
        "page": page_of(request, kept),
        "by_period": by_period,
        "form_code": form,
        "period_code": period,
        "forms": forms_in_use(),
        "periods": period_choices(),
    }
    return render(request, "collection/progress.html", context)


def _place(one: Punctuality, column: str) -> Any:
    return {
        "ten": fold(one.name),
        "phai-nop": one.asked,
        "da-nop": one.completeness or 0,
        "dung-han": one.timeliness or 0,
        "da-duyet": one.approved,
        "tre": one.late,
    }[column]


def _file(rows: list[Punctuality], form: str) -> HttpResponse:
    headings = [
        _("Đơn vị, kỳ"), _("Phải nộp"), _("Đã nộp"), _("Tỷ lệ nộp (%)"), _("Đúng hạn"),
        _("Tỷ lệ đúng hạn (%)"), _("Đã duyệt"), _("Đang trễ"),
    ]  # fmt: skip
    table: list[list[Value]] = [
        [
            one.name, str(one.asked), str(one.come), _rate(one.completeness), str(one.on_time),
            _rate(one.timeliness), str(one.approved), str(one.late),
        ]
        for one in rows
    ]  # fmt: skip
    name = _("Tiến độ nộp phiếu")
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)


def _rate(value: object) -> str:
    return write_number(value, 1) if isinstance(value, Decimal) else ""
