"""What the counter hands out and what the citizen reads says what is there: papers, clock, signatures, reasons."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from apps.procedures.office import CHEMICALS, application, at, received
from congthuong.apps.accounts.models import User
from congthuong.apps.procedures import public
from congthuong.apps.procedures.copying import copy_paper
from congthuong.apps.procedures.models import Dossier, State
from congthuong.apps.procedures.papers import paper
from congthuong.apps.procedures.services.handling import dossier_apologise, dossier_pause, dossier_resume
from congthuong.apps.procedures.services.people import applicant_export
from congthuong.apps.procedures.services.receiving import dossier_register
from congthuong.core.document.writers.text import write_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
People = dict[str, User]
TYPED = {
    "ten": "Nguyễn Thị Hạnh",
    "dinh-danh": "084123456789",
    "dien-thoai": "0901234567",
    "thu": "hanh@example.vn",
}
KEY = "0123456789abcdef0123456789abcdef"


def seat(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def printed(dossier: Dossier, code: str) -> str:
    return write_text(paper(dossier, code))


def test_the_receipt_lists_only_what_the_clerk_looked_at(people: People):
    clerk, address = seat(people["clerk"]), "/ho-so/tiep-nhan/"
    form = {**TYPED, "thu-tuc": CHEMICALS, "viec": "nhan", "kenh": "1", "kenh-tra": "3", "so-bo": "2"}

    page = text(clerk.get(address, {"thu_tuc": CHEMICALS}))
    asked = clerk.post(address, {**form, "giay-to": ["Văn bản đề nghị"]})
    assert 'name="giay-to"' in page and "checked" not in page
    assert asked.status_code == 400 and not Dossier.objects.exists()
    assert "Thiếu «Bản kê thiết bị an toàn»" in text(asked) and 'name="van-nhan"' in text(asked)
    assert "Hãy chọn lại tệp" not in text(asked)  # none was chosen

    kept = clerk.post(address, {**form, "giay-to": ["Văn bản đề nghị"], "van-nhan": "1"}, follow=True)
    own = Dossier.objects.get()
    assert own.papers == ["Văn bản đề nghị"] and "in mẫu 02 và dừng đồng hồ" in text(kept)
    # What comes later does not stand on the paper that was given out before.
    dossier_pause(dossier=own.pk, by=people["clerk"], papers=["Bản kê thiết bị an toàn"])
    dossier_resume(dossier=own.pk, by=people["clerk"], papers=own.version.components)
    own.refresh_from_db()
    told = printed(own, "01")
    there, missing = told.split("Giấy tờ chưa có khi tiếp nhận")
    assert "Văn bản đề nghị" in there and "Bản kê thiết bị an toàn" not in there
    assert "Bản kê thiết bị an toàn" in missing
    for words in ("BỘ PHẬN TIẾP NHẬN VÀ\u00a0TRẢ\u00a0KẾT\u00a0QUẢ", "2 bộ", "qua bưu chính công ích", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Lê Văn Cửa", "hanh@example.vn"):  # fmt: skip
        assert words in told, words


def test_what_came_online_is_looked_at_before_it_is_ticked(people: People):
    own = dossier_register(application=application(channel=2, papers=("Văn bản đề nghị",)))
    clerk, address = seat(people["clerk"]), f"/ho-so/{own.pk}/"

    page = text(clerk.get(address))
    assert "checked" not in page and "người nộp ghi là có" in page
    form = {"phien-ban": own.revision, "kiem": "1"}
    assert "CT-939" in text(clerk.post(f"{address}buoc/tiep-nhan/", form))
    clerk.post(f"{address}buoc/tiep-nhan/", {**form, "van-nhan": "1"})
    assert Dossier.objects.get().state == State.RECEIVED


def test_the_head_signs_the_apology_and_the_page_leads_to_it(people: People):
    own = received(people["clerk"])
    form = {"phien-ban": own.revision, "ngay": "2027-06-15", "noi-dung": "Phải hỏi ý kiến Bộ"}
    page = text(seat(people["clerk"]).post(f"/ho-so/{own.pk}/buoc/xin-loi/", form, follow=True))

    assert "mẫu 04), hẹn lại ngày 15/6/2027" in page and f"/ho-so/{own.pk}/mau/04/docx/" in page
    letter = printed(own, "04")
    assert "THỦ TRƯỞNG ĐƠN VỊ" in letter and "Lê Văn Cửa" not in letter


def test_a_stopped_clock_tells_what_is_left_and_what_the_paper_says(people: People):
    own = received(people["clerk"])  # appointment 18/6/2020 09:00
    why = "Bản sao đã mờ, hãy chụp lại"
    dossier_apologise(dossier=own.pk, by=people["clerk"], reason="Máy hỏng", new_day=date(2020, 6, 22), at=at("2020-06-09 09:00"))  # fmt: skip
    dossier_pause(dossier=own.pk, by=people["clerk"], papers=["Bản sao"], note=why, at=at("2020-06-10 09:00"))
    citizen = Client()

    page = text(citizen.post("/tra-cuu-ho-so/", {"ma": own.lookup_code}))
    assert "đang dừng từ 09:00 10/6/2020, còn 6 ngày làm việc" in page and why in page
    assert "hẹn trước khi dừng: 09:00 18/6/2020" in page
    assert "trước khi dừng hẹn 18/6/2020" in text(seat(people["clerk"]).get("/ho-so/danh-sach/"))

    dossier_resume(dossier=own.pk, by=people["clerk"], at=at("2020-06-12 09:00"))
    page = text(citizen.post("/tra-cuu-ho-so/", {"ma": own.lookup_code}))
    assert "09:00 22/6/2020" in page and "giấy tiếp nhận ghi 09:00 18/6/2020" in page
    assert "09:00 24/6/2020" in page  # the new date of the apology stood still as long


def test_no_appointment_comes_before_the_one_on_the_paper(people: People):
    """Paused after the office has closed: what is left, counted from the resumption, may end on an earlier hour."""
    own = received(people["clerk"], when="2020-06-08 16:00")
    Dossier.objects.filter(pk=own.pk).update(due_at=at("2020-06-18 18:30"))
    dossier_pause(dossier=own.pk, by=people["clerk"], papers=["Bản sao"], at=at("2020-06-18 16:00"))
    again = dossier_resume(dossier=own.pk, by=people["clerk"], at=at("2020-06-18 16:10"))

    assert again.due_at is not None and again.due_at >= at("2020-06-18 18:30")


def test_a_form_sent_twice_by_a_newcomer_is_one_dossier_with_one_receipt(people: People):
    form = {**TYPED, "thu-tuc": CHEMICALS, "viec": "nop", "dong-y": "1", "khoa": KEY}
    first, second = Client(), Client()  # two clicks before the first answer: two sessions

    answers = [one.post("/nop-ho-so/", form, follow=True) for one in (first, second)]

    own = Dossier.objects.get()
    assert all(own.lookup_code in text(one) for one in answers)


def test_an_empty_form_tells_everything_at_its_fields_and_shuts_nobody_out(people: People):
    cache.clear()
    citizen = Client()
    form = {"thu-tuc": CHEMICALS, "viec": "nop", "khoa": KEY, "thu": "hanh@"}
    most, _ = public.HAND_INS
    for _again in range(most + 1):  # slips are no tries
        answer = citizen.post("/nop-ho-so/", form)

    assert answer.status_code == 400
    for name in ("ten", "dinh-danh", "dien-thoai", "thu", "dong-y"):
        assert f'id="e-{name}"' in text(answer) and f'href="#{name}"' in text(answer), name
    assert "Chưa đánh dấu đồng ý" in text(answer) and "Hãy chọn lại tệp" not in text(answer)
    clerk = seat(people["clerk"]).post("/ho-so/tiep-nhan/", {**form, "viec": "nhan"})
    assert 'id="e-ten"' in text(clerk) and 'id="e-thu"' in text(clerk)


def test_the_citizens_copy_is_read_in_local_time(people: People):
    """Handed in before seven in the morning, it was on the day before in UTC."""
    own = dossier_register(application=application(channel=2), at=at("2020-06-08 06:30"))
    data = applicant_export(dossier=own.pk, by=people["office"])

    assert data["dong_y_luc"] == "2020-06-08T06:30:00+07:00"
    told = write_text(copy_paper(data, date(2020, 8, 11)))
    assert "Đồng ý lúc: 06 giờ 30, ngày 08/6/2020" in told and "Nguyễn Thị Hạnh" in told
    answer = seat(people["office"]).post(f"/ho-so/{own.pk}/nguoi-nop/", {"dang": "pdf"})
    assert answer.content.startswith(b"%PDF")
