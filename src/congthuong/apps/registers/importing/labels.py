"""What the columns of a sheet are called: headings of one line or of several, "Lao động" over "Tổng số | Nữ" as
"Lao động › Nữ"."""

from __future__ import annotations

from collections.abc import Sequence

from congthuong.core.intake.cells import Sheet, Value
from congthuong.core.intake.heading_block import heading_levels, merged_texts

UNDER = " › "
MOST_LINES = 3


def labels(sheet: Sheet, head: int) -> list[str]:
    """Of every column, where the heading ends with the row `head`."""
    if head >= len(sheet.rows):
        return []
    top = heading_top(sheet, head)
    if top == head:
        return [" ".join(str(cell).split()) for cell in sheet.rows[head]]
    filled = merged_texts(sheet)
    width = max(len(sheet.rows[row]) for row in range(top, head + 1))
    return [UNDER.join(heading_levels(sheet, filled, top, head + 1, column)) for column in range(width)]


def heading_top(sheet: Sheet, head: int) -> int:
    top = head
    while top > 0 and head - top < MOST_LINES - 1 and goes_on(sheet, top - 1):
        top -= 1
    return top


def heading_end(sheet: Sheet, row: int) -> int:
    """The last line of the heading of which `row` is one."""
    end = row
    while end - row < MOST_LINES - 1 and goes_on(sheet, end):
        end += 1
    return end


def goes_on(sheet: Sheet, row: int) -> bool:
    """Whether the line below belongs to the same heading: it speaks under headings of several columns, and keeps silent
    under all others. A row of data says something under these too."""
    if row + 1 >= len(sheet.rows):
        return False
    above, below = sheet.rows[row], sheet.rows[row + 1]
    said = [at for at, cell in enumerate(above) if _says(cell)]
    under = [at for at, cell in enumerate(below) if _says(cell)]
    if len(said) < 2 or not under or not all(isinstance(below[at], str) for at in under):
        return False
    wide = _wide(sheet, row, said, max(len(above), len(below)))
    return all(at in wide for at in under) and any(at not in said for at in under)


def _wide(sheet: Sheet, row: int, said: Sequence[int], width: int) -> set[int]:
    """The columns under headings of several columns: merged cells, or in a file without any the empty cells to the
    right."""
    columns: set[int] = set()
    if sheet.merged:
        for (top, left), (bottom, right) in sheet.merged:
            if top == bottom == row and right > left:
                columns.update(range(left, right + 1))
        return columns
    for at, after in zip(said, [*said[1:], width], strict=True):
        if after - at > 1:
            columns.update(range(at, after))
    return columns


def _says(cell: Value) -> bool:
    return bool(str(cell).strip())
