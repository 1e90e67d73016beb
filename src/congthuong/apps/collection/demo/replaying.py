"""A return's story as rows: what the services would leave behind, act by act, with the form's own rules asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.demo.ledger_rows import LedgerRows
from congthuong.apps.collection.demo.rows import local
from congthuong.apps.collection.demo.stories import Act
from congthuong.apps.collection.demo.units import MARK
from congthuong.apps.collection.models import (
    Approval,
    CellChange,
    CellNote,
    Estimate,
    Return,
    ReturnCell,
    ReturnStep,
    State,
)
from congthuong.apps.collection.models.returns import FILLING, OUTSTANDING
from congthuong.apps.collection.queries.estimates import estimate_observations
from congthuong.apps.collection.queries.intact import APPROVED
from congthuong.apps.collection.queries.pending import Part, own_observations
from congthuong.apps.collection.records import content_of, hash_of
from congthuong.apps.collection.services.approving import source_of
from congthuong.core.forms.cells import cell_text
from congthuong.core.forms.figures import stated_values
from congthuong.core.forms.model import Cell, Form, Values
from congthuong.core.forms.rules import Finding, evaluate
from congthuong.core.forms.totals import work_out
from congthuong.core.ledger.model import Observation
from congthuong.core.quantities import round_half_up
from congthuong.core.stats.imputation import Method, carry_last

RoundTotals = Callable[[Return, Part, date], list[Observation]]
METHOD: Method = "last_value"
POSSIBLE: Mapping[str, tuple[str, ...]] = {
    "type": FILLING,
    "hand_in": FILLING,
    "send_back": (State.HANDED_IN,),
    "approve": (State.HANDED_IN,),
    "revise": (State.APPROVED,),
    "estimate": OUTSTANDING,
    "comment": tuple(State),
}
"""In which states an act may happen, as the services have it."""


def stated_of(form: Form, typed: Values) -> dict[Cell, Decimal]:
    """What the form states of these cells: in the form's order, with its totals."""
    totals = any(row.total for row in form)
    return stated_values(form, work_out(form, typed) if totals else typed)


