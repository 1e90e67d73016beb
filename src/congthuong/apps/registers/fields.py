"""The fields of a register's form: generated from its columns; what is typed is read the Vietnamese way and never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F

from congthuong.apps.registers.columns import Column, Day, DocumentNumber, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.kinds import RegisterKind, Values, kind_of
from congthuong.apps.registers.lines import unit_of
from congthuong.apps.registers.problems import BadColumn, DoubtfulColumn
from congthuong.apps.registers.queries.cited import MOST_FOUND, Cited, documents_cited, documents_sought
from congthuong.apps.registers.queries.ordering import fit
from congthuong.apps.registers.queries.places import choices
from congthuong.apps.registers.values import label_places, row_label
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problem
from congthuong.core.quantities import (
    NotADate,
    NotANumber,
    NumberWithUnit,
    read_date,
    read_number,
    write_date,
    write_number,
)
from congthuong.web.folding import fold

PARTS = " · "
"""Between a row's key and its name where people choose it."""
MOST_OPTIONS = 400
LONG = 400
LONG_TOLD = 160
Options = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """`shape`: text, long, choice, number, date, place, document and suggested (free, with suggestions). `now`: what the row
    says by now, shown when somebody else changed it meanwhile. `cited`: the document whose number was typed."""

    name: str
    heading: str
    shape: str
    typed: str = ""
    unit: str = ""
    required: bool = False
    options: Options = ()
    longest: int = 0
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    personal: bool = False
    now: str | None = None
    cited: Cited | None = None

    @property
    def unknown(self) -> bool:
        """What was typed or stands in the row is none of the choices."""
        return bool(self.typed) and all(self.typed != value for _, own in self.options for value, _ in own)


