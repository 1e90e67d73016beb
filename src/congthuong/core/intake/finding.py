"""Tables found in a sheet: title, heading of one to several lines, rows with figures; by what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from congthuong.core.intake.cells import Sheet, Spot, Value
from congthuong.core.intake.figures import read_figure, shows_error
from congthuong.core.intake.heading_block import (
    MOST_COLUMNS,
    heading_levels,
    heading_top,
    is_numbering,
    merged_texts,
    texts_in,
    title_above,
    unit_line,
)
from congthuong.core.intake.words import folded

BLANKS: Final = 2  # so many empty lines end a table
MOST_TABLES: Final = 50
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_YEAR: Final = re.compile(r"\s*[0-9]{4}\s*")
_TIMES: Final = re.compile(r"\b(?:thang|quy|nam)\b")
_SIGNS: Final = frozenset("+-−–(↑↓▲▼⬆⬇⇧⇩△▽")
_CODE: Final = re.compile(r"[A-Ea-e]|[0-9]{2,10}(?:\.0)?")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table by its places in the sheet: `heading` its lines by column, `rows` the lines with figures.

    `figures` are the columns that hold figures, `texts` the others that hold anything.
    """

    title: tuple[str, ...]
    unit_text: str
    heading: dict[int, tuple[str, ...]]
    first: int
    rows: tuple[int, ...]
    texts: tuple[int, ...]
    figures: tuple[int, ...]
    foot: tuple[str, ...] = ()


def find_tables(sheet: Sheet) -> list[FoundTable]:
    """The tables of a sheet from the top down."""
    filled = merged_texts(sheet)
    found: list[FoundTable] = []
    at = 0
    while at < len(sheet.rows) and len(found) < MOST_TABLES:
        first = next((row for row in range(at, len(sheet.rows)) if _has_figures(sheet.rows[row])), None)
        if first is None:
            break
        table, end = _table(sheet, filled, at, first)
        if table is not None:
            found.append(table)
        at = max(end, first + 1)
    return found


def _table(sheet: Sheet, filled: dict[Spot, str], after: int, first: int) -> tuple[FoundTable | None, int]:
    rows, end = _body(sheet, first)
    figures = _figure_columns(sheet, rows)
    if not figures:
        return None, end
    top = heading_top(sheet, filled, after, first, figures)
    width = max(len(sheet.rows[row]) for row in range(top, end))
    heading = {
        column: heading_levels(sheet, filled, top, first, column)
        for column in range(min(width, MOST_COLUMNS))
    }
    title, unit_text = title_above(sheet, after, top)
    unit_text = unit_text or next(filter(None, (unit_line(one) for one in _texts_of(heading))), "")
    texts = tuple(
        column
        for column in range(min(width, MOST_COLUMNS))
        if column not in figures and (any(heading[column]) or _any_text(sheet, rows, column))
    )
    body = tuple(row for row in rows if not is_numbering(sheet.rows[row]))
    if not body or not texts:
        return None, end
    foot = tuple(
        texts_in(sheet.rows[row])[0]
        for row in range(end, min(end + 3, len(sheet.rows)))
        if texts_in(sheet.rows[row])
    )
    return FoundTable(title, unit_text, heading, first, body, texts, figures, foot), end


def _has_figures(cells: Sequence[Value]) -> bool:
    """A line of a table: words first, then a figure; not the line that numbers the columns."""
    named = False
    for cell in cells[:MOST_COLUMNS]:
        if isinstance(cell, str):
            if not cell:
                continue
            if not named:
                named = bool(_LETTERS.search(cell) or _CODE.fullmatch(cell.strip()))
            elif _is_figure(cell) or shows_error(cell):
                break
        elif named and isinstance(cell, int | float) and not isinstance(cell, bool):
            break
    else:
        return False
    return not is_numbering(cells) and not _is_year_line(cells)


def _is_figure(text: str) -> bool:
    """Whether a cell of text holds a figure; a heading that begins with one ("8 tháng") does not."""
    bare = text.strip()
    if not bare or not (bare[0].isdigit() or bare[0] in _SIGNS or bare[:4].lower() in ("tăng", "giảm")):
        return False
    read = read_figure(bare)
    return read.value is not None and read.doubt != "unit" and not _TIMES.search(folded(bare))


