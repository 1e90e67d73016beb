"""Tables drawn with rules on a PDF page: the cells between the strokes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from congthuong.core.document.readers.pdf_page import Box, Page

_NEAR: Final = 3.0  # points by which strokes of one line may differ
_MOST_LINES: Final = 400
_CHART: Final = (4, 120)  # columns, and points of height a row: no table of words looks so
_WALL, _FLOOR = 0.3, 0.3  # the part of a table's height or width that the strokes of one line cover at least


@dataclass(frozen=True, slots=True)
class RuledCell:
    row: int
    column: int
    colspan: int
    rowspan: int
    text: str


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table and the box it fills."""

    box: Box
    cells: tuple[RuledCell, ...]
    rows: int
    columns: tuple[float, ...]  # the uprights' places


def ruled_tables(page: Page, text_in: Callable[[Box], str]) -> list[RuledTable]:
    """The tables whose cells are fenced by strokes: at least two columns and two rows, most cells with words."""
    if (
        len(page.rules) < 3
        or len(page.uprights) < 2
        or len(page.rules) + len(page.uprights) > 20 * _MOST_LINES
    ):
        return []
    found = []
    for rules, uprights in _clusters(page.rules, page.uprights):
        table = _table(rules, uprights, text_in)
        if table is not None:
            found.append(table)
    return found


def _clusters(rules: Sequence[Box], uprights: Sequence[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Strokes that touch: one cluster a table, from the top of the page down."""
    bands: list[tuple[float, float, list[Box]]] = []
    for upright in sorted(uprights, key=lambda box: -box[3]):
        if bands and upright[3] >= bands[-1][0] - _NEAR:
            bottom, top, members = bands[-1]
            members.append(upright)
            bands[-1] = (min(bottom, upright[1]), top, members)
        else:
            bands.append((upright[1], upright[3], [upright]))
    clusters = []
    for bottom, top, members in bands:
        inside = [rule for rule in rules if bottom - _NEAR <= rule[1] and rule[3] <= top + _NEAR]
        clusters.append((inside, members))
    return clusters


def _levels(strokes: Sequence[tuple[float, float]], least: float) -> list[float]:
    """Where strokes (place, length) stand, those nearer than a stroke's width taken for one; lines whose strokes are
    not `least` long together belong to something inside a cell.
    """
    found: list[tuple[float, float]] = []
    for place, length in sorted(strokes):
        if found and place - found[-1][0] <= _NEAR:
            found[-1] = (found[-1][0], found[-1][1] + length)
        else:
            found.append((place, length))
    return [place for place, length in found if length >= least]


class _Grid:
    def __init__(self, rules: Sequence[Box], uprights: Sequence[Box]) -> None:
        tall = max(box[3] for box in uprights) - min(box[1] for box in uprights)
        wide = max(box[2] for box in rules) - min(box[0] for box in rules)
        self.xs = _levels([((box[0] + box[2]) / 2, box[3] - box[1]) for box in uprights], _WALL * tall)
        self.ys = _levels([((box[1] + box[3]) / 2, box[2] - box[0]) for box in rules], _FLOOR * wide)[::-1]
        edge = [box[0] for box in rules] + [box[2] for box in rules]
        if edge and self.xs:  # tables without outer uprights
            self.xs = _levels([(x, 1.0) for x in (*self.xs, min(edge), max(edge))], 0)
        self._walls = [[False] * (len(self.ys) + 1) for _ in range(len(self.xs) + 1)]
        self._floors = [[False] * (len(self.ys) + 1) for _ in range(len(self.xs) + 1)]
        for box in uprights:
            self._wall(box)
        for box in rules:
            self._floor(box)

    def _wall(self, box: Box) -> None:
        x = _nearest(self.xs, (box[0] + box[2]) / 2)
        if x is None:
            return
        for row in range(len(self.ys) - 1):
            middle = (self.ys[row] + self.ys[row + 1]) / 2
            if box[1] - _NEAR <= middle <= box[3] + _NEAR:
                self._walls[x][row] = True

    def _floor(self, box: Box) -> None:
        y = _nearest([-level for level in self.ys], -(box[1] + box[3]) / 2)
        if y is None:
            return
        for column in range(len(self.xs) - 1):
            middle = (self.xs[column] + self.xs[column + 1]) / 2
            if box[0] - _NEAR <= middle <= box[2] + _NEAR:
                self._floors[column][y] = True

    def wall(self, column: int, row: int) -> bool:
        """Whether an upright stands left of a cell."""
        return self._walls[column][row]

    def floor(self, column: int, row: int) -> bool:
        """Whether a rule lies above a cell."""
        return self._floors[column][row]


def _nearest(levels: Sequence[float], value: float) -> int | None:
    at = bisect_right(levels, value)
    choices = [i for i in (at - 1, at) if 0 <= i < len(levels)]
    best = min(choices, key=lambda i: abs(levels[i] - value), default=None)
    return best if best is not None and abs(levels[best] - value) <= _NEAR else None


def _table(rules: Sequence[Box], uprights: Sequence[Box], text_in: Callable[[Box], str]) -> RuledTable | None:
    if len(rules) < 3 or len(uprights) < 2:
        return None
    grid = _Grid(rules, uprights)
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    if not (2 <= columns <= _MOST_LINES and 2 <= rows <= _MOST_LINES) or columns * rows > 20_000:
        return None
    if columns >= _CHART[0] and (grid.ys[0] - grid.ys[-1]) / rows > _CHART[1]:
        return None  # a chart's grid
    cells: list[RuledCell] = []
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (column, row) in taken:
                continue
            wide = _span(column, columns, lambda at, row=row: grid.wall(at, row))  # type: ignore[misc]
            tall = _span(row, rows, lambda at, column=column: grid.floor(column, at))  # type: ignore[misc]
            taken |= {(x, y) for x in range(column, column + wide) for y in range(row, row + tall)}
            box = (grid.xs[column], grid.ys[row + tall], grid.xs[column + wide], grid.ys[row])
            cells.append(RuledCell(row, column, wide, tall, " ".join(text_in(box).split())))
    filled = sum(bool(cell.text) for cell in cells)
    if filled < 4 or filled * 3 < len(cells):
        return None
    return RuledTable((grid.xs[0], grid.ys[-1], grid.xs[-1], grid.ys[0]), tuple(cells), rows, tuple(grid.xs))


def _span(start: int, end: int, fenced: Callable[[int], bool]) -> int:
    at = start + 1
    while at < end and not fenced(at):
        at += 1
    return at - start
