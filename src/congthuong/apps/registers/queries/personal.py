"""What is kept about a person, and how long still."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.registers.kinds import RegisterKind, kinds
from congthuong.apps.registers.models import Entry, PersonalValue
from congthuong.apps.registers.rows import RegisterRow


@dataclass(frozen=True, slots=True)
class Held:
    """One value of a personal column: what it says, in which row, known since when; `now`: the row says it today."""

    register: str
    key: str
    column: str
    heading: str
    value: str
    now: bool


def same_thing(kind: RegisterKind, key: str) -> list[str]:
    """The row, what it was merged into and whatever else was, however many times over. A row that was brought back
    since is a thing of its own again."""
    told = Entry.objects.filter(
        Q(merged_into__gt="") | Q(action=Entry.Action.RESTORE), register_id=kind.code
    ).order_by("id")
    into = dict(told.values_list("key", "merged_into"))
    near: dict[str, set[str]] = defaultdict(set)
    for own, kept in into.items():
        if kept:
            near[own].add(kept)
            near[kept].add(own)
    found, waiting = {key}, [key]
    while waiting:
        fresh = near[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return sorted(found)


def held(kind: RegisterKind, key: str) -> list[Held]:
    keys = same_thing(kind, key)
    rows = {row.key: row for row in kind.model._default_manager.filter(key__in=keys)}
    values = PersonalValue.objects.filter(register=kind.code, key__in=keys, erased_at__isnull=True)
    found = []
    for one in values.order_by("-pk"):
        column = kind.column(one.column)
        row = rows.get(one.key)
        now = row is not None and str(getattr(row, one.column, "")) == one.value
        found.append(
            Held(
                kind.code,
                one.key,
                one.column,
                str(column.verbose_name) if column else one.column,
                one.value,
                now,
            )
        )
    return found


def elsewhere(user: User, values: list[Held]) -> list[tuple[RegisterKind, str]]:
    """Other rows that hold one of the same values, in the registers whose personal data the user may see."""
    said = {one.value for one in values if len(one.value) > 3}
    own = {(one.register, one.key) for one in values}
    seen = {
        one.code: one
        for one in kinds()
        if one.personal and may(user, "registers.personal", kind=one.data_kind)
    }
    rows = PersonalValue.objects.filter(register__in=seen, value__in=said, erased_at__isnull=True)
    pairs = sorted(set(rows.values_list("register", "key")) - own)
    return [(seen[register], key) for register, key in pairs][:50]


def until(kind: RegisterKind, row: RegisterRow) -> date | None:
    """The day from which the row's personal data may be kept no longer; None while it stands or no term is set."""
    if not kind.keep_years or row.effective_to is None:
        return None
    year = row.effective_to.year + kind.keep_years
    day = 28 if (row.effective_to.month, row.effective_to.day) == (2, 29) else row.effective_to.day
    return date(year, row.effective_to.month, day)


def overdue(kind: RegisterKind, day: date) -> list[RegisterRow]:
    """Rows that ended so long ago, or were left out of the register, and still hold personal data."""
    if not kind.keep_years or not kind.personal:
        return []
    holding = PersonalValue.objects.filter(register=kind.code, erased_at__isnull=True).values("key")
    gone = Q(effective_to__lte=date(max(day.year - kind.keep_years, 1), 12, 31))
    rows = kind.model._default_manager.filter(gone, key__in=holding)
    return [row for row in rows.order_by("key") if (end := until(kind, row)) is not None and end <= day]
