"""What may be typed wrong though it could be right: a value an order of magnitude away from what is known.

Warnings for a person, never refusals: a plant that closed does fall to a tenth. A value is held against those
it should resemble (the same value on another basis, the same period of the years beside it, the year that it is
a part of) and doubted only when it is far from all of them, so that one wrong base does not accuse its neighbours.
Asked on its own: composing a report does not pay for it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import (
    BASES,
    RESPONDENTS,
    Basis,
    Indicator,
    Observation,
    ObservationKey,
    decimals_of,
)
from congthuong.core.quantities import Period, convert, write_date, write_number, write_quantity

FAR = Decimal(5)  # times larger or smaller than what it resembles
NEAR = Decimal("1.6")  # within so many times, a slip of the decimal point explains the value
CLOSE = Decimal("1.25")  # within so many times, two digits changed about explain it
ODD = Decimal(2)  # what a value is to differ by before a date or a swap is suspected behind it
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of spreadsheets, from 1 March 1900 on

_Given = Mapping[ObservationKey, Observation]
Slip = Literal["zero", "magnitude", "far", "digits", "date", "part", "bounds", "rows", "formula"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value to be looked at again. `reference` is its figure's id, `beside` what it was held against."""

    slip: Slip
    reference: str
    name: str
    period: str
    basis: str
    value: str
    beside: tuple[str, ...]
    what: str

    @property
    def message(self) -> str:
        held = f" (so với {'; '.join(self.beside)})" if self.beside else ""
        return f"{self.name}, {self.period}: {self.value}{held}: {self.what}"


@dataclass(frozen=True, slots=True)
class _Beside:
    """Another value of the same thing, in the indicator's own unit."""

    label: str
    value: Decimal
    whole: bool = False  # of the year that the doubted value is a part of


def doubts(book: Book, among: Container[str] | None = None) -> tuple[Doubt, ...]:
    """Every doubtful value the book holds, in the order of its observations, then computed ones out of bounds.

    A respondent's own figure is left out: it was asked about, and explained, in the return that it comes from.
    among: only figures with these ids, so that a report need not work out every rate of every place and period.
    """
    given = {one.key: one for one in book.observations()}
    asked = [one for one in given.values() if all(codelist != RESPONDENTS for codelist, _ in one.items)]
    stated = (doubt for one in asked if (doubt := _doubt(book, given, one)) is not None)
    otherwise = (*_otherwise_in_rows(book, asked), *_otherwise_by_formula(book, asked))
    found = (*stated, *otherwise, *_computed_out_of_bounds(book, among))
    return found if among is None else tuple(one for one in found if one.reference in among)


def _doubt(book: Book, given: _Given, one: Observation) -> Doubt | None:
    what = book.indicators.get(one.indicator)
    if what is None:
        return None
    value = convert(one.value, one.unit, what.unit)
    beside = tuple(_beside(given, what, one))
    found = _slip(one, what, value, beside)
    if found is None:
        return None
    slip, sentence, held = found
    told = tuple(f"{near.label} {write_quantity(near.value, what.unit, what.decimals)}" for near in held)
    return _of_stated(book, one, slip, sentence, told)


def _of_stated(
    book: Book, one: Observation, slip: Slip, sentence: str, beside: tuple[str, ...] = ()
) -> Doubt:
    known = book.know(one.indicator, one.place, one.period, one.basis, one.items)
    elsewhere = f", {book.place_name(one.place, one.period.last)}" if one.place != book.home else ""
    return Doubt(
        slip=slip,
        reference=known.ref,
        name=known.name + elsewhere,
        period=one.period.full_name,
        basis=one.basis,
        value=write_quantity(one.value, one.unit, one.decimals),
        beside=beside,
        what=sentence,
    )


def _beside(given: _Given, what: Indicator, one: Observation) -> Iterator[_Beside]:
    year = one.period.whole_year()
    for basis in BASES:
        if basis != one.basis:
            yield from _stated(given, what, one, one.period, basis, _LABELS[basis])
    if one.basis != "plan":
        base = one.period.same_period_last_year()
        for basis in ("actual", "estimate"):
            yield from _stated(given, what, one, base, basis, base.name)
    if year != one.period and what.kind == "flow" and what.over_time == "sum":
        for basis in ("forecast", "plan"):
            yield from _stated(given, what, one, year, basis, f"{_LABELS[basis]} {year.name}", whole=True)


