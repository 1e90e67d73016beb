"""What changes the catalogue: whole lists are brought in line with what a folder says.

Rows that a folder no longer names stay: another report may still stand on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model

from congthuong.apps.catalogue import models, records
from congthuong.core.ledger.citing import references, same_issuer
from congthuong.core.ledger.model import (
    ClassItem,
    CodeList,
    Dataset,
    Indicator,
    LegalDocument,
    Organisation,
    Place,
    PlaceChange,
)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of one kind were added, altered, or found as they should be."""

    added: int = 0
    altered: int = 0
    same: int = 0

    def __add__(self, other: Change) -> Change:
        return Change(self.added + other.added, self.altered + other.altered, self.same + other.same)

    @property
    def nothing(self) -> bool:
        return not self.added and not self.altered


@transaction.atomic
def align(model: type[M], key: Sequence[str], wanted: Iterable[dict[str, Any]]) -> Change:
    """Bring the rows of `model` in line with `wanted` (columns by name); `key` names the identifying ones.

    One query to read, at most one each to add and to alter; who aligns or adds at the same time waits for its turn.
    """
    _one_writer(model)
    there: dict[tuple[Any, ...], M] = {
        tuple(getattr(row, name) for name in key): row for row in model._default_manager.all()
    }
    new: list[M] = []
    altered: list[M] = []
    columns: list[str] = []
    same = 0
    for values in wanted:
        columns = list(values)
        row = there.get(tuple(values[name] for name in key))
        if row is None:
            new.append(model(**values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            altered.append(row)
        else:
            same += 1
    model._default_manager.bulk_create(new, batch_size=500)
    rest = [name.removesuffix("_id") for name in columns if name not in key]
    if altered:
        model._default_manager.bulk_update(altered, rest, batch_size=100)
    return Change(len(new), len(altered), same)


def _one_writer(model: type[Model]) -> None:
    """What is compared must not change before it is written. SQLite has one writer anyway; readers are not held up."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')


def places_store(places: Iterable[Place]) -> Change:
    return align(models.Place, ("code", "valid_from"), map(records.place_columns, places))


def place_changes_store(changes: Iterable[PlaceChange]) -> Change:
    key = ("old_code", "new_code", "date")
    return align(models.PlaceChange, key, map(records.change_columns, changes))


def organisations_store(organisations: Iterable[Organisation]) -> Change:
    return align(models.Organisation, ("code",), map(records.organisation_columns, organisations))


def documents_store(documents: Iterable[LegalDocument]) -> Change:
    """An office whose name is written otherwise now stays the same office; links are added, none is taken away."""
    wanted = tuple(documents)
    _issuers_align(wanted)
    change = align(models.LegalDocument, ("number", "issuer"), map(records.document_columns, wanted))
    return change + _links_align(wanted)


def _issuers_align(wanted: Sequence[LegalDocument]) -> None:
    rows = list(models.LegalDocument.objects.filter(number__in=[one.number for one in wanted]))
    exact = {(row.number, row.issuer) for row in rows}
    for one in wanted:
        if (one.number, one.issuer) in exact:
            continue
        for row in rows:
            if row.number == one.number and same_issuer(row.issuer, one.issuer):
                row.issuer = one.issuer
                row.save(update_fields=["issuer"])
                break


def _links_align(wanted: Sequence[LegalDocument]) -> Change:
    """Raises nothing for a link to a document that is not on record: a folder need not hold what it replaces."""
    if not any(one.links for one in wanted):
        return Change()
    there = list(models.LegalDocument.objects.order_by("order", "id"))
    named = dict(zip(references(map(records.document_record, there)), there, strict=True))
    keys = {(row.number, row.issuer): row.pk for row in there}
    links = [
        {"document_id": keys[one.number, one.issuer], "kind": kind, "other_id": named[other].pk}
        for one in wanted
        for kind, other in one.links
        if other in named
    ]
    return align(models.DocumentLink, ("document_id", "kind", "other_id"), links)


def indicators_store(indicators: Iterable[Indicator]) -> Change:
    wanted = (records.indicator_columns(one, position) for position, one in enumerate(indicators))
    return align(models.Indicator, ("code",), wanted)


def codelists_store(codelists: Iterable[CodeList]) -> Change:
    lists = tuple(codelists)
    items = (
        {"codelist_id": one.code, "code": code, "name": name, "order": order}
        for one in lists
        for order, (code, name) in enumerate(one.items)
    )
    return align(models.CodeList, ("code",), ({"code": one.code, "name": one.name} for one in lists)) + align(
        models.CodeItem, ("codelist_id", "code"), items
    )


def classes_store(classes: Iterable[ClassItem]) -> Change:
    items = tuple(classes)
    versions = ({"version": version} for version in dict.fromkeys(one.version for one in items))
    return align(models.Classification, ("version",), versions) + align(
        models.ClassItem, ("version_id", "code"), map(records.class_columns, items)
    )


@transaction.atomic
def catalogue_store(dataset: Dataset) -> Change:
    """Everything of a dataset that figures are about, all or nothing."""
    return (
        places_store(dataset.places)
        + place_changes_store(dataset.place_changes)
        + organisations_store(dataset.organisations)
        + classes_store(dataset.classes)
        + codelists_store(dataset.codelists)
        + indicators_store(dataset.indicators)
        + documents_store(dataset.documents)
    )


def codelist_extend(code: str, name: str, items: Iterable[tuple[str, str]]) -> None:
    """Adds items to a code list, which is made if it is not there; what is there stays as it is.

    Two that add the same at once do not hinder each other.
    """
    models.CodeList.objects.bulk_create([models.CodeList(code=code, name=name)], ignore_conflicts=True)
    there = set(models.CodeItem.objects.filter(codelist_id=code).values_list("code", flat=True))
    news = [
        models.CodeItem(codelist_id=code, code=item, name=label, order=len(there) + place)
        for place, (item, label) in enumerate(items)
        if item not in there
    ]
    models.CodeItem.objects.bulk_create(news, ignore_conflicts=True, batch_size=500)
