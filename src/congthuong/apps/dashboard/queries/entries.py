"""What a row of a register said before."""

from __future__ import annotations

from datetime import date

from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.records import entry_record
from congthuong.core.ledger.model import Register, Row


def earlier_states(register: Register, key: str, day: date | None) -> list[Row]:
    """Every earlier state of the row as known on the day, the newest first."""
    states = Entry.objects.filter(register_id=register.code, key=key).order_by("-recorded_on", "-id")
    if day is not None:
        states = states.filter(recorded_on__lte=day)
    return [entry_record(one, register) for one in states[1:]]
