"""What people write into a return's way: kept as typed, and saying something."""

from __future__ import annotations

from congthuong.apps.collection.problems import ReasonMissing, ReasonTooShort

LONGEST, FEWEST_LETTERS = 2000, 5


def plain(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST]


def says_nothing(words: str) -> bool:
    """«ok», «sai»: who reads it knows no more than before."""
    return len(words.split()) < 2 or sum(map(str.isalpha, words)) < FEWEST_LETTERS


def words_in(text: str, what: str) -> str:
    """Raises ReasonMissing."""
    words = plain(text)
    if not words:
        raise ReasonMissing(what=what)
    return words


def reason_in(text: str, what: str) -> str:
    """Raises ReasonMissing, ReasonTooShort."""
    words = words_in(text, what)
    if says_nothing(words):
        raise ReasonTooShort(text=words, what=what)
    return words
