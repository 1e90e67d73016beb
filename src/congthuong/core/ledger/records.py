"""Rows of text -> observations and register rows, each problem with its file, row and column."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from congthuong.core.ledger.declarations import MAX_DECIMALS
from congthuong.core.ledger.model import (
    BASES,
    RESPONDENTS,
    Basis,
    CodeList,
    Field,
    Indicator,
    Items,
    Observation,
    ObservationKey,
    Register,
    Row,
    Value,
    decimals_of,
)
from congthuong.core.ledger.tables import TableFile, TableRow, require_columns
from congthuong.core.problems import Guesses, Problem
from congthuong.core.quantities import (
    QUALIFIERS,
    Period,
    Unit,
    convert,
    read_date,
    read_decimals,
    read_number,
    read_period,
    unit_of,
    write_date,
    write_number,
    write_quantity,
)
from congthuong.core.quantities.numbers import LONGEST
from congthuong.core.quantities.units import UnknownUnit, find_unit

OBSERVATION_COLUMNS = (
    "indicator", "place", "period", "basis", "items", "value", "unit", "qualifier", "vintage", "status",
    "low", "high", "counted_to", "recorded", "source", "note", "decimals", "recorded_by",
)  # fmt: skip
REQUIRED = ("indicator", "place", "period", "basis", "value", "unit")
HEADERS_VI = {
    "indicator": "Chỉ tiêu", "place": "Địa bàn", "period": "Kỳ", "basis": "Loại số liệu", "items": "Phân tổ",
    "value": "Giá trị", "unit": "Đơn vị tính", "qualifier": "Từ chỉ mức", "vintage": "Lần công bố",
    "status": "Trạng thái", "low": "Cận dưới", "high": "Cận trên", "counted_to": "Chốt đến ngày",
    "recorded": "Ngày ghi nhận", "source": "Nguồn", "decimals": "Số lẻ khi in", "note": "Ghi chú",
    "recorded_by": "Người ghi",
}  # fmt: skip
HEADER_ALIASES = {name.lower(): column for column, name in HEADERS_VI.items()} | {
    "đơn vị": "unit", "giá trị số liệu": "value", "mã chỉ tiêu": "indicator", "mã địa bàn": "place",
}  # fmt: skip
BASIS_WORDS: Mapping[str, Basis] = {**{basis: basis for basis in BASES}, "ước": "estimate"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_NAME = 150  # letters of who recorded a figure
LONGEST_SENTENCE = 400  # a cell may hold a page of text; what is said about it quotes its beginning
QUALIFIER_CELLS = ("", *sorted(QUALIFIERS))
VINTAGES = ("", "first", "revised", "final")
STATUSES = ("", "implied", "estimate")
WORDS_VI: Mapping[str, Mapping[str, str]] = {
    "basis": {"actual": "thực hiện", "estimate": "ước thực hiện", "forecast": "dự ước", "plan": "kế hoạch"},
    "vintage": {"first": "lần đầu", "revised": "điều chỉnh", "final": "chính thức"},
    "status": {"implied": "suy ra", "estimate": "ước tính"},
}
"""The codes of a column as people read and write them; both are understood."""
_CODES = {column: {word: code for code, word in words.items()} for column, words in WORDS_VI.items()}


class CellProblem(Problem):
    """A cell of a handed-in table that cannot be right."""

    code = "CT-210"
    text = "Tệp {file}, dòng {row}, cột «{column}»: {what}"


class UnknownCode(CellProblem):
    code = "CT-211"


class WrongUnit(CellProblem):
    code = "CT-212"


class BadNumber(CellProblem):
    code = "CT-213"


class TooManyDecimals(CellProblem):
    code = "CT-214"


class BadPeriod(CellProblem):
    code = "CT-215"


class BadWord(CellProblem):
    code = "CT-216"


class BadDate(CellProblem):
    code = "CT-217"


class DuplicateRow(CellProblem):
    code = "CT-218"


class NotAnInterval(CellProblem):
    code = "CT-219"


class OutOfBounds(CellProblem):
    code = "CT-223"


@dataclass(frozen=True)
class Catalogue:
    """What rows may refer to."""

    indicators: Mapping[str, Indicator]
    codelists: Mapping[str, CodeList]
    place_codes: frozenset[str]
    recorded_on: date
    document_numbers: frozenset[str] = frozenset()
    today: date | None = None
    """No value may be recorded after it; None where a folder speaks of its own days."""
    is_stated: Callable[[ObservationKey, Decimal], bool] = lambda key, value: False
    """Whether the ledger states this value: what was exported comes back, also finer than a table may bring it."""

    @cached_property
    def nearest_indicator(self) -> Guesses:
        return Guesses.among(self.indicators)

    @cached_property
    def codes_by_name(self) -> Mapping[str, tuple[str, ...]]:
        codes: dict[str, tuple[str, ...]] = {}
        for one in self.indicators.values():
            name = _plain(one.name)
            codes[name] = (*codes.get(name, ()), one.code)
        return codes

    @cached_property
    def nearest_document(self) -> Guesses:
        return Guesses.among(sorted(self.document_numbers))

    @cached_property
    def told_of_unit(self) -> Guesses:
        return Guesses(_told_of_unit)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate this text, or would if the apostrophes before it were taken off."""
    return text.lstrip("'")[:1] in FORMULA_STARTS