_LABELS: dict[str, str] = {
    "actual": "thực hiện",
    "estimate": "ước thực hiện",
    "forecast": "dự ước",
    "plan": "kế hoạch",
}


def _stated(
    given: _Given,
    what: Indicator,
    one: Observation,
    period: Period,
    basis: Basis,
    label: str,
    *,
    whole: bool = False,
) -> Iterator[_Beside]:
    other = given.get((one.indicator, one.place, period.code, basis, one.items))
    if other is not None:
        yield _Beside(label, convert(other.value, other.unit, what.unit), whole)


def _slip(
    one: Observation, what: Indicator, value: Decimal, beside: tuple[_Beside, ...]
) -> tuple[Slip, str, tuple[_Beside, ...]] | None:
    """The likeliest slip behind a value, with the values that speak for it."""
    level = tuple(near for near in beside if near.value > 0)
    if value == 0:
        return ("zero", "bằng 0. Chưa có số liệu thì bỏ cả dòng.", level) if level else None
    if what.kind == "ratio" or not level or value < 0:
        return None
    year = tuple(near for near in level if near.whole)
    same = tuple(near for near in level if not near.whole)
    for explained in (_magnitude(value, same), _date(one, value, same), _digits(value, same)):
        if explained is not None:
            return (*explained, same)
    if one.basis in ("actual", "estimate") and any(near.value < value for near in year):
        exceeded = tuple(near for near in year if near.value < value)
        return "part", "một phần của năm đã lớn hơn cả năm.", exceeded
    if same and all(_times(value, near.value) >= FAR for near in same):
        return "far", f"khác trên {FAR} lần. Hãy xem lại số và đơn vị tính.", same
    return None


def like_values(given: _Given, what: Indicator, one: Observation) -> tuple[_Beside, ...]:
    """The positive values that this one should be like, in the indicator's unit; what it is a part of is not among them."""
    return tuple(near for near in _beside(given, what, one) if near.value > 0 and not near.whole)


def far_above(value: Decimal, power: int, same: tuple[_Beside, ...]) -> bool:
    """Whether the value is some ten to the `power` times as large as every one of `same`, of which there is one."""
    moved = value.scaleb(-power)
    return bool(same) and all(value > near.value and _times(moved, near.value) <= NEAR for near in same)


def _magnitude(value: Decimal, same: tuple[_Beside, ...]) -> tuple[Slip, str] | None:
    """Every comparable value is nearly ten, a hundred or a thousand times as large or as small."""
    for power in (1, 2, 3):
        for shift, said in ((power, "lớn gấp"), (-power, "nhỏ hơn")):
            moved = value.scaleb(-shift)
            if same and all(
                _times(moved, near.value) <= NEAR and _times(value, near.value) >= FAR for near in same
            ):
                return "magnitude", f"{said} khoảng {write_number(Decimal(10) ** power, 0)} lần: nhiều khả năng lệch dấu phẩy, số 0 hoặc đơn vị tính."  # fmt: skip
    return None


def _date(one: Observation, value: Decimal, same: tuple[_Beside, ...]) -> tuple[Slip, str] | None:
    """A whole number that a spreadsheet would show as a day near the period: a date cell read as a number."""
    if one.value != one.value.to_integral_value() or not 20_000 < one.value < 80_000:
        return None
    day = SERIAL_ZERO + timedelta(days=int(one.value))
    if not (one.period.first.year - 1 <= day.year <= one.period.last.year + 1):
        return None
    if not same or any(_times(value, near.value) < ODD for near in same):
        return None
    return "date", f"trùng với ngày {write_date(day)} khi Excel ghi ngày thành số. Hãy xem lại ô ấy."


