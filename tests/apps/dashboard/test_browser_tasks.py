"""What an officer does in the browser beside reading: filters, sorts, turns pages, goes back in time, downloads,
changes the language; and what stands there when the ledger is empty or a name is very long."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from apps.dashboard.people import officer_named
from apps.dashboard.seat import CHROMIUM, PHONE, WIDE
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_folder

REPORT = "/bao-cao/6-thang-dau-nam-2020/"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]


def downloaded(page, name: str) -> bytes:  # type: ignore[no-untyped-def]
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).first.click()
    return waiting.value.path().read_bytes()  # type: ignore[no-any-return]


def test_a_wrong_password_is_said_beside_the_fields_and_the_name_stays(seat):
    own = seat()
    page = own.open("/")
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill("sai")
    page.keyboard.press("Enter")

    page.wait_for_selector("[role=alert]")
    assert "không đúng" in page.locator("[role=alert]").inner_text()
    assert page.get_by_label("Tên đăng nhập").input_value() == "canbo"
    assert page.get_by_label("Mật khẩu").get_attribute("aria-describedby") == "loi"


def test_the_language_is_changed_by_keyboard_and_stays_on_the_next_page(seat):
    own = seat()
    page = own.log_in()
    own.open("/so-lieu/gtsxcn/")
    page.get_by_role("button", name="English").focus()
    page.keyboard.press("Enter")

    page.wait_for_selector("html[lang=en]")
    assert page.url.endswith("/so-lieu/gtsxcn/")
    own.open("/so/")
    assert page.locator("h1").inner_text() == "Registers"
    assert page.locator("tbody[lang=vi], tbody [lang=vi]").count() > 0
    page.get_by_role("button", name="Tiếng Việt").click()
    page.wait_for_selector("html[lang=vi]")
    assert page.locator("h1").inner_text() == "Sổ"
    assert own.clean(), (own.complaints, own.requests)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_english_fits_where_vietnamese_does(seat, viewport):
    own = seat(viewport)
    page = own.log_in()
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")

    for address in (
        "/",
        "/bao-cao/",
        REPORT,
        f"{REPORT}so-lieu/",
        "/so-lieu/",
        "/so-lieu/gtsxcn/",
        "/so/ntm_xa/",
    ):
        own.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
    assert own.clean(), (own.complaints, own.requests)


def test_a_list_is_sorted_filtered_and_paged_and_the_address_keeps_it(seat):
    own = seat()
    page = own.log_in()
    own.open("/so/ntm_xa/")
    page.locator("thead").get_by_role("link", name="tên gọi").click()
    page.wait_for_selector("th[aria-sort=ascending]")  # the list is exchanged, the page stays
    assert page.locator("th[aria-sort=ascending]").count() == 1
    page.get_by_role("link", name="Trang sau").click()
    page.locator("nav.pages").get_by_text("Trang 2/").wait_for()
    assert page.locator("th[aria-sort=ascending]").count() == 1

    own.open("/so/ntm_xa/")
    page.get_by_label("Tìm trong sổ này").fill("chua dat tieu chi 7")
    page.keyboard.press("Enter")
    page.wait_for_url("**tim=**")
    page.wait_for_function("document.querySelectorAll('tbody tr').length === 2")
    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 2
    assert own.clean(), (own.complaints, own.requests)


def test_the_report_of_a_day_before_its_figures_shows_its_gaps_and_the_way_back(seat):
    own = seat()
    page = own.log_in()
    own.open(REPORT)
    page.get_by_label("Số liệu như đã biết đến ngày").fill("2019-12-31")
    page.get_by_role("button", name="Xem", exact=True).click()
    page.wait_for_url("**ngay=2019-12-31**")

    assert page.locator("article .missing").count() > 100
    assert "[chưa có số liệu]" in page.locator("article").inner_text()
    assert "DỰ THẢO" in page.locator("article").inner_text()
    page.get_by_role("link", name="Về ngày chốt 12/6/2020").click()
    page.wait_for_url(f"**{REPORT}")
    assert page.locator("article .missing").count() == 0
    assert own.clean(), (own.complaints, own.requests)


def test_the_files_of_the_report_are_downloaded_whole(seat):
    own = seat()
    page = own.log_in()
    own.open(REPORT)

    assert downloaded(page, "Word (DOCX)").startswith(b"PK\x03\x04")
    assert downloaded(page, "PDF").startswith(b"%PDF-")
    assert b'"gtsxcn.2020-H1.estimate"' in downloaded(page, "Số liệu (JSON)")


def test_who_logs_out_is_at_the_door_again(seat):
    own = seat()
    page = own.log_in()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/**")
    own.open("/so/")
    assert "/dang-nhap/" in page.url


def test_a_very_long_word_breaks_inside_a_phone(seat, example):
    data = read_folder(example)
    long = "Khuliênhợpthươngmạidịchvụ" * 12
    data = replace(
        data,
        indicators=tuple(replace(one, name=long) if one.code == "gtsxcn" else one for one in data.indicators),
    )
    load_dataset(data)
    own = seat(PHONE)
    page = own.log_in()

    for address in (
        "/",
        "/so-lieu/",
        "/so-lieu/gtsxcn/",
        f"{REPORT}so-lieu/",
        f"/tim/?tim={long[:40]}",
        f"/tim/?tim={long}",
    ):
        own.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_empty_ledger_says_on_each_page_what_to_do(browser, live_server, viewport):
    officer_named("canbo", password="mot-mat-khau-dai-de-thu", full_name="Trần Thị Bưởi")
    context = browser.new_context(viewport=viewport)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill("mot-mat-khau-dai-de-thu")
    page.keyboard.press("Enter")
    page.wait_for_selector("nav.rail")

    page.goto(f"{live_server.url}/so/")  # a typed register is there before its first row
    assert "0 chợ" in page.locator("main").inner_text()
    for address in ("/", "/bao-cao/", "/so-lieu/", "/van-ban/", "/tim/?tim=gao"):
        page.goto(live_server.url + address)
        assert (
            "Chưa có" in page.locator("main .empty").first.inner_text()
            or "Không tìm thấy" in page.locator("main").inner_text()
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
    context.close()
