"""A new count of the same thing ends the one before (`flows.py`)."""

from __future__ import annotations

from datetime import date

from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers.flows import neighbours
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.services.writing import State, write_states
from congthuong.apps.registers.values import values_of
from congthuong.core.quantities import write_date
from congthuong.web import clock


def count_before_end(
    kind: RegisterKind,
    values: Values,
    begins: date | None,
    ends: date | None,
    *,
    by: User | None,
    batch: ImportBatch | None = None,
) -> date | None:
    """End the count before on the day of the new one; until when the new one holds.

    Runs in the caller's transaction, before the new row is checked. Registers that are not of counts are left alone.
    """
    if not kind.series or begins is None:
        return ends
    near = neighbours(kind, values, begins)
    if near.same is not None:
        return ends
    before = near.before
    if before is not None and (before.effective_to is None or before.effective_to > begins):
        state = State(
            key=before.key,
            values=values_of(kind, before),
            recorded_on=clock.today(),
            effective_from=before.effective_from,
            effective_to=begins,
            state_from=before.state_from,
            source=before.source,
            order=before.order,
            action=Entry.Action.CHANGE,
            reason=f"có số tính đến {write_date(begins)}",
        )
        write_states(kind, [state], by=by, batch=batch)
    return ends or (near.after.effective_from if near.after is not None else None)
