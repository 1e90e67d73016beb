"""From the database back to what the core composes from."""

from __future__ import annotations

from datetime import date

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.ledger import queries as ledger
from congthuong.apps.ledger.sources import sources
from congthuong.apps.reports.models import ReportDefinition
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import Dataset


def report(code: str) -> ReportDefinition | None:
    return ReportDefinition.objects.filter(code=code).first()


def dataset_for(definition: ReportDefinition, as_of: date | None = None) -> Dataset:
    """Everything the report is composed from, as known on `as_of` (default: the day the report names).

    The number of queries does not depend on the amount of data. Of every observation and row the state
    known on that day is in it, none of the earlier ones.
    """
    day = as_of or definition.as_of
    return Dataset(
        report=definition.settings,
        templates=definition.templates,
        indicators=catalogue.indicators(),
        codelists=catalogue.codelists(),
        observations=ledger.records_as_of(day),
        registers=tuple(one for source in sources() for one in source.registers()),
        rows=tuple(row for source in sources() for row in source.rows_as_of(day)),
        documents=catalogue.documents(),
        places=catalogue.places(),
        place_changes=catalogue.place_changes(),
    )


def book_for(definition: ReportDefinition, as_of: date | None = None) -> Book:
    """The ledger as the report sees it."""
    day = as_of or definition.as_of
    return Book(dataset_for(definition, day), day)
