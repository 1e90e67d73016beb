"""A chief's day in a real browser: a directive read, a task given, chased, more time granted, closed; by two people."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from apps.dashboard.seat import CHROMIUM, PHONE, WIDE, browser  # noqa: F401 (a fixture)
from apps.programme.conftest import plan
from congthuong.apps.accounts.models import User
from congthuong.apps.programme.models import State, Task
from congthuong.apps.programme.services.planning import task_assign

AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("PROGRAMME_PICTURES", "")
ASK = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`);
}"""
DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH TRÀ VINH
Số: 15/CT-UBND
Trà Vinh, ngày 10 tháng 8 năm 2020
CHỈ THỊ
Về tháo gỡ khó khăn cho sản xuất, kinh doanh

1. Giao Sở Công Thương chủ trì, phối hợp với Sở Tài chính rà soát cơ chế hỗ trợ cụm công nghiệp, hoàn thành trước ngày 30/9/2020.
2. Sở Công Thương hằng tháng, trước ngày 20, báo cáo tiến độ các dự án điện gió.
"""
Sit = Callable[..., Any]


@pytest.fixture
def sit(browser: Any, live_server: Any) -> Iterator[Sit]:  # noqa: F811
    """A window in which somebody is signed in; what it complains of fails the test at its end."""
    complaints: list[str] = []
    contexts = []

    def opened(user: User, address: str, viewport: dict[str, int] = WIDE) -> Any:
        client = Client()
        client.force_login(user)
        context = browser.new_context(viewport=viewport)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def picture(page: Any, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def send(page: Any, summary: str, button: str, **fields: str) -> None:
    """An act of the task's page: its fold opened, filled and sent."""
    fold = page.locator("details", has=page.get_by_text(summary, exact=True)).first
    fold.locator("summary").click()
    for label, text in fields.items():
        fold.locator(f"[name={label}]").fill(text)
    fold.get_by_role("button", name=button).click()


def test_a_chief_reads_gives_chases_and_closes(
    sit: Sit, chief: User, synthesis: User, industry: User
) -> None:
    desk = sit(synthesis, "/nhiem-vu/doc-van-ban/")
    desk.get_by_label("hoặc dán nội dung").fill(DIRECTIVE)
    desk.get_by_role("button", name="Đọc").click()
    assert desk.get_by_label("Số, ký hiệu (để trống: đọc từ văn bản)").input_value() == "15/CT-UBND"
    desk.get_by_role("button", name="Đọc").click()
    desk.wait_for_selector("mark")
    picture(desk, "doc-van-ban")
    first = desk.locator("article.proposal").first
    first.get_by_label("Đơn vị chủ trì").select_option("qlcn")
    first.get_by_role("button", name="Giao nhiệm vụ này").click()
    desk.locator("article.proposal").get_by_role("button", name="Không phải nhiệm vụ").click()
    desk.wait_for_selector("text=Đã bỏ đề xuất")
    task = Task.objects.get(state=State.OPEN)
    assert (task.owner_id, task.due_on) == ("qlcn", date(2020, 9, 29))  # "before the 30th"

    boss = sit(chief, f"/nhiem-vu/{task.pk}/")
    send(boss, "Đôn đốc", "Đôn đốc", chu="Đề nghị báo cáo trước thứ Sáu.")
    boss.wait_for_selector("text=Đã ghi lời đôn đốc")
    picture(boss, "don-doc")

    officer = sit(industry, "/")
    officer.goto(officer.url + f"nhiem-vu/{task.pk}/")
    assert "Đề nghị báo cáo trước thứ Sáu." in officer.inner_text("main")
    officer.get_by_role("button", name="Bắt đầu làm").click()
    send(officer, "Xin gia hạn", "Gửi đề nghị", ngay="15/10/2020", chu="Chờ số liệu các huyện.")
    officer.wait_for_selector("text=Xin gia hạn đến 15/10/2020")

    boss.reload()
    boss.get_by_role("button", name="Cho gia hạn", exact=True).click()
    boss.wait_for_selector("text=Đã cho gia hạn")
    assert re.search(r"29/9/2020\s*→\s*15/10/2020", boss.inner_text("main"))

    officer.reload()
    send(officer, "Báo xong", "Báo xong", chu="Đã rà soát 7 cụm, trình UBND tỉnh.")
    officer.wait_for_selector("text=Lãnh đạo xem kết quả")
    boss.goto(boss.url.rpartition("/nhiem-vu/")[0] + "/nhiem-vu/")
    picture(boss, "bang-viec")
    boss.get_by_role("link", name="Rà soát cơ chế hỗ trợ").click()
    boss.get_by_role("button", name="Đóng nhiệm vụ").focus()
    boss.keyboard.press("Enter")
    boss.wait_for_selector("text=Đã đóng nhiệm vụ")
    picture(boss, "da-dong")
    assert Task.objects.get(pk=task.pk).state == State.CLOSED


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_pages_hold_and_axe_finds_nothing(sit: Sit, chief: User, viewport: dict[str, int]) -> None:
    task = task_assign(by=chief, plan=plan(due_on=date(2020, 8, 3), title="Việc " + "rất dài " * 30))
    page = sit(chief, "/nhiem-vu/", viewport)
    root = page.url.removesuffix("/nhiem-vu/")
    told = {}
    for path in ("nhiem-vu/", "nhiem-vu/danh-sach/?tim=viec", "nhiem-vu/lich/", "nhiem-vu/moi/", "nhiem-vu/doc-van-ban/", f"nhiem-vu/{task.pk}/", "nhiem-vu/chuong-trinh/", "nhiem-vu/nhac-viec/", "van-ban/"):  # fmt: skip
        page.goto(f"{root}/{path}")
        picture(page, f"{path.strip('/').replace('/', '-').partition('?')[0]}-{viewport['width']}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found = []
        if AXE.exists():
            page.evaluate(AXE.read_text(encoding="utf-8"))  # through the browser's own door: the policy stays
            found = page.evaluate(ASK)
        if wide > 0 or found:
            told[path] = (wide, found)
    assert told == {}
