"""Words as people write them, made alike: no diacritics, no case, đ as d, one space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_MARKS: Final = re.compile("[\u0300-\u036f]+")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """ "Tháng 8/2026  so với" -> "thang 8/2026 so voi"."""
    low = text.lower()
    if not low.isascii():
        low = _MARKS.sub("", unicodedata.normalize("NFD", low)).replace("đ", "d").replace("\u2013", "-")
    return " ".join(low.split())
