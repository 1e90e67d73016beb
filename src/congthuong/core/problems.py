"""What a user is told when something is wrong: a code that never changes, typed fields, one sentence.

Programs receive the code and the fields, people the sentence (Vietnamese: what is wrong, where, what to
do next). A bug in our own code is a plain exception in English and never one of these.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar


class Problem(Exception):
    """One thing that is wrong with what a person gave us.

    Subclasses set `code` (searchable for ever) and `text` (a `str.format` sentence over the fields).
    """

    code: ClassVar[str] = "CT-000"
    text: ClassVar[str] = "{message}"

    def __init__(self, **fields: Any) -> None:
        self.fields = fields
        super().__init__(self.message)

    @property
    def message(self) -> str:
        return self.text.format(**self.fields)

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": self.message,
            # Nothing is the empty text, never a word of Python's.
            "fields": {k: "" if v is None else str(v) for k, v in self.fields.items()},
        }


class Problems(Exception):
    """Several problems of one input, reported together: an import names every bad row at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.message for problem in self.problems))


def problems_in(error: Problem | Problems) -> tuple[Problem, ...]:
    """What was raised as a page or a program lists it, whether it came alone or with others."""
    return (error,) if isinstance(error, Problem) else error.problems


LIKE_WORDS, LIKE_PHRASES = 0.5, 0.7


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word a person most likely meant, or "" when none is close: no hint is better than a wrong one.

    A name that begins with the words typed («Sở Công Thương») comes before one of like letters («Bộ Công Thương»);
    phrases share so many letters by chance that they must agree in more of them than a mistyped code.
    """
    names = list(known)
    begun = [one for one in names if one.casefold().startswith(f"{word.casefold()} ")]
    if begun and word.strip():
        return min(begun, key=len)
    cutoff = LIKE_PHRASES if " " in word.strip() else LIKE_WORDS
    candidates: Sequence[str] = difflib.get_close_matches(word, names, n=1, cutoff=cutoff)
    return candidates[0] if candidates else ""


def nearest_few(word: str, known: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """What a person may have meant, the likeliest first: words that begin as typed, then those that are close."""
    words = list(known)
    begun = sorted((one for one in words if word and one.startswith(word)), key=lambda one: (len(one), one))
    close = difflib.get_close_matches(word, words, n=most, cutoff=0.5)
    return tuple(dict.fromkeys((*begun, *close)))[:most]


class Guesses:
    """Hints for a file of many bad rows: each word is thought about once, and only so many words are.

    Nobody reads the four thousandth hint, and working each out kept an import of 4,000 bad rows busy for minutes.
    """

    def __init__(self, guess: Callable[[str], str], most: int = 40) -> None:
        self._guess, self._most = guess, most
        self._guesses: dict[str, str] = {}

    @classmethod
    def among(cls, known: Iterable[str]) -> Guesses:
        words = tuple(known)
        return cls(lambda word: nearest(word, words))

    def __call__(self, word: str) -> str:
        """The guess; "" when there is none, or when enough words have been guessed."""
        if word not in self._guesses:
            if len(self._guesses) >= self._most:
                return ""
            self._guesses[word] = self._guess(word)
        return self._guesses[word]
