"""Whether new rows of a file may stand beside those of the register and beside each other, asked of all of them together."""

from __future__ import annotations

from datetime import date

from congthuong.apps.registers.alike import Together
from congthuong.apps.registers.checking import Known, check_row, ended
from congthuong.apps.registers.columns import DocumentNumber
from congthuong.apps.registers.importing.planned import PlannedRow
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.problems import BadRow
from congthuong.apps.registers.values import column_values
from congthuong.core.problems import Problem, Problems


def refuse_beside_others(kind: RegisterKind, rows: list[tuple[str, PlannedRow]]) -> None:
    """Each beside the register's rows and those of the same file that begin before it. Raises Problems of BadRow."""
    alike, known = Together(one.values for _, one in rows), Known()
    known.look_up(
        str(value)
        for _, one in rows
        for column in kind.columns()
        if isinstance(column, DocumentNumber) and (value := one.values.get(column.name))
    )
    problems: list[Problem] = []
    for key, one in sorted(rows, key=lambda pair: (pair[1].begins or date.min, pair[1].number)):
        ends = ended(kind, one.values, one.begins, one.ends)
        try:
            check_row(
                kind, one.values, effective_from=one.begins, effective_to=ends, known=known, alike=alike
            )
        except Problems as told:
            problems += [bad_row(kind, one, each) for each in told.problems]
        said = column_values(kind, one.values)
        alike.add(kind.model(key=key, effective_from=one.begins, effective_to=ends, **said))
    if problems:
        raise Problems(problems)


def bad_row(kind: RegisterKind, one: PlannedRow, problem: Problem) -> BadRow:
    """The problem with the file's row in which it stands."""
    return BadRow(register=kind.name, key=one.number, what=problem.message)
