"""Days as people hand them in: one form or a file, read into entries with every problem named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from congthuong.apps.workdays.models import LONGEST
from congthuong.apps.workdays.problems import (
    DayTwice,
    NoGround,
    NothingToSay,
    RowProblem,
    TooLong,
    UnknownDayKind,
)
from congthuong.core.ledger.tables import TableRow, read_table, require_columns
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import read_date, write_date
from congthuong.core.workdays.days import FIRST_WEEKEND_DAY, Kind
from congthuong.web.folding import fold

KIND_NAMES: Final[dict[Kind, str]] = {"off": "nghỉ", "work": "làm bù", "usual": "như thường lệ"}
_KINDS: Final[dict[str, Kind]] = {fold(name): kind for kind, name in KIND_NAMES.items()} | {
    "nghi bu": "off", "lam viec": "work", "lam": "work", "off": "off", "work": "work", "usual": "usual",
}  # fmt: skip
WEEKDAYS: Final = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
HEADINGS: Final[Mapping[str, str]] = {
    "day": "Ngày", "weekday": "Thứ", "kind": "Loại", "reason": "Lý do", "decision": "Số văn bản", "source": "Nguồn",
    "recorded_on": "Biết từ ngày", "entered_by": "Người nhập",
}  # fmt: skip
_ALIASES: Final = {heading.lower(): column for column, heading in HEADINGS.items()}
_TEXTS: Final = ("reason", "decision", "source")


@dataclass(frozen=True, slots=True)
class DayEntry:
    day: date
    kind: Kind
    reason: str = ""
    decision: str = ""
    source: str = ""


def read_kind(text: str) -> Kind:
    """Raises UnknownDayKind."""
    kind = _KINDS.get(fold(text))
    if kind is None:
        raise UnknownDayKind(kind=text[:40])
    return kind


def check_entry(entry: DayEntry) -> None:
    """Raises NothingToSay, NoGround, TooLong."""
    weekend = entry.day.weekday() >= FIRST_WEEKEND_DAY
    if (entry.kind == "off" and weekend) or (entry.kind == "work" and not weekend):
        usual = "ngày nghỉ cuối tuần" if weekend else "ngày làm việc"
        raise NothingToSay(day=write_date(entry.day), weekday=WEEKDAYS[entry.day.weekday()], usual=usual)
    what = f"Ngày {write_date(entry.day)}"
    if not (entry.decision or entry.source):
        raise NoGround(what=what)
    for name in _TEXTS:
        if len(getattr(entry, name)) > LONGEST[name]:
            raise TooLong(what=what, field=HEADINGS[name], limit=LONGEST[name])


def entries_of_file(name: str, data: bytes, source: str = "") -> tuple[DayEntry, ...]:
    """The rows of a CSV or XLSX file; what the page exports is read back. `source`: for rows that name none.

    Raises Problems with every row that is wrong, and what `read_table` raises.
    """
    table = read_table(name, data, _ALIASES)
    problems = require_columns(table, ("day", "kind"), tuple(HEADINGS))
    if problems:
        raise Problems(problems)
    entries: dict[date, DayEntry] = {}
    for row in table.rows:
        try:
            entry = _entry(row, source)
            check_entry(entry)
            if entries.setdefault(entry.day, entry) != entry:
                raise DayTwice(day=write_date(entry.day))
        except Problem as problem:
            problems.append(RowProblem(file=name, row=row.number, what=problem.message))
    if problems:
        raise Problems(problems)
    return tuple(entries.values())


def _entry(row: TableRow, source: str) -> DayEntry:
    texts = {name: row.text(name) for name in _TEXTS}
    if not texts["decision"]:
        texts["source"] = texts["source"] or source
    return DayEntry(read_date(row.text("day")), read_kind(row.text("kind")), **texts)
