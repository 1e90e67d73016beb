"""Names of places in running text: which words belong to a name, and of which province a report is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

import regex

from congthuong.core.audit.model import Understanding
from congthuong.core.audit.rules import territory
from congthuong.core.audit.rules.territory import key

WORD: Final = r"\p{Lu}[\p{L}'’]*+"
NAME: Final = rf"{WORD}(?:\s{{1,4}}{WORD}|\s?-\s?{WORD}){{0,4}}"
COMMUNE: Final = rf"(?:{NAME}|[0-9]{{1,2}})"
# "12/20 xã nghèo", "5/6 xã ven biển" are of some communes only.
ALL_COMMUNES: Final = regex.compile(
    r"\s*(?i:tiếp\s+tục\s+)?(?i:đạt|được\s+công\s+nhận|hoàn\s+thành|giữ\s+vững|có\s+(?:điện|chợ|đường))(?!\p{L})"
)
_A_PROVINCE: Final = regex.compile(rf"(?i:tỉnh|sở\s+công\s+thương)\s+(?P<province>{NAME})")
_ENOUGH: Final = 2


@cache
def shortened(name: str) -> tuple[str, ...]:
    """The name and what is left when its last words belong to the next phrase, the longest first."""
    words = name.split()
    return tuple(" ".join(words[:length]) for length in range(len(words), 0, -1))


def known_province(name: str) -> str | None:
    return next((spelled for spelled in shortened(name) if territory.is_province(spelled)), None)


def texts(understanding: Understanding) -> Iterator[tuple[int, str]]:
    """The pieces that are read as sentences, by their numbers."""
    for index, piece in enumerate(understanding.reading.pieces):
        if piece.kind != "cell":
            yield index, piece.text


def own_province(understanding: Understanding) -> str | None:
    """The key of the province that the report is of: named most often, and more often than all others together."""
    counted: Counter[str] = Counter()
    for _, text in texts(understanding):
        for found in _A_PROVINCE.finditer(text):
            if name := known_province(found["province"]):
                counted[key(name)] += 1
    if not counted:
        return None
    name, times = counted.most_common(1)[0]
    return name if times >= _ENOUGH and times * 2 > counted.total() else None
