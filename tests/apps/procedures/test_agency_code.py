"""The agency's identifier code: written by an administrator, from a day on, never changing a number that was given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from apps.procedures.office import person_as, received
from congthuong.apps.accounts.models import Event, Role, User
from congthuong.apps.procedures.problems import WrongAgencyCode
from congthuong.apps.procedures.queries.agency import agency_code_on
from congthuong.apps.procedures.services.agency import agency_code_write
from congthuong.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def test_a_new_code_begins_with_its_day_and_leaves_old_numbers(people: dict[str, User]):
    chief = person_as(Role.ADMINISTRATOR, "quantri")
    today = clock.today()
    before = received(people["clerk"], when=f"{today} 09:00")
    client = Client()
    client.force_login(chief)
    assert "mã tạm của phần mềm" in client.get("/co-quan/").content.decode()

    assert client.post("/co-quan/", {"ma": "h59.12", "van-ban": "12/QĐ-UBND"}).status_code == 302

    after = received(people["clerk"], when=f"{today} 09:00")
    before.refresh_from_db()
    assert before.number == f"H59.SCT-{today:%y%m%d}-0001"
    assert after.number == f"H59.12-{today:%y%m%d}-0002"
    assert agency_code_on(today - timedelta(1)) == "H59.SCT"
    assert "12/QĐ-UBND" in client.get("/co-quan/").content.decode()
    assert Event.objects.get(action="agency.code").data["code"] == "H59.12"
    # By its number, with and without the agency's part.
    clerk = Client()
    clerk.force_login(people["clerk"])
    assert after.number in clerk.get(f"/ho-so/danh-sach/?tim={today:%y%m%d}-0002").content.decode()


@pytest.mark.parametrize("code", ["", "H59", "H59-12", "H59.SỞ", "H59..1", "A" * 30, "H59.12 "])
def test_what_is_no_code_is_refused(people: dict[str, User], code: str):
    chief = person_as(Role.ADMINISTRATOR, "quantri")
    if code.strip() == "H59.12":
        assert agency_code_write(by=chief, code=code, since=clock.today()).code == "H59.12"
        return
    with pytest.raises(WrongAgencyCode):
        agency_code_write(by=chief, code=code, since=clock.today())


def test_a_day_that_is_over_keeps_its_code(people: dict[str, User]):
    chief = person_as(Role.ADMINISTRATOR, "quantri")
    with pytest.raises(WrongAgencyCode):
        agency_code_write(by=chief, code="H59.12", since=date(2020, 1, 1))
