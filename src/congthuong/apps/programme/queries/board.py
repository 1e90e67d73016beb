"""The board: what is late, due, blocked and done, by unit; a fixed number of queries whatever there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.programme.models import OPEN, State, Task, TaskStep
from congthuong.apps.programme.problems import NoSuchTaskFilter
from congthuong.apps.programme.queries.tasks import (
    LATE,
    SOON,
    SOON_DAYS,
    Listed,
    late,
    listed,
    own_codes,
    soon,
    visible,
)
from congthuong.core.quantities import Period

Kind = TaskStep.Kind
WORK: Final = (Kind.STARTED, Kind.NOTE, Kind.FILE, Kind.BLOCKED, Kind.UNBLOCKED, Kind.ASKED, Kind.DONE)

FIRST: Final = 12
"""Cards of each column, and how many more each «xem thêm» shows."""
MOST: Final = 500
TERMS: Final = ("tuan", "thang", "quy", "khong")
"""What a board may be limited to: due by the end of this week, month, quarter; without a term."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """ "" asks for nothing. `person`: who has worked on the task, by user name; `shown`: cards of a column."""

    owner: str = ""
    person: str = ""
    term: str = ""
    shown: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class Column:
    """`state` is what the list is filtered by to see the rest."""

    code: str
    state: str
    rows: list[Listed]
    count: int

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)

    @property
    def left(self) -> int:
        return self.count - len(self.rows)

    @property
    def next_shown(self) -> str:
        """How many cards the next «xem thêm» shows."""
        return str(len(self.rows) + FIRST)


@dataclass(frozen=True, slots=True)
class Unit:
    """How many tasks of a unit stand how."""

    code: str
    name: str
    late: int
    soon: int
    owed: int
    blocked: int
    done: int
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Board:
    columns: list[Column]
    units: list[Unit]


def board(user: User, on: date, asked: Narrowed = Narrowed()) -> Board:
    """Of one unit, one person, one stretch of time when they are asked for. Raises NoSuchTaskFilter."""
    rows = visible(user)
    units = _units(rows, on)
    if asked.owner:
        rows = rows.filter(owner__code=asked.owner)
    if asked.person:
        rows = rows.filter(pk__in=worked_on(asked.person))
    if asked.term:
        rows = rows.filter(_due_by(asked.term, on))
    shown = [one for one in units if one.code == asked.owner] if asked.owner else units
    later = Q(state__in=(State.OPEN, State.STARTED)) & (
        Q(due_on__gt=on + timedelta(SOON_DAYS)) | Q(due_on=None)
    )
    owed = Q(state__in=(State.OPEN, State.STARTED))
    columns = [
        ("late", LATE, late(on) & owed),
        ("soon", SOON, soon(on) & owed),
        ("later", "", later),
        ("blocked", State.BLOCKED, Q(state=State.BLOCKED)),
        ("done", State.DONE, Q(state=State.DONE)),
    ]
    counts = rows.aggregate(**{code: Count("pk", filter=wanted) for code, _, wanted in columns})
    return Board(
        [
            _column(rows, code, state, wanted, on, counts[code], _many(asked, code))
            for code, state, wanted in columns
        ],
        shown,
    )


def _column(
    rows: QuerySet[Task], code: str, state: str, wanted: Q, on: date, count: int, many: int
) -> Column:
    found = rows.filter(wanted).select_related("owner", "document")
    first = found.order_by(F("due_on").asc(nulls_last=True), "order", "pk")[:many]
    return Column(code, state, listed(first, on), count)


def _many(asked: Narrowed, code: str) -> int:
    column, many = asked.shown
    return max(FIRST, min(many, MOST)) if column == code else FIRST


def _due_by(term: str, on: date) -> Q:
    """Raises NoSuchTaskFilter."""
    match term:
        case "tuan":
            last = on + timedelta(6 - on.weekday())
        case "thang":
            last = Period.of(f"{on:%Y-%m}").last
        case "quy":
            last = Period.of(f"{on.year}-Q{(on.month + 2) // 3}").last
        case "khong":
            return Q(due_on=None)
        case _:
            raise NoSuchTaskFilter(what="hạn", value=term[:20])
    return Q(due_on__lte=last)


def worked_on(username: str) -> QuerySet[TaskStep, Any]:
    """The tasks on which a person has done something of the owner's work."""
    return TaskStep.objects.filter(by__username=username, kind__in=WORK).values("task_id")


