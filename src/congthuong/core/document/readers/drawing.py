"""Words taken out of a text, with the place each character came from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from congthuong.core.document.reading import NoteMark, Piece, PieceKind
from congthuong.core.quantities.composed import Composed

# Blanks that are not one plain blank, and signs that nobody sees.
_ODD: Final = regex.compile(r"[\s\u3000]{2,}|[^\S ]|[\u200b-\u200d\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class MarkAt:
    """A footnote's mark in the text: characters `start` to `end`, the number printed."""

    start: int
    end: int
    number: str


class Marks:
    """All marks of a text in order, to be asked for those of a stretch."""

    def __init__(self, marks: Sequence[MarkAt] = ()) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]

    def between(self, start: int, end: int) -> Sequence[MarkAt]:
        return self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class Drawing:
    """Gathers one piece's text: `add` stretches of the source, `blank` between them, then `finish`.

    Blanks in a row become one, signs that nobody sees are left out, marks are taken out and kept.
    """

    def __init__(self, source: Composed, marks: Sequence[MarkAt] = ()) -> None:
        self._source = source
        self._marks = marks
        self._next_mark = 0
        self._parts: list[str] = []
        self._origins: list[int] = []
        self._found: list[tuple[int, MarkAt]] = []
        self._end = 0

    @property
    def length(self) -> int:
        return len(self._origins)

    def add(self, start: int, end: int) -> None:
        """Take characters `start` to `end` of the source; calls must go forward."""
        marks = self._marks
        while self._next_mark < len(marks) and marks[self._next_mark].start < start:
            self._next_mark += 1
        while self._next_mark < len(marks) and marks[self._next_mark].end <= end:
            mark = marks[self._next_mark]
            self._words(start, mark.start)
            self._found.append((len(self._origins), mark))
            start = mark.end
            self._next_mark += 1
        self._words(start, end)
        self._end = max(self._end, end)

    def mark(self, start: int, end: int, number: str) -> None:
        """A footnote's mark that stands here in the source."""
        self._found.append((len(self._origins), MarkAt(start, end, number)))

    def blank(self, at: int) -> None:
        """A blank that stands for a line's end, unless one is there already."""
        if self._parts and not self._parts[-1].endswith(" "):
            self._parts.append(" ")
            self._origins.append(at)

    def _words(self, start: int, end: int) -> None:
        text = self._source.text
        done = start
        for odd in _ODD.finditer(text, start, end):
            self._plain(done, odd.start())
            if odd[0][0].isspace():
                self.blank(odd.start())
            done = odd.end()
        self._plain(done, end)

    def _plain(self, start: int, end: int) -> None:
        text = self._source.text
        if start < end and text[start] == " " and (not self._parts or self._parts[-1].endswith(" ")):
            start += 1
        if start < end:
            self._parts.append(text[start:end])
            self._origins.extend(range(start, end))

    def finish(self) -> tuple[str, tuple[int, ...], tuple[NoteMark, ...]]:
        """Text, origins (one more than characters) and marks, all places in the source as given."""
        text = "".join(self._parts)
        kept = len(text.rstrip(" "))
        last = self._origins[kept - 1] + 1 if kept else self._end
        origins = (*self._origins[:kept], last)
        marks = tuple(
            NoteMark(min(at, kept), mark.number, self._given(mark.start), self._given(mark.end))
            for at, mark in self._found
        )
        if self._source.origins is not None:
            origins = tuple(map(self._source.origins.__getitem__, origins))
        return text[:kept], origins, marks

    def _given(self, at: int) -> int:
        return at if self._source.origins is None else self._source.origins[at]

    def piece(self, kind: PieceKind, base: int) -> Piece:
        """The piece of what was gathered, for a source that begins at `base` of the reading's text."""
        text, origins, marks = self.finish()
        if base:
            origins = tuple(map(base.__add__, origins))
            marks = tuple(NoteMark(one.at, one.number, one.start + base, one.end + base) for one in marks)
        return Piece(kind, text, origins, marks=marks)