class _Cells:
    """One row being read: every problem is collected, and the row is dropped when it has any."""

    def __init__(self, table: TableFile, row: TableRow, problems: list[Problem]) -> None:
        self.table, self.row, self.problems, self.good = table, row, problems, True

    def fail(self, kind: type[CellProblem], column: str, what: str) -> None:
        self.good = False
        said = what if len(what) <= LONGEST_SENTENCE else what[:LONGEST_SENTENCE] + "…"
        called = self.called(column)
        self.problems.append(kind(file=self.table.name, row=self.row.number, column=called, what=said))

    def called(self, column: str) -> str:
        """A column as this file names it, also one that it does not have."""
        return self.table.heading(column, HEADERS_VI)

    def text(self, column: str) -> str:
        """The cell's text, without the apostrophe that keeps a spreadsheet from starting a formula."""
        text = self.row.text(column)
        return text[1:] if text[:1] == "'" and starts_formula(text) else text

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        word = self.text(column).lower()
        word = _CODES.get(column, {}).get(word, word)
        if word not in allowed:
            said = WORDS_VI.get(column, {})
            known = ", ".join(dict.fromkeys(said.get(one, one) or "(để trống)" for one in allowed))
            self.fail(BadWord, column, f"không hiểu «{word}». Viết một trong: {known}.")
        return word

    def day(self, column: str, default: date | None = None) -> date | None:
        value = self.row.cells.get(column, "")
        if isinstance(value, date):
            return value
        if not str(value).strip():
            return default
        try:
            return read_date(str(value))
        except Problem as problem:
            self.fail(BadDate, column, f"{problem.message}")
            return default

    def number(self, column: str) -> tuple[Decimal | None, int]:
        value = self.row.cells.get(column, "")
        if isinstance(value, Decimal):
            if value.adjusted() >= LONGEST:
                self.fail(
                    BadNumber, column, f"số {value:.2E} quá lớn. Hãy kiểm tra lại, hoặc đổi đơn vị tính."
                )
                return None, 0
            exponent = value.as_tuple().exponent
            return value, max(0, -exponent) if isinstance(exponent, int) else 0
        if isinstance(value, date):
            self.fail(
                BadNumber,
                column,
                f"ô này là ngày ({write_date(value)}), không phải số. Hãy định dạng lại ô thành số.",
            )
            return None, 0
        if not value.strip():
            return None, 0
        try:
            return read_number(value), read_decimals(value)
        except Problem as problem:
            self.fail(BadNumber, column, problem.message)
            return None, 0


def silent_columns(table: TableFile) -> frozenset[str]:
    """What a file says nothing of: columns that it lacks, and its day where no row names one."""
    lacking = set(OBSERVATION_COLUMNS).difference(table.columns)
    if not any(row.text("recorded") for row in table.rows):
        lacking.add("recorded")
    return frozenset(lacking)


def read_observations(table: TableFile, catalogue: Catalogue) -> tuple[list[Observation], list[Problem]]:
    """Every observation of a table and every problem; rows with a problem give no observation."""
    numbered, problems = numbered_observations(table, catalogue)
    return [one for _, one in numbered], problems


