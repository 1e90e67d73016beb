"""What every register of a room keeps to, whatever its columns are; each room's tests call these for its kinds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import LegalDocument, Place
from congthuong.apps.registers.columns import (
    ClassCode,
    Column,
    Day,
    DocumentNumber,
    Number,
    PlaceCode,
    RowKey,
    Text,
)
from congthuong.apps.registers.kinds import RegisterKind, Values, require_kind
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.queries import known_rows
from congthuong.apps.registers.services import row_add, row_change, row_restore, row_withdraw
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problems

BEGAN, LATER, TODAY = date(2020, 3, 2), date(2020, 5, 4), date(2099, 1, 1)


def officer_of(data_kind: str) -> User:
    """Who may write that kind of data, and the province that rows may name."""
    person = User.objects.create(username=f"so-{data_kind}", full_name="Cán bộ giữ sổ")
    Assignment.objects.create(user=person, role=Role.DIVISION, kinds=[data_kind], valid_from=date(2019, 1, 1))
    Place.objects.get_or_create(
        code="84", defaults={"name": "Tỉnh Trà Vinh", "kind": "tỉnh", "level": "province"}
    )
    Place.objects.get_or_create(
        code="842",
        defaults={"name": "Thành phố Trà Vinh", "kind": "thành phố", "level": "district", "parent": "84"},
    )
    Place.objects.get_or_create(
        code="29263", defaults={"name": "Xã Long Đức", "kind": "xã", "level": "commune", "parent": "842"}
    )
    LegalDocument.objects.get_or_create(
        number="1/QĐ-UBND", issuer="UBND tỉnh Trà Vinh", defaults={"kind": "Quyết định"}
    )
    return person


def valid_values(kind: RegisterKind, by: User, **told: Value) -> dict[str, Value]:
    """Something in every column that has to have something; rows that it refers to are made."""
    made = {one.name: _value(one, by) for one in kind.columns() if not one.blank and one.name not in told}
    return {**made, **told}


def _value(column: Column, by: User) -> Value:
    match column:
        case Number():
            return Decimal(2020) if column.max_digits == 4 else Decimal(5)
        case Day():
            return BEGAN
        case PlaceCode():
            return {("commune",): "29263", ("district",): "842"}.get(column.levels, "84")
        case DocumentNumber():
            return "1/QĐ-UBND"
        case RowKey():
            other = require_kind(column.register)
            first = other.model._default_manager.first()
            return first.key if first else added(other, by).key
        case ClassCode():
            return "10"
        case Text():
            return column.words[0] if column.words else f"{column.verbose_name} mẫu"[: column.max_length]


def added(kind: RegisterKind, by: User, since: date | None = BEGAN, **told: Value):  # type: ignore[no-untyped-def]
    return row_add(
        kind=kind,
        values=valid_values(kind, by, **{**_added_with(kind, told.get(kind.state)), **told}),
        by=by,
        effective_from=since,
        reason="mẫu",
    )


ADDED_WITH: dict[str, Mapping[str, Value]] = {}
"""What a register's own rules want besides what must not be empty."""


def _added_with(kind: RegisterKind, state: Value = None) -> dict[str, Value]:
    """A row that is open tells no day on which it was dealt with."""
    given = ADDED_WITH.get(kind.code, {})
    return {name: value for name, value in given.items() if name != kind.done_on or state in kind.done}


def check_kind_is_kept(kind: RegisterKind, by: User) -> None:
    """A row is kept under a key of its own, goes to history, away and back; what is missing is told by its heading."""
    row = added(kind, by)
    assert row.key == f"{kind.prefix}-0001"
    assert getattr(row, kind.label), f"{kind.label} does not name the row"
    values = valid_values(kind, by, **_added_with(kind))
    _check_required(kind, values, by)
    (entry,) = Entry.objects.filter(register_id=kind.code, key=row.key)
    assert entry.user == by
    row_withdraw(kind=kind, key=row.key, by=by, version=1, reason="ghi nhầm")
    assert known_rows(kind, TODAY) == ()
    row_restore(kind=kind, key=row.key, by=by, version=2)
    (back,) = known_rows(kind, TODAY, effective=LATER)
    assert {name: back.values[name] for name in values if name not in kind.personal} == {
        name: value for name, value in values.items() if name not in kind.personal
    }
    assert set(kind.listed) >= {kind.label} or kind.label in kind.searched
    for filtered in kind.filters:
        assert kind.column(filtered) is not None


