"""A register's questions answered by one query: what `core.ledger.measures` counts, said in SQL.

For the `measure_rows` of a source whose register has a table of its own with `effective_from` and `effective_to`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Aggregate, BigIntegerField, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round

from congthuong.core.ledger.measures import Area, Measured, Question, can_answer
from congthuong.core.ledger.model import Register, RowsMeasure, Value
from congthuong.web.prepared import prepared_aggregate


def measure_table(
    register: Register,
    rows: QuerySet[Any],
    questions: Sequence[Question],
    columns: Mapping[str, str] | None = None,
    *,
    named: Hashable = None,
) -> list[Measured | None]:
    """rows: every row of the register as known, withdrawn ones left out. columns: field code -> lookup, where they differ.

    named: what `rows` and `columns` are, so that the SQL of the same questions is made once (`prepared.py`).
    """
    called = columns or {}
    asked = {place: one for place, one in enumerate(questions) if can_answer(register, one)}
    if not asked:
        return [None] * len(questions)
    if named is None:
        chosen, wanted = _wanted(register, rows, asked, called)
        told = chosen.aggregate(**wanted)
    else:
        key = ("measured", named, register.place_columns, tuple(asked.items()))
        told = prepared_aggregate(key, lambda: _wanted(register, rows, asked, called))
    if not any(told[f"count{place}"] for place in asked) and not rows.exists():
        return [None] * len(questions)  # nobody has begun to keep it: nothing is known, not zero
    return [
        _answer(one, told, place, _decimals(rows, one.measure, called)) if place in asked else None
        for place, one in enumerate(questions)
    ]


def _wanted(
    register: Register, rows: QuerySet[Any], asked: Mapping[int, Question], called: Mapping[str, str]
) -> tuple[QuerySet[Any], dict[str, Aggregate]]:
    """The rows that may count at all, and what is to be known of them."""
    areas = {one.area for one in asked.values()}
    if len(areas) == 1:  # a hundred codes of communes are said once, not with every question
        rows = rows.filter(_within(register, areas.pop(), called))
    wanted: dict[str, Aggregate] = {}
    for place, one in asked.items():
        here = Q() if not areas else _within(register, one.area, called)
        decimals = _decimals(rows, one.measure, called)
        made = _aggregates(register, one, here, called, decimals)
        wanted |= {f"{name}{place}": aggregate for name, aggregate in made.items()}
    return rows, wanted


def _aggregates(
    register: Register, one: Question, here: Q, called: Mapping[str, str], decimals: int | None
) -> dict[str, Aggregate]:
    chosen = here & _chosen(one, called)
    made: dict[str, Aggregate] = {"count": Count("pk", filter=chosen)}
    measure = one.measure
    if measure.field:
        column = called.get(measure.field, measure.field)
        made["sum"] = _sum(column, decimals, chosen)
        made["lacking"] = Count("pk", filter=chosen & Q(**{f"{column}__isnull": True}))
    if measure.distinct:
        column = called.get(measure.distinct, measure.distinct)
        told = Q() if _kind(register, measure.distinct) in ("number", "date") else ~Q(**{column: ""})
        made["distinct"] = Count(column, distinct=True, filter=chosen & told)
    return made


def _decimals(rows: QuerySet[Any], measure: RowsMeasure, called: Mapping[str, str]) -> int | None:
    """How many decimals the column keeps; None where nothing is added up, or it is no column of the table itself."""
    column = called.get(measure.field, measure.field)
    own = next((one for one in rows.model._meta.get_fields() if one.name == column), None)
    return getattr(own, "decimal_places", None)


def _sum(column: str, decimals: int | None, chosen: Q) -> Aggregate:
    """SQLite adds decimals up in binary: there the last decimals are counted, in whole numbers, which is exact."""
    if decimals is None or connection.vendor != "sqlite":
        return Sum(column, filter=chosen)
    return Sum(Cast(Round(F(column) * 10**decimals), BigIntegerField()), filter=chosen)


def _added_up(told: Any, decimals: int | None) -> Decimal:
    if decimals is None or connection.vendor != "sqlite":
        return Decimal(told or 0)
    return Decimal(told or 0).scaleb(-decimals)


def _answer(one: Question, told: Mapping[str, Any], place: int, decimals: int | None) -> Measured:
    count = told[f"count{place}"]
    if one.measure.distinct:
        return Measured(Decimal(told[f"distinct{place}"]), count)
    if not one.measure.field:
        return Measured(Decimal(count), count)
    if told[f"lacking{place}"]:
        return Measured(None, count)
    return Measured(_added_up(told[f"sum{place}"], decimals), count)


def _chosen(one: Question, called: Mapping[str, str]) -> Q:
    chosen = _in_time(one.measure, one.period.first, one.last)
    for column, wanted in one.measure.where:
        chosen &= _is_one_of(called.get(column, column), wanted)
    for codelist, item in one.items:
        column = one.measure.column_of(codelist)
        chosen &= Q(**{called.get(column, column): item})
    return chosen


def _in_time(measure: RowsMeasure, first: date, last: date) -> Q:
    begun = Q(effective_from__isnull=True) | Q(effective_from__lte=last)
    ever = (
        Q(effective_from__isnull=True)
        | Q(effective_to__isnull=True)
        | Q(effective_to__gt=F("effective_from"))
    )
    match measure.when:
        case "stock":
            return begun & (Q(effective_to__isnull=True) | Q(effective_to__gt=last))
        case "new":
            return Q(effective_from__range=(first, last)) & ever
        case "closed":
            return Q(effective_to__range=(first, last)) & ever
        case "all":
            return begun & (Q(effective_to__isnull=True) | Q(effective_to__gt=first)) & ever


def _within(register: Register, area: Area, called: Mapping[str, str]) -> Q:
    if area.codes is None or not register.place_columns:
        return Q()
    columns = [called.get(one, one) for one in register.place_columns]
    inside, unnamed = Q(), Q()
    for column in columns:
        inside |= Q(**{f"{column}__in": sorted(area.codes)})
        unnamed &= _empty(column)
    return inside | unnamed if area.whole else inside


def _is_one_of(column: str, wanted: Sequence[Value]) -> Q:
    chosen = Q(**{f"{column}__in": [one for one in wanted if one not in ("", None)]})
    return chosen | _empty(column) if "" in wanted else chosen


def _empty(column: str) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{column: ""})


def _kind(register: Register, code: str) -> str:
    field = register.field(code)
    return field.type if field else "text"
