"""People who may and may not decide about days."""

from __future__ import annotations

import pytest

from congthuong.apps.accounts.models import Assignment, Role, User


def person_with(role: str, name: str) -> User:
    user = User.objects.create_user(name, full_name="Trần Thị Bưởi" if role else "Người xem")
    if role:
        Assignment.objects.create(user=user, role=role)
    return user


@pytest.fixture
def officer() -> User:
    return person_with(Role.SYNTHESIS, "tonghop")


@pytest.fixture
def viewer() -> User:
    return person_with("", "nguoixem")
