"""What people do to rows of a typed register: add, correct, change from a day on, leave out, bring back, merge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.problems import (
    NoSuchRow,
    NothingChanged,
    NotMergeable,
    ReasonNeeded,
    RowChangedMeanwhile,
    RowWithdrawn,
)
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.writing import State, next_keys, write_states
from congthuong.apps.registers.values import values_of, written

MOST_MERGED = 50


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
) -> RegisterRow:
    """A new row under the next free key. Raises Forbidden, Problems of BadColumn."""
    require(by, "registers.edit", kind=kind.data_kind)
    check_row(kind, values, effective_from=effective_from, effective_to=effective_to)
    (key,) = next_keys(kind, 1)
    state = State(
        key=key,
        values=values,
        recorded_on=recorded_on or timezone.localdate(),
        effective_from=effective_from,
        effective_to=effective_to,
        state_from=effective_from,
        source=source,
        order=kind.model._default_manager.count() + 1,
        reason=reason,
    )
    (row,) = write_states(kind, [state], by=by)
    record_event("registers.add", by=by, subject=_subject(kind, row), register=kind.code, key=key)
    return row


def row_correct(
    *,
    kind: RegisterKind,
    key: str,
    values: Values,
    by: User,
    version: int,
    effective_from: date | None = None,
    effective_to: date | None = None,
    source: str = "",
    reason: str = "",
) -> RegisterRow:
    """What was said was wrong: the same state, said right. Columns that are not given stay.

    Raises Forbidden, NoSuchRow, RowChangedMeanwhile, RowWithdrawn, NothingChanged, Problems of BadColumn.
    """
    with transaction.atomic():
        row = _locked(kind, key, by, version)
        new = {**values_of(kind, row), **values}
        same = (effective_from, effective_to, source) == (row.effective_from, row.effective_to, row.source)
        if same and new == values_of(kind, row):
            raise NothingChanged(row=_label(kind, row))
        check_row(
            kind, new, effective_from=effective_from, effective_to=effective_to, key=key,
            before=_state(kind, row),
        )  # fmt: skip
        state = State(
            key=key,
            values=new,
            recorded_on=timezone.localdate(),
            effective_from=effective_from,
            effective_to=effective_to,
            state_from=row.state_from if row.state_from != row.effective_from else effective_from,
            source=source,
            order=row.order,
            action=Entry.Action.CORRECT,
            reason=reason,
        )
        return _kept(kind, row, state, by, "registers.correct")


def row_change(
    *, kind: RegisterKind, key: str, values: Values, by: User, version: int, since: date, reason: str
) -> RegisterRow:
    """From the day `since` on the row is otherwise; with a closing state it ends on that day.

    Raises Forbidden, NoSuchRow, RowChangedMeanwhile, RowWithdrawn, NothingChanged, ReasonNeeded, Problems of BadColumn.
    """
    with transaction.atomic():
        row = _locked(kind, key, by, version)
        if not reason.strip():
            raise ReasonNeeded(what="đổi trạng thái hoặc nội dung của dòng")
        new = {**values_of(kind, row), **values}
        if new == values_of(kind, row):
            raise NothingChanged(row=_label(kind, row))
        ends = since if kind.state and new.get(kind.state) in kind.closing else row.effective_to
        check_row(
            kind, new, effective_from=row.effective_from, effective_to=ends, key=key, before=_state(kind, row)
        )
        state = State(
            key=key,
            values=new,
            recorded_on=timezone.localdate(),
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
    """The row was never true (entered by mistake): it counts nowhere any more, and can be brought back."""
    row = _locked(kind, key, by, version)
    if not reason.strip():
        raise ReasonNeeded(what="bỏ một dòng khỏi sổ")
    return _kept(kind, row, _as_it_is(kind, row, Entry.Action.WITHDRAW, reason, withdrawn=True), by, "registers.withdraw")  # fmt: skip


@transaction.atomic
def row_restore(*, kind: RegisterKind, key: str, by: User, version: int, reason: str = "") -> RegisterRow:
    row = _locked(kind, key, by, version, withdrawn=True)
    values = values_of(kind, row)
    check_row(kind, values, effective_from=row.effective_from, effective_to=row.effective_to, key=key)
    return _kept(kind, row, _as_it_is(kind, row, Entry.Action.RESTORE, reason), by, "registers.restore")


@transaction.atomic
def rows_change(
    *, kind: RegisterKind, keys: Sequence[str], values: Values, by: User, since: date, reason: str
) -> list[RegisterRow]:
    """The same change to many rows, all or none; rows that already say it are left alone."""
    require(by, "registers.edit", kind=kind.data_kind)
    done = []
    for row in list(kind.model._default_manager.filter(key__in=keys, withdrawn=False).order_by("key")):
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
    *, kind: RegisterKind, kept: str, dropped: Sequence[str], by: User, reason: str
) -> RegisterRow:
    """Several rows are one thing: `kept` stays and takes what it lacks from the others, which say where they went."""
    require(by, "registers.edit", kind=kind.data_kind)
    others = sorted(set(dropped) - {kept})
    if not others or len(others) > MOST_MERGED:
        raise NotMergeable(why=f"cần từ 1 đến {MOST_MERGED} dòng khác với dòng giữ lại")
    if not reason.strip():
        raise ReasonNeeded(what="gộp các dòng trùng")
    rows = {
        one.key: one
        for one in kind.model._default_manager.select_for_update().filter(key__in=[kept, *others])
    }
    for key in (kept, *others):
        if key not in rows:
            raise NoSuchRow(register=kind.name, key=key)
        if rows[key].withdrawn:
            raise RowWithdrawn(row=_label(kind, rows[key]))
    values = values_of(kind, rows[kept])
    for key in others:
        for name, value in values_of(kind, rows[key]).items():
            if values.get(name) is None:
                values[name] = value
    starts = [rows[key].effective_from for key in (kept, *others)]
    known = [one for one in starts if one is not None]
    gone = [
        _as_it_is(kind, rows[key], Entry.Action.MERGE, reason, withdrawn=True, merged_into=kept)
        for key in others
    ]
    write_states(kind, gone, by=by)
    keeper = rows[kept]
    begins = min(known) if len(known) == len(starts) else None
    check_row(kind, values, effective_from=begins, effective_to=keeper.effective_to, key=kept)
    state = State(
        key=kept,
        values=values,
        recorded_on=timezone.localdate(),
        effective_from=begins,
        effective_to=keeper.effective_to,
        state_from=keeper.state_from,
        source=keeper.source,
        order=keeper.order,
        action=Entry.Action.MERGE,
        reason=reason,
    )
    return _kept(kind, keeper, state, by, "registers.merge", merged=others)


def _locked(kind: RegisterKind, key: str, by: User, version: int, *, withdrawn: bool = False) -> RegisterRow:
    require(by, "registers.edit", kind=kind.data_kind)
    row: RegisterRow | None = kind.model._default_manager.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchRow(register=kind.name, key=key)
    if row.version != version:
        last = (
            Entry.objects.filter(register_id=kind.code, key=key)
            .order_by("-id")
            .select_related("user")
            .first()
        )
        who = last.user.full_name or last.user.username if last and last.user else "hệ thống"
        raise RowChangedMeanwhile(
            row=_label(kind, row), by=who, at=timezone.localtime(row.changed_at).strftime("%H:%M %d/%m/%Y")
        )
    if row.withdrawn and not withdrawn:
        raise RowWithdrawn(row=_label(kind, row))
    return row


def _as_it_is(
    kind: RegisterKind,
    row: RegisterRow,
    action: str,
    reason: str,
    *,
    withdrawn: bool = False,
    merged_into: str = "",
) -> State:
    return State(
        key=row.key,
        values=values_of(kind, row),
        recorded_on=timezone.localdate(),
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


def _kept(
    kind: RegisterKind, before: RegisterRow, state: State, by: User, event: str, **data: object
) -> RegisterRow:
    old = values_of(kind, before)
    changed = {
        name: "…" if name in kind.personal else [written(old.get(name)), written(value)]
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


def _label(kind: RegisterKind, row: RegisterRow) -> str:
    return row.key if kind.label in kind.personal else str(getattr(row, kind.label) or row.key)


def _subject(kind: RegisterKind, row: RegisterRow) -> str:
    return f"{kind.name}: {_label(kind, row)}"[:200]
