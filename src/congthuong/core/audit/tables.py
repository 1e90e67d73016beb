"""The claims of a table: one for each figure, one statement for each level that a row gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from congthuong.core.audit.model import Base, Basis, Claim, Direction, Role, Statement, is_prose, span_of
from congthuong.core.audit.table_cells import CellNumber, stands_for, stands_loosely_for
from congthuong.core.audit.table_columns import Column, ColumnKind, says
from congthuong.core.audit.table_reading import Entry, Table, read_table
from congthuong.core.audit.table_reading import piece_numbers as piece_numbers
from congthuong.core.document.reading import Piece, Reading
from congthuong.core.quantities import Period, Unit
from congthuong.core.quantities.units import fold

_ROLES: Final[dict[ColumnKind, Role]] = {
    "level": "level",
    "plan": "plan",
    "base": "base",
    "difference": "difference",
    "average": "average",
    "attainment": "attainment",
    "change": "change",
    "index": "index",
    "share": "share",
    "percent": "level",
}
_SIGNS: Final = re.compile(r"[^\w\s]+|_")


def table_claims(
    reading: Reading,
    cells: Sequence[Piece],
    first_statement_index: int,
    first_claim_number: int,
    numbers: Mapping[int, int] | None = None,
) -> tuple[list[Claim], list[Statement]]:
    """The claims of one table in reading order, and the statements they belong to.

    A row makes a statement for each level it gives (of a period, a basis, a measure), with the plan, the base and
    the comparisons that are about that level.

    `cells` are the table's cells as `Reading.tables()` gives them; claims are called "c{n}" from
    `first_claim_number` on. A claim's `lead` is the head of its column; rows hang on no other statement,
    since the table's own rules know its outline. `numbers` is `piece_numbers(reading)`, for who reads many tables.
    Words in a cell (`prose_cells`) are left to who reads prose.
    """
    table = read_table(reading, cells, piece_numbers(reading) if numbers is None else numbers)
    owners = _owners(table)
    twice = {key for key, count in Counter(row.key for row in table.rows).items() if count > 1}
    claims: list[Claim] = []
    statements: list[Statement] = []
    for position in range(len(table.rows)):
        first = first_statement_index + len(statements)
        made = _row_claims(reading, table, position, owners, first, first_claim_number + len(claims))
        claims += made
        statements += _row_statements(table, position, made, owners, twice)
    return claims, statements


def prose_cells(cells: Sequence[Piece]) -> tuple[Piece, ...]:
    """The cells that hold sentences rather than labels or figures: read them as prose."""
    return tuple(
        piece
        for piece in cells
        if is_prose(piece) and re.search(r"[0-9]", piece.text) and not _is_header(piece)
    )


def _is_header(piece: Piece) -> bool:
    return piece.cell is not None and (piece.cell.header or piece.cell.row == 0)


@dataclass(frozen=True, slots=True)
class _Owner:
    """What a column's figures are said of besides their row: a period, a basis, the measure where a table has several."""

    period: Period | None
    basis: Basis
    measure: str = ""
    column: int = -1


def _owners(table: Table) -> dict[int, _Owner]:
    """Column -> its owner. Plans, bases and comparisons belong to the level that they are about."""
    levels = [one for one in table.columns if one.kind in ("level", "average")]
    shared = Counter((one.period, one.basis) for one in levels)
    named = {
        one.index: _Owner(
            one.period, one.basis, one.leaf if shared[one.period, one.basis] > 1 else "", one.index
        )
        for one in levels
    }
    return {
        column.index: named[level.index]
        if (level := _level_of(column, levels))
        else _Owner(column.period, column.basis)
        for column in table.figures()
    }


