"""What a file would do to a register, row by row: new, changed (old -> new), the same, doubtful, at fault.

A row of the file is a row of the register when it names its key, or bears the same number of those that may not repeat.
The same name or address only raises a doubt, which a person settles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from congthuong.apps.registers.checking import Known, check_row
from congthuong.apps.registers.columns import DocumentNumber, Text
from congthuong.apps.registers.hiding import DECIDES, deciding
from congthuong.apps.registers.importing.headings import BEGINS, ENDS, KEY, SOURCE, Match
from congthuong.apps.registers.importing.reading import Cells, day_of, text_of
from congthuong.apps.registers.kinds import Doubt, RegisterKind, RowAsked
from congthuong.apps.registers.places import BY_ITSELF
from congthuong.apps.registers.placing import with_dates, with_district
from congthuong.apps.registers.problems import BadColumn, NotImported
from congthuong.apps.registers.queries.duplicates import ADDRESSES, plain_address, plain_name
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import MASK, column_name, hidden_columns, row_label, values_of
from congthuong.core.intake.cells import Sheet, column_letters
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import write_number

NEW, CHANGED, SAME, DOUBTFUL, FAULTY, LEFT = "new", "changed", "same", "doubtful", "faulty", "left"
STATES = (FAULTY, DOUBTFUL, NEW, CHANGED, SAME, LEFT)
MOST_ROWS = 100_000
AS_NEW, SKIP = "moi", "bo"


@dataclass(frozen=True, slots=True)
class Fault:
    """`cell` is the address in the sheet, "B5"; "5" where the whole row is meant."""

    cell: str
    heading: str
    message: str


@dataclass(frozen=True, slots=True)
class Twin:
    key: str
    label: str
    why: str


@dataclass(slots=True)
class PlannedRow:
    """`number` is the row in the sheet, from 1. `key`: the register's row that it is; "" for a new one. `hidden`: the columns
    that tell who a person is."""

    number: int
    state: str = NEW
    key: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    begins: date | None = None
    ends: date | None = None
    source: str = ""
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    changes: list[tuple[str, Value, Value]] = field(default_factory=list)
    given: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided: `answers` row number -> "moi" (a new row), "bo" (left out) or the key of the register's row;
    `doubtful` the same for all others that are doubtful ("" keeps them open). `begins`: since when new rows hold that do
    not say it."""

    answers: Mapping[int, str] = field(default_factory=dict)
    doubtful: str = ""
    begins: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    sheet: str
    rows: list[PlannedRow]
    counts: Mapping[str, int]
    faults: int

    def of(self, *states: str) -> list[PlannedRow]:
        return [one for one in self.rows if one.state in states]


def planned(
    kind: RegisterKind,
    sheet: Sheet,
    head: int,
    matches: Sequence[Match],
    decided: Decided,
    day: date,
    *,
    personal: bool,
) -> Plan:
    """Reads the sheet below its headings; the register's rows are asked in few queries, whatever the file's length.

    `personal`: the person may read personal columns; who may not changes none of a row that is known, nor learns from
    what would change what it says."""
    reader, known = Cells(day), Known()
    columns = [(one, column) for one in matches if (column := kind.column(one.target)) is not None]
    columns.sort(
        key=lambda pair: getattr(pair[1], "levels", ()) != ("district",)
    )  # a district helps its communes
    own = {one.target: one for one in matches if one.target in (KEY, BEGINS, ENDS, SOURCE)}
    refuse_too_many(sheet, head)
    rows = []
    for at in range(head + 1, len(sheet.rows)):
        if not _says_something(sheet.rows[at]):
            continue
        row = PlannedRow(at + 1)
        _read(reader, sheet, at, columns, row)
        _read_own(sheet, at, own, row)
        rows.append(row)
    matcher = Matcher(kind, decided.begins, personal=personal)
    for row in rows:
        matcher.find(row)
    matcher.twice(rows)
    named = [one.name for one in kind.columns() if isinstance(one, DocumentNumber)]
    known.look_up(str(row.values[name]) for row in rows for name in named if row.values.get(name))
    parents: dict[str, str] = {}
    for row in rows:
        _settle(kind, row, matcher, decided, known, parents)
    _once(rows)
    counts = Counter(one.state for one in rows)
    return Plan(sheet.name, rows, counts, sum(len(one.faults) for one in rows))


def refuse_too_many(sheet: Sheet, head: int) -> None:
    """Raises NotImported: a file is read whole, or not at all."""
    if len(sheet.rows) - head - 1 <= MOST_ROWS:
        return
    many = sum(map(_says_something, sheet.rows[head + 1 :]))
    if many > MOST_ROWS:
        told = write_number(Decimal(many), 0), write_number(Decimal(MOST_ROWS), 0)
        raise NotImported(
            why=f"Trang «{sheet.name}» có {told[0]} dòng, một lần nhập nhận nhiều nhất {told[1]} dòng. Hãy chia thành nhiều tệp."
        )


def _says_something(cells: Sequence[object]) -> bool:
    return any(str(cell).strip() for cell in cells)


