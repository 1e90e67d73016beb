"""Rows of other registers that name a row which became part of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from congthuong.apps.accounts.events import Happening
from congthuong.apps.accounts.models import User
from congthuong.apps.registers.columns import RowKey
from congthuong.apps.registers.kinds import RegisterKind, kinds
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.writing import State, state_of, subject_of, write_states


def rows_repoint(
    kind: RegisterKind, old: Sequence[str], new: str, *, by: User, reason: str
) -> list[Happening]:
    """Whatever names one of the rows `old` names `new` from now on, and says so in its history; what the log is to keep of
    it. Runs in the caller's transaction, which holds the rows `old` and `new`."""
    naming = [
        (other, one.name)
        for other in kinds()
        for one in other.columns()
        if isinstance(one, RowKey) and one.register == kind.code
    ]
    for other, name in naming:  # whoever is writing one of them is waited for, before any is written
        due = other.model._default_manager.filter(**{f"{name}__in": old}).order_by("key")
        list(due.select_for_update().values_list("pk"))
    done: list[Happening] = []
    for other, name in naming:
        rows = list(other.model._default_manager.filter(**{f"{name}__in": old}).order_by("key"))
        was = {row.key: str(getattr(row, name)) for row in rows}
        write_states(other, [_naming(other, row, name, new, reason) for row in rows], by=by)
        for row in rows:
            data = {
                "register": other.code,
                "key": row.key,
                "changed": {name: [was[row.key], new]},
                "reason": reason,
            }
            done.append(Happening("registers.repoint", by, subject_of(other, row), data))
    return done


def _naming(kind: RegisterKind, row: RegisterRow, name: str, new: str, reason: str) -> State:
    why = f"dòng {getattr(row, name)} đã gộp vào {new}: {reason}"
    as_it_is = state_of(kind, row, Entry.Action.CORRECT, why, withdrawn=row.withdrawn)
    return replace(as_it_is, values={**as_it_is.values, name: new})
