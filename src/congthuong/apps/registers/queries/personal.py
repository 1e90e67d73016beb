"""What is kept about a person, and how long still."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.registers.kinds import RegisterKind, kinds
from congthuong.apps.registers.models import Entry, PersonalValue
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import hidden_columns


@dataclass(frozen=True, slots=True)
class Held:
    """One value of a personal column: what it says, in which row, known since when; `now`: the row says it today."""

    register: str
    key: str
    column: str
    heading: str
    value: str
    now: bool


def tells_of_a_person(kind: RegisterKind, row: RegisterRow) -> bool:
    """Whether the row says, or once said, who somebody is."""
    return bool(hidden_columns(kind, row))


def households(kind: RegisterKind) -> frozenset[str]:
    """The keys of the rows that are a household's or once were."""
    if not kind.private:
        return frozenset()
    return frozenset(_of_households(kind.model._default_manager.all()).values_list("key", flat=True))


def _of_households(rows: QuerySet[RegisterRow]) -> QuerySet[RegisterRow]:
    return rows.filter(Q(("of_household", True)))


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
    hidden = {name for row in rows.values() for name in hidden_columns(kind, row)}
    values = PersonalValue.objects.filter(
        register=kind.code, key__in=keys, column__in=hidden, erased_at__isnull=True
    )
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
        if one.erasable and may(user, "registers.personal", kind=one.data_kind)
    }
    rows = PersonalValue.objects.filter(register__in=seen, value__in=said, erased_at__isnull=True)
    homes = {code: households(kind) for code, kind in seen.items()}
    pairs = {
        (register, key)
        for register, key, column in rows.values_list("register", "key", "column")
        if column in seen[register].personal or key in homes[register]
    }
    return [(seen[register], key) for register, key in sorted(pairs - own)][:50]


def ended_on(kind: RegisterKind, row: RegisterRow) -> date | None:
    """From when nothing is done with the row any more: its end, the day on which it was left out; where the register
    closes no rows, the state that nothing follows, or, of what has no states, the day on which it happened."""
    if row.withdrawn:
        return row.recorded_on
    if row.effective_to is not None or kind.closing:
        return row.effective_to
    if not kind.state:
        return row.effective_from
    return row.state_from if kind.follows.get(str(getattr(row, kind.state))) == () else None


def until(kind: RegisterKind, row: RegisterRow) -> date | None:
    """The day from which the row's personal data may be kept no longer; None while it stands or no term is set."""
    ended = ended_on(kind, row)
    if not kind.keep_years or ended is None:
        return None
    day = 28 if (ended.month, ended.day) == (2, 29) else ended.day
    return date(ended.year + kind.keep_years, ended.month, day)


def overdue(kind: RegisterKind, day: date) -> list[RegisterRow]:
    """Rows that ended so long ago, or were left out of the register, and still hold personal data. What is part of
    another row is kept as long as that one."""
    if not kind.keep_years or not kind.erasable:
        return []
    holding = PersonalValue.objects.filter(register=kind.code, erased_at__isnull=True).values("key")
    last = date(max(day.year - kind.keep_years, 1), 12, 31)
    gone = Q(effective_to__lte=last) | Q(withdrawn=True, recorded_on__lte=last)
    if not kind.closing:
        gone |= Q(effective_to__isnull=True, effective_from__lte=last)
    rows = kind.model._default_manager.filter(gone, key__in=holding).order_by("key")
    if not kind.personal:
        rows = _of_households(rows)
    over = [row for row in rows if (end := until(kind, row)) is not None and end <= day]
    return [row for row in over if not row.withdrawn or same_thing(kind, row.key) == [row.key]]
