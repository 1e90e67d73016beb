"""From lines to pieces: lines of one paragraph joined, headings and items told apart, notes behind their piece."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from congthuong.core.document.readers.drawing import Drawing, Marks
from congthuong.core.document.readers.lines import Line, percentile
from congthuong.core.document.readers.markers import all_capitals, marker_of
from congthuong.core.document.readers.notes import Note, short, usual_gap
from congthuong.core.document.reading import Piece
from congthuong.core.quantities.composed import Composed

_CLOSED: Final = regex.compile(r"[.;:!?…][)\]”\"’»\d]*$")
_GLUED_END: Final = regex.compile(r"[\p{L}\d][-‐‑/]$")
_GLUED_START: Final = regex.compile(r"[-/](?:\p{Lu}|\d)")
_BEGINS: Final = regex.compile(r"(?:Trên đây là|Nơi nhận|Kính gửi|Nguồn\s*:|\(?(?:Đơn vị tính|ĐVT)\s*:)")
_INDENT: Final = 8  # points
_WRAPPED_LEAST: Final = 0.08
_LONGEST_WRAPPED: Final = 220
_WIDEST_PAPER: Final = 130
"""Letters a line of paper holds at the most; longer ones are whole paragraphs."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: whether paragraphs run over lines, its usual gap, left edge and width."""

    wrapped: bool
    gap: int
    left: float
    widest: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Layout:
        widest = percentile([line.right for line in lines], 0.9)
        left = percentile([line.left for line in lines], 0.1)
        return cls(_is_wrapped(lines), usual_gap(lines), left, widest)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines end where the paper does: some go on after a line left open, with a small letter, or with a
    figure after a line that reaches the edge of a page's width."""
    pairs = list(itertools.pairwise(lines))
    if not pairs or percentile([len(line.text) for line in lines], 0.9) > _LONGEST_WRAPPED:
        return False
    longest = max(line.right for line in lines)
    paper = longest <= _WIDEST_PAPER
    going_on = sum(
        marker_of(line.text) is None
        and not _CLOSED.search(before.text)
        and before.right >= (0.55 if line.text[0].islower() else 0.85) * longest
        and (line.text[0].islower() or (paper and line.text[0] in "(0123456789"))
        for before, line in pairs
    )
    return going_on >= max(1, _WRAPPED_LEAST * len(pairs))


def paragraphs(lines: Sequence[Line], layout: Layout) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    gathered: list[Line] = []
    for line in lines:
        if gathered and not continues(gathered[-1], line, layout):
            yield gathered
            gathered = []
        gathered.append(line)
    if gathered:
        yield gathered


def continues(before: Line, line: Line, layout: Layout) -> bool:
    """Whether a line belongs to the paragraph of the line before it."""
    if not layout.wrapped or before.alone or line.alone or line.opens:
        return False
    is_open = not _CLOSED.search(before.text)
    is_short = short(before, line, layout.widest)
    marker = marker_of(line.text)
    apart = line.gap > layout.gap and not line.breaks
    if _BEGINS.match(line.text):
        return False
    if marker is None and _GLUED_END.search(before.text):
        return True
    if marker is not None:
        if (
            before.text.endswith(".")
            and marker.style == "bracketed"
            and line.text[marker.body :][:1].isupper()
        ):
            return False  # a full line may end an item; within a sentence marks follow a semicolon or a comma
        return not apart and _goes_on_after(marker.style, is_open, is_short, line.text[marker.body :])
    if line.text[0].islower():
        return is_open or not (is_short or apart)
    if apart or is_short or (before.text[0] == "(" and before.text[-1] == ")"):
        return False
    if all_capitals(before.text) != all_capitals(line.text) and len(line.text) > 12:
        return False
    if line.size and not is_open and line.left >= layout.left + _INDENT and abs(line.left - before.left) < 2:
        return False  # two first lines of paragraphs, one below the other
    if line.left >= layout.left + 3 and before.left < layout.left + 3 and not is_open:
        return False
    return is_open or before.trailing < 2 or not before.text.endswith(".")


def _goes_on_after(style: str, is_open: bool, is_short: bool, words: str) -> bool:
    """Whether a line that looks marked is the middle of a sentence: "đường dây Duyên Hải" / "- Mỏ Cày"."""
    if is_short:
        return False
    if style == "bracketed":
        return True
    if style.startswith("bullet"):
        return is_open
    return is_open and words[:1].islower()


def draw(
    source: Composed, lines: Sequence[Line], marks: Marks, page: int | None = None, note: Note | None = None
) -> Piece:
    """The piece of some lines: a note without its number, or else still a plain paragraph."""
    start = None if note is None else note.start
    drawing = Drawing(source, marks.between(lines[0].start, lines[-1].end))
    before: Line | None = None
    for line in lines:
        if before is not None and not _glued(before.text, line.text):
            drawing.blank(before.end)
        drawing.add(line.start if before or start is None else start, line.end)
        before = line
    text, origins, found = drawing.finish()
    if note is not None:
        return Piece("note", text, origins, page, note=str(note.number), marks=found)
    return Piece("paragraph", text, origins, page, marks=found)


def _glued(before: str, line: str) -> bool:
    """Whether a line's end parts a symbol: "SKHĐT-" / "THKTKG", "174" / "-KL/TU"."""
    if before.endswith("\u00ad"):
        return True
    if _GLUED_END.search(before):
        return True
    return bool(_GLUED_START.match(line)) and before[-1].isalnum()


def with_notes(
    pieces: Iterable[tuple[int, Piece]], notes: Sequence[Note], drawn: Sequence[Piece]
) -> Iterator[Piece]:
    """The pieces (each with the place it begins at), every note behind the piece that calls it."""
    waiting = sorted(zip(notes, drawn, strict=True), key=lambda pair: pair[0].anchor)
    at = 0
    for start, piece in pieces:
        while at < len(waiting) and waiting[at][0].anchor < start:
            yield waiting[at][1]
            at += 1
        yield piece
    for _, piece in waiting[at:]:
        yield piece
