"""The heads of a table's columns where a line before it tells them by their numbers.

"(1) Tên khu; (2) Đất công nghiệp, ha; (3) Đã cho thuê, ha; (4) Tỷ lệ lấp đầy, %", "Cột 1: xã; cột 2: số hộ; …".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from congthuong.core.audit.table_heads import Heads

_ENTRY: Final = regex.compile(
    r"(?i)(?<!\p{L})(?:cột\s*)?(?:[(\[](?P<bracket>[0-9]{1,2})[)\]]|(?<=cột\s*)(?P<plain>[0-9]{1,2})(?=\s*[:=\-–]))\s*[:=\-–]?\s*"
    r"(?P<head>(?:[^;()\[\]]|\([^()]{1,30}\)){2,90}?)\s*(?:[;.]|,?\s*(?=[(\[][0-9])|,\s*(?=cột\s)|\Z)"
)
_UNIT_LAST: Final = regex.compile(r",\s*(?P<unit>[^,;()]{1,16})\Z")
_FORMULA: Final = regex.compile(r"[0-9]\s*[:/+*x×=\-–]\s*[0-9(]")


def with_legend(heads: Heads, before: Sequence[str]) -> Heads:
    """The heads, taken from the words before the table where it has none and they number as many as it has columns."""
    if any(heads.paths.values()):
        return heads
    for text in reversed(before):
        found = list(_ENTRY.finditer(text))
        numbers = [int(one["bracket"] or one["plain"]) for one in found]
        if len(numbers) > 1 and numbers == list(range(1, heads.width + 1)):
            return replace(heads, paths={at: (_head(one["head"]),) for at, one in enumerate(found)})
    return heads


def _head(words: str) -> str:
    """ "Đất công nghiệp, ha" as a head is written elsewhere: with its unit in brackets."""
    plain = " ".join(words.split())
    return plain if _FORMULA.search(plain) else _UNIT_LAST.sub(lambda found: f" ({found['unit']})", plain)
