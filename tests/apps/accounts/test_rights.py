"""One table says who may do what, where. What it does not say is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congthuong.apps.accounts.models import Assignment, Delegation, Role, User
from congthuong.apps.accounts.rights import ACTIONS, TABLE, Forbidden, may, reach, require
from congthuong.apps.catalogue.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
TREE = {"tinh": "", "so": "tinh", "phong": "so", "huyen": "tinh", "xa": "huyen", "ap": "xa", "cty": ""}
Person = Callable[..., User]


@pytest.fixture(autouse=True)
def _tree() -> None:
    for code, parent in TREE.items():
        Organisation.objects.create(code=code, name=f"Đơn vị {code}", parent=parent)


@pytest.fixture
def person() -> Person:
    def make(role: str = "", organisation: str | None = "huyen", name: str = "", **other: Any) -> User:
        user = User.objects.create_user(name or f"nguoi{User.objects.count()}", full_name="Người thử")
        if role:
            Assignment.objects.create(user=user, role=role, organisation_id=organisation, **other)
        return user

    return make


def test_the_table_speaks_of_known_roles_and_actions_only():
    assert set(TABLE) == set(Role.values)
    for row in TABLE.values():
        assert set(row) <= set(ACTIONS)
        assert set(row.values()) <= {"own", "below", "all"}


WHERE = {"own": {"huyen"}, "below": {"huyen", "xa", "ap"}, "all": set(TREE), "none": set()}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_reaches_as_far_as_the_table_says(role: str, person: Person):
    user = person(role)
    for action in ACTIONS:
        wanted = WHERE[TABLE[role].get(action, "none")]
        allowed = {code for code in TREE if may(user, action, organisation=code)}
        assert allowed == wanted, action
        assert may(user, action) == bool(wanted), action
        codes = reach(user, action)
        assert (set(TREE) if codes is None else codes) == wanted, action


def test_who_has_no_role_may_do_nothing_and_is_told_what_to_do(person: Person):
    for nobody in (person(), AnonymousUser()):
        assert not any(may(nobody, action) for action in ACTIONS)
        assert reach(nobody, "returns.view") == frozenset()
    with pytest.raises(Forbidden, match=r"điền phiếu báo cáo của «Đơn vị xa».*người quản trị"):
        require(person(), "returns.fill", organisation=Organisation.objects.get(code="xa"))


def test_a_division_works_on_its_kinds_of_data(person: Person):
    officer = person(Role.DIVISION, "phong", kinds=["cong_nghiep", "nang_luong"])

    assert may(officer, "returns.approve", organisation="huyen", kind="cong_nghiep")
    assert not may(officer, "returns.approve", organisation="huyen", kind="thuong_mai")
    assert reach(officer, "returns.approve", kind="thuong_mai") == frozenset()
    assert may(officer, "returns.approve")  # the door to the room


def test_several_roles_add_up(person: Person):
    user = person(Role.RESPONDENT, "xa")
    Assignment.objects.create(user=user, role=Role.RESPONDENT, organisation_id="cty")

    assert reach(user, "returns.fill") == {"xa", "cty"}
    assert reach(user, "returns.view") == {"xa", "ap", "cty"}


@pytest.mark.parametrize(
    ("first", "last", "holds"), [(0, 0, True), (-9, -1, False), (1, None, False), (-1, None, True)]
)
def test_an_assignment_holds_between_its_days(first: int, last: int | None, holds: bool, person: Person):
    today = timezone.localdate()
    until = None if last is None else today + timedelta(last)
    user = person(Role.AUDITOR, valid_from=today + timedelta(first), valid_to=until)

    assert may(user, "events.view") is holds


def test_a_deactivated_person_may_do_nothing(person: Person):
    user = person(Role.ADMINISTRATOR)
    user.is_superuser = True
    user.is_active = False
    user.save()

    assert not any(may(user, action) for action in ACTIONS)


def test_a_superuser_is_an_administrator_and_no_more(person: Person):
    user = person()
    user.is_superuser = True
    user.save()

    assert {action for action in ACTIONS if may(user, action)} == set(TABLE[Role.ADMINISTRATOR])
    content = ("returns.fill", "returns.approve", "registers.edit", "registers.personal", "documents.edit")
    assert not [action for action in content if may(user, action)]  # who gives rights writes no figures


def test_a_delegation_holds_for_its_days_and_ends_by_itself(person: Person):
    today = timezone.localdate()
    away, other = person(Role.DIVISION, "phong", kinds=["thuong_mai"], name="vang"), person(name="thay")
    Delegation.objects.create(giver=away, taker=other, valid_from=today, valid_to=today, reason="nghỉ phép")

    def allowed() -> bool:
        return may(User.objects.get(username="thay"), "returns.approve", kind="thuong_mai")

    assert allowed()
    assert not may(User.objects.get(username="thay"), "returns.approve", kind="nang_luong")
    for change in (
        {"valid_from": today - timedelta(9), "valid_to": today - timedelta(1)},
        {"valid_from": today + timedelta(1), "valid_to": today + timedelta(9)},
        {"withdrawn_at": timezone.now()},
    ):
        Delegation.objects.update(**{"valid_from": today, "valid_to": today, "withdrawn_at": None} | change)
        assert not allowed()
    Delegation.objects.update(valid_from=today, valid_to=today, withdrawn_at=None)
    User.objects.filter(username="vang").update(is_active=False)
    assert not allowed()


def test_what_was_delegated_is_not_delegated_on(person: Person):
    today = timezone.localdate()
    first, second, third = person(Role.AUDITOR), person(), person()
    for giver, taker in ((first, second), (second, third)):
        Delegation.objects.create(giver=giver, taker=taker, valid_from=today, valid_to=today, reason="nghỉ")

    assert may(second, "events.view")
    assert not may(third, "events.view")


def test_many_questions_ask_the_database_twice(person: Person):
    user = User.objects.get(pk=person(Role.RESPONDENT).pk)

    with CaptureQueriesContext(connection) as asked:
        for action in ACTIONS:
            for code in TREE:
                may(user, action, organisation=code)

    assert len(asked) == 2


def test_an_unknown_action_is_a_bug(person: Person):
    with pytest.raises(ValueError, match=r"returns\.vew"):
        may(person(Role.AUDITOR), "returns.vew")
