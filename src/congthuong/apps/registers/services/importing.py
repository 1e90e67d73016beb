"""A file of rows: received, decided about, accepted in one piece, taken back in one piece."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers.begins import state_since
from congthuong.apps.registers.checking import ended
from congthuong.apps.registers.importing.beginning import ONE_DAY, UNKNOWN, proposed
from congthuong.apps.registers.importing.headings import BEGINS, heading_row, matched
from congthuong.apps.registers.importing.labels import labels
from congthuong.apps.registers.importing.opening import (
    best_sheet,
    mark_of,
    matches_of,
    plan_of,
    remembered,
    sheet_of,
    workbook_of,
)
from congthuong.apps.registers.importing.planned import (
    CHANGED,
    DOUBTFUL,
    FAULTY,
    NEW,
    Plan,
    PlannedRow,
)
from congthuong.apps.registers.importing.planning import refuse_too_many
from congthuong.apps.registers.importing.reading import Cells
from congthuong.apps.registers.kinds import RegisterKind, require_kind
from congthuong.apps.registers.models import ColumnMapping, Entry, RowImport
from congthuong.apps.registers.places import BY_ITSELF
from congthuong.apps.registers.problems import (
    BadColumn,
    ChangeTooEarly,
    ImportBreaks,
    ImportClosed,
    ImportFaulty,
    NotImported,
    RegisterMoved,
)
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.beside import bad_row, refuse_beside_others
from congthuong.apps.registers.services.holding import breaches, named_hold
from congthuong.apps.registers.services.rows import end_after, next_order, row_add
from congthuong.apps.registers.services.storing import stored_rows
from congthuong.apps.registers.services.writing import State, next_keys, register_lock, state_of, write_many
from congthuong.apps.registers.values import row_label
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import write_date
from congthuong.web import clock
from congthuong.web.folding import fold

MOST_NAMED = 20
NO_DAY = (
    "để trống, mà tệp có dòng không ghi ngày bắt đầu. Hãy ghi một ngày cho các dòng ấy, hoặc chọn «không rõ: coi là từ "
    "trước tới nay»."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of a file: see `RowImport`."""

    sheet: str
    columns: Mapping[int, str]
    answers: Mapping[int, str]
    doubtful: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)
    begins_by: str = ONE_DAY
    begins: date | None = None
    since: date | None = None
    move_begins: bool = False
    leave_faulty: bool = False


@transaction.atomic
def import_receive(*, kind: RegisterKind, name: str, data: bytes, by: User) -> RowImport:
    """Raises Forbidden, NotImported, and what a hostile file raises (core/intake)."""
    require(by, "registers.edit", kind=kind.data_kind)
    own = RowImport(
        register=kind.code,
        name=name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        received_by=by,
    )
    book = workbook_of(own)
    if not book.sheets:
        raise NotImported(why="Tệp không có trang tính nào.")
    known = remembered(kind)
    sheet, head = best_sheet(kind, book, known)
    found = matched(kind, labels(sheet, head), known)
    if not any(kind.column(one.target) for one in found):
        names = ", ".join(str(column.verbose_name) for column in kind.columns()[:4])
        raise NotImported(why=f"Không thấy dòng tiêu đề nào giống cột của sổ ({names}…).")
    refuse_too_many(sheet, head)
    own.sheet, own.head = sheet.name, head
    own.columns = {str(one.index): one.target for one in found}
    own.begins_by, own.begins = proposed(kind, own.columns.values()), None if kind.begins else clock.today()
    own.save()
    return own


@transaction.atomic
def import_decide(*, kind: RegisterKind, number: int, decision: Decision, by: User) -> RowImport:
    """Headings are remembered for the next file as they were decided for this one."""
    own = _open(kind, number, by)
    if decision.sheet != own.sheet:
        own.sheet = decision.sheet
        sheet = sheet_of(own)
        own.sheet, own.head = sheet.name, heading_row(kind, sheet, remembered(kind))
        refuse_too_many(sheet, own.head)
        own.columns, own.answers = {}, {}
        decision = replace(decision, begins_by=proposed(kind, (one.target for one in matches_of(kind, own))))
    else:
        targets = [one for one in decision.columns.values() if one]
        twice = {one for one in targets if targets.count(one) > 1}
        if twice:
            names = ", ".join(str(getattr(kind.column(one), "verbose_name", one)) for one in sorted(twice))
            raise NotImported(why=f"Hai cột của tệp cùng được chọn cho «{names}».")
        own.columns = {str(index): target for index, target in decision.columns.items()}
        own.answers = {str(row): one for row, one in decision.answers.items() if one}
        for one in matches_of(kind, own):
            ColumnMapping.objects.update_or_create(
                register=kind.code, heading=fold(one.heading)[:200], defaults={"column": one.target}
            )
    _refuse_no_day(kind, decision)
    own.doubtful, own.since = decision.doubtful, decision.since
    own.begins_by, own.begins = decision.begins_by, decision.begins
    own.move_begins = decision.move_begins and kind.column(decision.begins_by) is not None
    own.fills = {
        name: text for name, text in decision.fills.items() if text and name not in own.columns.values()
    }
    Cells(clock.today()).filled(kind, own.fills)
    own.leave_faulty, own.changed_at = decision.leave_faulty, clock.now()
    own.save()
    return own


