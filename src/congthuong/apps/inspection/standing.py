"""How open petitions stand: by when each must be dealt with, and which are overdue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from congthuong.apps.inspection.models import Petition
from congthuong.apps.inspection.models.citizens import RECEIVED, SETTLING
from congthuong.apps.inspection.terms import legal_due
from congthuong.apps.registers.kinds import Standing
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.quantities import write_date


def petitions_standing(today: date) -> Mapping[str, Standing]:
    """Key -> how it stands, of the petitions that are not done; one that states its term stands by that."""
    calendar = cache(calendar_on)
    rows = Petition.objects.filter(
        withdrawn=False, ngay_xong=None, trang_thai__in=(RECEIVED, SETTLING), effective_to=None
    )
    found = {}
    for one in rows:
        law = legal_due(one.loai, one.effective_from, one.ngay_thu_ly, calendar)
        day = one.han or (law.day if law else None)
        if day is None:
            continue
        words = f"hạn ghi trong sổ {write_date(day)}" if one.han else f"hạn {write_date(day)}"
        if law is not None:
            words += f": {law.words}" if not one.han else f"; theo luật {write_date(law.day)}: {law.words}"
        found[one.key] = Standing(day, words, max(0, (today - day).days))
    return found
