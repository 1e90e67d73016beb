"""The words around a place: its sentence and its clause."""

from __future__ import annotations

from typing import Final

import regex

_SENTENCE_END: Final = regex.compile(r"[.!?…](?=\s+[\p{Lu}0-9“\"(*+-])|\n")
_CLAUSE_END: Final = regex.compile(r"[,;:()]|[.!?](?=\s)")
_REACH: Final = 600
"""No sentence is looked at further than this from a place, so odd text costs no more than good text."""


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds `start` to `end` begins and ends."""
    return _between(text, start, end, _SENTENCE_END)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The same for the clause: the words between two commas, semicolons, colons or brackets."""
    return _between(text, start, end, _CLAUSE_END)


def _between(text: str, start: int, end: int, stop: regex.Pattern[str]) -> tuple[int, int]:
    first = max(0, start - _REACH)
    for found in stop.finditer(text, first, start):
        first = found.end()
    after = stop.search(text, end, min(len(text), end + _REACH))
    return first, after.start() if after else min(len(text), end + _REACH)
