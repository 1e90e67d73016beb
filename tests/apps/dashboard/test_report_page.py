"""The report in the frame and each figure's origin: right figures, links that lead, gaps that show."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from apps.dashboard.reading import main_of, rows, tree, words
from congthuong.apps.ledger.services import import_observations
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.model import Observation
from congthuong.core.quantities import read_date

pytestmark = pytest.mark.django_db
REPORT = "/bao-cao/6-thang-dau-nam-2020/"
FIGURE = f"{REPORT}so-lieu/"


def load_without(example: Path, indicator: str, period: str) -> None:
    dataset = read_folder(example)
    kept = tuple(
        one for one in dataset.observations if (one.indicator, one.period.code) != (indicator, period)
    )
    assert len(kept) == len(dataset.observations) - 1
    load_dataset(replace(dataset, observations=kept))


def revised(example: Path, value: str, day: str) -> Observation:
    """The half-year industrial value as it would be known on a later day."""
    dataset = read_folder(example)
    (first,) = [
        one
        for one in dataset.observations
        if (one.indicator, one.period.code, one.basis) == ("gtsxcn", "2020-H1", "estimate")
    ]
    return replace(first, value=Decimal(value), recorded_on=read_date(day), vintage="revised")


def test_every_figure_of_the_page_leads_to_its_own_origin(officer: Client, loaded: None):
    page = main_of(officer.get(REPORT))
    links = page.xpath(".//article//a[contains(@class, 'fig')]")
    by_id = {link.get("data-figure"): link.get("href") for link in links}

    assert len(links) > 300
    for figure, href in by_id.items():
        answer = officer.get(href)
        assert answer.status_code == 200, figure
        assert figure in words(main_of(answer)), figure


def test_the_page_prints_what_the_files_print(officer: Client, loaded: None):
    page = main_of(officer.get(REPORT))
    data = json.loads(officer.get(f"{REPORT}tep/json/").content)
    printed = {one["id"] for one in data["figures"] if one["printed"]}

    shown = set(page.xpath(".//article//a[contains(@class, 'fig')]/@data-figure"))
    assert shown == printed


def test_places_of_a_figure_lead_back_to_where_it_stands(officer: Client, loaded: None):
    page = main_of(officer.get(f"{FIGURE}gtsxcn.2020-H1.so-cung-ky/"))
    links = page.xpath(".//section[@aria-labelledby='dung-o']//ul[@class='inline']//a/@href")
    report = main_of(officer.get(REPORT))

    assert links
    for href in links:
        (target,) = report.xpath(f".//*[@id='{href.partition('#')[2]}']")
        assert target.get("data-figure") == "gtsxcn.2020-H1.so-cung-ky"


def test_inputs_lead_down_to_who_stated_what_and_when(officer: Client, loaded: None):
    page = main_of(officer.get(f"{FIGURE}gtsxcn.2020-H1.so-cung-ky/"))
    inputs = page.xpath(".//section[@aria-labelledby='cach-tinh']//ul//a/@href")
    last = words(main_of(officer.get(inputs[1])))

    assert "(19.125,44 tỷ đồng / 17.111,00 tỷ đồng − 1) × 100" in words(page)
    for told in (
        "6 tháng đầu năm 2019",
        "suy ra từ tỷ lệ đã công bố",
        "từ 17.110,656 đến 17.112,195",
        "12/6/2020",
    ):
        assert told in last


def test_a_count_opens_each_row_it_counted(officer: Client, loaded: None):
    page = main_of(officer.get(f"{FIGURE}dem.de_an_khuyen_cong/"))
    links = page.xpath(".//ol[@class='rows']//a/@href")

    assert len(links) == 4
    row = words(main_of(officer.get(links[0])))
    assert "294.800.000" in row
    assert "1,15 tỷ đồng" in row  # the row says which figures it is part of


def test_a_missing_figure_is_listed_where_it_would_be_looked_for(officer: Client, example: Path):
    load_without(example, "tm_so_nam_ct41", "2020-H1")

    today, report = main_of(officer.get("/")), main_of(officer.get(REPORT))
    listed = officer.get(f"{FIGURE}?loc=thieu")

    assert "Còn thiếu 1 số liệu, báo cáo chưa trình ký được" in words(today)
    assert "DỰ THẢO" in words(report)
    assert report.xpath(".//article//a[contains(@class, 'missing')]/@data-figure")
    assert [row[3] for row in rows(listed)] == ["[chưa có số liệu]"]
    files = officer.get(f"{REPORT}tep/docx/").headers["Content-Disposition"]
    assert files == 'attachment; filename="6-thang-dau-nam-2020-2020-06-12-ban-nhap.docx"'


def test_a_correction_is_seen_at_once_from_its_day_on(officer: Client, loaded: None, example: Path):
    before = words(main_of(officer.get("/")))
    import_observations([revised(example, "20000", "2020-06-20")], file_name="sua.csv")

    same_day = words(main_of(officer.get("/")))
    later = officer.get(REPORT, {"ngay": "20/6/2020"})

    assert "19.125,44 tỷ đồng" in before
    assert "19.125,44 tỷ đồng" in same_day  # the report's own day did not know it yet
    assert "20.000" in words(main_of(later))
    hrefs = main_of(later).xpath(".//article//a[@data-figure='gtsxcn.2020-H1.estimate']/@href")
    assert hrefs[0].endswith("?ngay=2020-06-20")
    assert "20.000" in words(main_of(officer.get(hrefs[0])))


def test_an_indicator_shows_each_vintage_and_what_a_day_knew(officer: Client, loaded: None, example: Path):
    import_observations([revised(example, "20000", "2020-06-20")], file_name="sua.csv")

    now = [row for row in rows(officer.get("/so-lieu/gtsxcn/")) if row[2] == "ước thực hiện"]
    then = [
        row
        for row in rows(officer.get("/so-lieu/gtsxcn/", {"ngay": "2020-06-12"}))
        if row[2] == "ước thực hiện"
    ]

    assert now[0][1].startswith("20.000")
    assert "1 lần ghi trước" in now[0][-1]
    assert "12/6/2020: 19.125,44" in now[0][-1]
    assert then[0][1] == "19.125,44"
    assert "lần ghi trước" not in then[0][-1]


def test_an_indicator_has_a_picture_with_unit_source_and_table(officer: Client, loaded: None):
    page = main_of(officer.get("/so-lieu/gtsxcn/"))

    (picture,) = page.xpath(".//figure[@class='chart']//*[@role='img']")
    assert "19.125,44 tỷ đồng" in picture.get("aria-label")
    assert picture.xpath("./svg")
    assert "Đơn vị tính: tỷ đồng. Nguồn: Báo cáo 6 tháng đầu năm 2020" in words(page)


def test_the_first_page_says_targets_movements_and_files(officer: Client, loaded: None):
    page = main_of(officer.get("/"))
    names = [words(one) for one in page.xpath(".//article/h3")]
    moves = [words(one) for one in page.xpath(".//ul[@class='moves']/li")]

    assert names == [
        "Chỉ số sản xuất công nghiệp",
        "Giá trị sản xuất công nghiệp",
        "Tổng mức bán lẻ hàng hóa và dịch vụ",
        "Tỷ lệ hộ sử dụng điện",
    ]
    assert moves[0] == "Thủy sản đông lạnh tăng 56,27%: từ 3.371 tấn lên 5.268 tấn."
    assert moves[3] == "Giày thành phẩm giảm 63,43%: từ 9,63 triệu đôi xuống 3,52 triệu đôi."
    assert len(page.xpath(".//ul[@class='files']//a")) == 4


def test_bars_are_as_long_as_their_figures(officer: Client, loaded: None):
    page = main_of(officer.get("/"))
    (picture,) = page.xpath(".//article[.//a[contains(., 'Giá trị sản xuất')]]//svg[@class='bullet']")
    done = picture.xpath("./rect[@class='done']/@width")[0]
    plan = picture.xpath("./line[@class='plan']/@x1")[0]

    # 19.125,44 of 45.400, whatever the scale, to the tenth of a per cent that a length is written in.
    assert float(done.rstrip("%")) / float(plan.rstrip("%")) == pytest.approx(0.42126, abs=0.001)


def test_the_whole_page_opens_with_its_own_rules(officer: Client, loaded: None):
    answer = officer.get(f"{REPORT}tep/html/", {"xem": "1"})

    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert "Content-Disposition" not in answer.headers
    (own,) = tree(answer).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert own.startswith("default-src 'none'; script-src 'sha256-")


def test_what_contradicts_its_register_is_told_wherever_the_report_is_read(officer: Client, loaded: None):
    """Eight communes are signed while the register lists eleven: the app must say so, not only «đủ số liệu»."""
    told = "sổ Xã được xác nhận mức độ đạt tiêu chí nông thôn mới đếm được 11 xã"
    page = main_of(officer.get(REPORT))
    assert "2 số liệu cần xem lại" in words(page)
    assert told in words(page)
    first, second = page.xpath(".//section[@aria-labelledby='xem-lai']//a/@href")
    assert told in words(main_of(officer.get(first)))
    assert told not in words(main_of(officer.get(second)))
    assert told in words(main_of(officer.get("/")))

    panel = json.loads(tree(officer.get(f"{REPORT}tep/html/")).get_element_by_id("figures").text)
    doubted = {id: one["doubts"] for id, one in panel.items() if one["doubts"]}
    assert len(doubted) == 2
    assert all("Báo cáo in số đã ghi" in one for told in doubted.values() for one in told)
    named = "Giá trị sản xuất công nghiệp, 6 tháng đầu năm"
    assert [label for _, _, label in panel["gtsxcn.2020-H1.so-cung-ky"]["inputs"]] == [
        f"{named} 2020, ước thực hiện: 19.125,44 tỷ đồng",
        f"{named} 2019, thực hiện, suy ra từ tỷ lệ đã công bố: 17.111 tỷ đồng",
    ]  # two values of one name are told apart, and the one that nobody stated says so
