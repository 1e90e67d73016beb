"""The day of a clerk in a real browser: receive with one key, pause, go on, settle, give back; late with an apology."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.dashboard.seat import PHONE, WIDE, browser  # noqa: F401 (a fixture)
from apps.procedures.office import CHEMICALS, application, open_office
from congthuong.apps.accounts.models import User
from congthuong.apps.procedures.models import Dossier, State
from congthuong.apps.procedures.queries.terms import clock_for, naive
from congthuong.apps.procedures.services.handling import dossier_submit
from congthuong.apps.procedures.services.receiving import dossier_receive
from congthuong.web import clock

PICTURES = os.environ.get("CONGTHUONG_PICTURES", "")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
Open = Callable[..., Any]


@pytest.fixture
def office(transactional_db: None) -> dict[str, User]:
    return open_office()


@pytest.fixture
def opened(
    browser: Any,  # noqa: F811
    live_server: Any,
    office: dict[str, User],
    settings: Any,
    tmp_path: Any,
) -> Iterator[Open]:
    """Opens an address for the clerk (or, with who="", for nobody); what the window complains of fails the test."""
    settings.HOME = tmp_path
    contexts, complaints = [], []

    def open_page(address: str, viewport: dict[str, int] = WIDE, who: str = "clerk") -> Any:
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
        if who:
            client = Client()
            client.force_login(office[who])
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [one for one in complaints if "400 (Bad Request)" not in one] == []


def picture(page: Any, name: str) -> None:
    """For the documentation (tools/pictures.py); nothing where nobody asked for it."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def opened_step(page: Any, name: str) -> Any:
    step = page.locator("details.act", has=page.locator("summary", has_text=name)).first
    if step.get_attribute("open") is None:
        step.locator("summary").click()
    return step


def act(page: Any, name: str, **fields: str) -> str:
    """Opens a step, fills in its fields by their labels, records it; what the page says then."""
    step = opened_step(page, name)
    for label, value in fields.items():
        step.get_by_label(label.replace("_", " ")).fill(value)
    step.get_by_role("button", name="Ghi", exact=True).click()
    page.wait_for_selector(".told, .errors")
    return str(page.locator(".told, .errors").first.inner_text())


def submitted_by_the_division(clerks: Any) -> None:
    """Only then does a clerk record a result; the page is fetched again as one does in the morning."""
    dossier_submit(dossier=Dossier.objects.get().pk, by=User.objects.get(username="phongcn"))
    clerks.reload()


def signed_today() -> str:
    return f"{clock.today():%d/%m/%Y}"


def test_a_clerks_day(opened: Open) -> None:
    page = opened("/ho-so/")
    page.keyboard.press("n")
    page.wait_for_selector("#thu-tuc")
    page.select_option("#thu-tuc", CHEMICALS)
    page.get_by_label("Họ tên hoặc tên đơn vị").fill("Nguyễn Thị Hạnh")
    page.get_by_label("Điện thoại").fill("0901234567")
    page.get_by_role("checkbox", name="Văn bản đề nghị").check()
    page.get_by_label("Họ tên hoặc tên đơn vị").press("Enter")  # received without a mouse
    page.get_by_role("checkbox", name="Vẫn tiếp nhận").check()  # with a paper missing it is asked first
    page.get_by_label("Họ tên hoặc tên đơn vị").press("Enter")
    page.wait_for_selector(".told")
    assert "Đã tiếp nhận hồ sơ H59.SCT-" in page.locator(".told").inner_text()
    assert "Bản kê thiết bị an toàn" in page.locator("#bo-sung-giay-to").input_value()

    assert "yêu cầu bổ sung giấy tờ" in act(page, "Yêu cầu bổ sung")
    assert "Đồng hồ đang dừng" in page.locator(".return-facts").inner_text()
    picture(page, "clerk-tam-dung")
    assert "đang xử lý" in act(page, "Xử lý tiếp")
    submitted_by_the_division(page)
    signed = {"Số_văn_bản_kết_quả": "12/GCN-SCT", "Ngày_văn_bản": signed_today()}
    assert "đã xử lý xong" in act(page, "Ghi kết quả", **signed)
    assert "đã trả kết quả" in act(page, "Trả kết quả")

    own = Dossier.objects.get()
    assert (own.state, own.timeliness, own.result_number) == (State.RETURNED, "early", "12/GCN-SCT")
    assert [step.action for step in own.steps.order_by("number")] == ["receive", "supplement", "resume", "submit", "settle", "return"]  # fmt: skip
    with page.expect_download() as got:
        page.locator('a[href$="/mau/01/docx/"]').click()
    assert got.value.suggested_filename.endswith(".docx")


def test_late_with_an_apology(opened: Open, office: dict[str, User]) -> None:
    now = timezone.now()
    own = dossier_receive(by=office["clerk"], application=application(), at=now - timedelta(30))
    clock = clock_for(now)
    new_day = clock.calendar.add_working_days(naive(now).date(), 3)
    page = opened("/ho-so/")
    late = page.locator("section", has=page.locator("#nhom-tre"))
    assert "quá" in late.inner_text()
    late.get_by_role("link", name=own.number).click()
    page.wait_for_selector(".acts")
    assert "Quá hạn" in page.locator(".return-facts").inner_text()

    refused = act(page, "Xin lỗi và hẹn lại", Hẹn_lại_ngày="2020-06-08", Lý_do_chậm="Phải hỏi ý kiến Bộ")
    assert "CT-916" in refused
    assert page.get_by_label("Lý do chậm").input_value() == "Phải hỏi ý kiến Bộ"
    told = act(page, "Xin lỗi và hẹn lại", Hẹn_lại_ngày=new_day.isoformat())

    assert "có văn bản xin lỗi (mẫu 04), hẹn lại ngày" in told
    assert "Đang xử lý" in page.locator(".return-facts").inner_text()
    assert page.locator('.told a[href$="/mau/04/docx/"]').count() == 1
    picture(page, "clerk-xin-loi")
    own.refresh_from_db()
    assert own.apology_due_at is not None
    submitted_by_the_division(page)
    signed = {"Số_văn_bản_kết_quả": "1/GCN", "Ngày_văn_bản": signed_today()}
    assert "đã xử lý xong" in act(page, "Ghi kết quả", **signed)
    assert "quá hạn" in page.locator(".return-facts").inner_text()


