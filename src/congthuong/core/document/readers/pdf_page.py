"""One PDF page: its printed lines rebuilt by position, raised figures told from the line, drawn rules.

PDFium gives a page's letters in the order they were drawn and ends a line wherever the baseline moves, so a raised
mark or a column breaks it. Asking for the box of every letter costs more than reading the page; only the first and
last letter of each stretch are asked for, and figures, which may be marks.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_STRETCH: Final = re.compile(r"[^\r\n]+")
_DIGITS: Final = re.compile(r"\d+")
_BLANK: Final = re.compile(r"(?<=\S)[ \xa0]+(?=\S)")
# A line whose columns are worth looking for: a figure, then another or a dash, far or near.
_COLUMNS: Final = re.compile(r"\d[\d.,]*%?\s+[-–+]?\d|\s[-–]\s+[-–\d]")
_HYPHEN: Final = re.compile("[-\u2010\u2011\ufffe\x02\xad]")
_RAISED: Final = 0.82
_MOST_OBJECTS: Final = 20_000
_THIN: Final = 2.5
_BELOW, _ABOVE = 0.22, 0.78  # a line of type about its baseline
_FRAME: Final = (150, 100)
_PATH, _IMAGE, _FORM = 2, 3, 5

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(slots=True)
class Stretch:
    """Letters drawn in one go: characters `start` to `end` of the page's text, and their box."""

    start: int
    end: int
    box: Box
    height: float  # of its letters: a raised one at an end makes the box taller


@dataclass(slots=True)
class PrintedLine:
    """A line as printed: `text`, the raised figures in it (start, end), its box, the height of its letters."""

    text: str
    raised: list[tuple[int, int]]
    box: Box
    size: float


@dataclass(slots=True)
class Page:
    """What stands on a page. `rules` are thin level strokes, `uprights` thin upright ones, `frames` wide boxes."""

    lines: list[PrintedLine]
    width: float
    height: float
    pictures: int
    rules: list[Box] = field(default_factory=list)
    uprights: list[Box] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)


@dataclass(slots=True)
class _Strokes:
    """What is drawn on a page besides letters."""

    rules: list[Box] = field(default_factory=list)
    uprights: list[Box] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    pictures: int = 0

    def add(self, box: Box) -> None:
        left, bottom, right, top = box
        wide, tall = right - left, top - bottom
        if tall <= _THIN < wide:
            self.rules.append(box)
        elif wide <= _THIN < tall:
            self.uprights.append(box)
        elif wide > 12 and tall > 8:  # a frame, or a cell's own
            self.rules += [(left, bottom, right, bottom), (left, top, right, top)]
            self.uprights += [(left, bottom, left, top), (right, bottom, right, top)]
            if wide > _FRAME[0] and tall > _FRAME[1]:
                self.frames.append(box)


