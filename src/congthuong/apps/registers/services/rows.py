"""What people do to rows of a typed register: add, correct, change from a day on, leave out, bring back, merge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers.checking import Known, check_row
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.models import Attachment, Entry
from congthuong.apps.registers.problems import (
    ChangeTooEarly,
    DoubtfulColumn,
    NoSuchRow,
    NothingChanged,
    NotMergeable,
    ReasonNeeded,
    RowChangedMeanwhile,
    RowWithdrawn,
)
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.counting import count_before_end
from congthuong.apps.registers.services.holding import refuse_named
from congthuong.apps.registers.services.pointing import rows_repoint
from congthuong.apps.registers.services.writing import State, next_keys, register_lock, state_of, write_states
from congthuong.apps.registers.values import column_name, row_label, values_of, written
from congthuong.core.problems import Problems
from congthuong.core.quantities import write_date
from congthuong.web import clock

MOST_MERGED = 50


class Keep(Enum):
    """A date that stays as it is, where None would take it away."""

    AS_IT_IS = "as it is"


KEEP: Final = Keep.AS_IT_IS


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
    effective_to = _end(kind, values, effective_from, effective_to)
    effective_to = count_before_end(kind, values, effective_from, effective_to, by=by, batch=batch)
    _checked(kind, values, effective_from, effective_to, reason)
    (key,) = next_keys(kind, 1)
    state = State(
        key=key,
        values=values,
        recorded_on=recorded_on or clock.today(),
        effective_from=effective_from,
        effective_to=effective_to,
        state_from=effective_from,
        source=source,
        order=next_order(kind),
        reason=reason,
    )
    (row,) = write_states(kind, [state], by=by, batch=batch)
    if batch is None:  # a whole file is one event
        record_event("registers.add", by=by, subject=_subject(kind, row), register=kind.code, key=key)
    return row


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
        row = _locked(kind, key, by, version)
        old = values_of(kind, row)
        new = {**old, **values}
        begins = row.effective_from if isinstance(effective_from, Keep) else effective_from
        ends = row.effective_to if isinstance(effective_to, Keep) else effective_to
        told = row.source if isinstance(source, Keep) else source
        if new == old and (begins, ends, told) == (row.effective_from, row.effective_to, row.source):
            raise NothingChanged(row=row_label(kind, row))
        _checked(kind, new, begins, ends, reason, row)
        state = State(
            key=key,
            values=new,
            recorded_on=clock.today(),
            effective_from=begins,
            effective_to=ends,
            state_from=row.state_from if row.state_from != row.effective_from else begins,
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
        row = _locked(kind, key, by, version)
        if not reason.strip():
            raise ReasonNeeded(what="đổi trạng thái hoặc nội dung của dòng")
        old = values_of(kind, row)
        new = {**old, **values}
        if new == old:
            raise NothingChanged(row=row_label(kind, row))
        begun = max(filter(None, (row.state_from, row.effective_from)), default=None)
        if begun is not None and since < begun:
            raise ChangeTooEarly(row=row_label(kind, row), day=write_date(begun), since=write_date(since))
        ends = end_after(kind, row, new, since)
        _checked(kind, new, row.effective_from, ends, reason, row)
        state = State(
            key=key,
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
        return _kept(kind, row, state, by, "registers.change")


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
    row = _locked(kind, key, by, version, withdrawn=True)
    if not row.withdrawn:
        raise NothingChanged(row=row_label(kind, row))
    values = values_of(kind, row)
    check_row(kind, values, effective_from=row.effective_from, effective_to=row.effective_to, key=key)
    return _kept(kind, row, state_of(kind, row, Entry.Action.RESTORE, reason), by, "registers.restore")


@transaction.atomic
def rows_change(
    *, kind: RegisterKind, versions: Mapping[str, int], values: Values, by: User, since: date, reason: str
) -> list[RegisterRow]:
    """The same change to many rows, all or none; rows that already say it are left alone.

    `versions`: key -> the row's version as the person saw it when they chose it. Raises Forbidden, Problems of
    RowChangedMeanwhile, and what `row_change` raises.
    """
    require(by, "registers.edit", kind=kind.data_kind)
    asked = kind.model._default_manager.filter(key__in=versions, withdrawn=False).order_by("key")
    rows = list(asked.select_for_update())
    changed = [row for row in rows if row.version != versions[row.key]]
    if changed:
        raise Problems(_changed_meanwhile(kind, row) for row in changed)
    done = []
    for row in rows:
        if {**values_of(kind, row), **values} != values_of(kind, row):
            done.append(
                row_change(
                    kind=kind,
                    key=row.key,
                    values=values,
                    by=by,
                    version=row.version,
                    since=since,
                    reason=reason,
                )
            )
    return done


@transaction.atomic
def rows_merge(
    *,
    kind: RegisterKind,
    kept: str,
    dropped: Sequence[str],
    versions: Mapping[str, int],
    by: User,
    reason: str,
) -> RegisterRow:
    """Several rows are one thing: `kept` stays and takes what it lacks from the others, which say where they went.

    `versions`: each row's as the person compared it, so that nothing that was written meanwhile is merged unseen. Raises
    Forbidden, NotMergeable, ReasonNeeded, NoSuchRow, RowWithdrawn, Problems of RowChangedMeanwhile or BadColumn.
    """
    require(by, "registers.edit", kind=kind.data_kind)
    others = sorted(set(dropped) - {kept})
    if not others or len(others) > MOST_MERGED:
        raise NotMergeable(why=f"cần từ 1 đến {MOST_MERGED} dòng khác với dòng giữ lại")
    if not reason.strip():
        raise ReasonNeeded(what="gộp các dòng trùng")
    register_lock(kind)
    known = kind.model._default_manager.select_for_update().filter(key__in=[kept, *others])
    rows = {one.key: one for one in known}
    for key in (kept, *others):
        if key not in rows:
            raise NoSuchRow(register=kind.name, key=key)
        if rows[key].withdrawn:
            raise RowWithdrawn(row=row_label(kind, rows[key]))
    changed = [rows[key] for key in (kept, *others) if rows[key].version != versions.get(key)]
    if changed:
        raise Problems(_changed_meanwhile(kind, row) for row in changed)
    values = values_of(kind, rows[kept])
    for key in others:
        for name, value in values_of(kind, rows[key]).items():
            if values.get(name) is None:
                values[name] = value
    starts = [rows[key].effective_from for key in (kept, *others)]
    days = [one for one in starts if one is not None]
    gone = [
        state_of(kind, rows[key], Entry.Action.MERGE, reason, withdrawn=True, merged_into=kept)
        for key in others
    ]
    write_states(kind, gone, by=by)
    rows_repoint(kind, others, kept, by=by, reason=reason)
    Attachment.objects.filter(register=kind.code, key__in=others).update(key=kept)
    keeper = rows[kept]
    begins = min(days) if len(days) == len(starts) else None
    check_row(kind, values, effective_from=begins, effective_to=keeper.effective_to, key=kept)
    state = State(
        key=kept,
        values=values,
        recorded_on=clock.today(),
        effective_from=begins,
        effective_to=keeper.effective_to,
        state_from=keeper.state_from,
        source=keeper.source,
        order=keeper.order,
        action=Entry.Action.MERGE,
        reason=reason,
    )
    return _kept(kind, keeper, state, by, "registers.merge", merged=others)


def next_order(kind: RegisterKind) -> int:
    """A new row stands behind all others."""
    last = kind.model._default_manager.aggregate(last=Max("order"))["last"]
    return int(last or 0) + 1


def _end(kind: RegisterKind, values: Values, begins: date | None, ends: date | None) -> date | None:
    """A row that is new in a closing state has ended: by its beginning, where nothing else is said."""
    closing = bool(kind.state) and values.get(kind.state) in kind.closing
    return ends or begins if closing else ends


def end_after(kind: RegisterKind, row: RegisterRow, new: Values, since: date) -> date | None:
    if not kind.state or new.get(kind.state) == getattr(row, kind.state):
        return row.effective_to
    if new.get(kind.state) in kind.closing:
        return since
    return None if getattr(row, kind.state) in kind.closing else row.effective_to


def _checked(
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
    )  # fmt: skip
    if doubts and not reason.strip():
        raise Problems(
            DoubtfulColumn(name=one.column, column=column_name(kind, one.column), what=one.sentence)
            for one in doubts
        )


def _locked(kind: RegisterKind, key: str, by: User, version: int, *, withdrawn: bool = False) -> RegisterRow:
    require(by, "registers.edit", kind=kind.data_kind)
    if (
        kind.unique or kind.series or kind.checks
    ):  # what is asked of other rows must still hold when this one is kept
        register_lock(kind)
    row: RegisterRow | None = kind.model._default_manager.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchRow(register=kind.name, key=key)
    if row.version != version:
        raise _changed_meanwhile(kind, row)
    if row.withdrawn and not withdrawn:
        raise RowWithdrawn(row=row_label(kind, row))
    return row


def _changed_meanwhile(kind: RegisterKind, row: RegisterRow) -> RowChangedMeanwhile:
    entries = Entry.objects.filter(register_id=kind.code, key=row.key).order_by("-id")
    last = entries.select_related("user").first()
    who = last.user.full_name or last.user.username if last and last.user else "hệ thống"
    at = timezone.localtime(row.changed_at).strftime("%H:%M %d/%m/%Y")
    return RowChangedMeanwhile(row=row_label(kind, row), by=who, at=at)


def _kept(
    kind: RegisterKind, before: RegisterRow, state: State, by: User, event: str, **data: object
) -> RegisterRow:
    old = values_of(kind, before)
    hidden = kind.hidden_in(old) | kind.hidden_in(state.values)
    changed = {
        name: "…" if name in hidden else [written(old.get(name)), written(value)]
        for name, value in state.values.items()
        if old.get(name) != value
    }
    (row,) = write_states(kind, [state], by=by)
    record_event(
        event, by=by, subject=_subject(kind, row), register=kind.code, key=row.key, changed=changed,
        reason=state.reason, **data,
    )  # fmt: skip
    return row


def _state(kind: RegisterKind, row: RegisterRow) -> str:
    return str(getattr(row, kind.state)) if kind.state else ""


def _subject(kind: RegisterKind, row: RegisterRow) -> str:
    return f"{kind.name}: {row_label(kind, row)}"[:200]
