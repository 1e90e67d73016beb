"""Whether a row can be kept: every column's fault at once, each with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from congthuong.apps.catalogue.models import ClassItem, LegalDocument, Place
from congthuong.apps.registers.alike import Alike, rows_alike
from congthuong.apps.registers.classes import class_faults
from congthuong.apps.registers.columns import Column, Day, DocumentNumber, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.flows import flow_faults, series_faults
from congthuong.apps.registers.kinds import Doubt, RegisterKind, RowAsked, Values, kind_of
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.problems import BadColumn
from congthuong.apps.registers.queries.cited import Cited, documents_cited
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import column_name, row_label
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problem, Problems, nearest
from congthuong.core.quantities import write_date, write_number
from congthuong.core.workdays.days import WorkCalendar
from congthuong.web import clock

MOST_HINTS = 200
"""Numbers that nobody has on record, of which each is compared with all that are."""
MOST_DECIMALS = 30
CHANGED_BEFORE = "đứng sau {day}, là ngày từ đó dòng đã đổi như hiện nay. Hãy ghi ngày không sau {day}, hoặc giữ ngày bắt đầu đang ghi."
DAYS = {"effective_from": "Đúng từ ngày", "effective_to": "Đến trước ngày"}
"""The days of every row, which are columns of no register."""


class Known:
    """What columns may refer to, asked once for many rows. `withdrawn`: rows that were left out may still be named, by a
    folder that knows nothing of what people did since."""

    def __init__(self, *, withdrawn: bool = False) -> None:
        self._withdrawn = withdrawn
        self._places: Mapping[str, list[Place]] | None = None
        self._calendar: WorkCalendar | None = None
        self._documents: dict[str, Cited | None] = {}
        self._numbers: frozenset[str] | None = None
        self._hints: dict[str, str] = {}
        self._keys: dict[str, frozenset[str]] = {}
        self._classes: dict[str, frozenset[str]] = {}

    def classes(self, version: str) -> frozenset[str]:
        if version not in self._classes:
            codes = ClassItem.objects.filter(version__version=version).values_list("code", flat=True)
            self._classes[version] = frozenset(codes)
        return self._classes[version]

    def places(self, code: str) -> list[Place]:
        if self._places is None:
            found: dict[str, list[Place]] = {}
            for one in Place.objects.all():
                found.setdefault(one.code, []).append(one)
            self._places = found
        return self._places.get(code, [])

    def calendar(self) -> WorkCalendar:
        if self._calendar is None:
            self._calendar = calendar_on()
        return self._calendar

    def look_up(self, references: Iterable[str]) -> None:
        """Asked for together, where many rows are checked."""
        wanted = {one for one in references if one and one not in self._documents}
        found = documents_cited(wanted)
        self._documents |= {one: found.get(one) for one in wanted}

    def cited(self, reference: str) -> Cited | None:
        """The document that a row cites; asked for once."""
        if reference not in self._documents:
            self.look_up([reference])
        return self._documents.get(reference)

    def like(self, reference: str) -> str:
        """The number that a person may have meant, or ""."""
        if self._numbers is None:
            self._numbers = frozenset(LegalDocument.objects.values_list("number", flat=True))
        if reference not in self._hints:
            self._hints[reference] = (
                nearest(reference, self._numbers) if len(self._hints) < MOST_HINTS else ""
            )
        return self._hints[reference]

    def add_keys(self, register: str, keys: Iterable[str]) -> None:
        """Rows that come in the same piece may name each other."""
        self._keys[register] = self.keys(register) | frozenset(keys)

    def keys(self, register: str) -> frozenset[str]:
        if register not in self._keys:
            kind = kind_of(register)
            rows = kind.model._default_manager.all() if kind else None
            if rows is not None and not self._withdrawn:
                rows = rows.filter(withdrawn=False)
            self._keys[register] = frozenset(rows.values_list("key", flat=True) if rows is not None else ())
        return self._keys[register]


def check_row(
    kind: RegisterKind,
    values: Values,
    *,
    effective_from: date | None,
    effective_to: date | None,
    key: str = "",
    before: str = "",
    known: Known | None = None,
    alone: bool = False,
    changed: date | None = None,
    alike: Alike = rows_alike,
) -> list[Doubt]:
    """Refuses what cannot be, returns what is only doubtful.

    `key` is the row's own (empty for a new one), `before` the state it had; `alone`: what other rows say is not asked;
    `changed`: the day on which it changed before it would begin (`begins.py`); `alike`: what other rows say, where many are
    checked together.
    Raises Problems of BadColumn.
    """
    known = known or Known()
    problems: list[Problem] = []
    for column in kind.columns():
        problems += _column(kind, column, values.get(column.name), known)
    if effective_from and effective_to and effective_to < effective_from:
        what = f"ngày kết thúc {write_date(effective_to)} trước ngày bắt đầu {write_date(effective_from)}. Hãy xem lại hai ngày."
        problems.append(BadColumn(name="effective_to", column="Đến trước ngày", what=what))
    problems += begin_faults(kind, effective_from, new=not key)
    if changed is not None:
        problems.append(_bad(kind, "effective_from", CHANGED_BEFORE.format(day=write_date(changed))))
    problems += _transition(kind, values, before)
    if not key and effective_from is None and effective_to is None and closes(kind, values):
        what = f"để trống, mà {column_name(kind, kind.state)} là «{values.get(kind.state)}». Hãy ghi ngày kết thúc."
        problems.append(BadColumn(name="effective_to", column="Đến trước ngày", what=what))
    sound = _without(values, problems)
    if not alone:
        problems += _repeated(kind, sound, key, effective_from)
    doubts = [*class_faults(kind, values, effective_from, effective_to, known.classes)]
    doubts += _documents(kind, values, known)
    doubts += [*flow_faults(kind, values), *(doubt for rule in kind.rules for doubt in rule(values))]
    if not alone:
        doubts += _beside_others(
            RowAsked(kind, key, sound, effective_from, effective_to, known.places, alike, known.calendar)
        )
    told = {one.fields.get("name") for one in problems}
    problems += [
        _bad(kind, one.column, one.sentence) for one in doubts if one.hard and one.column not in told
    ]
    soft = [one for one in doubts if not one.hard]
    if problems:
        raise Problems(problems)
    return soft


def _without(values: Values, problems: Iterable[Problem]) -> Values:
    """What is at fault itself is not held against other rows."""
    faulty = {one.fields.get("name") for one in problems}
    return {name: value for name, value in values.items() if name not in faulty} if faulty else values


def begin_faults(kind: RegisterKind, begins: date | None, *, new: bool) -> Iterator[BadColumn]:
    """Of the day that a register calls by a name of its own. A row that is kept without one may go on without it."""
    if not kind.begins:
        return
    if begins is None and new:
        yield _bad(kind, "effective_from", "để trống. Hãy ghi ngày.")
    if begins is not None and begins > clock.today():
        what = f"{write_date(begins)} là ngày chưa tới. Hãy xem lại ngày."
        yield _bad(kind, "effective_from", what)


def closes(kind: RegisterKind, values: Values) -> bool:
    """Whether a row that says this has ended."""
    return bool(kind.state) and values.get(kind.state) in kind.closing


def ended(kind: RegisterKind, values: Values, begins: date | None, ends: date | None) -> date | None:
    """A row that is new in a closing state has ended: by its beginning, where nothing else is said."""
    return ends or begins if closes(kind, values) else ends


def _beside_others(asked: RowAsked) -> Iterator[Doubt]:
    if asked.kind.series:
        yield from series_faults(asked)
    for check in asked.kind.checks:
        yield from check(asked)


def _bad(kind: RegisterKind, name: str, what: str) -> BadColumn:
    return BadColumn(name=name, column=heading_of(kind, name), what=what)


def heading_of(kind: RegisterKind, name: str) -> str:
    """Of a column, or of one of the days that every row has."""
    if name == "effective_from" and kind.begins:
        return kind.begins
    return DAYS.get(name) or column_name(kind, name)


def _column(kind: RegisterKind, column: Column, value: Value, known: Known) -> Iterator[Problem]:
    if value in (None, ""):
        if not column.blank:
            yield _bad(kind, column.name, "để trống. Hãy ghi nội dung của cột này.")
        return
    match column, value:
        case Number(), Decimal():
            yield from _number(kind, column, value)
        case Day(), date():
            if not 1900 <= value.year <= 2200:
                yield _bad(
                    kind, column.name, f"ngày {write_date(value)} không hợp lý. Hãy xem lại năm đã gõ."
                )
        case PlaceCode(), str():
            yield from _place(kind, column, value, known)
        case DocumentNumber(), str():
            yield from _too_long(kind, column, value)
        case RowKey(), str():
            if column.register and value not in known.keys(column.register):
                yield _bad(kind, column.name, _not_there(column.register, value))
        case Text(), str():
            yield from _text(kind, column, value)
        case _:
            yield _bad(kind, column.name, f"«{value}» không đúng loại của cột.")


def _not_there(register: str, key: str) -> str:
    """Why no row may name this one; where it became part of another, which."""
    kind = kind_of(register)
    last = Entry.objects.filter(register_id=register, key=key).order_by("-id").first() if kind else None
    if last is None or not last.withdrawn:
        return f"không có dòng mã «{key}». Hãy chọn trong danh sách của sổ ấy."
    if last.merged_into:
        return f"dòng «{key}» đã gộp vào «{last.merged_into}». Hãy chọn dòng ấy."
    return f"dòng «{key}» đã bỏ khỏi sổ. Hãy chọn dòng khác, hoặc khôi phục dòng ấy trước."


def _text(kind: RegisterKind, column: Text, value: str) -> Iterator[Problem]:
    if column.words and value not in column.words:
        close = nearest(value, column.words)
        hint = f" Có phải «{close}»?" if close else ""
        yield _bad(
            kind,
            column.name,
            f"không hiểu «{value}».{hint} Chọn một trong: {', '.join(column.words)}.",
        )
    yield from _too_long(kind, column, value)


def _too_long(kind: RegisterKind, column: Text | DocumentNumber, value: str) -> Iterator[Problem]:
    if column.max_length and len(value) > column.max_length:
        yield _bad(
            kind, column.name, f"dài {len(value)} chữ, nhiều nhất {column.max_length}. Hãy viết gọn lại."
        )


def _documents(kind: RegisterKind, values: Values, known: Known) -> Iterator[Doubt]:
    """A document has to be on record to be opened, and its date is the one that stands there."""
    for column in kind.columns():
        reference = values.get(column.name)
        if not isinstance(column, DocumentNumber) or not isinstance(reference, str) or not reference:
            continue
        cited = known.cited(reference)
        if cited is None:
            close = known.like(reference)
            hint = f" Có phải «{close}»?" if close else ""
            what = f"sổ văn bản chưa có «{reference}».{hint} Hãy chọn văn bản đã có, hoặc ghi văn bản ấy vào sổ văn bản."
            yield Doubt(column.name, what, hard=False)
            continue
        name = kind.dated.get(column.name, "")
        said = values.get(name)
        if isinstance(said, date) and cited.day is not None and said != cited.day:
            day = write_date(cited.day)
            what = f"ghi {write_date(said)}, mà văn bản {cited.reference} trong sổ văn bản đề ngày {day}. Hãy sửa một trong hai."
            yield Doubt(name, what, hard=False)


def _number(kind: RegisterKind, column: Number, value: Decimal) -> Iterator[Problem]:
    places = column.decimal_places or 0
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or value.adjusted() >= (column.max_digits or 20) - places:
        yield _bad(kind, column.name, "số quá lớn. Hãy xem lại dấu ngăn nghìn và đơn vị.")
        return
    decimals = max(0, -exponent)
    if decimals > MOST_DECIMALS:  # neither rounded nor written out: that would take as long as it has digits
        yield _bad(kind, column.name, f"có {decimals} số lẻ, cột này giữ {places}. Hãy làm tròn.")
        return
    if decimals > places and value != round(value, places):
        yield _bad(
            kind,
            column.name,
            f"{write_number(value, decimals)} có {decimals} số lẻ, cột này giữ {places}. Hãy làm tròn hoặc đổi đơn vị.",
        )
    if value < 0 and not column.negative:
        yield _bad(kind, column.name, f"{write_number(value, decimals)} là số âm. Hãy xem lại dấu.")


def _place(kind: RegisterKind, column: PlaceCode, value: str, known: Known) -> Iterator[Problem]:
    units = known.places(value)
    if not units:
        yield _bad(kind, column.name, f"không có địa bàn mã «{value}». Mã là chữ số, giữ số 0 ở đầu.")
    elif column.levels and not any(one.level in column.levels for one in units):
        levels = ", ".join(str(Place.Level(one).label) for one in column.levels)
        yield _bad(kind, column.name, f"«{units[0].name}» không thuộc cấp {levels}. Hãy chọn lại.")


def _transition(kind: RegisterKind, values: Values, before: str) -> Iterator[Problem]:
    after = values.get(kind.state) if kind.state else None
    if not before or not isinstance(after, str) or after == before or before not in kind.follows:
        return
    if after not in kind.follows[before]:
        may = ", ".join(f"«{one}»" for one in kind.follows[before]) or "không trạng thái nào"
        yield _bad(kind, kind.state, f"từ «{before}» không chuyển sang «{after}» được; sau nó là {may}.")


def _repeated(kind: RegisterKind, values: Values, key: str, begins: date | None) -> Iterator[Problem]:
    for name in kind.unique:
        value = values.get(name)
        if value in (None, ""):
            continue
        rows = kind.model._default_manager.filter(**{name: value}, withdrawn=False, effective_to__isnull=True)
        if name in kind.restarts:
            rows = (
                rows.filter(effective_from__year=begins.year) if begins else rows.filter(effective_from=None)
            )
        other: RegisterRow | None = rows.exclude(key=key).first()
        if other is not None:
            label = row_label(kind, other)
            yield _bad(
                kind,
                name,
                f"«{value}» đã có ở dòng {other.key} ({label}). Hãy mở dòng ấy, hoặc gộp hai dòng.",
            )
