"""The one place where rows and their history are written: both, or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, Max
from django.db.models.functions import Cast, Substr

from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.models import Entry, Register
from congthuong.apps.registers.queries.places import every_name_of
from congthuong.apps.registers.records import register_columns
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow
from congthuong.apps.registers.values import (
    column_values,
    folded,
    hidden_columns,
    history_data,
    personal_pointers,
    row_label,
    values_of,
)
from congthuong.web import clock

BATCH = 500
PART = 5000
_OWN = (
    "effective_from", "effective_to", "state_from", "source", "order", "recorded_on", "changed_at", "version",
    "withdrawn", "folded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """What a row is to say from now on."""

    key: str
    values: Values
    recorded_on: date
    effective_from: date | None = None
    effective_to: date | None = None
    state_from: date | None = None
    source: str = ""
    order: int = 0
    action: str = Entry.Action.ADD
    reason: str = ""
    withdrawn: bool = False
    merged_into: str = ""
    household: bool = False
    """A household's became part of it."""


def state_of(
    kind: RegisterKind,
    row: RegisterRow,
    action: str,
    reason: str,
    *,
    withdrawn: bool = False,
    merged_into: str = "",
) -> State:
    """What the row says now, to be said again from today on with another standing."""
    return State(
        key=row.key,
        values=values_of(kind, row),
        recorded_on=clock.today(),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        state_from=row.state_from,
        source=row.source,
        order=row.order,
        action=action,
        reason=reason,
        withdrawn=withdrawn,
        merged_into=merged_into,
    )


def kind_register(kind: RegisterKind) -> Register:
    """The row under which a typed register's history stands; made when it is first written."""
    columns = register_columns(kind.described(), kind.order)
    if kind.since is None:
        columns.pop("since")  # since when it is complete the office says, in its data folder
    register = Register.objects.filter(code=kind.code).first()
    if register is not None and all(getattr(register, name) == value for name, value in columns.items()):
        return register
    register, _ = Register.objects.update_or_create(code=kind.code, defaults=columns)
    return register


def register_lock(kind: RegisterKind) -> None:
    """One writer of the register at a time, until the transaction ends: for keys and what may not repeat."""
    Register.objects.select_for_update().get(code=kind_register(kind).code)


def next_keys(kind: RegisterKind, many: int) -> list[str]:
    """Free keys, "XD-0304" after "XD-0303". The caller holds the register's lock until its transaction ends."""
    begin = f"{kind.prefix}-"
    numbered = kind.model._default_manager.filter(key__regex=rf"^{re.escape(begin)}[0-9]{{1,12}}$")
    number = Cast(Substr("key", len(begin) + 1), BigIntegerField())
    last = numbered.aggregate(last=Max(number))["last"] or 0
    return [f"{begin}{one:04d}" for one in range(last + 1, last + many + 1)]


def write_states(
    kind: RegisterKind, states: Sequence[State], *, by: User | None, batch: ImportBatch | None = None
) -> list[RegisterRow]:
    """Append the states and make the typed rows say them. Keys are distinct; runs in the caller's transaction.

    The rows come back in the order of the states.
    """
    written: list[RegisterRow] = []
    for begin in range(0, len(states), PART):
        written += _write_part(kind, states[begin : begin + PART], by, batch)
    return written


def write_many(
    kind: RegisterKind, states: Sequence[State], *, by: User | None, batch: ImportBatch | None = None
) -> None:
    """The same for a whole file, of which nobody wants all rows in memory at once."""
    for begin in range(0, len(states), PART):
        _write_part(kind, states[begin : begin + PART], by, batch)


def _write_part(
    kind: RegisterKind, states: Sequence[State], by: User | None, batch: ImportBatch | None
) -> list[RegisterRow]:
    keys = [one.key for one in states]
    rows = {row.key: row for row in kind.model._default_manager.filter(key__in=keys)}
    last = _last_states(kind, list(rows))
    before = {key: one.data for key, one in last.items()} if kind.erasable else {}
    pointers = personal_pointers(kind, ((one.key, one.values) for one in states), before)
    now = clock.now()
    entries = [_entry(kind, one, pointers.get(one.key, {}), last.get(one.key), now) for one in states]
    for entry in entries:
        entry.user, entry.batch = by, batch
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    places = every_name_of(str(one.values.get(name) or "") for one in states for name in kind.places())
    told = [
        _told(kind, rows.get(one.key) or kind.model(key=one.key, version=0), one, now, places)
        for one in states
    ]
    fresh = [row for row in told if row.key not in rows]
    names = [column.name for column in kind.columns()]
    if issubclass(kind.model, HouseholdRow):
        names.append("of_household")
    kind.model._default_manager.bulk_create(fresh, batch_size=BATCH)
    _rewrite(kind, [row for row in told if row.key in rows], [*_OWN, *names])
    return told


def subject_of(kind: RegisterKind, row: RegisterRow) -> str:
    """How an event names a row in the log, which nobody erases: never by what may turn out to be a person's name. Who
    reads the log is shown what the row is called then (`logged.py`)."""
    label = row.key if kind.label in kind.erasable else row_label(kind, row)
    return f"{kind.name}: {label}"[:200]


def _rewrite(kind: RegisterKind, rows: Sequence[RegisterRow], names: Sequence[str]) -> None:
    """One statement for many rows: an insert that finds its key taken and rewrites the row, which any database does in a
    fraction of the time of an update with a case for every row."""
    numbers = [row.pk for row in rows]
    for row in rows:
        row.pk = None
    kind.model._default_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["key"], update_fields=names
    )
    for row, number in zip(rows, numbers, strict=True):
        row.pk = number


def _last_states(kind: RegisterKind, keys: Sequence[str]) -> dict[str, Entry]:
    if not keys:
        return {}
    own = Entry.objects.filter(register_id=kind.code, key__in=keys)
    last = own.values("key").annotate(last=Max("id")).values("last")
    return {one.key: one for one in Entry.objects.filter(pk__in=last)}


def _entry(
    kind: RegisterKind, one: State, pointers: Mapping[str, int], last: Entry | None, now: datetime
) -> Entry:
    return Entry(
        register_id=kind.code,
        key=one.key,
        data=history_data(kind, one.key, one.values, pointers),
        effective_from=one.effective_from,
        effective_to=one.effective_to,
        state_from=one.state_from,
        withdrawn=one.withdrawn,
        merged_into=one.merged_into or _went_to(one, last),
        action=one.action,
        reason=one.reason,
        source=one.source,
        order=one.order,
        recorded_on=one.recorded_on,
        recorded_at=now,
        supersedes=last,
    )


def _went_to(one: State, last: Entry | None) -> str:
    """A row that is part of another stays so when something else about it is written (a row that it names moved)."""
    return last.merged_into if last is not None and last.withdrawn and one.withdrawn else ""


def _told(
    kind: RegisterKind, row: RegisterRow, state: State, now: datetime, places: Mapping[str, str]
) -> RegisterRow:
    for name, value in column_values(kind, state.values).items():
        setattr(row, name, value)
    row.effective_from, row.effective_to = state.effective_from, state.effective_to
    row.state_from, row.recorded_on = state.state_from, state.recorded_on
    row.source, row.order, row.withdrawn = state.source, state.order, state.withdrawn
    if isinstance(row, HouseholdRow):
        row.of_household |= state.household or kind.of_household(state.values)
    row.folded = folded(kind, row.key, state.values, hidden_columns(kind, row), places)
    row.changed_at = now
    row.version += 1
    return row
