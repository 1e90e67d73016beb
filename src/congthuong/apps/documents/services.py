"""What changes what is known of a document. One document, one date: what contradicts it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require, require_unless_operator
from congthuong.apps.catalogue.models import DocumentLink, LegalDocument
from congthuong.apps.catalogue.records import document_words
from congthuong.apps.documents.models import DocumentFile
from congthuong.apps.documents.problems import DocumentChanged, DocumentKnown, DocumentWrong
from congthuong.apps.documents.queries import document_referred
from congthuong.core.ledger.citing import LINKS, same_issuer
from congthuong.core.quantities import write_date
from congthuong.web.files import CheckedFile
from congthuong.web.locking import one_writer

LONGEST = {"number": 80, "kind": 60, "issuer": 200, "area": 40, "abstract": 2000, "asks": 4000, "note": 1000}
NAMES = {
    "number": "Số, ký hiệu",
    "kind": "Loại văn bản",
    "issuer": "Cơ quan ban hành",
    "date": "Ngày",
    "abstract": "Trích yếu",
    "area": "Lĩnh vực",
    "asks": "Yêu cầu đối với Sở",
    "note": "Ghi chú",
    "direction": "Đến hay đi",
}
FIRST_YEAR = 1945


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person says of a document. `links`: kind -> references of the documents that it replaces, amends, …"""

    number: str
    kind: str
    issuer: str
    date: date | None = None
    abstract: str = ""
    direction: str = ""
    area: str = ""
    asks: str = ""
    note: str = ""
    topics: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        words = document_words(self.kind, self.number, self.issuer, self.abstract)
        return values | {"topics": list(self.topics), "folded": words}


Links = Mapping[str, Sequence[str]]


@transaction.atomic
def document_create(*, by: User | None, stated: Stated, links: Links | None = None) -> LegalDocument:
    """Without `by` it is the operator. Raises DocumentKnown when number and issuer are on record, DocumentWrong,
    NoSuchDocument, Forbidden."""
    require_unless_operator(by, "documents.edit")
    check(stated)
    one_writer(
        LegalDocument
    )  # an issuer may be spelled in two ways: no constraint tells that it is one document
    last = LegalDocument.objects.order_by("-order").values_list("order", flat=True).first()
    _refuse_known(stated)
    document = LegalDocument.objects.create(**stated.columns(), order=(last or 0) + 1)
    _link(document, links or {})
    record_event("document.added", by=by, subject=document, document=stated.number, issuer=stated.issuer)
    return document


@transaction.atomic
def document_change(
    *, by: User, document: int, stated: Stated, links: Links | None = None, seen_version: int
) -> LegalDocument:
    """`links` None leaves them as they are. Raises DocumentChanged, DocumentKnown, DocumentWrong, Forbidden, …"""
    require(by, "documents.edit")
    check(stated)
    own = LegalDocument.objects.select_for_update().get(pk=document)
    if own.version != seen_version:
        raise DocumentChanged
    _refuse_known(stated, except_for=own.pk)
    changed: dict[str, list[Any]] = {}
    for name, value in stated.columns().items():
        before = getattr(own, name)
        if before != value:
            setattr(own, name, value)
            if name != "folded":
                changed[name] = [_plain(before), _plain(value)]
    if links is not None:
        changed |= _link(own, links)
    if not changed:
        return own
    own.version += 1
    own.save()
    record_event("document.changed", by=by, subject=own, document=own.number, changed=changed)
    return own


@transaction.atomic
def document_file_add(*, by: User, document: int, file: CheckedFile) -> DocumentFile:
    """The file is now the one in use; earlier ones stay. Raises Forbidden."""
    require(by, "documents.edit")
    own = LegalDocument.objects.get(pk=document)
    kept = DocumentFile(document=own, by=by)
    kept.keep(file, f"van-ban/{own.pk}")
    record_event("document.file", by=by, subject=own, document=own.number, name=file.name, sha256=kept.sha256)
    return kept


def check(stated: Stated) -> None:
    """Raises DocumentWrong."""
    for name in ("number", "kind", "issuer"):
        if not getattr(stated, name):
            raise DocumentWrong(field=NAMES[name], why="chưa ghi như trên văn bản")
    for name, limit in LONGEST.items():
        if len(getattr(stated, name)) > limit:
            raise DocumentWrong(field=NAMES[name], why=f"dài quá {limit} ký tự")
    if " của " in stated.number:
        raise DocumentWrong(field=NAMES["number"], why="chỉ ghi số và ký hiệu, không ghi cơ quan")
    if not any(sign.isdigit() for sign in stated.number):
        raise DocumentWrong(field=NAMES["number"], why=f"«{stated.number}» không có chữ số nào")
    if stated.direction not in LegalDocument.Direction.values:
        raise DocumentWrong(field=NAMES["direction"], why="chọn «đến» hoặc «đi»")
    if stated.area and stated.area not in KINDS:
        raise DocumentWrong(field=NAMES["area"], why="chọn trong danh sách")
    if stated.date is not None and stated.date.year < FIRST_YEAR:
        raise DocumentWrong(field=NAMES["date"], why=f"{write_date(stated.date)} trước năm {FIRST_YEAR}")


def _refuse_known(stated: Stated, except_for: int | None = None) -> None:
    for row in LegalDocument.objects.filter(number=stated.number).exclude(pk=except_for or 0):
        if same_issuer(row.issuer, stated.issuer):
            raise DocumentKnown(row, write_date(row.date) if row.date else "chưa ghi")


def _link(document: LegalDocument, links: Links) -> dict[str, list[Any]]:
    """Brings the links in line with what is said; what changed, by kind."""
    changed: dict[str, list[Any]] = {}
    for kind in LINKS:
        wanted = {}
        for reference in links.get(kind, ()):
            other = document_referred(reference)
            if other.pk == document.pk:
                raise DocumentWrong(field=DocumentLink.Kind(kind).label, why="một văn bản không tự thay mình")
            wanted[other.pk] = other.number
        rows = DocumentLink.objects.filter(document=document, kind=kind).select_related("other")
        there = {one.other_id: one.other.number for one in rows}
        if set(there) == set(wanted):
            continue
        DocumentLink.objects.filter(document=document, kind=kind).exclude(other_id__in=wanted).delete()
        for other_id in wanted:
            DocumentLink.objects.get_or_create(document=document, kind=kind, other_id=other_id)
        changed[kind] = [sorted(there.values()), sorted(wanted.values())]
    return changed


def _plain(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
