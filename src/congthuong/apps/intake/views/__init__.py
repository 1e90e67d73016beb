"""Tables of others: the list with the place to drop a file, and one file with its columns, lines and differences."""

from __future__ import annotations

import logging
from pathlib import PurePath
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.intake import problems, queries, services
from congthuong.apps.intake.models import Delivery
from congthuong.apps.intake.shown import HEADINGS, print_of, shown_of, table_rows
from congthuong.apps.intake.understanding import understood
from congthuong.apps.intake.views.choosing import column_choices, line_choices, listed, option_text
from congthuong.core.intake.kinds import kinds
from congthuong.core.intake.workbook import ENDINGS
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.core.quantities import write_date
from congthuong.core.quantities.dates import write_month
from congthuong.web.downloads import TYPES, file_answer, table_csv, table_xlsx
from congthuong.web.folding import fold, found
from congthuong.web.listing import Asked, asked_of, page_of
from congthuong.web.uploads import LARGEST

log = logging.getLogger(__name__)
PER_PAGE = 30
LINES_PER_PAGE = 100
LONGEST_NUMBER = 10
_OLD = "application/vnd.ms-excel"


def person(request: HttpRequest) -> User:
    """Every page asks for a login, so there is one."""
    assert isinstance(request.user, User)
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request: HttpRequest) -> HttpResponse:
    """The place to drop a file and the files received; with POST a file is received."""
    require(person(request), services.ACTION)
    if request.method == "POST":
        return _receive(request)
    return _list(request, ())


def _receive(request: HttpRequest) -> HttpResponse:
    """A script is answered with an address, a form with a page."""
    script = "application/json" in request.headers.get("Accept", "")
    try:
        kept = _received(request)
    except (Problem, Problems) as trouble:
        said = problems_in(trouble)
        log.info("%s: %s", request.path, trouble, extra={"problem": said[0].code})
        if script:
            return JsonResponse({"ok": False, "problems": [one.as_dict() for one in said]}, status=400)
        return _list(request, tuple(said), status=400)
    address = reverse("delivery", args=[kept.pk])
    return JsonResponse({"ok": True, "address": address}) if script else redirect(address)


def _received(request: HttpRequest) -> Delivery:
    upload = request.FILES.get("tep")
    limit = LARGEST // 2**20
    if getattr(request, "upload_too_large", False):
        raise problems.NotTaken(why="Tệp lớn quá mức trang này nhận.", limit=limit)
    if upload is None or not upload.name:
        raise problems.NotTaken(why="Chưa chọn tệp nào.", limit=limit)
    if PurePath(upload.name).suffix.lower() not in (*ENDINGS, ".xlsm"):
        raise problems.NotTaken(why=f"Không đọc được loại tệp của «{upload.name[:80]}».", limit=limit)
    chosen = _number(request.POST.get("bang", ""))
    if chosen is None:
        raise problems.NoTableChosen
    table = queries.table_for(person(request), chosen)
    return services.delivery_receive(table=table, name=upload.name, data=upload.read(), by=person(request))


def _list(request: HttpRequest, said: tuple[Problem, ...], status: int = 200) -> HttpResponse:
    asked = asked_of(request)
    tables = queries.tables_for(person(request))
    rows, chosen = _filtered(request, asked)
    if asked.file and not said:
        return _export(rows, asked.file)
    context = {
        "room": "indicators",
        "asked": asked,
        "page": page_of(request, rows, PER_PAGE),
        "problems": said,
        "tables": tables,
        "senders": queries.senders(),
        "places": queries.places(),
        "usual_place": queries.usual_place(person(request)),
        "kinds": kinds().values(),
        "states": Delivery.State.choices,
        "chosen": chosen,
        "filtered": bool(asked.text or any(chosen.values())),
        "endings": ",".join(ENDINGS),
        "megabytes": LARGEST // 2**20,
        "last": request.GET.get("bang-nay", "") or request.POST.get("bang", ""),
    }
    return render(request, "intake/deliveries.html", context, status=status)


def _filtered(request: HttpRequest, asked: Asked) -> tuple[list[Delivery], dict[str, str]]:
    chosen = {name: request.GET.get(name, "") for name in ("trang-thai", "bang")}
    rows = queries.deliveries_for(person(request))
    if chosen["trang-thai"] in Delivery.State.values:
        rows = rows.filter(state=chosen["trang-thai"])
    if (table := _number(chosen["bang"])) is not None:
        rows = rows.filter(table=table)
    kept = found(rows, asked.text, lambda one: fold(f"{one.name} {one.table.name} {one.table.sender.name}"))
    return kept, {"state": chosen["trang-thai"], "table": chosen["bang"]}


