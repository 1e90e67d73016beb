"""Legal documents as a text cites them: number, kind, day and who issued them, each with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import regex

from congthuong.core.audit.model import Span, Understanding
from congthuong.core.quantities import LegalMention, NotADate, read_date
from congthuong.core.quantities.units import fold

_DAY_AFTER: Final = regex.compile(
    r",?\s*\(?\s*(?:ban hành\s+|ký\s+)?(ngày\s+(?:[0-9]{1,2}\s?/\s?[0-9]{1,2}\s?/\s?[0-9]{4}"
    r"|[0-9]{1,2}\s+tháng\s+[0-9]{1,2}\s+năm\s+[0-9]{4}))\)?"
)
_NEAR: Final = 60
"""How far the day and the issuer stand from the number. Without an end each match would search the whole text for
the letters that it needs."""
_BY: Final = regex.compile(r"\s*,?\s*(?i:của)\s+(?=\p{L})")
_LEVEL: Final = regex.compile(
    r"\s+(tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn)(?=[\s.,;)]|\Z)", regex.I
)
_NAME: Final = regex.compile(r"\s+(\p{Lu}\p{Ll}*+(?:\s\p{Lu}\p{Ll}*+){0,3})")
_SYMBOL: Final = regex.compile(r"/\s?\p{Lu}")
_SEGMENTS: Final = regex.compile(r"[/\-–]")
_YEAR: Final = regex.compile(r"[0-9]+/((?:19|20)[0-9]{2})/")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued a document: a code of documents.toml, and which one of them ("tỉnh", "Trà Vinh") where said."""

    code: str
    level: str
    name: str
    words: str

    def agrees(self, other: Issuer) -> bool:
        """Whether both can be one office: what both say is the same."""
        return self.code == other.code and all(
            not mine or not theirs or mine == theirs
            for mine, theirs in ((self.level, other.level), (self.name, other.name))
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation. `key` is the number without blanks, leading zeros and case; `year` the one in the number."""

    piece: int
    start: int
    end: int
    number: str
    kind: str
    day: date | None
    issuer: Issuer | None
    after: int

    @property
    def key(self) -> str:
        return self.number.replace("–", "-").lstrip("0").upper()

    @property
    def year(self) -> int | None:
        found = _YEAR.match(self.number)
        return int(found[1]) if found else None

    @property
    def segments(self) -> tuple[str, ...]:
        """The letters of the symbol: QĐ, UBND."""
        return tuple(part for part in _SEGMENTS.split(self.number) if part and not part[0].isdigit())

    def span(self, understanding: Understanding) -> Span:
        return understanding.span(self.piece, self.start, self.end)


@cache
def vocabulary() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "documents.toml").read_text(encoding="utf-8"))


@cache
def symbols() -> dict[str, str]:
    """An office's symbol, in capitals -> its code."""
    return {symbol.upper(): row["code"] for row in vocabulary()["issuer"] for symbol in row["symbols"]}


@cache
def national() -> frozenset[str]:
    """The codes of offices of which there is only one in the country."""
    return frozenset(row["code"] for row in vocabulary()["issuer"] if row.get("only"))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Folded names, the longest first, with their codes."""
    pairs = [(fold(name), row["code"]) for row in vocabulary()["issuer"] for name in row["names"]]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def citations(understanding: Understanding) -> Iterator[Citation]:
    """Every citation with a number and a symbol, in reading order."""
    for index, piece in enumerate(understanding.reading.pieces):
        if not _SYMBOL.search(piece.text):
            continue
        for mention in understanding.mentions(index):
            if isinstance(mention, LegalMention) and _SEGMENTS.search(mention.number):
                yield _citation(index, piece.text, mention)


def _citation(index: int, text: str, mention: LegalMention) -> Citation:
    day, end, after = mention.day, mention.end, mention.end
    if day is None and (dated := _DAY_AFTER.match(text, end, end + _NEAR)):
        day, end, after = _day(dated[1]), dated.end(1), dated.end()
    issuer, after = _issuer(text, after)
    return Citation(index, mention.start, end, mention.number, fold(mention.document), day, issuer, after)


def _day(text: str) -> date | None:
    try:
        return read_date(text)
    except NotADate:
        return None


def _issuer(text: str, at: int) -> tuple[Issuer | None, int]:
    by = _BY.match(text, at, at + _NEAR)
    if by is None:
        return None, at
    words = text[by.end() : by.end() + 80]
    folded = words.lower().replace("uỷ", "ủy")
    for name, code in _names():
        if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalpha():
            level = _LEVEL.match(words, len(name))
            end = level.end() if level else len(name)
            called = _NAME.match(words, end)
            last = called.end() if called else end
            which = level[1].lower() if level else ""
            return Issuer(code, which, called[1] if called else "", words[:last]), by.end() + last
    return None, at


def near(one: str, other: str) -> bool:
    """Whether two symbols differ by one letter left out, added or changed."""
    first, second = sorted((one.upper(), other.upper()), key=len)
    if first == second or len(second) - len(first) > 1:
        return False
    if len(first) == len(second):
        return sum(a != b for a, b in zip(first, second, strict=True)) == 1
    return any(second[:i] + second[i + 1 :] == first for i in range(len(second)))
