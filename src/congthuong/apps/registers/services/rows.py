"""What people do to a row of a typed register: add, correct, change from a day on, leave out, bring back.

Locks are taken in one order by whoever writes rows, so that nobody waits for each other: the register, the rows that are
named (`named_hold`), the rows themselves by their keys, and last the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from django.db import transaction
from django.db.models import Max

from congthuong.apps.accounts.events import Happening, record_events
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers.begins import changed_before, state_since
from congthuong.apps.registers.checking import Known, check_row, ended
from congthuong.apps.registers.hiding import refuse_hidden
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.problems import (
    ChangeTooEarly,
    DoubtfulColumn,
    NoSuchRow,
    NothingChanged,
    ReasonNeeded,
    RowChangedMeanwhile,
    RowWithdrawn,
)
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.counting import count_before_end
from congthuong.apps.registers.services.holding import named_hold, refuse_named
from congthuong.apps.registers.services.writing import (
    State,
    next_keys,
    register_lock,
    state_of,
    subject_of,
    write_states,
)
from congthuong.apps.registers.values import column_name, row_label, values_of, written
from congthuong.core.problems import Problems
from congthuong.core.quantities import write_date
from congthuong.web import clock
from congthuong.web.moments import write_moment


class Keep(Enum):
    """A date that stays as it is, where None would take it away."""

    AS_IT_IS = "as it is"


KEEP: Final = Keep.AS_IT_IS
CHANGES: Final = "đổi trạng thái hoặc nội dung của dòng"


@dataclass(frozen=True, slots=True)
class NewRow:
    """What a row that is to be added says."""

    values: Values
    effective_from: date | None = None
    effective_to: date | None = None
    source: str = ""


@transaction.atomic
def row_add(
    *,
    kind: RegisterKind,
    values: Values,
    by: User,
    effective_from: date | None = None,
    effective_to: date | None = None,
    source: str = "",
    reason: str = "",
    recorded_on: date | None = None,
    batch: ImportBatch | None = None,
) -> RegisterRow:
    """A new row under the next free key. Raises Forbidden, Problems of BadColumn or DoubtfulColumn."""
    require(by, "registers.edit", kind=kind.data_kind)
    register_lock(kind)
    new = NewRow(values, effective_from, effective_to, source)
    row = add_row(kind, new, by, reason, recorded_on=recorded_on, batch=batch)
    if batch is None:  # a whole file is one event
        record_events([added(kind, row, by)])
    return row


def add_row(
    kind: RegisterKind,
    new: NewRow,
    by: User,
    reason: str,
    *,
    recorded_on: date | None = None,
    batch: ImportBatch | None = None,
    known: Known | None = None,
) -> RegisterRow:
    """Checked and kept, without its event; the caller holds the register's lock."""
    values, begins = new.values, new.effective_from
    named_hold(kind, [values])
    ends = ended(kind, values, begins, new.effective_to)
    ends = count_before_end(kind, values, begins, ends, by=by, batch=batch)
    checked(kind, values, begins, ends, reason, known=known)
    (key,) = next_keys(kind, 1)
    state = State(
        key=key,
        values=values,
        recorded_on=recorded_on or clock.today(),
        effective_from=begins,
        effective_to=ends,
        state_from=begins,
        source=new.source,
        order=next_order(kind),
        reason=reason,
    )
    (row,) = write_states(kind, [state], by=by, batch=batch)
    return row


def added(kind: RegisterKind, row: RegisterRow, by: User) -> Happening:
    data = {"register": kind.code, "key": row.key}
    return Happening("registers.add", by, subject_of(kind, row), data)


