"""Many people are entered from one list: all of them or nobody."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.events import Happening, record_events
from congthuong.apps.accounts.listed import PersonAsked
from congthuong.apps.accounts.models import Assignment, User
from congthuong.apps.accounts.passwords import password_generate
from congthuong.apps.accounts.problems import NotAPeopleList
from congthuong.apps.accounts.rights import require

LIGHT = 20_000
"""Rounds for a password that is random, of 92 bits, and changed at the first login: nobody guesses it at any speed, and
five hundred at full weight would keep the page waiting for minutes. What people choose themselves has full weight."""


@transaction.atomic
def people_create(*, lines: Sequence[PersonAsked], by: User) -> list[tuple[User, str]]:
    """The people, each with the role of its line and the password to be told once.

    Raises Forbidden, NotAPeopleList where a line is wrong.
    """
    require(by, "people.manage")
    if faulty := [one for one in lines if one.wrong]:
        first = faulty[0]
        raise NotAPeopleList(
            why=f"{len(faulty)} dòng chưa đúng, trước hết là dòng {first.row}: {first.wrong[0]}."
        )
    passwords = [password_generate() for _ in lines]
    users = User.objects.bulk_create(
        [_person(one, password) for one, password in zip(lines, passwords, strict=True)]
    )
    today = timezone.localdate()
    Assignment.objects.bulk_create(
        Assignment(
            user=user,
            role=one.role,
            organisation_id=one.organisation or None,
            kinds=list(one.kinds),
            valid_from=today,
            given_by=by,
        )
        for one, user in zip(lines, users, strict=True)
    )
    told: list[Happening] = []
    for one, user in zip(lines, users, strict=True):
        named = {"username": one.username, "full_name": one.full_name, "organisation": one.organisation}
        given = {"role": one.role, "organisation": one.organisation, "kinds": one.kinds, "valid_from": today}
        told += [
            Happening("person.created", by, user, named),
            Happening("assignment.added", by, user, given),
        ]
    record_events(told)
    return list(zip(users, passwords, strict=True))


def _person(one: PersonAsked, password: str) -> User:
    return User(
        username=one.username,
        email=one.email,
        full_name=one.full_name,
        organisation_id=one.organisation or None,
        password=_hashed(password),
        password_temporary=True,
    )


def _hashed(password: str) -> str:
    hasher = get_hasher()
    rounds = (LIGHT,) if isinstance(hasher, PBKDF2PasswordHasher) else ()
    return hasher.encode(password, hasher.salt(), *rounds)
