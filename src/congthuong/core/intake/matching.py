"""Lines of a table -> what they are about: by code, by name when only one bears it, as decided before; else asked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final, NamedTuple

from congthuong.core.intake.synonyms import names_together, same_names
from congthuong.core.intake.words import bare_label, folded

TOTAL: Final = "*"
LEFT_OUT: Final = "!"
NEAR: Final = 0.86
MOST_SOUGHT: Final = 400
"""Names that are compared with every candidate; a file with more unknown names is of another kind."""
MOST_WORDS, MOST_COMPARED = 6, 60
_PREFIX: Final = re.compile(r"^(?:nganh\s*)?([A-Ea-e]|[0-9]{2,4})\s*[.:)\-]?\s+(.+)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a line can be about: an item of a code list, or an indicator. `code` is what decisions keep."""

    code: str
    name: str


class Match(NamedTuple):
    """`code` "" : unclear; `rivals` are the candidates that fit equally or nearly."""

    code: str
    score: int
    reason: str
    rivals: tuple[str, ...] = ()


def row_key(code: str, label: str, turn: int) -> str:
    """How a line is known again next month; `turn` counts lines that are written alike."""
    return _key(folded(code), bare_label(label), turn)


def _key(code: str, name: str, turn: int) -> str:
    return f"{code}|{name}|{turn}"


class Matcher:
    """Finds the candidate of every line of one table."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        totals: frozenset[str] = frozenset(),
        remembered: Mapping[str, str] | None = None,
    ) -> None:
        self._by_code = {folded(one.code): one for one in candidates}
        self._by_name: dict[str, list[Candidate]] = defaultdict(list)
        for one in candidates:
            self._by_name[bare_label(one.name)].append(one)
        self._totals = totals
        self._remembered = remembered or {}
        self._near: dict[str, Match] = {}
        self.names = {one.code: one.name for one in candidates}

    def all(self, lines: Sequence[tuple[str, str]]) -> list[tuple[str, Match]]:
        """The key and the match of every (code, label), in their order."""
        names = [bare_label(label) for _, label in lines]
        times = Counter(names)
        turns: dict[tuple[str, str], int] = defaultdict(int)
        seen: dict[str, int] = defaultdict(int)
        found = []
        for (code, label), name in zip(lines, names, strict=True):
            said = folded(code), name
            turns[said] += 1
            key = _key(*said, turns[said])
            found.append((key, self._one(key, code, label, name, seen[name], times[name])))
            seen[name] += 1
        return found

    def _one(self, key: str, code: str, label: str, name: str, turn: int, times: int) -> Match:
        if (before := self._remembered.get(key)) is not None and self._still(before):
            return Match(before, 100, "như lần trước đã chọn")
        if by_code := self._of_code(code, label):
            return by_code
        if name in self._totals:
            return Match(TOTAL, 95, "dòng tổng")
        alike = self._by_name.get(name, [])
        if len(alike) == 1:
            return Match(alike[0].code, 95, "trùng tên, chỉ một nơi mang tên này")
        if alike:
            return _by_turn(alike, turn, times)
        if prefixed := self._of_prefix(label):
            return prefixed
        if otherwise := self._of_other_name(name):
            return otherwise
        if name not in self._near:
            if len(self._near) >= MOST_SOUGHT:
                return Match("", 0, "quá nhiều tên lạ")
            self._near[name] = self._nearest(name)
        return self._near[name]

    def _still(self, code: str) -> bool:
        return code in (TOTAL, LEFT_OUT) or code in self.names

    def _of_code(self, code: str, label: str) -> Match | None:
        found = self._by_code.get(folded(code)) if code else None
        if found is None:
            return None
        likeness = _likeness(bare_label(label), bare_label(found.name))
        if likeness >= 0.4 or not label.strip():
            return Match(found.code, 98, f"mã {found.code}")
        return Match("", 40, f"mã {found.code} là «{found.name}», khác tên dòng", (found.code,))

    def _of_other_name(self, name: str) -> Match | None:
        """By a name that senders use for what a list calls otherwise; likely, so that a person sees it."""
        if holds := names_together().get(name):
            rivals = tuple(one.code for other in holds for one in self._by_name.get(bare_label(other), ()))
            said = " và ".join(f"«{one}»" for one in holds)
            return Match("", 40, f"dòng này gộp {said}, danh mục ghi riêng", rivals) if rivals else None
        known = [one for other in same_names().get(name, ()) for one in self._by_name.get(other, ())]
        if len(known) != 1:
            return None
        return Match(known[0].code, 80, f"tên khác của «{known[0].name}»", (known[0].code,))

    def _of_prefix(self, label: str) -> Match | None:
        found = _PREFIX.match(label.strip())
        if not found or (candidate := self._by_code.get(folded(found[1]))) is None:
            return None
        if _likeness(bare_label(found[2]), bare_label(candidate.name)) < 0.6:
            return None
        return Match(candidate.code, 95, f"mã {candidate.code} đứng trước tên")

    def _nearest(self, name: str) -> Match:
        close = sorted(
            ((_likeness(name, other), one) for other in self._alike(name) for one in self._by_name[other]),
            key=lambda pair: -pair[0],
        )[:4]
        if not close or close[0][0] < 0.55:
            return Match("", 0, "không có tên nào giống")
        rivals = tuple(one.code for likeness, one in close if likeness >= 0.55)
        clear = len(close) == 1 or close[0][0] - close[1][0] >= 0.05
        if close[0][0] >= NEAR and clear:
            return Match(close[0][1].code, 75, f"tên gần giống «{close[0][1].name}»", rivals)
        return Match("", 40, f"gần với «{close[0][1].name}» nhưng không đủ giống", rivals)

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        """The names by their words; only a line that no name fits asks for it."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self._by_name:
            for word in set(name.split()):
                found[word].add(name)
        return found

    def _alike(self, name: str) -> list[str]:
        """The names that share most words with this one: the only ones worth a closer look."""
        shared: Counter[str] = Counter()
        for word in sorted(set(name.split()), key=lambda one: len(self._by_word.get(one, ())))[:MOST_WORDS]:
            shared.update(self._by_word.get(word, ()))
        return [one for one, _ in shared.most_common(MOST_COMPARED)]


def _by_turn(alike: Sequence[Candidate], turn: int, times: int) -> Match:
    """One name for several: a section and its only division stand one below the other, as in the list itself."""
    rivals = tuple(one.code for one in alike)
    if times == len(alike):
        return Match(alike[turn].code, 70, f"tên này có {times} nơi; lấy theo thứ tự trong danh mục", rivals)
    return Match("", 40, f"tên này có ở {len(alike)} nơi: {', '.join(rivals)}", rivals)


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= 0.4 and matcher.quick_ratio() >= 0.4 else 0.0
