"""What the room shows on everybody's first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.programme.queries.board import card
from congthuong.web import clock
from congthuong.web.today import Block, Person, announce


def announce_block() -> None:
    announce(Block("tasks", "programme/today.html", tasks_today, order=30))


def tasks_today(user: Person) -> Mapping[str, Any] | None:
    """The tasks of the person's unit that are late or due; for who assigns, of all units."""
    if not isinstance(user, User) or not may(user, "tasks.view"):
        return None
    told = card(user, clock.today(), assigns=may(user, "tasks.assign"))
    return {"card": told} if told else None
