"""How registers announce themselves: the ledger knows this protocol, never a register.

A source is announced once, in the `ready` of its app's configuration, so importing the ledger imports no
register. What it measures is asked of it later, because asking may need the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.models import ImportBatch
from congthuong.core.ledger.model import Register, Row
from congthuong.core.quantities import Period, Unit


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured value (None when there is none) and the keys of the rows that were counted or summed."""

    value: Decimal | None
    rows: tuple[str, ...]


class Measure(Protocol):
    """Something a register can count or sum; `code` is the reference under which reports show it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> Unit: ...

    def measure(self, place: str, period: Period, as_of: date) -> Measurement:
        """The value for the place on the period's last day, as known on the day `as_of`."""


class Source(Protocol):
    """An app that keeps registers."""

    @property
    def name(self) -> str: ...

    def measures(self) -> Iterable[Measure]: ...

    def registers(self) -> tuple[Register, ...]: ...

    def rows_as_of(self, day: date, registers: tuple[Register, ...]) -> tuple[Row, ...]:
        """The last known state of every row on that day, as a report's book wants them.

        registers: what `registers` answered, so that nothing is asked twice.
        """

    def takes(self, register: Register) -> bool:
        """Whether rows of such a register are kept here."""

    def store(
        self,
        registers: Iterable[Register],
        rows: Iterable[Row],
        *,
        by: User | None,
        batch: ImportBatch | None,
    ) -> int:
        """Keep them; the number of rows that were news."""


_sources: dict[str, Source] = {}
_fallbacks: dict[str, Source] = {}


def announce(source: Source, *, fallback: bool = False) -> None:
    """Make a source known; a fallback is asked after all others, whatever order apps start in.

    Announcing the same name again replaces it, since apps may be set up twice.
    """
    (_fallbacks if fallback else _sources)[source.name] = source


def sources() -> tuple[Source, ...]:
    return (*_sources.values(), *_fallbacks.values())


def registers_and_rows(day: date) -> tuple[tuple[Register, ...], tuple[Row, ...]]:
    """Every register that is kept and the last known state of its rows on that day."""
    registers: list[Register] = []
    rows: list[Row] = []
    for source in sources():
        own = source.registers()
        registers += own
        rows += source.rows_as_of(day, own)
    return tuple(registers), tuple(rows)


def measures() -> dict[str, Measure]:
    """Everything that can be measured now, by code."""
    return {one.code: one for source in sources() for one in source.measures()}


def measure(code: str) -> Measure | None:
    return measures().get(code)
