"""Before and after an approval the officer sees which reports print a figure that it moves, and what they then print."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from apps.dashboard.reading import main_of, words
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in, return_revise
from congthuong.apps.collection.services.notes import finding_explain
from congthuong.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database", "lived")]
SHOES = ("giay_thanh_pham", "ky")
REPORT = "Báo cáo 6 tháng đầu năm 2020"


@pytest.fixture
def revised() -> Return:
    """June's shoes were one million pairs more than was approved, and the return waits for approval again."""
    officer, unit = User.objects.get(username="phongnv"), User.objects.get(username="myphong")
    ret = Return.objects.get(
        round__form__code="san_pham_cong_nghiep", round__period="2020-06", organisation="giay-da-my-phong"
    )
    return_revise(ret=ret.pk, cells=[SHOES], reason="Quyết toán tháng", by=officer)
    now = sheet_for(ret).cells[SHOES]
    assert now.value is not None
    more = CellInput(*SHOES, "", now.revision, "sua-1", value=now.value + 1)
    cells_save(ret=ret.pk, changes=[more], by=unit)
    for finding in sheet_for(Return.objects.get(pk=ret.pk)).unexplained:
        finding_explain(ret=ret.pk, finding=finding.print, text="Đã quyết toán với kho", by=unit)
    return return_hand_in(ret=ret.pk, by=unit)


def seat(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def section_of(answer: Any) -> html.HtmlElement:
    (found,) = main_of(answer).xpath('.//section[@aria-labelledby="bao-cao-doi"]')
    return found


def rows_of(section: html.HtmlElement) -> list[tuple[str, str, str]]:
    """What moved, what the report prints, what it prints then."""
    return [tuple(words(cell) for cell in row) for row in section.xpath(".//tbody/tr")]


def test_a_report_that_prints_a_moved_figure_is_named_with_both_values(revised: Return):
    client = seat("phongnv")
    asked = section_of(client.get(f"/thu-thap/{revised.pk}/duyet/"))
    assert "Báo cáo có in số sẽ đổi" in words(asked) and REPORT in words(asked)
    told = rows_of(asked)
    (shoes,) = [row for row in told if row[0] == "Giày thành phẩm, 6 tháng đầu năm 2020"]
    assert shoes[1] != shoes[2]
    assert len(told) > 1  # what is worked out from it

    done = client.post(f"/thu-thap/{revised.pk}/duyet/", {"phien-ban": revised.version}, follow=True)
    after = section_of(done)
    assert "Báo cáo có in số vừa đổi" in words(after)
    assert rows_of(after) == told
    (today,) = after.xpath('.//a[text()="Xem báo cáo với số của hôm nay"]/@href')
    assert today.endswith(f"?ngay={clock.today().isoformat()}")
    assert shoes[2] in words(main_of(client.get(today)))
    assert shoes[1] in words(main_of(client.get(today.partition("?")[0])))


def test_the_list_is_for_the_moment_of_approving_and_for_who_approves(revised: Return):
    officer, unit = seat("phongnv"), seat("myphong")
    officer.post(f"/thu-thap/{revised.pk}/duyet/", {"phien-ban": revised.version})
    assert "bao-cao-doi" not in officer.get(f"/thu-thap/{revised.pk}/").content.decode()
    assert "bao-cao-doi" not in unit.get(f"/thu-thap/{revised.pk}/?vua-duyet=1").content.decode()
