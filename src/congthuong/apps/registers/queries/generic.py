"""Questions to the registers, on both times: what was true on a day, as known on another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from congthuong.apps.registers import models
from congthuong.apps.registers.records import READ, entry_record, register_record
from congthuong.core.ledger import model as core


def registers(besides: Collection[str] = ()) -> tuple[core.Register, ...]:
    """Every register there is; `besides`: these left out."""
    kept = models.Register.objects.exclude(code__in=besides).order_by("position", "code")
    return tuple(register_record(row) for row in kept)


def entries_as_of(
    recorded: date, *, register: str | None = None, effective: date | None = None
) -> QuerySet[models.Entry]:
    """The last state of every row known on the day `recorded`, in one query.

    With `effective` only those that were true on that day, by what was known. The latest state decides: a
    row that was corrected to have ended does not count on the strength of its older state.
    """
    known = models.Entry.objects.filter(recorded_on__lte=recorded)
    if register is not None:
        known = known.filter(register_id=register)
    newest_first = [F("recorded_on").desc(), F("id").desc()]
    rank = Window(RowNumber(), partition_by=[F("register_id"), F("key")], order_by=newest_first)
    latest = known.annotate(rank=rank).filter(rank=1)
    if effective is None:
        return latest
    return models.Entry.objects.filter(
        Q(effective_from__isnull=True) | Q(effective_from__lte=effective),
        Q(effective_to__isnull=True) | Q(effective_to__gt=effective),
        id__in=latest.values("id"),
    )


def rows_as_of(recorded: date, declared: tuple[core.Register, ...]) -> tuple[core.Row, ...]:
    """The rows of the declared registers, in their order."""
    known = {one.code: one for one in declared}
    entries = entries_as_of(recorded).filter(register_id__in=known).values_list(*READ, named=True)
    position = {code: index for index, code in enumerate(known)}
    ordered = sorted(entries, key=lambda one: (position[one.register_id], one.order, one.id))
    return tuple(entry_record(row, known[row.register_id]) for row in ordered)
