"""What a data folder declares in TOML: indicators, code lists, registers. Each entry is checked as it is read.

A mistake is a ValueError whose text is a Vietnamese sentence; folder.py says in which file it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, get_args

from congthuong.core.ledger.model import (
    WHENS,
    CodeList,
    Field,
    Indicator,
    Kind,
    Organisation,
    Register,
    RowsMeasure,
    Value,
)
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import UNITLESS, Unit, convert, read_number, unit_of
from congthuong.core.stats.formula import Formula

Entry = Mapping[str, Any]
T = TypeVar("T")
CODE = re.compile(r"[a-z][a-z0-9_]{0,31}")
MAX_DECIMALS = 10
_CODES_TOLD = 3
ROW_COLUMNS = ("key", "effective_from", "effective_to", "recorded", "source")
ROWS_KEYS = ("register", "when", "where", "field", "distinct", "by", "named")
FIELD_TYPES = ("text", "number", "date", "place", "document")
_KINDS: Mapping[type, str] = {
    str: "chữ trong dấu nháy",
    int: "số nguyên",
    list: "danh sách [ … ]",
    dict: "bảng { … }",
}


def indicator_of(entry: Entry) -> Indicator:
    unit = unit_of(_need(entry, "unit", str))
    kind: Kind = _one_of(entry, "kind", get_args(Kind), "flow")
    return Indicator(
        code=code_of(entry),
        name=_need(entry, "name", str),
        unit=unit,
        decimals=_decimals(entry),
        name_en=_value(entry, "name_en", str, ""),
        kind=kind,
        over_time=_one_of(entry, "over_time", ("sum", "last", "none"), "sum"),
        over_places=_one_of(entry, "over_places", ("sum", "weighted", "none"), "sum"),
        calendar=_one_of(entry, "calendar", ("statistical", "management"), "statistical"),
        groups=_texts(entry, "groups"),
        order=_value(entry, "order", int, 0),
        breakdowns=_texts(entry, "breakdowns"),
        formula=_value(entry, "formula", str, ""),
        display=_display(entry, unit),
        note=_value(entry, "note", str, ""),
        rows=rows_of(_entry(entry["rows"], "rows")) if "rows" in entry else None,
        **_bounds(entry),
    )


def rows_of(entry: Entry) -> RowsMeasure:
    unknown = next((name for name in entry if name not in ROWS_KEYS), None)
    if unknown is not None:
        raise ValueError(f"mục rows không có «{unknown}»{_hint(unknown, dict.fromkeys(ROWS_KEYS))}")
    where = _value(entry, "where", dict, {})
    by = _value(entry, "by", dict, {})
    measure = RowsMeasure(
        register=_need(entry, "register", str),
        when=_one_of(entry, "when", WHENS, ""),
        where=tuple((column, _wanted(column, value)) for column, value in where.items()),
        field=_value(entry, "field", str, ""),
        distinct=_value(entry, "distinct", str, ""),
        by=tuple((codelist, _need(by, codelist, str)) for codelist in by),
        named=_flag(entry, "named"),
    )
    if measure.field and measure.distinct:
        raise ValueError(
            "mục rows chỉ có một trong hai: field (cộng số) hoặc distinct (đếm giá trị khác nhau)"
        )
    return measure


def _wanted(column: str, value: object) -> tuple[Value, ...]:
    """One value or a list of them; a whole number is a Decimal, since TOML's other numbers are binary."""
    made: list[Value] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, bool) or not isinstance(one, str | int | date):
            raise ValueError(
                f"mục where.{column} là chữ trong dấu nháy, số nguyên, ngày, hoặc danh sách của chúng"
            )
        made.append(Decimal(one) if isinstance(one, int) else one)
    if not made:
        raise ValueError(f"mục where.{column} là danh sách rỗng, không dòng nào khớp được")
    return tuple(made)


def _bounds(entry: Entry) -> dict[str, Any]:
    lowest, highest = _bound(entry, "min"), _bound(entry, "max")
    if lowest is not None and highest is not None and lowest > highest:
        raise ValueError("mục «min» lớn hơn «max»")
    return {"negative": _flag(entry, "negative"), "lowest": lowest, "highest": highest}


def _bound(entry: Entry, name: str) -> Decimal | None:
    """A whole number, or a number written the Vietnamese way between quotation marks: TOML's own are binary."""
    value = entry.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        return read_number(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f'mục «{name}» là số nguyên, hoặc số trong dấu nháy như "99,5"')
    return Decimal(value)


