"""Closing a round, and estimating one return: what is owed, and what a method would put in its place, are shown first."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Round, State
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.queries.estimates import (
    METHODS,
    estimate_foreseen,
    estimates_foreseen,
    owed_of_round,
)
from congthuong.apps.collection.queries.sheets import return_for
from congthuong.apps.collection.services.estimating import return_estimate, round_close
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.listing import room
from congthuong.apps.collection.views.sheets import return_context
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.core.quantities import Period
from congthuong.core.stats.imputation import METHOD_NAMES, Method
from congthuong.web.listing import page_of
from congthuong.web.problems import NotFound


class NoSuchMethod(Problem):
    code: ClassVar[str] = "CT-844"
    text: ClassVar[str] = "Không có cách ước tính «{method}». Hãy chọn một cách trong danh sách."


@require_http_methods(["GET", "HEAD", "POST"])
def round_closing(request: HttpRequest, number: int) -> HttpResponse:
    """`?cach=` chooses the method; none closes without estimates."""
    user = person(request)
    own = Round.objects.select_related("form").filter(pk=number).first()
    if own is None:
        raise NotFound(what="kỳ báo cáo", name=str(number), hint="")
    require(user, "rounds.open", kind=own.form.kind)
    asked = request.POST if request.method == "POST" else request.GET
    context: dict[str, object] = {
        **room(user),
        "own": own,
        "period": Period.of(own.period),
        "methods": [(code, METHOD_NAMES[code]) for code in METHODS],
    }
    status = 200
    try:
        method = _method(asked.get("cach", ""))
        if request.method == "POST":
            return _closed(request, own, method)
        foreseen = estimates_foreseen(own, method) if method else ()
        context |= {
            "method": method,
            "owed": owed_of_round(own).count(),
            "waiting": own.returns.filter(state=State.HANDED_IN).count(),
            "page": page_of(request, foreseen),
            "estimated": sum(one.problem is None for one in foreseen),
        }
    except (Problem, Problems) as trouble:
        context["problems"], status = problems_in(trouble), 400
    return render(request, "collection/round_closing.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def return_estimating(request: HttpRequest, number: int) -> HttpResponse:
    """One return that did not come: what each method would put in its place, shown before it is written."""
    user = person(request)
    ret = return_for(user, number)
    require(user, "returns.estimate", organisation=ret.organisation_id, kind=ret.round.form.kind)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            method = _method(request.POST.get("cach", ""))
            if method is None:
                raise NoSuchMethod(method="")
            return_estimate(ret=number, method=method, by=user)
            messages.success(request, _("Đã ghi số ước tính. Phiếu của đơn vị khi duyệt sẽ thay số này."))
            return redirect("return", number)
        except (Problem, Problems) as trouble:
            problems = problems_in(trouble)
    ready = ret.state in OUTSTANDING and ret.approved_at is None
    context = {
        "room": "returns",
        **return_context(ret, user),
        "inner": True,
        "problems": problems,
        "ready": ready,
        "foreseen": [(code, METHOD_NAMES[code], estimate_foreseen(ret, code)) for code in METHODS if ready],
    }
    return render(request, "collection/estimate.html", context, status=400 if problems else 200)


def _method(text: str) -> Method | None:
    if not text:
        return None
    for one in METHODS:
        if one == text:
            return one
    raise NoSuchMethod(method=text[:40])


def _closed(request: HttpRequest, own: Round, method: Method | None) -> HttpResponse:
    closed = round_close(round_id=own.pk, by=person(request), method=method)
    messages.success(
        request,
        _("Đã chốt kỳ; số phiếu được ước tính: %(done)s, không ước tính được: %(left)s.")
        % {"done": len(closed.estimated), "left": len(closed.left)},
    )
    return redirect("round-close", own.pk)
