"""What a register's rows measure: rows, a measure, a place and a period -> a value and the keys of the rows counted.

Pure: the book counts with it, a register's source may answer the same questions by SQL (`apps/ledger/measuring.py`),
and a test holds the two together. Days of a row are half-open: true from `effective_from`, no longer on `effective_to`,
so that opening + new - closed = closing for any register and any period. What a row says is taken as of the
period's last day (of one that still runs, as of the day it is known), so a filter on a state that changes in between counts another set at the start and at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote_plus, urlencode

from congthuong.core.ledger.model import Items, Register, Row, RowsMeasure, Value
from congthuong.core.quantities import Period, write_date, write_number


@dataclass(frozen=True, slots=True)
class Area:
    """Where: the place codes that a row may name (None: any), and whether a row that names none belongs too."""

    codes: frozenset[str] | None
    whole: bool


EVERYWHERE = Area(None, whole=True)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a register: this measure, here, then, of these breakdown items; `known`: as known on that day."""

    measure: RowsMeasure
    area: Area
    period: Period
    items: Items = ()
    known: date | None = None

    @property
    def last(self) -> date:
        """The last day told of. Of a period that still runs nobody knows the rest, only what is entered ahead."""
        return last_told(self.period, self.known)


def last_told(period: Period, known: date | None) -> date:
    return period.last if known is None else min(period.last, known)


@dataclass(frozen=True, slots=True)
class Measured:
    """The value (None: a row counted lacks its number) in the field's unit, how many rows were counted, and which.

    `keys` is () where a source counts without reading its rows: the list is then opened by its address.
    """

    value: Decimal | None
    count: int
    keys: tuple[str, ...] = ()


class Measurer(Protocol):
    """Measures registers whose rows are not handed over."""

    def measure(
        self, register: Register, questions: Sequence[Question], as_of: date
    ) -> Sequence[Measured | None]:
        """One answer a question, in their order, as known on the day `as_of`; None where the register cannot say.

        A book asks all its questions about one register, place and period at once, so that one query may answer.
        """


def measure_rows(register: Register, rows: Sequence[Row], question: Question) -> Measured | None:
    """`rows`: every row of the register as known. None where the register cannot say (`can_answer`).

    A register without a single row is not kept, whatever day it is said to be complete since: it counts nothing, not
    zero. One that has rows, but none in the period, counts a true zero.
    """
    if not can_answer(register, question) or not rows:
        return None
    counted = rows_counted(register, rows, question)
    return Measured(_value(question, counted), len(counted), tuple(dict.fromkeys(row.key for row in counted)))


def can_answer(register: Register, question: Question) -> bool:
    """Whether the register is complete for the period, knows the breakdown, and can tell this place from others."""
    first = question.last if question.measure.when == "stock" else question.period.first
    if register.since is not None and first < register.since:
        return False
    if not register.place_columns and not question.area.whole:
        return False
    return all(
        register.field(question.measure.column_of(codelist)) is not None for codelist, _ in question.items
    )


def rows_counted(register: Register, rows: Iterable[Row], question: Question) -> tuple[Row, ...]:
    """The rows that a figure stands for, in their order: what a list shows when the figure is opened."""
    measure, places, area = question.measure, register.place_columns, question.area
    items = [(measure.column_of(codelist), item) for codelist, item in question.items]
    last = question.last
    found: list[Row] = []
    for row in rows:
        if not _in_time(row, measure, question.period.first, last):
            continue
        values = row.on(last) if row.states else row.values
        if area.codes is not None and not _within(values, places, area):
            continue
        if _says(values, measure, items):
            found.append(row)
    return tuple(found)


def _says(values: Mapping[str, Value], measure: RowsMeasure, items: Sequence[tuple[str, str]]) -> bool:
    for column, wanted in measure.where:
        if not _is_one_of(values.get(column), wanted):
            return False
    return all(values.get(column) == item for column, item in items) if items else True


def _in_time(row: Row, measure: RowsMeasure, first: date, last: date) -> bool:
    since, until = row.effective_from or date.min, row.effective_to
    if until is not None and until <= since:
        return False  # never true
    match measure.when:
        case "stock":
            return since <= last and (until is None or until > last)
        case "new":
            return first <= since <= last
        case "closed":
            return until is not None and first <= until <= last
        case "all":
            return since <= last and (until is None or until > first)


def _within(values: Mapping[str, Value], places: Sequence[str], area: Area) -> bool:
    named = False
    for column in places:
        code = values.get(column)
        if code:
            named = True
            if code in area.codes:  # type: ignore[operator]
                return True
    return area.whole and not named


def _is_one_of(value: Value, wanted: tuple[Value, ...]) -> bool:
    return ("" if value is None else value) in wanted


def _value(question: Question, counted: Sequence[Row]) -> Decimal | None:
    measure, day = question.measure, question.last
    if measure.distinct:
        told = {row.on(day).get(measure.distinct) for row in counted}
        return Decimal(len(told - {None, ""}))
    if not measure.field:
        return Decimal(len(counted))
    numbers = [row.on(day).get(measure.field) for row in counted]
    known = [number for number in numbers if isinstance(number, Decimal)]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def closing_stock(opening: Decimal | None, new: Decimal | None, closed: Decimal | None) -> Decimal | None:
    """opening + new - closed: what the stock at the end of a period must be. Missing when a part is."""
    if opening is None or new is None or closed is None:
        return None
    return opening + new - closed


_quoted = lru_cache(4096)(quote_plus)  # the same few codes and days, once for every figure of a report


def list_address(
    measure: RowsMeasure, indicator: str, period: Period, place: str, as_of: date, items: Items = ()
) -> str:
    """The page that lists exactly the rows counted: "/so/doanh_nghiep/?chi_tieu=dn_cn_moi&ky=2020-H1&…"."""
    query = {"chi_tieu": indicator, "ky": period.code, "dia_ban": place, "den_ngay": as_of.isoformat()}
    if items:
        query["phan_to"] = ";".join(f"{codelist}={item}" for codelist, item in items)
    return f"/so/{measure.register}/?{urlencode(query, quote_via=_quoted)}"


def composed_address(register: str, report: str, figure: str, as_of: date) -> str:
    """The page that lists exactly the rows that a figure of a report's template stands for; figure: the value's id."""
    query = {"bao_cao": report, "so_lieu": figure, "den_ngay": as_of.isoformat()}
    return f"/so/{register}/?{urlencode(query)}"


def told(register: Register, measure: RowsMeasure, period: Period, known: date, answer: Measured) -> str:
    """The arithmetic in words: "5.515 dòng của sổ Hồ sơ, kết thúc từ 15/12/2019 đến 12/6/2020". known: the day of it."""
    count = write_number(Decimal(answer.count), 0)
    what = f"{count} dòng của sổ {register.name}, {_days_told(measure, period, known)}"
    if measure.distinct:
        return f"{_column(register, measure.distinct)} khác nhau của {what}"
    return f"{_column(register, measure.field)} của {what}" if measure.field else what


def _days_told(measure: RowsMeasure, period: Period, known: date) -> str:
    first, last = write_date(period.first), write_date(last_told(period, known))
    match measure.when:
        case "stock":
            return f"đúng ngày {last}"
        case "new":
            return f"bắt đầu từ {first} đến {last}"
        case "closed":
            return f"kết thúc từ {first} đến {last}"
        case "all":
            return f"có trong thời gian từ {first} đến {last}"


def _column(register: Register, code: str) -> str:
    column = register.field(code)
    return column.name if column else code
