"""Biểu: the forms and their versions as respondents see them; editing and publishing a definition."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Form, FormVersion
from congthuong.apps.collection.queries.forms import (
    definition_for,
    definition_of,
    form_for,
    forms_in_use,
    known_for_forms,
    latest_version,
)
from congthuong.apps.collection.queries.pages_forms import definition_text, empty_sheet, rows_told, units_told
from congthuong.apps.collection.queries.pages_sheet import cells_data
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.templatetags.collection import kind_name, period_kind
from congthuong.apps.collection.views.asking import number_in, person
from congthuong.apps.collection.views.grid import grid_html
from congthuong.apps.collection.views.listing import columns_of, room
from congthuong.apps.collection.views.schedule_words import filler_names, schedule_told
from congthuong.core.forms import model as core
from congthuong.core.forms.reading import read_form
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import asked_of, page_of
from congthuong.web.problems import NotFound

LARGEST_TEXT = 500_000


class NoDefinition(Problem):
    code = "CT-843"
    text = "Chưa có định nghĩa biểu để đọc: {why}. Hãy dán nội dung TOML vào ô soạn, hoặc chọn tệp .toml."


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Found, sorted, in pages, or as a file."""
    user = person(request)
    names = {
        "ten": _("Biểu"), "linh-vuc": _("Lĩnh vực"), "loai-ky": _("Loại kỳ"), "phien-ban": _("Phiên bản"), "so-ky": _("Số kỳ đã mở"),
    }  # fmt: skip
    asked, columns = asked_of(request, tuple(names)), columns_of(request, names)
    rows = forms_in_use().prefetch_related("versions", "rounds")
    kept = found(rows, asked.text, lambda one: fold(f"{one.name} {one.code} {one.kind}"))
    if asked.order:
        kept = sorted(kept, key=lambda one: _form_key(one, asked.column), reverse=asked.falling)
    if asked.file:
        table: list[list[Value]] = [
            [one.code, *(_form_row(one)[column] for column in columns)] for one in kept
        ]
        headings = [_("Mã"), *(names[column] for column in columns)]
        name = _("Biểu mẫu")
        data = table_xlsx(name, headings, table) if asked.file == "xlsx" else table_csv(headings, table)
        return file_answer(data, name, asked.file)
    context = {
        **room(user),
        "asked": asked,
        "page": page_of(request, kept),
        "names": [(code, names[code]) for code in columns],
        "shown": columns,
        "all_columns": [(code, name, code in columns) for code, name in names.items()],
    }
    return render(request, "collection/forms.html", context)


def _form_row(one: Form) -> dict[str, Value]:
    """What the list says of a form, by column."""
    return {
        "ten": one.name,
        "linh-vuc": kind_name(one.kind),
        "loai-ky": period_kind(one.period),
        "phien-ban": Decimal(len(one.versions.all())),
        "so-ky": Decimal(len(one.rounds.all())),
    }


def _form_key(one: Form, column: str) -> tuple[object, str]:
    value = _form_row(one)[column]
    return (fold(value) if isinstance(value, str) else value, fold(one.name))


