"""The example is looked at as of its own day: nobody is six years late there, and every page says which day it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.collection.mills import Save
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.collection.models import CellChange, Return, Round
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.ledger.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
MARK = "Dữ liệu mẫu: hôm nay là 05/6/2020"


def page_of(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()


def test_lateness_counts_to_the_day_that_was_set(may_2020: Round, miller: User, officer: User, settings: Any):
    settings.TODAY = date(2020, 6, 5)
    late = f"trễ {(settings.TODAY - may_2020.due_on).days} ngày"
    pages = [page_of(miller, "/"), page_of(miller, "/thu-thap/"), page_of(officer, "/thu-thap/tien-do/")]

    assert all(MARK in page for page in pages)
    assert "quá hạn" in pages[0]
    assert late in pages[1]

    settings.TODAY = None
    real = page_of(miller, "/thu-thap/")
    assert "Dữ liệu mẫu" not in real
    assert late not in real


def test_what_is_done_is_dated_by_it_and_the_sealed_log_by_the_real_time(
    mill_return: Return, miller: User, officer: User, save: Save, settings: Any
):
    settings.TODAY = date(2020, 6, 2)
    save(mill_return, "gao", "100")
    handed_in = return_hand_in(ret=mill_return.pk, by=miller)
    return_approve(ret=mill_return.pk, by=officer)

    moments = [handed_in.first_handed_in_at, CellChange.objects.get().at, *mill_return.steps.values_list("at", flat=True)]  # fmt: skip
    assert {timezone.localdate(moment) for moment in moments} == {settings.TODAY}
    assert set(Observation.objects.values_list("recorded_on", flat=True)) == {settings.TODAY}
    assert timezone.localdate(Event.objects.latest("pk").at) == timezone.localdate()
