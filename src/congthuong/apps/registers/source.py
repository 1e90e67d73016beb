"""What the generic registers announce to the ledger: the rows that reports list and count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers import queries, services
from congthuong.apps.registers.kinds import kinds
from congthuong.core.ledger.model import Register, Row


class GenericRegisters:
    """Every register that has no tables of its own."""

    name = "registers"

    def registers(self) -> tuple[Register, ...]:
        return queries.registers(besides=[one.code for one in kinds()])

    def rows_as_of(self, day: date, registers: tuple[Register, ...]) -> tuple[Row, ...]:
        return queries.rows_as_of(day, registers)

    def takes(self, register: Register) -> bool:
        return True

    def store(
        self,
        registers: Iterable[Register],
        rows: Iterable[Row],
        *,
        by: User | None,
        batch: ImportBatch | None,
    ) -> int:
        change = services.registers_store(registers)
        return change.added + change.altered + services.entries_append(rows, by=by, batch=batch)