def _is_year_line(cells: Sequence[Value]) -> bool:
    """Bare years as the heading's last line: "Năm | 2025 | 2026"."""
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    if not all(map(_is_year, numbers)) or not all(isinstance(cell, str | int | float) for cell in cells):
        return False
    written = [int(cell) for cell in cells if isinstance(cell, str) and _YEAR.fullmatch(cell)]
    return all(map(_is_year, written)) and len(numbers) + len(written) >= 2


def _is_year(number: float) -> bool:
    return 1990 <= number <= 2100 and number == int(number)


def _body(sheet: Sheet, first: int) -> tuple[list[int], int]:
    """The lines with figures from `first` on, and where the table ends."""
    rows: list[int] = []
    blanks, quiet, last = 0, 0, first
    for at in range(first, len(sheet.rows)):
        cells = sheet.rows[at]
        if _has_figures(cells):
            rows.append(at)
            last, blanks, quiet = at, 0, 0
            continue
        texts = texts_in(cells)
        if not texts and not any(isinstance(cell, int | float) for cell in cells):
            blanks += 1
            if blanks >= BLANKS:
                break
            continue
        if len(texts) >= 3 and _is_heading_like(texts):
            break
        quiet += 1
        if _named_alone(cells):
            rows.append(at)  # a line whose figures are all missing
            last = at
        if quiet > 12:
            break
    return rows, last + 1


def _named_alone(cells: Sequence[Value]) -> bool:
    """A line of the table without one figure: its name, and dashes or unit or nothing."""
    texts = texts_in(cells)
    return (
        len(texts) >= 2
        and all(len(one) < 200 for one in texts)
        and any(one in ("-", "…", "...", "–") for one in texts)
    )


def _is_heading_like(texts: Sequence[str]) -> bool:
    said = " ".join(folded(one) for one in texts)
    return "thang" in said or "so voi" in said or "cong don" in said


def _figure_columns(sheet: Sheet, rows: Sequence[int]) -> tuple[int, ...]:
    """The columns whose filled cells mostly are figures and are not codes; judged on up to 400 lines."""
    sample = rows if len(rows) <= 400 else [*rows[:200], *rows[:: max(1, len(rows) // 200)]]
    width = min(MOST_COLUMNS, max((len(sheet.rows[row]) for row in sample), default=0))
    found = []
    for column in range(width):
        filled = [cell for row in sample if (cell := sheet.at(row, column)) != ""]
        cells = [cell for cell in filled if not shows_error(cell)]
        if not cells:  # of a column in which every figure failed, each cell has to be named
            found += [column] if filled else []
            continue
        good = sum(
            _is_figure(cell) if isinstance(cell, str) else isinstance(cell, int | float) for cell in cells
        )
        dashes = sum(
            isinstance(cell, str) and read_figure(cell).doubt == "" and not _LETTERS.search(cell)
            for cell in cells
        )
        if good and 10 * max(good, dashes) >= 6 * len(cells):
            found.append(column)
    return tuple(_without_numbers(sheet, sample, found))


def _without_numbers(sheet: Sheet, sample: Sequence[int], found: list[int]) -> Iterator[int]:
    """Drops columns left of the names that only count the lines or hold codes."""
    names = next(
        (
            column
            for column in range(MOST_COLUMNS)
            if 2
            * sum(
                isinstance(sheet.at(row, column), str) and bool(_LETTERS.search(str(sheet.at(row, column))))
                for row in sample
            )
            > len(sample)
        ),
        -1,
    )
    for column in found:
        cells = [
            str(cell).strip().removesuffix(".0") for row in sample if (cell := sheet.at(row, column)) != ""
        ]
        if column < names:
            continue
        if (
            len(cells) >= 3
            and all(re.fullmatch(r"[0-9]{5,10}|0[0-9]{1,7}|[A-E]", one) for one in cells)
            and len(set(cells)) == len(cells)
        ):
            continue
        yield column


def _texts_of(heading: dict[int, tuple[str, ...]]) -> Iterator[str]:
    for levels in heading.values():
        yield from levels


def _any_text(sheet: Sheet, rows: Sequence[int], column: int) -> bool:
    return any(sheet.at(row, column) != "" for row in rows[:400])
