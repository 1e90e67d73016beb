"""Questions to the registers, on both times: what was true on a day, as known on another."""

from congthuong.apps.registers.queries.generic import entries_as_of, registers, rows_as_of
from congthuong.apps.registers.queries.history import known_rows, states_of

__all__ = ["entries_as_of", "known_rows", "registers", "rows_as_of", "states_of"]
