"""A form's definition, read from TOML or from the JSON that a published version keeps; and written back to data.

Every mistake is told with its file, its path in the definition and what to do; a definition with a mistake gives
no form. What a row does not say (label, unit, decimals) comes from its indicator, when a catalogue is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from congthuong.core.forms.checking import faults_of
from congthuong.core.forms.entries import Entry, FormProblem
from congthuong.core.forms.known import Known
from congthuong.core.forms.model import (
    COLUMN_KINDS,
    PERIOD_KINDS,
    RULE_KINDS,
    Column,
    DayRule,
    Fillers,
    Form,
    FormRow,
    Rule,
    Schedule,
    Section,
)
from congthuong.core.ledger.model import BASES, Indicator
from congthuong.core.ledger.toml_text import NotToml, read_toml
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import UNITLESS


def read_form(
    text: str,
    file: str,
    known: Known,
    fillers: Mapping[str, Any] | None = None,
    units: Mapping[str, Sequence[str]] | None = None,
) -> Form:
    """A form from TOML, checked against the catalogue. Raises Problems.

    fillers: in place of its own; units: row -> the units that it concerns, for rows that do not say so themselves.
    """
    try:
        data = read_toml(text)
    except NotToml as error:
        raise Problems([FormProblem(file=file, path="tệp", what=_not_toml(error))]) from None
    if fillers is not None:
        data["fillers"] = dict(fillers)
    if units:
        _put_units(data, units)
    form, problems = form_of(data, file, known.indicators)
    if form is not None:
        problems += faults_of(form, file, known)
    if form is None or problems:
        raise Problems(problems)
    return form


def _put_units(data: dict[str, Any], units: Mapping[str, Sequence[str]]) -> None:
    sections = data.get("section")
    for section in sections if isinstance(sections, list) else ():
        rows = section.get("row") if isinstance(section, dict) else None
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and (own := units.get(_code_of(row))):
                row.setdefault("organisations", list(own))


def _code_of(row: Mapping[str, Any]) -> str:
    """As the row is called once it is read: by its indicator, where it gives itself no code."""
    return str(row.get("code", row.get("indicator", "")))


def stored_form(data: Mapping[str, Any], name: str = "biểu đã công bố") -> Form:
    """The form of a published version. Raises Problems."""
    form, problems = form_of(data, name, {})
    if form is None:
        raise Problems(problems)
    return form


def _not_toml(error: NotToml) -> str:
    return f"không đọc được TOML ở {error.where}; hãy xem dấu =, dấu nháy, dấu ngoặc và khóa viết hai lần ở chỗ ấy"


def form_of(
    data: Mapping[str, Any], file: str, indicators: Mapping[str, Indicator]
) -> tuple[Form | None, list[Problem]]:
    """The form, or None and what is wrong with the definition's own shape."""
    problems: list[Problem] = []
    top = Entry(data, file, "", problems)
    form = Form(
        code=top.code("code"),
        name=top.text("name", required=True),
        kind=top.code("kind"),
        period=top.one_of("period", PERIOD_KINDS, required=True),
        calendar=top.one_of("calendar", ("statistical", "management"), "statistical"),
        sections=tuple(_section(one, indicators) for one in top.entries("section", required=True)),
        columns=tuple(_column(one) for one in top.entries("column", required=True)),
        fillers=_fillers(top.entry("fillers", required=True)),
        schedule=_schedule(top.entry("schedule")),
        symbol=top.text("symbol"),
        law=top.text("law"),
        note=top.text("note"),
        rules=tuple(_rule(one) for one in top.entries("rule")),
    )
    top.nothing_else()
    return (None if problems else form), problems


def _section(entry: Entry, indicators: Mapping[str, Indicator]) -> Section:
    section = Section(
        entry.code("code"),
        entry.text("name", required=True),
        tuple(_row(one, indicators) for one in entry.entries("row", required=True)),
    )
    entry.nothing_else()
    return section


