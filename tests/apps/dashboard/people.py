"""People of the department for the pages' tests."""

from __future__ import annotations

from typing import Any

from congthuong.apps.accounts.models import Assignment, Role, User


def officer_named(username: str, *, role: str = Role.SYNTHESIS, **other: Any) -> User:
    """A synthesis officer unless another role is said; "" gives a login without a role."""
    user = User.objects.create_user(username, **other)
    if role:
        Assignment.objects.create(user=user, role=role)
    return user
