"""What can be looked up on one day: indicators, registers with their rows, documents, places.

All of it is in memory, folded for search, as long as nothing changes: tens of thousands of rows are well;
a register of millions will want its search in the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.dashboard.queries.kept import keep
from congthuong.apps.ledger.sources import registers_and_rows
from congthuong.core.compose.handles import row_label
from congthuong.core.ledger.model import CodeList, Field, Indicator, LegalDocument, Place, Register, Row
from congthuong.core.quantities import write_date, write_number
from congthuong.web import clock
from congthuong.web.folding import fold


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a row as a page shows it; `document` is the number of the document it names."""

    text: str
    number: bool = False
    document: str = ""


@dataclass(frozen=True)
class Library:
    day: date
    indicators: tuple[Indicator, ...]
    codelists: tuple[CodeList, ...]
    registers: tuple[Register, ...]
    rows: Mapping[str, tuple[Row, ...]]
    documents: tuple[LegalDocument, ...]
    places: tuple[Place, ...]

    @cached_property
    def indicator_texts(self) -> Mapping[str, str]:
        return {
            one.code: fold(
                f"{one.name} {one.code.replace('_', ' ')} {one.code} {one.name_en} {one.unit.symbol}"
            )
            for one in self.indicators
        }

    @cached_property
    def row_texts(self) -> Mapping[tuple[str, str], str]:
        """What is searched in a row is what its page shows."""
        registers = {one.code: one for one in self.registers}
        return {
            (code, row.key): fold(
                " ".join([row.key, *(cell.text for cell in self.cells(registers[code], row))])
            )
            for code, rows in self.rows.items()
            for row in rows
        }

    @cached_property
    def document_texts(self) -> Mapping[LegalDocument, str]:
        return {one: fold(f"{one.kind} {one.number} {one.issuer} {one.abstract}") for one in self.documents}

    @cached_property
    def _places(self) -> Mapping[str, list[Place]]:
        named: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            named[place.code].append(place)
        return named

    @cached_property
    def _items(self) -> Mapping[tuple[str, str], str]:
        return {(one.code, code): name for one in self.codelists for code, name in one.items}

    def indicator(self, code: str) -> Indicator | None:
        return next((one for one in self.indicators if one.code == code), None)

    def register(self, code: str) -> Register | None:
        return next((one for one in self.registers if one.code == code), None)

    def place_name(self, code: str, day: date) -> str:
        """The name of the unit that bore the code on that day; the code itself when none is known."""
        named = self._places.get(code, [])
        standing = next((one for one in named if one.valid_on(day)), named[0] if named else None)
        return standing.name if standing else code

    def item_names(self, items: str) -> str:
        """ "khu_vuc=sinh_hoat" as stored -> "Sinh hoạt"."""
        pairs = (part.partition("=") for part in items.split(";") if part)
        return "; ".join(self._items.get((codelist, item), item) for codelist, _, item in pairs)

    def cells(self, register: Register, row: Row) -> list[Cell]:
        return [self.cell(field, row) for field in register.fields]

    def cell(self, field: Field, row: Row) -> Cell:
        value = row.values.get(field.code)
        if value is None or value == "":
            return Cell("", number=field.type == "number")
        match field.type:
            case "number" if not isinstance(value, str | date):
                return Cell(write_number(value, field.decimals), number=True)
            case "date" if isinstance(value, date):
                return Cell(write_date(value))
            case "place":
                return Cell(self.place_name(str(value), row.effective_from or row.recorded_on))
            case "document":
                return Cell(str(value), document=str(value))
            case _:
                return Cell(str(value))

    def label(self, register: Register, row: Row) -> str:
        return row_label(register, row)


def library_on(state: str, day: date | None = None) -> Library:
    """The library as known on the day (today when not said). `state` is the mark of the data."""
    asked = day or clock.today()
    return keep(("library", asked, state), lambda: _read(asked))


def _read(day: date) -> Library:
    registers, known = registers_and_rows(day)
    rows: dict[str, list[Row]] = {one.code: [] for one in registers}
    for row in known:
        rows[row.register].append(row)
    return Library(
        day=day,
        indicators=catalogue.indicators(),
        codelists=catalogue.codelists(),
        registers=registers,
        rows={code: tuple(own) for code, own in rows.items()},
        documents=catalogue.documents(),
        places=catalogue.places(),
    )
