"""Whether the registers fit with themselves over a period (core.ledger.identities), asked of every one that is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congthuong.apps.ledger.sources import rows_of, sources
from congthuong.apps.registers.kinds import kind_of
from congthuong.core.ledger.identities import Break, Identity, count_breaks, stock_identities
from congthuong.core.ledger.model import Register
from congthuong.core.quantities import Period


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of the registers of one period, as known on one day."""

    identities: tuple[Identity, ...]
    breaks: tuple[Break, ...]


def kept_registers() -> tuple[Register, ...]:
    return tuple(one for source in sources() for one in source.registers())


def registers_checked(period: Period, recorded: date, registers: Iterable[Register] | None = None) -> Checked:
    """Every register that is kept, or only these. One register's rows are read at a time."""
    identities: list[Identity] = []
    breaks: list[Break] = []
    for register in kept_registers() if registers is None else registers:
        kind = kind_of(register.code)
        movements = [flow.columns for flow in kind.flows] if kind else []
        rows = rows_of(register, recorded)
        identities += stock_identities(register, rows, period, movements)
        if kind and movements:
            breaks += count_breaks(register, rows, kind.series, movements)
    return Checked(tuple(identities), tuple(breaks))
