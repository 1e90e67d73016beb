"""The one place where rows and their history are written: both, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.models import Entry, Register
from congthuong.apps.registers.records import register_columns
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import column_values, folded, history_data, personal_pointers

BATCH = 500
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


def kind_register(kind: RegisterKind) -> Register:
    """The row under which a typed register's history stands; made when it is first written."""
    columns = register_columns(kind.described(), kind.order)
    register, _ = Register.objects.update_or_create(code=kind.code, defaults=columns)
    return register


def next_keys(kind: RegisterKind, many: int) -> list[str]:
    """Free keys, "XD-0304" after "XD-0303". The caller holds the register's lock until its transaction ends."""
    Register.objects.select_for_update().get(code=kind_register(kind).code)
    begin = f"{kind.prefix}-"
    last = 0
    for key in kind.model._default_manager.filter(key__startswith=begin).values_list("key", flat=True):
        rest = key.removeprefix(begin)
        if rest.isascii() and rest.isdigit():
            last = max(last, int(rest))
    return [f"{begin}{number:04d}" for number in range(last + 1, last + many + 1)]


def write_states(
    kind: RegisterKind, states: Sequence[State], *, by: User | None, batch: ImportBatch | None = None
) -> list[RegisterRow]:
    """Append the states and make the typed rows say them. Keys are distinct; runs in the caller's transaction."""
    now = timezone.now()
    rows = {row.key: row for row in kind.model._default_manager.filter(key__in=[one.key for one in states])}
    last = dict(
        Entry.objects.filter(register_id=kind.code, key__in=list(rows)).values_list("key").annotate(Max("id"))
    )
    pointers = personal_pointers(kind, ((one.key, one.values) for one in states)) if kind.personal else {}
    entries = []
    for one in states:
        own = {column: number for (key, column), number in pointers.items() if key == one.key}
        entries.append(
            Entry(
                register_id=kind.code,
                key=one.key,
                data=history_data(kind, one.key, one.values, own),
                effective_from=one.effective_from,
                effective_to=one.effective_to,
                state_from=one.state_from,
                withdrawn=one.withdrawn,
                merged_into=one.merged_into,
                action=one.action,
                reason=one.reason,
                source=one.source,
                order=one.order,
                recorded_on=one.recorded_on,
                recorded_at=now,
                user=by,
                batch=batch,
                supersedes_id=last.get(one.key),
            )
        )
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    fresh: list[RegisterRow] = []
    changed: list[RegisterRow] = []
    for one in states:
        row = rows.get(one.key)
        (fresh if row is None else changed).append(
            _told(kind, row or kind.model(key=one.key, version=0), one)
        )
    names = [column.name for column in kind.columns()]
    kind.model._default_manager.bulk_create(fresh, batch_size=BATCH)
    kind.model._default_manager.bulk_update(changed, [*_OWN, *names], batch_size=BATCH)
    return [*fresh, *changed]


def _told(kind: RegisterKind, row: RegisterRow, state: State) -> RegisterRow:
    for name, value in column_values(kind, state.values).items():
        setattr(row, name, value)
    row.effective_from, row.effective_to = state.effective_from, state.effective_to
    row.state_from, row.recorded_on = state.state_from, state.recorded_on
    row.source, row.order, row.withdrawn = state.source, state.order, state.withdrawn
    row.folded = folded(kind, row.key, state.values)
    row.changed_at = timezone.now()
    row.version += 1
    return row
