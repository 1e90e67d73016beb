"""The items that a text lists after a count: where each stands, how they are told apart, whether they are all.

Nothing here knows what is counted; `counts.py` does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import regex

from congthuong.core.audit.rules.numbering import Mark, gap, marks_of
from congthuong.core.quantities.units import fold

Style = Literal["numbered", "semicolons", "names", "grouped", "bullets"]
Place = tuple[int, int]

MARK: Final = regex.compile(
    r"\([0-9]{1,2}\)|\([ivx]{1,4}\)|(?<![\p{L}0-9(])(?:[0-9]{1,2}|[a-zđ])\)(?=\s?\p{L})"
)
_SENTENCE_END: Final = regex.compile(r"(?<=[^\s.]{2}|[%)\]\"”])[.!?](?=\s+[\p{Lu}“\"(*+-])|\n")
_UNFINISHED_END: Final = regex.compile(r"(?:…|\.\.\.?|,\s?\.\.)\s*[.;)]?\s*\Z|…|\.\.\.|,\s?\.\.")
_KIND: Final = r"(?:(?i:các|những)\s+)?(?:(?i:xã|phường|thị trấn|huyện|thị xã|thành phố|tp\.?|tỉnh|quận)\s+)?"
_NAME: Final = r"\p{Lu}[\p{L}'’]*+(?:[\s-]\p{Lu}[\p{L}'’]*+|\s[0-9]{1,2}(?![0-9.,%])){0,5}"
_NAMES: Final = regex.compile(
    rf"{_KIND}{_NAME}(?:\s*,\s*(?:(?i:và)\s+)?{_KIND}{_NAME}){{0,60}}(?P<closed>\s+(?i:và|&)\s+{_KIND}{_NAME})?"
)
_BETWEEN_NAMES: Final = regex.compile(r"\s*,\s*(?:(?i:và)\s+)?|\s+(?i:và|&)\s+")
_BRACKET_OR_SEMICOLON: Final = regex.compile(r"[;()\[\]]")
_WITHIN: Final = regex.compile(
    r"\s*[-–,(]?\s*(?:thuộc\s+|của\s+)?(?:(?i:huyện|thị xã|thành phố|tp\.?|tx\.?|quận|tỉnh)\s*\p{Lu}|[-–]\s*\p{Lu}{2,}\s*\Z).*\Z",
    regex.S,
)
_OWNER: Final = regex.compile(
    r"\A\s*(?i:(?:các\s+)?(?:huyện|thị xã|thành phố|tp\.?|tx\.?|quận|tỉnh))\s+\p{Lu}[^:(;]{0,40}[:(]\s*(?P<inside>[^)]+)\)?"
)
_DEEPEST: Final = 4000
"""A list is looked for this far and no further."""


@dataclass(frozen=True, slots=True)
class Items:
    """The items found. `sure`: nothing suggests that there are more or fewer; `detail` shows the count made.

    `rest` are the parts after them that seem to tell of something else.
    """

    places: tuple[Place, ...]
    style: Style
    sure: bool = True
    detail: str = ""
    rest: tuple[Place, ...] = ()

    def __len__(self) -> int:
        return len(self.places)


@cache
def words(kind: str) -> tuple[str, ...]:
    data: dict[str, Any] = tomllib.loads((files(__package__) / "counts.toml").read_text(encoding="utf-8"))
    return tuple(data[kind])


@cache
def any_of(kind: str) -> regex.Pattern[str]:
    """One of the words of counts.toml as a whole word."""
    spelled = "|".join(
        regex.escape(word).replace("\\ ", r"\s+") for word in sorted(words(kind), key=len, reverse=True)
    )
    return regex.compile(rf"(?<![\p{{L}}])(?i:{spelled})(?![\p{{L}}])")


def unfinished(text: str) -> bool:
    """Whether the list says that it goes on: "…", "v.v.", "và một số đơn vị khác"."""
    return _UNFINISHED_END.search(text) is not None or any_of("unfinished").search(text) is not None


def listed(text: str, start: int) -> Items | None:
    """The items that begin at `start`: numbered, or separated by semicolons up to the sentence's end."""
    return numbered(text, start) or semicolons(text, start)


