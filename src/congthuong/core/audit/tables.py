"""The claims of a table: one for each figure, one statement for each row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from congthuong.core.audit.model import Base, Claim, Direction, Role, Statement, span_of
from congthuong.core.audit.table_cells import CellNumber, stands_for, stands_loosely_for
from congthuong.core.audit.table_columns import Column, ColumnKind, says
from congthuong.core.audit.table_reading import Entry, Table, read_table
from congthuong.core.audit.table_reading import piece_numbers as piece_numbers
from congthuong.core.document.reading import Piece, Reading
from congthuong.core.quantities import Unit

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
_PROSE: Final = 12
"""Words from which a cell is prose with figures of its own, not a label."""


def table_claims(
    reading: Reading,
    cells: Sequence[Piece],
    first_statement_index: int,
    first_claim_number: int,
    numbers: Mapping[int, int] | None = None,
) -> tuple[list[Claim], list[Statement]]:
    """The claims of one table in reading order, and the statements they belong to: one for each row with figures.

    `cells` are the table's cells as `Reading.tables()` gives them; claims are called "c{n}" from
    `first_claim_number` on. A claim's `lead` is the head of its column, its statement's period and basis those of
    the row's main column (the cumulated one, else the last of what was done); rows hang on no other statement,
    since the table's own rules know its outline. `numbers` is `piece_numbers(reading)`, for who reads many tables.
    Words in a cell (`prose_cells`) are left to who reads prose.
    """
    table = read_table(reading, cells, piece_numbers(reading) if numbers is None else numbers)
    main = _main(table)
    claims: list[Claim] = []
    statements: list[Statement] = []
    for position, row in enumerate(table.rows):
        index = first_statement_index + len(statements)
        first = first_claim_number + len(claims)
        made = _row_claims(reading, table, position, index, first)
        if made:
            claims += made
            period, basis = (main.period, main.basis) if main else (None, "")
            statements.append(
                Statement(
                    index, row.label, row.key, period, basis, "", tuple(made), None, "", made[0].piece, 0
                )
            )
    return claims, statements


def prose_cells(cells: Sequence[Piece]) -> tuple[Piece, ...]:
    """The cells that hold sentences rather than labels or figures: read them as prose."""
    return tuple(
        piece
        for piece in cells
        if len(piece.text.split()) >= _PROSE and re.search(r"[0-9]", piece.text) and not _is_header(piece)
    )


def _is_header(piece: Piece) -> bool:
    return piece.cell is not None and (piece.cell.header or piece.cell.row == 0)


def _main(table: Table) -> Column | None:
    levels = [column for column in table.columns if column.kind == "level" and column.period]
    return next((column for column in reversed(levels) if column.cumulated), levels[-1] if levels else None)


def _row_claims(reading: Reading, table: Table, position: int, statement: int, first: int) -> list[Claim]:
    claims: list[Claim] = []
    for column in table.figures():
        entry = table.entries.get((position, column.index))
        for order, number in enumerate(entry.numbers if entry else ()):
            unit = table.unit_of(position, column)
            role = _role(column, entry, order, unit)
            claims.append(
                _claim(reading, entry, number, column, role, unit, f"c{first + len(claims)}", statement)
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