def _row(entry: Entry, indicators: Mapping[str, Indicator]) -> FormRow:
    code = entry.text("indicator")
    what = indicators.get(code)
    unknown = bool(code) and not what and bool(indicators)  # told once, as the unknown indicator it is
    default_label = code if unknown else what.name if what and "items" not in entry.data else ""
    row = FormRow(
        code=entry.code("code", default=code),
        label=entry.text("label", default_label, required=True),
        unit=entry.unit("unit", what.unit if what else UNITLESS if unknown else None) or UNITLESS,
        decimals=entry.decimals("decimals", what.decimals if what else 0) or 0,
        indicator=code,
        items=entry.items("items"),
        required=entry.flag("required", True),
        sign=entry.one_of("sign", ("any", "not_negative", "positive"), _usual_sign(what)),
        total=entry.text("total"),
        level=entry.number("level", 0),
        organisations=entry.texts("organisations"),
    )
    entry.nothing_else()
    return row


def _usual_sign(what: Indicator | None) -> str:
    """What is counted or weighed is not negative, unless its indicator says that it may be."""
    return "any" if what is not None and what.floor is None else "not_negative"


def _column(entry: Entry) -> Column:
    kind = entry.one_of("kind", COLUMN_KINDS, "value")
    usual = {"computed": "computed", "same_period": "shown", "previous": "shown"}.get(kind, "edit")
    column = Column(
        code=entry.code("code"),
        name=entry.text("name", required=True),
        kind=kind,
        mode=entry.one_of("mode", ("edit", "computed", "shown"), usual),
        basis=entry.one_of("basis", BASES, "plan" if kind == "plan" else "actual"),
        items=entry.items("items"),
        formula=entry.text("formula"),
        number=entry.text("number"),
        unit=entry.unit("unit", None, required=False),
        decimals=entry.decimals("decimals", None),
    )
    if column.formula and column.mode == "edit":
        entry.fault(
            "formula", 'cột có công thức thì không nhập tay; hãy thêm mode = "computed" hoặc bỏ công thức'
        )
    if kind == "computed" and not column.formula:
        entry.fault("formula", "cột tính phải có công thức")
    entry.nothing_else()
    return column


def _fillers(entry: Entry) -> Fillers:
    fillers = Fillers(
        entry.texts("kinds"),
        entry.texts("organisations"),
        entry.one_of("speaks_for", ("province", "place", "organisation"), "organisation"),
    )
    if not fillers.kinds and not fillers.organisations:
        entry.fault("", "chưa nói đơn vị nào điền biểu; hãy ghi kinds (loại đơn vị) hoặc organisations (mã)")
    entry.nothing_else()
    return fillers


def _schedule(entry: Entry) -> Schedule:
    usual = Schedule()
    schedule = Schedule(
        opens=_day_rule(entry.entry("opens"), usual.opens),
        cut_off=_day_rule(entry.entry("cut_off"), usual.cut_off),
        due=_day_rule(entry.entry("due"), usual.due),
        law=entry.text("law"),
    )
    entry.nothing_else()
    return schedule


def _day_rule(entry: Entry, usual: DayRule) -> DayRule:
    if not entry.data:
        return usual
    rule = DayRule(
        after=entry.one_of("after", ("period_end", "cut_off"), "period_end"),
        days=entry.number("days", 0),
        working_days=entry.number("working_days", 0),
        day=entry.number("day", 0),
        months=entry.number("months", 0),
    )
    if not 0 <= rule.day <= 31 or rule.months < 0 or rule.working_days < 0:
        entry.fault("day", "ngày từ 1 đến 31, số tháng và số ngày làm việc không âm")
    entry.nothing_else()
    return rule


def _rule(entry: Entry) -> Rule:
    rule = Rule(
        code=entry.code("code"),
        kind=entry.one_of("kind", RULE_KINDS, required=True),
        severity=entry.one_of("severity", ("hard", "soft"), "soft"),
        message=entry.text("message", required=True),
        rows=entry.texts("rows"),
        columns=entry.texts("columns"),
        left=entry.text("left"),
        operator=entry.one_of("operator", ("=", "<=", ">=", "<", ">"), "="),
        right=entry.text("right"),
        low=entry.limit("low"),
        high=entry.limit("high"),
        tolerance=entry.limit("tolerance") or Decimal(0),
        against=entry.text("against"),
    )
    entry.nothing_else()
    return rule
