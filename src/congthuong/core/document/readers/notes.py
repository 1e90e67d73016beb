"""Footnotes at the ends of pages: their lines taken out of the text they interrupt, their marks found again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from congthuong.core.document.readers.drawing import MarkAt
from congthuong.core.document.readers.lines import Line
from congthuong.core.document.readers.marks import RAISED, Candidate, candidates, chain, raised_only

_NOTE: Final = regex.compile(
    r"(?:\[(?P<n>[1-9]\d{0,2})\][.:]?|(?P<n>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<n>[1-9]\d{0,2})(?=\s|\p{L}|[“\"(]))\s*(?=\S)"
)
_CLOSED: Final = regex.compile(r"[.;:!?…][)\]”\"’»]*$")
_LONGEST_GAP: Final = 3  # numbers a page's first footnote may skip: notes whose lines were lost


@dataclass(slots=True)
class Note:
    """A footnote: its number as printed, where its words begin, its lines, the mark that calls it."""

    number: int
    start: int
    lines: list[Line] = field(default_factory=list)
    mark: MarkAt | None = None

    @property
    def anchor(self) -> int:
        """The place in the text after which the note is read."""
        return self.mark.start if self.mark else self.lines[0].start


@dataclass(slots=True)
class Block:
    """The footnotes of one page, between the text before and after them."""

    notes: list[Note]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Separated:
    """A text's own lines, its notes in order of their numbers, all marks in order of place."""

    body: list[Line]
    notes: list[Note]
    marks: list[MarkAt]


def separate(text: str, lines: Sequence[Line], raised: Sequence[MarkAt] = ()) -> Separated:
    """Part footnotes from the text: a block of notes begins under a rule, or at a line with the next number whose
    mark is clear; it ends with its page. Where a file knows which figures are `raised`, only those are marks.
    """
    found = raised_only(text, raised) if raised else list(candidates(text))
    search = _Search(lines, found)
    blocks, body = search.run()
    marks: list[MarkAt] = []
    done = 0
    notes: list[Note] = []
    for block in blocks:
        here = _between(found, done, block.start)
        called = {picked.number: picked.mark for picked in chain(here, [note.number for note in block.notes])}
        for note in block.notes:
            note.mark = called.get(note.number)
            marks += [note.mark] if note.mark else []
            marks += _own_marks(found, note)
        notes += block.notes
        # A note may be pushed to the page after its mark; only known marks are looked for that far back.
        last = marks[-1].end if marks else 0
        done = last if raised else block.end
    return Separated(body, notes, sorted(marks, key=lambda mark: mark.start))


def _between(found: Sequence[Candidate], start: int, end: int) -> Sequence[Candidate]:
    first = bisect_left(found, start, key=lambda one: one.mark.start)
    last = bisect_left(found, end, key=lambda one: one.mark.start)
    return found[first:last]


def _own_marks(found: Sequence[Candidate], note: Note) -> list[MarkAt]:
    """Marks with the note's number inside the note itself, as texts have them that were cut and pasted."""
    inside = (one for line in note.lines for one in _between(found, max(line.start, note.start), line.end))
    return [one.mark for one in inside if one.number == note.number and one.strong]


