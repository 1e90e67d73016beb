"""Queries whose SQL is made once: what is asked at every page or report takes longer to make than to answer.

Only the SQL is kept; what the database answers never is. `Prepared` is asked with values that change; `prepared_rows`
and `prepared_aggregate` know a query by a key that says everything it depends on.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, QuerySet, Value

Make = Callable[..., QuerySet[Any, Any]]
Readers = tuple[tuple[int, Any, tuple[Callable[..., Any], ...]], ...]
"""The place of a column, its expression, and the functions that read its values."""
MARKS: Mapping[type, Callable[[int], Any]] = {
    int: lambda place: 7_300_000_000_000_000 + place,
    str: lambda place: f"\ue000{place}",
    date: lambda place: date(1, 1, place + 1),
}
"""What marks the place of a value in the SQL; no row has it."""
KEPT = 1024


@dataclass(frozen=True, slots=True)
class _Made:
    """`sql` is empty where no row can answer; `names` are those of the columns that have one."""

    sql: str
    parameters: tuple[Any, ...] = ()
    readers: Readers = ()
    names: tuple[str, ...] = ()

    def rows(self, own: BaseDatabaseWrapper, parameters: tuple[Any, ...]) -> list[Sequence[Any]]:
        if not self.sql:
            return []
        with own.cursor() as cursor:
            cursor.execute(self.sql, parameters or None)
            rows: list[Sequence[Any]] = cursor.fetchall()
        return _as_meant(rows, self.readers, own)


def _made(asked: QuerySet[Any, Any], own: BaseDatabaseWrapper) -> _Made:
    compiler = asked.query.get_compiler(connection=own)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return _Made("")
    names = tuple(name or "" for _, _, name in compiler.select)
    return _Made(sql, tuple(parameters), _readers_of(compiler.select, own), names)


class Prepared:
    """A `values_list` that is asked again and again with other values.

    `make` gives it for some values, of the types `like` (int, str, date); they may only be compared with fields: whatever
    else the query depends on is the same for ever.
    """

    def __init__(self, make: Make, *like: type[int] | type[str] | type[date]) -> None:
        self._make, self._like = make, like
        self._made: dict[str, tuple[_Made, _Slots]] = {}  # by the kind of database

    def rows(self, *values: Any) -> list[Sequence[Any]]:
        own = connections[DEFAULT_DB_ALIAS]
        if own.vendor not in self._made:
            marks = [MARKS[one](place) for place, one in enumerate(self._like)]
            made = _made(self._make(*marks), own)
            self._made[own.vendor] = made, _slots_of(made, marks)
        made, slots = self._made[own.vendor]
        parameters = list(made.parameters)
        for place, number, wanted in slots:
            parameters[place] = wanted(values[number])
        return made.rows(own, tuple(parameters))


_Slots = tuple[tuple[int, int, Callable[[Any], Any]], ...]
"""Which parameter of the SQL is which value, and what the database wants it as."""


def _slots_of(made: _Made, marks: Sequence[Any]) -> _Slots:
    slots = tuple(
        (place, number, type(parameter))
        if isinstance(parameter, int | str)
        else (place, number, lambda value: value)
        for place, parameter in enumerate(made.parameters)
        for number, mark in enumerate(marks)
        if parameter == mark or parameter == str(mark)
    )
    if {number for _, number, _ in slots} != set(range(len(marks))):
        raise ValueError("a value is not compared with a field")
    return slots


def named(columns: Sequence[str]) -> Any:
    """Rows with these columns that can be asked by name, as `values_list(named=True)` gives them."""
    return namedtuple("Row", columns)


# --- by key ---


@dataclass(frozen=True, slots=True)
class _Asked:
    """Two of one key, on one kind of database, are the same query."""

    vendor: str
    key: Hashable
    make: Callable[[], QuerySet[Any, Any]] = field(compare=False)


def prepared_rows(key: Hashable, make: Callable[[], QuerySet[Any, Any]]) -> list[Sequence[Any]]:
    """What the `values_list` that `make` gives answers now. `key` names it for ever, with all that it depends on."""
    own = connections[DEFAULT_DB_ALIAS]
    made = _made_by_key(_Asked(own.vendor, key, make))
    return made.rows(own, made.parameters)


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

    own = connections[DEFAULT_DB_ALIAS]
    made = _made_by_key(_Asked(own.vendor, key, one_row))
    (row,) = made.rows(own, made.parameters)
    return dict(zip(made.names, row, strict=True))


@lru_cache(maxsize=KEPT)
def _made_by_key(asked: _Asked) -> _Made:
    return _made(asked.make(), connections[DEFAULT_DB_ALIAS])


# --- what the database answers ---


def _readers_of(select: Sequence[tuple[Any, Any, Any]], own: BaseDatabaseWrapper) -> Readers:
    """What makes the values of a compiled query's columns those of the fields; the same on every connection."""
    converters = (
        (place, one, (*own.ops.get_db_converters(one), *one.get_db_converters(own)))
        for place, (one, _, _) in enumerate(select)
    )
    return tuple(one for one in converters if one[2])


def _as_meant(rows: list[Sequence[Any]], readers: Readers, own: BaseDatabaseWrapper) -> list[Sequence[Any]]:
    """The rows with their values as the fields have them: this database may give a number for a decimal."""
    if not readers or not rows:
        return rows
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, one, functions in readers:
        for function in functions:
            columns[place] = [function(value, one, own) for value in columns[place]]
    return list(zip(*columns, strict=True))
