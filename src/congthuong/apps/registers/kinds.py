"""What a typed register is, in a few lines: the rest of the layer reads it from here.

A register's app announces its kinds in `apps.py`'s `ready`; lists, search, filters, forms, import, export, history,
attachments, the interface for programs, rights and figures follow (docs/reference/so-theo-doi.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, ClassVar, Protocol

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst

from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.alike import Alike, R, rows_alike
from congthuong.apps.registers.columns import COLUMNS, Column, Day, DocumentNumber, Number, PlaceCode
from congthuong.apps.registers.households import is_household
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.ledger import model as core
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import unit_of
from congthuong.core.workdays.days import WorkCalendar

Values = Mapping[str, core.Value]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a register's own rule has against a row: the column at fault and a sentence that says what to do."""

    column: str
    sentence: str
    hard: bool = True  # a soft one is shown and may be kept with a reason


Rule = Callable[[Values], Iterable[Doubt]]


@dataclass(frozen=True, slots=True)
class RowAsked:
    """A row that is to be kept, for checks that also look at other rows; `key` is empty for a new one. `places`: the
    units that bore a code, where many rows are asked at once; `alike`: what other rows say, `calendar`: the working days as
    known now, both read for all of them together."""

    kind: RegisterKind
    key: str
    values: Values
    begins: date | None
    ends: date | None
    places: Callable[[str], list[Place]] | None = None
    alike: Alike = rows_alike
    calendar: Callable[[], WorkCalendar] = calendar_on

    def like(self, model: type[R], **same: Any) -> list[R]:
        """The other rows that stand and say the same in these columns."""
        return [row for row in self.alike(model, same) if row.key != self.key]


@dataclass(frozen=True, slots=True)
class Standing:
    """By when a row that is still open must be dealt with, why, and how many days it is late by now."""

    due: date
    text: str
    days_late: int = 0
    done: date | None = None
    """When it was dealt with; nothing is late about it any more, and `text` says whether it was."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What is worked out beside a row from others ("tăng 12,5%"), and whether it is beyond what is usual."""

    text: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class Alerts:
    """A column of the list that is worked out from other rows: its `name`, the `filter` for rows that are beyond; `of`
    some keys, and the keys of all rows that are `beyond`, as a query that stands within the list's."""

    name: str
    filter: str
    of: Callable[[Collection[str]], Mapping[str, Alert]]
    beyond: Callable[[], QuerySet[Any, Any]]


WorkOut = Callable[[Values, date | None], core.Value]
"""What a column says of a row that leaves it empty: by its other values and the day on which it begins."""
Check = Callable[[RowAsked], Iterable[Doubt]]


class Stand(Protocol):
    def __call__(self, today: date, keys: Collection[str] | None = None, /) -> Mapping[str, Standing]: ...


@dataclass(frozen=True, slots=True)
class Flow:
    """Four columns that tell how a stock moved since the count before: opening + new - removed = closing."""

    opening: str
    new: str
    removed: str
    closing: str

    @property
    def columns(self) -> tuple[str, str, str, str]:
        return (self.opening, self.new, self.removed, self.closing)


@dataclass(frozen=True, slots=True)
class PageBeside:
    """A page that puts rows of several registers together: the `name` of its address, and what it is called."""

    address: str
    name: str | Promise


