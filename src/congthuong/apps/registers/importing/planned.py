"""What a file would do to a register, as values: its rows with what they become, what a person decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from congthuong.core.intake.cells import address
from congthuong.core.ledger.model import Value

NEW, CHANGED, SAME, DOUBTFUL, FAULTY, LEFT = "new", "changed", "same", "doubtful", "faulty", "left"
STATES = (FAULTY, DOUBTFUL, NEW, CHANGED, SAME, LEFT)
AS_NEW, SKIP, KEPT = "moi", "bo", "nhan"


@dataclass(frozen=True, slots=True)
class Fault:
    """`cell` is the address in the sheet, "B5"; "5" where the whole row is meant."""

    cell: str
    heading: str
    message: str


@dataclass(frozen=True, slots=True)
class Spots:
    """`columns`: what a column of the sheet means -> its index."""

    columns: Mapping[str, int]

    def of(self, number: int, target: str) -> str:
        """The cell of a row that says it; the row where the sheet has no column for it."""
        index = self.columns.get(target)
        return str(number) if index is None else address(number - 1, index)


@dataclass(frozen=True, slots=True)
class Twin:
    key: str
    label: str
    why: str


@dataclass(slots=True)
class PlannedRow:
    """`number` is the row in the sheet, from 1. `key`: the register's row that it is; "" for a new one. `begun`: what said
    since when it holds (`beginning.py`). `outside`: why it is no row of the register at all, and `raw` what it says.
    `stays`: of a row that is known, that the file tells of another beginning than the one that it keeps. `unread`: the columns whose cells could not be read. `hidden`: the columns that tell who a person is."""

    number: int
    state: str = NEW
    key: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    begins: date | None = None
    begun: str = ""
    ends: date | None = None
    stays: bool = False
    source: str = ""
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    changes: list[tuple[str, Value, Value]] = field(default_factory=list)
    given: frozenset[str] = frozenset()
    unread: set[str] = field(default_factory=set)
    outside: str = ""
    raw: str = ""
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided: `answers` row number -> "moi" (a new row), "bo" (left out), "nhan" (a row, though it
    looks like none) or the key of the register's row;
    `doubtful` the same for all others that are doubtful ("" keeps them open). `begins`: since when new rows hold that do
    not say it, None for "always, as far as anybody knows"; `begins_in`: the column of the register that says it first.
    `move_begins`: rows that are known begin by that column too. `fills`: column -> what all new rows say in it that the file has no column for."""

    answers: Mapping[int, str] = field(default_factory=dict)
    doubtful: str = ""
    begins: date | None = None
    begins_in: str = ""
    move_begins: bool = False
    fills: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    sheet: str
    rows: list[PlannedRow]
    counts: Mapping[str, int]
    faults: int

    def of(self, *states: str) -> list[PlannedRow]:
        return [one for one in self.rows if one.state in states]
