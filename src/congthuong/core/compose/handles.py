"""What the words of a template work on. A handle is a question put to the book, answered when printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import overload

from congthuong.core.document.model import Figure, Inline, Text
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.measures import last_told
from congthuong.core.ledger.model import (
    Basis,
    Indicator,
    Items,
    LegalDocument,
    Register,
    Row,
    without_idle_zeros,
)
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import Period, Unit, unit_of, write_date


class WrongUse(Problem):
    code = "CT-401"
    text = "{what}"


_NO_TRUTH = "Con số không dùng thẳng sau «neu»: hãy hỏi bằng co_so_lieu hoặc bang_khong."


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a report is written: the book, the place and the period that its words mean by default. `report` is its
    code; "" where words are asked outside a report."""

    book: Book
    place: str
    period: Period
    report: str = ""

    @property
    def last(self) -> date:
        """The day up to which rows are told: the period's last, of one that still runs the report's (`measures`)."""
        return last_told(self.period, self.book.as_of)

    def period_for(self, indicator: Indicator) -> Period:
        """Management figures run from 15 December to 14 June, statistics by the calendar: both in one report."""
        managed = indicator.calendar == "management"
        return self.period.as_management() if managed else self.period.as_statistical()


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator at a place, for a period: the word `gtsxcn` and what the words before a print make of it."""

    desk: Desk
    indicator: Indicator
    place: str
    period: Period
    basis: Basis | None = None
    items: Items = ()
    unit: Unit | None = None
    decimals: int | None = None  # in that unit, where somebody chose them
    laid: tuple[Unit, int] | None = None  # unit and decimals of its row in the table that is being made

    @property
    def known(self) -> Known:
        what = self.indicator
        own = {what.unit.symbol: what.decimals, **what.display}
        chosen = {} if self.unit is None or self.decimals is None else {self.unit.symbol: self.decimals}
        return in_display_unit(self._stated, self.unit, {**own, **chosen})

    @property
    def shown_in(self) -> str:
        """The unit asked for, when it is not the one in which the value was stated."""
        return _other_unit(self.unit, self._stated.unit)

    @property
    def _stated(self) -> Known:
        return self.desk.book.know(self.indicator.code, self.place, self.period, self.basis, self.items)

    def __bool__(self) -> bool:
        raise WrongUse(what=_NO_TRUTH)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is already known: a count, a sum over rows, a field of a row."""

    desk: Desk
    known: Known
    display: tuple[tuple[str, int], ...] = ()
    unit: Unit | None = None

    def __bool__(self) -> bool:
        raise WrongUse(what=_NO_TRUTH)

    @property
    def shown(self) -> Known:
        own = {self.known.unit.symbol: self.known.decimals}
        return in_display_unit(self.known, self.unit, {**own, **dict(self.display)})

    @property
    def shown_in(self) -> str:
        return _other_unit(self.unit, self.known.unit)


Number = Series | Value


def known_of(number: Number) -> Known:
    return number.known if isinstance(number, Series) else number.shown


def in_display_unit(known: Known, unit: Unit | None, display: Mapping[str, int]) -> Known:
    """The value in the unit asked for, with the decimals that the catalogue gives for that unit.

    They count in a unit that the value already has too, so that a column has one number of decimals. In a
    unit of which the catalogue says nothing a value keeps as many digits as it was stated with.
    """
    if unit is None:
        return known
    shifted = max(0, known.decimals + unit.exponent - known.unit.exponent)
    decimals = display.get(unit.symbol, shifted)
    if unit != known.unit:
        return known.in_unit(unit, decimals)
    return known if decimals == known.decimals else replace(known, decimals=decimals)