PDF = b"%PDF-1.7\nDon"


def test_a_citizen_hands_in_files_sends_more_and_reads_the_result(opened: Open) -> None:
    citizen = opened("/nop-ho-so/", PHONE, who="")
    citizen.get_by_label("Tìm", exact=True).fill("hoa chat kinh doanh")
    citizen.keyboard.press("Enter")
    citizen.get_by_role("link", name="Cấp giấy chứng nhận đủ điều kiện kinh doanh hóa chất").click()
    citizen.get_by_label("Họ tên hoặc tên đơn vị").fill("Trần Văn Nộp")
    citizen.get_by_label("Số căn cước").fill("084 090 001 234")
    citizen.get_by_label("Điện thoại").fill("0907 654 321")
    citizen.get_by_label("Tệp: Văn bản đề nghị").set_input_files({"name": "don.pdf", "mimeType": "application/pdf", "buffer": PDF})  # fmt: skip
    citizen.get_by_label("Tôi đồng ý").check()
    citizen.get_by_role("button", name="Nộp hồ sơ").click()
    citizen.wait_for_selector(".given-code")
    code = citizen.locator(".given-code").inner_text()
    assert "don.pdf" in citizen.locator("main").inner_text()
    clerk = opened("/ho-so/")
    clerk.locator("section", has=clerk.locator("#nhom-moi-nop")).get_by_role("link").first.click()
    clerk.wait_for_selector(".acts")
    assert clerk.get_by_role("checkbox", name="Văn bản đề nghị").is_checked()
    act(clerk, "Tiếp nhận")
    clerk.get_by_role("checkbox", name="Vẫn tiếp nhận").check()
    opened_step(clerk, "Tiếp nhận").get_by_role("button", name="Ghi", exact=True).click()
    clerk.wait_for_selector(".told")
    act(clerk, "Yêu cầu bổ sung")

    def look_up() -> str:
        citizen.goto(citizen.url.split("/", 3)[0] + "//" + citizen.url.split("/", 3)[2] + "/tra-cuu-ho-so/")
        citizen.get_by_label("Mã tra cứu").fill(code)
        citizen.keyboard.press("Enter")
        citizen.wait_for_selector("#ket-qua")
        return str(citizen.locator("main").inner_text())

    assert "Trần V. N." in look_up()
    citizen.get_by_label("Số điện thoại hoặc số định danh").fill("0907654321")
    citizen.get_by_label("Bản kê thiết bị an toàn").set_input_files({"name": "ke.pdf", "mimeType": "application/pdf", "buffer": PDF + b"2"})  # fmt: skip
    citizen.get_by_role("button", name="Gửi bổ sung").click()
    citizen.wait_for_selector(".told")
    clerk.reload()
    assert "Người nộp đã gửi bổ sung" in clerk.locator("main").inner_text()
    act(clerk, "Xử lý tiếp")
    submitted_by_the_division(clerk)
    step = opened_step(clerk, "Ghi kết quả")
    step.get_by_label("Số văn bản kết quả").fill("12/GCN-SCT")
    step.get_by_label("Ngày văn bản").fill(signed_today())
    step.get_by_label("Tệp kết quả").set_input_files({"name": "gcn.pdf", "mimeType": "application/pdf", "buffer": PDF + b"3"})  # fmt: skip
    step.get_by_role("button", name="Ghi", exact=True).click()
    clerk.wait_for_selector(".told")
    assert "Đã xử lý xong" in look_up()
    picture(citizen, "citizen-360")
    citizen.get_by_label("Số điện thoại hoặc số định danh").fill("084090001234")
    with citizen.expect_download() as got:
        citizen.get_by_role("button", name="Tải kết quả").click()
    assert got.value.suggested_filename == "gcn.pdf"
    assert Dossier.objects.get().papers == ["Văn bản đề nghị", "Bản kê thiết bị an toàn"]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_are_no_wider_than_the_window(
    opened: Open, office: dict[str, User], viewport: dict[str, int]
) -> None:
    own = dossier_receive(by=office["clerk"], application=application())
    page = opened("/ho-so/", viewport)
    host = page.url.removesuffix("/ho-so/")
    addresses = ("/ho-so/", "/ho-so/danh-sach/", f"/ho-so/{own.pk}/", "/ho-so/thong-ke/?ky=2026", "/ho-so/thu-tuc/", f"/ho-so/thu-tuc/{CHEMICALS}/", f"/ho-so/tiep-nhan/?thu_tuc={CHEMICALS}", "/nop-ho-so/", f"/nop-ho-so/?thu_tuc={CHEMICALS}", "/tra-cuu-ho-so/")  # fmt: skip
    for address in addresses:
        page.goto(host + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
