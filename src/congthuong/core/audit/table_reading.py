"""A table understood: what its columns measure, how its rows hang together, what number stands in each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from congthuong.core.audit.table_cells import CellNumber, CellText, cell_text
from congthuong.core.audit.table_columns import (
    PERCENTS,
    Column,
    ColumnKind,
    basis_in_head,
    figureless_kind,
    is_figures,
    known_unit,
    measured_kind,
    period_in_head,
    says,
    unit_in_head,
    unit_in_note,
)
from congthuong.core.audit.table_heads import Grid, Heads, grid_of, place_of, read_heads
from congthuong.core.audit.table_legends import with_legend
from congthuong.core.audit.table_rows import Label, Row, outline
from congthuong.core.audit.table_values import read_numbers, settled
from congthuong.core.document.reading import Piece, Reading
from congthuong.core.quantities import PERCENT, UNITLESS, Unit
from congthuong.core.quantities.units import fold

_YEAR: Final = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9.,])")
_TIME: Final = re.compile(r"(?:tháng|quý|năm)\s+[0-9IV]{1,4}(?:\s*[/-]\s*[0-9]{4})?", re.I)
_LOOK_BACK: Final = 6  # pieces before a table that may hold its title and unit
_LOOK_FOR_YEAR: Final = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell holds: its piece's number in the reading and its numbers (none for gaps and words)."""

    piece: int
    cell: CellText
    numbers: tuple[CellNumber, ...]

    @property
    def number(self) -> CellNumber | None:
        return self.numbers[0] if len(self.numbers) == 1 else None

    @property
    def missing(self) -> bool:
        return self.cell.kind == "missing"


@dataclass(frozen=True)
class Table:
    """A table as understood. `rows` are those below the heads; `entries` by (position in `rows`, column).

    `unit` is the unit its note or title gives, `title` the words before it, `year` the year it speaks of.
    """

    number: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    entries: Mapping[tuple[int, int], Entry]
    unit: Unit | None
    title: str
    year: int | None

    def figures(self) -> tuple[Column, ...]:
        """The columns that hold figures."""
        return tuple(column for column in self.columns if is_figures(column.kind))

    def unit_of(self, position: int, column: Column) -> Unit:
        """The unit of a cell: its own, its column's, its row's, the table's."""
        if column.kind in PERCENTS:
            return PERCENT
        entry = self.entries.get((position, column.index))
        own = known_unit(entry.numbers[0].unit) if entry and entry.numbers else None
        named = own or column.unit or self.rows[position].unit
        if named:
            return named
        return UNITLESS if _counts_things(column) else self.unit or UNITLESS


def _counts_things(column: Column) -> bool:
    """ "Số doanh nghiệp", "Số lượng" in a table of money count things, not money."""
    leaf = fold(column.leaf)
    return leaf.startswith("số ") and not re.match(r"số (?:tiền|vốn|thu|nộp|phạt|thuế|kinh phí|liệu)", leaf)


def piece_numbers(reading: Reading) -> dict[int, int]:
    """id of each piece -> its number in the reading."""
    return {id(piece): number for number, piece in enumerate(reading.pieces)}


def tables_of(reading: Reading) -> Iterator[Table]:
    """Every table of a reading that has rows and figures."""
    numbers = piece_numbers(reading)
    for cells in reading.tables():
        table = read_table(reading, cells, numbers)
        if table.rows and table.figures():
            yield table


def read_table(reading: Reading, cells: Sequence[Piece], numbers: Mapping[int, int]) -> Table:
    """The table whose cells are given in rows; `numbers` is `piece_numbers(reading)`."""
    grid = grid_of(cells)
    first = numbers[id(cells[0])]
    before = _before(reading, first)
    heads = with_legend(read_heads(grid), before)
    notes = (*before, *heads.notes, *(text for path in heads.paths.values() for text in path))
    year = _year(reading, first, notes)
    texts = {
        (row, column): cell_text(piece.text) for row in heads.body for column, piece in grid[row].items()
    }
    columns = _columns(heads, texts, year)
    labels = _labels(grid, heads, columns, texts)
    found = read_numbers(columns, {(row, at): texts[row, at] for row in heads.body for at in grid[row]})
    positions = {label.row: position for position, label in enumerate(labels)}
    entries = {
        (positions[row], at): Entry(numbers[id(grid[row][at])], texts[row, at], found.get((row, at), ()))
        for row, at in texts
        if row in positions
    }
    unit = next((unit for text in reversed(notes) if (unit := unit_in_note(text))), None)
    return Table(
        number=place_of(cells[0]).table,
        columns=settled(columns, found),
        rows=outline(labels),
        entries=entries,
        unit=unit,
        title=" ".join((*before[-3:], *heads.notes)),
        year=year,
    )


