"""The rows of registers as one day knew them, each register's when a book first asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter

from congthuong.core.ledger.model import Row

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
            self._known[register] = _last_known(rows, self._as_of)
        return self._known[register]


def _last_known(rows: Iterable[Row], as_of: date) -> tuple[Row, ...]:
    latest: dict[str, Row] = {}
    for row in rows:
        if row.recorded_on > as_of:
            continue
        previous = latest.get(row.key)
        if previous is None or row.recorded_on >= previous.recorded_on:
            latest[row.key] = row
    return tuple(sorted(latest.values(), key=attrgetter("order")))
