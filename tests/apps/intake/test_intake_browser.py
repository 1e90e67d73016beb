"""Tables of others in a real browser: dropped, looked through, taken in by keyboard; wide and on a phone."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from apps.collection.test_collection_axe import AXE, violations
from apps.intake.conftest import received
from congthuong.apps.accounts.models import User
from congthuong.apps.intake.models import Delivery, SourceTable
from congthuong.apps.intake.services import delivery_accept, delivery_receive, delivery_withdraw
from congthuong.apps.ledger.models import Observation
from core.intake.monthly import index_figures, index_look, index_workbook

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
REFUSED = re.compile(r"status of 40[04]")  # what the test asks for itself
PICTURES = os.environ.get("INTAKE_PICTURES", "")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch:
        # The browser's driver runs a loop of its own in this thread, which Django would take for an async view.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_api.sync_playwright() as playwright:
            switches = ["--headless", "--no-sandbox", "--disable-gpu"]
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
            yield chromium
            chromium.close()


@pytest.fixture
def pages(browser: Any, live_server: Any, officer: User) -> Iterator[Any]:
    """Opens an address at a width; what the window complains of fails the test at its end."""
    client = Client()
    client.force_login(officer)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    complaints: list[str] = []
    contexts = []

    def opened(address: str, width: int = 1366) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 850})
        context.add_cookies([cookie])
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: complaints.append(message.text) if not REFUSED.search(message.text) else None,
        )
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


def file_of(folder: Path, file: tuple[str, bytes]) -> str:
    path = folder / file[0]
    path.write_bytes(file[1])
    return str(path)


def test_a_file_goes_from_the_desk_into_the_ledger_by_keyboard(
    pages: Any, table: SourceTable, tmp_path: Path
) -> None:
    page = pages("/nhap-bang/")
    picture(page, "danh-sach")
    page.set_input_files("#tep", file_of(tmp_path, index_workbook(8)))
    page.get_by_role("button", name="Đọc tệp").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#khac-biet")
    picture(page, "tep")

    page.get_by_role("button", name="Nhận vào sổ").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".state-accepted")

    assert Observation.objects.count() == 28


def test_the_pages_hold_on_a_phone(pages: Any, officer: User, table: SourceTable) -> None:
    for month in (6, 7):
        delivery_accept(delivery=received(table, month, officer), by=officer)
    look = index_look(8)
    figures = {
        code: {at: dict(row) for at, row in months.items()} for code, months in index_figures().items()
    }
    figures["B"][7] = dict(figures["B"][7])
    headings = {**look.headings, "on_month": ("Tháng 8 so với (%)",)}
    odd = type(look)(
        look.sheet, look.order, headings, look.title.replace("2026", "2025"), look.ending, "", False
    )
    name, data = index_workbook(8, figures, odd)
    delivery = delivery_receive(table=table, name=name, data=data, by=officer)

    ready = received(table, 8, officer)  # beside June and July as they were taken in
    name, data = index_workbook(5)
    gone = delivery_receive(table=table, name=name, data=data, by=officer)
    delivery_withdraw(delivery=gone, reason="gửi nhầm tệp", by=officer)
    first = Delivery.objects.order_by("pk").first()
    assert first is not None

    told = {}
    for address, called in (
        ("/nhap-bang/", "danh-sach"), (f"/nhap-bang/{delivery.pk}/", "tep-hoi"),
        (f"/nhap-bang/{ready.pk}/", "tep-san-sang"), (f"/nhap-bang/{first.pk}/", "tep-da-nhan"),
        (f"/nhap-bang/{gone.pk}/", "tep-da-bo"), ("/nhap-bang/999/", "khong-co"),
    ):  # fmt: skip
        for width in (360, 1366):
            page = pages(address, width)
            picture(page, f"{called}-{width}")
            _all_is_seen_to(page, told, address, width)
    assert told == {}


def test_what_is_refused_is_told_where_it_was_sent(pages: Any, table: SourceTable, tmp_path: Path) -> None:
    told: dict[tuple[str, int], list[str]] = {}
    for width in (360, 1366):
        page = pages("/nhap-bang/", width)
        page.set_input_files("#tep", file_of(tmp_path, ("bang.xlsx", b"khong phai bang")))
        page.get_by_role("button", name="Đọc tệp").click()
        page.wait_for_selector("[role=alert]")
        picture(page, f"tu-choi-{width}")
        _all_is_seen_to(page, told, "tu-choi", width)
    assert told == {}


def _all_is_seen_to(page: Any, told: dict[tuple[str, int], list[str]], address: str, width: int) -> None:
    """What a person with a phone, a keyboard or a screen reader would stumble over."""
    for one in page.locator("main details").all():
        one.evaluate("one => { one.open = true; }")
    found = violations(page) if AXE.exists() else []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    unlabelled = page.evaluate(
        "[...document.querySelectorAll('main input:not([type=hidden]), main select')]"
        ".filter(one => !one.labels.length).map(one => one.name)"
    )
    found += [f"{wide} px too wide"] * (wide > 0) + [f"no label: {one}" for one in unlabelled]
    if found:
        told[address, width] = found
