"""Which rows of a table are its heads, and the path of heads above each column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from congthuong.core.audit.table_cells import cell_text
from congthuong.core.audit.table_columns import column_numbers
from congthuong.core.document.reading import CellPlace, Piece

Grid = Mapping[int, Mapping[int, Piece]]
"""row -> column -> its piece"""

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_FORMULA: Final = re.compile(r"\s*\(?([0-9]{1,2})\)?\s*=\s*([0-9()+\-–*/x×:%.,\s]{1,60})$")
_NUMBER: Final = re.compile(r"\s*\(([0-9]{1,2})\)$")
_MOST_HEADS: Final = 6


@dataclass(frozen=True, slots=True)
class Heads:
    """`paths`: column -> the heads above it from the top; `numbers`: column -> (its number, its formula).

    `notes` are rows of one cell above the heads, such as a title or a unit; `body` the rows below the heads.
    """

    paths: Mapping[int, tuple[str, ...]]
    numbers: Mapping[int, tuple[str, str]]
    notes: tuple[str, ...]
    body: tuple[int, ...]
    width: int


def place_of(piece: Piece) -> CellPlace:
    assert piece.cell is not None  # only cells are handed to the table's modules
    return piece.cell


def grid_of(cells: Sequence[Piece]) -> Grid:
    grid: dict[int, dict[int, Piece]] = {}
    for piece in cells:
        place = place_of(piece)
        grid.setdefault(place.row, {})[place.column] = piece
    return grid


def read_heads(grid: Grid) -> Heads:
    """The heads of a table; a table whose first row holds figures has none."""
    rows = sorted(grid)
    width = 1 + max(column for row in grid.values() for column in row)
    heads: list[int] = []
    notes: list[str] = []
    numbers: dict[int, tuple[str, str]] = {}
    at = 0
    for at, row in enumerate(rows):
        cells = _filled(grid[row])
        if not cells or (len(cells) == 1 and width > 1 and not heads and not _has_figures(cells)):
            notes += [piece.text for piece in cells.values()]
        elif numbered := column_numbers([piece.text for piece in cells.values()]):
            numbers = dict(zip(cells, numbered, strict=True))
            at += 1
            break
        elif len(heads) < _MOST_HEADS and _is_head(cells, grid, heads):
            heads.append(row)
        else:
            break
    else:
        at = len(rows)
    paths, embedded = _without_numbers(_paths(grid, heads, width))
    return Heads(paths, numbers or embedded, tuple(notes), tuple(rows[at:]), width)


def _filled(row: Mapping[int, Piece]) -> dict[int, Piece]:
    return {column: row[column] for column in sorted(row) if row[column].text.strip()}


def _has_figures(cells: Mapping[int, Piece]) -> bool:
    """Whether a row holds figures; years in a head are none."""
    return any(
        cell_text(piece.text).kind in ("number", "ratio") and not _YEAR.fullmatch(piece.text.strip())
        for piece in cells.values()
    )


def _is_head(cells: Mapping[int, Piece], grid: Grid, heads: Sequence[int]) -> bool:
    if all(place_of(piece).header for piece in cells.values()):
        return True
    marked = heads and all(place_of(piece).header for piece in _filled(grid[heads[-1]]).values())
    if marked or _has_figures(cells):
        return False
    # Below the first head, a row with one filled cell is a section, and one with gaps only is a row of figures to come.
    words = [piece for piece in cells.values() if cell_text(piece.text).kind == "text"]
    if heads:
        return (len(words) > 1 and min(cells) > 0) or _spanned_above(cells, grid, heads)
    return bool(words)


def _spanned_above(cells: Mapping[int, Piece], grid: Grid, heads: Sequence[int]) -> bool:
    """Whether the row fills in below a head that spans several columns."""
    spans = [
        (place.column, place.column + place.colspan)
        for row in heads
        for place in map(place_of, grid[row].values())
        if place.colspan > 1
    ]
    below = sum(any(first <= column < last for first, last in spans) for column in cells)
    return below > 1 or bool(spans and below == len(cells))


def _paths(grid: Grid, heads: Sequence[int], width: int) -> dict[int, tuple[str, ...]]:
    covered: dict[tuple[int, int], str] = {}
    for level, row in enumerate(heads):
        for column, piece in grid[row].items():
            place = place_of(piece)
            text = " ".join(piece.text.split())
            for down in range(level, min(level + max(1, place.rowspan), len(heads))):
                for right in range(column, min(column + max(1, place.colspan), width)):
                    if text:
                        covered.setdefault((down, right), text)
        if level + 1 < len(heads) and all(place_of(piece).colspan == 1 for piece in grid[row].values()):
            _spread(covered, level, _filled(grid[heads[level + 1]]), width)
    return {
        column: _path([covered.get((row, column), "") for row in range(len(heads))])
        for column in range(width)
    }


def _spread(covered: dict[tuple[int, int], str], level: int, below: Mapping[int, Piece], width: int) -> None:
    """Heads without spans, as a text file draws them: a head reaches over the gap to its right."""
    for column in range(1, width):
        left = covered.get((level, column - 1))
        if left and (level, column) not in covered and column in below and column - 1 in below:
            covered[level, column] = left


def _path(texts: Sequence[str]) -> tuple[str, ...]:
    path: list[str] = []
    for text in texts:
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _without_numbers(
    paths: Mapping[int, tuple[str, ...]],
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, str]]]:
    """Numbers and formulas that stand in the heads themselves: "Tỷ lệ (%) (3)=(2)/(1)"."""
    found: dict[int, tuple[str, str]] = {}
    cleaned: dict[int, tuple[str, ...]] = {}
    for column, path in paths.items():
        leaf = path[-1] if path else ""
        if match := _FORMULA.search(leaf):
            found[column] = (match[1], match[2].strip())
        elif match := _NUMBER.search(leaf):
            found[column] = (match[1], "")
        rest = leaf[: match.start()].strip() if match else leaf
        cleaned[column] = (*path[:-1], rest) if rest else path[:-1]
    numbers = [int(number) for number, _ in found.values()]
    if len(numbers) < 2 or any(later <= earlier for earlier, later in pairwise(numbers)):
        return dict(paths), {}
    return cleaned, found
