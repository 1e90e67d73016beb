"""One document: what is known of it, its files, what it does to others, where it is cited, what was done to it."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.rights import may
from congthuong.apps.accounts.words import action_name, data_line
from congthuong.apps.catalogue.citations import citations_of
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.queries import history_of, links_of, reference_of
from congthuong.web.files import file_kept
from congthuong.web.problems import NotFound


def document_at(number: int) -> LegalDocument:
    """Raises NotFound."""
    found = LegalDocument.objects.filter(pk=number).first()
    if found is None:
        raise NotFound(what="văn bản", name=number, hint=" Hãy tìm theo số hiệu ở trang Văn bản.")
    return found


@require_safe
def document(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "documents/document.html", page_context(request, document_at(number)))


def page_context(request: HttpRequest, own: LegalDocument) -> dict[str, object]:
    links, linked_from = links_of(own)
    citations = sorted(citations_of(own, request.user), key=lambda one: one.room)
    history = [
        (event, action_name(event.action), data_line({**event.data, "document": ""}))
        for event in history_of(own)
    ]
    return {
        "room": "documents",
        "document": own,
        "reference": reference_of(own),
        "area": KINDS.get(own.area, own.area),
        "links": links,
        "linked_from": linked_from,
        "replaced": any(one.kind in ("replaces", "repeals") for one in linked_from),
        "files": own.files.order_by("-id").select_related("by"),
        "citations": [(room, list(rows)) for room, rows in groupby(citations, key=lambda one: one.room)],
        "history": history,
        "may_edit": may(request.user, "documents.edit"),
    }


@require_safe
def file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    own = document_at(number)
    found = own.files.filter(pk=file).first()
    if found is None:
        raise NotFound(what="tệp", name=file, hint=" Có lẽ tệp thuộc văn bản khác.")
    with found.file.open("rb") as kept:
        return file_kept(found.name, kept.read())
