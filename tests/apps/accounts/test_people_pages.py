"""What an administrator does to people, what a person does for themselves; each leaves one event."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import Assignment, Delegation, Event, Role, User
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.models import Organisation

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai-de-thu"


@pytest.fixture
def boss() -> User:
    Organisation.objects.create(code="so", name="Sở Công Thương tỉnh Trà Vinh")
    Organisation.objects.create(
        code="huyen", name="Phòng Kinh tế và Hạ tầng huyện Càng Long", kind="district"
    )
    user = User.objects.create_user("quantri", full_name="Phạm Văn Quản", password=PASSWORD)
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, organisation_id="so")
    return user


@pytest.fixture
def admin(boss: User) -> Client:
    client = Client()
    client.force_login(boss)
    return client


@pytest.fixture
def officer(boss: User) -> User:
    return User.objects.create_user(
        "canbo", full_name="Trần Thị Bưởi", password=PASSWORD, organisation_id="huyen"
    )


def actions() -> list[str]:
    return list(Event.objects.order_by("id").values_list("action", flat=True))


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_person_is_entered_and_the_password_shown_once(admin: Client):
    form = {"ho-ten": "Lê Thị Dừa", "ten-dang-nhap": "dua", "thu": "", "to-chuc": "huyen"}
    page = admin.post("/nguoi-dung/them/", form).content.decode()
    password = re.findall(r'class="once">([^<]+)<', page)[1]

    user = User.objects.get(username="dua")
    assert user.check_password(password)
    assert (user.organisation_id, user.password_temporary) == ("huyen", True)
    assert password not in admin.get("/nguoi-dung/dua/").content.decode()
    assert password not in str(list(Event.objects.values_list("data", flat=True)))
    assert actions() == ["person.created"]
    assert not any(may(user, one) for one in ("returns.fill", "reports.view"))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("ten-dang-nhap", "quantri", "đã có người dùng"),
        ("ten-dang-nhap", "có dấu cách", "chỉ được gồm"),
        ("ho-ten", "  ", "họ và tên"),
        ("thu", "khong-phai-thu", "thư điện tử"),
        ("to-chuc", "khong-co", "không có tổ chức"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(field: str, value: str, told: str, admin: Client):
    form = {"ho-ten": "Lê Thị Dừa", "ten-dang-nhap": "dua", "thu": "a@b.vn", "to-chuc": "huyen"} | {
        field: value
    }

    answer = admin.post("/nguoi-dung/them/", form)

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert form["ho-ten"] in answer.content.decode()
    assert not User.objects.filter(username="dua").exists()


def test_a_role_is_given_and_ended(admin: Client, officer: User):
    form = {
        "vai-tro": "division",
        "to-chuc": "so",
        "linh-vuc": ["cong_nghiep"],
        "tu-ngay": "",
        "den-ngay": "",
    }
    admin.post("/nguoi-dung/canbo/vai-tro/", form)
    held = Assignment.objects.get(user=officer)

    assert may(again(officer), "returns.approve", organisation="huyen", kind="cong_nghiep")
    assert not may(again(officer), "returns.approve", organisation="huyen", kind="thuong_mai")
    assert "Công nghiệp" in admin.get("/nguoi-dung/canbo/").content.decode()

    admin.post(f"/nguoi-dung/canbo/vai-tro/{held.pk}/het/")
    assert not may(again(officer), "returns.approve")
    assert Assignment.objects.filter(pk=held.pk).exists()  # it is history, not gone
    assert actions() == ["assignment.added", "assignment.ended"]


def test_a_role_that_makes_no_sense_is_refused(admin: Client, officer: User):
    for form, told in (
        ({"vai-tro": "vua"}, "vai trò trong danh sách"),
        ({"vai-tro": "respondent"}, "phải thuộc một tổ chức"),
        ({"vai-tro": "clerk", "tu-ngay": "2026-05-02", "den-ngay": "2026-05-01"}, "đứng trước"),
        ({"vai-tro": "clerk", "tu-ngay": "hôm nay"}, "không phải một ngày"),
    ):
        answer = admin.post("/nguoi-dung/canbo/vai-tro/", form)
        assert (answer.status_code, told in answer.content.decode()) == (400, True), told
    assert not officer.assignments.exists()


def test_who_is_deactivated_is_out_at_once_and_may_come_back(admin: Client, officer: User):
    theirs = Client()
    theirs.post("/dang-nhap/", {"login": "canbo", "password": PASSWORD})
    assert theirs.get("/tai-khoan/").status_code == 200

    admin.post("/nguoi-dung/canbo/ngung/")
    assert theirs.get("/tai-khoan/").status_code == 302
    admin.post("/nguoi-dung/canbo/mo-lai/")

    assert again(officer).is_active
    assert actions()[1:] == ["person.deactivated", "person.reactivated"]


def test_the_last_administrator_cannot_be_put_out(admin: Client, boss: User):
    out = admin.post("/nguoi-dung/quantri/ngung/")
    ended = admin.post(f"/nguoi-dung/quantri/vai-tro/{boss.assignments.get().pk}/het/")

    assert "cuối cùng" in out.content.decode()
    assert "cuối cùng" in ended.content.decode()
    assert may(again(boss), "people.manage")


def test_a_reset_password_is_shown_once_and_changed_at_the_first_login(admin: Client, officer: User):
    page = admin.post("/nguoi-dung/canbo/mat-khau/").content.decode()
    password = re.findall(r'class="once">([^<]+)<', page)[1]
    theirs = Client()
    theirs.post("/dang-nhap/", {"login": "canbo", "password": password})

    assert theirs.get("/").headers["Location"] == "/tai-khoan/mat-khau/"
    assert actions()[0] == "password.reset"


def test_people_are_found_without_diacritics_and_filtered(admin: Client, officer: User):
    def names(query: str) -> bool:
        return "Trần Thị Bưởi" in admin.get(f"/nguoi-dung/?{query}").content.decode()

    assert names("tim=tran+buoi")
    assert names("tim=cang+long")
    assert names("to-chuc=huyen&trang-thai=dang-dung")
    assert not names("tim=le")
    assert not names("vai-tro=leader")
    assert not names("trang-thai=ngung")
    assert "Trần Thị Bưởi" in admin.get("/nguoi-dung/?tep=csv").content.decode("utf-8-sig")
    assert admin.get("/nguoi-dung/?tep=xlsx").content[:2] == b"PK"


def test_work_is_delegated_for_some_days_and_taken_back(boss: User, officer: User):
    today = timezone.localdate()
    mine = Client()
    mine.force_login(boss)
    days = {"tu-ngay": today.isoformat(), "den-ngay": (today + timedelta(3)).isoformat()}
    form = {"nguoi": "canbo", "ly-do": "nghỉ phép năm", **days}

    assert mine.post("/tai-khoan/uy-quyen/", form).status_code == 302
    assert may(again(officer), "people.manage")
    assert "nghỉ phép năm" in mine.get("/tai-khoan/").content.decode()
    mine.post(f"/tai-khoan/uy-quyen/{Delegation.objects.get().pk}/rut/")

    assert not may(again(officer), "people.manage")
    assert actions() == ["delegation.given", "delegation.withdrawn"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"nguoi": "quantri"}, "trong danh sách"),
        ({"ly-do": " "}, "lý do"),
        ({"den-ngay": "2020-01-01"}, "đứng trước"),
        ({"tu-ngay": "2020-01-01", "den-ngay": "2020-01-02"}, "đã qua"),
        ({"den-ngay": "2099-01-01"}, "nhiều nhất"),
        ({"tu-ngay": ""}, "ngày bắt đầu"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(
    wrong: dict[str, str], told: str, boss: User, officer: User
):
    mine = Client()
    mine.force_login(boss)
    today = timezone.localdate().isoformat()
    form = {"nguoi": "canbo", "ly-do": "nghỉ", "tu-ngay": today, "den-ngay": today} | wrong

    answer = mine.post("/tai-khoan/uy-quyen/", form)

    assert (answer.status_code, told in answer.content.decode()) == (400, True)
    assert not Delegation.objects.exists()


def test_the_log_is_found_by_person_action_subject_and_day(admin: Client, boss: User, officer: User):
    record_event("password.reset", by=boss, subject=officer)
    record_event("days.changed", by=officer, subject="lịch 2026", year=2026)
    today = timezone.localdate()

    def rows(query: str = "") -> int:
        return admin.get(f"/nhat-ky/?{query}").content.decode().count('<td class="num">')

    assert rows() == 2
    assert rows("nguoi=quantri") == 1
    assert rows("viec=days.changed") == 1
    assert rows("tim=canbo") == 1
    assert rows("tim=lịch") == 1
    assert rows(f"tu={today}&den={today}") == 2
    assert rows(f"den={date(2020, 1, 1)}") == 0
    assert {admin.get(f"/nhat-ky/?{query}").status_code for query in ("den=9999-12-31", "tu=0001-01-01")} == {
        400
    }
    page = admin.get("/nhat-ky/").content.decode()
    assert "đặt lại mật khẩu" in page
    assert "Trần Thị Bưởi (canbo)" in page
    assert "năm: 2026" in page
    assert "lịch 2026" in admin.get("/nhat-ky/?tep=csv").content.decode("utf-8-sig")


def test_the_logs_page_does_not_go_through_all_events(
    admin: Client, boss: User, monkeypatch: pytest.MonkeyPatch
):
    for number in range(5):
        record_event("test.done", by=boss, subject=f"phiếu {number}")
    monkeypatch.setattr("congthuong.apps.accounts.views.log.LISTED", 3)

    with CaptureQueriesContext(connection) as asked:
        page = admin.get("/nhat-ky/").content.decode()

    assert "phiếu 4" in page
    assert "phiếu 1" not in page
    assert "lọc theo ngày" in page
    told = [one["sql"] for one in asked.captured_queries if "accounts_event" in one["sql"]]
    assert not [one for one in told if "DISTINCT" in one or "LIMIT" not in one]


def test_whether_the_seals_hold_is_said(admin: Client, boss: User):
    seal = record_event("test.done", by=boss, subject="x").seal

    assert f"1:{seal}" in admin.get("/nhat-ky/dau-niem/").content.decode()
    assert "CT-653" in admin.get("/nhat-ky/dau-niem/", {"cho-doi": "2:" + "a" * 64}).content.decode()
