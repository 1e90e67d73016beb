"""Tables made by hand: a reading from a few plain lines, with heads that span.

Lines before the first "|" line and between tables are paragraphs; a "|" line is a row of a table. A cell that ends
in ">2" spans two columns, in "^2" two rows; a cell that a span covers is left out of its row by writing "=".
"""

from __future__ import annotations

import re

from congthuong.core.audit.model import Claim, Statement, Understanding
from congthuong.core.audit.table_reading import Table, piece_numbers, tables_of
from congthuong.core.audit.tables import table_claims
from congthuong.core.document.reading import CellPlace, Piece, Reading

_SPAN = re.compile(r"\s*([>^])([0-9]+)$")


def reading_of(text: str) -> Reading:
    pieces: list[Piece] = []
    table, row, at = -1, 0, 0
    lines = [line.strip() for line in text.strip().splitlines()]
    for number, line in enumerate(lines):
        if line.startswith("|"):
            opens = number == 0 or not lines[number - 1].startswith("|")
            table, row = (table + 1, 0) if opens else (table, row + 1)
            pieces += _cells(line, at, table, row)
        elif line:
            pieces.append(Piece("paragraph", line, tuple(range(at, at + len(line) + 1))))
        at += len(line) + 1
    return Reading("bang.txt", "txt", "\n".join(lines), tuple(pieces))


def _cells(line: str, at: int, table: int, row: int) -> list[Piece]:
    cells: list[Piece] = []
    start = at + 1
    for column, part in enumerate(line.strip("|").split("|")):
        words, spans = part.rstrip(), {">": 1, "^": 1}
        while match := _SPAN.search(words):
            spans[match[1]] = int(match[2])
            words = words[: match.start()].rstrip()
        first = start + len(words) - len(words.lstrip())
        words = words.strip()
        if words != "=":
            place = CellPlace(table, row, column, False, spans[">"], spans["^"])
            cells.append(Piece("cell", words, tuple(range(first, first + len(words) + 1)), cell=place))
        start += len(part) + 1
    return cells


def table_of(text: str) -> Table:
    return next(iter(tables_of(reading_of(text))))


def understood_tables(reading: Reading) -> Understanding:
    """What the claims of the tables alone make of a reading."""
    numbers = piece_numbers(reading)
    claims: list[Claim] = []
    statements: list[Statement] = []
    for cells in reading.tables():
        found, said = table_claims(reading, cells, len(statements), len(claims) + 1, numbers)
        claims += found
        statements += said
    return Understanding(reading, tuple(claims), tuple(statements))


def told_of(text: str) -> tuple[list[Claim], list[Statement]]:
    understanding = understood_tables(reading_of(text))
    return list(understanding.claims), list(understanding.statements)
