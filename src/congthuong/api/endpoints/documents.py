"""Documents that came in and went out: found, read, written into the register."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from congthuong.api.document_shapes import Direction, DocumentFull, DocumentIn, DocumentList, DocumentOut
from congthuong.api.doors import caller
from congthuong.api.fields import (
    FOUND,
    READ,
    TEXT,
    WRITTEN,
    CallKey,
    CodeAsked,
    Limit,
    Number,
    Offset,
    SearchAsked,
    answers,
)
from congthuong.api.once import once
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.queries import Filters, documents_found, links_of, sorted_by
from congthuong.apps.documents.services import Stated, document_create
from congthuong.web.problems import NotFound

router = Router(tags=["Văn bản"])
Data = dict[str, Any]
KindAsked = Annotated[str, Query("", max_length=60, pattern=TEXT, description="Loại văn bản, ví dụ Chỉ thị.")]
YearAsked = Annotated[int | None, Query(None, ge=1900, le=2100, description="Năm của ngày văn bản.")]


@router.get(
    "/documents", response=answers(DocumentList, READ), operation_id="documents", summary="Các văn bản"
)
def documents(
    request: HttpRequest,
    search: SearchAsked,
    kind: KindAsked,
    direction: Direction = "",
    area: CodeAsked = None,
    year: YearAsked = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Data:
    """Văn bản đến và đi, văn bản mới trước; tìm có dấu hoặc không dấu."""
    require(caller(request), "documents.view")
    asked = Filters(text=search, kind=kind, direction=direction, area=area or "", year=str(year or ""))
    rows = sorted_by(documents_found(asked), "", falling=False)
    return {"total": rows.count(), "items": [_document(one) for one in rows[offset : offset + limit]]}


@router.get(
    "/documents/{number}",
    response=answers(DocumentFull, FOUND),
    operation_id="document",
    summary="Một văn bản",
)
def document(request: HttpRequest, number: Number) -> Data:
    """Một văn bản với những văn bản mà nó thay thế, sửa đổi, bãi bỏ, triển khai."""
    require(caller(request), "documents.view")
    found = documents_found(Filters()).filter(pk=number).first()
    if found is None:
        raise NotFound(what="văn bản", name=number, hint=" Danh sách ở /api/v1/documents.")
    links, _from = links_of(found)
    told = [{"kind": one.kind, "symbol": one.other.number, "number": one.other_id} for one in links]
    return _document(found) | {"note": found.note, "links": told}


@router.post(
    "/documents",
    response=answers(DocumentOut, WRITTEN),
    operation_id="add_document",
    summary="Ghi một văn bản vào sổ",
)
def add_document(request: HttpRequest, key: CallKey, body: DocumentIn) -> Data:
    """Một văn bản chỉ có một ngày: số và cơ quan đã có trong sổ thì bị từ chối."""
    user = caller(request)
    require(user, "documents.edit")
    said = body.model_dump(exclude={"symbol"})
    stated = Stated(
        number=" ".join(body.symbol.split()),
        **{**said, "kind": body.kind.strip(), "issuer": body.issuer.strip()},
    )

    def work() -> Data:
        made = document_create(by=user, stated=stated)
        return _document(made) | {"date": made.date.isoformat() if made.date else None}

    return once(request, user, key, work)


def _document(one: LegalDocument) -> Data:
    return {
        "number": one.pk,
        "symbol": one.number,
        "kind": one.kind,
        "issuer": one.issuer,
        "date": one.date,
        "abstract": one.abstract,
        "direction": one.direction,
        "area": one.area,
        "asks": one.asks,
        "files": getattr(one, "file_count", 0),
        "version": one.version,
    }
