"""What changes accounts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import Organisation

# Without the signs that people mix up when they type a password from a screen: 0 O, 1 l I.
ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PASSWORD_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Login:
    """A fresh login. The password exists here only: it is shown once, and the database keeps its hash."""

    username: str
    full_name: str
    password: str


DEMO_PEOPLE = (
    ("tonghop", "Cán bộ tổng hợp (dùng thử)", Role.SYNTHESIS, "sct-van-phong"),
    ("phongnv", "Cán bộ phòng nghiệp vụ (dùng thử)", Role.DIVISION, "sct-tra-vinh"),
    ("lanhdao", "Lãnh đạo Sở (dùng thử)", Role.LEADER, "sct-tra-vinh"),
)


def password_generate() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))


@transaction.atomic
def create_demo_logins() -> tuple[Login, ...]:
    """The logins that did not exist yet, each with its generated password.

    An existing login keeps its password and is not returned: a second call returns ().
    """
    there = {one.username: one for one in User.objects.filter(username__in=[one[0] for one in DEMO_PEOPLE])}
    made = []
    organisations = Organisation.objects.in_bulk([one[3] for one in DEMO_PEOPLE], field_name="code")
    for username, full_name, role, code in DEMO_PEOPLE:
        if username in there:
            _assign_where_nothing(there[username], role, organisations.get(code))
            continue
        login = Login(username, full_name, password_generate())
        user = User.objects.create_user(
            username, password=login.password, full_name=full_name, organisation=organisations.get(code)
        )
        Assignment.objects.create(user=user, role=role, organisation=organisations.get(code))
        made.append(login)
    return tuple(made)


def _assign_where_nothing(user: User, role: str, organisation: Organisation | None) -> None:
    """Logins of before there were roles get the one they are named for."""
    if not user.assignments.exists():
        Assignment.objects.create(user=user, role=role, organisation=organisation)
