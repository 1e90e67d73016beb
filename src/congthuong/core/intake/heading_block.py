"""The heading above a table's figures: its lines, merged cells filled in, the title and the unit above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from congthuong.core.intake.cells import Sheet, Spot, Value
from congthuong.core.intake.words import folded

MOST_HEADING: Final = 6
MOST_TITLE: Final = 12
MOST_COLUMNS: Final = 200
_LONGEST_LOOSE: Final = 60
_UNIT_LINE: Final = re.compile(r"^\(?\s*(?:don vi(?: tinh)?|dvt)\s*[:.]?\s*(.*?)\)?$")
_MARK: Final = re.compile(r"[A-Za-z]|[0-9]{1,2}(?:\s*=.*)?")
_COLUMN_WORDS: Final = re.compile(r"\bso voi\b|\bcung ky\b|\bthang\b|\bcong don\b|\bluy ke\b|%")


def merged_texts(sheet: Sheet) -> dict[Spot, str]:
    """What merged cells say, at each of their places but the first; only where headings can be."""
    filled: dict[Spot, str] = {}
    for (top, left), (bottom, right) in sheet.merged:
        text = sheet.at(top, left)
        if not isinstance(text, str) or not text.strip() or bottom - top > MOST_HEADING:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, min(right, left + MOST_COLUMNS) + 1):
                filled[row, column] = text
    return filled


def texts_in(cells: Sequence[Value]) -> list[str]:
    return [" ".join(one.split()) for one in cells if isinstance(one, str) and one.strip()]


def is_numbering(cells: Sequence[Value]) -> bool:
    """ "A | B | 1 | 2 | 3" or "(1) | (2) | (3=2/1)" under a heading."""
    marks: list[str] = []
    for cell in cells:
        if cell != "":
            mark = str(cell).strip("() ").removesuffix(".0")
            if mark and not _MARK.fullmatch(mark):
                return False
            marks += [mark] if mark else []
    numbers = [int(match[0]) for one in marks if (match := re.match(r"[0-9]+", one))]
    if len(marks) < 2 or not numbers or numbers[0] > 3:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def heading_top(sheet: Sheet, filled: dict[Spot, str], after: int, first: int, figures: Sequence[int]) -> int:
    """The first line of the heading: upwards as long as lines speak of the figures' columns."""
    top = first
    for row in range(first - 1, max(after, first - MOST_HEADING) - 1, -1):
        if is_numbering(sheet.rows[row]) or _speaks_of_columns(sheet, filled, row, figures):
            top = row
        elif top < first:
            break
    return top


def _speaks_of_columns(sheet: Sheet, filled: dict[Spot, str], row: int, figures: Sequence[int]) -> bool:
    texts = texts_in(sheet.rows[row])
    above = {filled.get((row, column)) or str(sheet.at(row, column)) for column in figures}
    above = {" ".join(one.split()) for one in above if one.strip()}
    if not above:
        return False
    everywhere = {" ".join(filled.get((row, column), "").split()) for column in range(min(figures))} - {""}
    if above & everywhere:
        return False  # a title across the whole table
    if len(texts) > 1 or len(above) > 1 or (len(figures) == 1 and not unit_line(*texts[:1] or ("",))):
        return True
    text = next(iter(above))
    if unit_line(text):
        return False
    covered = sum((row, column) in filled for column in figures)
    return covered > 1 or (len(text) <= _LONGEST_LOOSE and bool(_COLUMN_WORDS.search(folded(text))))


def heading_levels(
    sheet: Sheet, filled: dict[Spot, str], top: int, first: int, column: int
) -> tuple[str, ...]:
    """The heading of a column, widest cell first; where nothing is merged, a cell to the left speaks for it."""
    levels: list[str] = []
    for row in range(top, first):
        if is_numbering(sheet.rows[row]):
            continue
        raw = filled.get((row, column)) or sheet.at(row, column)
        text = " ".join(str(raw).split()) if raw != "" else ""
        if not text and not sheet.merged and row < first - 1:
            text = _from_the_left(sheet, row, first, column)
        if isinstance(raw, float) and text.endswith(".0"):
            text = text[:-2]
        if text and text not in levels:
            levels.append(text)
    return tuple(levels)


def _from_the_left(sheet: Sheet, row: int, first: int, column: int) -> str:
    """Files without merged cells (.csv): an empty cell above a filled one belongs to the text on its left."""
    if not _filled_below(sheet, row, first, column):
        return ""
    for left in range(column - 1, -1, -1):
        cell = sheet.at(row, left)
        if isinstance(cell, str) and cell.strip():
            return " ".join(cell.split()) if _filled_below(sheet, row, first, left) else ""
    return ""


def _filled_below(sheet: Sheet, row: int, first: int, column: int) -> bool:
    below = (
        sheet.at(lower, column) for lower in range(row + 1, first) if not is_numbering(sheet.rows[lower])
    )
    return any(isinstance(one, str) and bool(one.strip()) for one in below)


def title_above(sheet: Sheet, after: int, top: int) -> tuple[tuple[str, ...], str]:
    """The lines above the heading, and the unit that stands among them."""
    lines = [
        text
        for row in range(max(after, top - MOST_TITLE), top)
        for text in dict.fromkeys(texts_in(sheet.rows[row]))
    ]
    unit = next((found for line in reversed(lines) if (found := unit_line(line))), "")
    return tuple(line for line in lines if not unit_line(line)), unit


def unit_line(text: str) -> str:
    """ "Đơn vị tính: Triệu đồng" -> "Triệu đồng"; "" for any other text."""
    found = _UNIT_LINE.match(folded(text))
    if not found or not found[1].strip():
        return ""
    return text[text.find(":") + 1 :].strip(" ().") if ":" in text else ""
