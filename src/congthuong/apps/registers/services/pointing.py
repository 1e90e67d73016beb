"""Rows of other registers that name a row which became part of another."""

from __future__ import annotations

from collections.abc import Sequence

from congthuong.apps.accounts.models import User
from congthuong.apps.registers.columns import RowKey
from congthuong.apps.registers.kinds import RegisterKind, kinds
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.services.writing import State, write_states
from congthuong.apps.registers.values import values_of
from congthuong.web import clock


def rows_repoint(kind: RegisterKind, old: Sequence[str], new: str, *, by: User, reason: str) -> int:
    """Whatever names one of the rows `old` names `new` from now on; how many rows that were. Runs in the caller's
    transaction, before the old ones are gone."""
    done = 0
    for other in kinds():
        names = [one.name for one in other.columns() if isinstance(one, RowKey) and one.register == kind.code]
        for name in names:
            states = []
            for row in other.model._default_manager.filter(**{f"{name}__in": old}):
                states.append(
                    State(
                        key=row.key,
                        values={**values_of(other, row), name: new},
                        recorded_on=clock.today(),
                        effective_from=row.effective_from,
                        effective_to=row.effective_to,
                        state_from=row.state_from,
                        source=row.source,
                        order=row.order,
                        action=Entry.Action.MERGE,
                        reason=reason,
                        withdrawn=row.withdrawn,
                    )
                )
            done += len(write_states(other, states, by=by))
    return done
