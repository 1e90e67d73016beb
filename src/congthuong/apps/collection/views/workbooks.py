"""Filling a return by Excel: its workbook downloaded; a file looked at, accepted or put aside."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.models.returns import FILLING
from congthuong.apps.collection.queries.sheets import return_for
from congthuong.apps.collection.queries.uploads import Change, Preview, Told, hard_after, unpacked, upload_for
from congthuong.apps.collection.queries.workbooks import filled_for
from congthuong.apps.collection.records import period_of
from congthuong.apps.collection.services.workbooks import (
    NoFileChosen,
    workbook_accept,
    workbook_drop,
    workbook_preview,
)
from congthuong.apps.collection.views.asking import person
from congthuong.core.forms.workbook.writing import write_filled
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import Asked, asked_of, page_of
from congthuong.web.uploads import LARGEST

MOST_TOLD = 1000  # problems on the page; the file of the list has them all
HEADINGS = ("Ô", "Dòng", "Cột", "Đơn vị", "Đang có", "Trong tệp", "Tình trạng", "Người vừa sửa")
_FILTERS = {"xung-dot": "conflict", "doi": "change"}


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, number: int) -> HttpResponse:
    """The page: download, hand a file in, what it would change. POST takes a file in to be looked at."""
    if request.method == "POST":
        return _looked_at(request, number)
    return _page(request, number, ())


@require_safe
def download(request: HttpRequest, number: int) -> HttpResponse:
    user = person(request)
    ret = return_for(user, number)
    name = f"{ret.round.form.code}-{ret.organisation_id}-{ret.round.period}"
    return file_answer(write_filled(filled_for(ret)), name, "xlsx")


@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    try:
        done = workbook_accept(
            ret=number,
            by=person(request),
            mine=request.POST.get("xung-dot") == "tep",
            leaving=request.POST.get("de-ngoai") == "1",
        )
    except (Problem, Problems) as trouble:
        return _page(request, number, problems_in(trouble), status=400)
    messages.success(request, _("Đã nhận {n} ô từ tệp.").format(n=done.cells))
    return redirect("return", number)


@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    workbook_drop(ret=number, by=person(request))
    messages.success(request, _("Đã bỏ tệp. Phiếu vẫn như cũ."))
    return redirect("return-workbook", number)


def _looked_at(request: HttpRequest, number: int) -> HttpResponse:
    user = person(request)
    return_for(user, number)
    try:
        upload = request.FILES.get("tep")
        if getattr(request, "upload_too_large", False):
            raise NoFileChosen(why=_("tệp quá lớn"), megabytes=LARGEST // 2**20)
        if upload is None or not upload.name:
            raise NoFileChosen(why=_("chưa chọn tệp nào"), megabytes=LARGEST // 2**20)
        workbook_preview(ret=number, name=upload.name, data=upload.read(), by=user)
    except (Problem, Problems) as trouble:
        return _page(request, number, problems_in(trouble), status=400)
    return redirect("return-workbook", number)


def _page(request: HttpRequest, number: int, problems: Sequence[Problem], status: int = 200) -> HttpResponse:
    user = person(request)
    ret = return_for(user, number)
    asked = asked_of(request)
    upload = upload_for(user, ret)
    context = {
        "room": "returns",
        "ret": ret,
        "period": period_of(ret),
        "asked": asked,
        "problems": problems,
        "may_send": ret.state in FILLING and _may_fill(user, ret),
        "megabytes": LARGEST // 2**20,
        "upload": upload,
    }
    if upload is not None:
        preview = unpacked(upload.content)
        chosen = request.GET.get("loc", "")
        rows = _rows(preview, asked, chosen)
        if asked.file and not problems:
            return _file(preview, rows, asked.file)
        context |= {
            "preview": preview,
            "hard": hard_after(ret, preview),
            "told": preview.problems[:MOST_TOLD],
            "told_more": max(0, len(preview.problems) - MOST_TOLD),
            "page": page_of(request, rows),
            "chosen": chosen if chosen in _FILTERS else "",
            "filtered": bool(asked.text) or chosen in _FILTERS,
        }
    return render(request, "collection/workbook.html", context, status=status)


def _rows(preview: Preview, asked: Asked, chosen: str) -> list[Change]:
    """Conflicts first: they wait for a decision."""
    rows = [
        one for one in (*preview.conflicts, *preview.plain) if _FILTERS.get(chosen, one.state) == one.state
    ]
    return found(rows, asked.text, lambda one: fold(f"{one.label} {one.heading} {one.at}"))


def _file(preview: Preview, rows: Sequence[Change], form: str) -> HttpResponse:
    """The whole list, problems too."""
    table: list[tuple[Value, ...]] = [_line(one) for one in preview.problems]
    table += [
        (one.at, one.label, one.heading, one.unit, one.old_text, one.new_text, _state(one), one.by)
        for one in rows
    ]
    name = _("Thay đổi trong tệp")
    data = table_xlsx(name, HEADINGS, table) if form == "xlsx" else table_csv(HEADINGS, table)
    return file_answer(data, name, form)


def _line(one: Told) -> tuple[Value, ...]:
    return (f"{one.row}, {one.column}".strip(", "), "", "", "", "", "", f"{one.code}: {one.message}", "")


def _state(one: Change) -> str:
    return _("người khác vừa sửa") if one.state == "conflict" else _("thay đổi")


def _may_fill(user: User, ret: Return) -> bool:
    return may(user, "returns.fill", organisation=ret.organisation_id, kind=ret.round.form.kind)