def _level_of(column: Column, levels: Sequence[Column]) -> Column | None:
    """The level a column is about: itself, that of its period, the cumulated one, the nearest to its left."""
    if column in levels or not levels:
        return column if column in levels else None
    if column.kind not in ("plan", "base"):
        for level in levels:
            if column.period is not None and column.period == level.period:
                return level
    summed = [level for level in levels if level.cumulated]
    left = [level for level in levels if level.index < column.index]
    if column.kind in ("plan", "base") or column.cumulated:
        return summed[-1] if summed else levels[-1]
    return left[-1] if left else levels[0]


def _row_statements(
    table: Table, position: int, claims: Sequence[Claim], owners: Mapping[int, _Owner], twice: set[str]
) -> list[Statement]:
    """The statements of a row, from its claims, which know their statements' indexes."""
    row = table.rows[position]
    subject = row.label
    if row.key in twice and row.parent is not None:
        subject = f"{row.label} - {table.rows[row.parent].label}"
    columns = {
        entry.piece: column.index
        for column in table.figures()
        if (entry := table.entries.get((position, column.index)))
    }
    made: dict[int, list[Claim]] = {}
    for claim in claims:
        made.setdefault(claim.statement, []).append(claim)
    statements: list[Statement] = []
    for index, own in made.items():
        owner = owners[columns[own[0].piece]]
        words = f"{subject} - {owner.measure}" if owner.measure else subject
        key = " ".join(_SIGNS.sub(" ", fold(words)).split())
        statements.append(
            Statement(index, words, key, owner.period, owner.basis, "", tuple(own), None, "", own[0].piece, 0)
        )
    return statements


def _row_claims(
    reading: Reading,
    table: Table,
    position: int,
    owners: Mapping[int, _Owner],
    first_statement: int,
    first_claim: int,
) -> list[Claim]:
    claims: list[Claim] = []
    statements: dict[_Owner, int] = {}
    for column in table.figures():
        entry = table.entries.get((position, column.index))
        for order, number in enumerate(entry.numbers if entry else ()):
            unit = table.unit_of(position, column)
            role = _role(column, entry, order, unit)
            statement = statements.setdefault(owners[column.index], first_statement + len(statements))
            claims.append(
                _claim(reading, entry, number, column, role, unit, f"c{first_claim + len(claims)}", statement)
            )
    return claims


def _role(column: Column, entry: Entry | None, order: int, unit: Unit) -> Role:
    if entry and len(entry.numbers) == 2:
        return "whole" if order else "part"
    role = _ROLES[column.kind]
    return "count" if role == "level" and unit.is_count else role


def _claim(
    reading: Reading,
    entry: Entry | None,
    number: CellNumber,
    column: Column,
    role: Role,
    unit: Unit,
    name: str,
    statement: int,
) -> Claim:
    assert entry is not None
    piece = reading.pieces[entry.piece]
    directed = role in ("change", "difference")
    value = abs(number.value) if directed else number.value
    meant = stands_for(value, number.decimals)
    return Claim(
        id=name,
        role=role,
        text=piece.text[number.start : number.end],
        value=value,
        low=meant.low,
        high=meant.high,
        loose=stands_loosely_for(value, number.decimals),
        unit=unit,
        decimals=number.decimals,
        direction=_direction(number) if directed else "",
        base=_base(column, role),
        qualifier="",
        lead=column.head,
        tail="",
        piece=entry.piece,
        start=number.start,
        end=number.end,
        span=span_of(reading, piece, number.start, number.end),
        statement=statement,
    )


def _direction(number: CellNumber) -> Direction:
    if not number.value:
        return "same"
    return "down" if number.value < 0 else "up"


def _base(column: Column, role: Role) -> Base:
    """What a comparison compares with, by its column's head."""
    if role in ("attainment", "plan"):
        return "plan"
    if role == "share":
        return "whole"
    if role not in ("change", "index", "difference", "base"):
        return ""
    head = column.folded
    if re.search(r"tháng 12|t12\b", head):
        return "december"
    if says("previous", head):
        return "previous"
    if says("same_period", head) or role == "base":
        return "same_period"
    return "plan" if says("plan", head) else ""