def _other_unit(asked: Unit | None, stated: Unit) -> str:
    return asked.symbol if asked is not None and asked != stated else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators that belong together, in their order, all in one period."""

    desk: Desk
    code: str
    members: tuple[Series, ...]
    tags: tuple[str, ...] = ()
    chosen_from: tuple[Series, ...] = ()  # before a choice by change: a count depends on all of them

    def __iter__(self) -> Iterator[Series]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)


class RowHandle:
    """One row of a register: `x.ten` is its field. A number field is a `Value`, the rest is text."""

    __slots__ = ("_desk", "_register", "_row")

    def __init__(self, desk: Desk, register: Register, row: Row) -> None:
        self._desk, self._register, self._row = desk, register, row

    def __getitem__(self, name: str) -> object:
        return field_of(self, name)

    def __str__(self) -> str:
        raise WrongUse(
            what=f"Một dòng của sổ «{self._register.code}» không in được; hãy gọi trường của nó: x.{self._register.fields[0].code}."
        )


def row_parts(handle: RowHandle) -> tuple[Desk, Register, Row]:
    """The parts of a row handle, for words; templates cannot reach names that begin with an underscore."""
    return handle._desk, handle._register, handle._row


def field_of(handle: RowHandle, name: str) -> object:
    desk, register, row = row_parts(handle)
    column = register.field(name)
    if column is None:
        guess = nearest(name, [one.code for one in register.fields])
        hint = f" Có phải «{guess}»?" if guess else ""
        raise WrongUse(what=f"Sổ «{register.code}» không có trường «{name}».{hint}")
    value = row.values.get(name)
    match column.type:
        case "number":
            return number_field(desk, register, row, name)
        case "place":
            return desk.book.place_name(str(value or ""), desk.period.last)
        case "document":
            return DocumentHandle(desk, desk.book.documents[str(value)]) if value else ""
        case "date":
            return write_date(value) if isinstance(value, date) else ""
        case _:
            return str(value or "")


def number_field(desk: Desk, register: Register, row: Row, name: str) -> Value:
    column = register.field(name)
    assert column is not None
    raw = row.values.get(name)
    value = without_idle_zeros(raw) if isinstance(raw, Decimal) else None
    known = Known(
        ref=f"{register.code}.{row.key}.{name}",
        name=f"{column.name} – {row_label(register, row)}",
        value=value,
        unit=column.unit or Unit(""),
        decimals=column.decimals,
        how="row" if value is not None else "missing",
        place=desk.place,
        period=desk.period,
        rows=(row.key,),
        source=row.source,
        register=register.code,
        counted=1,
    )
    return Value(desk, known, tuple(column.display.items()))


def row_label(register: Register, row: Row) -> str:
    """How a row is named in a list of rows counted: its field `ten`, else its first text field, else its key."""
    named = register.field("ten")
    for column in (named, *register.fields) if named else register.fields:
        text = row.values.get(column.code)
        if column.type == "text" and text:
            return str(text)
    return row.key


class Listed(Sequence[RowHandle]):
    """The rows of a register that were true on the last day that the report tells of, read when somebody asks for them.

    Those in a state in which they count, or `every` one.
    """

    __slots__ = ("_desk", "_every", "_handles", "_register")

    def __init__(self, desk: Desk, register: Register, *, every: bool = False) -> None:
        self._desk, self._register = desk, register
        self._every = every or not register.counted
        self._handles: tuple[RowHandle, ...] | None = None

    def _all(self) -> tuple[RowHandle, ...]:
        if self._handles is None:
            desk, register = self._desk, self._register
            rows = desk.book.rows(register.code, desk.last)
            told = rows if self._every else (row for row in rows if register.counts(row))
            self._handles = tuple(RowHandle(desk, register, row) for row in told)
        return self._handles

    def __iter__(self) -> Iterator[RowHandle]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> RowHandle: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[RowHandle]: ...
    def __getitem__(self, place: int | slice) -> RowHandle | Sequence[RowHandle]:
        return self._all()[place]


class Unlisted(tuple[RowHandle, ...]):
    """The rows of a large register: whoever asks for them is told, since none at all would look like an empty register."""

    register: Register

    def __new__(cls, register: Register) -> Unlisted:
        made = super().__new__(cls)
        made.register = register
        return made

    def _refused(self) -> WrongUse:
        return WrongUse(
            what=f"Sổ «{self.register.code}» quá lớn để liệt kê hay đếm trong mẫu. Hãy khai một chỉ tiêu đếm từ sổ "
            "(mục rows của chỉ tiêu) và in chỉ tiêu ấy."
        )

    def __iter__(self) -> Iterator[RowHandle]:
        raise self._refused()

    def __len__(self) -> int:
        raise self._refused()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one register, filtered and sorted; `tags` say by what, and are part of a count's id; `told` says it to
    a reader.

    `every`: all rows of a register of which some do not count by their state, until a filter asks for that.
    """

    desk: Desk
    register: Register
    rows: Sequence[RowHandle]
    tags: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    ten: str = ""  # the common value, when the rows were gathered by `nhom`
    every: Sequence[RowHandle] = ()

    @property
    def dong(self) -> Rows:
        return self

    def __iter__(self) -> Iterator[RowHandle]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def kept(self, rows: list[RowHandle], *chosen: tuple[str, str], ten: str = "") -> Rows:
        """chosen: (tag, words) of each condition by which only these rows are left."""
        tags, told = (tuple(one[at] for one in chosen) for at in (0, 1))
        return replace(
            self, rows=tuple(rows), tags=(*self.tags, *tags), told=(*self.told, *told), ten=ten, every=()
        )

    @property
    def name(self) -> str:
        """The register and which of its rows: "sổ «Xã nông thôn mới» (huyện: Càng Long)"."""
        return f"sổ «{self.register.name}»" + (f" ({'; '.join(self.told)})" if self.told else "")


class Shelf:
    """Things called by their code: `bang.bieu_san_pham`. Nothing else of it can be reached."""

    __slots__ = ("_kind", "_things")

    def __init__(self, kind: str, things: Mapping[str, object]) -> None:
        self._kind, self._things = kind, things

    def __getitem__(self, code: str) -> object:
        if code not in self._things:
            guess = nearest(code, self._things)
            hint = f" Có phải «{guess}»?" if guess else ""
            raise WrongUse(what=f"bao-cao.toml không khai {self._kind} «{code}».{hint}")
        return self._things[code]


@dataclass(frozen=True, slots=True)
class DocumentHandle:
    desk: Desk
    document: LegalDocument


def cited(handle: DocumentHandle) -> str:
    """Kind, number, date and issuer: how Decree 30/2020/NĐ-CP, Annex I, has a document referred to."""
    document = handle.document
    day = f" ngày {write_date(document.date)}" if document.date else ""
    issuer = f" của {document.issuer}" if document.issuer else ""
    return f"{document.kind} số {document.number}{day}{issuer}"


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents cited by the report, filtered by topic."""

    desk: Desk
    members: tuple[DocumentHandle, ...]
    tags: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[DocumentHandle]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class PeriodHandle:
    period: Period

    def __str__(self) -> str:
        return self.period.name


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with figures in them, ready for the page."""

    inlines: tuple[Inline, ...] = field(default=())

    @classmethod
    def of(cls, *parts: str | Figure | Phrase) -> Phrase:
        inlines: list[Inline] = []
        for part in parts:
            match part:
                case str():
                    inlines.append(Text(part))
                case Phrase():
                    inlines.extend(part.inlines)
                case _:
                    inlines.append(part)
        return cls(tuple(inlines))


def display_unit(text: str) -> Unit:
    return unit_of(text)
