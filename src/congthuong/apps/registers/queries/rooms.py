"""What the first page of the registers tells: how many rows each has today, and what was changed last."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, Count, Q, Value
from django.utils.functional import Promise

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.registers.kinds import PageBeside, RegisterKind, kind_of, kinds, require_kind
from congthuong.apps.registers.models import Entry, Register
from congthuong.apps.registers.queries.done import done_q
from congthuong.apps.registers.queries.generic import entries_as_of
from congthuong.apps.registers.values import label_places, row_label
from congthuong.web import clock

LATELY, DAYS = 12, 30


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """`true` rows hold today, `ended` did before; `changes` were written in the last days."""

    kind: RegisterKind
    true: int
    ended: int
    changes: int


@dataclass(frozen=True, slots=True)
class Division:
    name: str | Promise
    registers: list[RegisterCount]

    @property
    def pages(self) -> tuple[PageBeside, ...]:
        """What puts rows of its registers together, each once."""
        return tuple(dict.fromkeys(page for one in self.registers for page in one.kind.beside))


@dataclass(frozen=True, slots=True)
class GenericRegister:
    code: str
    name: str
    unit: str
    rows: int


@dataclass(frozen=True, slots=True)
class Change:
    kind: RegisterKind
    key: str
    label: str
    action: str
    at: datetime
    who: str
    more: int = 0


def seen_kinds(user: User, action: str = "registers.view") -> list[RegisterKind]:
    """The registers that the person may see."""
    allowed = {one: may(user, action, kind=one) for one in {kind.data_kind for kind in kinds()}}
    return [one for one in kinds() if allowed[one.data_kind]]


def divisions(user: User, day: date) -> list[Division]:
    """One query for the rows of all registers and one for their changes."""
    since = clock.now() - timedelta(days=DAYS)
    changes = dict(
        Entry.objects.filter(recorded_at__gte=since, user__isnull=False)
        .values_list("register")
        .annotate(Count("id"))
    )
    rooms: dict[str, list[RegisterCount]] = defaultdict(list)
    for code, true, ended in _counted(seen_kinds(user), day):
        kind = require_kind(code)
        rooms[kind.data_kind].append(RegisterCount(kind, true, ended, changes.get(code, 0)))
    order = [*KINDS, *(one for one in rooms if one not in KINDS)]
    return [Division(KINDS.get(one, one), rooms[one]) for one in order if one in rooms]


def _counted(seen: list[RegisterKind], day: date) -> list[tuple[str, int, int]]:
    """Of each register, in the order given: the rows that are true on the day, and those that ended by then."""
    begun = Q(effective_from__isnull=True) | Q(effective_from__lte=day)
    true = begun & (Q(effective_to__isnull=True) | Q(effective_to__gt=day))
    asked = [
        kind.model._default_manager.filter(withdrawn=False)
        .order_by()
        .annotate(code=Value(kind.code, CharField()))
        .values_list("code")
        .annotate(
            there=Count("pk", filter=true & ~done_q(kind, day)),
            gone=Count("pk", filter=Q(effective_to__lte=day) | done_q(kind, day)),
        )
        for kind in seen
    ]
    if not asked:
        return []
    told = {
        code: (there, gone)
        for code, there, gone in (asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0])
    }
    return [(kind.code, *told.get(kind.code, (0, 0))) for kind in seen]


def generic_registers(day: date) -> list[GenericRegister]:
    """Those without tables of their own."""
    rows = [one for one in Register.objects.order_by("position", "code") if kind_of(one.code) is None]
    counts = dict(
        entries_as_of(day)
        .filter(register_id__in=[one.code for one in rows])
        .values_list("register_id")
        .annotate(Count("id"))
        if rows
        else ()
    )
    return [GenericRegister(one.code, one.name, one.unit, counts.get(one.code, 0)) for one in rows]


def lately(user: User) -> list[Change]:
    """The last things that people did, several of one person in one register and way as one line."""
    seen = {one.code: one for one in seen_kinds(user)}
    entries = Entry.objects.filter(register_id__in=seen, user__isnull=False).order_by("-id").select_related("user")  # fmt: skip
    found: list[Change] = []
    labels: dict[str, dict[str, str]] = {}
    for one in list(entries[: LATELY * 20]):
        last = found[-1] if found else None
        who = one.user.full_name or one.user.username if one.user else ""
        if last and (last.kind.code, last.action, last.who) == (
            one.register_id,
            one.get_action_display(),
            who,
        ):
            found[-1] = Change(last.kind, last.key, last.label, last.action, last.at, last.who, last.more + 1)
            continue
        if len(found) == LATELY:
            break
        found.append(
            Change(seen[one.register_id], one.key, "", str(one.get_action_display()), one.recorded_at, who)
        )
    for code in {one.kind.code for one in found}:
        keys = [one.key for one in found if one.kind.code == code]
        rows = seen[code].model._default_manager.filter(key__in=keys)
        places = label_places(seen[code])
        labels[code] = {row.key: row_label(seen[code], row, places) for row in rows}
    return [
        Change(
            one.kind,
            one.key,
            labels[one.kind.code].get(one.key, one.key),
            one.action,
            one.at,
            one.who,
            one.more,
        )
        for one in found
    ]
