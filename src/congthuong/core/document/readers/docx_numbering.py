"""The numbers that Word prints before paragraphs without storing them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import regex

from congthuong.core.document.readers.docx_names import Element, W, is_on, number, value

_PLACE: Final = regex.compile(r"%([1-9])")
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
_ROMAN_SMALL: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# Bullets of the fonts Symbol and Wingdings stand in Unicode's private area; what they look like in print.
_BULLETS: Final = {"\uf02d": "-", "\uf02b": "+", "\uf02a": "*", "\uf0b7": "•", "o": "o"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers are written ("%1.%2.") and where they begin."""

    form: str
    text: str
    start: int
    legal: bool
    restarts: int | None


class Numbering:
    """Counts list paragraphs in reading order as Word does."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        for abstract in root.iterchildren(W + "abstractNum"):
            levels = dict(map(_level, abstract.iterchildren(W + "lvl")))
            self._levels[abstract.get(W + "abstractNumId", "")] = levels
        for num in root.iterchildren(W + "num"):
            own: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for override in num.iterchildren(W + "lvlOverride"):
                ilvl = number(override.get(W + "ilvl")) or 0
                lvl = override.find(W + "lvl")
                if lvl is not None:
                    own[ilvl] = _level(lvl)[1]
                start = number(value(override, "startOverride"))
                if start is not None:
                    starts[ilvl] = start
            abstract_id = value(num, "abstractNumId") or ""
            self._lists[num.get(W + "numId", "")] = (abstract_id, own, starts)

    def mark(self, list_id: str, ilvl: int) -> str:
        """The mark of the next paragraph of a list at a level from 0; "" when the list prints none."""
        if list_id not in self._lists:
            return ""
        abstract, own, starts = self._lists[list_id]
        levels = self._levels.get(abstract, {}) | own
        level = levels.get(ilvl)
        if level is None:
            return ""
        counts = self._counts[abstract]
        if ilvl in starts and (list_id, ilvl) not in self._begun:
            counts.pop(ilvl, None)
        self._begun.add((list_id, ilvl))
        counts[ilvl] = counts[ilvl] + 1 if ilvl in counts else starts.get(ilvl, level.start)
        for deeper in [deep for deep in counts if deep > ilvl]:
            below = levels.get(deeper)
            if below is None or below.restarts is None or below.restarts > ilvl:
                del counts[deeper]
        if level.form == "bullet":
            return _BULLETS.get(level.text, level.text if level.text and level.text < "\ue000" else "•")
        if level.form == "none":
            return ""
        return str(
            _PLACE.sub(lambda place: self._printed(int(place[1]) - 1, levels, counts, level), level.text)
        ).strip()

    def _printed(self, ilvl: int, levels: dict[int, Level], counts: dict[int, int], asked: Level) -> str:
        level = levels.get(ilvl)
        count = counts.get(ilvl, level.start if level else 1)
        return written(count, "decimal" if asked.legal or level is None else level.form)


def _level(element: Element) -> tuple[int, Level]:
    restart = number(value(element, "lvlRestart"))
    start = number(value(element, "start"))
    return number(element.get(W + "ilvl")) or 0, Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        1 if start is None else start,
        is_on(element, "isLgl"),
        restart,
    )


def written(count: int, form: str) -> str:
    """A count in one of Word's number formats; plain digits for the rare ones."""
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min(1 + (count - 1) // 26, 20)
        return letter if form == "lowerLetter" else letter.upper()
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    letters = ""
    for worth, sign in (*_ROMAN, *_ROMAN_SMALL):
        while count >= worth:
            letters += sign
            count -= worth
    return letters
