"""Lists: found with and without diacritics, filtered, sorted, paged, taken away as files; long ones hold."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from apps.dashboard.reading import alerts, first_column, main_of, rows, words
from congthuong.apps.catalogue.services import indicators_store
from congthuong.apps.registers.services import entries_append, registers_store
from congthuong.core.intake.workbook import read_workbook
from congthuong.core.ledger.model import Field, Indicator, Register, Row
from congthuong.core.quantities import read_date, unit_of
from congthuong.web.downloads import table_csv

pytestmark = pytest.mark.django_db
KNOWN_ON = read_date("2020-06-12")
POINT = str.maketrans({".": None, ",": "."})


def wells(count: int) -> None:
    """A register of `count` rows; the names have every kind of Vietnamese letter."""
    registers_store(
        [
            Register(
                "gieng",
                "Giếng nước",
                unit_of("cơ sở"),
                (Field("ten", "Tên"), Field("sau", "Độ sâu", "number", unit_of("m3"), 1)),
            )
        ]
    )
    entries_append(
        Row("gieng", f"G{n:05d}", {"ten": f"Giếng Đường Đất {n}", "sau": Decimal(n) / 10}, KNOWN_ON, order=n)
        for n in range(count)
    )


@pytest.mark.parametrize("typed", ["san luong dien", "Sản lượng điện", "SẢN LƯỢNG ĐIỆN", "điện  lượng"])
def test_an_indicator_is_found_however_it_is_typed(typed: str, officer: Client):
    wanted = Indicator("san_luong_dien", "Sản lượng điện thương phẩm", unit_of("kWh"))
    other = Indicator("duong_ket", "Đường kết", unit_of("tấn"))
    indicators_store([wanted, other])

    assert first_column(officer.get("/so-lieu/", {"tim": typed})) == ["Sản lượng điện thương phẩm"]
    assert first_column(officer.get("/so-lieu/", {"tim": "duong"})) == ["Đường kết"]


def test_nothing_found_says_so_and_keeps_what_was_typed(officer: Client, loaded: None):
    page = main_of(officer.get("/so-lieu/", {"tim": "xyzzy"}))

    assert "Không có chỉ tiêu nào khớp" in words(page)
    assert page.xpath(".//input[@id='tim']/@value") == ["xyzzy"]


@pytest.mark.parametrize(("column", "place"), [("gia-tri", 2), ("so-cung-ky", 4), ("dat-ke-hoach", 5)])
def test_indicators_are_sorted_by_what_the_period_says(
    officer: Client, loaded: None, column: str, place: int
):
    """Which fell most stands at the top, which has no figure at the end, either way."""

    def shown(order: str) -> list[str]:
        return [one[place] for one in rows(officer.get("/so-lieu/", {"xep": order}))]

    for order, falling in ((column, False), (f"-{column}", True)):
        cells = shown(order)
        known = [one for one in cells if one not in ("", "–")]
        assert len(known) > 5
        assert cells[: len(known)] == known
        numbers = [Decimal(re.search(r"-?[\d.]+(?:,\d+)?", one)[0].translate(POINT)) for one in known]
        assert numbers == sorted(numbers, reverse=falling)


def test_a_group_keeps_its_own_indicators(officer: Client, loaded: None):
    answer = officer.get("/so-lieu/", {"nhom": "chi_tieu_giao"})

    assert first_column(answer) == [
        "Giá trị sản xuất công nghiệp",
        "Tổng mức bán lẻ hàng hóa và dịch vụ",
    ]


def test_the_table_tells_value_change_and_attainment_of_the_period(officer: Client, loaded: None):
    (row, *_) = rows(officer.get("/so-lieu/", {"tim": "gia tri san xuat cong nghiep"}))

    assert row[:6] == [
        "Giá trị sản xuất công nghiệp",
        "tỷ đồng",
        "19.125,44",
        "ước thực hiện",
        "11,77%",
        "42,13%",
    ]


def test_sorting_by_name_goes_both_ways_and_takes_d_for_dd(officer: Client):
    names = ["Đường", "Cát", "Điện", "Gạo", "Dầu"]
    indicators_store([Indicator(f"i{n}", name, unit_of("tấn")) for n, name in enumerate(names)])

    up = first_column(officer.get("/so-lieu/", {"xep": "ten"}))
    down = first_column(officer.get("/so-lieu/", {"xep": "-ten"}))

    assert up == ["Cát", "Dầu", "Điện", "Đường", "Gạo"]
    assert down == up[::-1]


def test_ten_thousand_rows_come_in_pages_that_together_are_all(officer: Client):
    wells(10_000)

    first = officer.get("/so/gieng/")
    last = officer.get("/so/gieng/", {"trang": "200"})
    found = officer.get("/so/gieng/", {"tim": "dat 9999"})

    assert (len(rows(first)), len(rows(last))) == (50, 50)
    assert "Trang 1/200 · dòng 1–50 trong 10.000" in words(main_of(first))
    assert rows(last)[-1][:2] == ["Giếng Đường Đất 9999", "999,9"]
    assert first_column(found) == ["Giếng Đường Đất 9999"]


@pytest.mark.parametrize(("count", "told"), [(0, "Sổ này chưa có dòng nào."), (1, "1 cơ sở")])
def test_a_short_register_reads_well(count: int, told: str, officer: Client):
    wells(count)
    page = main_of(officer.get("/so/gieng/"))

    assert told in words(page)
    assert not page.xpath(".//nav[@aria-label='Các trang']")


def test_numbers_sort_as_numbers_and_stand_on_the_right_under_their_unit(officer: Client):
    wells(120)
    answer = officer.get("/so/gieng/", {"xep": "-sau"})

    assert [row[1] for row in rows(answer)][:3] == ["11,9", "11,8", "11,7"]
    (heading,) = main_of(answer).xpath(".//th[contains(., 'Độ sâu')]")
    assert "(m3)" in words(heading)
    assert heading.get("aria-sort") == "descending"
    assert set(main_of(answer).xpath(".//tbody/tr/td[2]/@class")) == {"num"}


def test_a_file_holds_what_is_filtered_on_every_page(officer: Client):
    wells(200)
    answer = officer.get("/so/gieng/", {"tim": "dat 1", "xep": "-sau", "tep": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    table = list(sheet.values)

    shown = [n for n in range(200) if "1" in str(n)]
    assert table[0][:3] == ("Khóa", "Tên", "Độ sâu (m3)")
    assert [row[1] for row in table[1:]] == [f"Giếng Đường Đất {n}" for n in sorted(shown, reverse=True)]
    assert table[1][2] == pytest.approx(19.9)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gieng.xlsx"'


def test_the_csv_opens_with_its_diacritics_and_can_be_taken_in_again(officer: Client, loaded: None):
    answer = officer.get("/so-lieu/", {"nhom": "chi_tieu_giao", "tep": "csv"})
    text = answer.content.decode("utf-8-sig")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert {line.split(";")[0].strip('"') for line in text.splitlines()[1:]} == {"gtsxcn", "ban_le"}
    assert '"19.125,44";"tỷ đồng"' in text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/so-lieu/?trang=0", "Không có trang «0»"),
        ("/so-lieu/?trang=99", "Không có trang «99»: danh sách này có "),
        ("/so-lieu/?trang=hai", "Không có trang «hai»"),
        ("/so-lieu/?trang=²", "Không có trang «²»"),
        ("/so-lieu/?xep=tuoi", "Không sắp xếp được theo «tuoi»"),
        ("/so-lieu/?nhom=khong", "Không có nhóm chỉ tiêu «khong»"),
        ("/so-lieu/?tep=exe", "Không có dạng tệp «exe». Các dạng tải được: csv, xlsx"),
        ("/so/ntm_xa/?xep=khong", "Không sắp xếp được theo «khong»"),
        ("/so-lieu/gtsxcn/?ngay=hom-qua", "«hom-qua» không phải là ngày"),
        ("/so-lieu/gtsxcn/?ngay=2020-02-31", "«2020-02-31» không phải là ngày"),
        ("/so-lieu/gtsxcn/?ngay=2199-01-01", "Ngày 01/01/2199 chưa tới"),
        ("/bao-cao/6-thang-dau-nam-2020/?ngay=31/6/2020", "«31/6/2020» không phải là ngày"),
        ("/bao-cao/6-thang-dau-nam-2020/tep/exe/", "Không có dạng tệp «exe»"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_sentence(address: str, told: str, officer: Client, loaded: None):
    answer = officer.get(address)

    assert answer.status_code == 400
    assert told in alerts(answer)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/so-lieu/gtsxcm/", "Không có chỉ tiêu «gtsxcm». Có phải «gtsxcn»?"),
        ("/so/ntm_xaa/", "Không có sổ «ntm_xaa». Có phải «ntm_xa»?"),
        ("/so/ntm_xa/XA-0/", "không có dòng «XA-0»"),
        ("/bao-cao/6-thang/", "Không có báo cáo «6-thang»."),
        ("/bao-cao/6-thang-dau-nam-2020/so-lieu/gtsxcn.2020/", "Không có số liệu mang mã «gtsxcn.2020»"),
        ("/bao-cao/6-thang-dau-nam-2020/so-lieu/a/b/", "Báo cáo không có số liệu mang mã «a/b»"),
        ("/khong/co/trang/nay/", "Không có trang này"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest_that_is(
    address: str, told: str, officer: Client, loaded: None
):
    answer = officer.get(address)

    assert answer.status_code == 404
    assert told.removeprefix("Không có số liệu").strip() in alerts(answer)


def test_a_page_s_file_opens_in_columns_in_a_vietnamese_excel():
    data = table_csv(["Tên", "Lao động"], [["Dừa; Mía", Decimal("1250.5")], ["=1+1", Decimal(3)]])

    assert data.decode("utf-8") == '\ufeff"Tên";"Lao động"\r\n"Dừa; Mía";"1250,5"\r\n"\'=1+1";"3"\r\n'
    assert read_workbook("so.csv", data).sheets[0].rows[1] == ["Dừa; Mía", "1250,5"]