def numbered(text: str, start: int) -> Items | None:
    """ "(1) …; (2) …": the run of marks that begins there with the first one."""
    opening = MARK.match(text, start)
    if opening is None:
        return None
    last = _first(opening[0])
    if last is None or not last.first:
        return None
    places = [opening.span()]
    sure = True
    stopped = text.find("\n", start)
    for found in MARK.finditer(text, opening.end(), stopped if stopped >= 0 else len(text)):
        mark = _first(found[0])
        steps = gap(last, mark) if mark else None
        if mark is None or steps is None:
            continue
        if mark.first or steps < 0 or steps > 3:
            break
        sure = sure and steps == 1
        last = mark
        places.append(found.span())
    return Items(tuple(places), "numbered", sure) if len(places) > 1 else None


def _first(printed: str) -> Mark | None:
    return next(marks_of(printed), None)


def semicolons(text: str, start: int, end: int | None = None) -> Items | None:
    """ "A; B; C" up to the sentence's end. Items that begin another activity end the list."""
    end = sentence_end(text, start) if end is None else end
    if text.find(";", start, end) < 0:
        return None
    places = tuple(_trimmed(text, place) for place in _split(text, start, end))
    places = tuple(place for place in places if place[0] < place[1])
    if len(places) < 2 or unfinished(text[start:end]):
        return None
    kept = _same_kind(text, places)
    return Items(kept, "semicolons", len(kept) > 1, "", places[len(kept) :]) if kept else None


def sentence_end(text: str, start: int) -> int:
    found = _SENTENCE_END.search(text, start, start + _DEEPEST)
    return found.start() if found else min(len(text), start + _DEEPEST)


def _split(text: str, start: int, end: int) -> Iterator[Place]:
    """The parts between semicolons outside brackets."""
    depth, first = 0, start
    for found in _BRACKET_OR_SEMICOLON.finditer(text, start, end):
        letter = found[0]
        depth += (letter in "([") - (letter in ")]")
        if letter == ";" and depth <= 0:
            yield first, found.start()
            first = found.end()
    yield first, end


def _trimmed(text: str, place: Place) -> Place:
    start, end = place
    while start < end and (text[start].isspace() or text[start] in "-–+•"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,"):
        end -= 1
    return start, end


def _same_kind(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The items up to the first that begins another activity, unless the first item begins with a verb too."""
    verbs = any_of("other_work")
    if verbs.match(text, places[0][0]):
        return tuple(places)
    for at, place in enumerate(places):
        small = text[place[0]].islower() and text[places[0][0]].isupper()
        if at and (verbs.match(text, place[0]) or small):
            return tuple(places[:at])
    return tuple(places)


def first_words(text: str, place: Place, count: int = 1) -> str:
    return " ".join(fold(text[place[0] : min(place[1], place[0] + 60)]).split()[:count])


def names(text: str, start: int) -> Items | None:
    """ "Cầu Kè, Trà Cú và Càng Long" at `start`; sure when "và" closes it."""
    found = _NAMES.match(text, start)
    if found is None:
        return None
    places, at = [], found.start()
    for between in [*_BETWEEN_NAMES.finditer(found[0]), None]:
        end = found.start() + between.start() if between else found.end()
        places.append((at, end))
        at = found.start() + between.end() if between else end
    if len(places) < 2 or unfinished(text[found.end() : found.end() + 24]):
        return None
    return Items(tuple(places), "names", found["closed"] is not None)


def grouped(text: str, start: int, end: int) -> Items | None:
    """ "xã A, B - huyện X; xã C, huyện Y": the names inside each group, without what holds them."""
    if unfinished(text[start:end]):
        return None
    counts: list[int] = []
    places: list[Place] = []
    held = 0
    for first, last in _split(text, start, end):
        group = _group(text, first, last)
        if group is None:
            return None
        found, owned = group
        held += owned
        counts.append(len(found))
        places += found
    if not held or not places:
        return None
    return Items(tuple(places), "grouped", held == len(counts), " + ".join(map(str, counts)))


def _group(text: str, start: int, end: int) -> tuple[list[Place], bool] | None:
    """The names of one group, and whether the group says which district they lie in; None for other words."""
    part = text[start:end].rstrip(" .")
    owner = _OWNER.match(part)
    offset = start
    if owner:
        offset, part = start + owner.start("inside"), owner["inside"].rstrip(" .")
    within = None if owner else _WITHIN.search(part)
    inner = part[: within.start()] if within else part
    found = _NAMES.fullmatch(inner.strip(" -–,+:"))
    if found is None:
        return None
    shift = offset + inner.index(found[0])
    places, at = [], 0
    for between in [*_BETWEEN_NAMES.finditer(found[0]), None]:
        stop = between.start() if between else len(found[0])
        places.append((shift + at, shift + stop))
        at = between.end() if between else stop
    return places, bool(owner or within)
