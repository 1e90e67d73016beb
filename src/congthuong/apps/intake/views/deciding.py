"""What a person decides about a delivery: thin callers of the services."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from congthuong.apps.intake import problems, queries, services
from congthuong.apps.intake.models import Delivery
from congthuong.apps.intake.understanding import understood
from congthuong.apps.intake.views import delivery_page, person
from congthuong.apps.intake.views.choosing import code_of_choice
from congthuong.core.problems import Problem, Problems, problems_in


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Columns, lines, month, unit and table of the file, all of one form."""
    own = queries.delivery_for(person(request), number)
    return _done(request, own, "nghia", lambda: _decide(request, own))


def _decide(request: HttpRequest, own: Delivery) -> None:
    """Another month or another table makes other headings: then the columns are proposed anew and chosen after that."""
    found = understood(own)
    proposal = found.proposal
    frame = _frame(request, own)
    by = person(request)
    if frame or proposal is None:
        services.delivery_decide(delivery=own, by=by, **frame)
        return
    columns = {
        one.key: chosen for one in proposal.columns if (chosen := request.POST.get(f"cot-{one.index}", ""))
    }
    rows = {
        one.key: code_of_choice(chosen)
        for one in proposal.lines
        if (chosen := request.POST.get(f"dong-{one.row}", "").strip())
    }
    unit = request.POST["don-vi"].strip() if "don-vi" in request.POST else None
    if unit == proposal.unit:
        unit = None
    services.delivery_decide(delivery=own, by=by, columns=columns, rows=rows, unit=unit)


def _frame(request: HttpRequest, own: Delivery) -> dict[str, Any]:
    """The month and the table of the file where they were chosen otherwise than they are."""
    found = understood(own)
    said: dict[str, Any] = {}
    if month := request.POST.get("thang", ""):
        chosen = _month(month)
        now = found.proposal.month if found.proposal else None
        if now != (chosen.year, chosen.month):
            said["month"] = chosen
    if table := request.POST.get("bang-trong-tep", ""):
        place, _, sheet = table.partition("!")
        if (sheet, place) not in {(name, str(at)) for name, at, _ in found.tables}:
            raise problems.UnknownAnswer(answer=table, what="bảng trong tệp")
        if found.proposal and (found.proposal.sheet.name, found.proposal.number) != (sheet, int(place)):
            said |= {"sheet": sheet, "number": int(place)}
    return said


def _month(text: str) -> date:
    found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])/(20[0-9]{2})", text.strip())
    if not found:
        raise problems.UnknownAnswer(answer=text[:40], what="tháng báo cáo (ví dụ 8/2026)")
    return date(int(found[1] or found[4]), int(found[2] or found[3]), 1)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    own = queries.delivery_for(person(request), number)
    cell, value = request.POST.get("o", ""), request.POST.get("so", "")
    return _done(
        request,
        own,
        "khac-biet",
        lambda: services.delivery_answer(delivery=own, cell=cell, value=value, by=person(request)),
    )


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """The figures that were ticked, each with the cell it was shown for: "174,653|TM!C6"."""
    own = queries.delivery_for(person(request), number)
    ticked = (one.partition("|") for one in request.POST.getlist("dung"))
    cells = {cell: value for value, _, cell in ticked if cell}
    return _done(
        request,
        own,
        "khac-biet",
        lambda: services.delivery_confirm(delivery=own, cells=cells, by=person(request)) if cells else None,
    )


@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    own = queries.delivery_for(person(request), number)
    leaving = request.POST.get("de-ngoai") == "1"
    seen = request.POST.get("da-xem", "")
    return _done(
        request,
        own,
        "",
        lambda: services.delivery_accept(delivery=own, by=person(request), leaving=leaving, seen=seen),
    )


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    own = queries.delivery_for(person(request), number)
    reason = request.POST.get("ly-do", "")
    return _done(
        request, own, "", lambda: services.delivery_withdraw(delivery=own, reason=reason, by=person(request))
    )


def _done(request: HttpRequest, own: Delivery, part: str, act: Any) -> HttpResponse:
    """Back to the page; what is refused is said on it, above what the person was doing."""
    try:
        act()
    except (Problem, Problems) as trouble:
        said = problems_in(trouble)
        return delivery_page(request, own.pk, tuple(said[:20]), status=400)
    address = redirect("delivery", own.pk)
    if part:
        address["Location"] += f"#{part}"
    return address
