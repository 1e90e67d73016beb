"""Questions to the catalogue.

A unit is found by code and day. Codes are used again: since 1 July 2025 "86" is the province made of three,
before it was one of the three; so every question about territory says on which day it is asked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from congthuong.apps.catalogue import models
from congthuong.apps.catalogue.records import document_record, indicator_record, place_record
from congthuong.apps.catalogue.territory import Territory
from congthuong.core.ledger import model as core
from congthuong.core.ledger.citing import LINKS, references, same_issuer
from congthuong.core.ledger.records import Catalogue
from congthuong.web.prepared import Prepared, named


def places_on(day: date) -> QuerySet[models.Place]:
    """The units that stood on that day."""
    return models.Place.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )


def place_at(code: str, day: date) -> core.Place | None:
    """The unit that bore the code on that day; None when none did."""
    found = places_on(day).filter(code=code).first()
    return place_record(found) if found else None


def units_within(code: str, day: date) -> list[core.Place]:
    """The unit and everything below it on that day, the unit first; [] when it did not stand."""
    below: dict[str, list[core.Place]] = defaultdict(list)
    found: list[core.Place] = []
    for row in places_on(day).order_by("code"):
        place = place_record(row)
        below[place.parent].append(place)
        if place.code == code:
            found.append(place)
    for place in found:  # grows while it is walked: what lies below a unit follows it
        found.extend(below[place.code])
    return found


def territory() -> Territory:
    """Every unit and change on record: two queries, then any number of questions."""
    return Territory(places(), place_changes())


def successors(code: str, day: date, until: date = date.max) -> list[core.Place]:
    """What the unit that bore `code` on `day` has become by `until` (as far as is known when not said).

    A unit that still stands is its own successor; one that ended without a change on record, as the
    districts did, has none. [] too when no unit bore the code on that day.
    """
    known = territory()
    unit = known.unit(code, day)
    return known.successors(unit, until) if unit else []


def predecessors(code: str, day: date, back_to: date) -> list[core.Place]:
    """The units of the day `back_to` that together are the territory of the unit `code` of `day`.

    Their values, added, are the earlier value on today's territory. Raises TerritoryUnknown where such a
    sum would be short or too much. [] when no unit bore the code on that day.
    """
    known = territory()
    unit = known.unit(code, day)
    return known.predecessors(unit, day, back_to) if unit else []


def places() -> tuple[core.Place, ...]:
    return tuple(core.Place(*row) for row in PLACES.rows())


def place_changes() -> tuple[core.PlaceChange, ...]:
    return tuple(core.PlaceChange(*row) for row in PLACE_CHANGES.rows())


def indicators() -> tuple[core.Indicator, ...]:
    return tuple(map(indicator_record, map(IndicatorRow._make, INDICATORS.rows())))


def codelists() -> tuple[core.CodeList, ...]:
    items: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for codelist, code, name in CODE_ITEMS.rows():
        items[codelist].append((code, name))
    return tuple(core.CodeList(code, name, tuple(items[code])) for code, name in CODE_LISTS.rows())


def documents() -> tuple[core.LegalDocument, ...]:
    """All documents in their order: two queries. A link names the other one as a citation does."""
    rows = [DocumentRow(*row) for row in DOCUMENTS.rows()]
    records = [document_record(row) for row in rows]
    named = dict(zip((row.id for row in rows), references(records), strict=True))
    links: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, kind, other in DOCUMENT_LINKS.rows():
        links[number].append((kind, named[other]))
    return tuple(
        replace(one, links=tuple(sorted(links[row.id], key=lambda link: LINKS.index(link[0]))))
        if row.id in links
        else one
        for row, one in zip(rows, records, strict=True)
    )


def _columns(record: type[Any], *apart: str) -> tuple[str, ...]:
    """The record's fields, which the tables name alike."""
    return tuple(one.name for one in fields(record) if one.name not in apart)


# Every report reads all of these: no object of the table for each row, and the SQL is made once.
IndicatorRow = named(_columns(core.Indicator))
DocumentRow = named(("id", *_columns(core.LegalDocument, "links")))
PLACES = Prepared(lambda: models.Place.objects.order_by("id").values_list(*_columns(core.Place)))
PLACE_CHANGES = Prepared(
    lambda: models.PlaceChange.objects.order_by("id").values_list(*_columns(core.PlaceChange))
)
INDICATORS = Prepared(
    lambda: models.Indicator.objects.order_by("position", "code").values_list(*IndicatorRow._fields)
)
CODE_LISTS = Prepared(lambda: models.CodeList.objects.order_by("id").values_list("code", "name"))
CODE_ITEMS = Prepared(
    lambda: models.CodeItem.objects.order_by("order", "id").values_list("codelist_id", "code", "name")
)
DOCUMENTS = Prepared(
    lambda: models.LegalDocument.objects.order_by("order", "id").values_list(*DocumentRow._fields)
)
DOCUMENT_LINKS = Prepared(
    lambda: models.DocumentLink.objects.order_by("id").values_list("document_id", "kind", "other_id")
)


def document_named(reference: str) -> models.LegalDocument | None:
    """The document that a citation names: by its number (the first on record), or by number and issuer."""
    number, _, issuer = reference.partition(" của ")
    rows = models.LegalDocument.objects.filter(number=number).order_by("order", "id")
    return next((row for row in rows if not issuer or same_issuer(row.issuer, issuer)), None)


def class_item(version: str, code: str) -> models.ClassItem | None:
    """The class of that code in that version; the same code may be another industry in the next."""
    return models.ClassItem.objects.filter(version__version=version, code=code).first()


def catalogue_for(recorded_on: date) -> Catalogue:
    """What the rows of a table handed in on that day may refer to."""
    return Catalogue(
        indicators={one.code: one for one in indicators()},
        codelists={one.code: one for one in codelists()},
        place_codes=frozenset(models.Place.objects.values_list("code", flat=True)),
        recorded_on=recorded_on,
        document_numbers=frozenset(references(documents())),
    )
