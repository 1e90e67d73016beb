"""Files handed in with a return: taken in, handed out to who may see the return."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.collection.problems import AttachmentRefused
from congthuong.apps.collection.queries.sheets import return_for
from congthuong.apps.collection.services.attachments import KINDS, LARGEST, attachment_add
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.sheets import page_context
from congthuong.core.problems import Problem
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
        raise AttachmentRefused(name="", why=why, kinds=", ".join(KINDS), megabytes=LARGEST // 1024**2)
    attachment_add(ret=number, name=upload.name, data=upload.read(), by=person(request))


@require_safe
def attachment(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """Always to be kept, never shown in our pages: what is in it is the sender's."""
    ret = return_for(person(request), number)
    found = ret.attachments.filter(pk=file).first()
    if found is None:
        raise NotFound(what="tệp", name=file, hint=" Có lẽ tệp thuộc phiếu khác.")
    with found.file.open("rb") as kept:
        response = HttpResponse(kept.read(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
