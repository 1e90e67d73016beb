"""Rows that come in a data folder or a confirmed file: many at once, the same again adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers.checking import Known, check_row
from congthuong.apps.registers.columns import DocumentNumber
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.problems import BadRow
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.writing import PART, State, kind_register, write_states
from congthuong.apps.registers.values import column_values, values_of
from congthuong.core.ledger.model import Row
from congthuong.core.problems import Problem, Problems

__all__ = ["kind_register", "rows_store"]


@transaction.atomic
def rows_store(
    kind: RegisterKind, rows: Iterable[Row], *, by: User | None, batch: ImportBatch | None = None
) -> int:
    """Keep the rows of a folder; the number of states that were news. Columns that a file lacks stay as they are.

    Several states of one key are taken in the order in which they became known, then true. Raises Problems of BadRow, one
    for every fault of every row, and keeps nothing then.
    """
    kind_register(kind)
    rows = tuple(rows)
    _check(kind, rows)
    waves: dict[int, list[Row]] = {}
    seen: dict[str, int] = {}
    for one in sorted(rows, key=lambda row: row.recorded_on):
        turn = seen.get(one.key, 0)
        waves.setdefault(turn, []).append(one)
        seen[one.key] = turn + 1
    return sum(_wave(kind, wave, by, batch) for _, wave in sorted(waves.items()))


def _wave(kind: RegisterKind, rows: list[Row], by: User | None, batch: ImportBatch | None) -> int:
    stored = stored_rows(kind, [one.key for one in rows])
    names = {column.name for column in kind.columns()}
    news = []
    for one in rows:
        before = stored.get(one.key)
        given = {name: value for name, value in one.values.items() if name in names}
        values = {**(values_of(kind, before) if before else {}), **given}
        state = State(
            key=one.key,
            values=values,
            recorded_on=one.recorded_on,
            effective_from=one.effective_from,
            effective_to=one.effective_to,
            state_from=one.effective_from,
            source=one.source,
            order=one.order,
            action=Entry.Action.LOAD,
        )
        if before is None or (before.recorded_on <= one.recorded_on and _differs(kind, before, state)):
            news.append(state)
    write_states(kind, news, by=by, batch=batch)
    return len(news)


def stored_rows(kind: RegisterKind, keys: Sequence[str]) -> dict[str, RegisterRow]:
    """The present rows of these keys, asked for in parts that every database takes."""
    found: dict[str, RegisterRow] = {}
    for begin in range(0, len(keys), PART):
        part = kind.model._default_manager.filter(key__in=keys[begin : begin + PART])
        found.update((row.key, row) for row in part)
    return found


def _differs(kind: RegisterKind, row: object, state: State) -> bool:
    own = ("effective_from", "effective_to", "source", "order")
    if any(getattr(row, name) != getattr(state, name) for name in own):
        return True
    return any(getattr(row, name) != value for name, value in column_values(kind, state.values).items())


def _check(kind: RegisterKind, rows: tuple[Row, ...]) -> None:
    known, problems = Known(withdrawn=True), list[Problem]()
    named = [one.name for one in kind.columns() if isinstance(one, DocumentNumber)]
    known.look_up(str(one.values[name]) for one in rows for name in named if one.values.get(name))
    known.add_keys(kind.code, (one.key for one in rows))
    for one in rows:
        try:
            check_row(
                kind, one.values, effective_from=one.effective_from, effective_to=one.effective_to,
                key=one.key, known=known, alone=True,
            )  # fmt: skip
        except Problems as found:
            problems += [
                BadRow(register=kind.name, key=one.key, what=problem.message) for problem in found.problems
            ]
    if problems:
        raise Problems(problems)
