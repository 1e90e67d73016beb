"""What the first page says of delegations: in whose place the person acts, and until when."""

from __future__ import annotations

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.queries import delegations_held
from congthuong.web.today import Person, Told


def delegations_told(user: Person) -> Told | None:
    held = list(delegations_held(user)) if isinstance(user, User) else []
    return {"held": held} if held else None
