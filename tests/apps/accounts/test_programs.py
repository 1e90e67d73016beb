"""A person's programs do no more than the person could at that moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from congthuong.apps.accounts.middleware import program_may_act
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.services.people import password_reset

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("canbo", full_name="Trần Thị Bưởi")


def test_a_reset_password_ends_the_tokens_made_before_it(officer: User):
    before = timezone.now()
    administrator = User.objects.create_user("quantri", full_name="Lê Văn Tám", is_superuser=True)
    assert program_may_act(officer, token_made_at=before)

    password_reset(user=officer, by=administrator)
    officer = User.objects.get(username="canbo")

    assert not program_may_act(officer, token_made_at=timezone.now())  # the new password is temporary
    officer.password_temporary = False
    assert not program_may_act(officer, token_made_at=before)
    assert program_may_act(officer, token_made_at=timezone.now() + timedelta(seconds=1))


def test_a_program_waits_for_a_second_factor_that_must_be_there(officer: User):
    Assignment.objects.create(user=officer, role=Role.SYNTHESIS)

    with override_settings(SECOND_FACTOR_ROLES=frozenset({"synthesis"})):
        assert not program_may_act(officer, token_made_at=timezone.now())
    assert program_may_act(officer, token_made_at=timezone.now())


def test_a_deactivated_persons_programs_do_nothing(officer: User):
    officer.is_active = False

    assert not program_may_act(officer, token_made_at=timezone.now())
