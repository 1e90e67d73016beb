"""Since when the rows of a file hold. A row without a beginning is true for all time, and counted on every day that has
passed: so a file that does not say it is asked, and the answer stands in the preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from congthuong.apps.registers.columns import Day
from congthuong.apps.registers.importing.headings import BEGINS
from congthuong.apps.registers.importing.planned import NEW, Decided, Plan, PlannedRow
from congthuong.apps.registers.importing.reading import is_founding
from congthuong.apps.registers.kinds import RegisterKind

ONE_DAY, UNKNOWN = "ngay", "khong-ro"
"""The answers: one day for all rows, "not known"; else the name of a column of the register that says it."""
IN_CELL, IN_COLUMN, BY_DAY, NOWHERE = "cell", "column", "day", "nowhere"


def proposed(kind: RegisterKind, targets: Iterable[str]) -> str:
    """What a file is taken to say until a person answers: the day of a column that tells of a foundation, if it has one
    and no column for the beginning itself."""
    given = set(targets)
    if BEGINS in given:
        return ONE_DAY
    founded = (one.name for one in day_columns(kind) if one.name in given and is_founding(one))
    return next(founded, ONE_DAY)


def day_columns(kind: RegisterKind) -> tuple[Day, ...]:
    return tuple(one for one in kind.columns() if isinstance(one, Day))


def begin_of(row: PlannedRow, decided: Decided) -> tuple[date | None, str]:
    """Since when the row holds if it is new, and what says so: its own cell, else the column chosen, else the day for
    all rows."""
    if row.begins is not None:
        return row.begins, IN_CELL
    said = row.values.get(decided.begins_in) if decided.begins_in else None
    if isinstance(said, date):
        return said, IN_COLUMN
    return (decided.begins, BY_DAY) if decided.begins is not None else (None, NOWHERE)


def begin_of_known(row: PlannedRow, decided: Decided, begins: date | None) -> None:
    """What the file says of the beginning of a row that is known: it is corrected where a person asked for that, else it
    stays, and the preview says so."""
    said = row.values.get(decided.begins_in) if decided.begins_in else None
    if row.begins is not None or not isinstance(said, date) or said == begins:
        return
    if decided.move_begins:
        row.begins = said
    else:
        row.stays = True


def told_by(plan: Plan) -> Counter[str]:
    """How many new rows begin by what."""
    return Counter(one.begun for one in plan.of(NEW))
