"""Letterhead and signatures set side by side: their columns told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from congthuong.core.document.readers.lines import Line

_APART: Final = regex.compile(r"[ \t\xa0]{3,}")
_EDGE_LINES: Final = 24


def sides_parted(lines: Sequence[Line]) -> list[Line]:
    """The lines at a text's beginning and end with columns of words made lines of their own."""
    found: list[Line] = []
    for i, line in enumerate(lines):
        edge = i < _EDGE_LINES or i >= len(lines) - _EDGE_LINES
        halves = _halves(line) if edge and not _in_table(lines, i) else []
        found += halves or [line]
    return found


def _halves(line: Line) -> list[Line]:
    gaps = list(_APART.finditer(line.text))
    if len(gaps) != 1 or "|" in line.text:
        return []
    start, end = gaps[0].span()
    if len(line.text) - end < 4 or start < 4 or not line.text[end].isalpha():
        return []
    letter = (line.right - line.left) / max(1, len(line.text))
    left = replace(
        line, end=line.start + start, text=line.text[:start], right=line.left + start * letter, alone=True
    )
    right = replace(
        line, start=line.start + end, text=line.text[end:], left=line.left + end * letter, alone=True, gap=0
    )
    return [left, right]


def _in_table(lines: Sequence[Line], at: int) -> bool:
    """Whether figures stand in columns here or in the lines beside it."""
    beside = lines[max(0, at - 1) : at + 2]
    return any(parts[-1][:1].isdigit() for line in beside if len(parts := _APART.split(line.text)) > 1)