def _flag(entry: Entry, name: str) -> bool:
    value = entry.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(f"mục «{name}» là true hoặc false")
    return value


def codelist_of(entry: Entry) -> CodeList:
    items = [_entry(item, "items") for item in _need(entry, "items", list)]
    pairs = tuple((_need(item, "code", str), _need(item, "name", str)) for item in items)
    codes = [code for code, _ in pairs]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise ValueError(f"mục «{twice}» khai hai lần")
    return CodeList(code_of(entry), _need(entry, "name", str), pairs)


def organisation_of(entry: Entry) -> Organisation:
    return Organisation(
        code=_need_words(entry, "code"),
        name=_need_words(entry, "name"),
        kind=_value(entry, "kind", str, ""),
        parent=_value(entry, "parent", str, ""),
        place=_value(entry, "place", str, ""),
    )


def register_of(entry: Entry) -> Register:
    fields = tuple(_field(_entry(one, "field")) for one in _value(entry, "field", list, []))
    codes = [field.code for field in fields]
    taken = next((code for code in codes if code in ROW_COLUMNS), None)
    if taken is not None:
        raise ValueError(f"trường «{taken}» trùng tên một cột có sẵn của mọi sổ")
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise ValueError(f"trường «{twice}» khai hai lần")
    since = entry.get("since")
    if since is not None and (not isinstance(since, date) or isinstance(since, datetime)):
        raise ValueError("mục «since» là ngày viết không có dấu nháy, ví dụ since = 2020-01-01")
    return Register(
        code_of(entry),
        _need(entry, "name", str),
        unit_of(_need(entry, "unit", str)),
        fields,
        since=since,
        large=_flag(entry, "large"),
    )


def _field(entry: Entry) -> Field:
    unit = unit_of(entry["unit"]) if "unit" in entry else None
    return Field(
        code=code_of(entry),
        name=_need(entry, "name", str),
        type=_one_of(entry, "type", FIELD_TYPES, "text"),
        unit=unit,
        decimals=_decimals(entry),
        display=_display(entry, unit),
        negative=_flag(entry, "negative"),
    )


def faults_of(
    one: Indicator, indicators: Mapping[str, Indicator], codelists: Mapping[str, CodeList]
) -> list[str]:
    """What an indicator refers to and the catalogue does not have: its breakdowns, its formula's inputs."""
    faults = [
        f"phân tổ «{name}» chưa khai{_hint(name, codelists)}"
        for name in one.breakdowns
        if name not in codelists
    ]
    if not one.formula.strip():
        return faults
    try:
        formula = Formula.parse(one.formula)
    except Problem as problem:
        return [*faults, problem.message]
    for name in formula.names:
        if name not in indicators:
            faults.append(f"công thức gọi «{name}», không có chỉ tiêu này{_hint(name, indicators)}")
        elif name in formula.summed and not indicators[name].breakdowns:
            faults.append(f"công thức gọi tong({name}), mà chỉ tiêu ấy không có phân tổ")
    return faults


def row_faults(one: Indicator, registers: Mapping[str, Register]) -> list[str]:
    """What an indicator's rows refer to and a register has not, or has in another kind; no register at all is told for
    all its indicators at once (`missing_registers`)."""
    measure = one.rows
    if measure is None:
        return []
    if one.formula.strip():
        return ["chỉ tiêu có công thức thì không lấy từ sổ (rows); bỏ một trong hai"]
    if one.kind in ("ratio", "index"):
        return [f"chỉ tiêu loại {one.kind} không đếm từ sổ được; hãy viết công thức từ các chỉ tiêu đếm được"]
    if one.kind == "flow" and measure.when == "stock":
        return ["chỉ tiêu phát sinh (flow) dùng when = new, closed hoặc all; stock là của chỉ tiêu tích lũy"]
    register = registers.get(measure.register)
    if register is None:
        return []
    columns = {column.code: column for column in register.fields}
    used = [name for name, _ in measure.where] + [column for _, column in measure.by]
    used += [name for name in (measure.field, measure.distinct) if name]
    faults = [
        f"rows gọi trường «{name}», sổ «{register.code}» không có{_hint(name, columns)}"
        for name in dict.fromkeys(used)
        if name not in columns
    ]
    faults += [
        f"rows.by nêu phân tổ «{name}», chỉ tiêu không có{_hint(name, dict.fromkeys(one.breakdowns))}"
        for name, _ in measure.by
        if name not in one.breakdowns
    ]
    return faults or _kind_faults(one, measure, columns)


