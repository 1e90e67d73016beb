"""The words between numbers: where a phrase begins and ends, whether it names anything, and what it names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import regex

from congthuong.core.audit.cues import any_word, vocabulary
from congthuong.core.audit.scan import Number, Scan
from congthuong.core.document.reading import Reading
from congthuong.core.quantities.units import fold

BOUNDARY: Final = regex.compile(
    r"[,;:()\[\]]|[.!?](?=\s)|(?<=\s)(?:trong đó|đồng thời|nhưng|trong khi|còn lại|gồm|bao gồm)(?=\s)"
)
WEAK: Final = regex.compile(r"(?<=\s)(?:và|còn)(?=\s)")
_STRONG: Final = regex.compile(r"[;:()\[\]]+|\.(?=\s|\Z)")
_WORD: Final = regex.compile(r"[\p{L}\p{M}]{2,}")
_LIST_MARK: Final = regex.compile(r"^\s*(?:[-+*•–]|\(?[0-9]{1,2}[.)]|\(?\p{Ll}\)|[IVX]{1,5}\.)\s*")
_CLOSED: Final = regex.compile(r"\([^()0-9]*\)|\((?=[^()]{0,40}\p{L}{2})[^()]{0,80}\)")
"""Brackets without a number, or with a time: between two figures they explain a name and name nothing themselves."""


def without_closed(words: str) -> str:
    """The words with those brackets blanked, so that places stay."""
    blanked: str = _CLOSED.sub(lambda match: " " * len(match[0]), words)
    return blanked


def after_tail(text: str, number: Number) -> int:
    """Where the words that belong to the number before end and those before this one begin."""
    gap = text[number.gap : number.start]
    boundary = BOUNDARY.search(gap) or WEAK.search(gap)
    return number.gap + boundary.start() if boundary else number.gap


def last_segment(context: str) -> str:
    """What stands after the last mark of punctuation, the mark itself kept when it is a bracket."""
    end = len(context)
    for cut in reversed([match.start() for match in _MARK.finditer(context)]):
        if context[cut] in "([":
            return context[cut:end]
        # "Kế hoạch: 45.400": the words before a colon that nothing follows lead the number.
        if context[cut] != ":" or cut == 0 or _WORD.search(context, cut + 1, end):
            return context[cut + 1 : end]
        end = cut
    return context[:end]


_MARK: Final = regex.compile(r"[,;:()\[\]]|\.(?=\s)")


def segments(plain: str, *, whole: bool) -> list[str]:
    """Candidates for a subject, the nearest last: parts between strong marks, without the circumstances before
    a comma ("do nhu cầu tăng, xi măng đạt"); `whole` keeps those too."""
    segments = _STRONG.split(plain)
    return segments if whole else [_without_circumstances(one) for one in segments]


def _without_circumstances(segment: str) -> str:
    parts = segment.split(",")
    kept: list[str] = []
    for part in reversed(parts):
        if kept and (not has_content(part) or _circumstance().match(fold(part))):
            break
        kept.insert(0, part)
    return ",".join(kept)


@cache
def _circumstance() -> regex.Pattern[str]:
    return regex.compile(rf"[\s\-–+*]*{any_word(vocabulary()['circumstance']['starts'])}(?![\p{{L}}\p{{M}}])")


def without_periods(found: Scan, start: int, end: int) -> str:
    """The words of a stretch without the periods and days named in it."""
    kept: list[str] = []
    at = start
    for first, last in found.asides_between(start, end):
        if first > at:
            kept.append(found.text[at:first])
        at = max(at, last)
    kept.append(found.text[at:end])
    return " ".join(kept)


@lru_cache(maxsize=8192)
def has_content(words: str) -> bool:
    """Whether the words name something, besides saying how a number is to be taken."""
    return bool(_WORD.search(_nothing().sub(" ", fold(words))))


@cache
def _nothing() -> regex.Pattern[str]:
    told_of = vocabulary()
    words = [*told_of["empty"]["words"], *told_of["change"]["up"], *told_of["change"]["down"]]
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}]){any_word(words)}(?![\p{{L}}\p{{M}}])")


@cache
def _trimmed(side: str) -> regex.Pattern[str]:
    words = any_word(vocabulary()["trim"][side])
    signs = r"[\s\-–:,.;*+(\[]*"
    if side == "start":
        return regex.compile(rf"\A{signs}(?:{words}(?![\p{{L}}\p{{M}}]){signs})*")
    return regex.compile(rf"(?r)(?:{signs}(?<![\p{{L}}\p{{M}}]){words})*{signs}\Z")


def subject_of(segment: str) -> str:
    """The phrase that names the subject: without list mark, linking words before and verbs after."""
    phrase = " ".join(_LIST_MARK.sub("", segment.strip()).split())
    folded = fold(phrase)
    if len(folded) != len(phrase):
        return phrase
    first = _trimmed("start").match(folded)
    begin = first.end() if first else 0
    last = _trimmed("end").search(folded, begin)
    return phrase[begin : last.start() if last else len(phrase)].strip() or phrase


_KEY_DROPPED: Final = regex.compile(r"[^\p{L}\p{M}\p{Nd}\s]+")


def key_of(subject: str, abbreviations: Mapping[str, str]) -> str:
    """The subject for comparing: folded, without signs, abbreviations spelled out."""
    for short, full in abbreviations.items():
        if short in subject:
            subject = regex.sub(rf"(?<!\w){regex.escape(short)}(?!\w)", full, subject)
    return " ".join(_KEY_DROPPED.sub(" ", fold(subject)).split())


_ABBREVIATED: Final = regex.compile(r"((?:[\p{L}\p{M}]+[ ]){2,9})\((\p{Lu}[\p{Lu}\p{Nd}]{1,9})\)")


_SHORT: Final = regex.compile(r"\(\p{Lu}[\p{Lu}\p{Nd}]{1,9}\)")


def abbreviations_of(reading: Reading) -> dict[str, str]:
    """Short names that a text introduces in brackets: "Chỉ số sản xuất công nghiệp (IIP)", as many words as letters
    or more. The first introduction counts."""
    found: dict[str, str] = {}
    for piece in reading.pieces:
        if _SHORT.search(piece.text):
            for match in _ABBREVIATED.finditer(piece.text):
                found.setdefault(match[2], subject_of(match[1]))
    return found


MEAN = regex.compile(r"(?i)bình quân|trung bình")
