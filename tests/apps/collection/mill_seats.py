"""People at the page of a return, each in a browser window of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from apps.collection.mills import MILL_FORM, make_person, make_province
from apps.dashboard.seat import PASSWORD, WIDE, Seat, browser  # noqa: F401 (a fixture)
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import round_open

FORM = MILL_FORM.replace(
    "[[column]]",
    """[[section.row]]
code = "tam"
label = "Tấm"
unit = "tấn"
decimals = 2
required = false
[[section.row]]
code = "tong"
label = "Gạo và tấm"
unit = "tấn"
decimals = 2
total = "gao + tam"

[[column]]""",
    1,
)
Open = Callable[..., Any]


@pytest.fixture
def mill(transactional_db: None) -> Return:
    make_province()
    for name, role, unit in (
        ("chu-a", "respondent", "cty-a"), ("ke-toan", "respondent", "cty-a"), ("tonghop", "synthesis", "so"),
    ):  # fmt: skip
        user = make_person(name, role, unit)
        user.set_password(PASSWORD)
        user.save()
    form_publish(text=FORM, by=None)
    opened = round_open(form="gao", period="2020-05", by=User.objects.get(username="tonghop"))
    return opened.returns.get(organisation="cty-a")


@pytest.fixture
def sit(browser: Any, live_server: Any, mill: Return) -> Iterator[Open]:  # noqa: F811
    """Somebody at the return's page; their window has a memory of its own."""
    contexts = []

    def down(name: str, viewport: dict[str, int] = WIDE, address: str = "") -> Seat:
        context = browser.new_context(viewport=viewport, permissions=["clipboard-read", "clipboard-write"])
        contexts.append(context)
        seat = Seat(context.new_page(), live_server.url)
        seat.page.on("pageerror", lambda error: seat.complaints.append(str(error)))
        seat.page.set_default_timeout(15000)
        seat.open("/")
        seat.page.get_by_label("Tên đăng nhập").fill(name)
        seat.page.get_by_label("Mật khẩu").fill(PASSWORD)
        seat.page.keyboard.press("Enter")
        seat.page.wait_for_selector("nav.rail")
        seat.open(address or f"/thu-thap/{mill.pk}/")
        seat.page.wait_for_selector("[data-ready]")
        return seat

    yield down
    for context in contexts:
        context.set_offline(False)
        for page in context.pages:
            page.goto("about:blank")
            page.wait_for_timeout(300)  # a question that was under way ends before the tables are emptied
        context.close()
