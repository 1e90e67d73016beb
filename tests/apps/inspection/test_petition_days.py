"""The day on which a petition was received is asked for, its term is seen everywhere, and how it ended is not lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.registers.conftest import person, signed_in
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.inspection.models import Petition
from congthuong.apps.inspection.standing import petitions_standing
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import RowImport
from congthuong.apps.registers.queries.rooms import divisions
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import row_add, row_change
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
RECEIVED = date(2020, 6, 1)  # a Monday
KIND = require_kind("don_thu")
ACCEPTED = {"loai": "khiếu nại", "ngay_thu_ly": date(2020, 6, 9), "trang_thai": "đang giải quyết"}


@pytest.fixture(autouse=True)
def _today(settings: LazySettings) -> None:
    settings.TODAY = date(2020, 8, 11)


@pytest.fixture
def inspector() -> User:
    return person("tt", Role.DIVISION, "thanh_tra")


@pytest.fixture
def client(inspector: User) -> Client:
    return signed_in(inspector)


def received(by: User, what: str, begins: date | None = RECEIVED, **values: Any) -> RegisterRow:
    told = {"loai": "kiến nghị", "noi_dung": what, "trang_thai": "tiếp nhận", **values}
    return row_add(kind=KIND, values=told, by=by, effective_from=begins, reason="theo sổ")


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_day_of_receipt_is_asked_for_by_its_name_first_and_never_proposed(client: Client):
    form = page(client, "/so/don_thu/ghi-moi/")
    assert ("Ngày nhận đơn" in form, "Đúng từ ngày" in form, "Không rõ" in form) == (True, False, False)
    assert form.index('name="tu-ngay"') < form.index('name="loai"')
    assert 'name="tu-ngay" inputmode="numeric" placeholder="ngày/tháng/năm" value=""' in form

    said = {"loai": "kiến nghị", "noi_dung": "Lưới điện yếu", "trang_thai": "tiếp nhận", "khong-ro": "1"}
    refused = client.post("/so/don_thu/ghi-moi/", said)
    assert "Cột «Ngày nhận đơn»: để trống" in refused.content.decode()
    ahead = client.post("/so/don_thu/ghi-moi/", said | {"tu-ngay": "12/8/2020"})
    assert "12/8/2020 là ngày chưa tới" in ahead.content.decode()
    assert Petition.objects.count() == 0

    client.post("/so/don_thu/ghi-moi/", said | {"tu-ngay": "01/6/2020"})
    row = Petition.objects.get()
    assert row.effective_from == RECEIVED
    assert "<dt>Ngày nhận đơn</dt><dd>01/6/2020</dd>" in page(client, f"/so/don_thu/{row.key}/")
    listed = page(client, "/so/don_thu/")
    assert ("Ngày nhận đơn" in listed, '<td class="text">01/6/2020</td>' in listed) == (True, True)
    assert "Ngày nhận đơn" in page(client, "/so/don_thu/?tep=csv")


def test_a_program_is_held_to_the_day_as_a_person_is(inspector: User):
    for begins in (None, date(2020, 8, 12)):
        with pytest.raises(Problems, match="Ngày nhận đơn"):
            received(inspector, "Lưới điện yếu", begins)


def test_a_file_says_when_each_petition_came_and_none_came_today_by_silence(client: Client):
    rows = ("Loại đơn,Nội dung,Trạng thái,Ngày nhận đơn", "kiến nghị,Lưới điện yếu,tiếp nhận,01/6/2020",
            "kiến nghị,Chợ xuống cấp,tiếp nhận,", "kiến nghị,Bụi,tiếp nhận,12/8/2020")  # fmt: skip
    client.post(
        "/so/don_thu/nhap/", {"tep": SimpleUploadedFile("don.csv", "\n".join(rows).encode("utf-8-sig"))}
    )
    own = RowImport.objects.get()
    address = f"/so/don_thu/nhap/{own.pk}/"

    faults = page(client, f"{address}?loai=faulty")
    assert (faults.count("để trống. Hãy ghi ngày."), faults.count("là ngày chưa tới")) == (1, 1)
    assert "Lưới điện yếu" in page(client, f"{address}?loai=new")


def test_a_term_that_is_worked_out_stands_in_the_list_its_order_and_the_files(
    client: Client, inspector: User
):
    late = received(inspector, "Đơn muộn", **ACCEPTED)  # 9 July
    soon = received(inspector, "Đơn sớm", han=date(2020, 6, 10))
    other = received(inspector, "Đơn giữa")  # ten working days: 15 June

    listed = page(client, "/so/don_thu/?xep=han")
    keys = sorted((soon.key, other.key, late.key), key=lambda key: listed.index(f"/so/don_thu/{key}/"))
    assert keys == [soon.key, other.key, late.key]
    assert ("09/7/2020 " in listed, listed.count("phần mềm tính")) == (True, 2)
    assert "quá hạn 33 ngày" in listed
    own = page(client, f"/so/don_thu/{late.key}/")
    assert '<dt>Hạn giải quyết</dt><dd>09/7/2020 <span class="under">phần mềm tính</span>' in own
    exported = client.get("/so/don_thu/?tep=csv&xep=-han").content.decode("utf-8-sig")
    assert [one[1:8] for one in exported.splitlines()[1:]] == keys[::-1]
    assert all(day in exported for day in ("09/7/2020", "15/6/2020", "10/6/2020"))
    assert 'name="han" inputmode="numeric" placeholder="ngày/tháng/năm" value=""' in page(
        client, f"/so/don_thu/{late.key}/sua/"
    )

    client.post("/so/don_thu/nhap/", {"tep": SimpleUploadedFile("don.csv", exported.encode("utf-8-sig"))})
    address = f"/so/don_thu/nhap/{RowImport.objects.get().pk}/"
    assert "Đơn muộn" in page(client, f"{address}?loai=same")  # its own export changes nothing
    assert page(client, f"{address}?loai=changed").count("Không có dòng nào") == 1


def test_what_was_dealt_with_is_no_open_petition_and_keeps_whether_it_was_late(
    client: Client, inspector: User
):
    late = received(inspector, "Trễ", trang_thai="đã trả lời", ngay_xong=date(2020, 6, 22))
    intime = received(inspector, "Kịp", trang_thai="không thụ lý", ngay_xong=date(2020, 6, 8))
    still = received(inspector, "Còn", **ACCEPTED)

    open_ones = page(client, "/so/don_thu/")
    assert [what in open_ones for what in ("Trễ", "Kịp", "Còn")] == [False, False, True]
    assert ("Chưa xong" in open_ones, "Đang đúng" in open_ones) == (True, False)
    done = page(client, "/so/don_thu/?loai-dong=het")
    assert [what in done for what in ("Trễ", "Kịp", "Còn")] == [True, True, False]
    assert ("xong ngày 22/6/2020, trễ 7 ngày" in done, "xong ngày 08/6/2020, đúng hạn" in done) == (
        True,
        True,
    )
    assert "Xong ngày 22/6/2020, trễ 7 ngày" in page(client, f"/so/don_thu/{late.key}/")
    assert "Trễ" not in page(client, "/so/don_thu/?qua-han=1")
    # A row of before it was refused: the day alone closes nothing.
    Petition.objects.filter(key=still.key).update(ngay_xong=date(2020, 7, 1))
    assert (
        "quá hạn 33 ngày" in page(client, "/so/don_thu/"),
        set(petitions_standing(date(2020, 8, 11))),
    ) == (
        True,
        {still.key},  # years of answered ones are not read for it
    )
    assert set(petitions_standing(date(2020, 8, 11), [late.key])) == {late.key}
    Petition.objects.filter(key=still.key).update(ngay_xong=None)

    stopped = {"trang_thai": "đình chỉ", "ngay_xong": date(2020, 8, 10)}
    row_change(
        kind=KIND,
        key=still.key,
        values=stopped,
        by=inspector,
        version=1,
        since=date(2020, 8, 10),
        reason="rút",
    )
    with pytest.raises(Problems, match="không chuyển sang"):
        row_change(
            kind=KIND, key=intime.key, values={"trang_thai": "tiếp nhận"}, by=inspector, version=1,
            since=date(2020, 8, 10), reason="thử",
        )  # fmt: skip
    assert "Còn" not in page(client, "/so/don_thu/")


def test_a_register_all_of_whose_rows_are_done_is_not_called_empty(client: Client, inspector: User):
    empty = page(client, "/so/don_thu/")
    assert "Sổ này chưa có dòng nào." in empty

    received(inspector, "Lưới điện yếu", trang_thai="đã trả lời", ngay_xong=date(2020, 6, 22))
    done = page(client, "/so/don_thu/")
    assert "Không còn dòng nào chưa xong." in done and "Sổ này chưa có dòng nào." not in done
    assert "Lưới điện yếu" in page(client, "/so/don_thu/?loai-dong=tat-ca")


def test_a_day_of_the_past_tells_what_was_open_then(client: Client, inspector: User):
    """Answered on 22 June, so open on the 10th: as it was written down later in one piece, and as it was changed."""
    received(inspector, "Ghi gộp", trang_thai="đã trả lời", ngay_xong=date(2020, 6, 22))
    step = received(inspector, "Ghi dần")
    answered, on = {"trang_thai": "đã trả lời", "ngay_xong": date(2020, 6, 22)}, date(2020, 6, 22)
    row_change(kind=KIND, key=step.key, values=answered, by=inspector, version=1, since=on, reason="trả lời")
    received(inspector, "Chuyển sau", trang_thai="rút đơn", ngay_xong=date(2020, 6, 10))

    def told(which: str, day: str) -> list[bool]:
        listed = page(client, f"/so/don_thu/?loai-dong={which}&dung-ngay={day}")
        return [what in listed for what in ("Ghi gộp", "Ghi dần", "Chuyển sau")]

    assert told("dung", "9/6/2020") == [True, True, True]
    assert (told("dung", "10/6/2020"), told("het", "10/6/2020")) == (
        [True, True, False],
        [False, False, True],
    )
    assert (told("dung", "22/6/2020"), told("het", "22/6/2020")) == ([False] * 3, [True] * 3)
    counted = {
        one.kind.code: (one.true, one.ended)
        for own in divisions(inspector, date(2020, 6, 10))
        for one in own.registers
    }
    assert counted["don_thu"] == (2, 1)


def test_the_states_that_may_follow_are_choices_and_no_further_steps(client: Client, inspector: User):
    row = received(inspector, "Lưới điện yếu")

    own = page(client, f"/so/don_thu/{row.key}/")
    line = own[own.index('<ol class="state-line"') : own.index("</ol>")]
    assert ("Tiếp nhận" in line, "Đã trả lời" in line) == (True, False)
    for state in ("Đang giải quyết", "Đã trả lời", "Không thụ lý", "Rút đơn", "Đình chỉ"):
        assert f"→ {state}</a>" in own
