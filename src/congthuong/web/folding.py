"""Search as people type: without diacritics, without case, đ as d; every word must be found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
_BETWEEN = re.compile(r"[^\w]+")
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # those of Latin letters, all of them combining


def fold(text: str) -> str:
    """ "Sản lượng điện" -> "san luong dien"; spaces are made one."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.lower())).replace("đ", "d")
    if not bare.isascii():  # marks of other writings: seldom, and slow to look for
        bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(bare.split())


def spoken(text: str) -> str:
    """The words as they are written, with their marks and without case, one space between them: "cơ sở dừa"."""
    return " ".join(_BETWEEN.split(unicodedata.normalize("NFC", text.lower()))).strip()


def searchable(text: str) -> str:
    """What is stored for search: the text without diacritics, and behind it its words with them, so that what was typed
    with marks is found first where it stands with the same ones (`apps/registers/queries/ordering.py`: `fit`)."""
    return f" {fold(text)} \n {spoken(text)} "


def found(things: Iterable[T], query: str, text: Callable[[T], str]) -> list[T]:
    """The things whose folded `text` holds every word of the query, in their order; all without a query."""
    words = fold(query).split()
    if not words:
        return list(things)
    kept = []
    for thing in things:
        folded = text(thing)
        if all(word in folded for word in words):
            kept.append(thing)
    return kept
