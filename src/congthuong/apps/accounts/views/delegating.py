"""Who does my work while I am away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congthuong.apps.accounts import queries
from congthuong.apps.accounts.models import Delegation
from congthuong.apps.accounts.problems import NotADelegation
from congthuong.apps.accounts.services import roles
from congthuong.apps.accounts.views.asking import day_of, posted
from congthuong.apps.accounts.views.own import account_page, person
from congthuong.core.problems import Problem
from congthuong.web.problems import NotFound


@require_POST
def delegate(request: HttpRequest) -> HttpResponse:
    user = person(request)
    try:
        first, last = day_of(posted(request, "tu-ngay")), day_of(posted(request, "den-ngay"))
        if first is None or last is None:
            raise NotADelegation(why="hãy chọn ngày bắt đầu và ngày kết thúc.")
        taker = queries.colleagues(user).filter(username=posted(request, "nguoi")).first()
        if taker is None:
            raise NotADelegation(why="hãy chọn người nhận việc trong danh sách.")
        roles.delegation_give(
            giver=user, taker=taker, valid_from=first, valid_to=last, reason=posted(request, "ly-do")
        )
    except Problem as wrong:
        return account_page(request, wrong)
    messages.success(request, _("Đã ủy quyền. Ủy quyền tự hết vào ngày đã chọn."))
    return redirect("account")


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    found = Delegation.objects.filter(pk=number, giver=person(request)).first()
    if found is None:
        raise NotFound(what="ủy quyền", name=number, hint="")
    roles.delegation_withdraw(delegation=found, by=person(request))
    messages.success(request, _("Đã rút ủy quyền."))
    return redirect("account")
