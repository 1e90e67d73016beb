"""The records of the ledger, named after the SDMX information model where it has a name.

All are frozen. Codes are text: an administrative code such as "01" keeps its zero, and a code without a
date does not identify a unit. Values are `Decimal` in the unit in which they were stated, with the decimals
as stated, since a printed figure stands for half a unit in its last place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from congthuong.core.quantities import Period, Unit

if TYPE_CHECKING:
    from congthuong.core.ledger.known_rows import ReadRows
    from congthuong.core.ledger.measures import Measurer

Basis = Literal["actual", "estimate", "plan", "forecast"]
BASES: tuple[Basis, ...] = ("actual", "estimate", "forecast", "plan")
Kind = Literal["flow", "stock", "ratio", "index"]
RESPONDENTS = "don_vi_bao_cao"
"""The code list of those who report: every indicator may be broken down by it, without saying so."""
Items = tuple[tuple[str, str], ...]
"""Breakdown items, (code list, item) pairs in the order of the code lists' codes; () for the total."""


Value = str | Decimal | date | None
When = Literal["stock", "new", "closed", "all"]
WHENS: tuple[When, ...] = ("stock", "new", "closed", "all")


def decimals_of(value: Decimal) -> int:
    """How many decimals the value really has, zeros at its end apart."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def without_idle_zeros(value: Decimal) -> Decimal:
    """The same number with the decimals that it really has: a table's column keeps 688 as 688.00, a folder does not."""
    return value.quantize(Decimal(1).scaleb(-decimals_of(value)))


