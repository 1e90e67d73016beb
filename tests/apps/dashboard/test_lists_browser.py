"""In a real browser: a list follows its filters, headings and pages without the page around it being made anew, its
address can be sent to a colleague, the way back works, and a screen reader hears how many rows there are."""

from __future__ import annotations

from typing import Any

import pytest

from apps.dashboard.seat import CHROMIUM, PHONE, WIDE
from congthuong.apps.accounts.models import User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
INDICATORS = "/so-lieu/"


def mark(page: Any) -> None:
    """What a page that is made anew would not have."""
    page.evaluate("document.querySelector('h1').dataset.same = 'yes'")


def same_page(page: Any) -> bool:
    return bool(page.evaluate("document.querySelector('h1').dataset.same === 'yes'"))


def at(page: Any, query: str) -> None:
    page.wait_for_function("(query) => location.search === query", arg=query)


def told(page: Any, text: str) -> None:
    page.wait_for_function(
        "(text) => document.getElementById('danh-sach-bao').textContent.startsWith(text)", arg=text
    )


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_search_exchanges_the_list_alone_and_says_how_many_rows(seat, viewport):
    own = seat(viewport)
    page = own.log_in()
    own.open(INDICATORS)
    mark(page)

    page.locator("#tim").fill("thuy san")
    page.keyboard.press("Enter")
    at(page, "?tim=thuy%20san&nhom=")
    told(page, f"{page.locator('tbody tr').count()} chỉ tiêu")

    assert same_page(page) and focused(page) == "tim"
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert page.locator(".language [name=next]").get_attribute("value") == "/so-lieu/?tim=thuy%20san&nhom="
    assert own.clean(), (own.complaints, own.requests)


def test_a_heading_sorts_keeps_the_focus_and_the_way_back_leads_to_the_list_before(seat):
    own = seat()
    page = own.log_in()
    own.open(INDICATORS)
    first = page.locator("tbody th").first.inner_text()
    mark(page)

    page.locator("#xep-ten").focus()
    page.keyboard.press("Enter")
    at(page, "?xep=ten")
    page.wait_for_selector("th[aria-sort=ascending]")
    assert same_page(page) and focused(page) == "xep-ten"
    page.keyboard.press("Enter")
    at(page, "?xep=-ten")
    page.wait_for_selector("th[aria-sort=descending]")

    page.go_back()
    page.wait_for_selector("th[aria-sort=ascending]")
    page.go_back()
    at(page, "")
    page.wait_for_function("(text) => document.querySelector('tbody th')?.innerText === text", arg=first)
    assert own.clean(), (own.complaints, own.requests)


def test_another_page_of_a_list_begins_at_its_top_and_the_order_stays(seat):
    own = seat()
    page = own.log_in()
    own.open(f"{INDICATORS}?xep=ten")
    mark(page)

    page.locator(".pages [rel=next]").click()
    at(page, "?xep=ten&trang=2")
    told(page, page.locator("[data-told]").inner_text())

    assert same_page(page) and focused(page) == "danh-sach"
    assert page.evaluate("document.getElementById('danh-sach').getBoundingClientRect().top") >= 0
    assert "Trang 2/" in page.locator("#danh-sach-bao").inner_text()
    assert own.clean(), (own.complaints, own.requests)


def test_a_choice_is_sent_at_once_after_the_list_was_exchanged_too(seat):
    own = seat()
    page = own.log_in()
    own.open(INDICATORS)
    mark(page)

    page.locator("#nhom").focus()
    page.locator("#nhom").select_option(index=1)
    group = page.locator("#nhom").input_value()
    at(page, f"?tim=&nhom={group}")
    told(page, page.locator("[data-told]").inner_text())
    assert focused(page) == "nhom"
    page.locator("#nhom").select_option(index=0)
    at(page, "?tim=&nhom=")

    assert same_page(page)
    assert own.clean(), (own.complaints, own.requests)


def test_who_was_signed_out_meanwhile_gets_the_door_not_an_empty_list(seat):
    own = seat()
    page = own.log_in()
    own.open(INDICATORS)
    User.objects.update(is_active=False)

    page.locator("#xep-ten").click()

    page.wait_for_selector("[name=login], [name=password]")
    assert page.locator("nav.rail").count() == 0


def test_without_a_connection_the_rows_stay_and_a_sentence_says_why(seat):
    own = seat()
    page = own.log_in()
    own.open(INDICATORS)
    rows = page.locator("tbody tr").count()

    page.context.set_offline(True)
    page.locator("#xep-ten").click()
    told(page, "Chưa lấy được danh sách")

    assert page.locator("tbody tr").count() == rows
    assert page.locator("#danh-sach-bao").is_visible()
    page.context.set_offline(False)
    page.locator("#xep-ten").click()
    page.wait_for_selector("th[aria-sort=ascending]")
    told(page, page.locator("[data-told]").inner_text())


def test_a_search_that_finds_nothing_says_so_aloud(seat):
    own = seat()
    page = own.log_in()
    own.open(INDICATORS)

    page.locator("#tim").fill("khong co gi nhu vay")
    page.keyboard.press("Enter")

    told(page, "Không có chỉ tiêu nào khớp")
