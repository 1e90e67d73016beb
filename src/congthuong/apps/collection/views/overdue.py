"""Quá hạn: for each unit that is late a reminder to copy, whom to ask, and sending it where mail is set up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.collection.queries.due import DueReturn
from congthuong.apps.collection.queries.overdue import LateUnit, late_units
from congthuong.apps.collection.services.reminding import mail_is_on, unit_remind
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.listing import columns_of, room
from congthuong.core.quantities import write_date
from congthuong.web import clock
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import asked_of, page_of

ORDERS: dict[str, Callable[[LateUnit], Any]] = {
    "don-vi": lambda one: fold(one.name),
    "so-phieu": lambda one: len(one.returns),
}
"""Ways to sort the units; without one, who owes longest stands first."""


@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """`?don_vi=` one unit; a search by name; sorted; the returns as a file."""
    user, today = person(request), clock.today()
    asked = asked_of(request, tuple(ORDERS))
    unit = request.GET.get("don_vi", "")[:40]
    rows = found(late_units(user, today, unit), asked.text, lambda one: fold(one.name))
    if asked.order:
        rows = sorted(rows, key=ORDERS[asked.column], reverse=asked.falling)
    names = _column_names()
    columns = columns_of(request, names)
    if asked.file:
        return _file(rows, columns, asked.file)
    page = page_of(request, rows)
    context = {
        **room(user),
        "asked": asked,
        "page": page,
        "unit": unit,
        "letters": [
            (one, one.letter(today, user.full_name), [_shown(one, ret, columns) for ret in one.returns])
            for one in page
        ],
        "mail_on": mail_is_on(),
        "columns": [(code, names[code]) for code in columns],
        "all_columns": [(code, name, code in columns) for code, name in names.items()],
        "orders": (("", _("nợ lâu nhất")), ("-so-phieu", _("nhiều phiếu nhất")), ("don-vi", _("tên đơn vị"))),
    }
    return render(request, "collection/overdue.html", context)


def _column_names() -> dict[str, str]:
    """What may be said of a late return; whose it is stands above, and in a file in the first column."""
    return {"bieu": _("Biểu"), "ky": _("Kỳ"), "han": _("Hạn nộp"), "tre": _("Số ngày trễ"), "nguoi-dien": _("Người điền"), "phieu": _("Phiếu")}  # fmt: skip


def _line(unit: LateUnit, one: DueReturn) -> dict[str, Value]:
    return {
        "bieu": one.form,
        "ky": one.period,
        "han": write_date(one.due_on),
        "tre": Decimal(-one.days_left),
        "nguoi-dien": ", ".join(who.full_name for who in unit.people),
        "phieu": str(one.ret),
    }


def _shown(unit: LateUnit, one: DueReturn, columns: Sequence[str]) -> tuple[int, list[tuple[str, Value]]]:
    """A return's number and what its line says."""
    line = _line(unit, one)
    return one.ret, [(column, line[column]) for column in columns]


def _file(units: Iterable[LateUnit], columns: Sequence[str], kind: str) -> HttpResponse:
    """One line a return."""
    names = _column_names()
    headings = [_("Đơn vị"), *(names[column] for column in columns)]
    table: list[list[Value]] = [
        [unit.name, *(_line(unit, one)[column] for column in columns)]
        for unit in units
        for one in unit.returns
    ]
    name = _("Phiếu quá hạn")
    data = table_xlsx(name, headings, table) if kind == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, kind)


@require_POST
def remind_unit(request: HttpRequest) -> HttpResponse:
    """Sends the unit's people the letter of the day."""
    unit = request.POST.get("don_vi", "")[:40]
    sent = unit_remind(organisation=unit, by=person(request), on=clock.today())
    words = _("Đã gửi %(count)s thư nhắc.") % {"count": sent}
    messages.success(request, words if sent else _("Hôm nay không còn thư nhắc nào phải gửi."))
    return redirect(f"{reverse('returns-overdue')}?{urlencode({'don_vi': unit})}")
