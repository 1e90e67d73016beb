"""The text that a reader draws out of a file with a structure of its own, and the pieces it makes of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from congthuong.core.document.readers.drawing import Drawing, MarkAt
from congthuong.core.document.readers.troubles import TooLarge
from congthuong.core.document.reading import Piece, PieceKind
from congthuong.core.quantities.composed import Composed

MOST_CHARACTERS: Final = 40_000_000
_ODD: Final = regex.compile(r"[^\S ]|\s\s|^\s|\s$|[\u200b-\u200d\u2060\ufeff\u00ad]|\p{M}")


@dataclass(frozen=True, slots=True)
class Raw:
    """A paragraph as drawn: its letters with the marks of footnotes still in them."""

    text: str
    marks: tuple[MarkAt, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.text or self.text.isspace()


class Sheet:
    """Takes paragraphs in reading order; `text` is all of them, one line each."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> int:
        """Draw some text; returns where it begins. Raises TooLarge."""
        at = self._length
        self._parts.append(text)
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            limit = f"{MOST_CHARACTERS // 1_000_000} triệu chữ"
            raise TooLarge(name=self._name, what="quá nhiều chữ", limit=limit)
        return at

    def piece(self, raw: Raw, kind: PieceKind = "paragraph", end: str = "\n") -> Piece:
        """Draw a paragraph as a piece; `end` closes it (a line's end, or a tab between cells)."""
        base = self.write(raw.text)
        self.write(end)
        return piece_of(raw, base, kind)


def piece_of(raw: Raw, base: int, kind: PieceKind = "paragraph") -> Piece:
    """The piece of a paragraph whose text begins at `base`."""
    text = raw.text
    if not raw.marks and not _ODD.search(text):
        return Piece(kind, text, tuple(range(base, base + len(text) + 1)))
    source = Composed.of(text)
    drawing = Drawing(source, _moved(source, raw.marks))
    drawing.add(0, len(source.text))
    return drawing.piece(kind, base)


def _moved(source: Composed, marks: Sequence[MarkAt]) -> Sequence[MarkAt]:
    """Marks moved from the text as given to the composed one."""
    if source.origins is None:
        return marks
    origins = source.origins
    return [
        MarkAt(bisect_left(origins, one.start), bisect_left(origins, one.end), one.number) for one in marks
    ]
