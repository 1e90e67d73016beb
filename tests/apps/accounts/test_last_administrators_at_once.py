"""Two administrators who put each other out at the same moment: one of them stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.problems import LastAdministrator
from congthuong.apps.accounts.services.people import person_deactivate
from congthuong.apps.accounts.services.roles import assignment_end

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_database")]
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def _deactivate(user: User, by: User) -> None:
    person_deactivate(user=user, by=by)


def _end(user: User, by: User) -> None:
    assignment_end(assignment=user.assignments.get(), by=by)


@pytest.mark.parametrize("take", [_deactivate, _end])
@pytest.mark.parametrize("then", [_deactivate, _end])
def test_one_administrator_stays(take: Callable[..., None], then: Callable[..., None]):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    one, two = (User.objects.create_user(name, full_name=name) for name in ("mot", "hai"))
    for user in (one, two):
        Assignment.objects.create(user=user, role=Role.ADMINISTRATOR)
    outcome: list[Any] = []

    def other() -> None:
        try:
            then(
                User.objects.get(pk=one.pk), User.objects.get(pk=two.pk)
            )  # as a request of its own reads them
            outcome.append("done")
        except Exception as error:
            outcome.append(error)
        finally:
            connections.close_all()

    second = threading.Thread(target=other)
    with transaction.atomic():
        take(two, one)
        second.start()
        while second.is_alive() and not _somebody_waits():
            second.join(0.02)
    second.join()

    assert [type(one) for one in outcome] == [LastAdministrator]
    assert Assignment.objects.filter(ended_at=None, user__is_active=True).count() == 1


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])
