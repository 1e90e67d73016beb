"""Documents as pages ask for them: found and sorted by the database, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

from congthuong.apps.accounts.models import Event
from congthuong.apps.catalogue.models import DocumentLink, LegalDocument
from congthuong.apps.catalogue.queries import document_named
from congthuong.apps.documents.problems import NoSuchArea, NoSuchDocument
from congthuong.core.problems import nearest
from congthuong.core.quantities import write_date
from congthuong.web.folding import fold

COLUMNS: Final = {
    "so": ("number", "issuer"),
    "loai": ("kind", "-date"),
    "ngay": ("date", "number"),
    "co-quan": ("issuer", "-date"),
    "huong": ("direction", "-date"),
    "trich-yeu": ("abstract", "number"),
}
"""What the list may be sorted by: the first falls or rises, the others settle ties."""
FILES: Final = {"co": True, "khong": False}


@dataclass(frozen=True, slots=True)
class Filters:
    """ "" asks for nothing. `file` is "co" or "khong"."""

    text: str = ""
    kind: str = ""
    direction: str = ""
    area: str = ""
    year: str = ""
    topic: str = ""
    file: str = ""


def documents_found(filters: Filters) -> QuerySet[LegalDocument]:
    """Raises NoSuchArea."""
    rows = LegalDocument.objects.annotate(file_count=Count("files")).defer("folded")
    for word in fold(filters.text).split():
        rows = rows.filter(folded__contains=word)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.direction:
        if filters.direction not in LegalDocument.Direction.values:
            raise NoSuchArea(what="chiều", value=filters.direction)
        rows = rows.filter(direction=filters.direction)
    if filters.area:
        rows = rows.filter(area=filters.area)
    if filters.year:
        if not (filters.year.isascii() and filters.year.isdigit() and len(filters.year) == 4):
            raise NoSuchArea(what="năm", value=filters.year)
        rows = rows.filter(date__year=int(filters.year))
    if filters.file:
        if filters.file not in FILES:
            raise NoSuchArea(what="tệp", value=filters.file)
        rows = rows.filter(files__isnull=not FILES[filters.file])
    return rows


def sorted_by(rows: QuerySet[LegalDocument], column: str, *, falling: bool) -> QuerySet[LegalDocument]:
    """The latest first unless a column is named; what has no date comes last either way."""
    first, *rest = COLUMNS[column or "ngay"]
    down = falling or not column
    key = F(first).desc(nulls_last=True) if down else F(first).asc(nulls_last=True)
    return rows.order_by(key, *rest, "pk")


def kinds_known() -> list[str]:
    rows = LegalDocument.objects.exclude(kind="").order_by("kind")
    return list(rows.values_list("kind", flat=True).distinct())


def years_known() -> list[int]:
    """The years of the documents, the latest first."""
    rows = LegalDocument.objects.exclude(date=None).annotate(year=ExtractYear("date"))
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def issuers_known() -> list[str]:
    rows = LegalDocument.objects.exclude(issuer="").order_by("issuer")
    return list(rows.values_list("issuer", flat=True).distinct())


def document_referred(reference: str) -> LegalDocument:
    """The document that a person named: its number, or "number của issuer". Raises NoSuchDocument."""
    text = " ".join(reference.split())
    found = document_named(text)
    if found is None:
        numbers = LegalDocument.objects.values_list("number", flat=True)
        guess = nearest(text.partition(" của ")[0], numbers)
        raise NoSuchDocument(reference=text, hint=f" Có phải «{guess}»?" if guess else "")
    return found


def reference_of(document: LegalDocument) -> str:
    """How it is named so that exactly it is found again."""
    first = document_named(document.number)
    own = first is None or first.pk == document.pk
    return document.number if own else f"{document.number} của {document.issuer}"


def links_of(document: LegalDocument) -> tuple[list[DocumentLink], list[DocumentLink]]:
    """What it does to others, and what others do to it."""
    both = Q(document=document) | Q(other=document)
    rows = list(DocumentLink.objects.filter(both).select_related("document", "other").order_by("kind", "pk"))
    return [one for one in rows if one.document_id == document.pk], [
        one for one in rows if one.other_id == document.pk
    ]


def history_of(document: LegalDocument) -> list[Event]:
    """What was done to the document, the latest first, out of the sealed log."""
    subject = f"{document._meta.label_lower}:{document.pk}"
    return list(Event.objects.filter(subject=subject).order_by("-id").select_related("by")[:100])


def cited(document: LegalDocument) -> str:
    """As a report cites it: "Chỉ thị số 05/CT-UBND ngày 07/5/2020 của Chủ tịch UBND tỉnh"."""
    day = f" ngày {write_date(document.date)}" if document.date else ""
    return f"{document.kind} số {document.number}{day} của {document.issuer}"
