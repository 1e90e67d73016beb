"""A set of rules tried on past returns before it goes live: how many it would have stopped or asked about.

Rules and returns are anything; the evaluator, given by the caller, says what a rule finds in a return. So the very code
that will check tomorrow's returns is what is tried, and this module only counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, Literal, TypeVar

from congthuong.core.problems import Problem

R = TypeVar("R")
Severity = Literal["stop", "ask"]
"""stop: a hard rule, the return cannot be handed in; ask: a soft rule, a reason is wanted."""

EXAMPLES: Final = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a rule found: at which cell ("" for the return as a whole)."""

    rule: str
    severity: Severity
    cell: str = ""


@dataclass(frozen=True, slots=True)
class RuleTally:
    """What one rule did. `hits` counts cells; `failed` the returns on which the rule itself could not be worked out.

    `examples`: the first returns it would have met, in the order given.
    """

    rule: str
    stopped: int = 0
    asked: int = 0
    hits: int = 0
    failed: int = 0
    examples: tuple[str, ...] = ()
    failure: str = ""

    @property
    def silent(self) -> bool:
        """A rule that never speaks is either right about a clean history or never true of anything."""
        return not self.hits and not self.failed


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Every return is counted once: stopped by some rule, else asked about, else clean. `rules` in the order given."""

    returns: int
    stopped: int
    asked: int
    rules: tuple[RuleTally, ...]
    met: Mapping[str, Severity]

    @property
    def clean(self) -> int:
        return self.returns - self.stopped - self.asked

    @property
    def share_met(self) -> Decimal | None:
        """Stopped or asked about, in per cent of the returns; None for none."""
        return (
            Decimal(self.stopped + self.asked) / Decimal(self.returns) * Decimal(100)
            if self.returns
            else None
        )

    def newly_met(self, before: Rehearsal) -> tuple[str, ...]:
        """The returns that these rules meet harder than those of `before` did, in order."""
        rank = {"ask": 1, "stop": 2}
        return tuple(
            key
            for key, severity in self.met.items()
            if rank[severity] > (rank[before.met[key]] if key in before.met else 0)
        )


def rehearse(
    rules: Sequence[str],
    returns: Iterable[tuple[str, R]],
    evaluate: Callable[[str, R], Iterable[Hit]],
) -> Rehearsal:
    """Run every rule over every return. `returns`: (key, return), each key once; they are walked through once only.

    A Problem raised by the evaluator counts as failed for that rule and return, and the rest goes on; any other
    exception is a bug and comes through. Raises ValueError for a rule or a key that stands twice.
    """
    if len(set(rules)) < len(rules):
        raise ValueError("a rule stands twice")
    tallies: dict[str, _Counting[R]] = {rule: _Counting() for rule in rules}
    met: dict[str, Severity] = {}
    seen: set[str] = set()
    for key, one in returns:
        if key in seen:
            raise ValueError(f"return {key} stands twice")
        seen.add(key)
        found = {severity for rule in rules for severity in tallies[rule].take(rule, key, one, evaluate)}
        if found:
            met[key] = "stop" if "stop" in found else "ask"
    counted = Counter(met.values())
    return Rehearsal(
        len(seen),
        counted["stop"],
        counted["ask"],
        tuple(tallies[rule].tally(rule) for rule in rules),
        met,
    )


class _Counting(Generic[R]):
    """The running tally of one rule."""

    def __init__(self) -> None:
        self.stopped = self.asked = self.hits = self.failed = 0
        self.examples: list[str] = []
        self.failure = ""

    def take(self, rule: str, key: str, one: R, evaluate: Callable[[str, R], Iterable[Hit]]) -> set[Severity]:
        try:
            hits = list(evaluate(rule, one))
        except Problem as problem:
            self.failed += 1
            self.failure = self.failure or problem.message
            return set()
        severities: set[Severity] = {hit.severity for hit in hits}
        self.hits += len(hits)
        if "stop" in severities:
            self.stopped += 1
        elif severities:
            self.asked += 1
        if severities and len(self.examples) < EXAMPLES:
            self.examples.append(key)
        return severities

    def tally(self, rule: str) -> RuleTally:
        return RuleTally(
            rule, self.stopped, self.asked, self.hits, self.failed, tuple(self.examples), self.failure
        )
