"""A kept file with what was decided about it -> its plan; the last ones are remembered while nothing changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from django.db.models import Max

from congthuong.apps.accounts.models import User
from congthuong.apps.registers.columns import RowKey
from congthuong.apps.registers.hiding import reads_personal
from congthuong.apps.registers.importing.beginning import UNKNOWN
from congthuong.apps.registers.importing.headings import Match, heading_row, matched
from congthuong.apps.registers.importing.labels import labels
from congthuong.apps.registers.importing.planned import Decided, Plan
from congthuong.apps.registers.importing.planning import planned
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import ColumnMapping, Entry, RowImport
from congthuong.core.intake.cells import Sheet, Workbook
from congthuong.core.intake.workbook import read_workbook
from congthuong.web import clock

KEPT, KEPT_ROWS = 3, 100_000
"""Of workbooks and plans: how many, and how many rows of plans in all; a row takes about two kilobytes."""
_lock = Lock()
_books: OrderedDict[tuple[object, ...], Workbook] = OrderedDict()
_plans: OrderedDict[tuple[object, ...], Plan] = OrderedDict()


def remembered(kind: RegisterKind) -> dict[str, str]:
    """Headings as people type them -> columns, as decided before."""
    known = {column.name for column in kind.columns()}
    rows = ColumnMapping.objects.filter(register=kind.code).values_list("heading", "column")
    return {
        heading: column for heading, column in rows if not column or column in known or column.startswith("@")
    }


def workbook_of(own: RowImport) -> Workbook:
    key = (own.sha256, own.name)
    with _lock:
        if key in _books:
            _books.move_to_end(key)
            return _books[key]
    book = read_workbook(own.name, bytes(own.data))
    with _lock:
        _books[key] = book
        while len(_books) > KEPT:
            _books.popitem(last=False)
    return book


def best_sheet(kind: RegisterKind, book: Workbook, known: Mapping[str, str]) -> tuple[Sheet, int]:
    """The sheet whose headings are most like the register's, and their row."""
    found = []
    for sheet in book.sheets:
        head = heading_row(kind, sheet, known)
        score = sum(bool(one.target) for one in matched(kind, labels(sheet, head), known))
        found.append((score, sheet, head))
    score, sheet, head = max(found, key=lambda one: one[0])
    return sheet, head


def sheet_of(own: RowImport) -> Sheet:
    book = workbook_of(own)
    return next((one for one in book.sheets if one.name == own.sheet), book.sheets[0])


def matches_of(kind: RegisterKind, own: RowImport) -> list[Match]:
    """The headings of the file, each with the column that was decided."""
    sheet = sheet_of(own)
    found = matched(kind, labels(sheet, own.head), remembered(kind))
    return [
        Match(one.index, one.heading, own.columns.get(str(one.index), one.target), one.trust) for one in found
    ]


def mark_of(kind: RegisterKind) -> int:
    """Changes with every word that the register gains, or one whose rows it names."""
    named = {one.register for one in kind.columns() if isinstance(one, RowKey)}
    return Entry.objects.filter(register_id__in={kind.code, *named}).aggregate(last=Max("id"))["last"] or 0


def _rows_kept() -> int:
    return sum(len(one.rows) for one in _plans.values())


def plan_of(kind: RegisterKind, own: RowImport, by: User) -> Plan:
    personal = reads_personal(by, kind)
    key = (own.pk, own.sha256, own.changed_at, mark_of(kind), clock.today(), personal)
    with _lock:
        if key in _plans:
            _plans.move_to_end(key)
            return _plans[key]
    decided = Decided(
        answers={int(number): one for number, one in own.answers.items()},
        doubtful=own.doubtful,
        begins=None if own.begins_by == UNKNOWN else own.begins or (None if kind.begins else clock.today()),
        fills=own.fills,
        move_begins=own.move_begins,
        begins_in=own.begins_by if kind.column(own.begins_by) else "",
    )
    plan = planned(
        kind, sheet_of(own), own.head, matches_of(kind, own), decided, clock.today(), personal=personal
    )
    with _lock:
        for old in [
            one for one in _plans if one[0] == own.pk
        ]:  # decided otherwise since, or the register moved on
            del _plans[old]
        _plans[key] = plan
        while len(_plans) > KEPT or (len(_plans) > 1 and _rows_kept() > KEPT_ROWS):
            _plans.popitem(last=False)
    return plan
