"""Comparisons put together from the words around a figure: direction before it, base after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

import regex

from congthuong.core.quantities.calendar_words import base_period
from congthuong.core.quantities.mentions import (
    Base,
    Basis,
    ComparisonMention,
    Direction,
    Mention,
    QuantityMention,
    RatioMention,
)
from congthuong.core.quantities.pattern_parts import any_of, words
from congthuong.core.quantities.periods import Period

REACH: Final = 120
"""Characters between "nâng tổng số" or "trong đó" and the figure they announce, at most."""
_BASES: Final[dict[str, Base]] = {
    "same_period": "same_period", "same_year": "same_period", "previous": "previous", "plan": "plan", "whole": "whole",
}  # fmt: skip
_CLAUSE_END: Final = regex.compile(r"[;!?]|\.(?=\s)|\n\s*\n?\s*[-+*]\s")
_BLANK: Final = regex.compile(r"\s{0,6}")
_BEFORE_BRACKET: Final = regex.compile(r"\s{0,4}\((?:\s?là\s)?\s?")


@dataclass(frozen=True, slots=True)
class Marker:
    """A word of the scanner's that holds no figure; `following` is how many mentions stand before it."""

    kind: str
    start: int
    end: int
    text: str
    following: int


def comparisons(
    text: str, mentions: Sequence[Mention], markers: Sequence[Marker]
) -> Iterator[ComparisonMention]:
    """One comparison for each direction word that has a figure or a base. One pass over the markers."""
    basis: Basis = ""
    done = 0
    for index, marker in enumerate(markers):
        if marker.kind == "stop":
            basis = ""
        elif marker.kind == "basis":
            said = _code("basis", marker.text)
            basis = "forecast" if "forecast" in (basis, said) else "estimate"
        elif marker.kind == "direction" and marker.start >= done:
            found = _comparison(text, mentions, markers[index + 1 : index + 4], marker, basis)
            if found:
                # "tương đương giảm 66,6%" is one comparison, not two.
                done = found.end if _near(found.direction) else done
                yield found


def _comparison(
    text: str, mentions: Sequence[Mention], after: Sequence[Marker], marker: Marker, basis: Basis
) -> ComparisonMention | None:
    direction = cast(Direction, _code("direction", marker.text))
    if not direction:
        return None
    figure = _figure(text, mentions, after, marker, near=_near(direction))
    if figure is None and direction != "same":
        return None
    end = figure.end if figure else marker.end
    end += text[end : end + 1] == ")" and "(" in text[marker.end : end]
    base = next(
        (m for m in after if m.kind in _BASES and m.start >= end and _blank(text, end, m.start)), None
    )
    if figure is None and base is None:
        return None
    start = marker.start
    base_figure: QuantityMention | None = None
    period: Period | None = None
    if base:
        end, period = base.end, base_period(base.text)
        base_figure = _bracketed(text, mentions, base)
        end = base_figure.end + 1 if base_figure else end
    return ComparisonMention(
        start,
        end,
        text[start:end],
        direction,
        _BASES[base.kind] if base else "",
        figure,
        base_figure,
        period,
        basis,
    )


def _figure(
    text: str, mentions: Sequence[Mention], after: Sequence[Marker], marker: Marker, *, near: bool
) -> QuantityMention | RatioMention | None:
    """The figure a direction word announces: at once (with a filler at most), or within the clause."""
    for mention in mentions[marker.following : marker.following + (1 if near else 4)]:
        gap = text[marker.end : mention.start] if mention.start - marker.end <= REACH else None
        if gap is None or _CLAUSE_END.search(gap):
            return None
        if isinstance(mention, QuantityMention | RatioMention):
            taken = any(m.kind == "direction" and m.start < mention.start for m in after)
            fits = bool(_fillers().fullmatch(gap)) if near else True
            return mention if fits and not (taken and not _fillers().fullmatch(gap)) else None
    return None


def _bracketed(text: str, mentions: Sequence[Mention], base: Marker) -> QuantityMention | None:
    """The base itself in brackets: "đạt 99,71% kế hoạch (45.400 tỷ đồng)"."""
    for mention in mentions[base.following : base.following + 2]:
        if isinstance(mention, QuantityMention) and mention.start - base.end < 12:
            opened = _BEFORE_BRACKET.fullmatch(text, base.end, mention.start)
            return mention if opened and text[mention.end : mention.end + 1] == ")" else None
    return None


def _blank(text: str, start: int, end: int) -> bool:
    return end - start <= 6 and bool(_BLANK.fullmatch(text, start, end))


def _code(table: str, spelled: str) -> str:
    # Letters of other languages that match without regard to case (İ) are in no table.
    return _codes(table).get(" ".join(spelled.lower().split()), "")


@cache
def _codes(table: str) -> dict[str, str]:
    return {word: row["code"] for row in words()[table] for word in row["words"]}


@cache
def _near(direction: Direction) -> bool:
    return bool(next(row["near"] for row in words()["direction"] if row["code"] == direction))


@cache
def _fillers() -> regex.Pattern[str]:
    filler = any_of([*words()["fillers"]["words"]])
    return regex.compile(rf"\s{{0,4}}(?:(?i:{filler})\s{{1,4}}){{0,2}}[:]?\s{{0,2}}")
