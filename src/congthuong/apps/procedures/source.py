"""What the room announces to the ledger: its two registers, and every figure of the progress table as a measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import Person, may
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.procedures import registers
from congthuong.apps.procedures.problems import DossierRow
from congthuong.apps.procedures.services.taking_in import rows_store
from congthuong.core.ledger.measures import Measured, Question
from congthuong.core.ledger.model import Register, Row
from congthuong.core.problems import Problems

COLUMNS = {
    registers.PROCEDURES: registers.PROCEDURE_FIELDS,
    registers.DOSSIERS: registers.DOSSIER_FIELDS,
}


class ProcedureRegisters:
    """Keeps `thu_tuc` and `ho_so`; the second one it counts itself."""

    name = "procedures"

    def registers(self) -> tuple[Register, ...]:
        return registers.described()

    def rows_as_of(self, day: date, registers_asked: tuple[Register, ...]) -> tuple[Row, ...]:
        rows: list[Row] = []
        for one in registers_asked:
            if one.code == registers.PROCEDURES:
                rows += registers.procedure_rows(day)
            elif one.code == registers.DOSSIERS:
                rows += registers.dossier_rows(day)
        return tuple(rows)

    def takes(self, register: Register) -> bool:
        return register.code in COLUMNS

    def keys_seen(self, register: Register, user: Person) -> frozenset[str] | None:
        return None if may(user, "procedures.view") else frozenset()

    def store(
        self,
        declared: Iterable[Register],
        rows: Iterable[Row],
        *,
        by: User | None,
        batch: ImportBatch | None,
    ) -> int:
        """Raises Problems where a register lacks a column or a row cannot be read."""
        known = tuple(declared)
        lacking = [
            DossierRow(register=one.code, key="tiêu đề", what=f"thiếu cột {', '.join(missing)}")
            for one in known
            if (missing := [column for column in COLUMNS[one.code] if one.field(column) is None])
        ]
        if lacking:
            raise Problems(lacking)
        return rows_store(known, rows, by=by)

    def measure_rows(
        self, register: Register, questions: Sequence[Question], as_of: date
    ) -> Sequence[Measured | None]:
        return registers.measured(register, questions, as_of)
