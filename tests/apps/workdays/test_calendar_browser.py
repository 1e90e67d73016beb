"""The calendar in a real browser: by keyboard, on a phone, without a complaint of the content policy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from apps.dashboard.seat import PHONE, WIDE, browser  # noqa: F401 (a fixture)
from congthuong.apps.accounts.models import User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, live_server: Any, officer: User) -> Iterator[Open]:  # noqa: F811
    """Opens an address for the officer; what the window complains of fails the test at its end."""
    client = Client()
    client.force_login(officer)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts, complaints = [], []

    def open_page(address: str, viewport: dict[str, int]) -> Any:
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
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


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("year", [2026, 2027])
def test_the_page_is_no_wider_than_the_window(opened: Open, viewport: dict[str, int], year: int) -> None:
    page = opened(f"/lich/?nam={year}", viewport)
    for summary in page.locator("details.enter summary").all():
        summary.click()

    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_day_is_entered_by_keyboard_and_a_wrong_one_keeps_its_words(opened: Open) -> None:
    page = opened("/lich/?nam=2027", WIDE)
    page.locator("#form-ngay summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Ngày", exact=True).first.fill("2027-02-13")
    page.get_by_label("Lý do").fill("Tết Nguyên Đán")
    page.get_by_label("Số văn bản").first.fill("01/TB-BNV")
    page.keyboard.press("Enter")

    page.wait_for_selector("#form-ngay .errors")
    assert "thứ bảy" in page.locator("#form-ngay .errors").inner_text()
    assert page.get_by_label("Lý do").input_value() == "Tết Nguyên Đán"

    page.get_by_label("Ngày", exact=True).first.fill("2027-02-11")
    page.get_by_role("button", name="Ghi ngày này").click()
    page.wait_for_selector(".told")
    assert "Đã ghi ngày 11/02/2027." in page.locator(".told").inner_text()
