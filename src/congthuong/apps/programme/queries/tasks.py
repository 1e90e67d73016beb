"""Tasks that a person may see: found, filtered and sorted by the database, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, reach
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.programme.models import OPEN, WORKED, State, Task
from congthuong.apps.programme.problems import NoSuchTask, NoSuchTaskFilter
from congthuong.web.folding import fold

LATE, SOON = "tre-han", "sap-den-han"
SOON_DAYS: Final = 7
COLUMNS: Final = {
    "noi-dung": ("title", "due_on"),
    "don-vi": ("owner__name", "due_on"),
    "han": ("due_on", "order", "title"),
    "trang-thai": ("state", "due_on"),
    "van-ban": ("document__number", "order"),
    "linh-vuc": ("area", "due_on"),
}
"""What the list may be sorted by: the first falls or rises, the others settle ties."""


@dataclass(frozen=True, slots=True)
class Filters:
    """ "" asks for nothing. `state` is a state, LATE or SOON."""

    text: str = ""
    state: str = ""
    owner: str = ""
    area: str = ""
    document: str = ""
    due_from: date | None = None
    due_to: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A task with how it stands on a day: `days` to its term, negative when it is late; None without a term."""

    task: Task
    days: int | None

    @property
    def late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def days_late(self) -> int:
        return -self.days if self.days is not None and self.days < 0 else 0


def visible(user: User) -> QuerySet[Task]:
    """The tasks of the organisations that the right reaches, as owner or helper; what is only proposed is left out."""
    rows = Task.objects.filter(state__in=WORKED)
    codes = reach(user, "tasks.view")
    if codes is None:
        return rows
    helped = Task.helpers.through.objects.filter(organisation__code__in=codes).values("task_id")
    return rows.filter(Q(owner_id__in=codes) | Q(pk__in=helped))


def task_for(user: User, number: int) -> Task:
    """Who may assign sees what is proposed too. Raises NoSuchTask."""
    rows = visible(user)
    if may(user, "tasks.assign"):
        rows = Task.objects.all()
    found = rows.select_related("owner", "document", "reading", "waits_for_document", "series").filter(
        pk=number
    )
    task = found.first()
    if task is None:
        raise NoSuchTask(number=number)
    return task


def tasks_found(user: User, filters: Filters, on: date) -> QuerySet[Task]:
    """Raises NoSuchTaskFilter."""
    rows = visible(user)
    for word in fold(filters.text).split():
        rows = rows.filter(folded__contains=word)
    if filters.state == LATE:
        rows = rows.filter(late(on))
    elif filters.state == SOON:
        rows = rows.filter(soon(on))
    elif filters.state:
        if filters.state not in WORKED:
            raise NoSuchTaskFilter(what="trạng thái", value=filters.state)
        rows = rows.filter(state=filters.state)
    if filters.owner:
        rows = rows.filter(owner__code=filters.owner)
    if filters.area:
        if filters.area not in KINDS:
            raise NoSuchTaskFilter(what="lĩnh vực", value=filters.area)
        rows = rows.filter(area=filters.area)
    if filters.document:
        rows = rows.filter(document_id=int(filters.document))
    if filters.due_from:
        rows = rows.filter(due_on__gte=filters.due_from)
    if filters.due_to:
        rows = rows.filter(due_on__lte=filters.due_to)
    return rows.select_related("owner", "document")


def late(on: date) -> Q:
    return Q(state__in=OPEN, due_on__lt=on)


def soon(on: date) -> Q:
    return Q(state__in=OPEN, due_on__gte=on, due_on__lte=on + timedelta(SOON_DAYS))


def sorted_by(rows: QuerySet[Task], column: str, *, falling: bool) -> QuerySet[Task]:
    """The earliest term first unless a column is named; what has no term comes last either way."""
    first, *rest = COLUMNS[column or "han"]
    key = F(first).desc(nulls_last=True) if falling else F(first).asc(nulls_last=True)
    return rows.order_by(key, *rest, "pk")


def listed(rows: Iterable[Task], on: date) -> list[Listed]:
    return [Listed(task, days_left(task, on)) for task in rows]


def days_left(task: Task, on: date) -> int | None:
    owed = task.state in OPEN
    return (task.due_on - on).days if task.due_on and owed else None


def owners_seen(user: User) -> list[tuple[str, str]]:
    """The organisations that own tasks which the person may see: code and name."""
    codes = visible(user).exclude(owner=None).order_by().values("owner_id").distinct()
    return list(Organisation.objects.filter(code__in=codes).order_by("name").values_list("code", "name"))


def own_codes(user: User) -> frozenset[str]:
    """The organisations for which the person works on tasks (or sees them, who only looks)."""
    codes = reach(user, "tasks.work")
    if codes:
        return codes
    return frozenset({user.organisation_id} if user.organisation_id else ())


def assignable() -> list[tuple[str, str]]:
    """The organisations that a task may be given to: the department's own first."""
    kinds = {"division": 0, "centre": 1}
    rows = (
        Organisation.objects.filter(closed_on=None)
        .exclude(kind__in=["enterprise", "commune"])
        .values_list("code", "name", "kind")
    )
    ordered = sorted(rows, key=lambda one: (kinds.get(one[2], 2), one[1]))
    return [(code, name) for code, name, _ in ordered]


def departments() -> frozenset[str]:
    """The organisations that have divisions: a task is done by one of these, and seen by nobody when it is theirs."""
    return frozenset(Organisation.objects.filter(kind__in=["division", "centre"]).exclude(parent="").values_list("parent", flat=True))  # fmt: skip


def state_names() -> list[tuple[str, str]]:
    return [(code, State(code).label) for code in WORKED]
