"""How petitions stand: by when each must be dealt with, which are overdue, which were dealt with late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache

from congthuong.apps.inspection.models import Petition
from congthuong.apps.inspection.models.citizens import DONE
from congthuong.apps.inspection.terms import legal_due
from congthuong.apps.registers.kinds import Standing, Values
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.ledger.model import Value
from congthuong.core.quantities import write_date
from congthuong.core.workdays.days import WorkCalendar

_READ = ("key", "loai", "effective_from", "ngay_thu_ly", "han", "ngay_xong", "trang_thai")


def petitions_standing(today: date, keys: Collection[str] | None = None) -> Mapping[str, Standing]:
    """Key -> how it stands, of the petitions that have a term; one that states its term stands by that. `keys`: of these
    rows, done or not; without them, of all that are still open, since those done over the years are many."""
    calendar = cache(calendar_on)
    found = {}
    rows = Petition.objects.filter(withdrawn=False, effective_to=None).only(*_READ)
    if keys is None:
        rows = rows.exclude(trang_thai__in=DONE, ngay_xong__isnull=True)
        rows = rows.exclude(trang_thai__in=DONE, ngay_xong__lte=today)
    else:
        rows = rows.filter(key__in=keys)
    for one in rows:
        stands = _standing(one, today, calendar)
        if stands is not None:
            found[one.key] = stands
    return found


def _standing(one: Petition, today: date, calendar: Callable[[], WorkCalendar]) -> Standing | None:
    law = legal_due(one.loai, one.effective_from, one.ngay_thu_ly, calendar)
    day = one.han or (law.day if law else None)
    if day is None:
        return None
    if one.trang_thai in DONE and (one.ngay_xong is None or one.ngay_xong <= today):
        return _done(one.ngay_xong, day)
    words = f"hạn ghi trong sổ {write_date(day)}" if one.han else f"hạn {write_date(day)}"
    if law is not None:
        words += f": {law.words}" if not one.han else f"; theo luật {write_date(law.day)}: {law.words}"
    return Standing(day, words, max(0, (today - day).days))


def _done(done: date | None, due: date) -> Standing | None:
    """None where nobody wrote when: a day is not made up."""
    if done is None:
        return None
    late = (done - due).days
    how = f"trễ {late} ngày" if late > 0 else "đúng hạn"
    return Standing(due, f"xong ngày {write_date(done)}, {how}", done=done)


def petition_due() -> Callable[[Values, date | None], Value]:
    """What «hạn giải quyết» says where the office wrote none: the law's day."""
    calendar = cache(calendar_on)

    def due(values: Values, received: date | None) -> Value:
        accepted = values.get("ngay_thu_ly")
        law = legal_due(
            str(values.get("loai") or ""),
            received,
            accepted if isinstance(accepted, date) else None,
            calendar,
        )
        return law.day if law is not None else None

    return due
