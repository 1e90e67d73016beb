"""What patterns of figures are made of: blanks, digits, days, words, units.

Every repetition is bounded or possessive, see `grammar.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

import regex

from congthuong.core.quantities.numbers import DIGIT_WORDS
from congthuong.core.quantities.units import (
    TONE_PAIRS,
    base_spellings,
    letter_spellings,
    magnitude_spellings,
    measures,
    short_spellings,
)

S: Final = r"\s{0,4}+"
"""Blanks between two parts of one wording: a line end with its blank line, at most."""
B: Final = r"\s{1,4}+"
YEAR: Final = r"(?:19|20|21)[0-9]{2}(?![0-9]{3})"
DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
MONTH: Final = r"(?:1[0-2]|0?[1-9])"
DMY: Final = rf"[0-9]{{1,2}}\s?/\s?[0-9]{{1,2}}\s?/\s?{YEAR}"
NUMBER: Final = r"(?:[0-9]{1,3}(?:\.[0-9]{3})++|[0-9]++)(?:,[0-9]++)?(?![.,/]?[0-9])"
SIGN: Final = r"(?<=\A|[^\S\n]|[(:;|])[-−]"
WORD_START: Final = r"(?<![\p{L}\p{M}0-9])"
WORD_END: Final = r"(?!\p{L})"
BLANK: Final = r"[ \u00a0\u2009\u202f]"
"""One blank inside a line, as some put it between thousands."""
LINE_START: Final = r"(?<=(?:\A|\n)[ \t#>*]{0,8})"
SEGMENT: Final = r"\p{Lu}\p{L}{0,11}[0-9]{0,2}"
NUMBER_WORDS: Final = (
    *DIGIT_WORDS,
    *["mười", "mươi", "mốt", "tư", "lăm", "trăm", "nghìn", "ngàn", "linh", "lẻ", "triệu", "tỷ", "tỉ"],
)
LARGER_DIGITS: Final = ("mươi", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ")
MULTIPLES: Final = {"đôi": "2", "rưỡi": "1,5"}
"""What stands for a number of times after "gấp"."""


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "reading.toml").read_text(encoding="utf-8"))


def any_of(spellings: Iterable[str]) -> str:
    """A pattern for any of the spellings, the longest that fits, blanks in them of any kind.

    Written as a tree of common beginnings, so that few letters decide among hundreds of words.
    """
    tree: dict[str, Any] = {}
    for spelling in spellings:
        branch = tree
        for letter in spelling:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ends = "" in tree
    branches = [
        (B if letter == " " else regex.escape(letter)) + _branches(below)
        for letter, below in sorted(tree.items())
        if letter
    ]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


@cache
def unit() -> str:
    """A unit after a number; one-letter units only as they are written ("5 m", never "5 M")."""
    spelled = both_tones([*base_spellings(), *short_spellings()])
    long = any_of(word for word in spelled if len(word) > 1)
    letters = any_of(letter_spellings())
    magnitude = rf"(?i:{any_of(magnitude_spellings())})"
    # "Quyết định 11 ngày 15/7/2019": the day belongs to the date that follows.
    base = rf"(?:[%‰]|(?i:{long}){WORD_END}(?<!(?i:ngày|tháng|năm)(?={B}[0-9]))|{letters}(?![\p{{L}}/]))"
    return rf"(?>{magnitude}{B}{base}|{base}|{magnitude}{WORD_END})"


def both_tones(spellings: Iterable[str]) -> set[str]:
    both = set(spellings)
    for old, new in TONE_PAIRS:
        both |= {word.replace(new, old) for word in both}
    return both


@cache
def measure() -> str:
    """Units that are no count nouns, and magnitudes."""
    symbols = [symbol.lower() for symbol in measures() if len(symbol) > 1]
    return rf"(?>[%‰]|(?i:{any_of([*symbols, *magnitude_spellings()])}){WORD_END})"
