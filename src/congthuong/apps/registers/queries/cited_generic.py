"""Where a document is cited in registers that have no table of their own; asked by the document's page."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.citations import Citation
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.ledger.sources import keys_seen
from congthuong.apps.registers.kinds import kinds
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.queries.cited import MOST_CITED, OF, documents_cited
from congthuong.apps.registers.queries.generic import entries_as_of, registers
from congthuong.apps.registers.records import READ, entry_record
from congthuong.core.compose.handles import row_label
from congthuong.core.ledger.model import Register, Row
from congthuong.web import clock


def cited_in_generic_rows(document: LegalDocument, user: object) -> Iterable[Citation]:
    """The rows that cite the document today, of registers that the person may see: one question a register that has a
    column of documents."""
    if not isinstance(user, User) or not may(user, "registers.view"):
        return
    for register in registers(besides=[one.code for one in kinds()]):
        columns = [one.code for one in register.fields if one.type == "document"]
        seen = keys_seen(register, user) if columns else frozenset[str]()
        if seen == frozenset():
            continue
        rows = _naming(register, columns, document.number)
        meant = documents_cited(str(row.values.get(name) or "") for row in rows for name in columns)
        own = [
            row
            for row in rows
            if (seen is None or row.key in seen)
            and any(
                (cited := meant.get(str(row.values.get(name) or ""))) and cited.pk == document.pk
                for name in columns
            )
        ]
        for row in own[:MOST_CITED]:
            address = reverse("entry", args=[register.code, row.key])
            yield Citation(register.name, row_label(register, row), address)


def _naming(register: Register, columns: list[str], number: str) -> list[Row]:
    """The rows as known today in which one of the columns begins with the number."""
    naming = Q()
    for name in columns:
        naming |= Q(**{f"data__{name}": number}) | Q(**{f"data__{name}__startswith": number + OF})
    latest = entries_as_of(clock.today(), register=register.code).values("id")
    found = Entry.objects.filter(naming, id__in=latest)  # asked of the last states, not before they are found
    return [entry_record(one, register) for one in found.order_by("order", "id").values_list(*READ, named=True)]  # fmt: skip
