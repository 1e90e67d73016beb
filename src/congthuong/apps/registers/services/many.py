"""What people do to many rows of a typed register at once: all of it or nothing.

The log comes last, when every row is written: who holds it and waits for a row would be waited for by whoever edits that
row, and everybody else would wait for as long as the rows take (`rows.py` on the order of locks).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from congthuong.apps.accounts.events import Happening, record_events
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.registers.checking import Known
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.places import BY_ITSELF
from congthuong.apps.registers.problems import BadRow
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.holding import named_hold
from congthuong.apps.registers.services.rows import (
    NewRow,
    add_row,
    added,
    change_of,
    changed_meanwhile,
    happened,
    others_lock,
)
from congthuong.apps.registers.services.writing import register_lock, write_states
from congthuong.apps.registers.values import values_of
from congthuong.core.problems import Problem, Problems


@transaction.atomic
def rows_add(
    *, kind: RegisterKind, rows: Mapping[int, NewRow], by: User, reason: str = ""
) -> list[RegisterRow]:
    """New rows, all or none; `rows`: the number under which a fault is told -> the row. Raises Forbidden, Problems of
    BadRow, one for every fault of every row."""
    require(by, "registers.edit", kind=kind.data_kind)
    register_lock(kind)
    known, done, problems = Known(), list[RegisterRow](), list[Problem]()
    named_hold(kind, [one.values for one in rows.values()])
    for number, one in rows.items():
        try:
            done.append(add_row(kind, one, by, reason, known=known))
        except Problems as told:
            problems += [BadRow(register=kind.name, key=number, what=each.message) for each in told.problems]
        else:
            known.add_keys(kind.code, [done[-1].key])
    if problems:
        raise Problems(problems)
    record_events([added(kind, row, by) for row in done])
    return done


@transaction.atomic
def rows_change(
    *, kind: RegisterKind, versions: Mapping[str, int], values: Values, by: User, since: date, reason: str
) -> list[RegisterRow]:
    """The same change to many rows, all or none; rows that already say it are left alone.

    `versions`: key -> the row's version as the person saw it when they chose it. Raises Forbidden, Problems of
    RowChangedMeanwhile, and what `row_change` raises.
    """
    require(by, "registers.edit", kind=kind.data_kind)
    others_lock(kind)
    named_hold(kind, [values])
    asked = kind.model._default_manager.filter(key__in=versions, withdrawn=False).order_by("key")
    rows = list(asked.select_for_update())
    changed = [row for row in rows if row.version != versions[row.key]]
    if changed:
        raise Problems(changed_meanwhile(kind, row) for row in changed)
    told = ((row, values_of(kind, row)) for row in rows)
    due = [(row, old) for row, old in told if {**old, **values} != old]
    known, done, events = Known(), list[RegisterRow](), list[Happening]()
    for part in [[one] for one in due] if _look_at_each_other(kind, values) else [due]:
        states = [change_of(kind, row, values, by, since, reason, known) for row, _ in part]
        fresh = write_states(kind, states, by=by)
        for (_, old), state, row in zip(part, states, fresh, strict=True):
            events.append(happened(kind, "registers.change", old, state, row, by))
        done += fresh
    record_events(events)
    return done


def _look_at_each_other(kind: RegisterKind, values: Values) -> bool:
    """Whether a row that is changed may stand in the way of the next."""
    among_others = bool(kind.series) or any(one not in BY_ITSELF for one in kind.checks)
    return among_others or bool(kind.unique and {*kind.unique, kind.state} & set(values))
