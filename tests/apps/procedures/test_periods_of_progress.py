"""Of which period the progress table is: chosen by its year and within it, of those that have begun."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import html

from apps.procedures.test_dossier_pages import People, seat
from congthuong.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def test_a_period_is_chosen_by_its_year_and_within_it(people: People) -> None:
    """Forty-five periods in one list: who wants June of last year scrolls past two years of months."""
    clerk = seat(people["clerk"])
    page = html.fromstring(clerk.get("/ho-so/thong-ke/?ky=QL-2020-H1").content.decode())
    years = [one.text for one in page.xpath("//select[@name='nam']/option")]
    assert years == [str(year) for year in range(clock.today().year, clock.today().year - 10, -1)]
    assert page.xpath("//select[@name='nam']/option[@selected]/text()") == ["2020"]
    groups = [one.get("label") for one in page.xpath("//select[@name='ky']/optgroup")]
    assert groups == ["Năm, nửa năm", "Quý", "Tháng"]
    options = {one.get("value"): one.text for one in page.xpath("//select[@name='ky']//option")}
    assert len(options) == 20 and all("2020" in code for code in options)
    assert page.xpath("//select[@name='ky']//option[@selected]/@value") == ["QL-2020-H1"]
    assert options["QL-2020-H1"] != options["2020-H1"]  # both are called "6 tháng đầu năm 2020"
    assert options["2020-06"] == "tháng 6/2020"
    # another year alone keeps the period within it, also without a script
    moved = html.fromstring(clerk.get("/ho-so/thong-ke/?nam=2019&ky=QL-2020-H1").content.decode())
    assert moved.xpath("//select[@name='ky']//option[@selected]/@value") == ["QL-2019-H1"]
    assert "từ 15/12/2018" in " ".join(moved.xpath("//h1")[0].text_content().split())
    day = html.fromstring(clerk.get("/ho-so/thong-ke/?ky=2020-06-08").content.decode())
    assert day.xpath("//select[@name='ky']//option[@selected]/@value") == ["2020-06-08"]
    assert clerk.get("/ho-so/thong-ke/?nam=mưới&ky=2020-06").status_code == 200
    assert clerk.get("/ho-so/thong-ke/?ky=la").status_code == 400


def test_a_period_that_has_not_begun_is_not_offered(people: People, settings: Any) -> None:
    """An empty table of the month to come would be read as a month without dossiers."""
    settings.TODAY = date(2020, 6, 12)
    clerk = seat(people["clerk"])

    def offered(query: str) -> dict[str, list[str]]:
        page = html.fromstring(clerk.get(f"/ho-so/thong-ke/?{query}").content.decode())
        groups = page.xpath("//select[@name='ky']/optgroup")
        return {one.get("label"): one.xpath("./option/@value") for one in groups}

    assert offered("ky=2020-06") == {
        "Năm, nửa năm": ["2020", "2020-H1", "QL-2020-H1", "2020-9M"],
        "Quý": ["2020-Q1", "2020-Q2"],
        "Tháng": [f"2020-{month:02}" for month in range(1, 7)],
    }
    assert offered("ky=2020-07")["Kỳ đang xem"] == ["2020-07"]
    assert offered("ky=2021-Q1") == {"Kỳ đang xem": ["2021-Q1"]}
    assert len(offered("ky=2019")["Tháng"]) == 12


def test_a_day_that_the_chosen_year_does_not_have_is_told(people: People) -> None:
    """Who looks at 29 February and chooses another year typed nothing wrong: the day before is shown, and that is said."""
    clerk = seat(people["clerk"])
    answer = clerk.get("/ho-so/thong-ke/?ky=2020-02-29&nam=2019")
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 200
    assert page.xpath("//select[@name='ky']//option[@selected]/@value") == ["2019-02-28"]
    assert page.xpath("//p[@role='status']/text()") == [
        "Năm 2019 không có ngày 29/02. Đang xem ngày 28/02/2019."
    ]
    for query, shown in (("ky=2020-02-29&nam=2016", "2016-02-29"), ("ky=2021..2025&nam=2030", "2030..2034")):
        page = html.fromstring(clerk.get(f"/ho-so/thong-ke/?{query}").content.decode())
        assert page.xpath("//select[@name='ky']//option[@selected]/@value") == [shown]
        assert page.xpath("//p[@role='status']/text()") == []
