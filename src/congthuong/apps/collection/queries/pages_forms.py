"""Forms as their pages show them: an empty sheet to look at, a definition as TOML to edit, a round before it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Form, FormVersion, Return, Round
from congthuong.apps.collection.queries.forms import definition_of, latest_version
from congthuong.apps.collection.queries.sheets import Sheet, SheetCell
from congthuong.apps.collection.services.rounds import asked_units, fillers_of
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.forms import model as core
from congthuong.core.forms.rules import Evaluated
from congthuong.core.forms.schedule import Days, days_of
from congthuong.core.quantities import Period

CHOICES_BEFORE, CHOICES_AFTER = 12, 4


def empty_sheet(form: core.Form) -> Sheet:
    """The form as who fills it in sees it on the first day; of no return, so nothing can be saved."""
    cells = {cell: SheetCell(None, editable=cell in form.typed) for cell in form.cells}
    return Sheet(Return(), form, cells, Evaluated({}, ()), (), may_fill=True)


def units_told(form: core.Form) -> list[tuple[str, str]]:
    """The units that fill the form, by whose eyes it may be looked at; [] when all are asked for the same."""
    if not any(row.organisations for row in form):
        return []
    return [(one.code, one.name) for one in fillers_of(form)]


def rows_told(form: core.Form) -> list[tuple[str, list[str]]]:
    """Label of every row that concerns some units only, with their names."""
    codes = {one for row in form for one in row.organisations}
    if not codes:
        return []
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        (row.label, sorted(names.get(one, one) for one in row.organisations))
        for row in form
        if row.organisations
    ]


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a form for a period would do. `there` is the round, where it was opened already."""

    period: Period
    days: Days
    announced: bool
    units: tuple[str, ...]
    gone: tuple[str, ...]  # units of places that do not stand at the period's end: they are not asked
    there: Round | None


def opening_of(form: Form, period: str) -> Opening:
    """Raises UnknownPeriod, WrongPeriod, NoSuchForm."""
    definition = definition_of(latest_version(form))
    when = Period.of(period)
    calendar = calendar_on(until=date(when.last.year + 1, 12, 31))
    days = days_of(definition, when, calendar.add_working_days)
    asked, gone = asked_units(definition, when)
    return Opening(
        when,
        days,
        not calendar.not_announced(days.cut_off, days.due_on),
        tuple(one.name for one in asked),
        tuple(one.name for one in gone),
        Round.objects.filter(form=form, period=when.code).first(),
    )


def next_period(form: Form, today: date) -> str:
    """The period after the last that was opened; for a new form the one that today lies in."""
    definition = definition_of(latest_version(form))
    last = Round.objects.filter(form=form).order_by("-period_last").first()
    if last is None:
        return _period_at(definition, today).code
    when = Period.of(last.period)
    return _period_at(definition, date.fromordinal(when.last.toordinal() + 1)).code


def periods_around(form: Form, today: date, chosen: str) -> list[tuple[str, str]]:
    """Periods to choose from: the next one, a year before it and some after; newest first, with what was asked for."""
    around = [Period.of(next_period(form, today))]
    for _ in range(CHOICES_AFTER):
        around.insert(0, around[0].next())
    for _ in range(CHOICES_BEFORE):
        around.append(around[-1].previous())
    choices = [(one.code, one.name) for one in around]
    return choices if any(code == chosen for code, _ in choices) else [(chosen, chosen), *choices]


def _period_at(form: core.Form, day: date) -> Period:
    """The form's kind of period that holds the day."""
    months = (day.month - 1) // 3 + 1
    code = {
        "month": f"{day.year}-{day.month:02d}",
        "quarter": f"{day.year}-Q{months}",
        "half": f"{day.year}-H{1 if day.month < 7 else 2}",
        "nine": f"{day.year}-9M",
        "year": f"{day.year}",
    }[form.period]
    return Period.of(("QL-" if form.calendar == "management" else "") + code)


def definition_text(version: FormVersion) -> str:
    """A published definition as TOML, to be edited and published again."""
    return toml_text(version.definition)


def toml_text(data: Mapping[str, Any]) -> str:
    """TOML of the shape that definitions have: values, tables, lists of tables, no others."""
    lines: list[str] = []
    _table(_spread(data), (), lines)
    return "\n".join(lines).strip() + "\n"


def _spread(data: Mapping[str, Any]) -> dict[str, Any]:
    """Day rules without the zeros that say nothing."""
    schedule = {
        name: {part: one for part, one in rule.items() if one != 0} if isinstance(rule, Mapping) else rule
        for name, rule in data.get("schedule", {}).items()
    }
    return {**data, "schedule": schedule}


def _table(data: Mapping[str, Any], path: tuple[str, ...], lines: list[str]) -> None:
    inner = {name: value for name, value in data.items() if _is_tables(value)}
    for name, value in data.items():
        if name not in inner and value not in ("", [], {}):
            lines.append(f"{name} = {_value(value)}")
    for name, tables in inner.items():
        for one in tables:
            lines += ["", f"[[{'.'.join((*path, name))}]]"]
            _table(one, (*path, name), lines)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    pairs = [f"{name} = {_value(one)}" for name, one in value.items() if one not in ("", [], {})]
    return "{ " + ", ".join(pairs) + " }"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04x}" for sign in escaped)
        + '"'
    )