def _once(rows: Sequence[PlannedRow]) -> None:
    """Two rows of the file are not one row of the register, whatever was answered."""
    first: dict[str, int] = {}
    for row in rows:
        if row.state not in (CHANGED, SAME):
            continue
        number = first.setdefault(row.key, row.number)
        if number != row.number:
            what = f"là dòng {row.key} của sổ, mà dòng {number} của tệp cũng vậy. Hãy giữ một dòng."
            row.faults.append(Fault(str(row.number), "Mã số", what))
            row.state, row.changes = FAULTY, []


def _read(
    reader: Cells, sheet: Sheet, at: int, columns: Iterable[tuple[Match, object]], row: PlannedRow
) -> None:
    given = set()
    for match, column in columns:
        cell = sheet.at(at, match.index)
        if isinstance(cell, str) and cell.strip() == MASK:
            continue  # our own export, by a person who may not read it
        try:
            value = reader.read(column, cell, row.values)  # type: ignore[arg-type]
        except Problem as problem:
            message = str(problem.fields.get("what") or problem.message)
            row.faults.append(Fault(f"{column_letters(match.index)}{at + 1}", match.heading, message))
            continue
        if value is not None:  # an empty cell says nothing about a row that is known
            row.values[match.target] = value
            given.add(match.target)
    row.given = frozenset(given)


def _read_own(sheet: Sheet, at: int, own: Mapping[str, Match], row: PlannedRow) -> None:
    for target, match in own.items():
        cell = sheet.at(at, match.index)
        try:
            match target:
                case "@from":
                    row.begins = day_of(cell)
                case "@to":
                    row.ends = day_of(cell)
                case "@source":
                    row.source = text_of(cell)
                case _:
                    row.key = text_of(cell)
        except Problem as problem:
            row.faults.append(Fault(f"{column_letters(match.index)}{at + 1}", match.heading, problem.message))


class Matcher:
    """Which row of the register a row of the file is, or may be."""

    def __init__(self, kind: RegisterKind, begins: date | None, *, personal: bool) -> None:
        self.kind = kind
        self.personal = personal
        self.stored: dict[str, RegisterRow] = {}
        self._numbers: dict[tuple[object, ...], str] = {}
        self._begins = begins
        self._names: dict[str, list[str]] = defaultdict(list)
        self._addresses: dict[str, list[str]] = defaultdict(list)
        told_nowhere = set(kind.personal)
        named = kind.label not in {*told_nowhere, *kind.restarts} and type(kind.column(kind.label)) is Text
        self._label = (
            kind.label if named and not kind.series else ""
        )  # counts of one thing are alike in all but their day
        self._counts: dict[tuple[object, ...], str] = {}
        self._address = next((one for one in ADDRESSES if kind.column(one) and one not in told_nowhere), "")
        for row in kind.model._default_manager.filter(withdrawn=False).iterator(chunk_size=5000):
            self.stored[row.key] = row
            if kind.series:
                thing = (getattr(row, name) or None for name in kind.series)
                self._counts[(*thing, row.effective_from)] = row.key
            if row.effective_to is not None:
                continue
            for name in kind.unique:
                if text := str(getattr(row, name) or ""):
                    self._numbers[kind.numbered(name, text, row.effective_from)] = row.key
            hidden = self.hidden_of(row)  # to find a row by what is hidden would tell it
            if (
                self._label
                and self._label not in hidden
                and (text := plain_name(str(getattr(row, self._label) or "")))
            ):
                self._names[text].append(row.key)
            if (
                self._address
                and self._address not in hidden
                and len(text := plain_address(str(getattr(row, self._address) or ""))) > 8
            ):
                self._addresses[text].append(row.key)

    def hidden_of(self, row: RegisterRow) -> frozenset[str]:
        """What the person may neither read in the row nor change."""
        return frozenset() if self.personal else hidden_columns(self.kind, row)

    def find(self, row: PlannedRow) -> None:
        if row.key:
            if row.key not in self.stored:
                row.faults.append(
                    Fault(
                        str(row.number),
                        "Mã số",
                        f"sổ không có dòng mã «{row.key}». Để trống mã nếu là dòng mới.",
                    )
                )
            return
        if self.kind.series:
            thing = (row.values.get(name) for name in self.kind.series)
            row.key = self._counts.get((*thing, row.begins or self._begins), "")
            return
        for name in self.kind.unique:
            key = self._numbers.get(self._number(row, name))
            if key:
                row.key = key
                return
        if self._label and (text := plain_name(str(row.values.get(self._label) or ""))):
            self._doubt(row, self._names.get(text, ()), "cùng tên, không kể dấu và loại hình")
        if self._address and (text := plain_address(str(row.values.get(self._address) or ""))):
            self._doubt(row, self._addresses.get(text, ()), "cùng địa chỉ")

    def _number(self, row: PlannedRow, name: str) -> tuple[object, ...]:
        return self.kind.numbered(name, str(row.values.get(name) or ""), row.begins or self._begins)

    def _doubt(self, row: PlannedRow, keys: Sequence[str], why: str) -> None:
        told = {one.key for one in row.twins}
        for key in keys[:5]:
            other = self.stored[key]
            if key not in told and not self._other_number(row, other):
                row.twins.append(Twin(key, row_label(self.kind, other), why))

    def _other_number(self, row: PlannedRow, other: RegisterRow) -> bool:
        """Both have a number that may not repeat, and it is another: then they are two things."""
        pairs = ((row.values.get(name), getattr(other, name)) for name in self.kind.unique)
        return any(one and two and one != two for one, two in pairs)

    def twice(self, rows: Sequence[PlannedRow]) -> None:
        """Rows that stand twice in the file itself."""
        seen: dict[tuple[object, ...], int] = {}
        names: dict[tuple[str, str], int] = {}
        for row in rows:
            for name in (*self.kind.unique, KEY):
                text = row.key if name == KEY else str(row.values.get(name) or "")
                if not text:
                    continue
                first = seen.setdefault((KEY, text) if name == KEY else self._number(row, name), row.number)
                if first != row.number:
                    what = f"«{text}» đã có ở dòng {first} của tệp. Hãy giữ một dòng."
                    row.faults.append(Fault(str(row.number), "Mã số" if name == KEY else str(getattr(self.kind.column(name), "verbose_name", name)), what))  # fmt: skip
            label = plain_name(str(row.values.get(self._label) or "")) if self._label else ""
            if label:
                place = "|".join(str(row.values.get(one) or "") for one in self.kind.places())
                first = names.setdefault((label, place), row.number)
                if first != row.number and not row.key and not self.kind.series:
                    row.notes.append(f"cùng tên và địa bàn với dòng {first} của tệp")