def _refuse_no_day(kind: RegisterKind, decision: Decision) -> None:
    """Raises BadColumn: that nobody knows since when rows hold is said, not left empty."""
    if decision.begins is None and decision.begins_by != UNKNOWN and not kind.begins:
        raise BadColumn(name=BEGINS, column="Đúng từ ngày", what=NO_DAY)
    if decision.begins_by not in (ONE_DAY, UNKNOWN) and not kind.column(decision.begins_by):
        raise BadColumn(name=BEGINS, column="Đúng từ ngày", what=NO_DAY)


@transaction.atomic
def import_accept(*, kind: RegisterKind, number: int, mark: int, by: User, reason: str = "") -> RowImport:
    """All of the file, or nothing. Raises ImportClosed, RegisterMoved, ImportFaulty, Problems of BadRow or ImportBreaks."""
    own = _open(kind, number, by)
    register_lock(kind)
    if mark_of(kind) != mark:
        raise RegisterMoved(register=kind.name)
    plan = plan_of(kind, own, by)
    open_rows = len(plan.of(DOUBTFUL))
    faulty = 0 if own.leave_faulty else len(plan.of(FAULTY))
    if open_rows or faulty:
        parts = [f"{faulty} dòng lỗi"] * bool(faulty) + [f"{open_rows} dòng nghi trùng chưa trả lời"] * bool(
            open_rows
        )
        raise ImportFaulty(what=" và ".join(parts))
    fresh, changed = plan.of(NEW), plan.of(CHANGED)
    if not fresh and not changed:
        raise ImportFaulty(what="0 dòng mới hoặc thay đổi: tệp không có gì để nhận")
    _refuse_gone(named_hold(kind, (one.values for one in (*fresh, *changed))))
    batch = ImportBatch.objects.create(
        name=own.name, sha256=own.sha256, by=by, rows=len(plan.rows), added=len(fresh) + len(changed)
    )
    said = reason or f"nhập từ tệp {own.name}"
    _write(kind, fresh, changed, own, batch, by, said)
    own.state, own.batch, own.counts = RowImport.State.ACCEPTED, batch, dict(plan.counts)
    own.closed_at, own.closed_by = clock.now(), by
    if kind.erasable:  # what can be erased stands in the rows alone
        own.data = b""
    own.save()
    record_event(
        "registers.import", by=by, subject=f"{kind.name}: {own.name}"[:200], register=kind.code, sha256=own.sha256,
        new=len(fresh), changed=len(changed), batch=batch.pk,
    )  # fmt: skip
    return own


def _refuse_gone(gone: list[tuple[str, str]]) -> None:
    """What the file names was there when it was looked at."""
    for register, _ in gone:
        raise RegisterMoved(register=require_kind(register).name)


def _write(
    kind: RegisterKind,
    fresh: list[PlannedRow],
    changed: list[PlannedRow],
    own: RowImport,
    batch: ImportBatch,
    by: User,
    reason: str,
) -> None:
    """Changed rows first: a new count opens with what the file says of the one before. What the rows owe each other is
    asked when all are written, in whatever order the file has them."""
    keys = [one.key for one in changed]
    before = breaches(kind, keys)
    _write_changed(kind, changed, own, batch, by, reason)
    _write_new(kind, fresh, batch, by, reason)
    numbers = {one.key: one.number for one in changed}
    broken = sorted(
        breaches(kind, keys) - before, key=lambda one: (numbers.get(one.key, 0), one.key, one.what)
    )
    if broken:
        raise Problems(
            ImportBreaks(row=_where(one.key, numbers), what=one.what.rstrip("."))
            for one in broken[:MOST_NAMED]
        )


