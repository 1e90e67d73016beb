"""One writer at a time where what may not be twice is more than one row can say."""

from __future__ import annotations

from django.db import connection, models


def one_writer(model: type[models.Model]) -> None:
    """Whoever writes the table in another transaction waits until this one ends; readers are not held up.

    SQLite has one writer anyway (transaction_mode IMMEDIATE); PostgreSQL is asked to wait for its turn.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
