"""What a register keeps of a person: seen by few, handed out and erased on request, gone when its time is up."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.registers.any_room import seen
from apps.registers.conftest import JAN, person, signed_in
from congthuong.apps.accounts.models import Event, Role, User
from congthuong.apps.power.models import CorridorCase
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Attachment, Entry, PersonalValue, RowImport
from congthuong.apps.registers.queries import known_rows
from congthuong.apps.registers.queries.personal import overdue, same_thing
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import (
    row_add,
    row_change,
    row_correct,
    row_restore,
    row_withdraw,
    rows_merge,
)
from congthuong.apps.registers.services.personal import personal_retain
from congthuong.apps.registers.values import MASK
from congthuong.web.finding import find_everywhere

pytestmark = pytest.mark.django_db
SO = "/so/vi_pham_hanh_lang/"
NAME = "Nguyễn Thị Bí Mật"


@pytest.fixture
def keeper() -> User:
    return person("dien", Role.DIVISION, "nang_luong")


@pytest.fixture
def case(keeper: User) -> RegisterRow:
    values = {
        "duong_day": "Đường dây 110 kV",
        "loai": "cây trồng",
        "trang_thai": "phát hiện",
        "chu_cong_trinh": NAME,
    }
    return row_add(kind=require_kind("vi_pham_hanh_lang"), values=values, by=keeper, effective_from=JAN)


def test_only_the_division_reads_it_anywhere(keeper: User, case: RegisterRow):
    leader = signed_in(person("ld", Role.LEADER))
    own = signed_in(keeper)
    addresses = (f"{SO}?cot=chu_cong_trinh", f"{SO}{case.key}/", f"{SO}?tep=csv", f"{SO}?tim=Bí Mật")

    for address in addresses:
        assert NAME not in leader.get(address).content.decode("utf-8-sig"), address
    assert leader.get(f"{SO}{case.key}/ca-nhan/").status_code == 403
    assert "CT-704" in leader.get(f"{SO}?xep=chu_cong_trinh").content.decode()  # an order would tell, too
    assert NAME in own.get(f"{SO}{case.key}/").content.decode()
    assert NAME in own.get(f"{SO}?tep=csv").content.decode("utf-8-sig")
    assert [one.data["personal"] for one in Event.objects.filter(action="registers.export")] == [False, True]
    assert NAME not in str(Event.objects.values_list("data", flat=True)) + str(
        Entry.objects.values_list("data", flat=True)
    )


def test_one_value_is_kept_once_however_often_the_row_changes(keeper: User, case: RegisterRow):
    kind = require_kind("vi_pham_hanh_lang")
    row_change(kind=kind, key=case.key, values={"trang_thai": "đang xử lý"}, by=keeper, version=1, since=date(2020, 1, 5), reason="x")  # fmt: skip
    row_correct(
        kind=kind, key=case.key, values={"chu_cong_trinh": "Người Khác"}, by=keeper, version=2, reason="x"
    )

    assert sorted(PersonalValue.objects.values_list("value", flat=True)) == [NAME, "Người Khác"]
    assert known_rows(kind, date.max, personal=True)[0].values["chu_cong_trinh"] == "Người Khác"


def test_a_copy_and_an_erasure_reach_everything(keeper: User, case: RegisterRow):
    kind = require_kind("vi_pham_hanh_lang")
    values = {
        "duong_day": "Đường dây 110 kV",
        "loai": "cây trồng",
        "trang_thai": "phát hiện",
        "chu_cong_trinh": "Bí danh",
    }
    twin = row_add(kind=kind, values=values, by=keeper, effective_from=JAN)
    rows_merge(
        kind=kind,
        kept=case.key,
        dropped=[twin.key],
        versions=seen(kind, case.key, twin.key),
        by=keeper,
        reason="một vụ",
    )
    own, admin = signed_in(keeper), signed_in(person("qt", Role.ADMINISTRATOR))

    assert own.post(f"{SO}{case.key}/ca-nhan/ban-sao/", {"ly-do": ""}).status_code == 400
    copy = json.loads(own.post(f"{SO}{case.key}/ca-nhan/ban-sao/", {"ly-do": "đơn ngày 05/5"}).content)
    assert {one["noi_dung"] for one in copy["du_lieu"]} == {NAME, "Bí danh"}
    assert own.post(f"{SO}{case.key}/ca-nhan/xoa/", {"ly-do": "đơn"}).status_code == 403
    version = CorridorCase.objects.get(key=case.key).version
    assert admin.post(f"{SO}{case.key}/ca-nhan/xoa/", {"ly-do": "đơn ngày 05/5"}).status_code == 302

    assert not PersonalValue.objects.exclude(value="").exists()
    row = CorridorCase.objects.get(key=case.key)
    assert (row.chu_cong_trinh, row.version) == ("", version + 1)  # an open form would bring it back
    page = own.get(f"{SO}{case.key}/").content.decode()
    assert NAME not in page and "Bí danh" not in page
    again = admin.post(f"{SO}{case.key}/ca-nhan/xoa/", {"ly-do": "đơn"})
    assert "CT-949" in again.content.decode()
    row_correct(kind=kind, key=case.key, values={"chu_cong_trinh": "Mới"}, by=keeper, version=row.version)
    assert "đã xóa theo yêu cầu" in own.get(f"{SO}{case.key}/").content.decode()


def test_a_row_that_was_brought_back_is_another_person_s(keeper: User, case: RegisterRow):
    """Merged by mistake and brought back: what one person asks to be erased takes nothing of the other."""
    kind = require_kind("vi_pham_hanh_lang")
    values = {"duong_day": "Đường dây 22 kV", "loai": "cây trồng", "trang_thai": "phát hiện", "chu_cong_trinh": "Người Khác"}  # fmt: skip
    twin = row_add(kind=kind, values=values, by=keeper, effective_from=JAN)
    rows_merge(
        kind=kind,
        kept=case.key,
        dropped=[twin.key],
        versions=seen(kind, case.key, twin.key),
        by=keeper,
        reason="tưởng một vụ",
    )
    assert same_thing(kind, twin.key) == [case.key, twin.key]  # asked from either side, all of it is found
    row_restore(kind=kind, key=twin.key, by=keeper, version=2, reason="hai vụ")
    admin = signed_in(person("qt", Role.ADMINISTRATOR))
    admin.post(f"{SO}{case.key}/ca-nhan/xoa/", {"ly-do": "đơn ngày 05/5"})

    said = dict(CorridorCase.objects.values_list("key", "chu_cong_trinh"))
    assert said == {case.key: "", twin.key: "Người Khác"}


def test_who_may_not_read_it_does_not_change_it_either(case: RegisterRow):
    officer = signed_in(person("th", Role.SYNTHESIS))
    form = {"duong_day": "Đường dây 220 kV", "loai": "cây trồng", "trang_thai": "phát hiện", "chu_cong_trinh": "", "phien-ban": "1", "tu-ngay": "02/01/2019"}  # fmt: skip

    assert NAME not in officer.get(f"{SO}{case.key}/sua/").content.decode()
    assert officer.post(f"{SO}{case.key}/sua/", form).status_code == 302

    assert CorridorCase.objects.get().chu_cong_trinh == NAME


def test_an_export_with_masks_comes_back_in_and_takes_nothing_away(case: RegisterRow):
    """Whoever may edit, but not read it, exports the list, changes a column and hands it in again."""
    office = signed_in(person("th", Role.SYNTHESIS))
    exported = office.get(f"{SO}?tep=csv&tim={case.key}").content.decode("utf-8-sig")
    assert MASK in exported
    log = Event.objects.get(action="registers.export").data["asked"]
    assert (
        case.key not in log and "tim=" in log
    )  # what was typed may be a name, and the log keeps it for ever

    def handed_in(text: str) -> str:
        file = SimpleUploadedFile("xuat.csv", text.encode("utf-8-sig"))
        answer = office.post(f"{SO}nhap/", {"tep": file})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.headers["Location"])

    guess = office.get(handed_in(exported.replace(MASK, NAME))).content.decode()
    wrong = office.get(handed_in(exported.replace(MASK, "Người Khác"))).content.decode()
    assert all(
        'Như cũ <span class="chip-count">1</span>' in page for page in (guess, wrong)
    )  # a guess is told nothing

    waiting = RowImport.objects.filter(state=RowImport.State.OPEN)
    assert (
        waiting.count() == 2
        and personal_retain(kind=require_kind("vi_pham_hanh_lang"), day=date(2099, 1, 1)) == []
    )
    assert not waiting.exists() and {bytes(one.data) for one in RowImport.objects.all()} == {b""}

    address = handed_in(exported.replace("110 kV", "220 kV"))
    mark = office.get(address).content.decode().split('name="nhu-da-xem" value="')[1].split('"')[0]
    assert office.post(f"{address}nhan/", {"nhu-da-xem": mark}).status_code == 302

    row = CorridorCase.objects.get()
    assert (row.duong_day, row.chu_cong_trinh) == ("Đường dây 220 kV", NAME)


def test_files_about_a_person_are_read_by_who_may_read_the_person(keeper: User, case: RegisterRow):
    own, leader = signed_in(keeper), signed_in(person("ld", Role.LEADER))
    file = SimpleUploadedFile("Đơn của bà Bí Mật.pdf", b"%PDF-1.7 x")
    assert own.post(f"{SO}{case.key}/tep/", {"tep": file, "ghi-chu": "bà Bí Mật"}).status_code == 302
    number = Attachment.objects.get().pk

    assert own.get(f"{SO}{case.key}/tep/{number}/").status_code == 200
    assert leader.get(f"{SO}{case.key}/tep/{number}/").status_code == 403
    assert "Bí Mật" not in leader.get(f"{SO}{case.key}/").content.decode()


def test_what_is_past_its_time_is_listed_and_erased(keeper: User, case: RegisterRow):
    kind = require_kind("vi_pham_hanh_lang")
    row_change(kind=kind, key=case.key, values={"trang_thai": "đã xử lý"}, by=keeper, version=1, since=date(2019, 5, 6), reason="x")  # fmt: skip

    assert overdue(kind, date(2024, 5, 5)) == []
    assert [row.key for row in overdue(kind, date(2024, 5, 6))] == [case.key]
    assert personal_retain(kind=kind, day=date(2024, 5, 6)) == [case.key]
    assert CorridorCase.objects.get().chu_cong_trinh == ""
    assert Event.objects.get(action="registers.personal_erase").data["reason"] == "hết thời hạn lưu 5 năm"


def test_what_never_closes_and_what_was_left_out_is_not_kept_for_ever(keeper: User, case: RegisterRow):
    """Petitions have no closing state, receptions no state at all; a row entered by mistake has no end."""
    office = person("tt", Role.DIVISION, "thanh_tra")
    petition, reception = require_kind("don_thu"), require_kind("tiep_cong_dan")
    told = {"loai": "kiến nghị", "noi_dung": "Về chợ", "nguoi": NAME, "trang_thai": "tiếp nhận"}
    open_ = row_add(kind=petition, values=told, by=office, effective_from=JAN)
    done = row_add(kind=petition, values=told, by=office, effective_from=JAN)
    row_change(
        kind=petition, key=done.key, values={"trang_thai": "đã trả lời", "ngay_xong": date(2019, 3, 1)}, by=office,
        version=1, since=date(2019, 3, 1), reason="đã trả lời",
    )  # fmt: skip
    heard = row_add(
        kind=reception, values={"noi_dung": "Về điện", "nguoi": NAME}, by=office, effective_from=JAN
    )
    kind = require_kind("vi_pham_hanh_lang")
    row_withdraw(kind=kind, key=case.key, by=keeper, version=1, reason="ghi nhầm")
    left_out = CorridorCase.objects.get().recorded_on

    assert [row.key for row in overdue(petition, date(2029, 2, 28))] == []
    assert [row.key for row in overdue(petition, date(2029, 3, 1))] == [done.key] != [open_.key]
    assert [row.key for row in overdue(reception, date(2024, 1, 2))] == [heard.key]
    assert overdue(kind, date(left_out.year + 4, 12, 31)) == []
    assert [row.key for row in overdue(kind, date(left_out.year + 6, 1, 1))] == [case.key]


def test_what_became_part_of_another_row_is_kept_with_it(keeper: User, case: RegisterRow):
    """The timer does not reach through a row that was merged into one that is still worked on."""
    kind = require_kind("vi_pham_hanh_lang")
    values = {"duong_day": "Đường dây 22 kV", "loai": "cây trồng", "trang_thai": "phát hiện", "chu_cong_trinh": "Bí danh"}  # fmt: skip
    twin = row_add(kind=kind, values=values, by=keeper, effective_from=JAN, effective_to=date(2019, 5, 6))
    rows_merge(
        kind=kind,
        kept=case.key,
        dropped=[twin.key],
        versions=seen(kind, case.key, twin.key),
        by=keeper,
        reason="một vụ",
    )

    assert personal_retain(kind=kind, day=date(2040, 1, 1)) == []
    assert CorridorCase.objects.get(key=case.key).chu_cong_trinh == NAME


def test_the_search_page_finds_rows_ranked_and_by_right(keeper: User, case: RegisterRow):
    kind = require_kind("vi_pham_hanh_lang")
    values = {"duong_day": "Nhánh của đường dây 110 kV", "loai": "cây trồng", "trang_thai": "phát hiện"}
    row_add(kind=kind, values=values, by=keeper, effective_from=JAN)

    groups = [
        one for one in find_everywhere(keeper, "duong day 110 kv") if str(one.name) == "Dòng trong các sổ"
    ]

    assert [one.name for one in groups[0].shown] == ["Đường dây 110 kV", "Nhánh của đường dây 110 kV"]
    trader = person("tm", Role.DIVISION, "thuong_mai")
    assert not [one for one in find_everywhere(trader, "duong day") if str(one.name) == "Dòng trong các sổ"]
    assert find_everywhere(keeper, "bi mat") == []