def row_correct(
    *,
    kind: RegisterKind,
    key: str,
    values: Values,
    by: User,
    version: int,
    effective_from: date | Keep | None = KEEP,
    effective_to: date | Keep | None = KEEP,
    source: str | Keep = KEEP,
    reason: str = "",
) -> RegisterRow:
    """What was said was wrong: the same state, said right. What is not given stays.

    Raises Forbidden, NoSuchRow, RowChangedMeanwhile, RowWithdrawn, NothingChanged, Problems of BadColumn, DoubtfulColumn.
    """
    with transaction.atomic():
        row = _locked(kind, key, by, version, values)
        refuse_hidden(by, kind, row, values)
        old = values_of(kind, row)
        new = {**old, **values}
        begins = row.effective_from if isinstance(effective_from, Keep) else effective_from
        ends = row.effective_to if isinstance(effective_to, Keep) else effective_to
        told = row.source if isinstance(source, Keep) else source
        if new == old and (begins, ends, told) == (row.effective_from, row.effective_to, row.source):
            raise NothingChanged(row=row_label(kind, row))
        checked(kind, new, begins, ends, reason, row)
        state = State(
            key=key,
            values=new,
            recorded_on=clock.today(),
            effective_from=begins,
            effective_to=ends,
            state_from=state_since(row, begins),
            source=told,
            order=row.order,
            action=Entry.Action.CORRECT,
            reason=reason,
        )
        return _kept(kind, row, state, by, "registers.correct")


def row_change(
    *, kind: RegisterKind, key: str, values: Values, by: User, version: int, since: date, reason: str
) -> RegisterRow:
    """From the day `since` on the row is otherwise; with a closing state it ends on that day, and a state that is not
    closing opens a row again that had ended.

    Raises Forbidden, NoSuchRow, RowChangedMeanwhile, RowWithdrawn, NothingChanged, ReasonNeeded, ChangeTooEarly,
    Problems of BadColumn.
    """
    with transaction.atomic():
        row = _locked(kind, key, by, version, values)
        return _kept(kind, row, change_of(kind, row, values, by, since, reason), by, "registers.change")


def change_of(
    kind: RegisterKind,
    row: RegisterRow,
    values: Values,
    by: User,
    since: date,
    reason: str,
    known: Known | None = None,
) -> State:
    """What a row is to say from the day `since` on; raises what `row_change` does."""
    if not reason.strip():
        raise ReasonNeeded(what=CHANGES)
    refuse_hidden(by, kind, row, values)
    old = values_of(kind, row)
    new = {**old, **values}
    if new == old:
        raise NothingChanged(row=row_label(kind, row))
    begun = max(filter(None, (row.state_from, row.effective_from)), default=None)
    if begun is not None and since < begun:
        raise ChangeTooEarly(row=row_label(kind, row), day=write_date(begun), since=write_date(since))
    ends = end_after(kind, row, new, since)
    checked(kind, new, row.effective_from, ends, reason, row, known)
    return State(
        key=row.key,
        values=new,
        recorded_on=clock.today(),
        effective_from=row.effective_from,
        effective_to=ends,
        state_from=since,
        source=row.source,
        order=row.order,
        action=Entry.Action.CHANGE,
        reason=reason,
    )


@transaction.atomic
def row_withdraw(*, kind: RegisterKind, key: str, by: User, version: int, reason: str) -> RegisterRow:
    """The row was never true (entered by mistake): it counts nowhere any more, and can be brought back.

    Raises Forbidden, NoSuchRow, RowChangedMeanwhile, RowWithdrawn, ReasonNeeded, RowNamed.
    """
    row = _locked(kind, key, by, version)
    if not reason.strip():
        raise ReasonNeeded(what="bỏ một dòng khỏi sổ")
    refuse_named(kind, [key])
    return _kept(kind, row, state_of(kind, row, Entry.Action.WITHDRAW, reason, withdrawn=True), by, "registers.withdraw")  # fmt: skip


