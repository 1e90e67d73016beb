"""Queries whose SQL is made once: a report asks some sixty, and making them takes longer than answering them.

As templates are parsed once (`core/compose/language.py`), what is the same for every report is made once and kept; what
the database answers is never kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Aggregate, QuerySet, Value

from congthuong.web.prepared import Readers, as_meant, readers_of

KEPT = 1024


@dataclass(frozen=True, slots=True)
class _Asked:
    """`key` says everything that the queryset depends on: two of one key are the same query."""

    vendor: str
    key: Hashable
    make: Callable[[], QuerySet[Any, Any]] = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Made:
    """`sql` is empty where no row can answer; `readers` know how the values are read."""

    sql: str
    parameters: tuple[Any, ...] = ()
    readers: Readers = ()
    names: tuple[str, ...] = ()


def prepared_rows(key: Hashable, make: Callable[[], QuerySet[Any, Any]]) -> list[Sequence[Any]]:
    """What the `values_list` that `make` gives answers now. `key` names it for ever, with all that it depends on."""
    return _answer(_made(_Asked(connection.vendor, key, make)))


def prepared_aggregate(
    key: Hashable, make: Callable[[], tuple[QuerySet[Any, Any], dict[str, Aggregate]]]
) -> dict[str, Any]:
    """What `rows.aggregate(**wanted)` answers now, of the `rows, wanted` that `make` gives."""

    def one_row() -> QuerySet[Any, Any]:
        rows, wanted = make()
        # Grouped by a constant, which is no grouping: the aggregates as columns, so that their SQL can be had.
        together = rows.order_by().annotate(all_rows=Value(1)).values("all_rows")
        asked: QuerySet[Any, Any] = together.annotate(**wanted).values_list(*wanted)
        return asked

    made = _made(_Asked(connection.vendor, key, one_row))
    (row,) = _answer(made)
    return dict(zip(made.names, row, strict=True))


@lru_cache(maxsize=KEPT)
def _made(asked: _Asked) -> _Made:
    compiler = asked.make().query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return _Made("")
    columns = compiler.select
    return _Made(
        sql,
        tuple(parameters),
        readers_of(columns, connections[DEFAULT_DB_ALIAS]),
        tuple(name or "" for _, _, name in columns),
    )


def _answer(made: _Made) -> list[Sequence[Any]]:
    if not made.sql:
        return []
    own = connections[DEFAULT_DB_ALIAS]
    with own.cursor() as cursor:
        cursor.execute(made.sql, made.parameters or None)
        rows: list[Sequence[Any]] = cursor.fetchall()
    return as_meant(rows, made.readers, own)
