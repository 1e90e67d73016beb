"""Queries whose SQL is made once: what is asked at every page takes longer to make than to answer.

Only the SQL is kept; what the database answers never is.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

Make = Callable[..., QuerySet[Any, Any]]
Readers = tuple[tuple[int, Any, tuple[Callable[..., Any], ...]], ...]
"""The place of a column, its expression, and the functions that read its values."""
MARKS: Mapping[type, Callable[[int], Any]] = {
    int: lambda place: 7_300_000_000_000_000 + place,
    str: lambda place: f"\ue000{place}",
    date: lambda place: date(1, 1, place + 1),
}
"""What marks the place of a value in the SQL; no row has it."""


@dataclass(frozen=True, slots=True)
class _Made:
    """`slots`: which parameter of the SQL is which value, and what the database wants it as."""

    sql: str
    parameters: tuple[Any, ...]
    slots: tuple[tuple[int, int, Callable[[Any], Any]], ...]
    readers: Readers

    def filled(self, values: Sequence[Any]) -> tuple[Any, ...]:
        parameters = list(self.parameters)
        for place, number, wanted in self.slots:
            parameters[place] = wanted(values[number])
        return tuple(parameters)


class Prepared:
    """A `values_list` that is asked again and again with other values.

    `make` gives it for some values, of the types `like` (int, str, date); they may only be compared with fields: whatever
    else the query depends on is the same for ever.
    """

    def __init__(self, make: Make, *like: type[int] | type[str] | type[date]) -> None:
        self._make, self._like = make, like
        self._made: dict[str, _Made] = {}  # by the kind of database

    def rows(self, *values: Any) -> list[Sequence[Any]]:
        own = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(own.vendor)
        if made is None:
            made = self._made[own.vendor] = _made(self._make, self._like, own)
        with own.cursor() as cursor:
            cursor.execute(made.sql, made.filled(values))
            rows: list[Sequence[Any]] = cursor.fetchall()
        return as_meant(rows, made.readers, own)


def _made(make: Make, like: Sequence[type], own: BaseDatabaseWrapper) -> _Made:
    marks = [MARKS[one](place) for place, one in enumerate(like)]
    compiler = make(*marks).query.get_compiler(connection=own)
    sql, parameters = compiler.as_sql()
    slots = tuple(
        (place, number, type(parameter))
        if isinstance(parameter, int | str)
        else (place, number, lambda value: value)
        for place, parameter in enumerate(parameters)
        for number, mark in enumerate(marks)
        if parameter == mark or parameter == str(mark)
    )
    if {number for _, number, _ in slots} != set(range(len(marks))):
        raise ValueError("a value is not compared with a field")
    return _Made(sql, tuple(parameters), slots, readers_of(compiler.select, own))


def named(columns: Sequence[str]) -> Any:
    """Rows with these columns that can be asked by name, as `values_list(named=True)` gives them."""
    return namedtuple("Row", columns)


def readers_of(select: Sequence[tuple[Any, Any, Any]], own: BaseDatabaseWrapper) -> Readers:
    """What makes the values of a compiled query's columns those of the fields; the same on every connection."""
    converters = (
        (place, one, (*own.ops.get_db_converters(one), *one.get_db_converters(own)))
        for place, (one, _, _) in enumerate(select)
    )
    return tuple(one for one in converters if one[2])


def as_meant(rows: list[Sequence[Any]], readers: Readers, own: BaseDatabaseWrapper) -> list[Sequence[Any]]:
    """The rows with their values as the fields have them: this database may give a number for a decimal."""
    if not readers or not rows:
        return rows
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, one, functions in readers:
        for function in functions:
            columns[place] = [function(value, one, own) for value in columns[place]]
    return list(zip(*columns, strict=True))
