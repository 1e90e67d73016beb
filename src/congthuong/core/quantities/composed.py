"""A text in composed Unicode (NFC) that remembers where its letters stood in the text given."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

import regex

# At most 16 marks on a letter: normalising a letter with very many marks takes quadratic time.
_MARKED: Final = regex.compile(r"\P{M}\p{M}{1,16}")


@dataclass(frozen=True, slots=True)
class Composed:
    """`text` composed; `origins[i]` is where its character i began in `given` (None: nothing moved)."""

    given: str
    text: str
    origins: tuple[int, ...] | None

    @classmethod
    def of(cls, given: str) -> Composed:
        pieces: list[str] = []
        origins: list[int] = []
        done = 0
        for match in _MARKED.finditer(given):
            composed = unicodedata.normalize("NFC", match[0])
            if composed == match[0]:
                continue
            pieces += [given[done : match.start()], composed]
            origins += range(done, match.start())
            origins += [match.start()] * len(composed)
            done = match.end()
        if not pieces:
            return cls(given, given, None)
        origins += range(done, len(given) + 1)
        return cls(given, "".join(pieces) + given[done:], tuple(origins))

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Start, end and surface in the text given, for a piece of the composed text that is not empty."""
        if self.origins is None:
            return start, end, self.given[start:end]
        first, last = self.origins[start], self.origins[end]
        return first, last, self.given[first:last]