def _before(reading: Reading, first: int) -> tuple[str, ...]:
    """The words between this table and what stands before it: its title, its unit."""
    near = reversed(reading.pieces[max(0, first - _LOOK_BACK) : first])
    return tuple(reversed([piece.text for piece in takewhile(lambda piece: piece.cell is None, near)]))


def _year(reading: Reading, first: int, notes: Sequence[str]) -> int | None:
    """The latest year that the table's title and heads name, else the last one named before it."""
    if years := [int(year) for note in notes for year in _YEAR.findall(note)]:
        return max(years)
    for piece in reversed(reading.pieces[max(0, first - _LOOK_FOR_YEAR) : first]):
        if years := [int(year) for year in _YEAR.findall(piece.text)]:
            return years[-1]
    return None


Texts = Mapping[tuple[int, int], CellText]


def _columns(heads: Heads, texts: Texts, year: int | None) -> tuple[Column, ...]:
    columns: list[Column] = []
    for index in range(heads.width):
        cells = [texts[row, index] for row in heads.body if (row, index) in texts]
        path = heads.paths.get(index, ())
        kind = _kind(path, cells, columns)
        head = " - ".join(path)
        period, months = period_in_head(head, year) if is_figures(kind) else (None, "")
        number, formula = heads.numbers.get(index, ("", ""))
        columns.append(
            Column(
                index=index,
                head=head,
                leaf=path[-1] if path else "",
                path=path,
                kind=kind,
                unit=next((unit for text in reversed(path) if (unit := unit_in_head(text))), None),
                period=period,
                months=months,
                basis=basis_in_head(head, kind),
                cumulated=says("cumulated", fold(head)),
                number=number,
                formula=formula,
            )
        )
    return tuple(columns)


def _kind(path: tuple[str, ...], cells: Sequence[CellText], left: Sequence[Column]) -> ColumnKind:
    """What a column is, by its head and by what most of its cells are."""
    filled = [cell for cell in cells if cell.kind != "missing"]
    numeric = sum(cell.kind in ("number", "ratio") for cell in filled)
    named = figureless_kind(path[-1]) if path else None
    if named and not (named == "unit" and not _are_units(filled)):
        return named
    labelled = any(column.kind == "label" for column in left)
    figured = any(is_figures(column.kind) for column in left)
    if not labelled and filled and all(_names_time(cell.text) for cell in filled):
        return "label"
    if not numeric or 2 * numeric < len(filled):
        return "text" if figured or (labelled and not filled) else "label"
    percent = 2 * sum(cell.text.rstrip().endswith("%") for cell in filled) > len(filled)
    return measured_kind(path, percent)


def _are_units(cells: Sequence[CellText]) -> bool:
    """Whether most cells name units: under "Đơn vị" offices may stand as well."""
    return 2 * sum(known_unit(cell.text) is not None for cell in cells) >= len(cells)


def _names_time(text: str) -> bool:
    return bool(_YEAR.fullmatch(text.strip()) or _TIME.fullmatch(text.strip()))


def _labels(grid: Grid, heads: Heads, columns: Sequence[Column], texts: Texts) -> list[Label]:
    """The words of every row that is not empty; a cell that spans rows names them all."""
    reaching: dict[int, tuple[int, str]] = {}
    figures = [column.index for column in columns if is_figures(column.kind)]
    labels: list[Label] = []
    for row in heads.body:
        for column, piece in grid[row].items():
            if place_of(piece).rowspan > 1:
                reaching[column] = (row + place_of(piece).rowspan, piece.text)
        said = {column.index: _said(grid[row], row, column.index, reaching) for column in columns}
        if any(text.strip() for text in said.values()):
            figured = any(texts[row, at].kind in ("number", "ratio") for at in figures if (row, at) in texts)
            labels.append(_label(row, columns, said, figured))
    return labels


def _said(cells: Mapping[int, Piece], row: int, column: int, reaching: Mapping[int, tuple[int, str]]) -> str:
    if column in cells and cells[column].text.strip():
        return cells[column].text
    end, text = reaching.get(column, (0, ""))
    return text if row < end else ""


def _label(row: int, columns: Sequence[Column], said: Mapping[int, str], figured: bool) -> Label:
    def of(kind: ColumnKind) -> list[str]:
        return [
            said[column.index] for column in columns if column.kind == kind and said[column.index].strip()
        ]

    names, ordinals, units = of("label"), of("ordinal"), of("unit")
    ordinal = ordinals[0].strip() if ordinals else ""
    if not names and ordinal and not ordinal.strip("().").replace(".", "").isalnum():
        names, ordinal = [ordinal], ""
    if not names and len(ordinal) > 6:  # a total or a section that spans the ordinals: "Tổng cộng"
        names, ordinal = [ordinal], ""
    indent = len(names[0]) - len(names[0].lstrip()) if names else 0
    text = " - ".join(" ".join(name.split()) for name in names)
    return Label(row, text, ordinal, indent, figured, known_unit(units[0]) if units else None)
