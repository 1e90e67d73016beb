"""Rows of other registers that name a row which became part of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.registers.columns import RowKey
from congthuong.apps.registers.kinds import RegisterKind, kinds
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.writing import State, state_of, write_states
from congthuong.apps.registers.values import row_label


def rows_repoint(kind: RegisterKind, old: Sequence[str], new: str, *, by: User, reason: str) -> int:
    """Whatever names one of the rows `old` names `new` from now on; how many rows that were. Each says so in its history
    and in the log. Runs in the caller's transaction, before the old ones are gone."""
    done = 0
    for other in kinds():
        names = [one.name for one in other.columns() if isinstance(one, RowKey) and one.register == kind.code]
        for name in names:
            naming = other.model._default_manager.filter(**{f"{name}__in": old}).order_by("key")
            rows = list(naming.select_for_update())  # whoever is writing one of them is waited for
            was = {row.key: str(getattr(row, name)) for row in rows}
            write_states(other, [_naming(other, row, name, new, reason) for row in rows], by=by)
            for row in rows:
                record_event(
                    "registers.repoint", by=by, subject=f"{other.name}: {row_label(other, row)}"[:200],
                    register=other.code, key=row.key, changed={name: [was[row.key], new]}, reason=reason,
                )  # fmt: skip
            done += len(rows)
    return done


def _naming(kind: RegisterKind, row: RegisterRow, name: str, new: str, reason: str) -> State:
    why = f"dòng {getattr(row, name)} đã gộp vào {new}: {reason}"
    as_it_is = state_of(kind, row, Entry.Action.CORRECT, why, withdrawn=row.withdrawn)
    return replace(as_it_is, values={**as_it_is.values, name: new})
