"""Words as people write them, made alike: no diacritics, no case, đ as d, one space."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """ "Tháng 8/2026  so với" -> "thang 8/2026 so voi"."""
    bare = unicodedata.normalize("NFD", text.lower())
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(kept.replace("đ", "d").replace("\u2013", "-").split())
