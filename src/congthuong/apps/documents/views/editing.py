"""A document written into the register, changed, given a file; what was typed is never lost."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import DocumentLink, LegalDocument
from congthuong.apps.documents.problems import DocumentKnown
from congthuong.apps.documents.queries import issuers_known, kinds_known, links_of, reference_of
from congthuong.apps.documents.services import (
    LONGEST,
    Stated,
    document_change,
    document_create,
    document_file_add,
)
from congthuong.apps.documents.views.page import document_at, page_context
from congthuong.core.ledger.citing import LINKS
from congthuong.core.problems import Problem
from congthuong.core.quantities import read_date, write_date
from congthuong.web.files import FileRefused, file_of

FIELDS = ("number", "kind", "issuer", "date", "abstract", "direction", "area", "asks", "note", "topics")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    typed = (
        _typed(request)
        if request.method == "POST"
        else {"direction": "in", "number": request.GET.get("number", "")[:80]}
    )
    if request.method != "POST":
        return _form(request, typed, None)
    try:
        file = file_of(request)
        document = document_create(by=_person(request), stated=_stated(typed), links=_links(typed))
        if file is not None:
            document_file_add(by=_person(request), document=document.pk, file=file)
    except Problem as problem:
        return _form(request, typed, None, problem)
    messages.success(request, _("Đã ghi văn bản vào sổ."))
    return redirect("document", document.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    own = document_at(number)
    if request.method != "POST":
        return _form(request, _as_typed(own), own)
    typed = _typed(request)
    seen = request.POST.get("phien-ban", "")
    try:
        document_change(
            by=_person(request),
            document=own.pk,
            stated=_stated(typed),
            links=_links(typed),
            seen_version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1,
        )
    except Problem as problem:
        return _form(request, typed, own, problem)
    messages.success(request, _("Đã sửa văn bản."))
    return redirect("document", own.pk)


@require_POST
def attach(request: HttpRequest, number: int) -> HttpResponse:
    own = document_at(number)
    try:
        file = file_of(request)
        if file is None:
            raise FileRefused(name="", why="chưa chọn tệp nào", kinds="pdf, docx", megabytes=20)
        document_file_add(by=_person(request), document=own.pk, file=file)
    except Problem as problem:
        context = page_context(request, own) | {"problems": (problem,)}
        return render(request, "documents/document.html", context, status=400)
    messages.success(request, _("Đã lưu tệp."))
    return redirect("document", own.pk)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _typed(request: HttpRequest) -> dict[str, str]:
    names = (*FIELDS, *LINKS)
    return {name: request.POST.get(name, "").replace("\x00", "").strip()[:5000] for name in names}


def _as_typed(own: LegalDocument) -> dict[str, str]:
    links, _others = links_of(own)
    typed = {name: str(getattr(own, name) or "") for name in FIELDS if name not in ("date", "topics")}
    typed |= {"date": write_date(own.date) if own.date else "", "topics": "; ".join(own.topics)}
    for kind in LINKS:
        typed[kind] = "; ".join(reference_of(one.other) for one in links if one.kind == kind)
    return typed


def _stated(typed: dict[str, str]) -> Stated:
    """Raises NotADate."""
    day: date | None = read_date(typed["date"]) if typed["date"] else None
    texts = {name: " ".join(typed[name].split()) for name in ("number", "kind", "issuer", "abstract")}
    rest = {name: typed[name] for name in ("direction", "area", "asks", "note")}
    return Stated(date=day, topics=_several(typed["topics"]), **texts, **rest)


def _links(typed: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {kind: _several(typed[kind]) for kind in LINKS}


def _several(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.replace("\n", ";").split(";") if one.strip())


def _form(
    request: HttpRequest, typed: dict[str, str], own: LegalDocument | None, problem: Problem | None = None
) -> HttpResponse:
    context = {
        "room": "documents",
        "document": own,
        "typed": typed,
        "problems": (problem,) if problem else (),
        "existing": problem.existing if isinstance(problem, DocumentKnown) else None,
        "kinds": kinds_known(),
        "issuers": issuers_known(),
        "areas": KINDS.items(),
        "link_kinds": [(kind, DocumentLink.Kind(kind).label, typed.get(kind, "")) for kind in LINKS],
        "longest": LONGEST,
    }
    return render(request, "documents/edit.html", context, status=400 if problem else 200)
