"""What changes the registers: states of rows are appended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.services import Change, align
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers import models
from congthuong.apps.registers.records import entry_columns, register_columns
from congthuong.core.ledger import model as core

BATCH_SIZE = 500
STATEMENT = ("data", "effective_from", "effective_to", "source", "order")
Key = tuple[str, str]


def registers_store(registers: Iterable[core.Register]) -> Change:
    """The registers and their columns as given. Rows keep the shape in which they were recorded."""
    wanted = (register_columns(one, position) for position, one in enumerate(registers))
    return align(models.Register, ("code",), wanted)


@transaction.atomic
def entries_append(
    rows: Iterable[core.Row], *, by: User | None = None, batch: ImportBatch | None = None
) -> int:
    """Append the states that are news and return their number; the same file again adds nothing."""
    wanted = sorted(rows, key=lambda one: one.recorded_on)
    if connection.vendor == "postgresql":  # as in the ledger: one writer at a time, readers go on
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{models.Entry._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
    known: dict[Key, list[models.Entry]] = defaultdict(list)
    stored = models.Entry.objects.filter(register_id__in={one.register for one in wanted})
    for row in stored.order_by("recorded_on", "id"):
        known[row.register_id, row.key].append(row)
    waves: dict[int, list[models.Entry]] = defaultdict(list)
    turns: dict[Key, int] = defaultdict(int)
    for one in wanted:
        key = (one.register, one.key)
        new = models.Entry(**entry_columns(one), user=by, batch=batch)
        if not _is_known(new, known[key]):
            waves[turns[key]].append(new)
            turns[key] += 1
    for _, wave in sorted(waves.items()):
        for new in wave:
            new.supersedes = _last(known[new.register_id, new.key], new.recorded_on)
        for new in models.Entry.objects.bulk_create(wave, batch_size=BATCH_SIZE):
            known[new.register_id, new.key].append(new)
    return sum(turns.values())


def _is_known(new: models.Entry, known: Sequence[models.Entry]) -> bool:
    same_day = [row for row in known if row.recorded_on == new.recorded_on]
    return bool(same_day) and all(getattr(same_day[-1], name) == getattr(new, name) for name in STATEMENT)


def _last(known: Sequence[models.Entry], day: date) -> models.Entry | None:
    return max(
        (row for row in known if row.recorded_on <= day),
        key=lambda row: (row.recorded_on, row.pk),
        default=None,
    )
