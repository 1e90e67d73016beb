"""A row's values between the typed table, its history and the core's records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from congthuong.apps.registers.columns import Column, Day, Number
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.models import PersonalValue
from congthuong.apps.registers.queries.places import names_of, place_names
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow
from congthuong.core.ledger.model import Row, Value
from congthuong.web import clock
from congthuong.web.folding import searchable
from congthuong.web.prepared import prepared_rows

POINTS_TO = "riêng:"
"""Before the number of a `PersonalValue`, in a history that must not keep the value itself."""
MASK = "•••"


def values_of(kind: RegisterKind, row: RegisterRow) -> dict[str, Value]:
    """What the typed row says, an empty text as None."""
    return {column.name: _plain(getattr(row, column.name)) for column in kind.columns()}


def _plain(value: object) -> Value:
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return value
    return value if isinstance(value, date) else str(value)


def column_values(kind: RegisterKind, values: Values) -> dict[str, object]:
    """The other way round: for the typed table, whose texts are never null."""
    return {
        column.name: values.get(column.name)
        if isinstance(column, Number | Day)
        else values.get(column.name) or ""
        for column in kind.columns()
    }


def hidden_columns(kind: RegisterKind, row: RegisterRow) -> frozenset[str]:
    """The columns of a row that tell who a person is."""
    return kind.hidden(household=isinstance(row, HouseholdRow) and row.of_household)


def folded(
    kind: RegisterKind, key: str, values: Values, hidden: Container[str], places: Mapping[str, str]
) -> str:
    """What search looks into: the key, the searched columns and the names of the row's places, without diacritics and
    with them (`web/folding.py`). places: what the codes of places are called.

    Columns that tell who a person is stay out: a search by them would tell who they belong to.
    """
    said = [str(values.get(name) or "") for name in kind.searched if name not in hidden]
    named = [places.get(str(values.get(name) or ""), "") for name in kind.places() if name not in hidden]
    return searchable(" ".join((key, *said, *named)))


def written(value: Value) -> str | None:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def history_data(
    kind: RegisterKind, key: str, values: Values, pointers: Mapping[str, int]
) -> dict[str, str | None]:
    """As `Entry.data` keeps it; `pointers` are the numbers of the personal values."""
    return {
        column.name: f"{POINTS_TO}{pointers[column.name]}"
        if column.name in pointers
        else written(values.get(column.name))
        for column in kind.columns()
    }


def personal_pointers(
    kind: RegisterKind, many: Iterable[tuple[str, Values]], before: Mapping[str, Mapping[str, str | None]]
) -> dict[str, dict[str, int]]:
    """Keep what tells who a person is, or would if the row turned out to be a household's; key -> column -> the number
    under which the history points to it.

    `before`: what each row's last state keeps. A value that stays the same is not kept a second time, so that there is
    one thing to erase.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    known = _still_kept(kind, before.values())
    wanted = []
    for key, values in many:
        for name in kind.erasable:
            if values.get(name) in (None, ""):
                continue
            value = str(written(values[name]))
            number = pointed_at((before.get(key) or {}).get(name))
            if number is not None and known.get(number) == value:
                found[key][name] = number
            else:
                wanted.append(PersonalValue(register=kind.code, key=key, column=name, value=value))
    for one in PersonalValue.objects.bulk_create(wanted, batch_size=500):
        found[one.key][one.column] = one.pk
    return found


def pointed_at(text: str | None) -> int | None:
    """The number of the personal value that a column of the history points to."""
    return int(text.removeprefix(POINTS_TO)) if text and text.startswith(POINTS_TO) else None


def _still_kept(kind: RegisterKind, many: Iterable[Mapping[str, str | None]]) -> dict[int, str]:
    numbers = [
        number
        for data in many
        for name in kind.erasable
        if (number := pointed_at(data.get(name))) is not None
    ]
    if not numbers:
        return {}
    kept = PersonalValue.objects.filter(register=kind.code, pk__in=numbers, erased_at__isnull=True)
    return dict(kept.values_list("pk", "value"))


def row_label(kind: RegisterKind, row: RegisterRow, places: Mapping[str, str] | None = None) -> str:
    """How a row is called where everybody reads it. places: what the codes of places are called (`label_places`), for who
    asks of many rows; of one row they are looked up."""
    hidden = hidden_columns(kind, row)
    if kind.label in hidden:
        return row.key
    said = {
        name: str(getattr(row, name) or "") for name in (kind.label, *kind.label_beside) if name not in hidden
    }
    coded = [name for name in said if name in kind.places() and said[name]]
    if coded:
        called = names_of([said[name] for name in coded]) if places is None else places
        said |= {name: called.get(said[name], said[name]) for name in coded}
    return ", ".join(filter(None, said.values())) or row.key


def label_places(kind: RegisterKind) -> dict[str, str]:
    """What the labels of many rows need to know of places: nothing where no label names one."""
    named = {kind.label, *kind.label_beside} & set(kind.places())
    return place_names(clock.today()) if named else {}


def read_history(
    kind: RegisterKind, data: Mapping[str, str | None], personal: Mapping[int, str]
) -> dict[str, Value]:
    """`Entry.data` as values again; what points to a personal value is looked up in `personal`, else masked."""
    return {column.name: _read(column, data.get(column.name), personal) for column in kind.columns()}


def _read(column: object, text: str | None, personal: Mapping[int, str]) -> Value:
    if text is None:
        return None
    number = pointed_at(text)
    if number is not None:
        if number not in personal:
            return MASK
        text = personal[number]
    if not text:
        return None
    if isinstance(column, Number):
        return Decimal(text)
    return date.fromisoformat(text) if isinstance(column, Day) else text


_OF_A_RECORD = ("key", "recorded_on", "effective_from", "effective_to", "source", "order")


def present_records(kind: RegisterKind) -> tuple[Row, ...]:
    """Every row as the table says it now, for reports: without making an object of the table for each."""
    columns = kind.columns()
    names = [column.name for column in columns]
    found = prepared_rows(
        ("present rows", kind.model),
        lambda: kind.model._default_manager.filter(withdrawn=False).values_list(*_OF_A_RECORD, *names),
    )
    if not found:
        return ()
    key, recorded_on, effective_from, effective_to, source, order, *told = zip(*found, strict=True)
    said = zip(*map(partial(_said, kind), columns, told), strict=True)
    values = (dict(zip(names, one, strict=True)) for one in said)
    of_each = zip(key, values, recorded_on, effective_from, effective_to, source, order, strict=True)
    return tuple(Row(kind.code, *one) for one in of_each)


def _said(kind: RegisterKind, column: Column, values: tuple[Any, ...]) -> Iterable[Any]:
    """What a column says in every row of a report, which everybody reads; an empty text is no value."""
    if column.name in kind.personal:
        return [MASK if value not in (None, "") else None for value in values]
    return values if isinstance(column, Number | Day) else [value or None for value in values]


def record_of(kind: RegisterKind, row: RegisterRow) -> Row:
    """For reports: personal columns masked, since a report is read by everybody."""
    values = values_of(kind, row)
    for name in kind.personal:
        if values.get(name) is not None:
            values[name] = MASK
    return Row(
        register=kind.code,
        key=row.key,
        values=values,
        recorded_on=row.recorded_on,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        source=row.source,
        order=row.order,
    )


def column_name(kind: RegisterKind, name: str) -> str:
    column = kind.column(name)
    return str(column.verbose_name) if column else name
