"""A return's page: what one sees, saves without a script, and what is refused to whom."""

from __future__ import annotations

import pytest
from django.test import Client

from apps.collection.mills import Save
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return

pytestmark = pytest.mark.django_db


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_grid_shows_labels_units_and_what_is_worked_out(mill_return: Return, miller: User, save: Save):
    save(mill_return, "gao", "19.125,44")
    answer = seat_of(miller).get(f"/thu-thap/{mill_return.pk}/")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert 'aria-label="Gạo xay xát, Trong kỳ (tấn)"' in page
    assert 'value="19.125,44"' in page
    assert "Cộng dồn" in page
