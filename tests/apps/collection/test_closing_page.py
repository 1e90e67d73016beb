"""A round is closed on its page: what would be estimated is seen before anything is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from apps.collection.mills import make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import CellNote, Estimate, Return, Round
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.rounds import round_open
from congthuong.apps.ledger.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def june(may_2020: Round, officer: User, miller: User) -> Round:
    """Nobody handed in; of the mills only the first has a figure of May."""
    ret = may_2020.returns.get(organisation="cty-a")
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", "110,5", 0, "m")], by=miller)
    return_hand_in(ret=ret.pk, by=miller)
    return_approve(ret=ret.pk, by=officer)
    return round_open(form="gao", period="2020-06", by=officer)


def test_what_would_be_estimated_is_shown_and_nothing_is_written(officer: User, june: Round):
    before = Observation.objects.count()
    address = f"/thu-thap/ky/{june.pk}/chot/"
    client = seat_of(officer)
    assert "Còn 3 phiếu chưa nộp." in client.get(address).content.decode()
    page = client.get(address, {"cach": "last_value"}).content.decode()

    assert "Ước tính được 1 trong 3 phiếu." in page
    assert "<strong>110,50</strong> tấn" in page
    assert page.count("CT-824") == 0 and page.count("Chưa ước tính được phiếu của «Công ty") == 2
    assert (Estimate.objects.count(), Observation.objects.count()) == (0, before)


def test_closing_estimates_by_the_method_that_was_looked_at(officer: User, june: Round):
    client, address = seat_of(officer), f"/thu-thap/ky/{june.pk}/chot/"
    page = client.post(address, {"cach": "last_value"}, follow=True).content.decode()

    assert "số phiếu được ước tính: 1, không ước tính được: 2" in page
    assert [one.method for one in Estimate.objects.all()] == ["last_value"]
    assert Round.objects.get(pk=june.pk).state == "closed"
    assert "Kỳ này đã chốt" in client.get(address).content.decode()
    again = client.post(address, {"cach": "last_value"})
    assert again.status_code == 400 and "đã chốt" in again.content.decode()


def test_a_method_that_is_not_there_closes_nothing(officer: User, june: Round):
    answer = seat_of(officer).post(f"/thu-thap/ky/{june.pk}/chot/", {"cach": "doan"})
    assert answer.status_code == 400 and "CT-844" in answer.content.decode()
    assert Round.objects.get(pk=june.pk).state == "open"


@pytest.mark.parametrize("role", ["respondent", "leader", "auditor"])
def test_who_may_not_open_rounds_closes_none(role: str, june: Round):
    client = seat_of(make_person("khac", role, "so"))
    assert client.post(f"/thu-thap/ky/{june.pk}/chot/", {}).status_code == 403
    assert Round.objects.get(pk=june.pk).state == "open"


def test_a_round_is_reached_from_the_progress_by_period(officer: User, june: Round):
    page = seat_of(officer).get("/thu-thap/tien-do/?theo=ky").content.decode()
    assert f'href="/thu-thap/ky/{june.pk}/chot/"' in page


def test_one_missing_return_is_estimated_by_the_method_that_was_chosen(
    officer: User, june: Round, miller: User
):
    owed = june.returns.get(organisation="cty-a")
    client, address = seat_of(officer), f"/thu-thap/{owed.pk}/uoc-tinh/"
    assert address in client.get(f"/thu-thap/{owed.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert "110,50" in page and not Estimate.objects.exists()
    assert client.post(address, {"cach": "doan"}).status_code == 400

    done = client.post(address, {"cach": "last_value"}, follow=True).content.decode()
    assert "Đã ghi số ước tính" in done
    assert Estimate.objects.get().ret == owed
    assert seat_of(miller).get(address).status_code == 403


def test_the_unit_is_told_that_an_estimate_stands_for_it(officer: User, june: Round, miller: User):
    seat_of(officer).post(f"/thu-thap/ky/{june.pk}/chot/", {"cach": "last_value"})
    Round.objects.filter(pk=june.pk).update(closed_at=datetime(2020, 7, 9, 18, 30, tzinfo=UTC))
    page = seat_of(miller).get(f"/thu-thap/{june.returns.get(organisation='cty-a').pk}/").content.decode()
    assert "Kỳ này đã chốt ngày 10/7/2020." in page  # half past one in the morning, here
    assert "Gạo xay xát, Trong kỳ <strong>110,50</strong> tấn" in page
    assert "khi duyệt, số của phiếu thay số ước tính" in page


def test_closing_says_how_many_returns_still_wait(officer: User, june: Round, miller: User):
    ret = june.returns.get(organisation="cty-a")
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", "100", 0, "j")], by=miller)
    return_hand_in(ret=ret.pk, by=miller)
    page = seat_of(officer).get(f"/thu-thap/ky/{june.pk}/chot/").content.decode()
    assert "Còn 2 phiếu chưa nộp." in page and "1 phiếu đã nộp còn chờ duyệt" in page


def test_what_units_explained_is_found_on_a_page_and_in_a_file(officer: User, june: Round, miller: User):
    ret = Return.objects.get(round__period="2020-05", organisation="cty-a")
    CellNote.objects.create(
        ret=ret, row="gao", column="ky", kind="explanation", text="Thêm <ca> đêm", finding="x", by=miller
    )
    address = "/thu-thap/giai-trinh/"
    page = seat_of(officer).get(address, {"bieu": "gao", "tim": "them ca"}).content.decode()

    assert "Thêm &lt;ca&gt; đêm" in page
    assert f'href="/thu-thap/{ret.pk}/"' in page
    assert (
        "Thêm &lt;ca&gt;"
        not in seat_of(make_person("chu-b", "respondent", "cty-b")).get(address).content.decode()
    )
    assert "Thêm <ca> đêm" in seat_of(officer).get(address, {"tep": "csv"}).content.decode()
