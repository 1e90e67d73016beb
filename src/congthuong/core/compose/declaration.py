"""`bao-cao.toml` (or the JSON that the database keeps of it) -> a typed declaration, every mistake told at once.

Nothing below reads the raw settings: a misspelt key is told with its table and the key that was meant, and never
leaves an official paper without its addressees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from congthuong.core.document.model import Align, Letterhead, Signature
from congthuong.core.ledger.catalogue_rows import day_of
from congthuong.core.ledger.entries import TypedEntry
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import Period, Unit, read_number, read_period, unit_of

T = TypeVar("T")
FILE = "bao-cao.toml"
ROOM_FOR_NUMBER = " " * 8  # the number is given by the clerk after signing (Decree 30/2020, Article 15)
ALIGNS: tuple[Align, ...] = ("left", "center", "right")
WIDEST = Decimal(100)
MOST_DECIMALS = 9


class BadDeclaration(Problem):
    code = "CT-410"
    text = "Tệp {file}, {path}: {what}. Xem docs/reference/thu-muc-du-lieu.md, mục Báo cáo."


@dataclass(frozen=True, slots=True)
class ColumnDeclared:
    header: str
    show: str
    group: str
    align: Align
    width: Decimal


@dataclass(frozen=True, slots=True)
class RowDeclared:
    """In what unit and with how many decimals one indicator's row is laid out, where its own are too coarse for a
    reader who divides two cells of it."""

    indicator: str
    unit: Unit | None  # None: the indicator's own
    decimals: int


@dataclass(frozen=True, slots=True)
class TableDeclared:
    code: str
    caption: str
    rows: str
    columns: tuple[ColumnDeclared, ...]
    laid: tuple[RowDeclared, ...]
    unit_note: str
    source_note: str


@dataclass(frozen=True, slots=True)
class ChartDeclared:
    code: str
    title: str
    rows: str
    label: str
    value: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class AnnexDeclared:
    number: str
    title: str
    template: str
    landscape: bool


@dataclass(frozen=True, slots=True)
class Declaration:
    """A report as declared. Texts may hold words of the template language; they are not worked out here."""

    code: str
    kind: str
    title: str
    place: str
    period: Period
    as_of: date
    templates: tuple[str, ...]
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    replaces: str
    letterhead: Letterhead
    signature: Signature
    tables: tuple[TableDeclared, ...]
    charts: tuple[ChartDeclared, ...]
    annexes: tuple[AnnexDeclared, ...]


def read_declaration(settings: Mapping[str, Any]) -> Declaration:
    """Raises Problems: every BadDeclaration there is."""
    problems: list[Problem] = []
    top = _Entry(settings, FILE, "", problems)
    period = top.period("period")
    made = Declaration(
        code=top.text("code", required=True),
        kind=top.text("kind", required=True),
        title=top.text("title", required=True),
        place=top.words("place", required=True),
        period=period,
        as_of=top.day("as_of", required=True) or date.min,
        templates=top.templates("template"),
        addressees=top.texts("addressees"),
        recipients=top.texts("recipients"),
        replaces=top.text("replaces"),
        letterhead=_letterhead(top.entry("letterhead", required=True), top.day("date"), period.year),
        signature=_signature(top.entry("signature", required=True)),
        tables=_each(top, "table", _table),
        charts=_each(top, "chart", _chart),
        annexes=tuple(_annex(one) for one in top.entries("annex")),
    )
    top.nothing_else()
    _codes_once(top, "table", [one.code for one in made.tables])
    _codes_once(top, "chart", [one.code for one in made.charts])
    if problems:
        raise Problems(problems)
    return made


def day_declared(value: object) -> date:
    """A day as TOML or a person writes it; TOML may give an hour with it. Raises UnknownDate."""
    return day_of(value.replace("T", " ").partition(" ")[0] if isinstance(value, str) else value)


class _Entry(TypedEntry):
    problem = BadDeclaration
    top = "đầu tệp"

    def words(self, name: str, *, required: bool = False) -> str:
        """Text, or a whole number that somebody did not put between quotation marks."""
        value = self.data.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            self.asked.add(name)
            return str(value)
        return self.text(name, required=required)

    def day(self, name: str, *, required: bool = False) -> date | None:
        self.asked.add(name)
        value = self.data.get(name)
        if value is None or value == "":
            if required:
                self.fault(name, f"thiếu mục «{name}»; hãy ghi ngày, ví dụ {name} = 2020-06-12")
            return None
        try:
            return day_declared(value)
        except Problem as problem:
            self.fault(name, problem.message.rstrip("."))
            return None

    def period(self, name: str) -> Period:
        written = self.words(name, required=True)
        try:
            return read_period(written or "2020")  # a stand-in: that it is missing has been told
        except Problem as problem:
            self.fault(name, problem.message.rstrip("."))
            return Period.of("2020")

    def templates(self, name: str) -> tuple[str, ...]:
        found = self.texts(name)
        if not found and self.data.get(name, []) == []:
            self.fault(name, f'thiếu mục «{name}»; hãy ghi {name} = ["mau/01.md"]')
        return found

    def width(self, name: str) -> Decimal:
        """A share of the table's width: a TOML number is binary, but a width is no figure of the report."""
        self.asked.add(name)
        value = self.data.get(name, 1)
        try:
            number = read_number(value) if isinstance(value, str) else Decimal(str(value))
        except (Problem, InvalidOperation):
            number = Decimal(0)
        if isinstance(value, bool) or not number.is_finite() or not 0 < number <= WIDEST:
            self.fault(
                name, f"«{value}» không phải độ rộng; hãy viết một số từ trên 0 đến {WIDEST}, ví dụ 1.5"
            )
            return Decimal(1)
        return number

    def unit(self, name: str) -> Unit | None:
        written = self.text(name)
        try:
            return unit_of(written) if written else None
        except Problem as problem:
            self.fault(name, problem.message.rstrip("."))
            return None

    def decimals(self, name: str) -> int:
        number = self.number(name, -1)
        if not 0 <= number <= MOST_DECIMALS:
            self.fault(
                name, f"hãy ghi số chữ số thập phân của dòng, từ 0 đến {MOST_DECIMALS}, ví dụ {name} = 1"
            )
            return 0
        return number


