"""A row as a list shows it, whether it comes from the present table or from the history."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from congthuong.apps.registers.columns import Column, Day, DocumentNumber, Number, PlaceCode, RowKey
from congthuong.apps.registers.kinds import RegisterKind, Values, kind_of
from congthuong.apps.registers.queries.cited import Cited, documents_cited
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import MASK, hidden_columns, row_label, values_of
from congthuong.core.ledger.model import Row, Value
from congthuong.core.quantities import write_date, write_number

MOST_KEYS = 5000
"""How many values any database takes in one question."""
LONG, CUT = 100, 80
"""Letters of a text that a list shows whole, and of a longer one."""


@dataclass(frozen=True, slots=True)
class Line:
    """`values` has its personal columns masked unless the person may see them; `version` is 0 for a row of the past,
    whose `state_from` is not told."""

    key: str
    values: Values
    effective_from: date | None
    effective_to: date | None
    source: str
    order: int
    recorded_on: date
    version: int = 0
    withdrawn: bool = False
    state_from: date | None = None
    worked: frozenset[str] = frozenset()
    """The columns that nothing is written in and that say what was worked out."""


def line_of_row(kind: RegisterKind, row: RegisterRow, *, personal: bool) -> Line:
    return Line(
        key=row.key,
        values=values_of(kind, row) if personal else masked(values_of(kind, row), hidden_columns(kind, row)),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        source=row.source,
        order=row.order,
        recorded_on=row.recorded_on,
        version=row.version,
        withdrawn=row.withdrawn,
        state_from=row.state_from,
    )


def line_of_record(row: Row, hidden: Container[str] = ()) -> Line:
    """Of a row of the past."""
    return Line(
        key=row.key,
        values=masked(row.values, hidden),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        source=row.source,
        order=row.order,
        recorded_on=row.recorded_on,
    )


def worked_out(kind: RegisterKind, lines: Iterable[Line]) -> list[Line]:
    return list(iter_worked_out(kind, lines))


def iter_worked_out(kind: RegisterKind, lines: Iterable[Line]) -> Iterator[Line]:
    """With what is worked out where nothing is written (`RegisterKind.worked_out`)."""
    ways = {name: way() for name, way in kind.worked_out.items()}
    for one in lines:
        told = {
            name: value
            for name, way in ways.items()
            if one.values.get(name) in (None, "")
            and (value := way(one.values, one.effective_from)) is not None
        }
        yield replace(one, values={**one.values, **told}, worked=frozenset(told)) if told else one


def masked(values: Values, hidden: Container[str]) -> dict[str, Value]:
    return {
        name: MASK if name in hidden and value not in (None, "") else value for name, value in values.items()
    }


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a row as a page shows it. `document` is the number it names, `cited` the document that bears it, `row` the
    (register, key)."""

    text: str
    number: bool = False
    document: str = ""
    cited: Cited | None = None
    row: tuple[str, str] | None = None
    value: Value = None
    worked: bool = False

    @property
    def long(self) -> bool:
        return len(self.text) > LONG

    @property
    def short(self) -> str:
        """What a list shows of a long text, which opens to the whole of it."""
        begun = self.text[:CUT]
        return f"{begun.rpartition(' ')[0] or begun} …"


class Names:
    """What codes in rows are called: places, documents and rows of other registers, asked once for a page."""

    def __init__(self, places: dict[str, str]) -> None:
        self.places = places
        self._rows: dict[tuple[str, str], str] = {}
        self.documents: dict[str, Cited] = {}

    def look_up(
        self,
        kind: RegisterKind,
        lines: Iterable[Line],
        chosen_from: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """One query for each other register that the lines point to (and for each `MOST_KEYS` of its rows), one for the documents. chosen_from: column -> the
        values that a filter offers."""
        lines = list(lines)
        self.documents |= documents_cited(
            str(value)
            for column in kind.columns()
            if isinstance(column, DocumentNumber)
            for one in lines
            if (value := one.values.get(column.name)) not in (None, "", MASK)
        )
        for column in kind.columns():
            other = kind_of(column.register) if isinstance(column, RowKey) else None
            if other is None:
                continue
            asked = {str(value) for one in lines if (value := one.values.get(column.name))}
            asked |= {one for one in (chosen_from or {}).get(column.name, ()) if one}
            keys = sorted(asked)
            for begin in range(0, len(keys), MOST_KEYS):
                for row in other.model._default_manager.filter(key__in=keys[begin : begin + MOST_KEYS]):
                    self._rows[other.code, row.key] = row_label(other, row, self.places)

    def called(self, register: str, key: str) -> str:
        """A row of another register by its name alone."""
        return self._rows.get((register, key)) or key

    def row(self, register: str, key: str) -> str:
        name = self._rows.get((register, key), "")
        return f"{name} ({key})" if name and name != key else key


def cell_of(column: Column, value: Value, names: Names) -> Cell:
    if value in (None, ""):
        return Cell("", number=isinstance(column, Number))
    if value == MASK:
        return Cell(MASK)
    match column:
        case Number() if not isinstance(value, str | date):
            places = column.decimal_places or 0
            if not column.grouped:
                return Cell(str(value), number=True, value=value)
            return Cell(write_number(cast("Value", value), places), number=True, value=value)  # type: ignore[arg-type]
        case Day() if isinstance(value, date):
            return Cell(write_date(value), value=value)
        case PlaceCode():
            return Cell(names.places.get(str(value), str(value)), value=value)
        case DocumentNumber():
            return Cell(str(value), document=str(value), cited=names.documents.get(str(value)), value=value)
        case RowKey() if column.register:
            return Cell(
                names.row(column.register, str(value)), row=(column.register, str(value)), value=value
            )
        case _:
            return Cell(str(value), value=value)


def cells_of(columns: Iterable[Column], line: Line, names: Names) -> list[Cell]:
    return [
        replace(cell_of(one, line.values.get(one.name), names), worked=one.name in line.worked)
        for one in columns
    ]


def unit_of(column: Column) -> str:
    """Where the heading does not say it already."""
    unit = str(getattr(column, "unit", ""))
    return "" if unit == str(column.verbose_name) else unit
