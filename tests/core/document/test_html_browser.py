"""In a real browser: a figure opens its origin by mouse, keyboard and touch, and the page stays by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from congthuong.core.document.writers.html import write_html
from core.document import sample
from core.document.hostile import hostile

CHROMIUM = shutil.which("chromium")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield chromium
        chromium.close()


@dataclass
class Opened:
    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(browser, tmp_path):
    contexts = []

    def opened(document=None, *, viewport=WIDE, script: bool = True) -> Opened:
        file: Path = tmp_path / "bao-cao.html"
        file.write_text(write_html(document or sample.sample_document()), encoding="utf-8")
        context = browser.new_context(viewport=viewport, java_script_enabled=script)
        contexts.append(context)
        made = Opened(context.new_page())
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.goto(file.as_uri())
        return made

    yield opened
    for context in contexts:
        context.close()


def figure(page: Any, which: Any, nth: int = 0) -> Any:
    return page.locator(f'a.fig[data-figure="{which.id}"]').nth(nth)


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.id")


@pytest.mark.parametrize("key", ["Enter", " "])
def test_keyboard_opens_the_origin_and_escape_gives_the_focus_back(open_page, key):
    page = open_page().page
    link = figure(page, sample.GTSX_GROWTH)
    link.focus()
    page.keyboard.press(key)

    panel = page.get_by_role("dialog")
    assert panel.is_visible()
    assert focused(page) == "panel-title"
    assert panel.locator(".big").inner_text() == "11,77%"
    assert "(19.125,44 / 17.111,42 − 1) × 100 = 11,77" in panel.inner_text()
    assert "11,770034%" in panel.inner_text()

    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert focused(page) == link.get_attribute("id")


def test_inputs_open_down_to_the_observation_and_back(open_page):
    page = open_page().page
    figure(page, sample.GTSX_GROWTH).click()
    panel = page.get_by_role("dialog")
    named = "Giá trị sản xuất công nghiệp, 6 tháng đầu năm 2020, ước thực hiện: 19.125,44 tỷ đồng"
    panel.get_by_role("button", name=named).click()
    told = panel.inner_text()
    assert panel.locator(".big").inner_text() == "19.125,44 tỷ đồng"
    assert "ước thực hiện" in told and "Phòng Quản lý công nghiệp" in told and "08/6/2020" in told
    panel.get_by_role("button", name="Số liệu trước").click()
    assert panel.locator(".big").inner_text() == "11,77%"
    assert panel.get_by_role("button", name="Số liệu trước").is_hidden()


def test_the_reader_can_jump_to_the_other_places_of_a_figure(open_page):
    page = open_page().page
    figure(page, sample.GTSX).click()
    panel = page.get_by_role("dialog")
    assert panel.get_by_role("link").all_inner_texts() == ["I.1 (đang xem)", "I.2.1", "I.2.1, biểu đồ"]
    panel.get_by_role("link", name="I.2.1", exact=True).click()
    assert panel.is_hidden()
    assert focused(page) == figure(page, sample.GTSX, 1).get_attribute("id")
    figure(page, sample.GTSX, 1).click()
    panel.get_by_role("link", name="I.2.1, biểu đồ").click()
    assert focused(page) == figure(page, sample.GTSX, 2).get_attribute("id")
    assert figure(page, sample.GTSX, 2).is_visible()


def test_focus_stays_in_the_open_panel(open_page):
    page = open_page().page
    figure(page, sample.GTSX).click()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


def test_a_count_lists_its_rows(open_page):
    page = open_page().page
    figure(page, sample.COUNT).click()
    assert page.get_by_role("dialog").locator("li").all_inner_texts()[:4] == [
        "de-an-1",
        "de-an-2",
        "de-an-3",
        "de-an-4",
    ]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_page_complains_of_nothing_and_asks_nobody(open_page, viewport):
    opened = open_page(viewport=viewport)
    opened.page.wait_for_selector(".picture > div svg")
    figure(opened.page, sample.GTSX).click()
    assert opened.complaints == []
    assert opened.requests == [opened.page.url.split("#")[0]]


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280])
def test_nothing_is_wider_than_the_screen_but_tables_in_their_frame(open_page, width):
    page = open_page(viewport={"width": width, "height": 740}).page
    page.wait_for_selector(".picture > div svg")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    figure(page, sample.LONG_ID).click()
    box = page.get_by_role("dialog").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.evaluate("(p => p.scrollWidth <= p.clientWidth)(document.getElementById('panel'))")


def test_without_a_script_the_page_reads_in_full_and_tells_origins(open_page):
    page = open_page(script=False).page
    link = figure(page, sample.GTSX_GROWTH)
    link.click()
    origin = page.locator(f"li{page.url[page.url.index('#') :]}")
    assert origin.is_visible()
    assert "(19.125,44 / 17.111,42 − 1) × 100 = 11,77" in origin.inner_text()
    assert page.locator(".picture > svg").is_visible()
    assert page.get_by_role("navigation").get_by_role("link").first.is_visible()


def test_hostile_words_run_nothing(open_page):
    opened = open_page(hostile(sample.sample_document()))
    opened.page.wait_for_selector(".picture > div svg")
    for link in opened.page.locator("a.fig").all()[:3]:
        link.focus()
        opened.page.keyboard.press("Enter")
        opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("window.hurt") is None
    assert opened.page.locator("img").count() == 0
    assert opened.complaints == []


def test_print_shows_the_report_alone(open_page):
    page = open_page().page
    page.emulate_media(media="print")
    for hidden in (".outline", ".origins", ".foot", ".gaps"):
        assert page.locator(hidden).is_hidden()
    assert page.locator(".endnotes").is_visible()
    assert page.locator(".signature").is_visible()
