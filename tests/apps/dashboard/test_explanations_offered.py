"""What a unit said about an abnormal figure stands beside the figure, as a sentence for the report's text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from lxml import html

from apps.dashboard.reading import main_of, words
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import CellNote, Return

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database", "lived")]
REPORT = "/bao-cao/6-thang-dau-nam-2020/"


@pytest.fixture
def said() -> CellNote:
    ret = Return.objects.get(
        round__form__code="san_pham_cong_nghiep", round__period="2020-06", organisation="giay-da-my-phong"
    )
    by = User.objects.get(username="myphong")
    return CellNote.objects.create(
        ret=ret, row="giay_thanh_pham", column="ky", kind=CellNote.Kind.EXPLANATION, finding="x", by=by,
        text="Đơn hàng châu Âu hoãn sang quý III.", arithmetic="so cùng kỳ giảm 40%",
    )  # fmt: skip


def offered(username: str, address: str) -> list[str]:
    client = Client()
    client.force_login(User.objects.get(username=username))
    answer = client.get(address)
    assert answer.status_code == 200
    page: html.HtmlElement = main_of(answer)
    return [words(one) for one in page.xpath('.//section[@aria-labelledby="giai-trinh"]//textarea')]


def figure_address() -> str:
    client = Client()
    client.force_login(User.objects.get(username="tonghop"))
    page = main_of(client.get(f"{REPORT}so-lieu/?tim=giày+thành+phẩm"))
    (address, *_rest) = page.xpath('.//a[contains(@href, "so-lieu/giay_thanh_pham")]/@href')
    return str(address)


def test_the_figure_and_its_indicator_offer_what_the_unit_said(said: CellNote):
    sentence = (
        f"Giày thành phẩm tháng 6/2020 của {said.ret.organisation.name}: Đơn hàng châu Âu hoãn sang quý III."
    )
    assert sentence in offered("tonghop", figure_address())
    assert sentence in offered("tonghop", "/so-lieu/giay_thanh_pham/?ky=2020-06")
    assert sentence in offered("tonghop", "/so-lieu/giay_thanh_pham/?ky=2020-H1")  # of which June is a part


def test_what_was_said_of_another_period_or_place_is_not_offered(said: CellNote):
    assert not any("châu Âu" in one for one in offered("tonghop", "/so-lieu/giay_thanh_pham/?ky=2020-05"))
    assert not any("châu Âu" in one for one in offered("tonghop", "/so-lieu/gtsxcn/?ky=2020-06"))


def test_what_other_places_said_takes_no_room_of_the_place_asked_for(
    said: CellNote, monkeypatch: pytest.MonkeyPatch
):
    """The newest are shown: hundreds said of another place must not push out the one said of this."""
    monkeypatch.setattr("congthuong.apps.collection.queries.explanations.MOST_OF_ONE", 2)
    elsewhere = Return.objects.filter(round=said.ret.round).exclude(pk=said.ret_id)[:3]
    for ret in elsewhere:
        Return.objects.filter(pk=ret.pk).update(place="83", approved_at=said.at)
        CellNote.objects.create(
            ret=ret, row=said.row, column="ky", kind=said.kind, finding="y", text="Nơi khác."
        )
    assert len(elsewhere) == 3
    told = offered("tonghop", "/so-lieu/giay_thanh_pham/?ky=2020-06")
    assert any("châu Âu" in one for one in told) and not any("Nơi khác" in one for one in told)


def test_more_than_are_read_is_said(said: CellNote, monkeypatch: pytest.MonkeyPatch):
    client = Client()
    client.force_login(User.objects.get(username="tonghop"))

    def heading() -> str:
        page = main_of(client.get("/so-lieu/giay_thanh_pham/?ky=2020-06"))
        return words(page.xpath('.//h2[@id="giai-trinh"]')[0])

    count = int(heading().removeprefix("Đơn vị giải trình (").removesuffix(")"))
    monkeypatch.setattr("congthuong.apps.collection.queries.explanations.MOST_OF_ONE", count)
    assert heading() == f"Đơn vị giải trình ({count})"
    CellNote.objects.create(
        ret=said.ret, row=said.row, column="ky", kind=said.kind, finding="y", text="Thêm."
    )
    assert heading() == f"Đơn vị giải trình (hơn {count})"


def test_who_may_not_see_the_return_is_offered_nothing(said: CellNote):
    assert offered("thanhtra", "/so-lieu/giay_thanh_pham/?ky=2020-06") == []


def test_a_figure_corrected_since_is_explained_no_more(said: CellNote):
    said.ret.changes.create(
        row="giay_thanh_pham", column="ky", key="sau", revision=99, new_value=Decimal(1), by=said.by
    )
    assert not any("châu Âu" in one for one in offered("tonghop", "/so-lieu/giay_thanh_pham/?ky=2020-06"))


def test_the_report_leads_to_all_explanations(said: CellNote):
    client = Client()
    client.force_login(User.objects.get(username="tonghop"))
    assert main_of(client.get(REPORT)).xpath('.//a[@href="/thu-thap/giai-trinh/"]')
