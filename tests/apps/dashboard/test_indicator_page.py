"""An indicator's page: the province's figures are not read among those of the units that report to it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from apps.conftest import Write
from apps.dashboard.reading import main_of, rows, words
from congthuong.apps.catalogue.services import codelist_extend
from congthuong.apps.ledger.services import import_observations
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.model import RESPONDENTS, Dataset
from congthuong.core.quantities import Period, unit_of

pytestmark = pytest.mark.django_db
PAGE = "/so-lieu/gtsxcn/"
MILLION = unit_of("triệu đồng")


@pytest.fixture
def told(small: Dataset, write: Write) -> None:
    """Five months of the province, one of them missing; two units in May; a district; a plan of the year."""
    months = {1: "3150077.9", 2: "3058598.0", 3: "3198401.8", 5: "3263634.0"}
    own = [
        write(value, period=Period.of(f"2020-{month:02d}"), basis="actual", unit=MILLION)
        for month, value in months.items()
    ]
    early = write("3198000", period=Period.of("2020-03"), basis="estimate", unit=MILLION)
    units = [
        write(value, period=Period.of("2020-05"), basis="actual", unit=MILLION, items=((RESPONDENTS, code),))
        for code, value in (("a", "221420.5"), ("b", "984010"))
    ]
    district = write("12", period=Period.of("2020-05"), basis="actual", place="844")
    load_dataset(small)
    codelist_extend(RESPONDENTS, "Đơn vị báo cáo", (("a", "Công ty A"), ("b", "Công ty B")))
    import_observations([*own, early, *units, district], file_name="thu.csv")


def seen(officer: Client, **asked: str) -> list[list[str]]:
    return [row[:5] for row in rows(officer.get(PAGE, asked))]


def test_the_provinces_figures_stand_alone_and_in_one_unit(officer: Client, told: None):
    lines = seen(officer)

    assert all(line[1] == "tổng số" for line in lines)
    assert ["Tháng 5/2020", "tổng số", "3.263,6340", "thực hiện", "Tỉnh Trà Vinh"] in lines
    assert ["Năm 2020", "tổng số", "45.400", "kế hoạch", "Tỉnh Trà Vinh"] in lines
    assert not [line for line in lines if "triệu" in line[2]]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"cua": "don-vi"}, {("Tháng 5/2020", "Công ty A", "221,4205"), ("Tháng 5/2020", "Công ty B", "984,010")}),
        ({"cua": f"{RESPONDENTS}=a"}, {("Tháng 5/2020", "Công ty A", "221,4205")}),
        ({"dia_ban": "844"}, {("Tháng 5/2020", "tổng số", "12")}),
        ({"loai": "year"}, {("Năm 2020", "tổng số", "45.400")}),
        ({"ky": "2020-Q1", "loai": "month", "dia_ban": "84"}, {
            ("Tháng 01/2020", "tổng số", "3.150,0779"), ("Tháng 02/2020", "tổng số", "3.058,5980"),
            ("Tháng 3/2020", "tổng số", "3.198,4018"), ("Tháng 3/2020", "tổng số", "3.198,000"),
        }),
        ({"ky": "quý I/2020", "loai": "month", "dia_ban": "84"}, {
            ("Tháng 01/2020", "tổng số", "3.150,0779"), ("Tháng 02/2020", "tổng số", "3.058,5980"),
            ("Tháng 3/2020", "tổng số", "3.198,4018"), ("Tháng 3/2020", "tổng số", "3.198,000"),
        }),
        ({"ky": "2019"}, set()),
    ],
)  # fmt: skip
def test_one_unit_one_place_one_period_is_found(officer: Client, told: None, asked: dict[str, str], wanted):
    page = officer.get(PAGE, asked)
    file = officer.get(PAGE, asked | {"tep": "csv"}).content.decode("utf-8-sig").splitlines()[1:]

    if not wanted:
        assert "Không có số liệu nào khớp" in words(main_of(page))
    else:
        assert {tuple(row[:3]) for row in rows(page)} == wanted
    assert len(file) == len(wanted)


@pytest.mark.parametrize(
    "asked", [{"cua": "khong"}, {"dia_ban": "99"}, {"loai": "tuan"}, {"ky": "thang-sau"}]
)
def test_what_is_not_there_is_refused_with_the_way_out(officer: Client, told: None, asked: dict[str, str]):
    answer = officer.get(PAGE, asked)

    assert answer.status_code == 400
    assert re.search("Hãy chọn trong danh sách|Hãy viết 2020-H1", answer.content.decode())


def test_the_picture_is_of_one_kind_of_period_and_no_line_runs_over_a_gap(officer: Client, told: None):
    """Twice: for a wide screen, and as wide as a telephone, where letters keep their size."""
    page = main_of(officer.get(PAGE))
    wide, narrow = page.xpath(".//figure[@class='chart']//*[@role='img']/svg")
    alt = page.xpath(".//figure[@class='chart']//*[@role='img']/@aria-label")[0]

    assert "theo tháng" in words(page.xpath(".//figcaption")[0])
    assert [words(one) for one in wide.xpath(".//*[local-name()='text']")].count("4/2020") == 1
    assert "Tháng 3/2020 (thực hiện): 3.198,40 tỷ đồng" in alt
    assert "3.198,00" not in alt  # the estimate gave way to what was done
    assert "19.125,44" not in alt  # the half year is no month
    assert int(narrow.get("width")) < 390 < int(wide.get("width"))
    yearly = officer.get(PAGE, {"loai": "year"}).content.decode()
    assert "Năm 2020 (kế hoạch): 45.400 tỷ đồng" in yearly


def test_the_way_from_a_figure_leads_to_its_period(officer: Client, loaded: None):
    figure = officer.get("/bao-cao/6-thang-dau-nam-2020/so-lieu/gtsxcn.2020-H1.estimate/")
    (way,) = main_of(figure).xpath(".//a[starts-with(@href, '/so-lieu/')]/@href")

    assert way == "/so-lieu/gtsxcn/?ky=2020-H1"
    assert [row[0] for row in rows(officer.get(way))] == ["6 tháng đầu năm 2020"]


def test_what_the_report_says_stands_before_all_that_was_ever_written(officer: Client, loaded: None):
    """A target worked out by formula and a count of a register have no line in the table: a page without them lies."""
    assert standing(officer, "gtsxcn")[1] == {
        "Ước thực hiện": "19.125,44 tỷ đồng",
        "6 tháng đầu năm 2019": "17.111 tỷ đồng",
        "So cùng kỳ": "11,77%",
        "Kế hoạch năm 2020": "45.400 tỷ đồng",
        "Đạt kế hoạch": "42,13%",
        "Dự ước năm 2020": "45.266 tỷ đồng",
    }
    said, rate = standing(officer, "ty_le_ho_dien")
    assert rate["Thực hiện"] == "98,96%" and "278.435 hộ / 281.360 hộ × 100" in said
    assert standing(officer, "duyen_hai_3mr_cs")[1]["Thực hiện"] == "688 MW"
    counted = officer.get("/so-lieu/duyen_hai_3mr_cs/").content.decode()
    assert "đếm hoặc cộng từ các dòng của sổ" in counted and "?chi_tieu=duyen_hai_3mr_cs" in counted


def standing(officer: Client, code: str) -> tuple[str, dict[str, str]]:
    """The block of the report's period: all its words, and what stands beside each label."""
    (block,) = main_of(officer.get(f"/so-lieu/{code}/")).xpath(".//section[@aria-labelledby='ky-bao-cao']")
    pairs = {words(one.xpath("./dt")[0]): words(one.xpath("./dd")[0]) for one in block.xpath("./dl/div")}
    return words(block), pairs
