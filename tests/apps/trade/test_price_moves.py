"""The list of prices says how each moved since the survey before, and filters those beyond the bound."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.dashboard.reading import main_of, words
from apps.registers.any_room import officer_of
from congthuong.apps.accounts.models import User
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.importing.headings import matched
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.queries.listing import Wanted, lines
from congthuong.apps.registers.services import row_add, row_withdraw
from congthuong.apps.trade.models import Price
from congthuong.apps.trade.moving import ALERT, prices_beyond

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
    assert sorted(listed(client).values()) == ["", "", "", "giảm 10,001%", "tăng 10%", "tăng 10,01%"]
    beyond = listed(client, "?canh-bao=1")
    prices = KIND.model._default_manager.filter(key__in=beyond).values_list("gia", flat=True)
    assert sorted(prices) == [12101, 80999]
    assert main_of(client.get("/so/gia_hang_thiet_yeu/?canh-bao=1")).xpath(
        ".//a[contains(@class, 'chip on')]"
    )


def test_the_file_says_how_each_price_moved_and_is_taken_back_without_it(client: Client) -> None:
    """Who reports prices works with the file: without the column the moves are worked out by hand again."""
    answer = client.get("/so/gia_hang_thiet_yeu/?tep=csv")
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert {(row["Giá bán lẻ (đồng)"], row["Biến động"]) for row in table} >= {
        ("11000", "tăng 10%"),
        ("12101", "tăng 10,01%"),
        ("20000", ""),
    }
    beyond = client.get("/so/gia_hang_thiet_yeu/?canh-bao=1&tep=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(beyond.content)).active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    assert [row[head.index("Biến động")] for row in rows] == ["tăng 10,01%", "giảm 10,001%"]
    past = client.get("/so/gia_hang_thiet_yeu/?dung-ngay=02/6/2020&tep=csv").content.decode("utf-8-sig")
    assert "Biến động" not in past  # how a price moved is told of today's list only
    headings = [*table[0]]
    kept = {one.heading: one.target for one in matched(KIND, headings, {})}
    assert kept["Biến động"] == "" and kept["Giá bán lẻ (đồng)"] == "gia"


def test_a_survey_that_was_left_out_is_not_held_against(client: Client) -> None:
    second = KIND.model._default_manager.get(gia=11000)
    officer = User.objects.get(username="so-thuong_mai")
    row_withdraw(kind=KIND, key=second.key, by=officer, version=second.version, reason="ghi nhầm phiếu")
    third = KIND.model._default_manager.get(gia=12101)
    assert listed(client)[third.key] == "tăng 21%"


def surveyed(goods: str, day: date, price: int) -> str:
    told = {"mat_hang": goods, "don_vi_tinh": "kg", "noi": "Chợ Trà Vinh", "gia": Decimal(price)}
    officer = User.objects.get(username="so-thuong_mai")
    return row_add(kind=KIND, values=told, effective_from=day, by=officer, reason="theo phiếu khảo sát").key


def test_of_a_price_after_one_of_zero_nothing_is_said(client: Client) -> None:
    """Not that it hardly moved since the survey before that one."""
    for day, price in ((date(2020, 6, 1), 5000), (date(2020, 6, 2), 0)):
        surveyed("Muối", day, price)
    last = surveyed("Muối", date(2020, 6, 3), 5002)
    assert listed(client)[last] == ""
    assert last not in listed(client, "?canh-bao=1")


def test_a_price_that_hardly_moved_did_move(client: Client) -> None:
    first = surveyed("Đường", date(2020, 6, 3), 20001)
    down = surveyed("Đường", date(2020, 6, 4), 20000)
    same = surveyed("Đường", date(2020, 6, 5), 20000)
    told = listed(client)
    assert (told[first], told[down], told[same]) == ("tăng dưới 0,1%", "giảm dưới 0,1%", "không đổi")


def test_what_is_asked_of_who_records_a_price_is_what_the_list_says_of_it(client: Client) -> None:
    told = {"mat_hang": "Đường", "don_vi_tinh": "kg", "noi": "Chợ Trà Vinh", "gia": Decimal(23457)}
    (doubt,) = check_row(KIND, told, effective_from=date(2020, 6, 3), effective_to=None)
    key = surveyed("Đường", date(2020, 6, 3), 23457)
    assert listed(client, "?canh-bao=1")[key] == "tăng 17,3%"
    assert "tăng 17,3% so với lần khảo sát trước (20.000 đồng)" in doubt.sentence


def test_the_filter_names_the_bound_by_which_rows_are_told(client: Client) -> None:
    assert f"quá {ALERT * 100:.0f}% so với lần trước" in words(main_of(client.get("/so/gia_hang_thiet_yeu/")))


@pytest.mark.usefixtures("client")
def test_the_filter_asks_the_same_however_many_prices_leapt() -> None:
    """A database takes so many values in one question and no more."""

    def longest() -> int:
        wanted = Wanted(day=date(2020, 7, 1), beyond=prices_beyond())
        with CaptureQueriesContext(connection) as asked:
            assert lines(KIND, wanted, personal=False).count() == len(list(prices_beyond()))
        return max(len(one["sql"]) for one in asked)

    before = longest()
    Price.objects.bulk_create(
        Price(
            key=f"GIA-{number:02}{price}", mat_hang=f"Hàng {number:02}", don_vi_tinh="kg", noi="Chợ Trà Vinh", gia=price,
            effective_from=date(2020, 6, 1 if price == 1000 else 2), recorded_on=date(2020, 6, 2),
        )
        for number in range(50)
        for price in (1000, 2000)
    )  # fmt: skip
    assert len(list(prices_beyond())) == 52
    assert longest() == before
