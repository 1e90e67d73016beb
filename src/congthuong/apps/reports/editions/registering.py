"""An issued report is a document of the department: entered in the register of documents, so that others can cite it."""

from __future__ import annotations

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.catalogue.queries import document_named
from congthuong.apps.documents.queries import reference_of
from congthuong.apps.documents.services import Stated, document_create
from congthuong.apps.reports.editions.problems import DatedOtherwise
from congthuong.apps.reports.models import Edition
from congthuong.core.ledger.citing import same_issuer
from congthuong.core.quantities import write_date


def document_enter(edition: Edition, *, issuer: str, replaces: str, by: User | None) -> None:
    """Enters the edition with what it replaces, unless somebody has already. `replaces`: the number of a document that is
    no edition of ours, or "".

    The register tells documents apart by number and issuer, not by year: where it holds a document of another year under
    this number, the edition is not entered, and its page says so. Raises DatedOtherwise where it holds this very one with
    another date.
    """
    for known in LegalDocument.objects.filter(number=edition.number):
        if same_issuer(known.issuer, issuer):
            if known.date and known.date.year == edition.year and known.date != edition.dated:
                raise DatedOtherwise(
                    number=edition.number, there=write_date(known.date), dated=write_date(edition.dated)
                )
            return
    earlier = (
        entered(edition.replaces) if edition.replaces else document_named(replaces) if replaces else None
    )
    document_create(
        by=by,
        stated=Stated(
            number=edition.number,
            kind=edition.kind.capitalize(),
            issuer=issuer,
            date=edition.dated,
            abstract=edition.title,
            direction=LegalDocument.Direction.OUT,
        ),
        links={"replaces": [reference_of(earlier)]} if earlier else None,
    )


def entered(edition: Edition) -> LegalDocument | None:
    """The edition in the register of documents: its number and its date."""
    return LegalDocument.objects.filter(number=edition.number, date=edition.dated).order_by("pk").first()