@dataclass(slots=True)
class Replay:
    """One return while its story is told. `shown` is what the ledger shows beside it, `history` what its unit stated
    before, `totals` the round's answer to a new part."""

    ret: Return
    form: Form
    version: int
    people: Mapping[str, User | None]
    ledger: LedgerRows
    shown: Values
    history: Iterable[tuple[str, Mapping[Cell, Decimal]]]
    totals: RoundTotals
    cells: dict[Cell, ReturnCell] = field(default_factory=dict)
    approval: Approval | None = None
    number: int = 0

    def tell(self, act: Act) -> None:
        """Raises ValueError where the services would refuse: a mistake in a story."""
        if self.ret.state not in POSSIBLE[act.kind]:
            raise ValueError(
                f"{self.ret.organisation_id} {self.ret.round.period}: {act.kind} when {self.ret.state}"
            )
        at = local(act.at)
        {
            "type": self._type,
            "hand_in": self._hand_in,
            "send_back": self._send_back,
            "approve": self._approve,
            "revise": self._revise,
            "estimate": self._estimate,
            "comment": self._comment,
        }[act.kind](act, at, self.people[act.by])

    def _type(self, act: Act, at: datetime, by: User | None) -> None:
        if not act.values:
            return
        for (row, column), value in act.values.items():
            cell = self.cells.get((row, column))
            old = cell.value if cell else None
            if cell is None:
                cell = self.ledger.rows.add(ReturnCell(ret=self.ret, row=row, column=column, revision=0))
                self.cells[row, column] = cell
            cell.value, cell.text, cell.changed_at, cell.changed_by = value, cell_text(value), at, by
            cell.revision += 1
            change = CellChange(
                ret=self.ret, row=row, column=column, key=f"mau-{cell.revision}-{row}-{column}"[:80],
                revision=cell.revision, old_value=old, new_value=value, new_text=cell.text, at=at, by=by,
            )  # fmt: skip
            self.ledger.rows.add(change)
        self.ret.version += 1
        if self.ret.state == State.OPEN:
            self._step(State.DRAFT, at, by)

    def _hand_in(self, act: Act, at: datetime, by: User | None) -> None:
        found = evaluate(self.form, self._typed(), self.shown)
        if found.hard:
            raise ValueError(f"{self.ret.organisation_id} {self.ret.round.period}: {found.hard[0].message}")
        for finding in found.soft:
            self._explain(finding, act.text, at, by)
        self.ret.first_handed_in_at = self.ret.first_handed_in_at or at
        self.ret.handed_in_at = at
        self._move(State.HANDED_IN, at, by, "return.handed_in")

    def _explain(self, finding: Finding, words: str, at: datetime, by: User | None) -> None:
        row, column = finding.cells[0]
        self.ledger.rows.add(
            CellNote(
                ret=self.ret, row=row, column=column, kind=CellNote.Kind.EXPLANATION, text=words, rule=finding.rule,
                finding=finding.print, arithmetic=finding.arithmetic, at=at, by=by,
            )
        )  # fmt: skip

    def _send_back(self, act: Act, at: datetime, by: User | None) -> None:
        self._move(State.RETURNED, at, by, "return.sent_back", reason=act.text)

    def _revise(self, act: Act, at: datetime, by: User | None) -> None:
        self.ret.reopened = [list(cell) for cell in sorted(act.cells)]
        self._move(State.REVISED, at, by, "return.revised", reason=act.text)

    def _comment(self, act: Act, at: datetime, by: User | None) -> None:
        for row, column in act.cells:
            note = CellNote(
                ret=self.ret, row=row, column=column, kind=CellNote.Kind.COMMENT, text=act.text, at=at, by=by
            )
            self.ledger.rows.add(note)

    def _approve(self, act: Act, at: datetime, by: User | None) -> None:
        assert by is not None
        self.number += 1
        stated = stated_of(self.form, self._typed())
        content = content_of(self.ret, self.form, self.version, stated)
        source = f"{source_of(self.ret, self.form, by, self.number)} ({MARK})"
        records = [
            *own_observations(
                self.ret,
                self.form,
                stated,
                self.approval,
                self.ledger.indicators,
                source=source,
                on=at.date(),
            ),
            *self.totals(self.ret, Part(stated, False), at.date()),
        ]
        batch = self.ledger.append(records, self.ret, f"lần {self.number}", content, at, by)
        self.approval = Approval(
            ret=self.ret, number=self.number, content=content, sha256=hash_of(content), recorded_on=at.date(),
            batch=batch, supersedes=self.approval, at=at, by=by,
        )  # fmt: skip
        self.ledger.rows.add(self.approval)
        self.ret.reopened, self.ret.approved_at = [], at
        self._step(State.APPROVED, at, by)
        self.ret.version += 1
        self._told(
            APPROVED,
            at,
            by,
            number=self.number,
            sha256=self.approval.sha256,
            sealed=len(stated),
            figures=len(records),
            ledger=self.ledger.digest(batch),
        )

    def _estimate(self, act: Act, at: datetime, by: User | None) -> None:
        past = [(period, values) for period, values in self.history]
        name = self.ret.organisation.name
        typed = {
            cell: round_half_up(
                carry_last(name, [(period, values.get(cell)) for period, values in past]).value,
                self.form.decimals(cell),
            )
            for cell in past[-1][1]
            if cell in self.form.typed
        }
        values = stated_of(self.form, typed)
        content = content_of(self.ret, self.form, self.version, values)
        records = [
            *estimate_observations(
                self.ret, self.form, values, METHOD, self.ledger.indicators, on=at.date(), mark=MARK
            ),
            *self.totals(self.ret, Part(values, True), at.date()),
        ]
        batch = self.ledger.append(records, self.ret, f"ước tính {METHOD}", content, at, by)
        self.ledger.rows.add(
            Estimate(ret=self.ret, method=METHOD, content=content, batch=batch, at=at, by=by)
        )
        self._told("return.estimated", at, by, method=METHOD)

    def _typed(self) -> dict[Cell, Decimal | None]:
        return {cell: row.value for cell, row in self.cells.items()}

    def _step(self, after: State, at: datetime, by: User | None, reason: str = "") -> None:
        step = ReturnStep(ret=self.ret, before=self.ret.state, after=after, reason=reason, at=at, by=by)
        self.ledger.rows.add(step)
        self.ret.state = after

    def _move(self, after: State, at: datetime, by: User | None, event: Literal["return.handed_in", "return.sent_back", "return.revised"], reason: str = "") -> None:  # fmt: skip
        self._step(after, at, by, reason)
        self.ret.version += 1
        self._told(event, at, by)

    def _told(self, event: str, at: datetime, by: User | None, **data: object) -> None:
        self.ledger.rows.tell(
            event,
            at,
            by,
            self.ret,
            organisation=self.ret.organisation_id,
            period=self.ret.round.period,
            **data,
        )
