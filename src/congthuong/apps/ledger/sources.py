"""How registers announce themselves: the ledger knows this protocol, never a register.

A source is announced once, in the `ready` of its app's configuration, so importing the ledger imports no
register.

An indicator whose catalogue entry has `rows` is measured from a register (docs/decisions/0019). For most registers a
source needs nothing for it: their rows are handed to the report's book when it asks for them, and counted there. A
register marked `large` is not handed over; the book asks `Announced`, which asks the register's source: `measure_rows`
when it has one (`CountingSource`; `measuring.measure_table` answers by one query), else its rows, read once for a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Protocol, runtime_checkable

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import Person
from congthuong.apps.ledger.models import ImportBatch
from congthuong.core.ledger.known_rows import ReadRows
from congthuong.core.ledger.measures import Measured, Question
from congthuong.core.ledger.measures import measure_rows as measured
from congthuong.core.ledger.model import Register, Row


class Source(Protocol):
    """An app that keeps registers."""

    @property
    def name(self) -> str: ...

    def registers(self) -> tuple[Register, ...]: ...

    def rows_as_of(self, day: date, registers: tuple[Register, ...]) -> tuple[Row, ...]:
        """The last known state of every row on that day, as a report's book wants them.

        registers: of those that `registers` answered, so that nothing is asked twice; the large ones are left
        out, unless their rows are to be counted or shown on a page.
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


@runtime_checkable
class CountingSource(Protocol):
    """What a source has besides when it counts its large registers itself, by SQL.

    A test of such a source holds its answers against `core.ledger.measures.measure_rows` over the same rows.
    """

    def measure_rows(
        self, register: Register, questions: Sequence[Question], as_of: date
    ) -> Sequence[Measured | None]:
        """One answer a question, in their order, over the rows as known on the day `as_of`.

        None where the register cannot say (`core.ledger.measures.can_answer`). `Measured.keys` may be left out.
        """


@runtime_checkable
class ReadingSource(Protocol):
    """What a source has besides when it reads its registers one by one: of many a report may want few."""

    def reader(self, day: date, registers: tuple[Register, ...]) -> ReadRows:
        """Reads the rows of one of these registers as known on the day: what `rows_as_of` answers of it."""


@runtime_checkable
class GuardedSource(Protocol):
    """What a source has besides when its room shows a person less than the right to registers does."""

    def keys_seen(self, register: Register, user: Person) -> frozenset[str] | None:
        """The keys of the rows that the person may see in that room; None = all, empty = not even the register."""


_sources: dict[str, Source] = {}
_fallbacks: dict[str, Source] = {}


def announce(source: Source, *, fallback: bool = False) -> None:
    """Make a source known; a fallback is asked after all others, whatever order apps start in.

    Announcing the same name again replaces it, since apps may be set up twice.
    """
    (_fallbacks if fallback else _sources)[source.name] = source


def of_a_room(register: Register) -> bool:
    """Whether a room keeps the register: it has pages, and finds its rows, itself."""
    return any(one.takes(register) for one in _sources.values())


def sources() -> tuple[Source, ...]:
    return (*_sources.values(), *_fallbacks.values())


def registers_and_rows(day: date) -> tuple[tuple[Register, ...], tuple[Row, ...]]:
    """Every register that is kept and the last known state of its rows on that day; of large ones no rows."""
    registers: list[Register] = []
    rows: list[Row] = []
    for source in sources():
        own = source.registers()
        registers += own
        rows += source.rows_as_of(day, tuple(one for one in own if not one.large))
    return tuple(registers), tuple(rows)


def registers_and_reader(day: date) -> tuple[tuple[Register, ...], ReadRows]:
    """Every register that is kept, and what reads the rows of one as known on the day: of a large one no rows.

    Made for one report. A source is asked for its rows once, with the first of its registers that is wanted, unless it
    reads them one by one (`ReadingSource`).
    """
    registers: list[Register] = []
    readers: dict[str, ReadRows] = {}
    for source in sources():
        own = source.registers()
        registers += own
        readers |= dict.fromkeys((one.code for one in own), _reader(source, day, own))
    return tuple(registers), lambda code: readers[code](code) if code in readers else ()


def _reader(source: Source, day: date, registers: tuple[Register, ...]) -> ReadRows:
    listed = tuple(one for one in registers if not one.large)
    if isinstance(source, ReadingSource):
        return source.reader(day, listed)

    @cache
    def all_rows() -> Mapping[str, Sequence[Row]]:
        rows: dict[str, list[Row]] = {}
        for row in source.rows_as_of(day, listed):
            rows.setdefault(row.register, []).append(row)
        return rows

    return lambda code: all_rows().get(code, ())


def rows_of(register: Register, day: date) -> tuple[Row, ...]:
    """The last known state of one register's rows on that day, large or not."""
    source = _keeper(register)
    return source.rows_as_of(day, (register,)) if source else ()


def keys_seen(register: Register, user: Person) -> frozenset[str] | None:
    """The keys of the register's rows that the person may see; None = all, empty = not even the register.

    For pages of rows: a report counts every row, whoever composes it.
    """
    source = _keeper(register)
    return source.keys_seen(register, user) if isinstance(source, GuardedSource) else None


class Announced:
    """Measures large registers where they are kept: the hook of a dataset made from the database.

    Made for one report; the rows of a source that does not count itself are read once.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, date], tuple[Row, ...]] = {}

    def measure(
        self, register: Register, questions: Sequence[Question], as_of: date
    ) -> Sequence[Measured | None]:
        source = _keeper(register)
        if isinstance(source, CountingSource):
            return source.measure_rows(register, questions, as_of)
        key = (register.code, as_of)
        if key not in self._rows:
            self._rows[key] = rows_of(register, as_of)
        return [measured(register, self._rows[key], one) for one in questions]


def _keeper(register: Register) -> Source | None:
    return next((source for source in sources() if source.takes(register)), None)