class NoSuchRegister(Problem):
    code: ClassVar[str] = "CT-901"
    text: ClassVar[str] = "Không có sổ «{code}».{hint} Hãy chọn trong danh sách sổ."


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """`noun` counts rows ("cửa hàng"), `prefix` begins the keys of new ones, `data_kind` limits rights (accounts/kinds.py).

    `listed` are the columns of the list, `filters` those with chips, `searched` those that search looks into, `label` the
    column that names a row, with those `label_beside` it where it alone does not tell rows apart. `state` is the column that holds a row's state, `follows` which states may follow which (a
    state that is not a key of it may be followed by any), `closing` those with which a row ends. `unique` are the columns
    that may not repeat among rows that are true (tax number); those of them that are `restarts` (a decision's number) begin
    anew every January, so that only rows which began in one year may not share one. `personal` columns are masked, kept apart and erased on
    request; `purpose` says what for and `keep_years` how long after the row ended. `since`: from which day the register
    is complete; before it, what it would count is missing. `large`: not handed to templates row by row.

    `private` columns are personal in the rows of households only, where the name of a business is a person's
    (`households.py`): masked and erased on request there, and like all others everywhere else. They are kept apart in
    every row, since any may turn out to be a household's. A report that names a household's business names it.
    `of_households`: every row is one's, however its name is written.

    `mixed`: its rows are not all what `noun` counts (an enterprise, a cooperative), so that the pages count rows.

    `uncounted` are states in which a row counts nowhere, unless a measure or a template asks for the state by name: an
    application that was refused, a decision that was cancelled.

    `dated`: column of a document -> column of its date, which the document says.

    `standing`: on a day, key -> by when a row must be dealt with; asked of all that are still open, or of some keys. The
    list marks those that are late.

    `alerts`: a column of today's list worked out from other rows, with a filter for those that are beyond the usual.

    `begins`: what the day on which a row begins is called, in a register whose every row has one that only the office
    knows: it is asked for first, never proposed, and not of a day to come. `worked_out`: column -> what works out what it
    says where nothing is written; shown, sorted by and exported like what is written, and kept nowhere. `done`: states in
    which a row is dealt with, though it goes on to count: the list shows it among those that are; from the day in the
    column `done_on`, where the row tells it.

    `rules` look at a row alone, `checks` at other rows too; `watched` begin checks that doubt kept rows as well (`registers
    check`), since the other row may have come later: each is begun once and asked of every row, so that it reads the others
    once. `beside` are pages that put its rows together with those of others: its list and the first page of the registers link
    to them. `not_summed`: columns of numbers that mean nothing added up over rows (`indicators.py`): prices, scores. `flows` makes a register one of counts (`flows.py`): a row
    says what there was on the day `effective_from` and what came and went since the count before of the same thing,
    which `series` names ("district, voltage"); a new count ends the one before.
    """

    model: type[RegisterRow]
    code: str
    name: str
    noun: str
    data_kind: str
    prefix: str
    listed: tuple[str, ...]
    label: str = "ten"
    label_beside: tuple[str, ...] = ()
    searched: tuple[str, ...] = ("ten",)
    filters: tuple[str, ...] = ()
    state: str = ""
    follows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closing: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    done_on: str = ""
    begins: str = ""
    unique: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    restarts: tuple[str, ...] = ()
    dated: Mapping[str, str] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    of_households: bool = False
    purpose: str = ""
    keep_years: int = 0
    since: date | None = None
    large: bool = False
    mixed: bool = False
    rules: tuple[Rule, ...] = ()
    checks: tuple[Check, ...] = ()
    watched: tuple[Callable[[], Check], ...] = ()
    series: tuple[str, ...] = ()
    flows: tuple[Flow, ...] = ()
    standing: Stand | None = None
    worked_out: Mapping[str, Callable[[], WorkOut]] = field(default_factory=dict)
    alerts: Alerts | None = None
    beside: tuple[PageBeside, ...] = ()
    not_summed: tuple[str, ...] = ()
    order: int = 0

    def columns(self) -> tuple[Column, ...]:
        """The register's own columns, in the order of its model."""
        return _columns(self.model)

    def column(self, name: str) -> Column | None:
        return next((one for one in self.columns() if one.name == name), None)

    def numbered(self, name: str, value: object, begins: date | None) -> tuple[object, ...]:
        """What a value of a `unique` column may not be twice."""
        return (name, value, begins and begins.year) if name in self.restarts else (name, value)

    @property
    def row_noun(self) -> str:
        """What the pages count."""
        return "dòng" if self.mixed else self.noun

    @property
    def erasable(self) -> tuple[str, ...]:
        """The columns that tell who a person is, in some rows at least."""
        return (*self.personal, *self.private)

    def of_household(self, values: Values) -> bool:
        """Whether a row that says this is a household's."""
        return bool(self.private) and (self.of_households or is_household(values, self.private))

    def hidden_in(self, values: Values) -> frozenset[str]:
        """The columns of a row that is not kept yet that tell who a person is; of one that is, `hidden_columns`."""
        return self.hidden(household=self.of_household(values))

    def hidden(self, *, household: bool) -> frozenset[str]:
        own = frozenset(self.personal)
        return own | frozenset(self.private) if household else own

    def required(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.columns() if not one.blank)

    def places(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.columns() if isinstance(one, PlaceCode))

    def _counted(self) -> tuple[tuple[str, tuple[core.Value, ...]], ...]:
        if not self.uncounted:
            return ()
        words = getattr(self.column(self.state), "words", ())
        return ((self.state, ("", *(one for one in words if one not in self.uncounted))),)

    def described(self) -> core.Register:
        """As reports and data folders know it."""
        return core.Register(
            self.code,
            self.name,
            unit_of(self.noun),
            _fields(self.model),
            since=self.since,
            large=self.large,
            counted=self._counted(),
        )


