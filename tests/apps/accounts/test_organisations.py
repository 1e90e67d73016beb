"""What an administrator does to organisations; one that is closed is asked for nothing new and keeps what it has."""

from __future__ import annotations

import pytest
from django.test import Client

from congthuong.apps.accounts import queries
from congthuong.apps.accounts.models import Assignment, Event, Role, User
from congthuong.apps.accounts.problems import NotAnAssignment
from congthuong.apps.accounts.services.roles import assignment_add
from congthuong.apps.catalogue.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    Organisation.objects.create(code="so", name="Sở Công Thương", kind="agency")
    Organisation.objects.create(code="qlcn", name="Phòng Quản lý Công nghiệp", kind="division", parent="so")
    user = User.objects.create_user("quantri", full_name="Phạm Văn Quản")
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, organisation_id="so")
    return user


@pytest.fixture
def admin(boss: User) -> Client:
    client = Client()
    client.force_login(boss)
    return client


def actions() -> list[str]:
    return list(Event.objects.order_by("id").values_list("action", flat=True))


def test_an_organisation_is_added_found_and_renamed(admin: Client):
    made = admin.post("/to-chuc/them/", {"ten": "Trung tâm Khuyến công", "loai": "centre", "thuoc": "so"})
    assert made.headers["Location"] == "/to-chuc/trung-tam-khuyen-cong/"
    assert "Trung tâm Khuyến công" in admin.get("/to-chuc/?tim=khuyen cong").content.decode()

    fields = {"ten": "Trung tâm Khuyến công và Tư vấn", "loai": "centre", "thuoc": "so"}
    admin.post("/to-chuc/trung-tam-khuyen-cong/", fields)

    own = Organisation.objects.get(code="trung-tam-khuyen-cong")
    assert (own.name, own.parent) == ("Trung tâm Khuyến công và Tư vấn", "so")
    assert actions() == ["organisation.added", "organisation.changed"]
    assert "Tư vấn" in admin.get("/to-chuc/?tep=csv").content.decode("utf-8-sig")
    assert admin.get("/to-chuc/khong-co/").status_code == 404


@pytest.mark.parametrize(
    ("address", "form", "told"),
    [
        ("/to-chuc/them/", {"ten": "Sở Công Thương", "loai": "agency"}, "đã có tổ chức tên"),
        ("/to-chuc/them/", {"ten": "Sở Y tế", "loai": "agency", "ma": "so"}, "đã có tổ chức mang mã"),
        ("/to-chuc/them/", {"ten": "Sở Y tế", "loai": "agency", "ma": "Sở Y"}, "chữ thường không dấu"),
        ("/to-chuc/them/", {"ten": "Sở Y tế", "loai": "bộ"}, "loại tổ chức"),
        ("/to-chuc/so/", {"ten": "Sở", "loai": "agency", "thuoc": "qlcn"}, "không thể thuộc chính nó"),
        ("/to-chuc/so/dong/", {}, "«Phòng Quản lý Công nghiệp» còn thuộc tổ chức này"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    admin: Client, address: str, form: dict[str, str], told: str
):
    answer = admin.post(address, form)

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert (actions(), Organisation.objects.count()) == ([], 2)


def test_a_closed_one_is_offered_nowhere_keeps_its_people_and_opens_again(admin: Client, boss: User):
    User.objects.create_user("me", full_name="Trần Văn Me", organisation_id="qlcn")
    admin.post("/to-chuc/qlcn/dong/")

    assert [one.code for one in queries.organisations()] == ["so"]
    assert "Phòng Quản lý Công nghiệp" not in admin.get("/to-chuc/").content.decode()
    assert "Phòng Quản lý Công nghiệp" in admin.get("/to-chuc/?trang-thai=da-dong").content.decode()
    assert '<option value="qlcn" selected>' in admin.get("/nguoi-dung/me/").content.decode()
    with pytest.raises(NotAnAssignment, match="đã đóng"):
        assignment_add(user=boss, role=Role.DIVISION, organisation="qlcn", by=boss)

    admin.post("/to-chuc/qlcn/mo-lai/")
    assert {one.code for one in queries.organisations()} == {"so", "qlcn"}
    assert actions() == ["organisation.closed", "organisation.reopened"]


def test_nobody_is_offered_as_their_own_parent_and_a_code_of_a_long_name_ends_with_a_word(admin: Client):
    page = admin.get("/to-chuc/qlcn/").content.decode()
    assert '<option value="so" selected>' in page
    assert '<option value="qlcn"' not in page

    name = "Phòng Kinh tế, Hạ tầng và Đô thị huyện Càng Long tỉnh Trà Vinh"
    made = admin.post("/to-chuc/them/", {"ten": name, "loai": "centre", "thuoc": "so"}).headers["Location"]
    code = made.split("/")[2]
    whole = "phong-kinh-te-ha-tang-va-do-thi-huyen-cang-long-tinh-tra-vinh"
    assert whole.startswith(f"{code}-")
