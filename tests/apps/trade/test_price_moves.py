"""The list of prices says how each moved since the survey before, and filters those beyond the bound."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from apps.dashboard.reading import main_of, words
from apps.registers.any_room import officer_of
from congthuong.apps.accounts.models import User
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.services import row_add, row_withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
KIND = require_kind("gia_hang_thiet_yeu")
SURVEYS = [
    ("Gạo tẻ", date(2020, 6, 1), 10000),
    ("Gạo tẻ", date(2020, 6, 2), 11000),  # a tenth exactly: not beyond
    ("Gạo tẻ", date(2020, 6, 3), 12101),
    ("Thịt heo", date(2020, 6, 1), 90000),
    ("Thịt heo", date(2020, 6, 2), 80999),
    ("Đường", date(2020, 6, 2), 20000),
]


@pytest.fixture
def client() -> Client:
    officer = officer_of("thuong_mai")
    for goods, day, price in SURVEYS:
        told = {"mat_hang": goods, "don_vi_tinh": "kg", "noi": "Chợ Trà Vinh", "gia": Decimal(price)}
        row_add(kind=KIND, values=told, effective_from=day, by=officer, reason="theo phiếu khảo sát")
    client = Client()
    client.force_login(officer)
    return client


def listed(client: Client, query: str = "") -> dict[str, str]:
    """Key -> what the list says of the move."""
    page = main_of(client.get(f"/so/gia_hang_thiet_yeu/{query}"))
    rows = page.xpath(".//table/tbody/tr")
    return {words(row.xpath("./td")[-1]): words(row.xpath("./td")[-2]) for row in rows}


def test_each_price_says_how_it_moved_and_the_filter_keeps_those_beyond(client: Client) -> None:
    assert sorted(listed(client).values()) == ["", "", "", "giảm 10%", "tăng 10%", "tăng 10%"]
    beyond = listed(client, "?canh-bao=1")
    prices = KIND.model._default_manager.filter(key__in=beyond).values_list("gia", flat=True)
    assert sorted(prices) == [12101, 80999]
    assert main_of(client.get("/so/gia_hang_thiet_yeu/?canh-bao=1")).xpath(
        ".//a[contains(@class, 'chip on')]"
    )


def test_a_survey_that_was_left_out_is_not_held_against(client: Client) -> None:
    second = KIND.model._default_manager.get(gia=11000)
    officer = User.objects.get(username="so-thuong_mai")
    row_withdraw(kind=KIND, key=second.key, by=officer, version=second.version, reason="ghi nhầm phiếu")
    third = KIND.model._default_manager.get(gia=12101)
    assert listed(client)[third.key] == "tăng 21%"
