"""Rows from a file: handed in, headings confirmed, every change and fault seen, accepted, taken back."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.accounts.doors import told_beside_the_form
from congthuong.apps.registers.importing import beginning, planned
from congthuong.apps.registers.importing.filling import fillable, lacking
from congthuong.apps.registers.importing.headings import BEGINS, own_names
from congthuong.apps.registers.importing.opening import mark_of, matches_of, plan_of, workbook_of
from congthuong.apps.registers.importing.template import heading, template_xlsx
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.lines import Names, cell_of
from congthuong.apps.registers.models import RowImport
from congthuong.apps.registers.problems import NotImported, RowChangedSince
from congthuong.apps.registers.queries.places import place_names
from congthuong.apps.registers.services.importing import (
    Decision,
    import_accept,
    import_decide,
    import_drop,
    import_receive,
)
from congthuong.apps.registers.services.undoing import SPARED, import_undo
from congthuong.apps.registers.values import MASK
from congthuong.apps.registers.views import of_kind, person, sees_personal, typed
from congthuong.core.intake.workbook import ENDINGS
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import read_date, write_date
from congthuong.web import clock
from congthuong.web.downloads import file_answer
from congthuong.web.problems import NotFound
from congthuong.web.uploads import LARGEST

PER_PAGE, SHOWN, MOST_FAULTS = 50, 20, 100
STATES = {
    planned.FAULTY: gettext_lazy("Lỗi"),
    planned.DOUBTFUL: gettext_lazy("Nghi trùng, chờ trả lời"),
    planned.NEW: gettext_lazy("Mới"),
    planned.CHANGED: gettext_lazy("Thay đổi"),
    planned.SAME: gettext_lazy("Như cũ"),
    planned.LEFT: gettext_lazy("Bỏ qua"),
}

COUNTED = STATES | {SPARED: gettext_lazy("Chừa lại vì đã đổi sau lần nhập")}


@require_http_methods(["GET", "HEAD", "POST"])
@of_kind("registers.edit")
def imports(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    """The place to hand in a file, and what was handed in before."""
    if request.method == "POST":
        try:
            own = _received(request, kind)
        except (Problem, Problems) as trouble:
            return _list(request, kind, told_beside_the_form(trouble))
        return redirect("register-import-one", kind.code, own.pk)
    return _list(request, kind, ())


def _received(request: HttpRequest, kind: RegisterKind) -> RowImport:
    upload: Any = request.FILES.get("tep")
    if getattr(request, "upload_too_large", False):
        raise NotImported(why=f"Tệp lớn hơn {LARGEST // 2**20} MB.")
    if upload is None or not upload.name:
        raise NotImported(why="Chưa chọn tệp nào.")
    if PurePath(upload.name).suffix.lower() not in (*ENDINGS, ".xlsm"):
        raise NotImported(why=f"Không nhận loại tệp của «{upload.name[:80]}».")
    return import_receive(kind=kind, name=upload.name, data=upload.read(), by=person(request))


def _list(request: HttpRequest, kind: RegisterKind, problems: tuple[Problem, ...]) -> HttpResponse:
    own = RowImport.objects.filter(register=kind.code).defer("data").order_by("-received_at")
    context = {
        "room": "registers",
        "kind": kind,
        "imports": own.select_related("received_by")[:50],
        "problems": problems,
        "endings": ",".join((*ENDINGS, ".xlsm")),
    }
    return render(request, "registers/imports.html", context, status=400 if problems else 200)


@require_safe
@of_kind("registers.edit")
def template(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    return file_answer(template_xlsx(kind, clock.today()), f"mau-{kind.code}", "xlsx")


@require_safe
@of_kind("registers.edit")
def one(request: HttpRequest, kind: RegisterKind, number: int) -> HttpResponse:
    return _page(request, kind, _own(kind, number), ())


def _own(kind: RegisterKind, number: int) -> RowImport:
    own = RowImport.objects.filter(register=kind.code, pk=number).select_related("received_by").first()
    if own is None:
        raise NotFound(what="lần nhập", name=str(number), hint="")
    return own


@require_POST
@of_kind("registers.edit")
def decide(request: HttpRequest, kind: RegisterKind, number: int) -> HttpResponse:
    def act() -> str:
        import_decide(
            kind=kind,
            number=number,
            decision=_decision(request, kind, _own(kind, number)),
            by=person(request),
        )
        return _("Đã đọc lại tệp theo lựa chọn của bạn.")

    return _acted(request, kind, number, act)


def _decision(request: HttpRequest, kind: RegisterKind, own: RowImport) -> Decision:
    chosen = {
        int(name[4:]): str(value)
        for name, value in request.POST.items()
        if name.startswith("cot-") and name[4:].isdigit() and len(name) < 10
    }
    answers = {int(number): str(value) for number, value in own.answers.items()}
    for name, value in request.POST.items():
        if name.startswith("dong-") and name[5:].isdigit() and len(name) < 14:
            answers[int(name[5:])] = str(value)
    doubtful = request.POST.get("nghi-trung", "")
    return Decision(
        sheet=request.POST.get("trang-tinh", own.sheet),
        columns=chosen or {int(index): target for index, target in own.columns.items()},
        answers=answers,
        doubtful=doubtful if doubtful in ("", "moi", "bo", "cu") else "",
        fills=_fills(request, kind, own),
        begins_by=request.POST.get("bat-dau", own.begins_by)[:40],
        begins=_day(request, "tu-ngay") if "tu-ngay" in request.POST else own.begins,
        since=_day(request, "doi-tu-ngay") if request.POST.get("cach") == "doi" else None,
        move_begins=bool(request.POST.get("sua-bat-dau")),
        leave_faulty=bool(request.POST.get("bo-loi")),
    )


def _fills(request: HttpRequest, kind: RegisterKind, own: RowImport) -> dict[str, str]:
    """What the person gives for all rows in columns that the file lacks."""
    said = {one.name: typed(request, f"moi-dong-{one.name}") for one in fillable(kind)}
    asked = any(name.startswith("moi-dong-") for name in request.POST)
    return {name: text for name, text in said.items() if text} if asked else dict(own.fills)


def _day(request: HttpRequest, name: str) -> date | None:
    text = typed(request, name)
    return read_date(text) if text else None


@require_POST
@of_kind("registers.edit")
def accept(request: HttpRequest, kind: RegisterKind, number: int) -> HttpResponse:
    def act() -> str:
        seen = request.POST.get("nhu-da-xem", "")
        mark = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else -1
        own = import_accept(
            kind=kind, number=number, mark=mark, by=person(request), reason=typed(request, "ly-do")
        )
        return _("Đã nhận: %(new)s dòng mới, %(changed)s dòng thay đổi.") % {
            "new": own.counts.get(planned.NEW, 0),
            "changed": own.counts.get(planned.CHANGED, 0),
        }

    return _acted(request, kind, number, act)


@require_POST
@of_kind("registers.edit")
def undo(request: HttpRequest, kind: RegisterKind, number: int) -> HttpResponse:
    def act() -> str:
        own = import_undo(
            kind=kind, number=number, by=person(request), reason=typed(request, "ly-do"),
            spare=bool(request.POST.get("chua")),
        )  # fmt: skip
        if spared := own.counts.get(SPARED):
            return _("Đã hoàn tác lần nhập, chừa %(count)s dòng đã đổi sau đó.") % {"count": spared}
        return _("Đã hoàn tác cả lần nhập; mọi dòng trở lại như trước.")

    return _acted(request, kind, number, act)


@require_POST
@of_kind("registers.edit")
def drop(request: HttpRequest, kind: RegisterKind, number: int) -> HttpResponse:
    _own(kind, number)
    import_drop(kind=kind, number=number, by=person(request))
    messages.success(request, _("Đã bỏ lần nhập; sổ không đổi gì."))
    return redirect("register-import", kind.code)


def _acted(request: HttpRequest, kind: RegisterKind, number: int, act: Callable[[], str]) -> HttpResponse:
    _own(kind, number)
    try:
        told = act()
    except (Problem, Problems) as trouble:
        return _page(request, kind, _own(kind, number), told_beside_the_form(trouble))
    messages.success(request, told)
    return redirect("register-import-one", kind.code, number)


def _page(
    request: HttpRequest, kind: RegisterKind, own: RowImport, problems: tuple[Problem, ...]
) -> HttpResponse:
    context: dict[str, Any] = {
        "room": "registers",
        "kind": kind,
        "own": own,
        "problems": problems[:SHOWN],
        "more": max(0, len(problems) - SHOWN),
        "state_names": STATES,
    }
    if own.state == RowImport.State.OPEN:
        context |= _plan_context(request, kind, own)
    else:
        context["counts"] = [
            (text, own.counts.get(name, 0)) for name, text in COUNTED.items() if own.counts.get(name)
        ]
        context["later"] = [one for one in problems if isinstance(one, RowChangedSince)]
        context["reason"] = request.POST.get("ly-do", "")
    return render(request, "registers/import.html", context, status=400 if problems else 200)


def _plan_context(request: HttpRequest, kind: RegisterKind, own: RowImport) -> dict[str, Any]:
    plan = plan_of(kind, own, person(request))
    lacks = lacking(kind, own.columns.values())
    wanted = request.GET.get("loai", "")
    if wanted not in planned.STATES:
        wanted = next((one for one in planned.STATES if plan.counts.get(one)), planned.NEW)
    rows = plan.of(wanted)
    pages = Paginator(rows, PER_PAGE)
    asked = request.GET.get("trang", "1")
    page = pages.get_page(asked if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1)
    names = Names(place_names(clock.today()))
    personal = sees_personal(request, kind)
    faults = [fault for one in plan.of(planned.FAULTY) for fault in one.faults]
    return {
        "plan": plan,
        "sheets": [one.name for one in workbook_of(own).sheets],
        "matches": matches_of(kind, own),
        "targets": [(column.name, heading(column)) for column in kind.columns()] + list(own_names(kind).items()),
        "missing": _missing(kind, own),
        "fills": [(one.name, heading(one), own.fills.get(one.name, ""), getattr(one, "words", ())) for one in lacks if one in fillable(kind)],
        "outside": [one for one in plan.of(planned.LEFT) if one.outside],
        "counts": [(name, STATES[name], plan.counts.get(name, 0)) for name in planned.STATES],
        "wanted": wanted,
        "wanted_name": STATES[wanted],
        "page": page,
        "listed": [(one, _said(kind, one, names, personal=personal), _changed(kind, one, names, personal=personal)) for one in page],
        "faults": faults[:MOST_FAULTS],
        "more_faults": max(0, len(faults) - MOST_FAULTS),
        "begins": _begins(kind, own, plan),
        "mark": mark_of(kind),
        "ready": bool(plan.of(planned.NEW, planned.CHANGED)),
    }  # fmt: skip


def _missing(kind: RegisterKind, own: RowImport) -> list[str]:
    """What new rows must say, that neither the file nor the person says."""
    given = own.columns.values()
    unsaid = (
        bool(kind.begins) and BEGINS not in given and own.begins is None and not kind.column(own.begins_by)
    )
    lacks = [heading(one) for one in lacking(kind, given) if not own.fills.get(one.name)]
    return [kind.begins] * unsaid + lacks


def _begins(kind: RegisterKind, own: RowImport, plan: planned.Plan) -> dict[str, Any]:
    """What the preview says and asks about since when new rows hold."""
    told = beginning.told_by(plan)
    given = {*own.columns.values()}
    columns = [one for one in beginning.day_columns(kind) if one.name in given]
    chosen = kind.column(own.begins_by)
    return {
        "by_day": told[beginning.BY_DAY],
        "by_column": told[beginning.IN_COLUMN],
        "nowhere": told[beginning.NOWHERE],
        "stays": sum(one.stays for one in plan.rows),
        "day": own.begins or (None if kind.begins else clock.today()),
        "column": heading(chosen) if chosen else "",
        "columns": [(one.name, heading(one)) for one in columns],
        "one_day": beginning.ONE_DAY,
        "unknown": beginning.UNKNOWN,
        "asked": bool(told[beginning.BY_DAY] or told[beginning.IN_COLUMN] or told[beginning.NOWHERE]),
    }


def _said(
    kind: RegisterKind, row: planned.PlannedRow, names: Names, *, personal: bool
) -> list[tuple[str, str]]:
    """What the file says of the columns that the register lists."""
    hidden = frozenset() if personal else row.hidden
    return [
        (str(column.verbose_name), _text(kind, name, row.values.get(name), names, hidden))
        for name in kind.listed
        if (column := kind.column(name)) is not None and row.values.get(name) is not None
    ]


def _changed(
    kind: RegisterKind, row: planned.PlannedRow, names: Names, *, personal: bool
) -> list[tuple[str, str, str]]:
    hidden = frozenset() if personal else row.hidden
    return [
        (
            own_names(kind).get(name) or str(getattr(kind.column(name), "verbose_name", name)),
            _text(kind, name, old, names, hidden),
            _text(kind, name, new, names, hidden),
        )
        for name, old, new in row.changes
    ]


def _text(kind: RegisterKind, name: str, value: Value, names: Names, hidden: Container[str]) -> str:
    column = kind.column(name)
    if value is not None and name in hidden:
        return MASK
    if column is None:
        return write_date(value) if isinstance(value, date) else str(value or "")
    return cell_of(column, value, names).text
