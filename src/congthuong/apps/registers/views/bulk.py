"""The same change to many rows at once: ticked ones, or all that the list's filter finds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.doors import told_beside_the_form
from congthuong.apps.registers.fields import fields_of, read_day, read_typed
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.problems import BadColumn
from congthuong.apps.registers.services import rows_change
from congthuong.apps.registers.values import label_places, row_label
from congthuong.apps.registers.views import of_kind, person, typed, version_of
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import write_date
from congthuong.web import clock

MOST = 500


@require_http_methods(["GET", "HEAD", "POST"])
@of_kind("registers.edit")
def change(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    """One column gets a new value from a day on, in every row that was ticked; all or none."""
    keys = list(dict.fromkeys((request.POST if request.method == "POST" else request.GET).getlist("dong")))
    name = request.POST.get("cot-doi", "") or request.GET.get("cot-doi", kind.state)
    if request.method != "POST" or not request.POST.get("doi"):
        return _page(request, kind, keys, name)
    problems: list[Problem] = []
    said = {name: request.POST.get(name, "")} if _changeable(kind, name) else {}
    read = read_typed(kind, said)
    problems += read.problems
    since = read_day(typed(request, "doi-tu-ngay"), "since", _("Đổi từ ngày"), problems)
    if since is None and not problems:
        what = "để trống. Hãy ghi ngày mà nội dung mới bắt đầu đúng."
        problems.append(BadColumn(name="since", column="Đổi từ ngày", what=what))
    if not keys or not said:
        what = "chưa chọn dòng nào hoặc chưa chọn cột. Hãy chọn lại trong danh sách."
        problems.append(BadColumn(name="", column="Các dòng", what=what))
    try:
        if problems or since is None:
            raise Problems(problems)
        done = rows_change(
            kind=kind, versions={key: version_of(request, key) for key in keys[:MOST]}, values=read.values,
            by=person(request), since=since, reason=typed(request, "ly-do"),
        )  # fmt: skip
    except (Problem, Problems) as trouble:
        return _page(request, kind, keys, name, told_beside_the_form(trouble))
    messages.success(
        request,
        _("Đã đổi %(done)s dòng; %(same)s dòng vốn đã như vậy.")
        % {"done": len(done), "same": len(keys[:MOST]) - len(done)},
    )
    return redirect("register", kind.code)


def _changeable(kind: RegisterKind, name: str) -> bool:
    return kind.column(name) is not None and name not in kind.personal and name not in kind.unique


def _page(
    request: HttpRequest, kind: RegisterKind, keys: list[str], name: str, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    rows = kind.model._default_manager.filter(key__in=keys[:MOST], withdrawn=False).order_by("order", "key")
    said = request.POST if request.method == "POST" else request.GET
    fields = [
        one
        for one in fields_of(kind, {name: said.get(name, "")}, day=clock.today(), problems=problems)
        if one.name == name
    ]
    places = label_places(kind)
    context: dict[str, Any] = {
        "room": "registers",
        "kind": kind,
        "rows": [(row, row_label(kind, row, places)) for row in rows],
        "columns": [one for one in kind.columns() if _changeable(kind, one.name)],
        "name": name,
        "fields": fields,
        "typed": {
            "doi_tu_ngay": request.POST.get("doi-tu-ngay", write_date(clock.today())),
            "ly_do": request.POST.get("ly-do", ""),
        },
        "problems": [one for one in problems if one.fields.get("name") != name],
        "most": MOST,
        "cut": len(keys) > MOST,
    }
    return render(request, "registers/bulk.html", context, status=400 if problems else 200)
