"""What rows of a file owe the rows of the register, told with the first look at the file and not only when it is taken.

Where the file changes rows of the register too, what these say now is not what they will say: then it is a word to look
at, and whether it holds is asked when all are written. Counts of one thing, which chain, are asked then alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from congthuong.apps.registers.alike import Together
from congthuong.apps.registers.checking import heading_of
from congthuong.apps.registers.importing.planned import CHANGED, FAULTY, LEFT, SAME, Fault, PlannedRow, Spots
from congthuong.apps.registers.importing.settling import target_of
from congthuong.apps.registers.kinds import Doubt, RegisterKind, RowAsked
from congthuong.apps.registers.places import BY_ITSELF
from congthuong.apps.workdays.queries import calendar_on


def tell_beside(kind: RegisterKind, rows: Sequence[PlannedRow], spots: Spots) -> None:
    checks = [one for one in kind.checks if one not in BY_ITSELF]
    asked = [one for one in rows if one.state not in (SAME, LEFT)]
    if kind.series or not checks:
        return
    certain = not any(one.state == CHANGED for one in rows)
    said = [{name: value for name, value in row.values.items() if name not in row.unread} for row in asked]
    alike, calendar = Together(said), cache(calendar_on)
    for row, values in zip(asked, said, strict=True):
        question = RowAsked(kind, row.key, values, row.begins, row.ends, alike=alike, calendar=calendar)
        for doubt in (doubt for check in checks for doubt in check(question)):
            _tell(kind, row, doubt, spots, certain=certain)


def _tell(kind: RegisterKind, row: PlannedRow, doubt: Doubt, spots: Spots, *, certain: bool) -> None:
    cell = spots.of(row.number, target_of(doubt.column))
    if any(one.cell == cell for one in row.faults):
        return  # what is at fault itself is not held against others
    if not doubt.hard or not certain:
        row.notes.append(doubt.sentence)
        return
    row.faults.append(Fault(cell, heading_of(kind, doubt.column), doubt.sentence))
    row.state = FAULTY
