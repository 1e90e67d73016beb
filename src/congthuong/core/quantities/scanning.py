"""Looking a text through for the pieces of `grammar.py`, each with its kind and place.

Most places of a text begin no piece at all. So a cheap pattern finds the places worth a look (a digit, a word that
begins a piece, a sign), and only there the patterns that can begin so are tried, each alone and in their order: a
small pattern that does not fit says so in well under a microsecond, one large pattern of them all takes fifty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import regex

from congthuong.core.quantities import grammar
from congthuong.core.quantities.pattern_parts import WORD_END, WORD_START, any_of

Piece = tuple[str, int, int]
"""Kind, start and end."""
_Try = Callable[[str, int], "regex.Match[str] | None"]
_DIGIT, _WORD = 1, 2  # groups of `_places`
_LINE_OPENING: Final = frozenset("\n \t#>*")


def pieces(text: str) -> Iterator[Piece]:
    """Every piece of a text in reading order, none over another. Time grows with the length of the text."""
    search = _places().search
    at = 0
    while place := search(text, at):
        start = place.start()
        group = place.lastindex
        if group == _DIGIT:
            found = _from_digit(text, start)
        elif group == _WORD:
            found = _from_word(text, start, place[0])
        else:
            found = _from_sign(text, start)
        if found is None:
            at = start + 1
        else:
            yield found
            at = found[2]


@cache
def _places() -> regex.Pattern[str]:
    opening = any_of(frozenset(word for _, _, first in grammar.from_words() for word in first))
    return regex.compile(rf"(\p{{Nd}})|({WORD_START}(?i:{opening}){WORD_END})|(?:{grammar.SIGNS})")


def _from_digit(text: str, at: int) -> Piece | None:
    found = _matched(_named()(text, at), at) or _mark(text, at) or _figure(text, at)
    return found or _matched(_bare()(text, at), at)


def _mark(text: str, at: int) -> Piece | None:
    """The mark of a footnote, and digits glued to a word."""
    glued, before, opening, code = _marks()
    previous = text[at - 1] if at else "\n"
    if previous.isalnum() and (found := glued(text, at)):
        return "footnote", at, found.end()
    if found := before(text, at):
        return "footnote", at, found.end()
    if previous in _LINE_OPENING and (found := opening(text, at)):
        return "footnote", at, found.end()
    if previous.isalpha() and (found := code(text, at)):
        return "code", at, found.end()
    return None


def _figure(text: str, at: int) -> Piece | None:
    """A range, a ratio, or a number with its unit."""
    if summed := _summed()(text, at):
        return "summed", at, summed.end()
    measured = _measured()
    found = measured(text, at)
    if found is None or "/" in text[found.end(1) : found.end(1) + 2]:
        divided = _DIVIDED.match(text, at)
        if divided and not _spaced()(text, divided.end()) and (whole := measured(text, divided.end())):
            return "ratio", at, whole.end()
        if found is None:
            return None
    last = _end_of_range(text, found)
    if last is not None:
        return "range", at, last
    return ("quantity", at, found.end()) if found[2] is not None else None


def _end_of_range(text: str, first: regex.Match[str]) -> int | None:
    """Where the range that begins with a number ends: its last number has a unit, the first may have one."""
    for end in (first.end(), first.end(1)):
        dash = _DASH.match(text, end)
        last = _measured()(text, dash.end()) if dash else None
        if last and last[2] is not None:
            return int(last.end())
    return None


_DASH: Final = regex.compile(grammar.DASH)
_DIVIDED: Final = regex.compile(grammar.DIVIDED)


def _after(text: str, at: int, start: int) -> Piece | None:
    """The figure after a qualifier or a sign that begins at `start`, as one piece with it."""
    if _spaced()(text, at):
        return None
    if summed := _summed()(text, at):
        return "summed", start, summed.end()
    found = _measured()(text, at)
    if found is None:
        return None
    last = _end_of_range(text, found) if text[start].isalpha() else None
    if last is not None:
        return "range", start, last
    return "quantity" if found[2] is not None else "number", start, found.end()


def _from_sign(text: str, at: int) -> Piece | None:
    found = _matched(_signs()(text, at), at)
    return _after(text, found[2], at) if found and found[0] == grammar.FIGURE else found


def _from_word(text: str, at: int, word: str) -> Piece | None:
    tries = _words()
    for kind, match in tries.get(word.lower()) or tries[""]:
        found = match(text, at)
        if found and kind != grammar.FIGURE:
            return kind, at, found.end()
        if found and (figure := _after(text, found.end(), at)):
            return figure
    return None


def _matched(found: regex.Match[str] | None, at: int) -> Piece | None:
    return (found.lastgroup or "unread", at, found.end()) if found else None


def _one_of(alternatives: list[tuple[str, str]]) -> _Try:
    any_kind = "|".join(f"(?P<{kind}>{body})" for kind, body in alternatives)
    match: _Try = regex.compile(any_kind).match
    return match


@cache
def _named() -> _Try:
    return _one_of(grammar.named_digits())


@cache
def _bare() -> _Try:
    return _one_of(grammar.bare_digits())


@cache
def _signs() -> _Try:
    return _one_of(grammar.from_signs())


@cache
def _marks() -> tuple[_Try, ...]:
    bodies = (
        grammar.glued_note(),
        grammar.note_before_word(),
        grammar.note_opening_line(),
        grammar.code_after_letter(),
    )
    return tuple(regex.compile(body).match for body in bodies)


@cache
def _measured() -> _Try:
    match: _Try = regex.compile(grammar.measured()).match
    return match


@cache
def _spaced() -> _Try:
    match: _Try = regex.compile(grammar.spaced()).match
    return match


@cache
def _summed() -> _Try:
    match: _Try = regex.compile(grammar.summed()).match
    return match


@cache
def _words() -> dict[str, tuple[tuple[str, _Try], ...]]:
    """First word -> what can begin with it, in order; "" -> everything, for letters that fold in odd ways."""
    alternatives = [(kind, regex.compile(body).match, first) for kind, body, first in grammar.from_words()]
    table = {
        word: tuple((kind, match) for kind, match, first in alternatives if word in first)
        for word in {word for _, _, first in alternatives for word in first}
    }
    return {**table, "": tuple((kind, match) for kind, match, _ in alternatives)}
