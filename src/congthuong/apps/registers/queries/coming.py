"""What rows are going to be: a change that begins after today is written, and is not so yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.lines import Line, line_of_record
from congthuong.apps.registers.queries.history import known_rows
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import hidden_columns


@dataclass(frozen=True, slots=True)
class Coming:
    """`state` is the one that the row gets on the day, "" where it stays; `new`: the row begins on it."""

    day: date
    state: str = ""
    new: bool = False


def coming(kind: RegisterKind, lines: Iterable[Line], day: date) -> dict[str, Coming]:
    """Key -> what is to come after the day: one query for a page of a list."""
    rows = kind.model._default_manager.filter(key__in={one.key for one in lines}, state_from__gt=day)
    found = {row.key: coming_of(kind, row, day) for row in rows}
    return {key: one for key, one in found.items() if one is not None}


def coming_of(kind: RegisterKind, row: RegisterRow, day: date) -> Coming | None:
    if row.withdrawn or row.state_from is None or row.state_from <= day:
        return None
    if row.effective_from is not None and row.effective_from > day:
        return Coming(row.effective_from, new=True)
    return Coming(row.state_from, str(getattr(row, kind.state)) if kind.state else "")


def line_on(kind: RegisterKind, row: RegisterRow, day: date, *, personal: bool) -> Line | None:
    """What a row says on the day, where what is kept of it begins later; None where it says the same or is not yet."""
    to_come = coming_of(kind, row, day)
    if to_come is None or to_come.new:
        return None
    found = known_rows(kind, date.max, said_on=day, keys=[row.key], personal=personal)
    return line_of_record(found[0], () if personal else hidden_columns(kind, row)) if found else None
