"""How a document is named: by its number alone, or by number and issuer where two issuers gave out one number.

The number alone keeps meaning the document that was on record first, so that a template which names it goes on saying
what it said when a letter of another office with the same number comes in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from congthuong.core.ledger.model import LegalDocument

LINKS: Final = ("replaces", "amends", "repeals", "implements")
"""What a document does to another one."""
DIRECTIONS: Final = ("", "in", "out")
_SHORT: Final = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "uỷ": "ủy", "thành uỷ": "thành ủy"}


def same_issuer(one: str, other: str) -> bool:
    """Whether two names can be one office: "UBND tỉnh" is "Ủy ban nhân dân tỉnh Trà Vinh", not "UBND huyện"."""
    first, second = sorted((_words(one), _words(other)), key=len)
    return second[: len(first)] == first and (bool(first) or not second)


def _words(issuer: str) -> list[str]:
    words = unicodedata.normalize("NFC", issuer).lower().split()
    return " ".join(_SHORT.get(word, word) for word in words).split()


def references(documents: Iterable[LegalDocument]) -> dict[str, LegalDocument]:
    """Every document by the words that name it, in their order: the first on record has the number to itself."""
    named: dict[str, LegalDocument] = {}
    for one in documents:
        named[full_reference(one.number, one.issuer) if one.number in named else one.number] = one
    return named


def full_reference(number: str, issuer: str) -> str:
    return f"{number} của {issuer}"