def numbered_observations(
    table: TableFile, catalogue: Catalogue
) -> tuple[list[tuple[int, Observation]], list[Problem]]:
    """The same with the row in which each stands."""
    problems = require_columns(table, REQUIRED, OBSERVATION_COLUMNS, HEADERS_VI)
    if problems:
        return [], problems
    observations: list[tuple[int, Observation]] = []
    seen: dict[object, int] = {}
    for row in table.rows:
        cells = _Cells(table, row, problems)
        one = _observation(cells, catalogue)
        if one is None:
            continue
        identity = (one.key, one.recorded_on)
        if identity in seen:
            cells.fail(DuplicateRow, "indicator", f"trùng với dòng {seen[identity]} (cùng chỉ tiêu, địa bàn, kỳ, loại, phân tổ, ngày ghi nhận). Hãy bỏ một dòng.")  # fmt: skip
            continue
        seen[identity] = row.number
        observations.append((row.number, one))
    return observations, problems


def _observation(cells: _Cells, catalogue: Catalogue) -> Observation | None:
    what = _indicator(cells, catalogue)
    _check_place(cells, catalogue)
    period = _period(cells, what)
    basis = BASIS_WORDS.get(cells.one_of("basis", BASIS_WORDS), "actual")
    items = _items(cells, what, catalogue) if what else ()
    value, decimals = cells.number("value")
    if value is None and cells.good:
        cells.fail(
            BadNumber, "value", f"để trống. Số liệu chưa có thì bỏ cả dòng; đừng ghi 0.{_of_formula(cells)}"
        )
    unit = _unit(cells, what, catalogue)
    low, high = cells.number("low")[0], cells.number("high")[0]
    status = cells.one_of("status", STATUSES)
    recorded = _recorded(cells, catalogue)
    counted_to = cells.day("counted_to")
    qualifier, vintage = cells.one_of("qualifier", QUALIFIER_CELLS), cells.one_of("vintage", VINTAGES)
    recorded_by = cells.text("recorded_by")
    if len(recorded_by) > LONGEST_NAME:
        cells.fail(BadWord, "recorded_by", f"dài {len(recorded_by)} chữ, nhiều nhất {LONGEST_NAME} chữ. Hãy ghi tên người hoặc phòng, đơn vị đã ghi số.")  # fmt: skip
    if not cells.good or what is None or value is None or unit is None or period is None or recorded is None:
        return None
    _check_bounds(cells, what, value, unit)
    if status == "implied":
        _check_interval(cells, value, low, high)
    elif not catalogue.is_stated((what.code, cells.text("place"), period.code, basis, items), value):
        _check_decimals(cells, what, value, unit, decimals)
    printed = _printed_decimals(cells, what, unit, status, decimals)
    if not cells.good:
        return None
    return Observation(
        indicator=what.code, place=cells.text("place"), period=period, basis=basis, value=value, unit=unit,
        decimals=printed, recorded_on=recorded, items=items, qualifier=qualifier, vintage=vintage, status=status,
        low=low, high=high, counted_to=counted_to, source=cells.text("source"), note=cells.text("note"),
        recorded_by=recorded_by,
    )  # fmt: skip


def _of_formula(cells: _Cells) -> str:
    """A workbook made by a program keeps formulas without what they give: such a cell reads as empty."""
    if not cells.table.name.lower().endswith(".xlsx"):
        return ""
    return " Nếu ô là công thức thì tệp chưa giữ kết quả: hãy mở bằng Excel, lưu lại rồi nhập."


def _recorded(cells: _Cells, catalogue: Catalogue) -> date | None:
    day = cells.day("recorded", catalogue.recorded_on)
    if day is not None and catalogue.today is not None and day > catalogue.today:
        today = write_date(catalogue.today)
        cells.fail(BadDate, "recorded", f"ngày {write_date(day)} chưa tới. Hãy ghi ngày đã biết số ấy, không sau hôm nay ({today}).")  # fmt: skip
    return day


def _printed_decimals(cells: _Cells, what: Indicator, unit: Unit, status: str, stated: int) -> int:
    """As stated, unless the row says otherwise; an implied value has decimals only to reproduce the rates
    that imply it, so it prints with those of its indicator in that unit."""
    asked, _ = cells.number("decimals")
    if asked is not None:
        if not (0 <= asked <= MAX_DECIMALS and asked == int(asked)):
            cells.fail(BadNumber, "decimals", f"số lẻ khi in là số nguyên từ 0 đến {MAX_DECIMALS}.")
            return stated
        return int(asked)
    if status != "implied":
        return stated
    return what.display.get(unit.symbol, what.decimals if unit == what.unit else stated)


