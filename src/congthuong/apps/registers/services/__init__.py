"""What changes the registers; a row and its history in one transaction."""

from congthuong.apps.registers.services.generic import entries_append, registers_store
from congthuong.apps.registers.services.many import rows_add, rows_change
from congthuong.apps.registers.services.merging import rows_merge
from congthuong.apps.registers.services.rows import (
    NewRow,
    row_add,
    row_change,
    row_correct,
    row_restore,
    row_withdraw,
)
from congthuong.apps.registers.services.storing import kind_register, rows_store

__all__ = [
    "NewRow",
    "entries_append",
    "kind_register",
    "registers_store",
    "row_add",
    "row_change",
    "row_correct",
    "row_restore",
    "row_withdraw",
    "rows_add",
    "rows_change",
    "rows_merge",
    "rows_store",
]
