"""Many rows put into a table at once. `bulk_create` asks every field of every row how its value is written, and writes a
statement as long as its rows; a folder's rows repeat most of their values, and one statement is enough for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


def insert_objects(objects: Sequence[models.Model]) -> None:
    """New rows of one model, without their keys being given back. Fields that set themselves (`auto_now`) are not for it."""
    if not objects:
        return
    model = type(objects[0])
    fields = [one for one in model._meta.local_concrete_fields if not isinstance(one, models.AutoField)]
    told = attrgetter(*(one.attname for one in fields))
    insert_rows(model, [one.name for one in fields], (told(one) for one in objects))


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows of values, in the order of the fields `names`."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    told = list(zip(*rows, strict=True))
    if not told:
        return
    written = [_written(field, values, connection) for field, values in zip(fields, told, strict=True)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(one.column) for one in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 (own names)
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*written, strict=True)))


def _written(field: Any, values: Iterable[Any], connection: Any) -> list[Any]:
    """As the database takes them; the same value is asked about once."""
    known: dict[Any, Any] = {}
    written = []
    for value in values:
        try:
            key = (type(value), value)
            if key not in known:
                known[key] = field.get_db_prep_save(value, connection)
            written.append(known[key])
        except TypeError:  # a JSON value that is no key
            written.append(field.get_db_prep_save(value, connection))
    return written
