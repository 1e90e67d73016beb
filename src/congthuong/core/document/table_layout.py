"""Where the cells of a table lie and how wide its columns are: the same in Word and in PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, pairwise

from congthuong.core.document.layout import plain_text
from congthuong.core.document.layout_metrics import text_width
from congthuong.core.document.model import Cell, Table

CELL_PADDING = 85  # twips, left and right

_BESIDE_WORD = 2 * CELL_PADDING + 40  # twips: the padding and the lines
_NARROWEST, _WIDEST = 5, 40  # characters, when a table gives no widths of its own


def placed(rows: Sequence[Sequence[Cell]]) -> list[list[tuple[int, Cell]]]:
    """Each cell with its column, as HTML places them around the cells that reach down from above.

    A cell that would lie over another, or reach below the last row, is cut to the room there is.
    """
    taken: set[tuple[int, int]] = set()
    found = []
    for at, row in enumerate(rows):
        column, cells = 0, []
        for cell in row:
            while (at, column) in taken:
                column += 1
            wide = 1
            while wide < cell.colspan and (at, column + wide) not in taken:
                wide += 1
            high = min(cell.rowspan, len(rows) - at)
            taken.update((at + down, column + across) for down in range(high) for across in range(wide))
            fits = (wide, high) == (cell.colspan, cell.rowspan)
            cells.append((column, cell if fits else replace(cell, colspan=wide, rowspan=high)))
            column += wide
        found.append(cells)
    return found


def column_widths(table: Table, columns: int, total: int, size: Decimal) -> list[int]:
    """Widths in twips that add up to `total` exactly; `size` is the type size of the cells in points.

    In the proportion that the table gives, or of its longest cells; no column is narrower than its longest
    word while the others can give way.
    """
    single = [one for one in _single_cells(table) if one[0] < columns]
    given = len(table.widths) == columns and sum(table.widths) > 0
    shares = table.widths if given else _guessed_shares(single, columns)
    exact = _widened(shares, _longest_words(single, columns, size), total)
    edges = [0, *(int(edge + Decimal("0.5")) for edge in accumulate(exact))]
    edges[-1] = total
    return [right - left for left, right in pairwise(edges)]


def _single_cells(table: Table) -> Iterator[tuple[int, Cell]]:
    """The cells that stand in one column alone, with its number."""
    for part in (table.header, table.rows):
        for row in placed(part):
            for column, cell in row:
                if cell.colspan == 1:
                    yield column, cell


def _guessed_shares(single: Sequence[tuple[int, Cell]], columns: int) -> list[Decimal]:
    longest = [_NARROWEST] * columns
    for column, cell in single:
        longest[column] = max(longest[column], min(len(plain_text(cell.inlines)), _WIDEST))
    return [Decimal(length) for length in longest]


def _longest_words(single: Sequence[tuple[int, Cell]], columns: int, size: Decimal) -> list[int]:
    """For each column the width (twips) below which a word of it would be broken."""
    least = [0] * columns
    for column, cell in single:
        for word in plain_text(cell.inlines).split():
            least[column] = max(least[column], text_width(word, size, bold=cell.bold) + _BESIDE_WORD)
    return least


def _widened(shares: Sequence[Decimal], least: Sequence[int], total: int) -> list[Decimal]:
    """Widths in the proportion of `shares`, but none below its least while the others can give way."""
    wide = [share * total / sum(shares) for share in shares]
    narrow = {index for index, width in enumerate(wide) if width < least[index]}
    for _ in shares:
        room = total - sum(least[index] for index in narrow)
        rest = sum(share for index, share in enumerate(shares) if index not in narrow)
        if room <= 0 or not rest:
            return wide
        tried = [
            Decimal(least[index]) if index in narrow else share * room / rest
            for index, share in enumerate(shares)
        ]
        broken = {index for index, width in enumerate(tried) if width < least[index]}
        if not broken:
            return tried
        narrow |= broken
    return wide