def _number(text: str) -> int | None:
    """Of a table: a number longer than any is none, and is not even read."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else None


def _export(rows: list[Delivery], form: str) -> HttpResponse:
    headings = (
        "Tệp",
        "Bảng",
        "Bên gửi",
        "Tháng báo cáo",
        "Nhận ngày",
        "Người đưa lên",
        "Trạng thái",
        "SHA-256",
    )
    cells = [
        (
            one.name,
            one.table.name,
            one.table.sender.name,
            f"{write_month(one.month.month)}/{one.month.year}" if one.month else "",
            write_date(one.received_on),
            one.received_by.full_name if one.received_by else "",
            _(one.get_state_display()),
            one.sha256,
        )
        for one in rows
    ]
    data = table_xlsx("Tệp đã nhận", headings, cells) if form == "xlsx" else table_csv(headings, cells)
    return file_answer(data, "tep-da-nhan", form)


@require_POST
def new_table(request: HttpRequest) -> HttpResponse:
    """A table that somebody will send, made beside the place to drop files."""
    fields = {name: request.POST.get(field, "") for name, field in _TABLE_FIELDS.items()}
    try:
        table = services.source_table_make(**fields, by=person(request))
    except problems.TableUnclear as trouble:
        return _list(request, (trouble,), status=400)
    return redirect(f"{reverse('intake')}?bang-nay={table.pk}")


_TABLE_FIELDS = {"sender": "ben-gui", "name": "ten", "kind": "loai", "place": "dia-ban"}


@require_safe
def delivery(request: HttpRequest, number: int) -> HttpResponse:
    """One file: what its columns and lines mean, how its figures differ from what is known."""
    return delivery_page(request, number, ())


def delivery_page(
    request: HttpRequest, number: int, said: tuple[Problem, ...], status: int = 200
) -> HttpResponse:
    own = queries.delivery_for(person(request), number)
    asked = asked_of(request)
    seen = shown_of(own)
    figures, chosen = listed(seen.figures, asked.text, request.GET.get("loc", ""))
    if asked.file:
        rows = list(table_rows(figures))
        data = table_xlsx("Khác biệt", HEADINGS, rows) if asked.file == "xlsx" else table_csv(HEADINGS, rows)
        return file_answer(data, f"{PurePath(own.name).stem}-khac-biet", asked.file)
    context: dict[str, Any] = {
        "room": "indicators",
        "asked": asked,
        "problems": said,
        "delivery": own,
        "page": page_of(request, figures, LINES_PER_PAGE),
        "filter": chosen,
        "filtered": bool(asked.text or chosen.code),
        "filters": chosen.all,
        "notes": seen.notes,
        "print": print_of(seen),
        "kind": kinds()[own.table.kind],
    }
    month = (own.month.year, own.month.month) if own.month else None
    if own.open:
        found = understood(own)
        month = found.proposal.month if found.proposal else month
        context |= _choices(own)
    context["place"] = queries.place_of(own.table, month)
    return render(request, "intake/delivery.html", context, status=status)


def _choices(own: Delivery) -> dict[str, Any]:
    """What a person may decide while the delivery is open."""
    found = understood(own)
    proposal = found.proposal
    lines, more = line_choices(proposal, own.table.kind) if proposal else ([], 0)
    return {
        "tables": found.tables,
        "taken": f"{proposal.number}!{proposal.sheet.name}" if proposal else "",
        "columns": column_choices(proposal) if proposal else [],
        "lines": lines,
        "more_lines": more,
        "options": option_text(own.table.kind),
        "month": f"{proposal.month[1]}/{proposal.month[0]}" if proposal and proposal.month else "",
        "unit": proposal.unit if proposal else "",
        "stops": len(found.stops),
        "unconfirmed": len(found.unconfirmed),
        "leaving": sum(isinstance(one, services.LEAVES_OUT) for one in found.told),
        "count": len(found.compared),
    }


@require_safe
def original(request: HttpRequest, number: int) -> HttpResponse:
    """The file byte for byte, never shown in the browser."""
    own = queries.delivery_for(person(request), number)
    ending = PurePath(own.name).suffix.lower().removeprefix(".")
    response = file_answer(bytes(own.data), PurePath(own.name).stem, ending if ending in TYPES else "xlsx")
    if ending == "xls":
        response.headers["Content-Type"] = _OLD
        response.headers["Content-Disposition"] = response.headers["Content-Disposition"].replace(
            ".xlsx", ".xls"
        )
    return response