@dataclass(frozen=True, slots=True)
class Read:
    """Values by column, and what could not be read."""

    values: dict[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def fields_of(
    kind: RegisterKind,
    typed: Mapping[str, str],
    *,
    day: date,
    without: Sequence[str] = (),
    states: Sequence[str] | None = None,
    problems: Sequence[Problem] = (),
    now: Mapping[str, str] | None = None,
) -> list[Field]:
    """states: those that the state column offers, when not all of them."""
    told: dict[str, list[Problem]] = {}
    for one in problems:
        told.setdefault(str(one.fields.get("name", "")), []).append(one)
    cited = documents_cited(
        typed.get(one.name, "") for one in kind.columns() if isinstance(one, DocumentNumber)
    )
    made = []
    for column in kind.columns():
        if column.name in without:
            continue
        own = told.get(column.name, [])
        said = (now or {}).get(column.name)
        made.append(
            Field(
                name=column.name,
                heading=str(column.verbose_name),
                shape=_shape(column),
                typed=typed.get(column.name, ""),
                unit=unit_of(column),
                required=not column.blank,
                options=_options(kind, column, day, states, typed.get(column.name, "")),
                longest=getattr(column, "max_length", 0) or 0,
                problems=tuple(one for one in own if not isinstance(one, DoubtfulColumn)),
                doubts=tuple(one for one in own if isinstance(one, DoubtfulColumn)),
                personal=column.name in kind.personal,
                now=said if said is not None and said != typed.get(column.name, "") else None,
                cited=cited.get(typed.get(column.name, "")) if isinstance(column, DocumentNumber) else None,
            )
        )
    return made


def _shape(column: Column) -> str:
    match column:
        case Number():
            return "number"
        case Day():
            return "date"
        case PlaceCode():
            return "place"
        case DocumentNumber():
            return "document"
        case RowKey():
            return "suggested"
        case Text() if column.words:
            return "choice"
        case _:
            return "long" if (column.max_length or 0) > LONG else "text"


def _options(
    kind: RegisterKind, column: Column, day: date, states: Sequence[str] | None, typed: str
) -> Options:
    match column:
        case PlaceCode():
            return tuple((name, tuple(own)) for name, own in choices(day, column.levels))
        case DocumentNumber():
            return (("", tuple((one.reference, one.told[:LONG_TOLD]) for one in documents_sought(""))),)
        case RowKey():
            return (("", tuple(_rows_of(column.register))),)
        case Text() if column.words:
            words = column.words
            if column.name == kind.state and states is not None:
                words = tuple(one for one in words if one in states or one == typed)
            return (("", tuple((one, one) for one in words)),)
        case _:
            return ()


def _rows_of(register: str) -> list[tuple[str, str]]:
    kind = kind_of(register)
    if kind is None:
        return []
    rows = kind.model._default_manager.filter(withdrawn=False).order_by("order", "key")[:MOST_OPTIONS]
    places = label_places(kind)
    return [(f"{row.key}{PARTS}{row_label(kind, row, places)}", "") for row in rows]


def suggested(column: Column, text: str) -> list[tuple[str, str]]:
    """What a person who types `text` may mean: what is to stand in the field, and a word about it."""
    if isinstance(column, DocumentNumber):
        return [(one.reference, one.told[:LONG_TOLD]) for one in documents_sought(text)]
    kind = kind_of(column.register) if isinstance(column, RowKey) else None
    if kind is None:
        return []
    rows = kind.model._default_manager.filter(withdrawn=False)
    for word in fold(text.replace(PARTS.strip(), " ")).split():
        rows = rows.filter(folded__contains=word)
    # what still stands first: an ended row is seldom meant
    rows = rows.order_by(F("effective_to").desc(nulls_first=True), *fit(text), "order", "key")
    places = label_places(kind)
    return [(f"{row.key}{PARTS}{row_label(kind, row, places)}", "") for row in rows[:MOST_FOUND]]


def typed_of(kind: RegisterKind, values: Values) -> dict[str, str]:
    """Values as a person would type them."""
    return {column.name: typed_value(column, values.get(column.name)) for column in kind.columns()}


def typed_value(column: Column, value: Value) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, Decimal):
        if isinstance(column, Number) and not column.grouped:
            return str(value)
        exponent = value.normalize().as_tuple().exponent
        return write_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
    if isinstance(value, date):
        return write_date(value)
    if isinstance(column, RowKey):
        other = kind_of(column.register)
        row = other.model._default_manager.filter(key=value).first() if other else None
        return f"{value}{PARTS}{row_label(other, row)}" if other and row else str(value)
    return str(value)


def read_typed(kind: RegisterKind, typed: Mapping[str, str], *, without: Sequence[str] = ()) -> Read:
    """Only the columns that the form has; every fault beside its own field."""
    read = Read()
    for column in kind.columns():
        if column.name in without or column.name not in typed:
            continue
        try:
            read.values[column.name] = read_value(column, typed[column.name])
        except Problem as problem:
            what = _in_a_form(problem, column)
            read.problems.append(BadColumn(name=column.name, column=str(column.verbose_name), what=what))
    return read


def _in_a_form(problem: Problem, column: Column) -> str:
    """A form has no column for the unit: who types "6 triệu" for đồng must not be led to leave a 6."""
    if isinstance(problem, NumberWithUnit) and isinstance(column, Number):
        told = f", tính bằng {column.unit}" if column.unit else ""
        return f"«{problem.fields['text']}» có chữ đi kèm. Hãy chỉ gõ con số{told}."
    return problem.message


def read_value(column: Column, text: str) -> Value:
    """Raises NotANumber, NotADate."""
    text = text.strip()
    if not text:
        return None
    match column:
        case Number():
            return read_number(text)
        case Day():
            return read_date(text)
        case RowKey():
            return text.partition(PARTS.strip())[0].strip()
        case _:
            return text


def read_day(text: str, name: str, heading: str, problems: list[Problem]) -> date | None:
    if not text.strip():
        return None
    try:
        return read_date(text)
    except NotADate as problem:
        problems.append(BadColumn(name=name, column=heading, what=problem.message))
        return None


__all__ = ["Field", "NotANumber", "Read", "fields_of", "read_day", "read_typed", "read_value", "typed_of"]
