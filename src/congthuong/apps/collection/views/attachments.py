"""Files handed in with a return: taken in, handed out to who may see the return."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.collection.queries.sheets import return_for
from congthuong.apps.collection.services.attachments import attachment_add, attachment_refused
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.sheets import page_context
from congthuong.core.problems import Problem
from congthuong.web.files import file_kept
from congthuong.web.problems import NotFound


@require_POST
def attach(request: HttpRequest, number: int) -> HttpResponse:
    user = person(request)
    ret = return_for(user, number)
    try:
        _kept(request, number)
    except Problem as problem:
        context = page_context(ret, user) | {"problems": (problem,)}
        return render(request, "collection/return.html", context, status=400)
    messages.success(request, _("Đã gửi tệp."))
    return redirect("return", number)


def _kept(request: HttpRequest, number: int) -> None:
    upload = request.FILES.get("tep")
    if upload is None or not upload.name or getattr(request, "upload_too_large", False):
        why = "tệp quá lớn" if getattr(request, "upload_too_large", False) else "chưa chọn tệp nào"
        raise attachment_refused("", why)
    attachment_add(ret=number, name=upload.name, data=upload.read(), by=person(request))


@require_safe
def attachment(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """Always to be kept, never shown in our pages: what is in it is the sender's."""
    ret = return_for(person(request), number)
    found = ret.attachments.filter(pk=file).first()
    if found is None:
        raise NotFound(what="tệp", name=file, hint=" Có lẽ tệp thuộc phiếu khác.")
    with found.file.open("rb") as kept:
        return file_kept(found.name, kept.read())
