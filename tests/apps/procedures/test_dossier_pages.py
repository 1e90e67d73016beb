"""The room's pages for each person: what they show and hide, what they cost, what a citizen sees without a login."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.procedures.office import CHEMICALS, FAIR, HOURS, application, person_as, received
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.procedures import public
from congthuong.apps.procedures.models import Applicant, Dossier, State
from congthuong.apps.procedures.services.applicants import Person
from congthuong.apps.procedures.services.handling import dossier_pause, dossier_take
from congthuong.apps.procedures.services.receiving import dossier_register
from congthuong.apps.procedures.services.settling import dossier_settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
People = dict[str, User]
SECRETS = ("Nguyễn Thị Hạnh", "084123456789", "0901234567", "hanh@example.vn", "Phường 1")


def seat(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def cost(client: Client, address: str) -> int:
    client.get(address)  # what is kept for the process is there from now on
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


PAGES = {
    "/ho-so/": 11,
    "/ho-so/danh-sach/": 9,
    "/ho-so/danh-sach/?tim=hoa chat hanh&trang_thai=dang&kenh=1&xep=-hen": 9,
    "/ho-so/danh-sach/?so=dang-qua&ky=2020-06&thu_tuc=1.002758": 10,
    "/ho-so/thong-ke/?ky=2020-06": 6,
    "/ho-so/thong-ke/?ky=QL-2020-H1&nhom=thu-tuc": 6,
    "/ho-so/thu-tuc/": 5,
    "/ho-so/tiep-nhan/": 5,
}


def test_what_a_page_costs_does_not_depend_on_how_much_there_is(people: People):
    clerk = seat(people["clerk"])
    for one in range(3):
        own = received(people["clerk"], [CHEMICALS, FAIR, HOURS][one])
    few = {address: cost(clerk, address) for address in PAGES}
    for one in range(12):
        own = received(people["clerk"], [CHEMICALS, FAIR, HOURS][one % 3])
        if one % 4 == 0:
            dossier_pause(dossier=own.pk, by=people["clerk"], papers=["Bản sao"])
    dossier_register(application=application(channel=2))

    many = {address: cost(clerk, address) for address in PAGES}

    # The desk asks once more for each of its groups that has rows.
    assert {**many, "/ho-so/": 0} == {**few, "/ho-so/": 0}
    assert {address: number for address, number in many.items() if number > PAGES[address]} == {}
    assert cost(clerk, f"/ho-so/{own.pk}/") <= 10


def test_lists_mask_people_and_find_them_with_and_without_marks(people: People):
    received(people["clerk"])
    firm = Person(name="Công ty TNHH Hóa chất Sông Hậu", kind="organisation")
    received(people["clerk"], applicant=firm)
    received(people["clerk"], FAIR, name="Trần Văn Chợ")
    clerk, auditor = seat(people["clerk"]), seat(people["auditor"])

    page = text(clerk.get("/ho-so/danh-sach/"))
    assert "Nguyễn T. H." in page and "Công ty TNHH Hóa chất Sông Hậu" in page
    assert not any(one in page for one in SECRETS)
    for words in ("hạnh", "HANH nguyen", "084123", "hoi cho", "200608-0003", "dieu kien kinh doanh"):
        assert "H59.SCT-200608" in text(clerk.get("/ho-so/danh-sach/", {"tim": words})), words
    assert "Không có hồ sơ nào khớp" in text(clerk.get("/ho-so/danh-sach/", {"tim": "hanh cho"}))
    # Who may not see applicants cannot find them by their names either.
    assert "Không có hồ sơ nào khớp" in text(auditor.get("/ho-so/danh-sach/", {"tim": "hạnh"}))
    assert "200608-0003" in text(auditor.get("/ho-so/danh-sach/", {"tim": "hoi cho"}))
    # Nor those of a kind whose applicants are not theirs to see, whatever else they may.
    mixed = person_as(Role.DIVISION, "kiem-nhiem", "thuong_mai")
    Assignment.objects.create(user=mixed, role=Role.AUDITOR)
    assert "Không có hồ sơ nào khớp" in text(seat(mixed).get("/ho-so/danh-sach/", {"tim": "hạnh"}))
    assert "200608-0003" in text(seat(mixed).get("/ho-so/danh-sach/", {"tim": "trần văn chợ"}))
    assert "200608-0001" in text(seat(mixed).get("/ho-so/danh-sach/", {"tim": "dieu kien kinh doanh"}))
    assert seat(mixed).get("/ho-so/danh-sach/", {"kenh": "²"}).status_code == 400  # a digit that is no number
    # What means something to a database is only text.
    for words in ("%", "_", "'", "\\", "' or 1=1", "a:* | b", "!(&"):
        assert clerk.get("/ho-so/danh-sach/", {"tim": words}).status_code == 200, words


def test_the_register_as_a_file_holds_the_filtered_list_masked(people: People):
    received(people["clerk"])
    received(people["clerk"], FAIR)
    clerk = seat(people["clerk"])

    answer = clerk.get("/ho-so/danh-sach/?don_vi=sct-qltm&tep=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert len(rows) == 2
    assert rows[1][:3] == [
        "H59.SCT-200608-0002",
        "Đăng ký tổ chức hội chợ, triển lãm thương mại",
        "Nguyễn T. H.",
    ]
    assert clerk.get("/ho-so/danh-sach/?tep=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize(("who", "sees"), [("clerk", True), ("industry", True), ("leader", True), ("auditor", False), ("office", False)])  # fmt: skip
def test_one_dossier_shows_the_applicant_to_who_may_see_them(people: People, who: str, sees: bool):
    own = received(people["clerk"])
    page = text(seat(people[who]).get(f"/ho-so/{own.pk}/"))

    assert all((one in page) == sees for one in SECRETS)
    form = seat(people[who]).get(f"/ho-so/{own.pk}/mau/01/docx/")
    assert form.status_code == (200 if sees else 403)


def test_a_division_does_not_see_the_dossiers_of_another(people: People):
    own = received(people["clerk"])

    assert seat(people["trade"]).get(f"/ho-so/{own.pk}/").status_code == 404
    assert own.number not in text(seat(people["trade"]).get("/ho-so/danh-sach/"))
    refused = seat(people["trade"]).post(f"/ho-so/{own.pk}/buoc/nhan-xu-ly/", {"phien-ban": own.revision})
    assert refused.status_code == 404


def test_a_step_refused_keeps_what_was_typed_and_says_why(people: People):
    own = received(people["clerk"])
    clerk = seat(people["clerk"])
    address = f"/ho-so/{own.pk}/buoc/xin-loi/"

    answer = clerk.post(address, {"phien-ban": own.revision, "ngay": "2020-06-13", "noi-dung": "Máy hỏng"})

    assert answer.status_code == 400
    assert "CT-916" in text(answer) and "Máy hỏng" in text(answer)
    dossier_take(dossier=own.pk, by=people["industry"])
    late = clerk.post(address, {"phien-ban": own.revision, "ngay": "2027-01-12", "noi-dung": "Máy hỏng"})
    assert late.status_code == 400 and "Ngô Thị Máy đã nhận xử lý" in text(late)
    not_theirs = clerk.post(f"/ho-so/{own.pk}/buoc/dung/", {"phien-ban": own.revision + 1, "noi-dung": "x"})
    assert not_theirs.status_code == 403


def test_forms_come_with_the_steps_that_give_them_out(people: People):
    own = received(people["clerk"], papers=("Văn bản đề nghị",))
    clerk = seat(people["clerk"])
    assert clerk.get(f"/ho-so/{own.pk}/mau/02/docx/").status_code == 404
    dossier_pause(dossier=own.pk, by=people["clerk"], papers=["Bản kê thiết bị an toàn"])

    page = text(clerk.get(f"/ho-so/{own.pk}/"))

    assert all(f"/mau/{code}/pdf/" in page for code in ("01", "02", "06"))
    assert "/mau/04/" not in page
    for code in ("01", "02", "06"):
        assert clerk.get(f"/ho-so/{own.pk}/mau/{code}/docx/").content[:2] == b"PK"


def test_a_year_without_a_decision_is_said(people: People):
    own = received(people["clerk"], when="2020-06-08 09:00")
    page = seat(people["clerk"]).get(f"/ho-so/{own.pk}/")
    assert "chưa công bố" not in text(page)
    Dossier.objects.filter(pk=own.pk).update(due_at="2027-01-12T09:00:00+07:00")

    assert "Lịch nghỉ năm 2027 chưa công bố" in text(seat(people["clerk"]).get(f"/ho-so/{own.pk}/"))


def test_a_copy_and_the_erasing_of_personal_data_on_the_page(people: People):
    own = received(people["clerk"])
    office = seat(people["office"])
    copy = office.post(f"/ho-so/{own.pk}/nguoi-nop/")
    assert json.loads(copy.content)["ten"] == "Nguyễn Thị Hạnh"
    early = office.post(f"/ho-so/{own.pk}/nguoi-nop/xoa/", {"ly-do": "Theo yêu cầu"})
    assert early.status_code == 400 and "CT-923" in text(early)
    dossier_settle(dossier=own.pk, by=people["leader"], number="1", day=date(2020, 6, 8))
    clerk = seat(people["clerk"])
    clerk.post(f"/ho-so/{own.pk}/buoc/tra/", {"phien-ban": own.revision + 1, "kenh": "1"})

    done = office.post(f"/ho-so/{own.pk}/nguoi-nop/xoa/", {"ly-do": "Theo yêu cầu"})

    assert done.status_code == 302
    assert Applicant.objects.get(dossier=own).name == ""
    assert "(đã xóa)" in text(clerk.get(f"/ho-so/{own.pk}/"))


# --- without a login ---


HAND_IN = {
    "viec": "nop",
    "thu-tuc": CHEMICALS,
    "ten": "Nguyễn Thị Hạnh",
    "loai": "person",
    "dinh-danh": "084123456789",
    "dien-thoai": "0901234567",
    "giay-to": ["Văn bản đề nghị"],
    "dong-y": "1",
}


def test_a_citizen_hands_in_and_follows_without_a_login(people: People):
    citizen = Client()
    page = text(citizen.get(f"/nop-ho-so/?thu_tuc={CHEMICALS}"))
    assert "Văn bản đề nghị" in page and "hội chợ" not in page  # what is not taken online is not offered
    without_consent = citizen.post("/nop-ho-so/", {**HAND_IN, "dong-y": ""})
    assert without_consent.status_code == 400 and "Nguyễn Thị Hạnh" in text(without_consent)
    unreachable = citizen.post("/nop-ho-so/", {**HAND_IN, "dien-thoai": " "})
    assert unreachable.status_code == 400 and "số điện thoại" in text(unreachable)
    assert "/nop-ho-so/" in text(citizen.get("/dang-nhap/"))  # who has no account is shown where to go

    answer = citizen.post("/nop-ho-so/", HAND_IN, follow=True)

    own = Dossier.objects.get()
    assert own.lookup_code in text(answer)
    assert (own.state, own.channel, own.papers) == (State.REGISTERED, 2, ["Văn bản đề nghị"])
    seat(people["clerk"]).post(f"/ho-so/{own.pk}/buoc/tiep-nhan/", {"phien-ban": own.revision})
    told = text(citizen.post("/tra-cuu-ho-so/", {"ma": f" {own.lookup_code.lower()} "}))
    assert "Được tiếp nhận" in told and "Nguyễn T. H." in told and "Hẹn trả" in told
    assert not any(one in told for one in SECRETS)
    assert "Lê Văn Cửa" not in told


def test_what_a_citizen_writes_is_seen_by_few_and_can_be_erased(people: People):
    said = "Xin cấp lại, gọi cho chị Hạnh 0901234567"
    Client().post("/nop-ho-so/", {**HAND_IN, "ghi-chu": said})
    own = Dossier.objects.get()
    assert said in text(seat(people["clerk"]).get(f"/ho-so/{own.pk}/"))
    assert "0901234567" not in text(seat(people["auditor"]).get(f"/ho-so/{own.pk}/"))
    seat(people["clerk"]).post(
        f"/ho-so/{own.pk}/buoc/tu-choi/", {"phien-ban": own.revision, "noi-dung": "Sai cơ quan"}
    )
    assert Applicant.objects.get().keep_until is not None  # what is not received is not kept for ever either

    seat(people["office"]).post(f"/ho-so/{own.pk}/nguoi-nop/xoa/", {"ly-do": "theo yêu cầu"})
    left = f"{list(Applicant.objects.values())} {list(own.steps.values())}"
    assert "0901234567" not in left and "Hạnh" not in left


def test_a_sign_that_no_database_keeps_is_no_error_of_ours(people: People):
    own = received(people["clerk"])
    stranger, clerk = Client(), seat(people["clerk"])
    assert stranger.post("/tra-cuu-ho-so/", {"ma": "AB\x00C"}).status_code == 400
    assert stranger.post("/nop-ho-so/", {**HAND_IN, "ten": "Nguyễn\x00 Thị Hạnh"}).status_code == 302
    assert Applicant.objects.latest("pk").name == "Nguyễn Thị Hạnh"
    assert own.number in text(clerk.get("/ho-so/danh-sach/?tim=hanh%00"))
    assert clerk.get("/ho-so/thu-tuc/a%00b/").status_code == 404


def test_codes_cannot_be_tried_out(people: People):
    received(people["clerk"])
    stranger = Client()
    for code in ("", "AAAAAAAAAA", "%", "' or 1=1 --"):
        assert stranger.post("/tra-cuu-ho-so/", {"ma": code}).status_code == 400
    for _ in range(public.LOOK_UPS[0]):
        last = stranger.post("/tra-cuu-ho-so/", {"ma": "AAAAAAAAAA"})
    assert last.status_code == 429
    assert "CT-925" in text(last)
    # Another address is not held up.
    assert stranger.post("/tra-cuu-ho-so/", {"ma": "AAAAAAAAAA"}, REMOTE_ADDR="10.0.0.9").status_code == 400


def test_nobody_floods_the_counter(people: People):
    stranger = Client()
    answers = [stranger.post("/nop-ho-so/", HAND_IN).status_code for _ in range(public.HAND_INS[0] + 2)]

    assert answers == [302] * public.HAND_INS[0] + [429, 429]
    assert Dossier.objects.count() == public.HAND_INS[0]


def test_the_catalogue_is_edited_on_its_page_and_two_editors_meet(people: People):
    office = seat(people["office"])
    address = f"/ho-so/thu-tuc/{CHEMICALS}/sua/"
    form = {
        "phien-ban": "1",
        "ten": "Cấp giấy chứng nhận đủ điều kiện kinh doanh hóa chất",
        "linh-vuc": "Hóa chất",
        "nhom": "cong_nghiep",
        "thay-doi": "amended",
        "cach-tinh": "working_days",
        "quy-dinh": "13",
        "cat-giam": "6",
        "van-ban-cat-giam": "12/QĐ-SCT",
        "muc-do": "4",
        "don-vi": "sct-qlcn",
        "quyet-dinh": "200/QĐ-UBND",
        "tu-ngay": "2020-06-20",
    }
    assert office.post(address, {**form, "cat-giam": "20"}).status_code == 400
    assert office.post(address, form).status_code == 302
    second = office.post(address, form)

    assert second.status_code == 400 and "CT-924" in text(second)
    page = text(office.get(f"/ho-so/thu-tuc/{CHEMICALS}/"))
    assert "giảm 7 (53,85%)" in page and "giảm 5 (38,46%)" in page
    assert "13 → 8" in text(office.get("/ho-so/thu-tuc/?ngay=2020-06-19"))
    assert "13 → 6" in text(office.get("/ho-so/thu-tuc/?ngay=2020-06-20&loc=cat-giam"))
    assert "200/QĐ-UBND" in text(office.get("/ho-so/thu-tuc/quyet-dinh/"))
    assert date(2020, 6, 20).isoformat() not in text(office.get("/ho-so/thu-tuc/?ngay=2020-06-19&tep=csv"))


def test_nothing_there_yet_says_what_to_do(db: None, each_database: str):
    user = User.objects.create_user("motcua")
    user.assignments.create(role="clerk")
    clerk = seat(user)
    for address in ("/ho-so/", "/ho-so/danh-sach/", "/ho-so/thong-ke/", "/ho-so/thu-tuc/", "/ho-so/thu-tuc/quyet-dinh/", "/ho-so/tiep-nhan/"):  # fmt: skip
        assert clerk.get(address).status_code == 200, address
    assert "nhận hồ sơ trực tuyến" in text(Client().get("/nop-ho-so/"))
    for wrong in ("so=la&ky=2020", "so=moi", "trang_thai=la", "kenh=9", "xep=la", "trang=7", "so=moi&ky=la"):
        assert clerk.get(f"/ho-so/danh-sach/?{wrong}").status_code == 400, wrong
