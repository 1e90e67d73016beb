"""Tables typed as text: rows of columns parted by "|", tabs, semicolons or runs of blanks.

A table is only what clearly is one, since prose taken for a table is lost to the reader: rows that follow one another,
parted the same way, with figures in their columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import regex

from congthuong.core.document.readers.grid import holds_values, is_figure
from congthuong.core.document.readers.lines import Line
from congthuong.core.document.readers.markers import marker_of

Parting = Literal["", "pipes", "tabs", "semicolons", "blanks"]

_PARTS: Final = {
    "pipes": regex.compile(r"[^|]*[^|\s][^|]*"),
    "tabs": regex.compile(r"[^\t]*[^\t\s][^\t]*"),
    "semicolons": regex.compile(r"[^;]*[^;\s][^;]*"),
    "blanks": regex.compile(r"\S+(?:[ \xa0]\S+)*"),
}
_SIGNS: Final = {"pipes": "|", "tabs": "\t", "semicolons": ";"}
_RULER: Final = regex.compile(r"[\s|:+=\-─┼]+")
_WIDEST_CELL: Final = 70
_MARK_CELL: Final = regex.compile(r"(?:[-+*•·]|\(?\w{1,4}[.)]|\d+(?:\.\d+)+\.?)")


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell: characters `start` to `end` of the text, its row and column from 0, whether it names a column."""

    start: int
    end: int
    row: int
    column: int
    header: bool
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A table typed as text, in place of the lines it was typed on."""

    start: int
    cells: tuple[TypedCell, ...]
    page: int


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    cells: tuple[tuple[int, int], ...]  # in the line's text

    def texts(self) -> list[str]:
        return [self.line.text[start:end] for start, end in self.cells]

    def figures(self) -> int:
        return sum(is_figure(text) for text in self.texts()[1:])


def tables_and_text(lines: Sequence[Line]) -> Iterator[list[Line] | TypedTable]:
    """The lines in order, those of each typed table replaced by the table."""
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        parting = _parting(lines[at].text)
        end = _run(lines, at, parting) if parting else at
        table = _table(lines[at:end], parting) if parting and end - at >= 2 else None
        if table is None:
            end = max(end, at + 1)
            plain += lines[at:end]
        else:
            if plain:
                yield plain
            yield table
            plain = []
        at = end
    if plain:
        yield plain


def _parting(text: str) -> Parting:
    if text.count("|") >= 2 or (text.count("|") == 1 and not text.startswith("|") and " | " in text):
        return "pipes"
    if "\t" in text:
        return "tabs"
    if text.count(";") >= 2 and text[-1] not in ".:":
        return "semicolons"
    return "blanks" if "  " in text else ""


def _run(lines: Sequence[Line], at: int, parting: Parting) -> int:
    """Where the rows parted this way end; one short line of one cell may stand between two rows."""
    end = at
    while end < len(lines):
        if _parting(lines[end].text) != parting:
            between = end + 1 < len(lines) and _parting(lines[end + 1].text) == parting
            if not between or not _is_group_row(lines[end].text):
                break
        end += 1
    return end


def _is_group_row(text: str) -> bool:
    return bool(_RULER.fullmatch(text)) or (len(text) <= 50 and text[-1] not in ".;:,!?")


def _table(lines: Sequence[Line], parting: Parting) -> TypedTable | None:
    rows = [_Row(line, _cells(line.text, parting)) for line in lines if not _RULER.fullmatch(line.text)]
    rows = [row for row in rows if row.cells]
    if len(rows) < 2 or not _is_table(rows, parting):
        return None
    columns = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    model = max(rows, key=lambda row: (len(row.cells) == columns, row.figures()))
    first = next((i for i, row in enumerate(rows) if _has_figures(row)), 1)
    cells = []
    for i, row in enumerate(rows):
        for (start, end), column in zip(row.cells, _places(row, model, parting), strict=True):
            origin = row.line.start
            cells.append(TypedCell(origin + start, origin + end, i, column, i < max(first, 0)))
    return TypedTable(rows[0].line.start, tuple(cells), rows[0].line.page)


def _cells(text: str, parting: Parting) -> tuple[tuple[int, int], ...]:
    found = []
    for match in _PARTS[parting or "blanks"].finditer(text):
        start, end = match.span()
        while text[start].isspace():
            start += 1
        while text[end - 1].isspace():
            end -= 1
        found.append((start, end))
    return tuple(found)


def _is_table(rows: Sequence[_Row], parting: Parting) -> bool:
    columns = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    if columns < 2:
        return False
    if parting == "pipes":
        return True
    if parting == "semicolons":
        return _are_records(rows, columns)
    even = sum(len(row.cells) >= columns - 1 and len(row.cells) > 1 for row in rows)
    if even * 4 < len(rows) * 3 or _is_list(rows):
        return False
    widest = max(end - start for row in rows for start, end in row.cells)
    with_figures = sum(row.figures() > 0 for row in rows)
    if parting == "tabs":
        return columns >= 3 or with_figures * 2 >= len(rows)
    if widest > _WIDEST_CELL:
        return False
    return with_figures * 2 >= len(rows) and (columns >= 3 or len(rows) >= 3)


def _are_records(rows: Sequence[_Row], columns: int) -> bool:
    """Whether semicolons part columns and not the clauses of sentences: every row has as many short cells, and below one row
    of names all but the first are figures."""
    below = [row for row in rows if _has_figures(row)]
    if (
        columns < 3
        or len(below) < 3
        or len(rows) - len(below) > 2
        or any(len(row.cells) != columns for row in rows)
    ):
        return False
    widest = max(end - start for row in rows for start, end in row.cells)
    return widest <= _WIDEST_CELL and all(row.figures() >= columns - 2 for row in below)


def _is_list(rows: Sequence[_Row]) -> bool:
    """Marks parted from their words by a tab or blanks are a list, not a table."""
    return all(len(row.cells) == 2 and marker_of(row.line.text) and _is_mark(row) for row in rows)


def _is_mark(row: _Row) -> bool:
    return bool(_MARK_CELL.fullmatch(row.texts()[0]))


def _has_figures(row: _Row) -> bool:
    return holds_values(row.texts()[1:])


def _places(row: _Row, model: _Row, parting: Parting) -> list[int]:
    """The column of each cell: by number where all are there, by position where some are empty."""
    if len(row.cells) == len(model.cells):
        return list(range(len(row.cells)))
    if parting in _SIGNS:
        return _counted(row, model, parting)
    shift = row.line.left - model.line.left
    spans = [(start + shift, end + shift) for start, end in row.cells]
    found: list[int] = []
    for i, (start, end) in enumerate(spans):
        least = found[-1] + 1 if found else 0
        most = max(least, len(model.cells) - (len(spans) - i))
        choices = range(least, most + 1)
        found.append(min(choices, key=lambda column: _distance(model, column, start, end)))
    return found


def _distance(model: _Row, column: int, start: float, end: float) -> float:
    if column >= len(model.cells):
        return 1e9
    left, right = model.cells[column]
    overlap = min(right, end) - max(left, start)
    return -overlap if overlap > 0 else abs((left + right) / 2 - (start + end) / 2)


def _counted(row: _Row, model: _Row, parting: Parting) -> list[int]:
    """The column of each cell by the signs before it, empty cells counted: the first sign is a border where the full rows
    begin with one, else it ends an empty cell."""
    sign = _SIGNS[parting]
    text = row.line.text
    skip = 1 if text.startswith(sign) and model.line.text.startswith(sign) else 0
    return [text.count(sign, 0, start) - skip for start, _ in row.cells]