class PageReader:
    """Reads one page; `close` gives its memory back."""

    def __init__(self, page: pdfium.PdfPage, edge: bool) -> None:
        self._page = page
        self._letters = page.get_textpage()
        self._edge = edge
        self._rect = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._across, self._up = ctypes.c_double(), ctypes.c_double()
        self._text = self._whole_text()

    def close(self) -> None:
        self._letters.close()
        self._page.close()

    def read(self) -> Page:
        width, height = self._page.get_size()
        strokes = _Strokes()
        self._draw(strokes)
        lines = [self._line(group) for group in _grouped(self._stretches())]
        kept = [one for one in lines if one.text.strip()]
        return Page(kept, width, height, strokes.pictures, strokes.rules, strokes.uprights, strokes.frames)

    def text_in(self, box: Box) -> str:
        """The letters whose place lies in a box."""
        left, bottom, right, top = box
        return str(self._letters.get_text_bounded(left, bottom, right, top))

    def _whole_text(self) -> str:
        count = self._letters.count_chars()
        if count <= 0:
            return ""
        text = str(self._letters.get_text_range())
        if len(text) == count:
            return text
        # Signs without a letter are left out of the text but counted as characters: take one by one.
        get = raw.FPDFText_GetUnicode
        handle = self._letters.raw
        codes = (get(handle, i) for i in range(count))
        return "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00" for code in codes
        )

    def _box(self, at: int) -> Box:
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._letters.raw, at, rect)
        return rect.left, rect.bottom, rect.right, rect.top

    def _size(self, at: int) -> float:
        """The height of a letter's type, in points of the page."""
        raw.FPDFText_GetMatrix(self._letters.raw, at, self._matrix)
        scale = abs(self._matrix.d) or abs(self._matrix.b) or 1.0
        return float(raw.FPDFText_GetFontSize(self._letters.raw, at)) * scale or 1.0

    def _level(self, at: int) -> float:
        """The height of a letter's baseline on the page."""
        raw.FPDFText_GetCharOrigin(self._letters.raw, at, self._across, self._up)
        return self._up.value

    def _stretches(self) -> Iterator[Stretch]:
        for match in _STRETCH.finditer(self._text):
            start, end = match.span()
            while start < end and self._text[start].isspace():
                start += 1
            while end > start and self._text[end - 1].isspace():
                end -= 1
            while start < end:
                stretch = self._stretch(start, end)
                yield stretch
                start = stretch.end

    def _fold(self, start: int, end: int, lower: float) -> int:
        """Where a stretch goes on in the next line, below the height `lower`: PDFium ends no line behind a hyphen."""
        if self._level(end - 1) > lower:
            return end
        for hyphen in _HYPHEN.finditer(self._text, start, end - 1):
            if self._level(hyphen.end()) < lower:
                return hyphen.end()
        return end

    def _stretch(self, start: int, end: int) -> Stretch:
        """The stretch of letters from `start`, ended where its line ends."""
        height, level = self._size(start), self._level(start)
        end = self._fold(start, end, level - 0.6 * height)
        last = self._size(end - 1)
        if last > height:  # begins with a raised figure
            height, level = last, self._level(end - 1)
        left, right = self._box(start)[0], self._box(end - 1)[2]
        return Stretch(start, end, (left, level - _BELOW * height, right, level + _ABOVE * height), height)

    def _line(self, group: Sequence[Stretch]) -> PrintedLine:
        size = max(one.height for one in group)
        left = min(one.box[0] for one in group)
        parts: list[str] = []
        raised: list[tuple[int, int]] = []
        length = 0
        right = left
        for one in group:
            if parts:
                gap = one.box[0] - right
                blank = (
                    " " * max(3, int((one.box[0] - left) / size * 2.2) - length) if gap > size * 1.6 else " "
                )
                blank = "" if gap < size * 0.12 else blank
                parts.append(blank)
                length += len(blank)
            text, figures = self._stretch_text(one, size, left, length)
            raised += figures
            parts.append(text)
            length += len(text)
            right = max(right, one.box[2])
        box = (left, min(one.box[1] for one in group), right, max(one.box[3] for one in group))
        return PrintedLine("".join(parts), raised, box, size)

    def _stretch_text(
        self, one: Stretch, size: float, left: float, before: int
    ) -> tuple[str, list[tuple[int, int]]]:
        """A stretch's letters, wide gaps between columns kept wide; raised figures parted from what follows."""
        text = self._text[one.start : one.end]
        wide = self._edge or _COLUMNS.search(text) is not None
        if not wide and not _DIGITS.search(text):
            return _clean(text), []
        raised = self._raised(one, text, size)
        gaps = self._gaps(one, text, size, left, before) if wide else {}
        if not raised and not gaps:
            return _clean(text), []
        return _rebuilt(_clean(text), raised, gaps, before)

    def _raised(self, one: Stretch, text: str, size: float) -> list[tuple[int, int]]:
        """The figures in a stretch that are set smaller than it."""
        found: list[tuple[int, int]] = []
        for match in _DIGITS.finditer(text):
            start, end = match.span()
            first = end
            while first > start and self._is_small(one.start + first - 1, size):
                first -= 1
            if first < end:
                found.append((first, end))
            if first < end or start:
                continue
            last: int = start  # a note's number with a figure right behind it
            while last < end and self._is_small(one.start + last, size):
                last += 1
            if last > start:
                found.append((start, last))
        return found

    def _is_small(self, at: int, size: float) -> bool:
        return self._size(at) <= size * _RAISED

    def _gaps(self, one: Stretch, text: str, size: float, left: float, before: int) -> dict[int, int]:
        """Where blanks are wide (character -> the column the next words begin at)."""
        found: dict[int, int] = {}
        for match in _BLANK.finditer(text):
            end = self._box(one.start + match.start() - 1)[2]
            begin = self._box(one.start + match.end())[0]
            if begin - end > size * 0.75:
                found[match.start()] = int((begin - left) / size * 2.2)
        return found

    def _draw(self, strokes: _Strokes) -> None:
        page = self._page.raw
        edges = [ctypes.c_float() for _ in range(4)]
        pointers = [ctypes.byref(edge) for edge in edges]
        for at in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            drawn = raw.FPDFPage_GetObject(page, at)
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind == _PATH and raw.FPDFPageObj_GetBounds(drawn, *pointers):
                box: Any = tuple(edge.value for edge in edges)
                strokes.add(box)
            elif kind in (_IMAGE, _FORM):
                strokes.pictures += 1


def _grouped(stretches: Iterator[Stretch]) -> Iterator[list[Stretch]]:
    """Stretches of one printed line: drawn one after the other, at one height, from left to right."""
    group: list[Stretch] = []
    for one in stretches:
        if group and not _beside(group[-1], one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _beside(before: Stretch, one: Stretch) -> bool:
    shared = min(before.box[3], one.box[3]) - max(before.box[1], one.box[1])
    least = min(before.height, one.height)
    return shared > 0.5 * least and one.box[0] >= before.box[2] - 0.4 * max(before.height, one.height)


def _clean(text: str) -> str:
    """PDFium marks a hyphen at a line's end with signs of its own."""
    if "\ufffe" in text or "\x02" in text or "\x00" in text:
        text = text.replace("\ufffe", "-").replace("\x02", "-").replace("\x00", " ")
    return text


def _rebuilt(
    text: str, raised: Sequence[tuple[int, int]], gaps: dict[int, int], before: int
) -> tuple[str, list[tuple[int, int]]]:
    """The text with wide gaps widened, and a blank behind a raised figure that another figure follows."""
    parts: list[str] = []
    figures: list[tuple[int, int]] = []
    length = done = 0
    ends = {end: start for start, end in raised}
    for at in sorted({*gaps, *ends}):
        parts.append(text[done:at])
        length += at - done
        done = at
        if at in ends:
            figures.append((before + length - (at - ends[at]), before + length))
            if text[at : at + 1].isdigit():
                parts.append(" ")
                length += 1
        if at in gaps:
            blanks = max(2, gaps[at] - before - length - 1)
            parts.append(" " * blanks)
            length += blanks
    parts.append(text[done:])
    return "".join(parts), figures
