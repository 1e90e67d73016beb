"""What becomes of each row of a file: the register's row that it is, its values with what was decided for all rows, and
every fault of it at once, each with the cell it stands in."""

from __future__ import annotations

from collections.abc import Mapping

from congthuong.apps.registers.begins import changed_before
from congthuong.apps.registers.checking import Known, check_row
from congthuong.apps.registers.columns import Text
from congthuong.apps.registers.hiding import DECIDES, deciding
from congthuong.apps.registers.importing.beginning import BY_DAY, begin_of, begin_of_known
from congthuong.apps.registers.importing.headings import BEGINS, ENDS, SOURCE
from congthuong.apps.registers.importing.legal_forms import is_about_forms, word_of_name
from congthuong.apps.registers.importing.matching import Matcher
from congthuong.apps.registers.importing.planned import (
    AS_NEW,
    CHANGED,
    DOUBTFUL,
    FAULTY,
    LEFT,
    NEW,
    SAME,
    SKIP,
    Decided,
    Fault,
    PlannedRow,
    Spots,
)
from congthuong.apps.registers.kinds import Doubt, RegisterKind, RowAsked
from congthuong.apps.registers.places import BY_ITSELF
from congthuong.apps.registers.placing import with_dates, with_district
from congthuong.apps.registers.problems import BadColumn
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import column_name, hidden_columns, values_of
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import write_date

OWN_NAMES = {"effective_from": BEGINS, "effective_to": ENDS}


