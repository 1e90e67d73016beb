"""The moments of registers are those of the working day, as everywhere (`web/clock.py`)."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.registers.any_room import added, officer_of
from apps.registers.test_register_import import workbook
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Attachment, Entry, RowImport
from congthuong.apps.registers.queries.rooms import divisions

pytestmark = pytest.mark.django_db
TODAY = date(2020, 8, 11)
SO, KIND = "/so/doanh_nghiep_cn/", require_kind("doanh_nghiep_cn")


def test_what_is_done_on_the_day_of_the_example_bears_that_day(settings: LazySettings) -> None:
    """Who tries the example saw a row of "11/8/2020" that was entered years later."""
    settings.TODAY = TODAY
    officer = officer_of("cong_nghiep")
    row = added(KIND, officer, ten="Công ty Dừa Sáp", ma_so_thue=None)
    client = Client()
    client.force_login(officer)
    client.post(f"{SO}{row.key}/tep/", {"tep": SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n")})
    file = SimpleUploadedFile("tep.xlsx", workbook(["Công ty Mới", 3], head=["Tên DN", "Số lao động"]))
    address = client.post(f"{SO}nhap/", {"tep": file}).headers["Location"]
    client.post(f"{address}bo/")
    own = RowImport.objects.get()
    moments = [
        row.changed_at, Entry.objects.get().recorded_at, Attachment.objects.get().at, own.received_at, own.changed_at,
        own.closed_at,
    ]  # fmt: skip
    assert [one and timezone.localdate(one) for one in moments] == [TODAY] * 6


def test_what_changed_lately_is_counted_from_the_working_day(settings: LazySettings) -> None:
    officer = officer_of("cong_nghiep")
    settings.TODAY = date(2020, 1, 1)
    added(KIND, officer, ten="Công ty Cũ", ma_so_thue=None)
    settings.TODAY = TODAY
    added(KIND, officer, ten="Công ty Dừa Sáp", ma_so_thue=None)
    counts = {one.kind.code: one.changes for room in divisions(officer, TODAY) for one in room.registers}
    assert counts[KIND.code] == 1
