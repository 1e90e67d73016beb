"""Households that are advised, shown and listed by the promotion centre and the trading floor keep their names."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client

from apps.dashboard.reading import main_of, words
from apps.registers.any_room import added, officer_of
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.registers.households import marked
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.refilling import refilled

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Kín"
HOUSEHOLDS = [
    ("kc_nhan_hieu", {"ten": NAME}, "khuyen_cong"),
    ("trung_bay_san_pham", {"co_so": f"Hộ {NAME}"}, "khuyen_cong"),
    ("san_tmdt", {"ten": f"HKD {NAME}", "trang_thai": "hoạt động"}, "thuong_mai"),
]


def reader() -> Client:
    """Who reads every register and no personal data."""
    user = User.objects.create(username="doc")
    Assignment.objects.create(user=user, role=Role.SYNTHESIS)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(("code", "told", "data_kind"), HOUSEHOLDS, ids=lambda one: str(one)[:20])
def test_the_name_of_a_household_is_read_by_nobody_without_the_right(
    code: str, told: dict[str, str], data_kind: str
) -> None:
    kind = require_kind(code)
    row = added(kind, officer_of(data_kind), **told)
    client = reader()
    for address in (f"/so/{code}/", f"/so/{code}/{row.key}/", f"/so/{code}/?tim=kin", f"/so/{code}/?tep=csv"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Thị Kín" not in answer.content.decode(), address
    assert "Thị Kín" not in str(Entry.objects.get(register_id=code).data)
    assert kind.purpose and kind.keep_years


def test_a_firm_on_the_floor_goes_on_to_be_named() -> None:
    added(require_kind("san_tmdt"), officer_of("thuong_mai"), ten="Công ty Dừa Sáp")
    assert "Công ty Dừa Sáp" in words(main_of(reader().get("/so/san_tmdt/?tim=sap")))


def test_households_kept_before_are_hidden_after_the_migration() -> None:
    kind = require_kind("kc_nhan_hieu")
    row = added(kind, officer_of("khuyen_cong"), ten=NAME)
    kind.model._default_manager.filter(pk=row.pk).update(of_household=False, folded=f"{NAME} kin")
    marked("promotion", "trademarkadvice", "kc_nhan_hieu", ("ten", "ap"), every=True)(apps, None)
    refilled("promotion", "trademarkadvice")(apps, None)
    row.refresh_from_db()
    assert (row.of_household, "kin" in row.folded) == (True, False)