def _each(top: _Entry, name: str, read: Callable[[_Entry], T]) -> tuple[T, ...]:
    return tuple(read(one) for one in top.entries(name))


def _letterhead(own: _Entry, signed: date | None, year: int) -> Letterhead:
    made = Letterhead(
        parent_agency=own.text("parent_agency", required=True),
        agency=own.text("agency", required=True),
        number=f"{own.words('number') or ROOM_FOR_NUMBER}/{own.text('symbol', required=True)}",
        place=own.text("place", required=True),
        date=signed,
        year=year,
        agency_name=own.text("agency_name"),
    )
    own.nothing_else()
    return made


def _signature(own: _Entry) -> Signature:
    made = Signature(
        authority=own.text("authority"),
        position=own.text("position", required=True),
        name=own.text("name", required=True),
        deputy_position=own.text("deputy_position"),
    )
    own.nothing_else()
    return made


def _table(own: _Entry) -> TableDeclared:
    made = TableDeclared(
        code=own.text("code", required=True),
        caption=own.text("caption", required=True),
        rows=own.text("rows", required=True),
        columns=tuple(_column(one) for one in own.entries("column", required=True)),
        laid=tuple(_row(one) for one in own.entries("row")),
        unit_note=own.text("unit_note"),
        source_note=own.text("source_note"),
    )
    own.nothing_else()
    return made


def _row(own: _Entry) -> RowDeclared:
    made = RowDeclared(
        indicator=own.text("indicator", required=True),
        unit=own.unit("unit"),
        decimals=own.decimals("decimals"),
    )
    own.nothing_else()
    return made


def _column(own: _Entry) -> ColumnDeclared:
    made = ColumnDeclared(
        header=own.text("header", required=True),
        show=own.text("show", required=True),
        group=own.text("group"),
        align=own.one_of("align", ALIGNS, "left"),
        width=own.width("width"),
    )
    own.nothing_else()
    return made


def _chart(own: _Entry) -> ChartDeclared:
    made = ChartDeclared(
        code=own.text("code", required=True),
        title=own.text("title", required=True),
        rows=own.text("rows", required=True),
        label=own.text("label", required=True),
        value=own.text("value", required=True),
        unit=own.text("unit"),
        source=own.text("source"),
    )
    own.nothing_else()
    return made


def _annex(own: _Entry) -> AnnexDeclared:
    made = AnnexDeclared(
        number=own.words("number"),
        title=own.text("title", required=True),
        template=own.text("template", required=True),
        landscape=own.flag("landscape", True),
    )
    own.nothing_else()
    return made


def _codes_once(top: _Entry, name: str, codes: Sequence[str]) -> None:
    """The second table of a code would silently stand where a template calls the first."""
    for code in dict.fromkeys(one for one in codes if one and codes.count(one) > 1):
        top.fault(name, f"mã «{code}» khai hai lần; hãy đổi một mã")
