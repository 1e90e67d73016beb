"""Vietnamese from before Unicode: TCVN3 (ABC), VNI and Windows-1258, and which of them a text is written in."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import regex

Encoding = Literal["tcvn3", "tcvn3-capitals", "vni"]

_TABLES: Final = tomllib.loads(files(__package__).joinpath("legacy.toml").read_text(encoding="utf-8"))
_WORD: Final = regex.compile(r"\p{L}+")
_VNI_LETTERS: Final = {pair[0]: pair[1] for pair in _TABLES["vni"]["letters"].split()}
_VNI_MARKS: Final[dict[str, str]] = dict(_TABLES["vni"]["marks"])
_VNI_MARKED: Final = regex.compile(
    rf"([aeouyôöAEOUYÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])"
)
_COMMON: Final = frozenset(_TABLES["common"]["words"].split())


@cache
def _tcvn3() -> tuple[dict[int, str], dict[int, str]]:
    small = {ord(pair[0]): pair[1] for pair in _TABLES["tcvn3"]["letters"].split()}
    return small, {sign: letter.upper() for sign, letter in small.items()}


@cache
def _vni_letters() -> dict[int, str]:
    both = _VNI_LETTERS | {sign.upper(): letter.upper() for sign, letter in _VNI_LETTERS.items()}
    return {ord(sign): letter for sign, letter in both.items()}


def to_unicode(text: str, encoding: Encoding) -> str:
    """A text of one of the old encodings, seen as Western European letters, in composed Unicode."""
    if encoding == "vni":
        return _from_vni(text)
    small, capitals = _tcvn3()
    if encoding == "tcvn3":
        return text.translate(small)
    return text.translate(capitals).upper()


def _from_vni(text: str) -> str:
    marked = _VNI_MARKED.sub(_vni_marked, text)
    return unicodedata.normalize("NFC", marked.translate(_vni_letters()))


def _vni_marked(match: regex.Match[str]) -> str:
    # "ô" and "ö" stand for ơ and ư; they are translated with the letters that bear no mark.
    return str(match[1]) + _VNI_MARKS[match[2].lower()]


def encoding_of_font(font: str) -> Encoding | None:
    """The encoding that a font's name tells: ".VnTime", ".VnTimeH", "VNI-Times"."""
    if font[:3].lower() == ".vn":
        return "tcvn3-capitals" if font.rstrip().endswith("H") else "tcvn3"
    return "vni" if font[:4].upper() == "VNI-" else None


def vietnamese(text: str) -> float:
    """How much of a text is frequent Vietnamese words: from 0 to 1; prose has 0,3 and more."""
    words = _WORD.findall(text.lower())
    if not words:
        return 0.0
    return sum(word in _COMMON and not word.isascii() for word in words) / len(words)