def _settle(
    kind: RegisterKind,
    row: PlannedRow,
    matcher: Matcher,
    decided: Decided,
    known: Known,
    parents: dict[str, str],
) -> None:
    answer = decided.answers.get(row.number, "")
    if answer == SKIP:
        row.state, row.faults = LEFT, []
        return
    if not row.key and row.twins:
        answer = answer or decided.doubtful
        if answer == "cu":
            answer = row.twins[0].key
        if answer == SKIP:
            row.state = LEFT
            return
        twins = (matcher.stored[one.key] for one in row.twins)
        same = next((one.key for one in twins if not _changes(row, kind, one, matcher.hidden_of(one))), "")
        if same:
            row.key = same
        elif answer in matcher.stored:
            row.key = answer
    stored = matcher.stored.get(row.key)
    if row.faults:
        row.state = FAULTY
        return
    old = values_of(kind, stored) if stored is not None else {}
    kept = matcher.hidden_of(stored) if stored is not None else frozenset()
    said = {name: value for name, value in row.values.items() if name not in kept}
    values = with_dates(kind, with_district(kind, {**old, **said}, parents), known)
    if stored is not None:
        row.changes = _changes(row, kind, stored, kept)
        if not row.changes:
            row.state, row.values, row.hidden = SAME, values, hidden_columns(kind, stored)
            return
        row.begins = row.begins or stored.effective_from
        row.ends = row.ends or stored.effective_to
        row.source = row.source or stored.source
    else:
        row.begins = row.begins or decided.begins
    row.values = values
    row.hidden = kind.hidden_in(values) | (
        hidden_columns(kind, stored) if stored is not None else frozenset()
    )
    if stored is not None and not matcher.personal and (flips := deciding(kind, old, said)):
        row.faults = [Fault(str(row.number), column_name(kind, name), DECIDES) for name in flips]
        row.state = FAULTY
        return
    before = str(getattr(stored, kind.state)) if stored is not None and kind.state else ""
    try:
        doubts = check_row(
            kind, values, effective_from=row.begins, effective_to=row.ends, key=row.key, before=before, known=known,
            alone=True,
        )  # fmt: skip
        doubts += _by_itself(kind, row, known)
    except Problems as told:
        row.faults = [_fault(row, one) for one in told.problems]
        row.state = FAULTY
        return
    row.notes += [one.sentence for one in doubts]
    if stored is not None:
        row.state = CHANGED
    elif row.twins and answer != AS_NEW:
        row.state = DOUBTFUL
    else:
        row.state = NEW


def _by_itself(kind: RegisterKind, row: PlannedRow, known: Known) -> list[Doubt]:
    """Raises Problems of BadColumn."""
    asked = RowAsked(kind, row.key, row.values, row.begins, row.ends, known.places)
    doubts = [one for check in kind.checks if check in BY_ITSELF for one in check(asked)]
    hard = [one for one in doubts if one.hard]
    if hard:
        raise Problems(
            BadColumn(name=one.column, column=column_name(kind, one.column), what=one.sentence)
            for one in hard
        )
    return doubts


def _fault(row: PlannedRow, problem: Problem) -> Fault:
    return Fault(
        str(row.number),
        str(problem.fields.get("column", "")),
        str(problem.fields.get("what") or problem.message),
    )


def _changes(
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
