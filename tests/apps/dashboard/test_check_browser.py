"""Soát in a real browser: a file is dropped and read, findings by keyboard, a phone's width, and without scripts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from apps.dashboard.people import officer_named
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_dataset

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
WRONG = (
    "BÁO CÁO\nTình hình 6 tháng đầu năm 2020\n\n"
    "Gạch nung ước đạt 1.240 nghìn viên, đạt 26% kế hoạch (2.000 nghìn viên).\n"
)
COMPARED = (
    "BÁO CÁO\nTình hình 6 tháng đầu năm 2020\n\nI. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2020\n\n"
    "Giá trị sản xuất công nghiệp ước đạt {} tỷ đồng.\n"
)
DROP = """text => {
  const files = new DataTransfer();
  files.items.add(new File([text], "bao-cao.txt", {type: "text/plain"}));
  const form = document.querySelector("[data-drop]");
  for (const name of ["dragenter", "dragover", "drop"])
    form.dispatchEvent(new DragEvent(name, {dataTransfer: files, bubbles: true, cancelable: true}));
}"""
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch:
        # The browser's driver runs a loop of its own in this thread, which Django would take for an async view.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_api.sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
            )
            yield chromium
            chromium.close()


@pytest.fixture
def seat(browser: Any, live_server: Any) -> Iterator[Open]:
    """Opens the page for an officer who is logged in; complaints and foreign requests fail the test at its end."""
    client = Client()
    client.force_login(officer_named("canbo", full_name="Trần Thị Bưởi"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts, complaints = [], []
    expected = ["400 (Bad Request)"]

    def opened(width: int = 1366, *, answers: str = "", **more: Any) -> Any:
        expected.extend([answers] if answers else [])
        context = browser.new_context(viewport={"width": width, "height": 844}, **more)
        contexts.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda one: (
                None if one.url.startswith((live_server.url, "data:")) else complaints.append(one.url)
            ),
        )
        page.goto(f"{live_server.url}/soat/")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [one for one in complaints if not any(answer in one for answer in expected)] == []


def test_a_dropped_file_is_read_and_its_finding_dismissed(seat: Open) -> None:
    page = seat()
    page.evaluate(DROP, WRONG)
    page.wait_for_selector("article.giay")

    page.locator("#f1 .cho a").first.focus()
    page.keyboard.press("Enter")
    assert page.url.split("#")[1] == "f1-1"
    page.locator("article mark").first.click()
    assert page.url.split("#")[1] == "f1"
    page.locator("#f1 summary").click()
    page.get_by_label("Vì sao số liệu vẫn đúng?").fill("Kế hoạch đã điều chỉnh.")
    page.keyboard.press("Enter")
    page.wait_for_selector("#bo-qua")
    assert page.locator(".yen").inner_text() == "✓ Không thấy số liệu nào mâu thuẫn."


def test_what_the_server_refuses_is_told_at_the_form(seat: Open, tmp_path: Path) -> None:
    page = seat()
    wrong = tmp_path / "bao-cao.exe"
    wrong.write_bytes(b"MZ")
    page.set_input_files("#tep", str(wrong))
    with page.expect_response("**/soat/"):
        page.get_by_role("button", name="Soát").click()
    page.wait_for_selector(".errors li")

    assert "Không soát được loại tệp" in page.locator(".errors").inner_text()
    assert page.get_by_role("button", name="Soát").is_enabled()


@pytest.mark.parametrize(
    ("code", "said"), [(500, "phần mềm gặp lỗi khi đọc"), (403, "Máy chủ không nhận tệp")]
)
def test_what_breaks_at_the_server_is_not_blamed_on_the_network(
    seat: Open, tmp_path: Path, code: int, said: str
) -> None:
    page = seat(answers=f"{code} (")
    report = tmp_path / "bao-cao.txt"
    report.write_text(WRONG, encoding="utf-8")
    page.route(
        "**/soat/", lambda route: route.fulfill(status=code, content_type="text/html", body="<h1>Lỗi</h1>")
    )
    page.set_input_files("#tep", str(report))
    page.get_by_role("button", name="Soát").click()
    page.wait_for_selector(".errors li")

    told = page.locator(".errors").inner_text()
    assert said in told and f"({code})" in told
    assert "kiểm tra mạng" not in told
    assert page.get_by_role("button", name="Soát").is_enabled()


def test_while_an_old_word_file_is_converted_the_page_says_so_and_counts(
    seat: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec sleep 4\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    old = tmp_path / "bao-cao.rtf"
    old.write_bytes(b"{\\rtf1 Gach nung dat 5 tan.}")
    page = seat()
    page.set_input_files("#tep", str(old))
    page.get_by_role("button", name="Soát").click()
    page.get_by_text("2 giây", exact=True).wait_for()

    assert "Đang chuyển tệp Word đời cũ (nhiều nhất 45 giây)" in page.locator("[data-status]").inner_text()
    assert page.get_by_role("button", name="Soát").is_disabled()
    page.wait_for_selector(".errors li")
    assert "LibreOffice không đọc được tệp" in page.locator(".errors").inner_text()
    assert page.locator("[data-clock]").text_content() == ""


def test_without_scripts_and_on_a_phone_it_works_the_same(seat: Open, tmp_path: Path) -> None:
    page = seat(390, java_script_enabled=False)
    report = tmp_path / "bao-cao.txt"
    report.write_text(WRONG, encoding="utf-8")
    page.set_input_files("#tep", str(report))
    page.get_by_role("button", name="Soát").click()
    page.wait_for_selector("article.giay")

    page.locator("#f1 .cho a").first.click()
    assert page.url.split("#")[1] == "f1-1"
    assert page.locator("article mark").first.bounding_box()["x"] >= 0


@pytest.mark.parametrize("width", [360, 1366])
def test_a_report_is_compared_with_the_ledger_and_with_the_check_before(
    seat: Open, width: int, small_folder: dict[str, bytes], tmp_path: Path
) -> None:
    load_dataset(read_dataset(small_folder))
    page = seat(width)
    report = tmp_path / "bao-cao.txt"
    report.write_text(COMPARED.format("19.152,44"), encoding="utf-8")
    page.set_input_files("#tep", str(report))
    assert not page.locator("#ngay").is_visible() and not page.locator("#truoc").is_visible()
    page.get_by_label("Sổ số liệu của đơn vị").check()
    page.get_by_label("Số liệu như đã biết đến ngày").fill("2020-06-12")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Soát").click()
    page.wait_for_selector("article.giay")
    assert page.locator(".compared").inner_text() == (
        "Đối chiếu với sổ số liệu đến ngày 12/6/2020: 0 số khớp, 1 số khác."
    )

    page.get_by_role("navigation", name="Đường dẫn").get_by_role("link").click()
    report.write_text(COMPARED.format("19.125,44"), encoding="utf-8")
    page.set_input_files("#tep", str(report))
    page.get_by_label("Một báo cáo trước").check()
    page.get_by_role("button", name="Soát").click()
    page.wait_for_selector(".errors li")
    assert "Chưa chọn báo cáo trước" in page.locator(".errors").inner_text()
    page.get_by_label("Báo cáo", exact=True).select_option(index=2)
    page.get_by_role("button", name="Soát").click()
    page.wait_for_selector("article.giay")
    assert "báo cáo trước (bao-cao.txt): 0 số khớp, 1 số khác" in page.locator(".compared").inner_text()


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_wider_than_the_screen(seat: Open, width: int) -> None:
    page = seat(width)
    page.evaluate(DROP, WRONG + "x" * 400 + "\n")
    page.wait_for_selector("article.giay")

    assert page.evaluate("document.documentElement.scrollWidth") == width
