"""What a person who types a document's number or another register's row may mean, for the list under the field."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from congthuong.apps.registers.columns import DocumentNumber, RowKey
from congthuong.apps.registers.fields import suggested
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.views import of_kind
from congthuong.web.problems import NotFound

LONGEST = 120


@require_safe
@of_kind("registers.edit")
def suggest(request: HttpRequest, kind: RegisterKind, name: str) -> HttpResponse:
    column = kind.column(name)
    if not isinstance(column, DocumentNumber | RowKey):
        raise NotFound(what="cột", name=name, hint="")
    text = request.GET.get("tim", "").replace("\x00", "")[:LONGEST]
    return JsonResponse({"items": suggested(column, text)})
