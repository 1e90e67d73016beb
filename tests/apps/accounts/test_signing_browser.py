"""In a real browser, with a device that has a key: added, used instead of the password, used after it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from apps.dashboard.seat import CHROMIUM, browser  # noqa: F401 (a fixture)
from congthuong.apps.accounts.models import Assignment, Role, User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
PASSWORD = "mot-mat-khau-dai-de-thu"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_device_key_signs_in_and_stands_behind_the_password(browser: Any, live_server: Any):  # noqa: F811
    user = User.objects.create_user("canbo", password=PASSWORD, full_name="Trần Thị Bưởi")
    Assignment.objects.create(user=user, role=Role.AUDITOR)
    host = live_server.url.replace("127.0.0.1", "localhost")  # a browser gives keys to names only
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    page.goto(f"{host}/dang-nhap/")
    _sign_in(page)
    page.goto(f"{host}/tai-khoan/khoa/them/")
    if page.locator("#id_password").count():
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
    page.get_by_label("Tên để nhận ra").fill("Điện thoại của tôi")
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url(re.compile("ma-du-phong"))
    assert page.locator(".codes li").count() == 10

    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Đăng nhập bằng khóa của thiết bị").click()
    page.wait_for_selector("nav.rail")
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_selector("#id_login")
    _sign_in(page, "main.door-card")
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    page.wait_for_selector("nav.rail")

    assert complaints == []
    context.close()


def _sign_in(page: Any, then: str = "nav.rail") -> None:
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(then)
