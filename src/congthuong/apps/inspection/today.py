"""What the room shows on everybody's first page: petitions that are overdue or due soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.inspection.models import Petition
from congthuong.apps.inspection.standing import petitions_standing
from congthuong.web import clock
from congthuong.web.today import Block, Person, Told, announce

KIND, SOON, SHOWN = "thanh_tra", timedelta(days=3), 8
SEES: Final = "registers.view"


def announce_block() -> None:
    announce(Block("petitions", "inspection/today.html", petitions_today, order=25))


def petitions_today(user: Person) -> Told | None:
    """For who deals with petitions, and for who has others deal with them."""
    if not isinstance(user, User) or not may(user, SEES, kind=KIND):
        return None
    if not may(user, "registers.personal", kind=KIND) and not may(user, "tasks.assign"):
        return None
    today = clock.today()
    due = {key: one for key, one in petitions_standing(today).items() if one.due <= today + SOON}
    if not due:
        return None
    keys = sorted(due, key=lambda key: (due[key].due, key))[:SHOWN]
    rows = {one.key: one for one in Petition.objects.filter(key__in=keys)}
    return {
        "late": sum(bool(one.days_late) for one in due.values()),
        "count": len(due),
        "rows": [(rows[key], due[key]) for key in keys if key in rows],
    }
