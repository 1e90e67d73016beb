"""By when a petition must be dealt with: what the law says of its kind, from the day it was received or accepted.

A term counts from the next day; one in days that would end on a day off ends on the next working day (Civil Code of
2015, article 148). The terms are data (petition_terms.toml), with the law and the article they were read in."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from congthuong.core.workdays.days import WorkCalendar

FILE = Path(__file__).with_name("petition_terms.toml")
After = Literal["received", "accepted"]


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """Of a petition of that kind received since `since`; in days of the calendar or in working days."""

    kind: str
    after: After
    since: date
    what: str
    source: str
    days: int = 0
    working_days: int = 0

    def due(self, day: date, calendar: WorkCalendar) -> date:
        if self.working_days:
            return calendar.add_working_days(day, self.working_days)
        return calendar.working_day_from(day + timedelta(days=self.days))

    @property
    def length(self) -> str:
        return f"{self.working_days} ngày làm việc" if self.working_days else f"{self.days} ngày"


@dataclass(frozen=True, slots=True)
class LegalDue:
    """The day, and by which term it is reckoned."""

    day: date
    term: LegalTerm

    @property
    def words(self) -> str:
        """ "30 ngày từ ngày thụ lý để giải quyết … (Luật …, Điều …)"."""
        begun = "ngày nhận đơn" if self.term.after == "received" else "ngày thụ lý"
        return f"{self.term.length} từ {begun} để {self.term.what} ({self.term.source})"


@cache
def legal_terms() -> tuple[LegalTerm, ...]:
    """The newest first."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["term"]
    terms = (LegalTerm(since=row.pop("from"), **row) for row in [dict(one) for one in rows])
    return tuple(sorted(terms, key=lambda one: one.since, reverse=True))


def legal_due(
    kind: str, received: date | None, accepted: date | None, calendar: Callable[[], WorkCalendar]
) -> LegalDue | None:
    """By the day of acceptance where it is known and the law counts from it, else by the day of receipt; None where
    the law that held then is not on record. `calendar` is asked only where there is a term."""
    if received is None:
        return None
    held = [one for one in legal_terms() if one.kind == kind and one.since <= received]
    for after, day in (("accepted", accepted), ("received", received)):
        term = next((one for one in held if one.after == after), None)
        if term is not None and day is not None:
            return LegalDue(term.due(day, calendar()), term)
    return None
