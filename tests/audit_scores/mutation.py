"""Mutation score: of the mutants of a text, how many the checker sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .annotations import Page
from .checker import Answer, Found, ask, overlap
from .mutants import Mutant, mutants

_SEEN = ("contradiction", "suspicious", "rounding")
_PAGE = 3000  # characters


@dataclass
class MutationScore:
    """Counts over all mutants; `hard` ones fail even with trailing zeros taken for rounding."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    by_page: dict[str, list[int]] = field(default_factory=dict)
    missed: list[Mutant] = field(default_factory=list)

    def add(self, mutant: Mutant, found: bool) -> None:
        kinds = {one.kind for one in mutant.broken}
        for key in ("all", *(["hard"] if mutant.hard else []), *kinds):
            self.made[key] += 1
            self.found[key] += found
        counts = self.by_page.setdefault(mutant.page.name, [0, 0])
        counts[0] += 1
        counts[1] += found
        if not found:
            self.missed.append(mutant)

    def share(self, key: str = "all") -> float:
        return self.found[key] / self.made[key] if self.made[key] else 0.0


def score_mutants(pages: Iterable[Page], each: int, seed: int = 0) -> MutationScore:
    """A mutant is found when some finding that is no mere drafting remark points at the changed number."""
    score = MutationScore()
    for page in pages:
        for mutant in mutants(page, each, seed):
            score.add(mutant, is_found(mutant, ask(mutant.text)))
    return score


def is_found(mutant: Mutant, answer: Answer) -> bool:
    return any(
        overlap(place, mutant.place)
        for one in answer.findings
        if one.severity in _SEEN
        for place in one.places
    )


@dataclass
class FalseFindings:
    """Findings on texts that are known to be consistent."""

    pages: float = 0.0
    findings: list[tuple[str, str, Found]] = field(
        default_factory=list
    )  # the text's name, its words, the finding

    def per_page(self, severity: str) -> float:
        return (
            sum(one.severity == severity for _, _, one in self.findings) / self.pages if self.pages else 0.0
        )


def false_findings(texts: Iterable[tuple[str, str]]) -> FalseFindings:
    """Over (name, text) of consistent texts."""
    score = FalseFindings()
    for name, text in texts:
        score.pages += max(len(text), 1) / _PAGE
        score.findings += [(name, text, one) for one in ask(text).findings]
    return score
