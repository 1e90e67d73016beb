"""Several rows of a typed register become one; on the order of locks and of the log see `rows.py` and `many.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from congthuong.apps.accounts.events import record_events
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.hiding import hidden_for
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import Attachment, Entry
from congthuong.apps.registers.problems import (
    NoSuchRow,
    NotMergeable,
    NumbersDiffer,
    ReasonNeeded,
    RowWithdrawn,
)
from congthuong.apps.registers.queries.duplicates import NUMBERS
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow
from congthuong.apps.registers.services.pointing import rows_repoint
from congthuong.apps.registers.services.rows import changed_meanwhile, happened
from congthuong.apps.registers.services.writing import State, register_lock, state_of, write_states
from congthuong.apps.registers.values import MASK, column_name, row_label, values_of
from congthuong.core.problems import Problems
from congthuong.web import clock

MOST_MERGED = 50


@transaction.atomic
def rows_merge(
    *,
    kind: RegisterKind,
    kept: str,
    dropped: Sequence[str],
    versions: Mapping[str, int],
    by: User,
    reason: str,
    numbers_differ: bool = False,
) -> RegisterRow:
    """Several rows are one thing: `kept` stays and takes what it lacks from the others, which say where they went.

    `versions`: each row's as the person compared it, so that nothing that was written meanwhile is merged unseen.
    `numbers_differ`: the person was told that the rows bear two numbers, and knows that they are one thing. Raises
    Forbidden, NotMergeable, NumbersDiffer, ReasonNeeded, NoSuchRow, RowWithdrawn, Problems of RowChangedMeanwhile or BadColumn.
    """
    require(by, "registers.edit", kind=kind.data_kind)
    others = sorted(set(dropped) - {kept})
    if not others or len(others) > MOST_MERGED:
        raise NotMergeable(why=f"cần từ 1 đến {MOST_MERGED} dòng khác với dòng giữ lại")
    if not reason.strip():
        raise ReasonNeeded(what="gộp các dòng trùng")
    register_lock(kind)
    known = kind.model._default_manager.filter(key__in=[kept, *others]).order_by("key").select_for_update()
    rows = {one.key: one for one in known}
    for key in (kept, *others):
        if key not in rows:
            raise NoSuchRow(register=kind.name, key=key)
        if rows[key].withdrawn:
            raise RowWithdrawn(row=row_label(kind, rows[key]))
    changed = [rows[key] for key in (kept, *others) if rows[key].version != versions.get(key)]
    if changed:
        raise Problems(changed_meanwhile(kind, row) for row in changed)
    if not numbers_differ:
        _refuse_two_numbers(kind, [rows[key] for key in (kept, *others)], by)
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
    events = rows_repoint(kind, others, kept, by=by, reason=reason)
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
        household=any(isinstance(one, HouseholdRow) and one.of_household for one in rows.values()),
    )
    old = values_of(kind, keeper)
    (row,) = write_states(kind, [state], by=by)
    record_events([*events, happened(kind, "registers.merge", old, state, row, by, merged=others)])
    return row


def _refuse_two_numbers(kind: RegisterKind, rows: Sequence[RegisterRow], by: User) -> None:
    """Raises NumbersDiffer, which names each row with its number."""
    for name in dict.fromkeys((*kind.unique, *NUMBERS)):
        told = [(row, str(getattr(row, name))) for row in rows if getattr(row, name, "")]
        if kind.column(name) is None or len({number for _, number in told}) < 2:
            continue
        shown = (
            f"«{row_label(kind, row)}» {MASK if name in hidden_for(by, kind, row) else number}"
            for row, number in told
        )
        raise NumbersDiffer(column=column_name(kind, name), told=", ".join(shown))