def _where(key: str, numbers: Mapping[str, int]) -> str:
    return f"{key} (dòng {numbers[key]} của tệp)" if key in numbers else key


def _write_new(kind: RegisterKind, rows: list[PlannedRow], batch: ImportBatch, by: User, reason: str) -> None:
    if kind.series:  # each count ends the one before
        problems: list[Problem] = []
        for one in sorted(rows, key=lambda row: (row.begins or date.min, row.number)):
            try:
                row_add(
                    kind=kind, values=one.values, by=by, effective_from=one.begins, effective_to=one.ends,
                    source=one.source, reason=reason, batch=batch,
                )  # fmt: skip
            except Problems as told:
                problems += [bad_row(kind, one, each) for each in told.problems]
        if problems:
            raise Problems(problems)
        return
    first = next_order(kind)
    keys = next_keys(kind, len(rows))
    if set(kind.checks) - BY_ITSELF:
        refuse_beside_others(kind, list(zip(keys, rows, strict=True)))
    states = [
        State(
            key=key,
            values=one.values,
            recorded_on=clock.today(),
            effective_from=one.begins,
            effective_to=ended(kind, one.values, one.begins, one.ends),
            state_from=one.begins,
            source=one.source,
            order=first + at,
            action=Entry.Action.LOAD,
            reason=reason,
        )
        for at, (key, one) in enumerate(zip(keys, rows, strict=True))
    ]
    write_many(kind, states, by=by, batch=batch)


def _write_changed(
    kind: RegisterKind, rows: list[PlannedRow], own: RowImport, batch: ImportBatch, by: User, reason: str
) -> None:
    """Corrected, or changed from the day that was decided. That a row began on another day is a correction all the same."""
    stored = stored_rows(kind, [one.key for one in rows])
    moved = [one for one in rows if one.begins != stored[one.key].effective_from] if own.since else []
    if moved:
        write_many(kind, [_begun(kind, one, stored[one.key], reason) for one in moved], by=by, batch=batch)
        stored |= stored_rows(kind, [one.key for one in moved])
    problems: list[Problem] = []
    states = []
    for one in rows:
        if own.since and one.changes and all(name == BEGINS for name, _, _ in one.changes):
            continue  # corrected, and not otherwise from any day on
        row = stored[one.key]
        begun = max(filter(None, (row.state_from, row.effective_from)), default=None)
        if own.since is not None and begun is not None and own.since < begun:
            early = ChangeTooEarly(
                row=row_label(kind, row), day=write_date(begun), since=write_date(own.since)
            )
            problems.append(bad_row(kind, one, early))
            continue
        states.append(_changed_state(kind, one, row, own.since, reason))
    if problems:
        raise Problems(problems)
    write_many(kind, states, by=by, batch=batch)


def _begun(kind: RegisterKind, one: PlannedRow, row: RegisterRow, reason: str) -> State:
    as_it_is = state_of(kind, row, Entry.Action.CORRECT, reason)
    return replace(as_it_is, effective_from=one.begins, state_from=state_since(row, one.begins))


def _changed_state(
    kind: RegisterKind, one: PlannedRow, row: RegisterRow, since: date | None, reason: str
) -> State:
    ends, action = one.ends, Entry.Action.CORRECT
    begins = state_since(row, one.begins)
    if since is not None:
        ends, begins, action = end_after(kind, row, one.values, since), since, Entry.Action.CHANGE
    return State(
        key=one.key,
        values=one.values,
        recorded_on=clock.today(),
        effective_from=one.begins,
        effective_to=ends,
        state_from=begins,
        source=one.source,
        order=row.order,
        action=action,
        reason=reason,
    )


@transaction.atomic
def import_drop(*, kind: RegisterKind, number: int, by: User) -> RowImport:
    """Nothing of the file is taken."""
    own = _open(kind, number, by)
    own.state, own.closed_at, own.closed_by = RowImport.State.DROPPED, clock.now(), by
    own.data = b""
    own.save(update_fields=["state", "closed_at", "closed_by", "data"])
    return own


def _open(kind: RegisterKind, number: int, by: User) -> RowImport:
    require(by, "registers.edit", kind=kind.data_kind)
    own = RowImport.objects.select_for_update().get(pk=number, register=kind.code)
    if own.state != RowImport.State.OPEN:
        raise ImportClosed(name=own.name, state=own.get_state_display())
    return own


__all__ = [
    "Decision",
    "Plan",
    "import_accept",
    "import_decide",
    "import_drop",
    "import_receive",
]