@dataclass(frozen=True, slots=True)
class RowsMeasure:
    """How an indicator is measured from the rows of a register (docs/decisions/0019).

    `when`: "stock" rows true on the period's last day; "new" those that became true within the period; "closed" those
    that ceased to be within it; "all" those true on any of its days. `where`: columns whose value is one of these.
    Rows are counted; with `field` that number is added up, with `distinct` its different values are counted.
    `by`: which column holds the items of a breakdown; one that is called like the code list needs no saying. Rows
    that say an item's name where the code list has its code (registers keep words) are `named`.
    """

    register: str
    when: When
    where: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    field: str = ""
    distinct: str = ""
    by: tuple[tuple[str, str], ...] = ()
    named: bool = False

    def column_of(self, codelist: str) -> str:
        return dict(self.by).get(codelist, codelist)


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted (chỉ tiêu). `decimals` is how it prints; `display` gives decimals in other units.

    `over_time` and `over_places` say how values add up: "sum", "last", "weighted" or "none".
    `calendar` "management" is the period from 15 December to 14 June of Decree 09/2019/NĐ-CP, Article 12.
    `lowest`, `highest` bound its values in its own unit; without `lowest`, what is counted or weighed is not
    negative unless `negative` says that it may be (a balance, a stock change). Where nothing was stated, `formula` or
    `rows` (a register's rows) gives its value.
    """

    code: str
    name: str
    unit: Unit
    decimals: int = 0
    name_en: str = ""
    kind: Kind = "flow"
    over_time: str = "sum"
    over_places: str = "sum"
    calendar: str = "statistical"
    groups: tuple[str, ...] = ()
    order: int = 0
    breakdowns: tuple[str, ...] = ()
    formula: str = ""
    display: Mapping[str, int] = field(default_factory=dict, hash=False)
    note: str = ""
    negative: bool = False
    lowest: Decimal | None = None
    highest: Decimal | None = None
    rows: RowsMeasure | None = None

    @property
    def floor(self) -> Decimal | None:
        """The lowest value it may have, None when there is none: a rate may be negative, a level may not."""
        if self.lowest is not None or self.negative or self.kind == "ratio":
            return self.lowest
        return Decimal(0)


@dataclass(frozen=True, slots=True)
class CodeList:
    code: str
    name: str
    items: tuple[tuple[str, str], ...]  # (code, name), in the order in which they are listed


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of an indicator: append-only, superseded by a later `recorded_on` of the same key."""

    indicator: str
    place: str
    period: Period
    basis: Basis
    value: Decimal
    unit: Unit
    decimals: int
    recorded_on: date
    items: Items = ()
    qualifier: str = ""
    vintage: str = ""  # "first", "revised", "final" or ""
    status: str = ""  # "", "implied", or "estimate": a stated method stood in for a return that did not come
    low: Decimal | None = None
    high: Decimal | None = None
    counted_to: date | None = None
    source: str = ""
    note: str = ""
    recorded_by: str = ""

    @property
    def key(self) -> ObservationKey:
        return (self.indicator, self.place, self.period.code, self.basis, self.items)

    @property
    def counts_to(self) -> date | None:
        """The last day counted in it: the one stated; else what is done counts to the end of its period, or to the day on
        which it was told while the period ran. None for a plan, a forecast, an estimate of no stated day."""
        if self.counted_to or self.basis != "actual":
            return self.counted_to
        return min(self.period.last, self.recorded_on)


ObservationKey = tuple[str, str, str, str, Items]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a register. `type`: text, number, date, place, document; a number may be `negative` if it says so."""

    code: str
    name: str
    type: str = "text"
    unit: Unit | None = None
    decimals: int = 0
    display: Mapping[str, int] = field(default_factory=dict, hash=False)
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A register and its columns. `since`: the day from which it is complete; before it nothing can be counted.

    `large`: too many rows to be listed in a report; they are counted where they are kept and never handed over.
    `counted`: the states in which a row counts where nothing is asked of its state (a project that was refused does not),
    said like the `where` of a measure.
    """

    code: str
    name: str
    unit: Unit
    fields: tuple[Field, ...]
    since: date | None = None
    large: bool = False
    counted: tuple[tuple[str, tuple[Value, ...]], ...] = ()

    @property
    def place_columns(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.fields if one.type == "place")

    def field(self, code: str) -> Field | None:
        for one in self.fields:
            if one.code == code:
                return one
        return None

    def counts(self, row: Row) -> bool:
        """Whether the row is in a state in which it counts."""
        return all((row.values.get(column) or "") in states for column, states in self.counted)

    def measure(self, asked: RowsMeasure) -> RowsMeasure:
        """With what the measure leaves unsaid about states."""
        said = {column for column, _ in asked.where}
        unsaid = tuple((column, states) for column, states in self.counted if column not in said)
        return replace(asked, where=(*asked.where, *unsaid)) if unsaid else asked


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a register, with the days it was true (`effective_*`) and the day we knew (`recorded_on`).

    `values` is what it says now; a row that once said otherwise has its `states`: from which day it said what, the
    oldest first and the present one last.
    """

    register: str
    key: str
    values: Mapping[str, Value] = field(hash=False)
    recorded_on: date
    effective_from: date | None = None
    effective_to: date | None = None
    source: str = ""
    order: int = 0
    states: tuple[tuple[date, Mapping[str, Value]], ...] = field(default=(), hash=False)

    def on(self, day: date) -> Mapping[str, Value]:
        """What it said on the day; before its first state what that one says."""
        if not self.states:
            return self.values
        begun = [values for since, values in self.states if since <= day]
        return begun[-1] if begun else self.states[0][1]


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A document cited by reference, so that one document has one date everywhere.

    Two issuers may give out one number; number and issuer together name one document (`core.ledger.citing`).
    `direction` is "in", "out" or "" (not said), `area` the field of work, `asks` what it asks of us, `links` what it
    does to others: ("replaces", number), ("amends", …), ("repeals", …), ("implements", …).
    """

    number: str
    kind: str
    issuer: str
    date: date | None = None
    abstract: str = ""
    topics: tuple[str, ...] = ()
    note: str = ""
    order: int = 0
    direction: str = ""
    area: str = ""
    asks: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    kind: str  # "tỉnh", "huyện", "thị xã", "thành phố", "xã", "phường", "thị trấn"
    level: str  # "province", "district", "commune"
    parent: str
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day < (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """A unit became (part of) another on a date by a law; codes may be reused, so dates go with them."""

    old_code: str
    old_valid_from: date | None
    new_code: str
    new_valid_from: date | None
    date: date
    kind: str  # "merge", "split", "rename", "transfer"
    law: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    code: str
    name: str
    kind: str = ""
    parent: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ClassItem:
    """A class of a classification; the key is (version, code): VSIC 2018 and 2025 give one code two meanings."""

    version: str
    code: str
    parent: str
    level: int
    name_vi: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything a data folder holds, validated, before anyone asks it a question.

    `measured` counts the rows of large registers where they are kept, `unread` reads those of the registers that are
    not in `rows` when they are first asked for; without the two all rows are in `rows`.
    """

    report: Mapping[str, object]
    templates: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    codelists: tuple[CodeList, ...]
    observations: tuple[Observation, ...]
    registers: tuple[Register, ...]
    rows: tuple[Row, ...]
    documents: tuple[LegalDocument, ...]
    places: tuple[Place, ...] = ()
    place_changes: tuple[PlaceChange, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    classes: tuple[ClassItem, ...] = ()
    measured: Measurer | None = field(default=None, compare=False, repr=False)
    unread: ReadRows | None = field(default=None, compare=False, repr=False)
