"""A list's address: what it asks of the page and what of a column that bears the same name stay apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client

from apps.dashboard.reading import main_of, words
from apps.registers.any_room import added, officer_of
from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.addresses import TAKEN, asked_of_column, parameter_of
from congthuong.apps.registers.columns import RowKey
from congthuong.apps.registers.kinds import kinds, require_kind
from congthuong.apps.registers.lines import Names
from congthuong.apps.registers.services import row_add

pytestmark = pytest.mark.django_db
DAY = date(2020, 6, 1)


@pytest.fixture
def reader() -> Client:
    officer = officer_of("thuong_mai")
    Place.objects.create(code="844", name="Huyện Càng Long", kind="huyện", level="district", parent="84")
    kind = require_kind("gia_hang_thiet_yeu")
    for place, district in (("Chợ Trà Vinh", "842"), ("Siêu thị Co.opMart", "842"), ("Chợ Càng Long", "844")):
        told = {
            "mat_hang": "Gạo tẻ",
            "don_vi_tinh": "kg",
            "noi": place,
            "huyen": district,
            "gia": Decimal(12000),
        }
        row_add(kind=kind, values=told, effective_from=DAY, by=officer)
    client = Client()
    client.force_login(officer)
    return client


def count_on(reader: Client, address: str) -> str:
    return words(main_of(reader.get(f"/so/gia_hang_thiet_yeu/{address}"))).partition(" mục")[0].split()[-1]


def test_no_column_is_asked_for_by_a_name_of_the_page() -> None:
    for kind in kinds():
        names = [parameter_of(name) for name in kind.filters]
        assert not TAKEN & set(names)
        assert len(set(names)) == len(names)


def test_a_place_and_a_column_called_like_it_narrow_each_by_itself(reader: Client) -> None:
    assert count_on(reader, "") == "3"
    assert count_on(reader, "?noi=842") == "2"
    assert count_on(reader, "?noi=842&cot-noi=Siêu thị Co.opMart") == "1"
    assert count_on(reader, "?noi=844&cot-noi=Chợ Càng Long") == "1"


def test_an_address_kept_from_before_still_filters_and_its_chip_lets_go(reader: Client) -> None:
    assert count_on(reader, "?noi=Chợ Càng Long") == "1"
    page = main_of(reader.get("/so/gia_hang_thiet_yeu/?noi=Chợ Càng Long"))
    (chip,) = page.xpath(".//a[contains(@class, 'chip on')]/@href")
    assert count_on(reader, chip) == "3"
    (other,) = page.xpath(".//a[@class='chip'][contains(., 'Co.opMart')]/@href")
    assert count_on(reader, other) == "2"


def test_the_period_of_a_figure_is_not_the_contest_that_a_product_was_chosen_in() -> None:
    figure = QueryDict("chi_tieu=cnnt_sp_du&ky=2020-H1&dia_ban=84")
    assert asked_of_column(figure, "ky") == []
    assert asked_of_column(QueryDict("ky=ky-tinh-2020"), "ky") == ["ky-tinh-2020"]
    assert asked_of_column(QueryDict("chi_tieu=a&ky=2020-H1&cot-ky=ky-tinh-2020"), "ky") == ["ky-tinh-2020"]


@pytest.mark.parametrize("figure", ["chi_tieu=cnnt_sp_du", "bao_cao=h1&so_lieu=s12"])
def test_the_day_of_a_figure_is_no_column_s(figure: str) -> None:
    """Of a figure of an indicator and of one that a template counted."""
    assert asked_of_column(QueryDict(f"{figure}&den_ngay=12/6/2020"), "den_ngay") == []
    assert asked_of_column(QueryDict("den_ngay=12/6/2020"), "den_ngay") == ["12/6/2020"]


def test_a_filter_names_more_rows_than_one_question_takes() -> None:
    """Every product of a large register may be of another enterprise; SQLite takes 250,000 values in one question."""
    officer = officer_of("cong_nghiep")
    firm = added(require_kind("doanh_nghiep_cn"), officer, ten="Công ty Dừa Sáp", ma_so_thue=None)
    column = next(
        one
        for one in require_kind("dn_tam_ngung").columns()
        if isinstance(one, RowKey) and one.register == "doanh_nghiep_cn"
    )
    offered = [firm.key, *(f"DN-{number:06}" for number in range(260_000))]
    names = Names({})
    names.look_up(require_kind("dn_tam_ngung"), [], {column.name: offered})
    assert names.called("doanh_nghiep_cn", firm.key) == "Công ty Dừa Sáp"