@require_safe
def form(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """One form: who fills it by when, and how it looks to them; an old version by its number."""
    user = person(request)
    own = form_for(code)
    versions = list(
        FormVersion.objects.filter(form=own).select_related("published_by").defer("definition").order_by("-number")
    )  # fmt: skip
    version = latest_version(own) if number is None else _version(own, number)
    definition, units = definition_of(version), units_told(definition_of(version))
    unit = request.GET.get("don_vi", "")
    if unit and unit not in dict(units):
        raise NotFound(what="đơn vị điền biểu", name=unit, hint=" Hãy chọn trong danh sách của trang biểu.")
    context = {
        **room(user),
        "own": own,
        "version": version,
        "versions": versions,
        "rounds": own.rounds.order_by("-period_last")[:12],
        "units": units,
        "unit": unit,
        **_preview(definition, definition_for(version, unit) if unit else definition),
    }
    return render(request, "collection/form.html", context)


def _version(own: Form, number: int) -> FormVersion:
    version = FormVersion.objects.filter(form=own, number=number).first()
    if version is None:
        raise NotFound(what="phiên bản", name=number, hint=" Hãy chọn trong danh sách phiên bản của biểu.")
    return version


def _preview(definition: core.Form, seen: core.Form | None = None) -> dict[str, object]:
    """`seen`: as one unit sees it, where one was chosen."""
    sheet = empty_sheet(seen or definition)
    return {
        "form": definition,
        "own_rows": rows_told(definition),
        "schedule": schedule_told(definition),
        "fillers": filler_names(definition),
        "sheet": sheet,
        "grid": grid_html(sheet, cells_data(sheet)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """A definition is written or brought as a file, looked at, published. What was typed survives a refusal."""
    user = person(request)
    context: dict[str, object] = {**room(user), "text": "", "note": "", "problems": (), "checked": False}
    if request.method != "POST":
        text, seen = start_of(request)
        return render(request, "collection/form_edit.html", context | {"text": text, "seen": seen})
    context["seen"] = seen_of(request)
    context["note"] = request.POST.get("thay-doi", "")[:500]
    try:
        context["text"] = text = _text(request)
        looked = look_or_publish(request, text)
        if isinstance(looked, str):
            return redirect("form", looked)
        context |= looked
    except (Problem, Problems) as trouble:
        problems = problems_in(trouble)
        context["problems"] = problems
        return render(request, "collection/form_edit.html", context, status=400)
    return render(request, "collection/form_edit.html", context)


def look_or_publish(request: HttpRequest, text: str) -> dict[str, object] | str:
    """What the page shows of a definition that holds, or the code of the form that was published.

    Raises Problems, KindStays, ReasonMissing, FormChangedMeanwhile, NotUnderstood, Forbidden.
    """
    user = person(request)
    definition = read_form(text, _("đang soạn"), known_for_forms())
    require(user, "forms.edit", kind=definition.kind)
    if request.POST.get("viec") != "cong-bo":
        return {**_preview(definition), "checked": True}
    code, _colon, number = seen_of(request).partition(":")
    seen = (code, number_in(number, "số phiên bản")) if "nguon" in request.POST else None
    note = request.POST.get("thay-doi", "")[:500]
    version = form_publish(text=text, by=user, file=_("đang soạn"), note=note, seen=seen)
    messages.success(request, _("Đã công bố phiên bản %(number)s.") % {"number": version.number})
    return version.form.code


def seen_of(request: HttpRequest) -> str:
    """With which version the page was opened, so that one published meanwhile is not written over: «gao:3»."""
    return request.POST.get("nguon", "")[:60] or ":0"


def start_of(request: HttpRequest) -> tuple[str, str]:
    """What the editor begins with: an existing definition, or nothing; and what it will say it has seen: the latest
    version, also when an older one is taken up again."""
    code = request.GET.get("tu", "")
    if not code:
        return "", ":0"
    own = form_for(code)
    latest, number = latest_version(own), request.GET.get("phien-ban", "")
    version = _version(own, number_in(number, "số phiên bản")) if number else latest
    return definition_text(version), f"{own.code}:{latest.number}"


def _text(request: HttpRequest) -> str:
    upload = request.FILES.get("tep")
    if getattr(request, "upload_too_large", False) or (
        upload is not None and (upload.size or 0) > LARGEST_TEXT
    ):
        raise NoDefinition(why="tệp quá lớn")
    if upload is None:
        text = request.POST.get("noi-dung", "").replace("\r\n", "\n")
    else:
        try:
            text = upload.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise NoDefinition(why="tệp không phải văn bản UTF-8") from None
    if not text.strip():
        raise NoDefinition(why="ô soạn đang trống")
    if len(text) > LARGEST_TEXT:
        raise NoDefinition(why="nội dung quá dài")
    return text