class _Search:
    """Goes down the lines once, telling footnotes from text."""

    def __init__(self, lines: Sequence[Line], found: Sequence[Candidate]) -> None:
        self._lines = lines
        self._body: list[Line] = []
        self._blocks: list[Block] = []
        self._last: Note | None = None
        self._usual_gap = usual_gap(lines)
        self._strong: dict[int, list[int]] = {}
        for one in found:
            if one.strong:
                self._strong.setdefault(one.number, []).append(one.mark.start)

    def run(self) -> tuple[list[Block], list[Line]]:
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            if self._begins_block(at):
                at = self._take_block(at)
            else:
                self._body.append(line)
                at += 1
        return self._blocks, self._body

    def _begins_block(self, at: int) -> bool:
        line = self._lines[at]
        number = note_number(line)
        expected = self._last.number + 1 if self._last else 1
        if line.ruled:
            if number is not None:
                return number == 1 or expected <= number <= expected + _LONGEST_GAP
            return self._goes_on(at, expected)
        if number is None or number != expected or not self._body:
            return False
        return self._is_called(number, line) and _names(line)

    def _goes_on(self, at: int, expected: int) -> bool:
        """Whether lines under a rule, without a number, are the rest of the last page's note."""
        if self._last is None or _CLOSED.search(self._last.lines[-1].text):
            return False
        return self._lines[at].text[0] not in "-+*•" or expected > 1

    def _is_called(self, number: int, line: Line) -> bool:
        places = self._strong.get(number, [])
        since = self._blocks[-1].end if self._blocks else 0
        return bisect_left(places, line.start) > bisect_left(places, since)

    def _take_block(self, at: int) -> int:
        first = self._lines[at]
        block = Block([], first.start, first.end)
        widest = 0.0
        begun = at
        while at < len(self._lines):
            line = self._lines[at]
            if at > begun and self._ends(self._lines[at - 1], line, widest):
                break
            if self._starts_note(line, self._lines[at - 1] if at > begun else None, widest):
                self._last = Note(note_number(line) or 0, _words_at(line))
                block.notes.append(self._last)
            if self._last is not None:
                self._last.lines.append(line)
            block.end = line.end
            widest = max(widest, line.right)
            at += 1
        self._blocks.append(block)
        return at

    def _starts_note(self, line: Line, before: Line | None, widest: float) -> bool:
        number = note_number(line)
        if number is None:
            return False
        expected = self._last.number + 1 if self._last else 1
        if before is None:
            return number == 1 or expected <= number <= expected + _LONGEST_GAP
        if number != expected:
            return False
        wrapped = not _CLOSED.search(before.text) and not short(before, line, widest)
        return _names(line) or not wrapped

    def _ends(self, before: Line, line: Line, widest: float) -> bool:
        """Whether the page's text, or the next page's, goes on at this line."""
        if line.breaks or line.ruled:
            return True
        if self._starts_note(line, before, widest):
            return False
        if line.gap < self._usual_gap and line.left > before.left:
            return True
        if line.gap > self._usual_gap:
            return True
        interrupted = bool(self._body) and not _CLOSED.search(self._body[-1].text)
        is_short = short(before, line, widest)
        if not _CLOSED.search(before.text):
            return is_short and (interrupted or not (line.text[0].islower() or line.text[0] in "(0123456789"))
        return is_short or (interrupted and line.text[0].islower())


def note_number(line: Line) -> int | None:
    """The number that a line begins with as a footnote does."""
    match = _NOTE.match(line.text)
    return int(match["n"].translate(RAISED)) if match else None


def _words_at(line: Line) -> int:
    match = _NOTE.match(line.text)
    return line.start + (match.end() if match else 0)


def _names(line: Line) -> bool:
    """Whether the words after the number begin as a note's do."""
    first = line.text[_words_at(line) - line.start]
    return not first.islower()


def usual_gap(lines: Sequence[Line]) -> int:
    """How many empty lines stand between two lines of one paragraph: 0, or 1 in a text drawn with double spacing."""
    continuing = [line.gap for line in lines[1:] if line.text[0].islower() and not line.breaks]
    if not continuing:
        return 0
    return 1 if sum(gap >= 1 for gap in continuing) * 2 > len(continuing) else 0


def short(before: Line, line: Line, widest: float) -> bool:
    """Whether the first word of a line would have had room on the line before it."""
    letter = (before.right - before.left) / max(1, len(before.text))
    word = line.text.split(maxsplit=1)[0]
    # Plain text counts letters of different widths; a PDF's edges are measured.
    room = 0.97 if before.size else 0.87
    return before.right + letter * (1 + len(word)) <= room * widest
