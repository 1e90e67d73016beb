"""Where a cell stands in a sheet."""

from __future__ import annotations

Spot = tuple[int, int]
"""Row and column, both from 0."""


def column_number(letters: str) -> int:
    """The column of its letters, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
