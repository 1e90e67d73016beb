"""Files that go with a row: told by their content, handed out to be kept only."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts.rights import require
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import Attachment
from congthuong.apps.registers.queries.personal import tells_of_a_person
from congthuong.apps.registers.services.attaching import file_attach, file_remove
from congthuong.apps.registers.views import of_kind, person, row_at, typed
from congthuong.apps.registers.views.record import refused
from congthuong.core.problems import Problem
from congthuong.web.files import KINDS, LARGEST, FileRefused, file_kept, file_of
from congthuong.web.problems import NotFound


@require_POST
@of_kind("registers.edit")
def attach(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    row_at(kind, key)
    try:
        file = file_of(request)
        if file is None:
            raise FileRefused(
                name="", why="chưa chọn tệp nào", kinds=", ".join(KINDS), megabytes=LARGEST // 2**20
            )
        file_attach(kind=kind, key=key, file=file, note=typed(request, "ghi-chu"), by=person(request))
    except FileRefused as trouble:
        return refused(request, kind, key, "tep", trouble)
    messages.success(request, _("Đã đính kèm tệp."))
    return redirect("entry", kind.code, key)


@require_safe
@of_kind("registers.view")
def file(request: HttpRequest, kind: RegisterKind, key: str, number: int) -> HttpResponse:
    """What goes with a row about a person is read by who may read the person's data."""
    if tells_of_a_person(kind, row_at(kind, key)):
        require(person(request), "registers.personal", kind=kind.data_kind)
    own = _file(kind, key, number)
    return file_kept(own.name, bytes(own.data))


@require_POST
@of_kind("registers.edit")
def remove(request: HttpRequest, kind: RegisterKind, key: str, number: int) -> HttpResponse:
    try:
        file_remove(
            kind=kind, file=_file(kind, key, number), by=person(request), reason=typed(request, "ly-do")
        )
    except NotFound:
        raise
    except Problem as trouble:
        return refused(request, kind, key, "tep", trouble)
    messages.success(request, _("Đã gỡ tệp."))
    return redirect("entry", kind.code, key)


def _file(kind: RegisterKind, key: str, number: int) -> Attachment:
    """Raises NotFound."""
    own = Attachment.objects.filter(register=kind.code, key=key, pk=number, removed_at__isnull=True).first()
    if own is None:
        raise NotFound(what="tệp", name=str(number), hint=" Có thể tệp đã được gỡ.")
    return own
