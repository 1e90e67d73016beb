"""The room of registers: by division, how many rows are true today, what changed lately; generic registers below."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.doors import asks
from congthuong.apps.registers.queries.rooms import Division, divisions, generic_registers, lately
from congthuong.apps.registers.views import person
from congthuong.web import clock
from congthuong.web.folding import fold, found
from congthuong.web.listing import asked_of


@require_safe
@asks("registers.view")
def registers(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    rooms = []
    for one in divisions(person(request), clock.today()):
        kept = found(one.registers, asked.text, lambda each: fold(f"{each.kind.name} {each.kind.code} {each.kind.noun}"))  # fmt: skip
        if kept:
            rooms.append(Division(one.name, kept))
    others = found(generic_registers(clock.today()), asked.text, lambda one: fold(f"{one.name} {one.code}"))
    context = {
        "room": "registers",
        "asked": asked,
        "divisions": rooms,
        "generic": others,
        "lately": lately(person(request)) if not asked.text else [],
    }
    return render(request, "registers/registers.html", context)
