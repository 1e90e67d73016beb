"""The first person in: made by a command, once."""

from __future__ import annotations

import pytest

from congthuong.apps.accounts.events import verify
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.problems import HasAdministrators, NotAPerson
from congthuong.apps.accounts.rights import may
from congthuong.apps.accounts.services.people import first_administrator_create

pytestmark = pytest.mark.django_db


def test_the_first_administrator_manages_people_and_must_change_the_password() -> None:
    user, password = first_administrator_create(username="quantri", full_name="Nguyễn Văn An")

    assert user.check_password(password) and user.password_temporary
    assert may(User.objects.get(username="quantri"), "people.manage")
    assert list(Event.objects.order_by("id").values_list("action", flat=True)) == [
        "person.created",
        "assignment.added",
    ]
    assert verify().events == 2


def test_whoever_runs_it_again_makes_no_second_door() -> None:
    first_administrator_create(username="quantri", full_name="Nguyễn Văn An")

    with pytest.raises(HasAdministrators):
        first_administrator_create(username="khac", full_name="Người Khác")
    assert list(User.objects.values_list("username", flat=True)) == ["quantri"]


def test_a_name_that_is_none_leaves_nobody_behind() -> None:
    with pytest.raises(NotAPerson):
        first_administrator_create(username="quan tri!", full_name="Nguyễn Văn An")
    assert not User.objects.exists() and not Event.objects.exists()
