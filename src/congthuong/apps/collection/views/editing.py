"""Số cần hỏi: the cells of a round's returns that are worth a question, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.collection.models import Round
from congthuong.apps.collection.queries.pages_editing import Line, asked_of_round, round_to_check
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.listing import room
from congthuong.core.quantities import Period
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import asked_of, page_of

ORDERS = ("don-vi", "chi-tieu", "anh-huong")
DECIMALS = Decimal("0.01")


@require_safe
def editing(request: HttpRequest, number: int) -> HttpResponse:
    """`?don_vi=` one unit's, `?cho_duyet=1` only returns waiting for approval."""
    user = person(request)
    opened = round_to_check(user, number)
    asked = asked_of(request, ORDERS)
    judged = asked_of_round(user, opened)
    unit, waiting = request.GET.get("don_vi", "")[:40], request.GET.get("cho_duyet") == "1"
    units = sorted({(one.question.unit, one.unit) for one in judged.lines}, key=lambda pair: fold(pair[1]))
    kept = _kept(judged.lines, unit, waiting, asked.text)
    if asked.order:
        kept.sort(key=lambda one: _place(one, asked.column), reverse=asked.falling)
    if asked.file:
        return _file(kept, opened, asked.file)
    context = {
        **room(user),
        "opened": opened,
        "period": Period.of(opened.period),
        "asked": asked,
        "page": page_of(request, kept),
        "judged": judged,
        "first": sum(one.first for one in judged.lines),
        "units": units,
        "unit": unit,
        "waiting": waiting,
        "filtered": bool(unit or waiting or asked.text),
    }
    return render(request, "collection/editing.html", context)


def _kept(lines: Iterable[Line], unit: str, waiting: bool, text: str) -> list[Line]:
    wanted = [
        one for one in lines if (not unit or one.question.unit == unit) and (not waiting or one.waiting)
    ]
    return found(wanted, text, lambda one: fold(f"{one.unit} {one.row} {one.column} {one.reason}"))


def _place(one: Line, column: str) -> Any:
    return {"don-vi": fold(one.unit), "chi-tieu": fold(one.row), "anh-huong": one.stake}[column]


def _file(lines: list[Line], opened: Round, form: str) -> HttpResponse:
    headings = [
        _("Đơn vị"), _("Chỉ tiêu"), _("Cột"), _("Đơn vị tính"), _("Số nộp"), _("Mức dự kiến"),
        _("Ảnh hưởng đến tổng số (%)"), _("Vì sao hỏi"), _("Giải trình"), _("Trạng thái"), _("Số phiếu"),
    ]  # fmt: skip
    table: list[list[Value]] = [
        [
            one.unit, one.row, one.column, one.measure, one.question.suspect.value, one.anticipated,
            one.stake.quantize(DECIMALS), one.reason, "; ".join(one.explanations), one.state_name,
            str(one.question.ret),
        ]
        for one in lines
    ]  # fmt: skip
    name = _("Số cần hỏi") + f" {opened.form.code} {opened.period}"
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)
