"""Documents that rows cite by number: which document each means, its date, which typed rows cite it (`cited_generic.py`: the
others)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.citations import Citation
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.registers.columns import DocumentNumber
from congthuong.apps.registers.queries.rooms import seen_kinds
from congthuong.apps.registers.values import row_label
from congthuong.core.ledger.citing import full_reference, same_issuer
from congthuong.core.quantities import write_date
from congthuong.web.folding import fold

OF = " của "
MOST_FOUND, MOST_CITED = 20, 50
PART = 5000


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as a row cites it: `reference` names it and no other."""

    pk: int
    reference: str
    kind: str
    day: date | None
    issuer: str
    abstract: str

    @property
    def told(self) -> str:
        """ "Quyết định ngày 25/6/2018 của UBND tỉnh: về đơn giá"."""
        day = f" ngày {write_date(self.day)}" if self.day else ""
        return f"{self.kind}{day} của {self.issuer}" + (f": {self.abstract}" if self.abstract else "")


_COLUMNS = ("pk", "number", "kind", "date", "issuer", "abstract")


def documents_cited(references: Iterable[str]) -> dict[str, Cited]:
    """What each of the references means, those that name none left out: one query for some thousands."""
    wanted = {one for one in references if one}
    if not wanted:
        return {}
    named: dict[str, list[Cited]] = defaultdict(list)
    numbers = sorted({one.partition(OF)[0] for one in wanted})
    for begin in range(0, len(numbers), PART):
        for number, one in _rows(Q(number__in=numbers[begin : begin + PART])):
            named[number].append(one)
    found = {}
    for reference in wanted:
        number, _, issuer = reference.partition(OF)
        own = next((one for one in named[number] if not issuer or same_issuer(one.issuer, issuer)), None)
        if own is not None:
            found[reference] = own
    return found


def documents_sought(text: str) -> list[Cited]:
    """The latest documents whose number, issuer or abstract hold the words, for who types one."""
    sought = Q()
    for word in fold(text).split():
        sought &= Q(folded__contains=word)
    rows = LegalDocument.objects.filter(sought).order_by("-date", "-id")
    numbers = set(rows.values_list("number", flat=True)[:MOST_FOUND])
    own = set(rows.values_list("pk", flat=True)[:MOST_FOUND])
    found = [one for _, one in _rows(Q(number__in=numbers)) if one.pk in own]
    return sorted(found, key=lambda one: (one.day or date.min, one.pk), reverse=True)


def _rows(chosen: Q) -> list[tuple[str, Cited]]:
    """(number, document) in the order of the record: the first has the number to itself."""
    taken: set[str] = set()
    found = []
    rows = LegalDocument.objects.filter(chosen).order_by("order", "id").values_list(*_COLUMNS)
    for pk, number, kind, day, issuer, abstract in rows:
        reference = full_reference(number, issuer) if number in taken else number
        taken.add(number)
        found.append((number, Cited(pk, reference, kind, day, issuer, abstract)))
    return found


def cited_in_rows(document: LegalDocument, user: object) -> Iterable[Citation]:
    """The rows that cite the document, of registers that the person may see; for the document's page."""
    if not isinstance(user, User):
        return
    for kind in seen_kinds(user):
        columns = [
            one for one in kind.columns() if isinstance(one, DocumentNumber) and one.name not in kind.personal
        ]
        if not columns:
            continue
        naming = Q()
        for column in columns:
            naming |= Q(**{column.name: document.number})
            naming |= Q(**{f"{column.name}__startswith": document.number + OF})
        rows = list(kind.model._default_manager.filter(naming, withdrawn=False).order_by("order", "key"))
        meant = documents_cited(str(getattr(row, one.name)) for row in rows for one in columns)
        own = [
            row
            for row in rows
            if any(
                (cited := meant.get(str(getattr(row, one.name)))) and cited.pk == document.pk
                for one in columns
            )
        ]
        for row in own[:MOST_CITED]:
            yield Citation(kind.name, row_label(kind, row), reverse("entry", args=[kind.code, row.key]))
