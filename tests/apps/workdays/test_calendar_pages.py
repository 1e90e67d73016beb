"""The page of the calendar: everyone reads it, who may changes it, and what was typed survives a refusal."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congthuong.apps.accounts.models import User
from congthuong.apps.workdays.entries import entries_of_file
from congthuong.apps.workdays.models import DecidedDay
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.workdays.first_rows import first_days
from core.intake.test_hostile_workbooks import FAR, with_sheet

pytestmark = pytest.mark.django_db
DAY = {"ngay": "2027-02-11", "loai": "off", "ly-do": "Tết", "van-ban": "01/TB-BNV"}


def far_apart() -> bytes:
    """Two cells in opposite corners of a sheet."""
    return with_sheet(FAR[0])


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_year_shows_its_state_and_its_days(viewer: User):
    page = seat_of(viewer).get("/lich/?nam=2026").content.decode()

    assert "Đã công bố" in page
    assert "Chưa ghi số văn bản." in page
    assert "02/01/2026" in page
    assert "10/01/2026" in page
    assert "Ghi một ngày nghỉ" not in page


def test_a_year_not_announced_warns_that_dates_may_change(viewer: User):
    page = seat_of(viewer).get("/lich/?nam=2027").content.decode()

    assert "Chưa công bố" in page
    assert "Ngày nghỉ của năm này là dự kiến." in page
    assert "Nghỉ (dự kiến)" in page


def test_an_officer_enters_a_day_and_announces_the_year(officer: User):
    seat = seat_of(officer)

    answer = seat.post("/lich/2027/ngay/", DAY, follow=True)
    assert "Đã ghi ngày 11/02/2027." in answer.content.decode()
    answer = seat.post("/lich/2027/cong-bo/", {"cong-bo": "da", "van-ban": "01/TB-BNV"}, follow=True)
    assert "Đã ghi: lịch năm 2027 đã công bố." in answer.content.decode()

    assert not calendar_on().is_working_day(date(2027, 2, 11))
    assert calendar_on().is_announced(2027)
    assert "1 lần ghi ngày" in answer.content.decode()


def test_a_refused_form_keeps_what_was_typed(officer: User):
    answer = seat_of(officer).post("/lich/2027/ngay/", DAY | {"ngay": "2027-02-13", "ly-do": "Tết <b>"})
    page = answer.content.decode()

    assert answer.status_code == 400
    assert "CT-773" in page
    assert 'value="Tết &lt;b&gt;"' in page
    assert 'value="2027-02-13"' in page
    assert not DecidedDay.objects.exists()


def test_who_may_not_is_told_so(viewer: User):
    for address in ("ngay", "tep", "cong-bo"):
        data = DAY | {"tep": SimpleUploadedFile("a.csv", "Ngày,Loại,Nguồn\n11/02/2027,nghỉ,x\n".encode())}
        assert seat_of(viewer).post(f"/lich/2027/{address}/", data).status_code == 403
    assert not DecidedDay.objects.exists()


@pytest.mark.parametrize("address", ["ngay", "tep", "cong-bo"])
def test_nothing_that_who_may_not_sends_is_read(viewer: User, address: str):
    """What is wrong with it would be told otherwise, and a hostile file would be opened."""
    data = {"ngay": "x", "loai": "?", "biet-tu": "x", "tep": SimpleUploadedFile("a.xlsx", far_apart())}

    assert seat_of(viewer).post(f"/lich/2027/{address}/", data).status_code == 403


def test_a_file_that_would_fill_the_memory_is_refused_with_a_sentence(officer: User):
    data = {"tep": SimpleUploadedFile("a.xlsx", far_apart()), "nguon": "x"}
    answer = seat_of(officer).post("/lich/2027/tep/", data)

    assert answer.status_code == 400
    assert "CT-234" in answer.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_can_be_imported_again(viewer: User, form: str):
    answer = seat_of(viewer).get(f"/lich/?nam=2026&tep={form}")

    entries = entries_of_file(f"lich.{form}", answer.content)

    assert [(one.day, one.kind, one.reason) for one in entries] == [
        (row.day, row.kind, row.reason) for row in first_days() if row.day.year == 2026
    ]


def test_a_file_is_taken_in_and_its_faults_are_listed(officer: User):
    def send(text: str, name: str = "lich.csv"):
        data = {"tep": SimpleUploadedFile(name, text.encode()), "nguon": "Cổng thông tin", "ca-nam": "1"}
        return seat_of(officer).post("/lich/2027/tep/", data, follow=True)

    wrong = send("Ngày,Loại\n13/02/2027,nghỉ\n32/02/2027,nghỉ\n")
    assert wrong.status_code == 400
    assert wrong.content.decode().count("CT-777") == 2
    assert "CT-778" in send("x", "lich.pdf").content.decode()
    right = send("Ngày,Loại,Lý do\n01/01/2027,nghỉ,Tết Dương lịch\n")
    assert "ngày đã có như vậy" in right.content.decode()
    assert calendar_on().is_working_day(date(2027, 2, 8))


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 200), ("?nam=2018", 400), ("?nam=abc", 400), ("?nam=9999", 400), ("?nam=2026&ngay=2025-12-24", 200),
     ("?nam=2026&ngay=2999-01-01", 400), ("?nam=2026&ngay=x", 400), ("?nam=2026&tep=exe", 400)],
)  # fmt: skip
def test_odd_addresses_are_answered_in_words(viewer: User, query: str, status: int):
    assert seat_of(viewer).get(f"/lich/{query}").status_code == status


def test_an_earlier_day_shows_the_calendar_known_then(viewer: User):
    page = seat_of(viewer).get("/lich/?nam=2026&ngay=2025-12-24").content.decode()

    assert "Lịch như đã biết đến ngày 24/12/2025." in page
    assert "10/01/2026" not in page


def test_without_a_login_there_is_no_page():
    assert Client().get("/lich/").status_code == 302


def test_the_page_speaks_english_when_asked(officer: User):
    seat = seat_of(officer)
    seat.cookies["django_language"] = "en"

    page = seat.get("/lich/?nam=2027").content.decode()

    for sentence in (
        "Working days of 2027",
        "Not announced",
        "Off (expected)",
        "Enter a day off or a swap day",
    ):
        assert sentence in page
    assert "Ghi một ngày nghỉ" not in page
