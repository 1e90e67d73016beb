"""A list of people becomes accounts: every fault at its line before anything is written, then all of them or nobody."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congthuong.apps.accounts.events import verify
from congthuong.apps.accounts.models import Assignment, Event, Role, User
from congthuong.apps.catalogue.models import Organisation
from congthuong.web.downloads import table_xlsx

pytestmark = pytest.mark.django_db
HEADINGS = ["STT", "Đơn vị", "Họ và tên", "Thư điện tử", "Vai trò", "Lĩnh vực"]
PEOPLE = [
    ["1", "Phòng Quản lý Công nghiệp", "Lê Thị Dừa", "dua.lt@travinh.gov.vn", "Cán bộ phòng nghiệp vụ", "Công nghiệp"],
    ["2", "PHONG KT-HT CÀNG LONG", "Trần Văn Me", "", "đơn vị báo cáo", ""],
]  # fmt: skip


@pytest.fixture
def admin() -> Client:
    Organisation.objects.create(code="sct-qlcn", name="Phòng Quản lý Công nghiệp", kind="division")
    Organisation.objects.create(code="ktht-cang-long", name="Phòng KT-HT Càng Long", kind="district")
    boss = User.objects.create_user("quantri", full_name="Phạm Văn Quản")
    Assignment.objects.create(user=boss, role=Role.ADMINISTRATOR)
    client = Client()
    client.force_login(boss)
    return client


def pasted(*rows: list[str]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def test_a_list_with_faults_says_each_at_its_line_and_writes_nobody(admin: Client):
    rows = [
        HEADINGS,
        PEOPLE[0],
        PEOPLE[1],  # neither a login nor a mail to take one from
        ["3", "Phòng Quan lý Công nghịp", "Ngô Thị Ổi", "oi@travinh", "trưởng phòng", "Dệt may"],
        ["4", "", "Quản trị mới", "QUANTRI@travinh.gov.vn", "quản trị", ""],
        ["5", "", "", "dua.lt@travinh.gov.vn", "đơn vị báo cáo", ""],
    ]
    answer = admin.post("/nguoi-dung/them-tu-danh-sach/", {"bang": pasted(*rows)})

    page = answer.content.decode()
    told = {
        int(number): re.findall(r'class="wrong"[^>]*>([^<]+)<', rest)
        for number, rest in re.findall(r'<td class="num">(\d+)</td>(.*?)</tr>', page, re.DOTALL)
    }
    assert answer.status_code == 400
    assert {number: len(whys) for number, whys in told.items()} == {2: 1, 3: 1, 4: 4, 5: 1, 6: 3}
    assert "tên đăng nhập" in told[3][0]
    assert "có phải «Phòng Quản lý Công nghiệp»?" in str(told[4])
    assert "đã có người dùng «quantri»" in told[5][0]
    assert "2 lần trong danh sách" in told[2][0]
    again = admin.post("/nguoi-dung/them-tu-danh-sach/", {"bang": pasted(*rows), "buoc": "ghi"})
    assert again.status_code == 400
    assert (User.objects.count(), Event.objects.count()) == (1, 0)


def test_a_list_as_offices_keep_it_is_read_and_what_is_left_out_is_told(admin: Client):
    """Title, other words for the unit, a column of no use here, a total: nobody is entered at no unit by silence."""
    headings = ["STT", "Họ và tên", "Email", "Vai trò", "Phòng/đơn vị", "Chức danh"]
    person = [
        "1",
        "Lê Thị Dừa",
        "dua.lt@x.vn",
        "cán bộ phòng nghiệp vụ",
        "Phòng Quản lý Công nghiệp",
        "Chuyên viên",
    ]
    text = pasted(["Danh sách cán bộ được cấp tài khoản"], headings, person, ["", "Tổng cộng: 1 người"])

    answer = admin.post("/nguoi-dung/them-tu-danh-sach/", {"bang": text})

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert '<td lang="vi">Phòng Quản lý Công nghiệp</td>' in page
    assert "Chức danh</span>" in page
    assert "dòng 1 «Danh sách cán bộ được cấp tài khoản»; dòng 4 «Tổng cộng: 1 người»" in page
    assert text in page.replace("\r\n", "\n")  # what was pasted stands as it was


def test_whose_work_is_that_of_a_unit_is_not_entered_without_one(admin: Client):
    rows = [
        ["Họ và tên", "Email", "Vai trò", "Đơn vị"],
        ["Hồ Văn Tám", "tam@x.vn", "cán bộ phòng nghiệp vụ", ""],
    ]

    answer = admin.post("/nguoi-dung/them-tu-danh-sach/", {"bang": pasted(*rows)})

    assert answer.status_code == 400
    assert "cán bộ phòng nghiệp vụ phải thuộc một đơn vị" in answer.content.decode()


def test_a_list_is_seen_first_and_then_entered_with_roles_and_passwords(admin: Client):
    people = [[*PEOPLE[0], ""], [*PEOPLE[1], "me"]]
    book = table_xlsx("Danh sách", [*HEADINGS, "Tên đăng nhập"], people)
    seen = admin.post("/nguoi-dung/them-tu-danh-sach/", {"tep": SimpleUploadedFile("ds.xlsx", book)})
    page = seen.content.decode()
    assert (seen.status_code, User.objects.count()) == (200, 1)
    table = re.findall(r'name="bang" value="([^"]+)"', page, re.DOTALL)[0]

    done = admin.post("/nguoi-dung/them-tu-danh-sach/", {"bang": table, "buoc": "ghi"})

    shown = dict(re.findall(r"<td><code>([^<]+)</code></td><td><code>([^<]+)</code>", done.content.decode()))
    made = {one.username: one for one in User.objects.exclude(username="quantri")}
    assert {one.organisation.name for one in made.values() if one.organisation} <= set(
        re.findall(r'<td lang="vi">([^<]+)</td>', done.content.decode())
    )  # who hands the passwords out sees to which office
    assert "data-print" in done.content.decode()
    assert {name: user.check_password(shown[name]) for name, user in made.items()} == {
        "dua.lt": True,
        "me": True,
    }
    assert {one.password_temporary for one in made.values()} == {True}
    assert [
        (one.user.username, one.role, one.organisation_id, one.kinds)
        for one in Assignment.objects.exclude(user__username="quantri").order_by("id")
    ] == [("dua.lt", "division", "sct-qlcn", ["cong_nghiep"]), ("me", "respondent", "ktht-cang-long", [])]
    assert (
        list(Event.objects.order_by("id").values_list("action", flat=True))
        == [
            "person.created",
            "assignment.added",
        ]
        * 2
    )
    assert verify().events == 4
    assert "no-store" in done.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "hãy dán danh sách"),
        ("Họ và tên\tĐơn vị\nLê Thị Dừa\tSở", "thiếu cột «vai trò»"),
        ("Họ và tên\tVai trò", "chưa có người nào"),
        ("\n".join(f"Người {n}\tn{n}@x.vn\tlãnh đạo" for n in range(501)), "nhiều nhất 500"),
    ],
)
def test_what_is_no_list_is_refused_with_the_way_out(admin: Client, text: str, told: str):
    answer = admin.post("/nguoi-dung/them-tu-danh-sach/", {"bang": text})

    assert answer.status_code == 400
    assert told in answer.content.decode()