@transaction.atomic
def row_restore(*, kind: RegisterKind, key: str, by: User, version: int, reason: str = "") -> RegisterRow:
    named = kind.model._default_manager.filter(key=key, version=version)
    said = [values_of(kind, one) for one in named]  # what it will name again
    row = _locked(kind, key, by, version, *said, withdrawn=True)
    if not row.withdrawn:
        raise NothingChanged(row=row_label(kind, row))
    values = values_of(kind, row)
    check_row(kind, values, effective_from=row.effective_from, effective_to=row.effective_to, key=key)
    return _kept(kind, row, state_of(kind, row, Entry.Action.RESTORE, reason), by, "registers.restore")


def next_order(kind: RegisterKind) -> int:
    """A new row stands behind all others."""
    last = kind.model._default_manager.aggregate(last=Max("order"))["last"]
    return int(last or 0) + 1


def end_after(kind: RegisterKind, row: RegisterRow, new: Values, since: date) -> date | None:
    if not kind.state or new.get(kind.state) == getattr(row, kind.state):
        return row.effective_to
    if new.get(kind.state) in kind.closing:
        return since
    return None if getattr(row, kind.state) in kind.closing else row.effective_to


def checked(
    kind: RegisterKind,
    values: Values,
    begins: date | None,
    ends: date | None,
    reason: str,
    row: RegisterRow | None = None,
    known: Known | None = None,
) -> None:
    """What is only doubtful is kept with a reason."""
    doubts = check_row(
        kind, values, effective_from=begins, effective_to=ends, key=row.key if row else "",
        before=_state(kind, row) if row else "", known=known,
        changed=changed_before(row, begins) if row else None,
    )  # fmt: skip
    if doubts and not reason.strip():
        raise Problems(
            DoubtfulColumn(name=one.column, column=column_name(kind, one.column), what=one.sentence)
            for one in doubts
        )


def others_lock(kind: RegisterKind) -> None:
    """What is asked of other rows must still hold when a row is kept. Taken before any row's lock."""
    if kind.unique or kind.series or kind.checks:
        register_lock(kind)


def _locked(
    kind: RegisterKind, key: str, by: User, version: int, *said: Values, withdrawn: bool = False
) -> RegisterRow:
    """The row, and what it is to name from now on (`said`)."""
    require(by, "registers.edit", kind=kind.data_kind)
    others_lock(kind)
    named_hold(kind, said)
    row: RegisterRow | None = kind.model._default_manager.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchRow(register=kind.name, key=key)
    if row.version != version:
        raise changed_meanwhile(kind, row)
    if row.withdrawn and not withdrawn:
        raise RowWithdrawn(row=row_label(kind, row))
    return row


def changed_meanwhile(kind: RegisterKind, row: RegisterRow) -> RowChangedMeanwhile:
    entries = Entry.objects.filter(register_id=kind.code, key=row.key).order_by("-id")
    last = entries.select_related("user").first()
    who = last.user.full_name or last.user.username if last and last.user else "hệ thống"
    return RowChangedMeanwhile(row=row_label(kind, row), by=who, at=write_moment(row.changed_at))


def _kept(kind: RegisterKind, before: RegisterRow, state: State, by: User, event: str) -> RegisterRow:
    old = values_of(kind, before)
    (row,) = write_states(kind, [state], by=by)
    record_events([happened(kind, event, old, state, row, by)])
    return row


def happened(
    kind: RegisterKind, event: str, old: Values, state: State, row: RegisterRow, by: User, **data: object
) -> Happening:
    """What the log keeps of a row that was written. Events come last in a transaction (`accounts/events.py`)."""
    changed = {  # nothing that tells of a person, or may turn out to, is kept where nobody erases it
        name: "…" if name in kind.erasable else [written(old.get(name)), written(value)]
        for name, value in state.values.items()
        if old.get(name) != value
    }
    told = {"register": kind.code, "key": row.key, "changed": changed, "reason": state.reason, **data}
    return Happening(event, by, subject_of(kind, row), told)


def _state(kind: RegisterKind, row: RegisterRow) -> str:
    return str(getattr(row, kind.state)) if kind.state else ""
