"""How much it tells that two rows share words: a rare word of a name much, one that stands in many names nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from congthuong.apps.registers.kinds import RegisterKind

MOST_ALIKE, PART_ALIKE = 3, 100
"""A word is rare that stands in so many names at most, or in one of so many."""


class Rarity:
    """Of the words of `names`, which are without diacritics and legal form (`plain_name`)."""

    def __init__(self, names: Iterable[str]) -> None:
        every = [set(name.split()) for name in names]
        self._seen = Counter(word for words in every for word in words)
        self._most = max(MOST_ALIKE, len(every) // PART_ALIKE)

    def rare(self, name: str) -> frozenset[str]:
        words = {one for one in name.split() if len(one) > 1 and not one.isdigit()}
        return frozenset(one for one in words if self._seen[one] <= self._most)

    def share(self, one: str, other: str) -> bool:
        return bool(self.rare(one) & set(other.split()))


def apart(kind: RegisterKind, one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two rows say that they lie in two places."""
    pairs = ((one.get(name), other.get(name)) for name in kind.places())
    return any(here and there and here != there for here, there in pairs)


def numbered_apart(kind: RegisterKind, one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Both have a number that may not repeat, and it is another: then they are two things."""
    pairs = ((one.get(name), other.get(name)) for name in kind.unique)
    return any(here and there and here != there for here, there in pairs)
