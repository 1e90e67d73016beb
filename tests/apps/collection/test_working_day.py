"""The example is looked at as of its own day: nobody is six years late there, and every page says which day it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.collection.mills import MILL_FORM, Save
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.collection.models import CellChange, Form, Return, Round, WorkbookUpload
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import round_open
from congthuong.apps.intake.models import SourceTable
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


def test_what_the_rooms_write_down_themselves_has_the_day_that_was_set(
    mill_return: Return, miller: User, officer: User, save: Save, settings: Any
):
    """Forms, rounds, figures, files: nothing on a page may be of another day than the page."""
    settings.TODAY = date(2020, 6, 2)
    form_publish(text=MILL_FORM.replace('code = "gao"', 'code = "gao_khac"', 1), by=None)
    round_open(form="gao_khac", period="2020-05", by=officer)
    save(mill_return, "gao", "100")
    return_hand_in(ret=mill_return.pk, by=miller)
    return_approve(ret=mill_return.pk, by=officer)
    upload = WorkbookUpload(ret=mill_return, by=miller, name="a.xlsx", sha256="0" * 64, content=b"a")
    upload.save()
    table = SourceTable.objects.create(sender_id="so", name="Bảng tháng", kind="iip", place="84")

    published = Form.objects.get(code="gao_khac").versions.get()
    received = Observation.objects.latest("pk")
    moments = [
        published.published_at, Round.objects.latest("pk").opened_at, received.recorded_at, received.batch.at,
        upload.at, table.made_at,
    ]  # fmt: skip
    assert {timezone.localdate(moment) for moment in moments} == {settings.TODAY}


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
