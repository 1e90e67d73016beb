"""What pages show of dossiers: rows with their clock, the desk's groups, one dossier with its steps and its clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.procedures.models import Action, Dossier, Step
from congthuong.apps.procedures.queries.dossiers import in_state, masked, state_condition, visible
from congthuong.apps.procedures.queries.terms import clock_for, naive, undecided_years
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.workdays.days import WorkCalendar
from congthuong.core.workdays.terms import Clock

FIRST = 12
"""Rows of each of the desk's lists."""
HOURS_A_DAY = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """A dossier in a list; `who` is masked. `left` in words, "" where no clock runs."""

    dossier: Dossier
    who: str
    left: str
    late: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the desk: its rows, how many there are, the state by which the list shows them all."""

    code: str
    rows: list[Listed]
    count: int

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True, slots=True)
class Told:
    """The clock of one dossier in words. `undecided`: years whose days off are not announced."""

    left: str
    late: bool
    undecided: tuple[int, ...]


def listed(rows: Iterable[Dossier], now: datetime, calendar: WorkCalendar) -> list[Listed]:
    return [_listed(one, now, calendar) for one in rows]


def _listed(dossier: Dossier, now: datetime, calendar: WorkCalendar) -> Listed:
    left, late = _left(dossier, now, clock_for(dossier.received_at or now, calendar))
    return Listed(dossier, masked(dossier.applicant), left, late)


def told(dossier: Dossier, now: datetime) -> Told:
    """Its clock now: what is left, whether it is late, whether the calendar may still move the appointment."""
    own = clock_for(dossier.received_at or now)
    left, late = _left(dossier, now, own)
    if dossier.received_at is None or dossier.due_at is None or dossier.closed:
        return Told(left, late, ())
    first, last = timezone.localdate(dossier.received_at), timezone.localdate(dossier.due_at)
    return Told(left, late, undecided_years(first, last, own.calendar))


def _left(dossier: Dossier, now: datetime, own: Clock) -> tuple[str, bool]:
    if dossier.due_at is None:
        return "", False
    if dossier.closed:
        return "", dossier.timeliness == "late"
    if dossier.paused:
        assert dossier.paused_at is not None
        return spoken(
            own.left(naive(dossier.paused_at), naive(dossier.due_at))
        ), dossier.paused_at > dossier.due_at
    return spoken(own.left(naive(now), naive(dossier.due_at))), now > dossier.due_at


def paper_due(dossier: Dossier, steps: Sequence[Step]) -> datetime | None:
    """The appointment that the receipt (form 01) promised, when the clock's standing still has moved it since."""
    given = next((one.data.get("due", "") for one in steps if one.action == Action.RECEIVE), "")
    then = datetime.fromisoformat(given) if given else None
    return then if then is not None and then != dossier.due_at else None


def spoken(left: timedelta) -> str:
    """ "2 ngày 3 giờ 30 phút" of office time, without a sign."""
    days, rest = divmod(abs(int(left.total_seconds())) // 60, HOURS_A_DAY * 60)
    hours, minutes = divmod(rest, 60)
    parts = ((days, "ngày"), (hours, "giờ"), (minutes, "phút"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "dưới 1 phút"


def desk(user: User, now: datetime) -> list[Group]:
    """What waits for the person, by group: one query counts all, one more fills each group that has rows."""
    codes = desk_codes(user)
    rows = visible(user)
    counts = rows.aggregate(
        **{f"n{i}": Count("pk", filter=state_condition(code)) for i, code in enumerate(codes)}
    )
    calendar = calendar_on() if any(counts.values()) else None
    groups = []
    for i, code in enumerate(codes):
        number = counts[f"n{i}"]
        if not number or calendar is None:
            groups.append(Group(code, [], 0))
            continue
        first = in_state(rows, code).select_related("version", "organisation", "applicant")
        order = ("registered_at", "pk") if code == "moi-nop" else ("due_at", "pk")
        groups.append(Group(code, listed(first.order_by(*order)[:FIRST], now, calendar), number))
    return groups


def desk_codes(user: User) -> tuple[str, ...]:
    """The groups in the order in which the person's day goes."""
    receives, signs = may(user, "dossiers.receive"), may(user, "dossiers.sign")
    codes = ["tre", "co-bo-sung", "hom-nay"]
    if receives:
        codes = ["tre", "moi-nop", "co-bo-sung", "hom-nay", "cho-tra"]
    if signs:
        codes = ["cho-ky", "tre", "hom-nay"]
    return (*codes, "tam-dung")


def counts_of_day(user: User) -> dict[str, int]:
    """For the start page: due today, late, paused, handed in online. One query."""
    codes = ("hom-nay", "tre", "tam-dung", "moi-nop", "cho-tra", "cho-ky", "co-bo-sung")
    return dict(
        visible(user).aggregate(
            **{code.replace("-", "_"): Count("pk", filter=state_condition(code)) for code in codes}
        )
    )
