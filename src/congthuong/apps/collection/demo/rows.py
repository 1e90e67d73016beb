"""The rows that the stories leave behind, gathered in the order of time and stored many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model
from django.utils import timezone

from congthuong.apps.accounts.events import Happening, record_events
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import (
    Approval,
    CellChange,
    CellNote,
    Estimate,
    Return,
    ReturnCell,
    ReturnStep,
    Round,
)
from congthuong.apps.ledger.models import ImportBatch, Observation

M = TypeVar("M", bound=Model)
ORDER: tuple[type[Model], ...] = (
    Round, Return, ReturnCell, CellChange, CellNote, ReturnStep, ImportBatch, Observation, Approval, Estimate,
)  # fmt: skip
"""What points to another comes after it."""
MARKED = {"du_lieu_mau": True}
"""Stands in every event that the demo makes."""


def local(moment: datetime) -> datetime:
    return timezone.make_aware(moment)


class Rows:
    """New rows of several tables. Each has its key from the start, so that others can point to it."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], list[Model]] = defaultdict(list)
        self._before: dict[type[Model], int] = {}
        self._events: list[tuple[datetime, Happening]] = []

    def add(self, row: M) -> M:
        table = type(row)
        if table not in self._before:
            self._before[table] = table._default_manager.aggregate(last=Max("pk"))["last"] or 0
        rows = self._rows[table]
        rows.append(row)
        row.pk = self._before[table] + len(rows)
        return row

    def tell(self, action: str, at: datetime, by: User | None, subject: Model, **data: Any) -> None:
        self._events.append((at, Happening(action, by, subject, {**data, **MARKED}, at)))

    def store(self) -> None:
        """The events come last, under the lock of their chain."""
        for table in ORDER:
            _insert(table, self._rows[table])
        record_events(one for _, one in sorted(self._events, key=lambda told: told[0]))


def _insert(table: type[Model], rows: Sequence[Model]) -> None:
    """One statement executed for every row: with tens of thousands of them Django's own `bulk_create` spends most of
    its time on writing statements."""
    fields = [one for one in table._meta.concrete_fields if one.column]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(one.column)) for one in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [[one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(table._meta.db_table)} ({columns}) VALUES ({places})", values)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), [table]):
            cursor.execute(statement)