@cache
def _columns(model: type[RegisterRow]) -> tuple[Column, ...]:
    return tuple(one for one in model._meta.get_fields() if isinstance(one, COLUMNS))


@cache
def _fields(model: type[RegisterRow]) -> tuple[core.Field, ...]:
    return tuple(map(_field, _columns(model)))


def _field(column: Column) -> core.Field:
    """Named as a data folder names it, with a capital: a report of either has the same words."""
    name = capfirst(str(column.verbose_name))
    match column:
        case Number():
            return core.Field(
                code=column.name,
                name=name,
                type="number",
                unit=unit_of(column.unit) if column.unit else None,
                decimals=column.decimal_places or 0,
                display=column.display,
                negative=column.negative,
            )
        case Day():
            return core.Field(column.name, name, "date")
        case PlaceCode():
            return core.Field(column.name, name, "place")
        case DocumentNumber():
            return core.Field(column.name, name, "document")
        case _:
            return core.Field(column.name, name, "text")


def _is_amount(column: Column | None) -> bool:
    """Days and figures differ from row to row; a year is a name."""
    return isinstance(column, Day) or (isinstance(column, Number) and column.grouped)


_KINDS: dict[str, RegisterKind] = {}


def announce_kind(kind: RegisterKind) -> None:
    """Make a register known; again with the same code replaces it, since apps may be set up twice."""
    known = {one.name for one in kind.columns()}
    named = {
        *kind.listed,
        *kind.searched,
        *kind.filters,
        *kind.unique,
        *kind.personal,
        *kind.series,
        kind.label,
        *kind.label_beside,
    }
    named.update(name for flow in kind.flows for name in flow.columns)
    named.update(one for one in (kind.state, kind.done_on) if one)
    named.update(kind.private, kind.restarts, kind.dated, kind.dated.values(), kind.worked_out)
    if named - known:
        raise TypeError(f"{kind.code}: no column {sorted(named - known)}")
    if set(kind.uncounted) - set(getattr(kind.column(kind.state), "words", ())):
        raise TypeError(f"{kind.code}: {kind.uncounted} are not among its states")
    if set(kind.done) - set(getattr(kind.column(kind.state), "words", ())):
        raise TypeError(f"{kind.code}: {kind.done} are not among its states")
    if set(kind.restarts) - set(kind.unique):
        raise TypeError(f"{kind.code}: {kind.restarts} are not among the unique columns")
    if kind.private and not issubclass(kind.model, HouseholdRow):
        raise TypeError(f"{kind.code}: its rows do not say whether they are a household's")
    if kind.of_households and not kind.private:
        raise TypeError(f"{kind.code}: its rows are of households, and nothing of them is kept apart")
    if set(kind.private) & set(kind.filters):
        raise TypeError(f"{kind.code}: a filter by {kind.private} would tell what is hidden")
    amounts = [name for name in kind.filters if _is_amount(kind.column(name))]
    if amounts:
        raise TypeError(f"{kind.code}: {amounts} have no words to filter by")
    _KINDS[kind.code] = kind


def kinds() -> tuple[RegisterKind, ...]:
    """In the order of the rooms and within them their own."""
    return tuple(sorted(_KINDS.values(), key=lambda one: (one.data_kind, one.order, one.code)))


def kind_of(code: str) -> RegisterKind | None:
    return _KINDS.get(code)


def require_kind(code: str) -> RegisterKind:
    """Raises NoSuchRegister."""
    if code not in _KINDS:
        close = nearest(code, _KINDS)
        raise NoSuchRegister(code=code, hint=f" Có phải «{close}»?" if close else "")
    return _KINDS[code]
