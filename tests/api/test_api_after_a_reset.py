"""A token opens nothing that was made before its person's password was reset, or while they must do something first."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from api.conftest import Give
from apps.collection.mills import make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.services.people import password_reset, person_deactivate, person_reactivate

pytestmark = pytest.mark.django_db


def test_a_reset_password_closes_what_a_token_opened(miller: User, give: Give):
    stolen = give(miller)
    assert stolen.get("/returns").status == 200

    password_reset(user=miller, by=make_person("quantri", "administrator", "so"))
    assert stolen.get("/returns").status == 401
    User.objects.filter(pk=miller.pk).update(password_temporary=False)

    assert stolen.get("/returns").status == 401
    assert give(miller).get("/returns").status == 200


def test_who_comes_back_brings_no_old_token(miller: User, give: Give):
    stolen = give(miller)
    administrator = make_person("quantri", "administrator", "so")
    person_deactivate(user=miller, by=administrator)
    assert stolen.get("/returns").status == 401
    person_reactivate(user=miller, by=administrator)

    assert stolen.get("/returns").status == 401
    assert give(miller).get("/returns").status == 200


def test_a_second_factor_that_must_be_there_holds_for_programs_too(
    miller: User, give: Give, settings: LazySettings
):
    settings.SECOND_FACTOR_ROLES = frozenset({"respondent"})

    assert give(miller).get("/returns").status == 401
