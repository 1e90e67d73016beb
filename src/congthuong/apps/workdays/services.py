"""What changes the calendar: rows are appended, and count from the day they were known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.workdays.entries import HEADINGS, DayEntry, check_entry
from congthuong.apps.workdays.models import LONGEST, DecidedDay, DecidedYear
from congthuong.apps.workdays.problems import KnownTooSoon, NoGround, NotAYear, TooLong
from congthuong.apps.workdays.queries import FIRST_YEAR, LAST_YEAR, calendar_on
from congthuong.core.quantities import write_date
from congthuong.core.workdays.days import DayRow, WorkCalendar
from congthuong.web import clock

NOT_IN_DECISION = "Không có trong lịch đã quyết định"


@dataclass(frozen=True, slots=True)
class Changed:
    """How many days were entered, how many were already so."""

    entered: int
    same: int


@transaction.atomic
def days_set(
    *, by: User, entries: Sequence[DayEntry], recorded_on: date | None = None, whole_years: bool = False
) -> Changed:
    """Enter days, all or none; what already counts is not entered again.

    `recorded_on`: since when they were known (today when not said). `whole_years`: the entries are all the days of
    their years, so a day on record that is not among them becomes usual again. Raises Forbidden, KnownTooSoon, NotAYear
    and what `check_entry` raises.
    """
    require(by, "days.edit")
    known = _known_since(recorded_on)
    for entry in entries:
        _checked_year(entry.day.year)
        check_entry(entry)
    calendar = calendar_on(until=max((entry.day for entry in entries), default=None))
    wanted = [*entries, *(_gone(entries, calendar) if whole_years else ())]
    news = [entry for entry in wanted if not _counts(entry, calendar)]
    for entry in news:
        DecidedDay(
            day=entry.day,
            kind=entry.kind,
            reason=entry.reason,
            **_stated(by, known, entry.decision, entry.source),
        ).save()
    if news:
        record_event(
            "days.set",
            by=by,
            subject="lịch làm việc",
            days={entry.day.isoformat(): entry.kind for entry in news},
            decisions=sorted({entry.decision for entry in news if entry.decision}),
        )
    return Changed(len(news), len(wanted) - len(news))


@transaction.atomic
def year_announce(
    *,
    by: User,
    year: int,
    announced: bool = True,
    decision: str = "",
    source: str = "",
    recorded_on: date | None = None,
) -> DecidedYear:
    """Say that the days off of a year were announced (or, corrected, were not).

    Raises Forbidden, KnownTooSoon, NotAYear, NoGround, TooLong.
    """
    require(by, "days.edit")
    known = _known_since(recorded_on)
    _checked_year(year)
    if not (decision or source):
        raise NoGround(what=f"Năm {year}")
    for name, text in (("decision", decision), ("source", source)):
        if len(text) > LONGEST[name]:
            raise TooLong(what=f"Năm {year}", field=HEADINGS[name], limit=LONGEST[name])
    row = DecidedYear(year=year, announced=announced, **_stated(by, known, decision, source))
    row.save()
    record_event(
        "days.year", by=by, subject="lịch làm việc", year=year, announced="yes" if announced else "no"
    )
    return row


def _known_since(recorded_on: date | None) -> date:
    today = clock.today()
    known = recorded_on or today
    if known > today:
        raise KnownTooSoon(day=write_date(known), today=write_date(today))
    return known


def _checked_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotAYear(year=year, first=FIRST_YEAR, last=LAST_YEAR)


def _stated(by: User, known: date, decision: str, source: str) -> dict[str, Any]:
    return {
        "decision": decision,
        "source": source,
        "recorded_on": known,
        "entered_by": by.full_name or by.username,
        "user": by,
    }


def _counts(entry: DayEntry, calendar: WorkCalendar) -> bool:
    """Whether the calendar already says so, with the same words and ground."""
    row = calendar.days.get(entry.day)
    if row is None:
        return entry.kind == "usual"
    return (row.kind, row.reason, row.decision, row.source) == (
        entry.kind,
        entry.reason,
        entry.decision,
        entry.source,
    )


def _gone(entries: Sequence[DayEntry], calendar: WorkCalendar) -> Iterable[DayEntry]:
    """The days on record of the entries' years that are not among them, as usual days."""
    named, years = {entry.day for entry in entries}, {entry.day.year for entry in entries}
    ground = {
        entry.day.year: (entry.decision, entry.source) for entry in reversed(entries) if entry.kind != "usual"
    }
    for day, row in sorted(calendar.days.items()):
        if day.year in years and day not in named:
            yield _usual(row, *ground.get(day.year, ("", NOT_IN_DECISION)))


def _usual(row: DayRow, decision: str, source: str) -> DayEntry:
    return DayEntry(row.day, "usual", NOT_IN_DECISION, decision, source)
