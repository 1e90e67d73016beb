"""Files of a dossier: an applicant sends them and reads the result, a clerk checks them off, nobody else gets at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.procedures.office import CHEMICALS, application, received
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.procedures import public
from congthuong.apps.procedures.models import Applicant, Dossier, DossierFile, State
from congthuong.apps.procedures.services.handling import dossier_pause, dossier_stop, dossier_submit
from congthuong.apps.procedures.services.people import applicant_erase, applicant_export
from congthuong.apps.procedures.services.settling import dossier_settle
from congthuong.core.quantities.dates import write_date
from congthuong.web import clock, uploads

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_database")]
People = dict[str, User]
PDF = b"%PDF-1.7\nDon de nghi"
HAND_IN = {
    "viec": "nop",
    "thu-tuc": CHEMICALS,
    "ten": "Nguyễn Thị Hạnh",
    "loai": "person",
    "dinh-danh": "084 123 456 789",
    "dien-thoai": "+84 901 234 567",
    "dong-y": "1",
}


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.HOME = tmp_path
    yield


def pdf(name: str = "don.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def seat(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def kept_bytes(folder: Path) -> list[bytes]:
    return sorted(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def handed_in(**more: Any) -> Dossier:
    answer = Client().post("/nop-ho-so/", {**HAND_IN, **more})
    assert answer.status_code == 302, text(answer)
    return Dossier.objects.latest("pk")


def test_a_citizen_hands_in_with_files_and_gets_a_receipt(people: People, tmp_path: Path):
    citizen = Client()
    page = text(citizen.get(f"/nop-ho-so/?thu_tuc={CHEMICALS}"))
    assert "Nộp rồi thì sao?" in page
    key = re.search(r'name="khoa" value="(\w+)"', page)
    assert key is not None
    form = {**HAND_IN, "khoa": key[1]}
    answer = citizen.post(
        "/nop-ho-so/", {**form, "tep-2": pdf(), "tep-khac": pdf("anh.png", b"\x89PNG\r\n\x1a\n1")}
    )
    assert answer.headers["Location"] == "/nop-ho-so/da-nop/"
    # A second click hands in nothing more.
    citizen.post("/nop-ho-so/", {**form, "tep-2": pdf()})
    own = Dossier.objects.get()

    receipt = text(citizen.get("/nop-ho-so/da-nop/"))

    assert own.lookup_code in receipt and own.number in receipt and "don.pdf" in receipt
    assert own.papers == ["Bản kê thiết bị an toàn"]  # a file ticks its paper
    assert (own.applicant.identity, own.applicant.phone) == ("084123456789", "0901234567")
    assert kept_bytes(tmp_path) == [b"%PDF-1.7\nDon de nghi", b"\x89PNG\r\n\x1a\n1"]
    # Whoever opens the address elsewhere sees nobody's receipt.
    assert Client().get("/nop-ho-so/da-nop/").status_code == 302


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"tep-1": ("virus.exe", b"MZ")}, "loại tệp này không dùng được"),
        ({"tep-1": ("don.pdf", b"MZ")}, "nội dung tệp không đúng như đuôi tên"),
        ({"tep-1": ("don.pdf", b"%PDF-" + b"0" * 10 * 2**20)}, "tệp quá lớn"),
        ({"tep-1": ("don.pdf", b"%PDF-" + b"0" * uploads.LARGEST)}, "quá lớn"),
        ({"dinh-danh": "08412345678"}, "có 12 chữ số, bắt đầu bằng 0; ở đây có 11"),
        ({"dinh-danh": ""}, "Chưa ghi số định danh"),
        ({"dinh-danh": "211234567"}, "hết giá trị từ 01/01/2025"),
        ({"loai": "organisation", "dinh-danh": "2100110116"}, "sai chữ số kiểm tra"),
        ({"loai": "organisation", "dinh-danh": "084123456789"}, "mã số thuế có 10 chữ số"),
        ({"dien-thoai": "12345"}, "số di động có 10 chữ số"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(
    people: People, tmp_path: Path, more: dict[str, Any], told: str
):
    sent = {  # a file is made for each try: it is read to its end
        name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value
        for name, value in more.items()
    }
    answer = Client().post("/nop-ho-so/", {**HAND_IN, **sent})

    assert answer.status_code == 400
    assert told in text(answer) and "Nguyễn Thị Hạnh" in text(answer)
    assert not Dossier.objects.exists() and kept_bytes(tmp_path) == []


def test_everything_that_is_wrong_is_told_at_once(people: People):
    page = text(Client().post("/nop-ho-so/", {**HAND_IN, "ten": " ", "dinh-danh": "1", "dien-thoai": "2"}))
    assert all(code in page for code in ("CT-919", "CT-932", "CT-933"))


def test_an_organisation_gives_its_tax_number(people: People):
    own = handed_in(loai="organisation", ten="Công ty Hóa chất", **{"dinh-danh": "2100110112-001"})
    assert own.applicant.identity == "2100110112-001"


def test_procedures_are_found_without_diacritics_and_by_field(people: People):
    stranger = Client()
    name = "Cấp giấy chứng nhận đủ điều kiện kinh doanh hóa chất"
    for asked in ("", "hoa chat", "HÓA kinh doanh", "1.002758"):
        assert name in text(stranger.get("/nop-ho-so/", {"tim": asked})), asked
    assert name not in text(stranger.get("/nop-ho-so/", {"tim": "xang dau"}))
    assert name in text(stranger.get("/nop-ho-so/", {"linh_vuc": "Hóa chất"}))
    assert name not in text(stranger.get("/nop-ho-so/", {"linh_vuc": "Điện"}))
    assert "hội chợ" not in text(stranger.get("/nop-ho-so/", {"tim": "hoi cho"}))  # not taken online


def test_a_clerk_sees_the_files_and_checks_each_paper_off(people: People):
    own = handed_in(**{"giay-to": ["Văn bản đề nghị"], "tep-2": pdf()})
    file = own.files.get()
    clerk = seat(people["clerk"])
    page = text(clerk.get(f"/ho-so/{own.pk}/"))
    assert "don.pdf" in page and "Kiểm từng giấy tờ" in page
    got = clerk.get(f"/ho-so/{own.pk}/tep/{file.pk}/")
    assert got.content == PDF
    assert got.headers["Content-Disposition"].startswith("attachment")
    # Only the plan is really there: what the applicant ticked is not believed.
    clerk.post(
        f"/ho-so/{own.pk}/buoc/tiep-nhan/",
        {
            "phien-ban": own.revision,
            "kiem": "1",
            "thanh-phan": ["Bản kê thiết bị an toàn", "không có"],
            "van-nhan": "1",
        },
    )
    own.refresh_from_db()
    assert (own.state, own.papers) == (State.RECEIVED, ["Bản kê thiết bị an toàn"])
    assert own.steps.get(action="receive").data["papers"] == own.papers


def test_who_may_not_see_the_applicant_gets_no_file(people: People):
    own = handed_in(**{"tep-1": pdf()})
    address = f"/ho-so/{own.pk}/tep/{own.files.get().pk}/"
    other = received(people["clerk"])

    assert Client().get(address).status_code == 302  # to the login
    assert seat(people["auditor"]).get(address).status_code == 403
    assert seat(people["trade"]).get(address).status_code == 404
    assert "don.pdf" not in text(seat(people["auditor"]).get(f"/ho-so/{own.pk}/"))
    assert seat(people["industry"]).get(address).status_code == 200
    # A file is found under its own dossier only.
    moved = address.replace(f"/{own.pk}/", f"/{other.pk}/", 1)
    assert seat(people["clerk"]).get(moved).status_code == 404
    refused = seat(people["auditor"]).post(f"/ho-so/{own.pk}/tep/", {"tep-1": pdf("khac.pdf", b"%PDF-2")})
    assert refused.status_code == 403 and own.files.count() == 1


def test_the_counter_scans_papers_and_attaches_the_result(people: People):
    clerk = seat(people["clerk"])
    form = {
        "thu-tuc": CHEMICALS,
        "kenh": "1",
        "ten": "Nguyễn Thị Hạnh",
        "loai": "person",
        "dien-thoai": "0901234567",
    }
    clerk.post("/ho-so/tiep-nhan/", {**form, "viec": "nhan", "van-nhan": "1", "tep-1": pdf()})
    own = Dossier.objects.get()
    address = f"/ho-so/{own.pk}/tep/"
    assert own.papers == ["Văn bản đề nghị"]
    assert clerk.post(address, {}).status_code == 400  # nothing was chosen
    assert clerk.post(address, {"tep-2": pdf("ban-ke.pdf", b"%PDF-ke")}).status_code == 302
    assert clerk.post(address, {"la": "ket-qua", "tep": pdf()}).status_code == 400  # there is no result yet
    dossier_submit(dossier=own.pk, by=people["industry"])
    own.refresh_from_db()
    settled = {"phien-ban": own.revision, "so-van-ban": "12/GCN-SCT", "ngay-van-ban": write_date(clock.today()), "ket-qua": "granted", "tep": pdf("gcn.pdf", b"%PDF-gcn")}  # fmt: skip
    assert clerk.post(f"/ho-so/{own.pk}/buoc/ket-qua/", settled).status_code == 302
    assert clerk.post(address, {"la": "ket-qua", "tep": pdf("gcn-2.pdf", b"%PDF-gcn2")}).status_code == 302

    told = [(one.purpose, one.component, one.name) for one in own.files.order_by("pk")]

    assert told == [
        ("component", "Văn bản đề nghị", "don.pdf"),
        ("component", "Bản kê thiết bị an toàn", "ban-ke.pdf"),
        ("result", "", "gcn.pdf"),
        ("result", "", "gcn-2.pdf"),
    ]
    log = " ".join(str(one.data) for one in Event.objects.all())
    assert "don.pdf" not in log and "gcn.pdf" not in log  # names of files may name people


def look_up(code: str, where: str = "", who: Client | None = None, **more: Any) -> Any:
    return (who or Client()).post(f"/tra-cuu-ho-so/{where}", {"ma": code, **more})


def test_who_is_asked_for_more_sends_it_from_the_look_up_page(people: People):
    own = handed_in(**{"tep-1": pdf()})
    clerk = seat(people["clerk"])
    clerk.post(f"/ho-so/{own.pk}/buoc/tiep-nhan/", {"phien-ban": own.revision})
    assert "Gửi giấy tờ bổ sung" not in text(look_up(own.lookup_code))
    assert (
        look_up(own.lookup_code, "bo-sung/", **{"xac-nhan": "0901234567", "tep-1": pdf()}).status_code == 400
    )
    dossier_pause(dossier=own.pk, by=people["clerk"], papers=["Bản kê thiết bị an toàn", "Sơ đồ kho"])
    page = text(look_up(own.lookup_code))
    assert "Gửi giấy tờ bổ sung" in page and "Sơ đồ kho" in page
    sent = {"tep-1": pdf("ke.pdf", b"%PDF-ke"), "tep-2": pdf("so-do.jpg", b"\xff\xd8\xff1")}
    for said in ("", "0901234568", "Hạnh"):
        refused = look_up(own.lookup_code, "bo-sung/", **{"xac-nhan": said, **sent})
        assert refused.status_code == 400 and "CT-934" in text(refused), said
    assert "CT-935" in text(look_up(own.lookup_code, "bo-sung/", **{"xac-nhan": "084123456789"}))

    for again in range(2):
        for one in sent.values():
            one.seek(0)
        done = look_up(own.lookup_code, "bo-sung/", **{"xac-nhan": "0901 234 567", **sent})
        assert done.status_code == 200 and "Đã nhận giấy tờ bổ sung" in text(done), again

    own.refresh_from_db()
    assert own.state == State.SUPPLEMENT  # the clock goes on when the office has looked
    assert own.files.count() == 3  # sent twice, kept once
    assert own.steps.filter(action="supply").count() == 1
    assert "Đã gửi bổ sung" in text(clerk.get("/ho-so/"))
    assert own.number in text(clerk.get("/ho-so/danh-sach/?trang_thai=co-bo-sung"))
    assert "hãy kiểm từng giấy tờ" in text(clerk.get(f"/ho-so/{own.pk}/"))
    ticked = {
        "phien-ban": own.revision,
        "kiem": "1",
        "thanh-phan": ["Văn bản đề nghị", "Bản kê thiết bị an toàn"],
    }
    assert clerk.post(f"/ho-so/{own.pk}/buoc/xu-ly-tiep/", ticked).status_code == 302
    own.refresh_from_db()
    assert (own.state, len(own.papers)) == (State.PROCESSING, 2)
    assert own.number not in text(clerk.get("/ho-so/danh-sach/?trang_thai=co-bo-sung"))


def test_the_applicant_reads_the_result_and_nobody_else_does(people: People):
    own, other = handed_in(), handed_in(**{"dien-thoai": "0907654321", "dinh-danh": "084999999999"})
    clerk = seat(people["clerk"])
    for one in (own, other):
        clerk.post(f"/ho-so/{one.pk}/buoc/tiep-nhan/", {"phien-ban": one.revision})
    dossier_settle(dossier=own.pk, by=people["leader"], number="12/GCN", day=clock.today())
    clerk.post(f"/ho-so/{own.pk}/tep/", {"la": "ket-qua", "tep": pdf("GCN Hạnh.pdf")})
    file = own.files.get()
    page = text(look_up(own.lookup_code))
    assert "Tải kết quả 1 (PDF" in page and "Hạnh.pdf" not in page

    got = look_up(own.lookup_code, "ket-qua/", tep=file.pk, **{"xac-nhan": "0901234567"})

    assert got.content == PDF and got.headers["Content-Disposition"].startswith("attachment")
    assert look_up(own.lookup_code, "ket-qua/", tep=file.pk, **{"xac-nhan": "0907654321"}).status_code == 400
    # Another's code does not open it, nor does a file that the applicant handed in pass for a result.
    assert (
        look_up(other.lookup_code, "ket-qua/", tep=file.pk, **{"xac-nhan": "0907654321"}).status_code == 400
    )
    assert look_up(own.lookup_code, "ket-qua/", tep="x", **{"xac-nhan": "0901234567"}).status_code == 400
    assert look_up("", "ket-qua/", tep=file.pk, **{"xac-nhan": ""}).status_code == 400


def test_the_number_cannot_be_tried_out_even_from_many_machines(people: People):
    own = handed_in()
    for number in range(public.CONFIRMS[0]):
        answer = Client().post(
            "/tra-cuu-ho-so/bo-sung/",
            {"ma": own.lookup_code, "xac-nhan": f"09000000{number:02}"},
            REMOTE_ADDR=f"10.0.0.{number}",
        )
        assert answer.status_code == 400
    last = look_up(own.lookup_code, "bo-sung/", **{"xac-nhan": "0901234567"})
    assert last.status_code == 429
    assert own.number not in text(last)


def test_codes_cannot_be_tried_out_by_the_other_doors_either(people: People):
    own, stranger = handed_in(), Client()
    for _ in range(public.LOOK_UPS[0]):
        look_up("AAAAAAAAAA", "bo-sung/", stranger, **{"xac-nhan": "1"})
    for where in ("", "bo-sung/", "ket-qua/"):
        last = look_up(own.lookup_code, where, stranger, **{"xac-nhan": "0901234567"})
        assert last.status_code == 429 and own.number not in text(last), where


def test_erased_data_take_the_files_with_them(people: People, tmp_path: Path):
    own = handed_in(**{"tep-1": pdf()})
    clerk = seat(people["clerk"])
    clerk.post(f"/ho-so/{own.pk}/buoc/tiep-nhan/", {"phien-ban": own.revision})
    assert "don.pdf" in str(applicant_export(dossier=own.pk, by=people["office"]))
    dossier_settle(dossier=own.pk, by=people["leader"], number="12/GCN", day=clock.today())
    clerk.post(f"/ho-so/{own.pk}/tep/", {"la": "ket-qua", "tep": pdf("gcn.pdf", b"%PDF-gcn")})
    own.refresh_from_db()
    clerk.post(f"/ho-so/{own.pk}/buoc/tra/", {"phien-ban": own.revision, "kenh": "1"})

    applicant_erase(dossier=own.pk, by=people["office"], reason="Theo yêu cầu")

    assert kept_bytes(tmp_path) == [b"%PDF-gcn"]  # the result is the office's own document
    assert DossierFile.objects.get().name == "gcn.pdf"
    assert "Tải kết quả" not in text(look_up(own.lookup_code))
    assert Applicant.objects.get().phone == ""
    assert (
        look_up(own.lookup_code, "ket-qua/", tep=DossierFile.objects.get().pk, **{"xac-nhan": ""}).status_code
        == 400
    )


def test_a_stopped_dossier_takes_no_more_from_outside(people: People):
    own = received(people["clerk"], applicant=application().applicant)
    dossier_pause(dossier=own.pk, by=people["clerk"], papers=["Sơ đồ kho"])
    dossier_stop(dossier=own.pk, by=people["industry"], reason="Không bổ sung")
    late = look_up(own.lookup_code, "bo-sung/", **{"xac-nhan": "0901234567", "tep-khac": pdf()})
    assert late.status_code == 400 and "CT-912" in text(late)