def _check_required(kind: RegisterKind, values: Values, by: User) -> None:
    for name in kind.required():
        with pytest.raises(Problems) as told:
            row_add(kind=kind, values={**values, name: None}, by=by, effective_from=LATER, reason="mẫu")
        assert name in {one.fields["name"] for one in told.value.problems}, f"{kind.code}.{name}"


def check_states_follow(kind: RegisterKind, by: User) -> None:
    """From each state only those that may follow; a closing one ends the row on its day."""
    words = kind.column(kind.state).words  # type: ignore[union-attr]
    for state, after in kind.follows.items():
        assert {state, *after} <= set(words), f"{kind.code}: {state}"
        wrong = next((one for one in words if one != state and one not in after), None)
        if wrong is None:
            continue
        row = added(kind, by, **{kind.state: state, **_apart(kind, state)})
        with pytest.raises(Problems, match="không chuyển sang"):
            row_change(
                kind=kind, key=row.key, values={kind.state: wrong}, by=by, version=row.version, since=LATER, reason="thử"
            )  # fmt: skip
    for state in kind.closing:
        first = next(
            one for one in words if one not in kind.closing and state in kind.follows.get(one, words)
        )
        row = added(kind, by, **{kind.state: first, **_apart(kind, "kết thúc")})
        ended = row_change(
            kind=kind,
            key=row.key,
            values={kind.state: state},
            by=by,
            version=row.version,
            since=LATER,
            reason="thử",
        )
        assert ended.effective_to == LATER
        assert row.key not in {one.key for one in known_rows(kind, TODAY, effective=LATER)}


def _apart(kind: RegisterKind, state: str) -> dict[str, Value]:
    """Another thing for each state, where a register does not take the same thing twice."""
    names = {*kind.unique, *({kind.label} if isinstance(kind.column(kind.label), Text) else set())}
    plain = [kind.column(name) for name in names]
    return {
        one.name: f"mẫu {state}"
        for one in plain
        if isinstance(one, Text) and not one.words and one.name not in ("ma_so_thue",)
    }


def check_counts_chain(kind: RegisterKind, by: User) -> None:
    """A count opens with what the one before closed with and ends it; what does not add up is refused."""
    first = {flow.closing: Decimal(10) for flow in kind.flows}
    second = {
        name: value
        for flow in kind.flows
        for name, value in zip(flow.columns, map(Decimal, (10, 3, 1, 12)), strict=True)
    }
    thing = valid_values(kind, by, **first)
    before = row_add(kind=kind, values=thing, by=by, effective_from=BEGAN, reason="mẫu")
    for name, wrong in ((kind.flows[0].closing, Decimal(13)), (kind.flows[0].opening, Decimal(11))):
        with pytest.raises(Problems):
            row_add(
                kind=kind, values={**thing, **second, name: wrong}, by=by, effective_from=LATER, reason="mẫu"
            )
    row_add(kind=kind, values={**thing, **second}, by=by, effective_from=LATER, reason="mẫu")
    before.refresh_from_db()
    assert before.effective_to == LATER
    assert len(known_rows(kind, TODAY, effective=TODAY)) == 1
    with pytest.raises(Problems, match="đã có số tính đến"):
        row_add(kind=kind, values={**thing, **second}, by=by, effective_from=LATER, reason="mẫu")


def seen(kind: RegisterKind, *keys: str) -> dict[str, int]:
    """The versions of rows as a person who compares them has them."""
    return dict(kind.model._default_manager.filter(key__in=keys).values_list("key", "version"))
