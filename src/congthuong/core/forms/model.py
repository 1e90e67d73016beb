"""The definition of a form: what is asked, of whom, by when, and what the answers must satisfy.

All values are frozen. A cell is named by its row's and its column's code. Where a formula names a cell, `dong` is
the row `dong` in the formula's own column and `dong__cot` the cell of that row and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal, get_args

from congthuong.core.ledger.model import Basis, Items
from congthuong.core.quantities import Unit

Cell = tuple[str, str]
"""(row code, column code)."""

Values = Mapping[Cell, Decimal | None]
PeriodKind = Literal["month", "quarter", "half", "nine", "year"]
Calendar = Literal["statistical", "management"]
ColumnKind = Literal["value", "cumulated", "plan", "same_period", "previous", "computed"]
Mode = Literal["edit", "computed", "shown"]
Sign = Literal["any", "not_negative", "positive"]
Severity = Literal["hard", "soft"]
RuleKind = Literal["bounds", "sign", "sum", "ratio", "relation", "change", "across"]
SpeaksFor = Literal["province", "place", "organisation"]
Anchor = Literal["period_end", "cut_off"]

PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)
RULE_KINDS: tuple[RuleKind, ...] = get_args(RuleKind)
JOINT = "__"  # between row and column in a formula


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day reckoned from another: so many days or working days after it, or a fixed day of a month.

    `day` 15 with `months` 3 is the 15th of the third month after the month in which the period ends; it wins over
    `days`. A fixed day or a due day that is no working day moves to the next one.
    """

    after: Anchor = "period_end"
    days: int = 0
    working_days: int = 0
    day: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a form opens, up to which day it counts and by when it is due; `law` says who ordered that."""

    opens: DayRule = DayRule()
    cut_off: DayRule = DayRule()
    due: DayRule = DayRule(after="cut_off", working_days=2)
    law: str = ""


@dataclass(frozen=True, slots=True)
class Fillers:
    """Who fills the form in: organisations of these kinds and these ones by name.

    `speaks_for` says whose figure a return states: the whole province's (one unit reports for it), that of the
    respondent's place, or the respondent's own. In the last two the province's figure is the sum of the returns.
    """

    kinds: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    speaks_for: SpeaksFor = "organisation"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line. A blank cell of a required row is missing; of another row it says that there is nothing to report.

    `total` is a formula over rows (`tong(phan)` adds a section's own rows); such a row is worked out, not typed.
    `organisations` are the units that the row concerns, by code; none: every unit that fills the form (narrowing.py).
    """

    code: str
    label: str
    unit: Unit
    decimals: int = 0
    indicator: str = ""
    items: Items = ()
    required: bool = True
    sign: Sign = "not_negative"
    total: str = ""
    level: int = 0
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    name: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` says what stands in it, `mode` whether it is typed, computed or shown from the ledger.

    `items` are breakdown items in which the column differs from its neighbours; `number` is the sign under the
    heading (A, 1, 2). `unit` overrides the rows' unit (a column of percentages).
    """

    code: str
    name: str
    kind: ColumnKind = "value"
    mode: Mode = "edit"
    basis: Basis = "actual"
    items: Items = ()
    formula: str = ""
    number: str = ""
    unit: Unit | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What the cells must satisfy. `hard` stops handing in, `soft` asks for an explanation.

    bounds, sign, change: each cell of `rows` × `columns` alone. sum, ratio, relation, across: `left` against
    `right`, formulas over rows, once for each of `columns`; in across `right` names indicators of the catalogue.
    """

    code: str
    kind: RuleKind
    severity: Severity
    message: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    left: str = ""
    operator: str = "="
    right: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    against: str = ""  # the column with the history, for change


@dataclass(frozen=True)
class Form:
    """A form as it was published: everything an old return needs to be read for ever."""

    code: str
    name: str
    kind: str
    period: PeriodKind
    sections: tuple[Section, ...]
    columns: tuple[Column, ...]
    fillers: Fillers
    schedule: Schedule = Schedule()
    calendar: Calendar = "statistical"
    symbol: str = ""
    law: str = ""
    note: str = ""
    rules: tuple[Rule, ...] = field(default=())

    def __iter__(self) -> Iterator[FormRow]:
        return (row for section in self.sections for row in section.rows)

    @cached_property
    def rows(self) -> Mapping[str, FormRow]:
        return {row.code: row for row in self}

    @cached_property
    def by_column(self) -> Mapping[str, Column]:
        return {column.code: column for column in self.columns}

    @cached_property
    def section_rows(self) -> Mapping[str, tuple[str, ...]]:
        """For each section the codes of the rows that are typed, which `tong(section)` adds."""
        return {one.code: tuple(row.code for row in one.rows if not row.total) for one in self.sections}

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple((row.code, column.code) for row in self for column in self.columns)

    @cached_property
    def typed(self) -> frozenset[Cell]:
        """The cells that a person fills in."""
        return frozenset(
            (row.code, column.code)
            for row in self
            for column in self.columns
            if column.mode == "edit" and not row.total
        )

    def unit(self, cell: Cell) -> Unit:
        return self.by_column[cell[1]].unit or self.rows[cell[0]].unit

    def decimals(self, cell: Cell) -> int:
        own = self.by_column[cell[1]].decimals
        return self.rows[cell[0]].decimals if own is None else own

    def items(self, cell: Cell) -> Items:
        """The breakdown of the cell's figure: the row's and the column's."""
        return tuple(sorted((*self.rows[cell[0]].items, *self.by_column[cell[1]].items)))

    def label(self, cell: Cell) -> str:
        return f"{self.rows[cell[0]].label}, {self.by_column[cell[1]].name}"
