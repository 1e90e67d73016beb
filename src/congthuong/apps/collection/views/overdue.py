"""Quá hạn: for each unit that is late a reminder to copy, whom to ask, and sending it where mail is set up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.collection.queries.overdue import late_units
from congthuong.apps.collection.services.reminding import mail_is_on, unit_remind
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.listing import room
from congthuong.web import clock
from congthuong.web.folding import fold, found
from congthuong.web.listing import asked_of, page_of


@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """`?don_vi=` one unit; a search by name."""
    user, today = person(request), clock.today()
    asked = asked_of(request)
    unit = request.GET.get("don_vi", "")[:40]
    rows = found(late_units(user, today, unit), asked.text, lambda one: fold(one.name))
    page = page_of(request, rows)
    context = {
        **room(user),
        "asked": asked,
        "page": page,
        "unit": unit,
        "letters": [(one, one.letter(today, user.full_name)) for one in page],
        "mail_on": mail_is_on(),
    }
    return render(request, "collection/overdue.html", context)


@require_POST
def remind_unit(request: HttpRequest) -> HttpResponse:
    """Sends the unit's people the letter of the day."""
    unit = request.POST.get("don_vi", "")[:40]
    sent = unit_remind(organisation=unit, by=person(request), on=clock.today())
    words = _("Đã gửi %(count)s thư nhắc.") % {"count": sent}
    messages.success(request, words if sent else _("Hôm nay không còn thư nhắc nào phải gửi."))
    return redirect(f"{reverse('returns-overdue')}?{urlencode({'don_vi': unit})}")
