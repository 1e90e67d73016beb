"""The catalogue's tables <-> the core's records, both ways and without loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from congthuong.apps.catalogue import models
from congthuong.core.ledger import model as core
from congthuong.core.quantities import unit_of
from congthuong.web.folding import fold


def indicator_columns(one: core.Indicator, position: int) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "unit": one.unit.symbol,
        "decimals": one.decimals,
        "kind": one.kind,
        "over_time": one.over_time,
        "over_places": one.over_places,
        "calendar": one.calendar,
        "groups": list(one.groups),
        "order": one.order,
        "breakdowns": list(one.breakdowns),
        "formula": one.formula,
        "display": dict(one.display),
        "note": one.note,
        "negative": one.negative,
        "lowest": one.lowest,
        "highest": one.highest,
        "rows": None if one.rows is None else measure_json(one.rows),
        "position": position,
    }


def indicator_record(row: models.Indicator) -> core.Indicator:
    return core.Indicator(
        code=row.code,
        name=row.name,
        unit=unit_of(row.unit),
        decimals=row.decimals,
        name_en=row.name_en,
        kind=row.kind,  # type: ignore[arg-type]
        over_time=row.over_time,
        over_places=row.over_places,
        calendar=row.calendar,
        groups=tuple(row.groups),
        order=row.order,
        breakdowns=tuple(row.breakdowns),
        formula=row.formula,
        display=dict(row.display),
        note=row.note,
        negative=row.negative,
        lowest=row.lowest,
        highest=row.highest,
        rows=None if row.rows is None else measure_record(row.rows),
    )


def measure_json(one: core.RowsMeasure) -> dict[str, Any]:
    """Lists throughout, since JSON has no other, so that what is stored can be compared with what comes."""
    where = [[column, [_tagged(value) for value in wanted]] for column, wanted in one.where]
    by = [list(pair) for pair in one.by]
    return {"register": one.register, "when": one.when, "where": where, "field": one.field,
            "distinct": one.distinct, "by": by, **({"named": True} if one.named else {})}  # fmt: skip


def measure_record(told: Mapping[str, Any]) -> core.RowsMeasure:
    return core.RowsMeasure(
        register=told["register"],
        when=told["when"],
        where=tuple((column, tuple(map(_untagged, wanted))) for column, wanted in told["where"]),
        field=told["field"],
        distinct=told["distinct"],
        by=tuple((codelist, column) for codelist, column in told["by"]),
        named=bool(told.get("named")),
    )


def _tagged(value: core.Value) -> list[str]:
    match value:
        case Decimal():
            return ["number", format(value, "f")]
        case date():
            return ["date", value.isoformat()]
        case _:
            return ["text", value or ""]


def _untagged(tagged: Sequence[str]) -> core.Value:
    kind, text = tagged
    return Decimal(text) if kind == "number" else date.fromisoformat(text) if kind == "date" else text


def place_columns(one: core.Place) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "kind": one.kind,
        "level": one.level,
        "parent": one.parent,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }


def place_record(row: models.Place) -> core.Place:
    return core.Place(row.code, row.name, row.kind, row.level, row.parent, row.valid_from, row.valid_to)


def change_columns(one: core.PlaceChange) -> dict[str, Any]:
    return {
        "old_code": one.old_code,
        "old_valid_from": one.old_valid_from,
        "new_code": one.new_code,
        "new_valid_from": one.new_valid_from,
        "date": one.date,
        "kind": one.kind,
        "law": one.law,
    }


def organisation_columns(one: core.Organisation) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "kind": one.kind,
        "parent": one.parent,
        "place": one.place,
    }


def document_columns(one: core.LegalDocument) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "issuer": one.issuer,
        "date": one.date,
        "abstract": one.abstract,
        "topics": list(one.topics),
        "note": one.note,
        "order": one.order,
        "direction": one.direction,
        "area": one.area,
        "asks": one.asks,
        "folded": document_words(one.kind, one.number, one.issuer, one.abstract),
    }


def document_words(kind: str, number: str, issuer: str, abstract: str) -> str:
    """What a search looks through."""
    return fold(f"{kind} {number} {issuer} {abstract}")


def document_record(row: models.LegalDocument, links: tuple[tuple[str, str], ...] = ()) -> core.LegalDocument:
    return core.LegalDocument(
        number=row.number,
        kind=row.kind,
        issuer=row.issuer,
        date=row.date,
        abstract=row.abstract,
        topics=tuple(row.topics),
        note=row.note,
        order=row.order,
        direction=row.direction,
        area=row.area,
        asks=row.asks,
        links=links,
    )


def class_columns(one: core.ClassItem) -> dict[str, Any]:
    return {
        "version_id": one.version,
        "code": one.code,
        "parent": one.parent,
        "level": one.level,
        "name_vi": one.name_vi,
        "name_en": one.name_en,
    }
