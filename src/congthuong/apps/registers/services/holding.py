"""What must hold among the rows of a register, asked after many of them were written at once.

A row that is written alone is checked before (`checking.py`). Where a whole import is taken in or back it is asked what
holds no more that held before: a number that stands twice, a count that no longer opens with what the one before closed
with, a row that names one which is gone, what a register's own checks have against a row beside the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from congthuong.apps.registers.checking import heading_of
from congthuong.apps.registers.columns import RowKey
from congthuong.apps.registers.flows import series_faults
from congthuong.apps.registers.kinds import (
    Doubt,
    RegisterKind,
    RowAsked,
    Values,
    kind_of,
    kinds,
    require_kind,
)
from congthuong.apps.registers.places import BY_ITSELF
from congthuong.apps.registers.problems import RowNamed
from congthuong.apps.registers.services.writing import PART
from congthuong.apps.registers.values import column_name, record_of, row_label, values_of
from congthuong.core.ledger.identities import Break, count_breaks
from congthuong.core.quantities import write_date


@dataclass(frozen=True, slots=True)
class Breach:
    """`key` is the row at fault, `what` the rest of a sentence about it."""

    key: str
    what: str


def breaches(kind: RegisterKind, keys: Iterable[str]) -> frozenset[Breach]:
    """Everything that does not hold of the rows as they stand now and that one of `keys` may have to do with."""
    own = frozenset(keys)
    told = (_repeated(kind, own), _unchained(kind), _naming_what_is_gone(kind, own), _at_odds(kind, own))
    return frozenset(one for each in told for one in each)


def _repeated(kind: RegisterKind, own: frozenset[str]) -> Iterator[Breach]:
    for name in kind.unique:
        rows = kind.model._default_manager.filter(withdrawn=False, effective_to__isnull=True)
        bearing: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for key, value, begins in rows.exclude(**{name: ""}).values_list("key", name, "effective_from"):
            bearing[kind.numbered(name, value, begins)].append(key)
        for (_, value, *_year), keys in bearing.items():
            if len(keys) > 1 and own & set(keys):
                first, *others = sorted(keys)
                what = f"{column_name(kind, name)} «{value}» đứng ở cả dòng {', '.join(others)}"
                yield Breach(first, what)


def _unchained(kind: RegisterKind) -> Iterator[Breach]:
    if not kind.series:
        return
    rows = kind.model._default_manager.filter(withdrawn=False)
    records = [record_of(kind, row) for row in rows]
    days = {one.key: one.effective_from for one in records}
    movements = [flow.columns for flow in kind.flows]
    for one in count_breaks(kind.described(), records, kind.series, movements):
        yield Breach(one.row, _told(kind, one, write_date(day) if (day := days[one.row]) else ""))


def _told(kind: RegisterKind, one: Break, day: str) -> str:
    if not one.column:
        return f"số lần trước (dòng {one.before}) không kết thúc đúng ngày {day}"
    said = "để trống" if one.said is None else f"là {one.said.normalize():f}"
    expected = "chưa có" if one.expected is None else f"{one.expected.normalize():f}"
    if not one.before:
        return f"{column_name(kind, one.column)} {said}, mà cộng ra {expected}"
    return f"{column_name(kind, one.column)} {said}, mà cuối kỳ trước (dòng {one.before}) là {expected}"


def _naming_what_is_gone(kind: RegisterKind, own: frozenset[str]) -> Iterator[Breach]:
    for column in kind.columns():
        other = kind_of(column.register) if isinstance(column, RowKey) else None
        if other is None:
            continue
        for part in _parts(sorted(own)):
            rows = kind.model._default_manager.filter(key__in=part, withdrawn=False)
            named = dict(rows.exclude(**{column.name: ""}).values_list("key", column.name))
            gone = other.model._default_manager.filter(key__in=set(named.values()), withdrawn=True)
            left = set(gone.values_list("key", flat=True))
            for key, target in named.items():
                if target in left:
                    yield Breach(key, f"{column.verbose_name} dẫn tới dòng {target} đã bỏ khỏi sổ")


def _at_odds(kind: RegisterKind, own: frozenset[str]) -> Iterator[Breach]:
    """What a row that is written alone is refused for because of others. Soft doubts are kept with the file's reason."""
    checks = [one for one in kind.checks if one not in BY_ITSELF]
    if kind.series:
        checks.append(_of_its_day)
    for part in _parts(sorted(own) if checks else ()):
        for row in kind.model._default_manager.filter(key__in=part, withdrawn=False):
            asked = RowAsked(kind, row.key, values_of(kind, row), row.effective_from, row.effective_to)
            for one in (one for check in checks for one in check(asked) if one.hard):
                yield Breach(row.key, f"{heading_of(kind, one.column)} {one.sentence}")


def _of_its_day(asked: RowAsked) -> Iterator[Doubt]:
    """A count has a day, and no other count of its thing has the same; how they chain `_unchained` says."""
    return (one for one in series_faults(asked) if one.column == "effective_from")


def named_hold(kind: RegisterKind, many: Iterable[Values]) -> list[tuple[str, str]]:
    """Rows that are named stay until the transaction ends: who would leave one out, or merge it, waits and then sees who
    names it. Taken before the rows that name them are. Returns (register, key) of those that do not stand any more.

    A database with one writer at a time has nothing to hold.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    columns = [one for one in kind.columns() if isinstance(one, RowKey) and kind_of(one.register)]
    for values in many if columns else ():
        for column in columns:
            if key := values.get(column.name):
                wanted[column.register].add(str(key))
    gone = []
    for register, keys in sorted(wanted.items()):
        other = require_kind(register)
        standing = {key for part in _parts(sorted(keys)) for key in _held(other, part)}
        gone += [(register, key) for key in sorted(keys - standing)]
    return gone


def _held(kind: RegisterKind, keys: Sequence[str]) -> list[str]:
    if connection.vendor != "postgresql":
        rows = kind.model._default_manager.filter(key__in=keys, withdrawn=False)
        return list(rows.values_list("key", flat=True))
    table = connection.ops.quote_name(kind.model._meta.db_table)
    # Shared, which the framework has no word for: many may name one row at a time.
    held = f"SELECT key FROM {table} WHERE key = ANY(%s) AND NOT withdrawn ORDER BY key FOR SHARE"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(held, [list(keys)])
        return [key for (key,) in cursor.fetchall()]


def refuse_named(kind: RegisterKind, keys: Sequence[str]) -> None:
    """A row that others name is not left out of its register before they name another one. Raises RowNamed."""
    for other in kinds():
        for column in other.columns():
            if not isinstance(column, RowKey) or column.register != kind.code:
                continue
            for part in _parts(keys):
                rows = other.model._default_manager.filter(**{f"{column.name}__in": part}, withdrawn=False)
                if other.code == kind.code:
                    rows = rows.exclude(key__in=keys)
                if (first := rows.order_by("key").first()) is None:
                    continue
                target = kind.model._default_manager.get(key=getattr(first, column.name))
                raise RowNamed(
                    row=row_label(kind, target),
                    many=rows.filter(**{column.name: target.key}).count(),
                    register=other.name,
                    other=f"{first.key} ({row_label(other, first)})",
                )


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(keys), PART):
        yield keys[begin : begin + PART]