def _digits(value: Decimal, same: tuple[_Beside, ...]) -> tuple[Slip, str] | None:
    """Far from everything, and close to everything once two neighbouring digits change places."""
    if not same or any(_times(value, near.value) < ODD for near in same):
        return None
    text = f"{value:f}"
    for place in range(len(text) - 1):
        left, right = text[place], text[place + 1]
        if not (left.isdigit() and right.isdigit()) or left == right:
            continue
        swapped = Decimal(text[:place] + right + left + text[place + 2 :])
        if swapped > 0 and all(_times(swapped, near.value) <= CLOSE for near in same):
            said = write_number(swapped, decimals_of(swapped))
            return "digits", f"có thể gõ đảo hai chữ số (thành {said} thì vừa). Hãy xem lại."
    return None


def _times(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger is the smaller."""
    return max(one, other) / min(one, other)


def _computed_out_of_bounds(book: Book, among: Container[str] | None) -> Iterator[Doubt]:
    """Formulas give what their inputs make of them: a rate over 100 per cent, dossiers left fewer than none."""
    asked = {(one.place, one.period): None for one in book.observations()}
    for what in book.indicators.values():
        if not what.formula.strip():
            continue
        for place, period in asked:
            own = period.as_management() if what.calendar == "management" else period.as_statistical()
            if own != period or not _is_among(among, book.reference(what.code, place, (), own, "formula")):
                continue
            known = book.know(what.code, place, own)
            if known.value is None or known.how != "formula":
                continue
            value = convert(known.value, known.unit, what.unit)
            too_low = what.floor is not None and value < what.floor
            if too_low or (what.highest is not None and value > what.highest):
                limit = what.floor if too_low else what.highest
                assert limit is not None
                side = "nhỏ hơn" if too_low else "lớn hơn"
                yield Doubt(
                    slip="bounds",
                    reference=known.ref,
                    name=known.name,
                    period=own.name,
                    basis=known.basis,
                    value=write_quantity(known.value, known.unit, known.decimals),
                    beside=known.steps,
                    what=f"tính ra {side} {write_quantity(limit, what.unit, 0)}. Hãy xem lại các số đem tính.",
                )


def _is_among(among: Container[str] | None, reference: str) -> bool:
    return among is None or reference in among


def _otherwise_in_rows(book: Book, asked: list[Observation]) -> Iterator[Doubt]:
    """Stated as actual and counted otherwise in a register: the stated figure is printed, and both are told."""
    for one in asked:
        what = book.indicators.get(one.indicator)
        if what is None or what.rows is None or one.basis != "actual":
            continue
        measured = book.measured(what, one.place, one.period, one.items)
        if measured is None or measured.value in (None, convert(one.value, one.unit, what.unit)):
            continue
        register = book.registers[measured.register].name
        counted = "cộng" if measured.how == "sum" else "đếm"
        sentence = f"sổ {register} {counted} được {measured.printed()}. Báo cáo in số đã ghi; hãy sửa sổ, hoặc bỏ số đã ghi."
        yield _of_stated(book, one, "rows", sentence)


def _otherwise_by_formula(book: Book, asked: list[Observation]) -> Iterator[Doubt]:
    """Stated, and worked out otherwise from values of the same basis: what was stated is printed, and both are told."""
    for one in asked:
        what = book.indicators.get(one.indicator)
        if what is None or not what.formula.strip() or one.items:
            continue
        computed = book.computed(what, one.place, one.period, one.basis)
        if computed is None or computed.value is None or _agrees(one, what, computed.value):
            continue
        sentence = f"công thức tính ra {computed.printed()}. Báo cáo in số đã ghi; hãy bỏ số đã ghi, hoặc sửa các số đem tính."
        yield _of_stated(book, one, "formula", sentence, computed.steps)


def _agrees(one: Observation, what: Indicator, computed: Decimal) -> bool:
    """As far as the stated value was written: 98,96 and 98,9607 are one rate."""
    stated = convert(one.value, one.unit, what.unit)
    step = convert(Decimal(1).scaleb(-decimals_of(one.value)), one.unit, what.unit)
    return abs(stated - computed) <= step
