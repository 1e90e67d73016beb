"""In a browser: a leader issues a report, everybody reads it, who holds the paper checks it; each page as axe sees it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apps.collection.test_collection_axe import AXE, violations
from apps.dashboard.people import officer_named
from apps.dashboard.seat import CHROMIUM, PASSWORD, PHONE, WIDE, Seat
from congthuong.apps.accounts.models import Role
from congthuong.apps.reports.models import Edition

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `make setup`"),
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("CONGTHUONG_PICTURES", "")
"""A folder: whoever changes these pages looks at them there."""
REPORT = "/bao-cao/6-thang-dau-nam-2020/"


def looked_at(seat: Seat, name: str) -> None:
    """Wide and as on a phone: nothing for axe to find, nothing that runs out of the window."""
    for size, view in (("wide", WIDE), ("phone", PHONE)):
        seat.page.set_viewport_size(view)
        assert violations(seat.page) == []
        assert seat.page.evaluate("document.documentElement.scrollWidth") <= view["width"]
        if PICTURES:
            seat.page.evaluate("scrollTo(0, 0)")  # what sticks to the window belongs to its top
            seat.page.screenshot(path=str(Path(PICTURES) / f"edition-{name}-{size}.png"), full_page=True)
    seat.page.set_viewport_size(WIDE)


def test_a_leader_issues_and_who_holds_the_paper_checks_it(seat: Callable[..., Seat]):
    officer_named("giamdoc", role=Role.LEADER, password=PASSWORD, full_name="Phạm Văn Tám")
    desk = seat()
    page: Any = desk.open(REPORT)
    page.get_by_label("Tên đăng nhập").fill("giamdoc")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Phát hành", exact=True).click()
    page.get_by_label("Số, do văn thư cấp").fill("451")
    page.get_by_role("button", name="Phát hành", exact=True).click()
    page.get_by_text("Soát báo cáo thấy 2 mâu thuẫn").wait_for()  # the source's own: 08 and 05 communes
    assert page.get_by_label("Số, do văn thư cấp").input_value() == "451"
    looked_at(desk, "refused")

    page.get_by_label("Lý do vẫn phát hành").fill("Số của nguồn, đã nêu trong công văn kèm theo")
    page.get_by_label("Công khai ngay").check()
    page.get_by_role("button", name="Phát hành", exact=True).click()
    page.get_by_text("Đã phát hành. Nội dung từ nay không đổi").wait_for()
    page.get_by_role("link", name="So với số của hôm nay").click()
    page.get_by_text(
        "thì 1 số in khác"
    ).wait_for()  # the year is over: the forecast of 99% is what the rows came to
    assert [one.inner_text() for one in page.locator("[aria-labelledby=nay] td").all()] == ["99%", "98,96%"]
    looked_at(desk, "issued")
    made = Edition.objects.get()
    assert page.locator("dd.code").inner_text() == made.check_code

    visitor = seat()
    page = visitor.open("/cong-khai/")
    page.get_by_role("link", name="451/BC-SCT").click()
    page.get_by_role("heading", name="Báo cáo 6 tháng đầu năm 2020").wait_for()
    looked_at(visitor, "open")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word (DOCX)").click()
    page.get_by_role("link", name="Kiểm tra văn bản").click()
    page.get_by_label("Hoặc tệp Word").set_input_files(str(download.value.path()))
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.get_by_text("đúng từng chữ là tệp đã phát hành").wait_for()
    page.get_by_label("Mã kiểm tra").fill(made.check_code.lower())
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.get_by_text("Sở đã phát hành văn bản mang mã này").wait_for()
    looked_at(visitor, "verified")
    assert visitor.clean()
