"""What a file would do to a register, row by row: new, changed (old -> new), the same, doubtful, at fault.

A row of the file is a row of the register when it names its key, or bears the same number of those that may not repeat.
The same name or address only raises a doubt, which a person settles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings

from congthuong.apps.registers.checking import Known
from congthuong.apps.registers.columns import DocumentNumber
from congthuong.apps.registers.importing.beside import tell_beside
from congthuong.apps.registers.importing.headings import BEGINS, ENDS, KEY, SOURCE, Match
from congthuong.apps.registers.importing.matching import Matcher
from congthuong.apps.registers.importing.outside import rows_outside, told
from congthuong.apps.registers.importing.planned import (
    CHANGED,
    FAULTY,
    KEPT,
    LEFT,
    SAME,
    Decided,
    Fault,
    Plan,
    PlannedRow,
    Spots,
)
from congthuong.apps.registers.importing.reading import Cells, day_of, text_of
from congthuong.apps.registers.importing.settling import Settler
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.problems import NotImported
from congthuong.apps.registers.values import MASK
from congthuong.core.intake.cells import Sheet, address
from congthuong.core.problems import Problem
from congthuong.core.quantities import write_number


def planned(
    kind: RegisterKind,
    sheet: Sheet,
    head: int,
    matches: Sequence[Match],
    decided: Decided,
    day: date,
    *,
    personal: bool,
) -> Plan:
    """Reads the sheet below its headings; the register's rows are asked in few queries, whatever the file's length.

    `personal`: the person may read personal columns; who may not changes none of a row that is known, nor learns from
    what would change what it says."""
    refuse_too_many(sheet, head)
    reader, known = Cells(day), Known()
    rows, left = _rows_of(reader, kind, sheet, head, matches, decided)
    if kind.erasable and not personal:
        for row in left:
            row.raw = MASK
    spots = Spots({one.target: one.index for one in matches if one.target})
    matcher = Matcher(kind, decided, spots, personal=personal)
    for row in rows:
        matcher.find(row)
    matcher.twice(rows)
    named = [one.name for one in kind.columns() if isinstance(one, DocumentNumber)]
    known.look_up(str(row.values[name]) for row in rows for name in named if row.values.get(name))
    settler = Settler(kind, matcher, decided, known, reader.filled(kind, decided.fills), spots)
    for row in rows:
        settler.settle(row)
    _once(rows, spots)
    tell_beside(kind, rows, spots)
    every = sorted([*rows, *left], key=lambda row: row.number)
    counts = Counter(one.state for one in every)
    return Plan(sheet.name, every, counts, sum(len(one.faults) for one in every))


def _rows_of(
    reader: Cells, kind: RegisterKind, sheet: Sheet, head: int, matches: Sequence[Match], decided: Decided
) -> tuple[list[PlannedRow], list[PlannedRow]]:
    """The rows below the heading, and those that are none of the register's."""
    columns = [(one, column) for one in matches if (column := kind.column(one.target)) is not None]
    columns.sort(
        key=lambda pair: getattr(pair[1], "levels", ()) != ("district",)
    )  # a district helps its communes
    own = {one.target: one for one in matches if one.target in (KEY, BEGINS, ENDS, SOURCE)}
    outside = rows_outside(kind, sheet, head, matches)
    rows, left = list[PlannedRow](), list[PlannedRow]()
    for at in range(head + 1, len(sheet.rows)):
        if not _says_something(sheet.rows[at]):
            continue
        row = PlannedRow(at + 1)
        if row.number in outside and decided.answers.get(row.number) != KEPT:
            row.state, row.outside, row.raw = LEFT, outside[row.number], told(sheet.rows[at])
            left.append(row)
            continue
        _read(reader, sheet, at, columns, row)
        _read_own(reader, sheet, at, own, row)
        rows.append(row)
    return rows, left


def refuse_too_many(sheet: Sheet, head: int) -> None:
    """Raises NotImported: a file is read whole, or not at all, and within the one request that takes it in."""
    most = settings.IMPORT_ROWS
    if len(sheet.rows) - head - 1 <= most:
        return
    many = sum(map(_says_something, sheet.rows[head + 1 :]))
    if many > most:
        count = write_number(Decimal(many), 0), write_number(Decimal(most), 0)
        raise NotImported(
            why=f"Trang «{sheet.name}» có {count[0]} dòng, một lần nhập nhận nhiều nhất {count[1]} dòng. Hãy chia thành nhiều tệp, hoặc nhờ quản trị nâng mức này (CONGTHUONG_IMPORT_ROWS)."
        )


def _says_something(cells: Sequence[object]) -> bool:
    return any(str(cell).strip() for cell in cells)


def _once(rows: Sequence[PlannedRow], spots: Spots) -> None:
    """Two rows of the file are not one row of the register, whatever was answered."""
    first: dict[str, int] = {}
    for row in rows:
        if row.state not in (CHANGED, SAME):
            continue
        number = first.setdefault(row.key, row.number)
        if number != row.number:
            what = f"là dòng {row.key} của sổ, mà dòng {number} của tệp cũng vậy. Hãy giữ một dòng."
            row.faults.append(Fault(spots.of(row.number, KEY), "Mã số", what))
            row.state, row.changes = FAULTY, []


def _read(
    reader: Cells, sheet: Sheet, at: int, columns: Iterable[tuple[Match, object]], row: PlannedRow
) -> None:
    given = set()
    for match, column in columns:
        cell = sheet.at(at, match.index)
        if isinstance(cell, str) and cell.strip() == MASK:
            continue  # our own export, by a person who may not read it
        try:
            value = reader.read(column, cell, row.values, match.heading)  # type: ignore[arg-type]
        except Problem as problem:
            message = str(problem.fields.get("what") or problem.message)
            row.faults.append(Fault(address(at, match.index), match.heading, message))
            row.unread.add(match.target)
            continue
        if value is not None:  # an empty cell says nothing about a row that is known
            row.values[match.target] = value
            given.add(match.target)
    row.given = frozenset(given)
    row.notes, reader.notes = reader.notes, []


def _read_own(reader: Cells, sheet: Sheet, at: int, own: Mapping[str, Match], row: PlannedRow) -> None:
    for target, match in own.items():
        cell = sheet.at(at, match.index)
        try:
            match target:
                case "@from":
                    row.begins = reader.day(cell, match.heading)
                case "@to":
                    row.ends = day_of(cell)
                case "@source":
                    row.source = text_of(cell)
                case _:
                    row.key = text_of(cell)
        except Problem as problem:
            row.faults.append(Fault(address(at, match.index), match.heading, problem.message))
            row.unread.add(match.target)
    row.notes += reader.notes
    reader.notes = []