class Settler:
    """`fills`: what all new rows say where the file has no column for it."""

    def __init__(
        self,
        kind: RegisterKind,
        matcher: Matcher,
        decided: Decided,
        known: Known,
        fills: Mapping[str, Value],
        spots: Spots,
    ) -> None:
        self.kind, self.matcher, self.decided = kind, matcher, decided
        self._known, self._fills, self._spots = known, fills, spots
        self._parents: dict[str, str] = {}
        self._ways = {name: way() for name, way in kind.worked_out.items()}

    def settle(self, row: PlannedRow) -> None:
        answer = self._answered(row)
        if answer == SKIP:
            row.state, row.faults = LEFT, []
            return
        stored = self.matcher.stored.get(row.key)
        self._leave_worked_out(row, stored)
        old = values_of(self.kind, stored) if stored is not None else {}
        kept = self.matcher.hidden_of(stored) if stored is not None else frozenset()
        said = {name: value for name, value in row.values.items() if name not in kept}
        if stored is None:
            self._propose(row, said)
            row.begins, row.begun = begin_of(row, self.decided)
        values = with_dates(self.kind, with_district(self.kind, {**old, **said}, self._parents), self._known)
        if stored is not None:
            begin_of_known(row, self.decided, stored.effective_from)
            row.changes = changes_of(row, self.kind, stored, kept)
            if not row.changes and not row.faults:
                row.state, row.values, row.hidden = SAME, values, hidden_columns(self.kind, stored)
                return
            row.begins = row.begins or stored.effective_from
            row.ends = row.ends or stored.effective_to
            row.source = row.source or stored.source
        row.values = values
        row.hidden = self.kind.hidden_in(values) | (
            hidden_columns(self.kind, stored) if stored is not None else frozenset()
        )
        if stored is not None and not self.matcher.personal and (flips := deciding(self.kind, old, said)):
            row.faults += [self._fault(row, BadColumn(name=name, column=column_name(self.kind, name), what=DECIDES)) for name in flips]  # fmt: skip
        else:
            self._check(row, stored)
        if row.faults:
            row.state = FAULTY
        elif stored is not None:
            row.state = CHANGED
        else:
            row.state = DOUBTFUL if row.twins and answer != AS_NEW else NEW

    def _leave_worked_out(self, row: PlannedRow, stored: RegisterRow | None) -> None:
        """Our own export says what was worked out; read back it is no word of the office."""
        for name, way in self._ways.items():
            if stored is not None and getattr(stored, name):
                continue
            begins = row.begins or (stored.effective_from if stored is not None else None)
            told = {**(values_of(self.kind, stored) if stored is not None else {}), **row.values, name: None}
            if name in row.values and row.values[name] == way(told, begins):
                del row.values[name]
                row.given -= {name}

    def _answered(self, row: PlannedRow) -> str:
        """What a person said of the row; sets the key of the register's row that it is."""
        answer = self.decided.answers.get(row.number, "")
        if row.key or not row.twins or answer == SKIP:
            return answer
        answer = answer or self.decided.doubtful
        if answer == "cu":
            answer = row.twins[0].key
        if answer == SKIP:
            return answer
        twins = (self.matcher.stored[one.key] for one in row.twins)
        same = (one.key for one in twins if not changes_of(row, self.kind, one, self.matcher.hidden_of(one)))
        row.key = next(same, answer if answer in self.matcher.stored else "")
        return answer

    def _propose(self, row: PlannedRow, said: dict[str, Value]) -> None:
        """What a new row says by what was decided for all, or by the legal form in its name."""
        said.update((name, value) for name, value in self._fills.items() if said.get(name) is None)
        name = str(said.get(self.kind.label) or "")
        for column in self.kind.columns():
            if not isinstance(column, Text) or not is_about_forms(column.words) or column.name in row.unread:
                continue
            word = word_of_name(name, column.words) if said.get(column.name) is None else ""
            if word:
                said[column.name] = word
                row.notes.append(f"{column.verbose_name} «{word}» đọc từ tên, hãy xem lại")

    def _check(self, row: PlannedRow, stored: RegisterRow | None) -> None:
        kind = self.kind
        before = str(getattr(stored, kind.state)) if stored is not None and kind.state else ""
        problems: list[Problem] = []
        doubts: list[Doubt] = []
        try:
            doubts += check_row(
                kind, row.values, effective_from=row.begins, effective_to=row.ends, key=row.key, before=before,
                known=self._known, alone=True,
                changed=changed_before(stored, row.begins) if stored is not None else None,
            )  # fmt: skip
        except Problems as told:
            problems += told.problems
        asked = RowAsked(kind, row.key, row.values, row.begins, row.ends, self._known.places)
        for one in (doubt for check in kind.checks if check in BY_ITSELF for doubt in check(asked)):
            if one.hard:
                name = column_name(kind, one.column)
                problems.append(BadColumn(name=one.column, column=name, what=one.sentence))
            else:
                doubts.append(one)
        row.faults += [
            self._fault(row, one) for one in problems if _target(one) not in row.unread
        ]  # what could not be read is told already
        row.notes += [one.sentence for one in doubts]

    def _fault(self, row: PlannedRow, problem: Problem) -> Fault:
        target = _target(problem)
        what = str(problem.fields.get("what") or problem.message)
        if target == ENDS and row.begun == BY_DAY and row.ends is not None:
            what = (
                f"tệp ghi kết thúc ngày {write_date(row.ends)} mà không ghi ngày bắt đầu. Hãy thêm ngày bắt đầu, hoặc ở "
                "«Cách ghi» chọn ngày sớm hơn hay «Không rõ» cho các dòng không ghi."
            )
        return Fault(self._spots.of(row.number, target), str(problem.fields.get("column", "")), what)


def target_of(name: str) -> str:
    """What a column of the file is called that says it."""
    return OWN_NAMES.get(name, name)


def _target(problem: Problem) -> str:
    return target_of(str(problem.fields.get("name", "")))


def changes_of(
    row: PlannedRow, kind: RegisterKind, stored: RegisterRow, hidden: frozenset[str]
) -> list[tuple[str, Value, Value]]:
    old = values_of(kind, stored)
    found: list[tuple[str, Value, Value]] = [
        (name, old.get(name), row.values[name])
        for name in sorted(row.given - hidden)
        if old.get(name) != row.values[name]
    ]
    if row.begins and row.begins != stored.effective_from:
        found.append((BEGINS, stored.effective_from, row.begins))
    if row.ends and row.ends != stored.effective_to:
        found.append((ENDS, stored.effective_to, row.ends))
    if row.source and row.source != stored.source:
        found.append((SOURCE, stored.source, row.source))
    return found
