"""What the typed registers announce to the ledger: their rows, counts and sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.measuring import measure_table
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers import models, queries, services
from congthuong.apps.registers.columns import RowKey
from congthuong.apps.registers.kinds import RegisterKind, kind_of, kinds, require_kind
from congthuong.apps.registers.problems import NotThisRegister
from congthuong.apps.registers.queries.history import (
    States,
    is_as_it_was,
    last_recorded,
    past_states,
)
from congthuong.apps.registers.values import present_records
from congthuong.core.ledger.known_rows import ReadRows
from congthuong.core.ledger.measures import Measured, Question, measure_rows
from congthuong.core.ledger.model import Register, Row
from congthuong.core.problems import Problems


class TypedRegisters:
    """Every register that has a table of its own; known to a report once rows of it were kept."""

    name = "typed registers"

    def registers(self) -> tuple[Register, ...]:
        kept = dict(models.Register.objects.values_list("code", "since"))
        return tuple(
            replace(kind.described(), since=kind.since or kept[kind.code])
            for kind in kinds()
            if kind.code in kept
        )

    def rows_as_of(self, day: date, registers: tuple[Register, ...]) -> tuple[Row, ...]:
        read = self.reader(day, registers)
        return tuple(row for one in registers for row in read(one.code))

    def reader(self, day: date, registers: tuple[Register, ...]) -> ReadRows:
        """What the history says of all of them is asked once, with the first."""
        asked = {one.code: require_kind(one.code) for one in registers}

        @cache
        def history() -> tuple[Mapping[tuple[str, str], States], Mapping[str, date]]:
            kinds = tuple(asked.values())
            return past_states(kinds, day), last_recorded(kinds)

        def rows(code: str) -> tuple[Row, ...]:
            if code not in asked:
                return ()
            past, last = history()
            return tuple(
                replace(row, states=past[code, row.key]) if (code, row.key) in past else row
                for row in rows_known(asked[code], day, last.get(code))
            )

        return rows

    def measure_rows(
        self, register: Register, questions: Sequence[Question], as_of: date
    ) -> Sequence[Measured | None]:
        """By one query over the present table; over the rows where something became known or changed later."""
        kind = require_kind(register.code)
        if is_as_it_was(kind, as_of, min(one.last for one in questions)):
            rows_now = kind.model._default_manager.filter(withdrawn=False)
            return measure_table(register, rows_now, questions, named=kind.model)
        rows = self.rows_as_of(as_of, (register,))
        return [measure_rows(register, rows, one) for one in questions]

    def takes(self, register: Register) -> bool:
        return kind_of(register.code) is not None

    def store(
        self,
        registers: Iterable[Register],
        rows: Iterable[Row],
        *,
        by: User | None,
        batch: ImportBatch | None,
    ) -> int:
        declared = tuple(registers)
        problems = [one for one in map(_foreign, declared) if one is not None]
        if problems:
            raise Problems(problems)
        own: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            own[row.register].append(row)
        news = sum(
            services.rows_store(kind, own[kind.code], by=by, batch=batch)
            for kind in named_first([require_kind(one.code) for one in declared])
        )
        for one in declared:
            if one.since is not None:
                models.Register.objects.filter(code=one.code).update(since=one.since)
        return news


def rows_known(kind: RegisterKind, day: date, last: date | None) -> tuple[Row, ...]:
    """Every row as known on the day, ended ones too; from the present table where nothing became known after it.

    last: the last day on which anything of the register became known (`last_recorded`).
    """
    if last is None:
        return ()
    return present_records(kind) if last <= day else queries.known_rows(kind, day)


def _foreign(register: Register) -> NotThisRegister | None:
    kind = require_kind(register.code)
    known = {column.name for column in kind.columns()}
    strange = [one.code for one in register.fields if one.code not in known]
    if not strange:
        return None
    return NotThisRegister(register=kind.name, columns=", ".join(strange), known=", ".join(sorted(known)))


def named_first(kinds: Sequence[RegisterKind]) -> list[RegisterKind]:
    """A register whose rows are named by another's comes before it, so that a folder holds both in any order."""
    waiting, ordered = list(kinds), list[RegisterKind]()
    while waiting:
        codes = {one.code for one in waiting}
        free = [one for one in waiting if not _names(one) & (codes - {one.code})]
        ordered += free or waiting[:1]  # a circle is begun somewhere
        waiting = [one for one in waiting if one not in ordered]
    return ordered


def _names(kind: RegisterKind) -> set[str]:
    return {column.register for column in kind.columns() if isinstance(column, RowKey)}
