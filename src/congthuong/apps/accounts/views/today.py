"""What the first page says of delegations: in whose place the person acts, and until when."""

from __future__ import annotations

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.queries import delegations_held
from congthuong.apps.accounts.rights import grants_of
from congthuong.web.today import Person, Told


def delegations_told(user: Person) -> Told | None:
    if not isinstance(user, User) or not any(one.giver for one in grants_of(user)):
        return None
    return {"held": list(delegations_held(user))}