def missing_registers(
    indicators: Iterable[Indicator], registers: Mapping[str, Register]
) -> Iterator[tuple[str, str]]:
    """(an indicator that asks for it, what is wrong) of each register that is not there: forty indicators of a copied
    file may lack the same one, and one file to be copied is the whole remedy."""
    asking: dict[str, list[str]] = {}
    for one in indicators:
        if one.rows is not None and one.rows.register not in registers:
            asking.setdefault(one.rows.register, []).append(one.code)
    for register, codes in asking.items():
        counted = ", ".join(f"«{code}»" for code in codes[:_CODES_TOLD])
        more = f" và {len(codes) - _CODES_TOLD} chỉ tiêu khác" if len(codes) > _CODES_TOLD else ""
        remedy = (
            f"{_hint(register, registers)}; thiếu tệp so/{register}.toml: hãy chép tệp ấy từ thư mục so/ của tỉnh mẫu "
            "(examples/tra-vinh-2020-h1), hoặc bỏ các chỉ tiêu này"
        )
        yield codes[0], f"rows của {counted}{more} gọi sổ «{register}», không có sổ này{remedy}"


def _kind_faults(one: Indicator, measure: RowsMeasure, columns: Mapping[str, Field]) -> list[str]:
    faults = [
        f"where.{name}: trường loại {columns[name].type} không so với «{value}» được"
        for name, values in measure.where
        for value in values
        if not isinstance(value, _WANTED.get(columns[name].type, str))
    ]
    if not measure.field:
        return faults
    summed = columns[measure.field]
    if summed.type != "number":
        return [
            *faults,
            f"trường «{summed.code}» loại {summed.type}, không cộng được; field là một trường number",
        ]
    try:
        convert(Decimal(1), summed.unit or UNITLESS, one.unit)
    except Problem as problem:
        faults.append(f"trường «{summed.code}»: {problem.message}")
    return faults


_WANTED: Mapping[str, type] = {"number": Decimal, "date": date}


def code_of(entry: Entry) -> str:
    code = _need(entry, "code", str)
    if not CODE.fullmatch(code):
        raise ValueError("mã chỉ gồm chữ thường không dấu, số, gạch dưới, bắt đầu bằng chữ, tối đa 32 ký tự")
    return code


def _hint(name: str, known: Mapping[str, object]) -> str:
    guess = nearest(name, known)
    return f" (có phải «{guess}»?)" if guess else ""


def _entry(value: object, name: str) -> Entry:
    if not isinstance(value, dict):
        raise ValueError(f"mục «{name}» gồm các bảng {{ … }}")
    return value


def _need(entry: Entry, name: str, kind: type[T]) -> T:
    if name not in entry:
        raise ValueError(f"thiếu mục «{name}»")
    value: T = _value(entry, name, kind, entry[name])
    return value


def _need_words(entry: Entry, name: str) -> str:
    words = _need(entry, name, str)
    if not words.strip():
        raise ValueError(f"mục «{name}» để trống")
    return words


def _value(entry: Entry, name: str, kind: type[T], default: T) -> T:
    value: object = entry.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"mục «{name}» phải là {_KINDS[kind]}")
    checked: T = value
    return checked


def _one_of(entry: Entry, name: str, allowed: Sequence[str], default: str) -> Any:
    value = entry.get(name, default)
    if value not in allowed:
        raise ValueError(f"mục «{name}» là «{value}»; viết một trong: {', '.join(allowed)}")
    return value


def _texts(entry: Entry, name: str) -> tuple[str, ...]:
    values = _value(entry, name, list, [])
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"mục «{name}» là danh sách chữ trong dấu nháy")
    return tuple(values)


def _decimals(entry: Entry) -> int:
    return _places(_value(entry, "decimals", int, 0), "decimals")


def _places(value: int, name: str) -> int:
    if not 0 <= value <= MAX_DECIMALS:
        raise ValueError(f"mục «{name}»: số lẻ từ 0 đến {MAX_DECIMALS}")
    return value


def _display(entry: Entry, unit: Unit | None) -> dict[str, int]:
    """Decimals by unit symbol. The spelling is that of the units' list, so that a lookup finds it."""
    display: dict[str, int] = {}
    for text in _value(entry, "display", dict, {}):
        other = unit_of(text)
        if unit is not None:
            convert(Decimal(1), unit, other)
        display[other.symbol] = _places(_value(entry["display"], text, int, 0), f"display.{text}")
    return display
