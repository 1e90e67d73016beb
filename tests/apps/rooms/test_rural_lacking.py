"""Whoever helps communes towards criteria 4 and 7 sees on one page what each still lacks, and of how many the ratio is."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from apps.registers.any_room import added, officer_of
from apps.registers.conftest import person, signed_in
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.kinds import require_kind
from congthuong.core.ledger.model import Value
from databases import Databases

pytestmark = pytest.mark.django_db
PAGE = "/so/nong-thon-moi/con-thieu/"
COMMUNE, STATE, MARKET = (require_kind(code) for code in ("ntm_xa", "ntm_tieu_chi", "ntm_cho"))


@pytest.fixture
def officer() -> User:
    user = officer_of("nong_thon_moi")
    Place.objects.create(code="844", name="Huyện Càng Long", kind="", level="district", parent="84")
    Place.objects.create(code="29287", name="Xã Bình Phú", kind="", level="commune", parent="844")
    for name, code, district, trade in (
        ("Xã Long Đức", "29263", "842", "đạt tiêu chí 7"),
        ("Xã Bình Phú", "29287", "844", "chưa đạt tiêu chí 7"),
    ):
        added(
            COMMUNE,
            user,
            ten=name,
            xa=code,
            huyen=district,
            tieu_chi_4="đạt tiêu chí 4",
            tieu_chi_7=trade,
            viec_dang_lam="đang xây dựng chợ" if code == "29287" else "",
        )
    return user


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


def told(officer: User, state: str, year: int, *, level: str = "nông thôn mới", lacks: str = "", place: str = "29287") -> str:  # fmt: skip
    values: dict[str, Value] = {
        "xa": place,
        "huyen": "844" if place == "29287" else "842",
        "con_thieu": lacks,
    }
    row = added(
        STATE,
        officer,
        tieu_chi="tiêu chí 7",
        muc=level,
        nam=Decimal(year),
        trang_thai=state,
        **values,
    )
    return str(row.key)


def page(client: Client, query: str = "") -> html.HtmlElement:
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode()).xpath("//main")[0]


def rows(client: Client, query: str = "") -> list[list[str]]:
    lines = page(client, query).xpath(".//table/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in line.xpath("./td")] for line in lines]


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_what_a_commune_lacks_is_said_with_its_market_and_the_marks_that_fail(
    client: Client, officer: User
) -> None:
    """Without it the officer opens three registers to learn what to bring the commune to."""
    told(officer, "chưa đạt", 2020, lacks="chợ đạt chuẩn")
    market = added(
        MARKET, officer, ten="Chợ Bình Phú", xa="29287", huyen="844", dien_tich_diem=Decimal("2.5"),
        nha_chinh="có", nen_cung="không", bien_hieu="có", ve_sinh="không", bai_xe="có", ket_luan="chưa đạt",
    )  # fmt: skip
    added(MARKET, officer, ten="Chợ Long Đức", xa="29263", ve_sinh="không", ket_luan="chưa đạt")
    (row,) = rows(client)
    assert row == [
        "Xã Bình Phú",
        "Huyện Càng Long",
        "tiêu chí 7",
        "nông thôn mới",
        "2020",
        "chưa đạt",
        "chợ đạt chuẩn",
        "Chợ Bình Phú: điểm kinh doanh 2,5 m² (cần từ 3 m²); không có nền cứng; không có nhà vệ sinh riêng; "
        "chưa kiểm tra khu thực phẩm tươi sống riêng",
        "đang xây dựng chợ",
    ]
    assert page(client).xpath(f".//a[@href='/so/ntm_cho/{market.key}/']")


def test_the_last_year_speaks_and_earlier_ones_are_found_by_their_year(client: Client, officer: User) -> None:
    told(officer, "chưa đạt", 2019, lacks="nền cứng")
    told(officer, "đạt", 2020)
    assert rows(client) == [], "a commune that met it this year lacks nothing of last year's"
    assert [row[4] for row in rows(client, "muc-nao=moi-nam&nam=2019")] == ["2019"]
    assert "Không xã nào còn thiếu" in words(page(client))


def test_the_ratio_names_of_what_it_is_and_both_numbers_open_their_rows(
    client: Client, officer: User
) -> None:
    """83/85 is only a fact with its 85: a district's ratio is of the district's communes."""
    told(officer, "đạt", 2020, level="nâng cao", place="29263")
    first = page(client)
    ratios = [words(one) for one in first.xpath(".//ul[@class='ratios']/li")]
    assert ratios == [
        "Tiêu chí 4, nông thôn mới: 2/2 xã đạt",
        "Tiêu chí 7, nông thôn mới: 1/2 xã đạt",
        "Tiêu chí 4, nâng cao: 0/2 xã đạt, 2 xã chưa ghi",
        "Tiêu chí 7, nâng cao: 1/2 xã đạt, 1 xã chưa ghi",
    ]
    assert "Mẫu số là mọi xã đang ở sổ «Xã xây dựng nông thôn mới" in words(first)
    for item, (met, of) in zip(
        first.xpath(".//ul[@class='ratios']/li"), ((2, 2), (1, 2), (0, 2), (1, 2)), strict=True
    ):
        for address, count in zip(item.xpath(".//a/@href"), (met, of), strict=True):
            where = address if address.startswith("/") else f"{PAGE}{address}"
            assert len(_listed(client, where)) == count, where
    assert "Tiêu chí 7, nông thôn mới: 0/1 xã đạt" in words(page(client, "huyen=844"))


def _listed(client: Client, address: str) -> list[list[str]]:
    sign = "&" if "?" in address else "?"
    answer = client.get(f"{address}{sign}tep=csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]


def test_it_is_searched_sorted_narrowed_and_taken_away_like_any_list(client: Client, officer: User) -> None:
    told(officer, "chưa đạt", 2020, lacks="nhà vệ sinh riêng")
    told(officer, "đăng ký", 2021, level="nâng cao", lacks="chợ an toàn thực phẩm", place="29263")
    assert [row[0] for row in rows(client, "tim=ve+sinh")] == ["Xã Bình Phú"]
    assert [row[0] for row in rows(client, "tim=an+toàn+LONG")] == ["Xã Long Đức"]
    assert [row[0] for row in rows(client, "xep=xa")] == ["Xã Bình Phú", "Xã Long Đức"]
    assert [row[4] for row in rows(client, "xep=-nam")] == ["2021", "2020"]
    for query in ("huyen=842", "muc=nâng cao", "nam=2021", "trang-thai=đăng ký"):
        assert [row[0] for row in rows(client, query)] == ["Xã Long Đức"], query
    assert rows(client, "cot=xa&cot=con-thieu&huyen=844") == [["Xã Bình Phú", "nhà vệ sinh riêng"]]
    taken = _listed(client, f"{PAGE}?huyen=844")
    assert [(row[0], row[6]) for row in taken] == [("Xã Bình Phú", "nhà vệ sinh riêng")]
    assert client.get(f"{PAGE}?xep=gi").status_code == 400
    assert client.get(f"{PAGE}?tim=khong-co").status_code == 200


def test_a_commune_that_the_register_of_criteria_does_not_tell_of_is_not_lost(client: Client) -> None:
    """Before anybody records criteria by year, the register of communes still says who has not met them."""
    assert [(row[0], row[4], row[5]) for row in rows(client)] == [("Xã Bình Phú", "", "chưa đạt")]
    assert "chưa ghi còn thiếu gì" in words(page(client))


@pytest.mark.usefixtures("officer")
def test_only_who_reads_the_registers_of_the_programme_opens_it() -> None:
    assert signed_in(person("cn", Role.RESPONDENT)).get(PAGE).status_code == 403


def test_the_examples_page_says_83_of_85_and_asks_the_same_however_many_rows(
    databases: Databases, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    databases.fill("example")
    client = signed_in(person("ntm", Role.DIVISION, "nong_thon_moi"))
    client.get(PAGE)
    with django_assert_num_queries(13):
        said = words(page(client))
    assert "Tiêu chí 7, nông thôn mới: 83/85 xã đạt" in said
    assert "Tiêu chí 4, nông thôn mới: 85/85 xã đạt" in said
    assert "Chợ Bình Phú: không có nhà chính kiên cố, bán kiên cố; không có nền cứng" in said
    listed = words(html.fromstring(client.get("/so/").content.decode()))
    assert "Xã còn thiếu gì" in listed