def people_working(user: User) -> list[tuple[str, str]]:
    """Who has worked on a task that the person sees and that is not over: user name and name."""
    owed = visible(user).filter(state__in=(*OPEN, State.DONE)).values("pk")
    codes = (
        TaskStep.objects.filter(task__in=owed, kind__in=WORK)
        .exclude(by=None)
        .order_by()
        .values("by")
        .distinct()
    )
    rows = User.objects.filter(pk__in=codes).order_by("full_name", "username")
    return [(one.username, one.full_name or one.username) for one in rows]


def _units(rows: QuerySet[Task], on: date) -> list[Unit]:
    counted = (
        rows.exclude(owner=None)
        .order_by()
        .values("owner_id", "owner__name")
        .annotate(
            late=Count("pk", filter=late(on)),
            soon=Count("pk", filter=soon(on)),
            owed=Count("pk", filter=Q(state__in=OPEN)),
            blocked=Count("pk", filter=Q(state=State.BLOCKED)),
            done=Count("pk", filter=Q(state=State.DONE)),
            since=Min("due_on", filter=late(on)),
        )
        .order_by("-late", "-owed", "owner__name")
    )
    return [
        Unit(str(one["owner_id"]), one["owner__name"], one["late"], one["soon"], one["owed"], one["blocked"], one["done"], one["since"])
        for one in counted
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """For the first page: the tasks of the person's own unit, or what is late by unit for who assigns. `asked`: more time
    is asked for, which who assigns decides; `chased`: the chief has asked, and the unit has done nothing since."""

    rows: list[Listed]
    count: int
    late: int
    units: list[Unit]
    asked: list[Task]
    chased: list[Task]


def card(user: User, on: date, *, assigns: bool, first: int = 6) -> Card | None:
    """None when there is nothing to say."""
    own = visible(user).filter(late(on) | soon(on))
    codes = own_codes(user)
    if not assigns:
        helped = Task.helpers.through.objects.filter(organisation__code__in=codes).values("task_id")
        own = own.filter(Q(owner__code__in=codes) | Q(pk__in=helped))
    counts = own.aggregate(count=Count("pk"), late=Count("pk", filter=late(on)))
    asked = list(_asked(user)[:first]) if assigns else []
    chased = list(_chased(user, codes)[:first]) if codes else []
    if not (counts["count"] or asked or chased):
        return None
    units = [one for one in _units(visible(user), on) if one.late] if assigns else []
    rows = own.select_related("owner", "document").order_by("due_on", "order", "pk")[:first]
    return Card(listed(rows, on), counts["count"], counts["late"], units, asked, chased)


def _asked(user: User) -> QuerySet[Task]:
    waiting = visible(user).filter(state__in=OPEN, asked_due_on__isnull=False)
    return waiting.select_related("owner").order_by("due_on", "pk")


def _chased(user: User, codes: frozenset[str]) -> QuerySet[Task]:
    """Of these units, chased and not worked on since."""
    answered = TaskStep.objects.filter(task=OuterRef("task"), kind__in=WORK, pk__gt=OuterRef("pk"))
    chases = TaskStep.objects.filter(task=OuterRef("pk"), kind=Kind.CHASED).exclude(Exists(answered))
    owed = visible(user).filter(state__in=OPEN, owner__code__in=codes).filter(Exists(chases))
    return owed.select_related("owner").order_by("due_on", "pk")
