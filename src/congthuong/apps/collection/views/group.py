"""Duyệt nhóm: the returns that were ticked in the queue, what they add up to, one button for all of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.collection.queries.group import chosen_returns
from congthuong.apps.collection.services.group_approving import returns_approve
from congthuong.apps.collection.views.asking import number_in, person
from congthuong.apps.collection.views.listing import room
from congthuong.core.problems import Problem, Problems, problems_in


@require_http_methods(["GET", "HEAD", "POST"])
def approve_group(request: HttpRequest) -> HttpResponse:
    """`?phieu=` the returns; POST names each with the version that was seen: "12.3"."""
    user = person(request)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        seen = dict(_seen(one) for one in request.POST.getlist("phieu"))
        try:
            approved = returns_approve(seen=seen, by=user)
            words = _("Đã duyệt %(count)s phiếu: các số đã được niêm và ghi vào sổ.")
            messages.success(request, words % {"count": len(approved)})
            return redirect("returns")
        except (Problem, Problems) as trouble:
            problems = problems_in(trouble)
        numbers = list(seen)
    else:
        numbers = [number_in(one, "số phiếu") for one in request.GET.getlist("phieu")]
    context = {**room(user), "chosen": chosen_returns(user, numbers), "problems": problems}
    return render(request, "collection/group.html", context, status=400 if problems else 200)


def _seen(text: str) -> tuple[int, int]:
    number, _dot, version = text.partition(".")
    return number_in(number, "số phiếu"), number_in(version, "phiên bản của phiếu")
