"""What the generic registers announce to the ledger: the count of their rows and the sums of their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.queries import units_within
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.ledger.sources import Measurement
from congthuong.apps.registers import queries, services
from congthuong.apps.registers.kinds import kind_of
from congthuong.apps.registers.records import entry_record
from congthuong.core.ledger.model import Field, Register, Row
from congthuong.core.quantities import UNITLESS, Period, Unit


@dataclass(frozen=True, slots=True)
class RegisterMeasure:
    """Count of a register's rows, or with `field` the sum of that number."""

    register: Register
    field: Field | None = None

    @property
    def code(self) -> str:
        """As reports refer to it: `dem.de_an_khuyen_cong`, `tong.de_an_khuyen_cong.tong_kinh_phi`."""
        if self.field is None:
            return f"dem.{self.register.code}"
        return f"tong.{self.register.code}.{self.field.code}"

    @property
    def name(self) -> str:
        return (
            f"Số {self.register.name}" if self.field is None else f"{self.register.name}: {self.field.name}"
        )

    @property
    def unit(self) -> Unit:
        return self.register.unit if self.field is None else self.field.unit or UNITLESS

    def measure(self, place: str, period: Period, as_of: date) -> Measurement:
        """Rows that were true on the period's last day and lie in the place, as known on `as_of`.

        A register without a place column speaks of the whole department's territory and is not narrowed.
        A sum over a row whose number is missing is missing.
        """
        rows = self._rows(place, period.last, as_of)
        keys = tuple(row.key for row in rows)
        if self.field is None:
            return Measurement(Decimal(len(rows)), keys)
        numbers = [row.values.get(self.field.code) for row in rows]
        known = [number for number in numbers if isinstance(number, Decimal)]
        if not rows or len(known) < len(numbers):
            return Measurement(None, keys)
        return Measurement(sum(known, Decimal(0)), keys)

    def _rows(self, place: str, day: date, as_of: date) -> list[Row]:
        entries = queries.entries_as_of(as_of, register=self.register.code, effective=day).order_by(
            "order", "id"
        )
        rows = [entry_record(entry, self.register) for entry in entries]
        columns = [field.code for field in self.register.fields if field.type == "place"]
        if not columns:
            return rows
        codes = {unit.code for unit in units_within(place, day)} | {place}
        return [row for row in rows if any(row.values.get(column) in codes for column in columns)]


class GenericRegisters:
    """Every register that has no tables of its own."""

    name = "registers"

    def measures(self) -> Iterable[RegisterMeasure]:
        for register in self.registers():
            yield RegisterMeasure(register)
            yield from (
                RegisterMeasure(register, field) for field in register.fields if field.type == "number"
            )

    def registers(self) -> tuple[Register, ...]:
        return tuple(one for one in queries.registers() if kind_of(one.code) is None)

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
