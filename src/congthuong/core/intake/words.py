"""Words as people write them, made alike: no diacritics, no case, đ as d, one space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_MARKS: Final = re.compile("[\u0300-\u036f]+")
_MARK: Final = re.compile(
    r"^(?:[-+*•–]|[ivx]+\s*[.)]|[0-9]{1,2}(?:\.[0-9]+)*\s*[.)]|[a-e]\s*[.)])\s*|^(?:trong do|chia ra|phan theo)\s*:?\s*"
)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """ "Tháng 8/2026  so với" -> "thang 8/2026 so voi"."""
    low = text.lower()
    if not low.isascii():
        low = _MARKS.sub("", unicodedata.normalize("NFD", low)).replace("đ", "d").replace("\u2013", "-")
    return " ".join(low.split())


@lru_cache(maxsize=65536)
def bare_label(label: str) -> str:
    """The folded name without the marks of a list and without footnote signs."""
    text = folded(label)
    while (shorter := _MARK.sub("", text, count=1).strip()) != text and shorter:
        text = shorter
    return re.sub(r"\s*\(\*+\)|\*+$|\s*[:;,.]+$", "", text).strip()
