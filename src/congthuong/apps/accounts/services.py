"""What changes accounts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction

from congthuong.apps.accounts.models import User

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
    ("tonghop", "Cán bộ tổng hợp (dùng thử)", "sct-van-phong"),
    ("phongnv", "Cán bộ phòng nghiệp vụ (dùng thử)", "sct-tra-vinh"),
    ("lanhdao", "Lãnh đạo Sở (dùng thử)", "sct-tra-vinh"),
)


def password_generate() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))


@transaction.atomic
def create_demo_logins() -> tuple[Login, ...]:
    """The logins that did not exist yet, each with its generated password.

    An existing login keeps its password and is not returned: a second call returns ().
    """
    there = set(User.objects.values_list("username", flat=True))
    made = []
    for username, full_name, organisation in DEMO_PEOPLE:
        if username in there:
            continue
        login = Login(username, full_name, password_generate())
        User.objects.create_user(
            username, password=login.password, full_name=full_name, organisation=organisation
        )
        made.append(login)
    return tuple(made)
