"""Saving cells: many at once, each exactly once, none over another's change.

Who saves says for every cell which revision was seen. A cell that somebody changed meanwhile is not touched: the
answer holds both values. A change bears a key of the client's own, so that a batch sent again after a lost answer
changes nothing; a key that comes back with another cell or value is no such batch, and is a conflict. Whatever the answer calls saved is in the database: the whole batch is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal

from django.db import transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import CellChange, Return, ReturnCell, ReturnStep, State
from congthuong.apps.collection.models.returns import FILLING
from congthuong.apps.collection.problems import (
    CellLocked,
    KeyTooLong,
    NoSuchReturn,
    ReturnLocked,
    TooManyChanges,
)
from congthuong.apps.collection.queries.reading import cells_in_row, change_by_key, return_locked_for_cells
from congthuong.apps.collection.queries.sheets import editable_cells, form_of_return
from congthuong.core.forms.cells import Blank, Figure, Question, cell_text, read_cell
from congthuong.core.forms.model import Cell, Form
from congthuong.core.problems import Problem
from congthuong.web import clock

MOST_CHANGES = 5000
MOST_NAMED = 500  # rows that a query names one by one
BATCH = 2000
LONGEST_TEXT, LONGEST_KEY = 100, 80
OutcomeState = Literal["saved", "conflict", "unreadable", "locked"]


@dataclass(frozen=True, slots=True)
class CellInput:
    """What a client wants in a cell. `value` is given where the figure is known exactly (a workbook, the API);
    otherwise `text` is read the way people type."""

    row: str
    column: str
    text: str
    base_revision: int
    key: str
    value: Decimal | None = None

    @property
    def cell(self) -> Cell:
        return self.row, self.column


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else put there meanwhile."""

    value: Decimal | None
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one change. `value`, `text` and `revision` are what stands in the cell now.

    Saved with `theirs`: it was saved when it was sent first, and another figure was put there since.
    """

    row: str
    column: str
    key: str
    state: OutcomeState
    revision: int
    value: Decimal | None = None
    text: str = ""
    mine: str = ""  # what was sent, where it does not stand
    place: str = ""
    problem: Problem | None = None
    choices: tuple[str, ...] = ()
    theirs: Theirs | None = None


@dataclass(frozen=True, slots=True)
class SavedCells:
    version: int
    state: str
    outcomes: tuple[Outcome, ...]
    form: Form

    @property
    def all_saved(self) -> bool:
        return all(one.state == "saved" for one in self.outcomes)


def return_locked(number: int) -> Return:
    """The return, its row locked until the transaction ends. Raises NoSuchReturn."""
    rows = Return.objects.select_for_update(of=("self",)).select_related(
        "round__form", "round__version", "organisation"
    )
    ret = rows.defer("round__version__definition").filter(pk=number).first()
    if ret is None:
        raise NoSuchReturn(number=number)
    return ret


def _locked_for_cells(number: int) -> Return:
    """As `return_locked`, with no more of it than saving cells asks for: it is done at every cell that is left."""
    ret = return_locked_for_cells(number)
    if ret is None:
        raise NoSuchReturn(number=number)
    return ret


@transaction.atomic
def cells_save(
    *,
    ret: int,
    changes: Iterable[CellInput],
    by: User,
    all_or_nothing: bool = False,
    most: int = MOST_CHANGES,
) -> SavedCells:
    """Saves what can be saved and says of each change what came of it.

    all_or_nothing: when one change cannot be saved, none is (the answer then calls the others saved only if they
    were before). most: how many changes may come at once; a whole workbook is one batch, read and written once.
    Raises NoSuchReturn, ReturnLocked, TooManyChanges, KeyTooLong, Forbidden.
    """
    asked = list(changes)
    if len(asked) > most:
        raise TooManyChanges(most=most, count=len(asked))
    if any(len(one.key) > LONGEST_KEY for one in asked):  # cut off, two changes would have one key
        raise KeyTooLong(most=LONGEST_KEY)
    own = _locked_for_cells(ret)
    require(by, "returns.fill", organisation=own.organisation_id, kind=own.round.form.kind)
    if own.state not in FILLING:
        raise ReturnLocked(state=State(own.state).label)
    batch = _Batch(own, asked, by)
    outcomes = tuple(map(batch.take, asked))
    if all_or_nothing and any(one.state != "saved" for one in outcomes):
        return SavedCells(own.version, own.state, batch.undone(outcomes), batch.form)
    batch.store()
    return SavedCells(own.version, own.state, outcomes, batch.form)


class _Batch:
    """The changes of one call, tried against what stands in the return."""

    def __init__(self, ret: Return, asked: Sequence[CellInput], by: User) -> None:
        self.ret, self.by, self.now = ret, by, clock.now()
        self.form = form_of_return(ret)
        self.editable = editable_cells(ret, self.form)
        self.done = _done_before(ret, [one.key for one in asked])
        rows = {one.row for one in asked} | {one.row for one in self.done.values()}
        self.cells = _cells_of(ret, rows)
        self.mine: dict[Cell, int] = {}  # the revision before the first change of our own
        self.before = {cell: row.revision for cell, row in self.cells.items()}
        self.news: list[CellChange] = []

    @cached_property
    def names(self) -> dict[int, str]:
        """Who changed cells last: asked for where there is a conflict."""
        who = {row.changed_by_id for row in self.cells.values() if row.changed_by_id is not None}
        return dict(User.objects.filter(pk__in=who).values_list("pk", "full_name"))

    def take(self, one: CellInput) -> Outcome:
        done = self.done.get(one.key)
        if done is not None:
            return self._replayed(one, done)
        if one.cell not in self.form.typed or one.cell not in self.editable:
            return self._refused(
                one, "locked", CellLocked(place=place_of(self.form, one.cell), why=self._why(one))
            )
        value, refusal = self._read(one)
        if refusal is not None:
            return refusal
        return self._write(one, value)

    def _replayed(self, one: CellInput, done: CellChange) -> Outcome:
        """Done before: the cell is as it is now, whatever came after. Only the very same change was done before."""
        cell = (done.row, done.column)
        if one.cell != cell:
            return self._conflict(one, self.cells.get(one.cell))
        value, refusal = self._read(one)
        if refusal is not None:
            return refusal
        row = self.cells[cell]
        if not _same(done.new_value, value):
            return self._conflict(one, row)
        if row.revision == done.revision:
            self.mine.setdefault(cell, done.revision - 1)
        if row.value != value:
            return replace(self._conflict(one, row), state="saved")
        return self._outcome(one, "saved", row)

    def _read(self, one: CellInput) -> tuple[Decimal | None, Outcome | None]:
        if one.value is not None:
            return one.value, None
        unit, decimals = self.form.unit(one.cell), self.form.decimals(one.cell)
        reading = read_cell(one.text[: LONGEST_TEXT + 1], unit, decimals)
        if isinstance(reading, Figure):
            return reading.value, None
        if isinstance(reading, Blank):
            return None, None
        choices = reading.choices if isinstance(reading, Question) else ()
        return None, self._refused(one, "unreadable", reading.problem, choices)

    def _write(self, one: CellInput, value: Decimal | None) -> Outcome:
        row = self.cells.get(one.cell)
        now = row.revision if row else 0
        if not self._seen(one, now):
            assert row is not None  # revision 0 is a cell that is not there
            if row.value == value:
                return self._outcome(one, "saved", row)  # both typed the same
            return self._conflict(one, row)
        old = row.value if row else None
        if row is not None and _same(old, value):
            return self._outcome(one, "saved", row)
        row = row or ReturnCell(ret=self.ret, row=one.row, column=one.column)
        self.cells[one.cell] = row
        self.mine.setdefault(one.cell, now)
        row.value, row.revision, row.changed_at, row.changed_by = value, now + 1, self.now, self.by
        row.text = (one.text if one.value is None else one.text or cell_text(value))[:LONGEST_TEXT]
        change = CellChange(
            ret=self.ret, row=one.row, column=one.column, key=one.key, revision=row.revision,
            old_value=old, new_value=value, new_text=row.text, at=self.now, by=self.by,
        )  # fmt: skip
        self.news.append(change)
        self.done[change.key] = change
        return self._outcome(one, "saved", row)

    def _seen(self, one: CellInput, now: int) -> bool:
        """Whether the client knew what stands there: nothing, what it saw, or what it put there itself."""
        return now in (0, one.base_revision) or (
            one.cell in self.mine and one.base_revision >= self.mine[one.cell]
        )

    def _conflict(self, one: CellInput, row: ReturnCell | None) -> Outcome:
        """`row` None: nothing stands there, and the key was another cell's."""
        place = place_of(self.form, one.cell)
        if row is None:
            theirs = Theirs(None, "", "", self.now)
            return Outcome(
                one.row, one.column, one.key, "conflict", 0, mine=one.text, place=place, theirs=theirs
            )
        theirs = Theirs(row.value, row.text, self.names.get(row.changed_by_id or 0, ""), row.changed_at)
        return Outcome(
            one.row, one.column, one.key, "conflict", row.revision, row.value, row.text, one.text, place, theirs=theirs
        )  # fmt: skip

    def _refused(
        self, one: CellInput, state: OutcomeState, problem: Problem, choices: tuple[str, ...] = ()
    ) -> Outcome:
        row = self.cells.get(one.cell)
        return Outcome(
            one.row, one.column, one.key, state,
            revision=row.revision if row else 0,
            value=row.value if row else None,
            text=row.text if row else "",
            mine=one.text,
            place=place_of(self.form, one.cell),
            problem=problem,
            choices=choices,
        )  # fmt: skip

    def _outcome(self, one: CellInput, state: OutcomeState, row: ReturnCell) -> Outcome:
        return Outcome(row.row, row.column, one.key, state, row.revision, row.value, row.text)

    def _why(self, one: CellInput) -> str:
        if one.row not in self.form.rows or one.column not in self.form.by_column:
            return "biểu không có ô này"
        if one.cell not in self.form.typed:
            return "số ở đây do phần mềm tính hoặc lấy từ sổ"
        return "ô này không được mở lại để điều chỉnh"

    def undone(self, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        """Of a batch that is not stored: what would have been saved is told as locked by the others' failure."""
        news = {change.key for change in self.news}
        why = CellLocked(place="Ô này", why="cả lần lưu bị hủy vì có ô khác không lưu được")
        return tuple(
            Outcome(
                one.row,
                one.column,
                one.key,
                "locked",
                self.before.get((one.row, one.column), 0),
                mine=one.text,
                problem=why,
            )
            if one.state == "saved" and one.key in news
            else one
            for one in outcomes
        )

    def store(self) -> None:
        if not self.news:
            return
        self._store_cells()
        CellChange.objects.bulk_create(self.news, batch_size=BATCH)
        self.ret.version += 1
        if self.ret.state == State.OPEN:
            ReturnStep.objects.create(
                ret=self.ret, before=State.OPEN, after=State.DRAFT, by=self.by, at=self.now
            )
            self.ret.state = State.DRAFT
        Return.objects.filter(pk=self.ret.pk).update(version=self.ret.version, state=self.ret.state)

    def _store_cells(self) -> None:
        """New and changed cells by one statement: the return is locked, so that nobody else puts a cell there."""
        cells = [self.cells[cell] for cell in dict.fromkeys((one.row, one.column) for one in self.news)]
        names = ["value", "text", "revision", "changed_at", "changed_by"]
        if len(cells) == 1 and cells[0].pk is not None:
            (only,) = cells
            ReturnCell.objects.filter(pk=only.pk).update(**{name: getattr(only, name) for name in names})
            return
        for one in cells:
            one.pk = None
        ReturnCell.objects.bulk_create(
            cells, BATCH, update_conflicts=True, unique_fields=["ret", "row", "column"], update_fields=names
        )


def _cells_of(ret: Return, rows: set[str]) -> dict[Cell, ReturnCell]:
    """What stands in these rows."""
    if len(rows) == 1:  # a cell that somebody left
        return {(one.row, one.column): one for one in cells_in_row(ret.pk, *rows)}
    found = ReturnCell.objects.filter(ret=ret)
    asked = found if len(rows) > MOST_NAMED else found.filter(row__in=rows)
    return {(one.row, one.column): one for one in asked}


def _done_before(ret: Return, keys: Sequence[str]) -> dict[str, CellChange]:
    """What was done by these keys."""
    found: dict[str, CellChange] = {}
    if len(keys) == 1:
        change = change_by_key(ret.pk, keys[0])
        return {change.key: change} if change else found
    for first in range(0, len(keys), BATCH):
        done = CellChange.objects.filter(ret=ret, key__in=keys[first : first + BATCH])
        found |= {one.key: one for one in done}
    return found


def place_of(form: Form, cell: Cell) -> str:
    """Where a cell is, for people."""
    row, column = form.rows.get(cell[0]), form.by_column.get(cell[1])
    return f"Dòng «{row.label if row else cell[0]}», cột «{column.name if column else cell[1]}»"


def _same(old: Decimal | None, new: Decimal | None) -> bool:
    """Equal to the last stated digit: 27,5 typed over 27,50 is a change."""
    return (old is None and new is None) or (
        old is not None and new is not None and old.as_tuple() == new.as_tuple()
    )
