"""A browser window for the tests: an officer's seat, with everything that the window complains of or asks for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from apps.dashboard.people import officer_named
from databases import Databases

CHROMIUM = shutil.which("chromium")
WIDE, PHONE = {"width": 1366, "height": 850}, {"width": 360, "height": 740}
PASSWORD = "mot-mat-khau-dai-de-thu"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with pytest.MonkeyPatch.context() as patch:
        # The browser's driver runs a loop of its own in this thread, which Django would take for an async view.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_api.sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
            yield chromium
            chromium.close()


@dataclass
class Seat:
    """A browser window whose complaints and requests are noted."""

    page: Any
    host: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, address: str) -> Any:
        self.page.goto(self.host + address)
        return self.page

    def log_in(self) -> Any:
        self.open("/")
        # A person types once the page has put the focus; a browser that is overtaken in it complains.
        self.page.wait_for_function("document.activeElement.matches('[autofocus]')")
        self.page.get_by_label("Tên đăng nhập").fill("canbo")
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("nav.rail")
        return self.page

    def clean(self) -> bool:
        own = all(url.startswith((self.host, "data:")) for url in self.requests)
        return own and not self.complaints


@pytest.fixture
def seat(browser: Any, live_server: Any, databases: Databases) -> Iterator[Callable[[dict[str, int]], Seat]]:
    databases.fill("example")
    officer_named("canbo", password=PASSWORD, full_name="Trần Thị Bưởi")
    contexts = []

    def taken(viewport: dict[str, int] = WIDE) -> Seat:
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
        made = Seat(context.new_page(), live_server.url)
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("request", lambda request: made.requests.append(request.url))
        return made

    yield taken
    for context in contexts:
        context.close()
