"""What waits for a person on the first page: to fill in, to approve, who is late, what changed. Each part only for those
whose right reaches it; the number of queries does not depend on how much there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.models import Place
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.queries.due import late_returns, owed, reachable
from congthuong.apps.collection.queries.pages_returns import Listed, listed, to_approve
from congthuong.apps.collection.services.reminding import mail_is_on
from congthuong.apps.ledger.models import Observation
from congthuong.apps.reports.checks.queries import files_for
from congthuong.apps.reports.models import CheckedFile
from congthuong.core.ledger.model import RESPONDENTS
from congthuong.core.quantities import Period, unit_of, write_number

FIRST = 6
"""Rows of each list here; the rest stands on the page of collection."""
UNITS, CHANGES, LOOKED_AT = 8, 5, 200


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of a list, and how many there are."""

    rows: list[Listed]
    count: int

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit with returns that are owed past their day; `since` is the earliest of these days."""

    code: str
    name: str
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class Late:
    units: list[LateUnit]
    unit_count: int
    count: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure of the ledger that took the place of another."""

    indicator: str
    name: str
    code: str
    period: str
    before: str
    now: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """Those since the beginning of yesterday, `recent` of them; where there were none, the last ones before."""

    rows: list[Changed]
    recent: int


@dataclass(frozen=True, slots=True)
class Work:
    """A part is None where the person has nothing to do with it."""

    due: Rows | None = None
    last_sent: Return | None = None
    waiting: Rows | None = None
    late: Late | None = None
    changes: Changes | None = None
    last_check: CheckedFile | None = None
    may_remind: bool = False
    mail_on: bool = False

    @property
    def any(self) -> bool:
        return any((self.due, self.waiting, self.late, self.changes))

    @property
    def own(self) -> bool:
        """Whether the person has something to do here, and does not only look on."""
        return self.due is not None or self.waiting is not None


def work_of(user: User, today: date) -> Work:
    """Asks first whether there are returns at all: a folder may be loaded without collection."""
    if not may(user, "returns.view") or not Return.objects.exists():
        return Work()
    checks, oversees = may(user, "returns.approve"), may(user, "rounds.open") and may(user, "returns.approve")
    due = _due(user, today) if may(user, "returns.fill") else None
    fills = due is not None and (due.count > 0 or not checks)
    return Work(
        due=due if fills else None,
        last_sent=_last_sent(user) if fills else None,
        waiting=_waiting(user, today) if checks else None,
        late=_late(user, today) if checks or not fills else None,
        changes=_changes(today) if oversees else None,
        last_check=files_for(user).first() if oversees else None,
        may_remind=oversees,
        mail_on=mail_is_on(),
    )


def _due(user: User, today: date) -> Rows:
    rows = _whole(owed(user).filter(round__opens_on__lte=today))
    return Rows(listed(rows[:FIRST], today), rows.count())


def _waiting(user: User, today: date) -> Rows:
    queue = to_approve(user)
    return Rows(queue.listed(FIRST, today), len(queue.numbers))


def _last_sent(user: User) -> Return | None:
    rows = Return.objects.filter(reachable(user, "returns.fill"), handed_in_at__isnull=False)
    return rows.select_related("round__form", "organisation").order_by("-handed_in_at", "-pk").first()


def _late(user: User, today: date) -> Late:
    rows = (
        late_returns(user, today)
        .order_by()
        .values("organisation_id", "organisation__name")
        .annotate(count=Count("pk"), since=Min("round__due_on"))
        .order_by("-count", "since", "organisation__name")
    )
    units = [
        LateUnit(str(one["organisation_id"]), one["organisation__name"], one["count"], one["since"])
        for one in rows
    ]
    return Late(units[:UNITS], len(units), sum(one.count for one in units))


def _changes(today: date) -> Changes:
    """Of the province's own figures; a value that was only stated once more is no change, and neither is what the ledger
    receives after the working day."""
    provinces = Place.objects.filter(level="province").values("code")
    revised = Observation.objects.filter(
        supersedes__isnull=False, place__in=provinces, recorded_at__lt=_begin_of(today + timedelta(1))
    )
    own = revised.exclude(items__contains=RESPONDENTS).select_related("indicator", "supersedes")
    rows = [row for row in own.order_by("-recorded_at", "-id")[:LOOKED_AT] if _moved(row)]
    recent = [row for row in rows if row.recorded_at >= _begin_of(today - timedelta(1))]
    return Changes([_changed(row) for row in (recent or rows)[:CHANGES]], len(recent))


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _moved(row: Observation) -> bool:
    before = row.supersedes
    return before is not None and (row.value, row.unit) != (before.value, before.unit)


def _changed(row: Observation) -> Changed:
    before = row.supersedes
    assert before is not None
    return Changed(
        indicator=row.indicator_id,
        name=row.indicator.name,
        code=row.period,
        period=Period.of(row.period).name,
        before=_printed(before),
        now=_printed(row),
        at=row.recorded_at,
    )


def _printed(row: Observation) -> str:
    symbol = unit_of(row.unit).symbol
    return f"{write_number(row.value, row.decimals)} {symbol}".strip()


def _whole(rows: QuerySet[Return]) -> QuerySet[Return]:
    return rows.select_related("round__form", "round__version", "organisation").defer(
        "round__version__definition"
    )