def _indicator(cells: _Cells, catalogue: Catalogue) -> Indicator | None:
    code = cells.text("indicator")
    if code not in catalogue.indicators:
        cells.fail(
            UnknownCode, "indicator", f"không có chỉ tiêu «{code}».{_which_indicator(code, catalogue)}"
        )
        return None
    return catalogue.indicators[code]


def _which_indicator(typed: str, catalogue: Catalogue) -> str:
    """A name is told its code; a code mistyped, the nearest."""
    if codes := catalogue.codes_by_name.get(_plain(typed)):
        named = ", ".join(f"«{one}»" for one in codes[:3])
        return f" Đó là tên; hãy ghi mã của chỉ tiêu ấy: {named}."
    guess = catalogue.nearest_indicator(typed)
    return f" Có phải «{guess}»?" if guess else ""


def _check_place(cells: _Cells, catalogue: Catalogue) -> None:
    code = cells.text("place")
    if catalogue.place_codes and code not in catalogue.place_codes:
        what = f"không có địa bàn mã «{code}» trong danh mục địa bàn. Hãy sửa mã (chữ số, giữ số 0 ở đầu), hoặc khai địa bàn ấy trước."  # fmt: skip
        cells.fail(UnknownCode, "place", what)


def _period(cells: _Cells, what: Indicator | None) -> Period | None:
    # A spreadsheet turns 2020-06 into the first of June: the month would silently become one day.
    if isinstance(cells.row.cells.get("period"), date):
        told = (
            "ô này là ngày của Excel, không phải kỳ. Hãy ghi tên kỳ («tháng 6/2020»), hoặc định dạng ô là Văn bản rồi "
            "gõ lại mã, ví dụ 2020-06."
        )
        cells.fail(BadPeriod, "period", told)
        return None
    if cells.text("period") == "":
        cells.fail(
            BadPeriod,
            "period",
            "để trống. Hãy ghi kỳ của số liệu, ví dụ «6 tháng đầu năm 2020» hoặc 2020-H1.",
        )
        return None
    managed = what is not None and what.calendar == "management"
    try:
        return read_period(cells.text("period"), managed=managed)
    except Problem as problem:
        cells.fail(BadPeriod, "period", problem.message)
        return None


def _items(cells: _Cells, what: Indicator, catalogue: Catalogue) -> Items:
    pairs: list[tuple[str, str]] = []
    for part in filter(None, (piece.strip() for piece in cells.text("items").split(";"))):
        codelist, _, item = (piece.strip() for piece in part.partition("="))
        broken_down = codelist in what.breakdowns or codelist == RESPONDENTS
        if not broken_down or codelist not in catalogue.codelists:
            cells.fail(UnknownCode, "items", f"chỉ tiêu «{what.code}» không có phân tổ «{codelist}».")
        elif item not in {code for code, _ in catalogue.codelists[codelist].items}:
            known = ", ".join(code for code, _ in catalogue.codelists[codelist].items)
            cells.fail(UnknownCode, "items", f"phân tổ «{codelist}» không có mục «{item}». Các mục: {known}.")
        elif codelist in dict(pairs):
            cells.fail(UnknownCode, "items", f"phân tổ «{codelist}» nêu hai lần. Một dòng thuộc một mục.")
        pairs.append((codelist, item))
    return tuple(sorted(pairs))


def _unit(cells: _Cells, what: Indicator | None, catalogue: Catalogue) -> Unit | None:
    expected = f" Chỉ tiêu này tính bằng «{what.unit.symbol}»." if what else ""
    text = cells.text("unit")
    unit = find_unit(text)
    if unit is None:
        told = catalogue.told_of_unit(text) or UnknownUnit(unit=text, hint="").message
        cells.fail(WrongUnit, "unit", told.rstrip() + expected)
        return None
    try:
        if what is not None:
            convert(Decimal(1), unit, what.unit)
    except Problem as problem:
        cells.fail(WrongUnit, "unit", problem.message + expected)
        return None
    return unit


def _told_of_unit(text: str) -> str:
    """What is said of a unit that is none, with the nearest there is."""
    try:
        unit_of(text)
    except UnknownUnit as problem:
        return problem.message
    return ""


