"""Since when a row and the state that it is in now hold, where its beginning is corrected."""

from __future__ import annotations

from datetime import date

from congthuong.apps.registers.rows import RegisterRow


def state_since(row: RegisterRow, begins: date | None) -> date | None:
    """Since when its state holds once it begins on that day: a first state moves with it, a later one stays."""
    return row.state_from if row.state_from != row.effective_from else begins


def changed_before(row: RegisterRow, begins: date | None) -> date | None:
    """The day from which it has been otherwise, if it would now begin only after that."""
    since = state_since(row, begins)
    if begins is None or since is None or begins == row.effective_from:
        return None
    return since if begins > since else None
