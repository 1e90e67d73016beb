"""Soạn biểu theo ô: a definition as fields. Adding, taking away and moving are buttons, so that a keyboard does all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.kinds import KINDS, ORGANISATION_KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection import form_fields
from congthuong.apps.collection.problems import RulesNotRead
from congthuong.apps.collection.queries.forms import known_for_forms
from congthuong.apps.collection.queries.pages_forms import toml_text
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.forms import look_or_publish, seen_of, start_of
from congthuong.apps.collection.views.listing import room
from congthuong.core.forms.model import COLUMN_KINDS, PERIOD_KINDS
from congthuong.core.forms.schedule import KIND_NAMES
from congthuong.core.ledger.model import BASES
from congthuong.core.ledger.toml_text import NotToml, read_toml
from congthuong.core.problems import Problem, Problems, problems_in

LOOKING = ("xem", "cong-bo")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_fields(request: HttpRequest) -> HttpResponse:
    """What was typed survives a refusal; the definition's TOML is the other view of the same thing."""
    user = person(request)
    act = request.POST.get("viec", "")
    if request.method != "POST":
        text, seen = start_of(request)
        return _page(request, user, read_toml(text) if text else form_fields.blank(), {"seen": seen})
    if act == "tu-toml":
        return _from_text(request, user)
    try:
        data = form_fields.data_of(request.POST, request.POST.getlist)
    except NotToml as error:
        data = form_fields.data_of({**request.POST.dict(), "quy-tac": ""}, request.POST.getlist)
        told = {"problems": [RulesNotRead(where=error.where)], "rules": request.POST.get("quy-tac", "")}
        return _page(request, user, data, told, status=400)
    if act == "toml":
        context = {**room(user), "text": toml_text(data), "note": request.POST.get("thay-doi", ""), "seen": seen_of(request), "problems": (), "checked": False}  # fmt: skip
        return render(request, "collection/form_edit.html", context)
    if act not in LOOKING:
        return _page(request, user, data, {"focus": form_fields.changed(data, act)})
    try:
        looked = look_or_publish(request, toml_text(data))
    except (Problem, Problems) as trouble:
        return _page(request, user, data, {"problems": problems_in(trouble)}, status=400)
    if isinstance(looked, str):
        return redirect("form", looked)
    return _page(request, user, data, looked)


def _from_text(request: HttpRequest, user: User) -> HttpResponse:
    """The other view's text; one that is no TOML stays there."""
    text = request.POST.get("noi-dung", "").replace("\r\n", "\n")
    try:
        data = read_toml(text) if text.strip() else form_fields.blank()
    except NotToml as error:
        context = {**room(user), "text": text, "note": request.POST.get("thay-doi", ""), "seen": seen_of(request), "problems": [RulesNotRead(where=error.where)], "checked": False}  # fmt: skip
        return render(request, "collection/form_edit.html", context, status=400)
    return _page(request, user, _whole(data), {})


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    """With the lists that the page shows, also where the text has none, or something else in their place."""

    def tables(value: object) -> list[dict[str, Any]]:
        # A template would take the method of a table that has no breakdown under that name.
        return (
            [{"items": {}, **one} for one in value if isinstance(one, dict)]
            if isinstance(value, list)
            else []
        )

    sections = [{**one, "row": tables(one.get("row"))} for one in tables(data.get("section"))]
    return {**data, "section": sections, "column": tables(data.get("column"))}


def _page(
    request: HttpRequest,
    user: User,
    data: dict[str, Any],
    more: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    data = _whole(data)
    known = known_for_forms()
    problems = [(one, form_fields.anchor_of(data, str(one.fields.get("path", "")))) for one in more.get("problems", ())]  # fmt: skip
    context = {
        **room(user),
        "note": request.POST.get("thay-doi", "")[:500],
        "seen": more.get("seen") or seen_of(request),
        "focus": "",
        "rules": form_fields.text_of_rules(data, toml_text),
        "checked": False,
        **more,
        "problems": problems,
        "data": data,
        "days": [(name, label, _table(data, "schedule", name)) for name, label in _days()],
        "indicators": [(one.code, one.name) for one in known.indicators.values()],
        "organisations": Organisation.objects.filter(closed_on=None).order_by("name").values_list("code", "name"),
        "kinds": list({str(data.get("kind", "")): data.get("kind", ""), **KINDS}.items()),
        "filler_kinds": [(one, str(ORGANISATION_KINDS.get(one, one))) for one in sorted(known.organisation_kinds or ())],
        "periods": [(one, KIND_NAMES[one]) for one in PERIOD_KINDS],
        "column_kinds": [(one, label) for one, label in _column_kinds().items() if one in COLUMN_KINDS],
        "bases": [(one, _basis_names()[one]) for one in BASES if one in _basis_names()],
    }  # fmt: skip
    return render(request, "collection/form_fields.html", context, status=status)


def _table(data: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for name in names:
        value = data.get(name)
        data = value if isinstance(value, dict) else {}
    return data


def _days() -> list[tuple[str, str]]:
    return [("opens", _("Mở phiếu")), ("cut_off", _("Số liệu tính đến")), ("due", _("Hạn nộp"))]


def _column_kinds() -> dict[str, str]:
    return {
        "value": _("số của kỳ"), "cumulated": _("cộng dồn từ đầu năm"), "plan": _("kế hoạch năm"),
        "same_period": _("cùng kỳ năm trước"), "previous": _("kỳ trước"), "computed": _("tính theo công thức"),
    }  # fmt: skip


def _basis_names() -> dict[str, str]:
    return {"actual": _("thực hiện"), "estimate": _("ước thực hiện"), "plan": _("kế hoạch"), "forecast": _("dự ước")}  # fmt: skip
