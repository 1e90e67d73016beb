"""Measuring side by side: A B A B, after a warm-up, medians with their range, ratios pair by pair."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

Side = Callable[[int], object]
"""One way to do the job. It is told the number of its run: 0, 1, 2 …, warm-up included."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, smallest and largest of what was measured."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> Spread:
        return cls(median(values), min(values), max(values))

    def as_dict(self, digits: int) -> dict[str, float]:
        return {
            "median": round(self.median, digits),
            "min": round(self.low, digits),
            "max": round(self.high, digits),
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """The milliseconds of every side, one a round; the first side of a round ran just before the second."""

    times: Mapping[str, list[float]]

    def ms(self, side: str) -> Spread:
        return Spread.of(self.times[side])

    def ratio(self, side: str, against: str) -> Spread:
        """How many times longer `side` takes than `against`, each round compared with itself."""
        pairs = zip(self.times[side], self.times[against], strict=True)
        return Spread.of([one / other for one, other in pairs])


class Telling:
    """Progress for a person, on standard error: the step, the round and about how long is left.

    `weights` are the steps with their expected shares of the whole; what is left is judged by what the steps
    so far have taken.
    """

    def __init__(
        self,
        weights: Mapping[str, float],
        say: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._weights = dict(weights)
        self._say = say or (lambda line: print(line, file=sys.stderr, flush=True))
        self._clock = clock
        self._begun = clock()
        self._done = 0.0
        self._step = ""

    def begin(self, step: str) -> None:
        if self._step:
            self._done += self._weights[self._step]
        self._step = step
        self.round(0, 1)

    def round(self, number: int, of: int) -> None:
        """Said before round `number` (from 0) of `of`."""
        total = sum(self._weights.values())
        done = self._done + self._weights[self._step] * number / of
        spent = self._clock() - self._begun
        left = f", còn khoảng {spent * (total - done) / done:.0f} giây" if done else ""
        self._say(f"· {self._step}: {number}/{of}{left}")


def measure(
    sides: Mapping[str, Side],
    rounds: int,
    *,
    warm_up: int = 1,
    tell: Callable[[int, int], None] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Measured:
    """Runs the sides in turn, `rounds` times after `warm_up` rounds that do not count.

    Rubbish is collected before every run, so that no side pays for what another left behind.
    """
    times: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(warm_up + rounds):
        if tell:
            tell(number, warm_up + rounds)
        for name, side in sides.items():
            gc.collect()
            begun = clock()
            side(number)
            spent = clock() - begun
            if number >= warm_up:
                times[name].append(spent * 1000)
    return Measured(times)
