"""One person's data in a row: what is kept, what for, how long; a copy on request, erased on request."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts.doors import told_beside_the_form
from congthuong.apps.accounts.rights import may
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.queries.personal import elsewhere, held, until
from congthuong.apps.registers.services.personal import personal_erase, personal_export
from congthuong.apps.registers.views import of_kind, person, row_at, typed
from congthuong.apps.registers.views.record import refused
from congthuong.core.problems import Problem
from congthuong.core.quantities import write_date
from congthuong.web import clock
from congthuong.web.downloads import file_answer


@require_safe
@of_kind("registers.personal")
def personal(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    return _page(request, kind, key, ())


def _page(request: HttpRequest, kind: RegisterKind, key: str, problems: tuple[Problem, ...]) -> HttpResponse:
    row = row_at(kind, key)
    own = held(kind, key)
    context = {
        "room": "registers",
        "kind": kind,
        "row": row,
        "held": own,
        "elsewhere": elsewhere(person(request), own),
        "until": until(kind, row),
        "may_erase": may(person(request), "registers.erase", kind=kind.data_kind),
        "problems": problems,
        "reason": request.POST.get("ly-do", ""),
    }
    return render(request, "registers/personal.html", context, status=400 if problems else 200)


@require_POST
@of_kind("registers.personal")
def copy(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    """Everything about the person as one file."""
    row = row_at(kind, key)
    try:
        own = personal_export(kind=kind, row=row, by=person(request), reason=typed(request, "ly-do"))
    except Problem as trouble:
        return _page(request, kind, key, told_beside_the_form(trouble))
    told = {
        "so": kind.name,
        "dong": row.key,
        "muc_dich": kind.purpose,
        "luu_sau_khi_ket_thuc_nam": kind.keep_years,
        "ngay_cap": write_date(clock.today()),
        "du_lieu": [
            {"dong": one.key, "cot": one.heading, "noi_dung": one.value, "hien_nay": one.now} for one in own
        ],
    }
    data = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return file_answer(data, f"du-lieu-ca-nhan-{row.key}", "json")


@require_POST
@of_kind("registers.erase")
def erase(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    row = row_at(kind, key)
    try:
        personal_erase(
            kind=kind, row=row, by=person(request), reason=typed(request, "ly-do"),
            files=bool(request.POST.get("ca-tep")),
        )  # fmt: skip
    except Problem as trouble:
        return refused(request, kind, key, "xoa", trouble)
    messages.success(request, _("Đã xóa dữ liệu cá nhân của dòng; lịch sử ghi «đã xóa theo yêu cầu»."))
    return redirect("entry", kind.code, key)
