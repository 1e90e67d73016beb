"""The rows of registers as one day knew them, each register's when a book first asks for them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from operator import attrgetter
from typing import TypeVar

from congthuong.core.ledger.model import Observation, Row

S = TypeVar("S", Observation, Row)
ReadRows = Callable[[str], Iterable[Row]]
"""Reads the rows of one register, by its code; none for a register that it does not know."""


class KnownRows:
    """`read` gives the rows of registers that are not among `rows`: a report names few of a department's registers."""

    def __init__(self, rows: Iterable[Row], as_of: date, read: ReadRows | None = None) -> None:
        self._as_of, self._read = as_of, read
        self._waiting: dict[str, list[Row]] = {}
        for row in rows:
            self._waiting.setdefault(row.register, []).append(row)
        self._known: dict[str, tuple[Row, ...]] = {}

    def of(self, register: str) -> tuple[Row, ...]:
        """The last known state of every row of the register, in the order of the rows."""
        if register not in self._known:
            rows: Iterable[Row] = self._waiting.get(register, ())
            if self._read is not None and register not in self._waiting:
                rows = self._read(register)
            latest = latest_as_of(rows, self._as_of).values()
            self._known[register] = tuple(sorted(latest, key=attrgetter("order")))
        return self._known[register]


def latest_as_of(said: Iterable[S], as_of: date) -> dict[Hashable, S]:
    """For each key the last one recorded on or before the day; among equals the later in order."""
    latest: dict[Hashable, S] = {}
    for one in said:
        if one.recorded_on > as_of:
            continue
        previous = latest.get(one.key)
        if previous is None or one.recorded_on >= previous.recorded_on:
            latest[one.key] = one
    return latest