def _check_bounds(cells: _Cells, what: Indicator, value: Decimal, unit: Unit) -> None:
    own = convert(value, unit, what.unit)
    for bound, is_beyond, called in (
        (what.floor, operator.lt, "nhỏ hơn mức thấp nhất"),
        (what.highest, operator.gt, "lớn hơn mức cao nhất"),
    ):
        if bound is not None and is_beyond(own, bound):
            said, limit = (write_quantity(one, what.unit, decimals_of(one)) for one in (own, bound))
            cells.fail(
                OutOfBounds,
                "value",
                f"{said} {called} của «{what.name}» ({limit}). Hãy xem lại dấu, số và đơn vị tính; nếu số "
                "đúng thì sửa min, max hoặc negative của chỉ tiêu trong danh mục.",
            )


def _check_interval(cells: _Cells, value: Decimal, low: Decimal | None, high: Decimal | None) -> None:
    if low is None or high is None or not low <= value <= high:
        cells.fail(
            NotAnInterval,
            "low",
            f"số liệu suy ra cần cận dưới ≤ giá trị ≤ cận trên ở hai cột «{cells.called('low')}», «{cells.called('high')}».",
        )


def _check_decimals(cells: _Cells, what: Indicator, value: Decimal, unit: Unit, decimals: int) -> None:
    """More decimals than the indicator has is how a thousands separator typed as a comma shows itself."""
    allowed = max([what.decimals, *what.display.values()]) + max(0, unit.exponent - what.unit.exponent)
    if decimals > allowed:
        thousands = write_number(value.scaleb(decimals), 0)
        hint = f" Nếu là {thousands} thì dùng dấu chấm ngăn nghìn." if decimals == 3 else ""
        written = write_number(value, decimals)
        cells.fail(
            TooManyDecimals,
            "value",
            f"{written} có {decimals} số lẻ, chỉ tiêu này có nhiều nhất {allowed}.{hint}",
        )


def read_rows(table: TableFile, register: Register, catalogue: Catalogue) -> tuple[list[Row], list[Problem]]:
    """Every row of a register's table; a key that stands twice, an unknown place or document is a problem."""
    allowed = (
        "key",
        *(field.code for field in register.fields),
        "effective_from",
        "effective_to",
        "recorded",
        "source",
    )
    problems = require_columns(table, ("key",), allowed)
    if problems:
        return [], problems
    rows: list[Row] = []
    seen: dict[object, int] = {}
    for order, row in enumerate(table.rows):
        cells = _Cells(table, row, problems)
        values = {field.code: _field_value(cells, field, catalogue) for field in register.fields}
        key, recorded = cells.text("key"), cells.day("recorded", catalogue.recorded_on)
        if (key, recorded) in seen or not key:
            cells.fail(
                DuplicateRow,
                "key",
                f"khóa «{key}» để trống hoặc trùng dòng {seen.get((key, recorded), '?')}.",
            )
        seen[key, recorded] = row.number
        since, until = cells.day("effective_from"), cells.day("effective_to")
        if cells.good and recorded is not None:
            rows.append(Row(register.code, key, values, recorded, since, until, cells.text("source"), order))
    return rows, problems


def _field_value(cells: _Cells, field: Field, catalogue: Catalogue) -> Value:
    match field.type:
        case "number":
            value = cells.number(field.code)[0]
            if value is not None and value < 0 and not field.negative:
                cells.fail(
                    OutOfBounds,
                    field.code,
                    f"{write_number(value, decimals_of(value))} là số âm. Hãy xem lại; nếu trường này âm được "
                    "thì khai negative = true ở sổ.",
                )
            return value
        case "date":
            return cells.day(field.code)
        case "place":
            code = cells.text(field.code)
            if code and catalogue.place_codes and code not in catalogue.place_codes:
                cells.fail(UnknownCode, field.code, f"không có địa bàn mã «{code}».")
            return code
        case "document":
            number = cells.text(field.code)
            if number and number not in catalogue.document_numbers:
                guess = catalogue.nearest_document(number)
                hint = f" Gần nhất: «{guess}»." if guess else ""
                cells.fail(
                    UnknownCode, field.code, f"chưa có văn bản «{number}» trong thư mục van-ban.{hint}"
                )
            return number
        case _:
            return cells.text(field.code)
