"""The catalogue of procedures: in force on a day, each with its versions, what decisions announced and abolished."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.procedures.models import Change, OnlineLevel, ProcedureVersion, TermKind
from congthuong.apps.procedures.problems import WrongTerm
from congthuong.apps.procedures.queries.catalogue import decisions, history, in_force
from congthuong.apps.procedures.services.catalogue import VersionInput, procedure_announce
from congthuong.apps.procedures.views.asking import number_in, person, room, typed
from congthuong.apps.procedures.views.desk import units_handling as units
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.core.quantities import read_date
from congthuong.web import clock
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import asked_of, page_of

COLUMNS = ("ma", "ten", "linh-vuc", "han", "cat-giam")


@require_safe
@asks("procedures.view")
def procedures(request: HttpRequest) -> HttpResponse:
    """What is in force today or on another day; cut terms, and what is on the national portal, as filters."""
    user = person(request)
    asked = asked_of(request, COLUMNS)
    day = read_date(request.GET["ngay"]) if request.GET.get("ngay") else clock.today()
    rows = in_force(day)
    only = request.GET.get("loc", "")
    kept = [one for one in rows if _fits(one, only)]
    kept = found(kept, asked.text, lambda one: fold(f"{one.procedure.code} {one.name} {one.field}"))
    kept = _sorted(kept, asked.column, falling=asked.falling)
    if asked.file:
        return _file(kept, asked.file)
    context = {
        **room(user, "catalogue"),
        "asked": asked,
        "page": page_of(request, kept),
        "day": day,
        "only": only,
        "counts": {
            "all": len(rows),
            "portal": sum(one.national_portal for one in rows),
            "cut": sum(one.cut > 0 for one in rows),
        },
    }
    return render(request, "procedures/catalogue.html", context)


def _fits(one: ProcedureVersion, only: str) -> bool:
    return {"cong-quoc-gia": one.national_portal, "cat-giam": one.cut > 0}.get(only, True)


def _sorted(rows: list[ProcedureVersion], column: str, *, falling: bool) -> list[ProcedureVersion]:
    keys = {
        "ma": lambda one: one.procedure.code,
        "ten": lambda one: one.name,
        "linh-vuc": lambda one: (one.field, one.name),
        "han": lambda one: (one.term_kind, one.term),
        "cat-giam": lambda one: one.cut_percent,
    }
    return sorted(rows, key=keys[column], reverse=falling) if column else rows


@require_safe
@asks("procedures.view")
def decision_list(request: HttpRequest) -> HttpResponse:
    """What each decision announced, changed and abolished."""
    user = person(request)
    page = page_of(request, decisions(), per_page=10)
    return render(request, "procedures/decisions.html", {**room(user, "decisions"), "page": page})


@require_safe
@asks("procedures.view")
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    user = person(request)
    versions = history(code)
    context = {**room(user, "catalogue"), "versions": versions, "newest": versions[0], "today": clock.today()}
    return render(request, "procedures/procedure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@asks("procedures.edit")
def procedure_edit(request: HttpRequest, code: str = "") -> HttpResponse:
    """A new version of the procedure, or a new procedure."""
    user = person(request)
    newest = history(code)[0] if code else None
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            made = procedure_announce(
                by=user,
                version=_version_in(request, code),
                seen=number_in(request.POST.get("phien-ban", "0"), "phiên bản"),
            )
            messages.success(request, _("Đã ghi phiên bản %(number)s.") % {"number": made.number})
            return redirect("procedure", made.procedure.code)
        except (Problem, Problems) as trouble:
            problems = problems_in(trouble)
    context = {
        **room(user, "catalogue"),
        "newest": newest,
        "last_number": max((one.number for one in history(code)), default=0) if code else 0,
        "values": _values(request, newest),
        "changes": Change.choices,
        "term_kinds": TermKind.choices,
        "levels": OnlineLevel.choices,
        "kinds": KINDS.items(),
        "units": units(),
        "problems": problems,
    }
    return render(request, "procedures/procedure_edit.html", context, status=400 if problems else 200)


def _version_in(request: HttpRequest, code: str) -> VersionInput:
    """Raises NotADate, WrongTerm."""
    reduced = typed(request, "cat-giam")
    return VersionInput(
        code=code or typed(request, "ma"),
        name=typed(request, "ten"),
        field=typed(request, "linh-vuc"),
        kind=typed(request, "nhom"),
        change=typed(request, "thay-doi"),
        term_kind=typed(request, "cach-tinh"),
        legal_term=_length(typed(request, "quy-dinh")),
        reduced_term=_length(reduced) if reduced else None,
        reduction_decision=typed(request, "van-ban-cat-giam"),
        organisation=typed(request, "don-vi"),
        online_level=typed(request, "muc-do"),
        national_portal=bool(request.POST.get("cong-quoc-gia")),
        at_counter=bool(request.POST.get("tai-quay")),
        components=tuple(
            one.strip() for one in request.POST.get("thanh-phan", "").splitlines() if one.strip()
        ),
        decision=typed(request, "quyet-dinh"),
        valid_from=read_date(typed(request, "tu-ngay")),
        source=typed(request, "nguon"),
    )


def _length(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise WrongTerm(term=text[:20], why="phải là một số nguyên")
    return int(text)


def _values(request: HttpRequest, newest: ProcedureVersion | None) -> dict[str, str]:
    """What stands in the form: what was typed, else what holds now."""
    if request.method == "POST":
        return {name.replace("-", "_"): str(value) for name, value in request.POST.items()}
    if newest is None:
        return {
            "thay_doi": Change.ANNOUNCED,
            "cach_tinh": TermKind.WORKING_DAYS,
            "muc_do": OnlineLevel.WHOLLY,
        }
    return {
        "ten": newest.name,
        "linh_vuc": newest.field,
        "nhom": newest.kind,
        "thay_doi": Change.AMENDED,
        "cach_tinh": newest.term_kind,
        "quy_dinh": str(newest.legal_term),
        "cat_giam": "" if newest.reduced_term is None else str(newest.reduced_term),
        "van_ban_cat_giam": newest.reduction_decision,
        "don_vi": newest.organisation_id or "",
        "muc_do": newest.online_level,
        "cong_quoc_gia": "1" if newest.national_portal else "",
        "tai_quay": "1" if newest.at_counter else "",
        "thanh_phan": "\n".join(newest.components),
    }


def _file(rows: list[ProcedureVersion], form: str) -> HttpResponse:
    headings = [
        _("Mã"),
        _("Tên thủ tục"),
        _("Lĩnh vực"),
        _("Cách tính hạn"),
        _("Thời hạn theo quy định"),
        _("Thời hạn cắt giảm"),
        _("Giảm"),
        _("Tỷ lệ giảm (%)"),
        _("Mức độ trực tuyến"),
        _("Cổng Dịch vụ công quốc gia"),
        _("Quyết định công bố"),
        _("Văn bản cắt giảm"),
    ]
    table: list[list[Value]] = [
        [
            one.procedure.code,
            one.name,
            one.field,
            one.get_term_kind_display(),
            Decimal(one.legal_term),
            Decimal(one.term),
            Decimal(one.cut),
            one.cut_percent.quantize(Decimal("0.01")),
            one.get_online_level_display(),
            _("có") if one.national_portal else _("không"),
            one.decision,
            one.reduction_decision,
        ]
        for one in rows
    ]
    name = _("Danh mục thủ tục hành chính")
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)
