"""Every list is exchanged in the same way: a heading or a page outside the part that it exchanges would put the list in
the place of the whole page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

import congthuong
from apps.dashboard.people import officer_named

SOURCE = Path(congthuong.__file__).parent
LISTS = sorted(
    path
    for path in SOURCE.rglob("templates/**/*.html")
    if re.search(r"web/parts/pages\.html|\{% sorted_by ", path.read_text()) and "/web/parts/" not in str(path)
)


def test_there_are_lists() -> None:
    assert len(LISTS) > 20


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_exchanges_a_list_stands_inside_it(path: Path) -> None:
    text = path.read_text()
    begin = text.index("{% swapped %}")
    inside = text[begin:]

    assert text.count("{% swapped %}") == 1
    for what in ("hx-boost", "web/parts/pages.html", "{% sorted_by "):
        assert what not in text[:begin], what
    opened = len(re.findall(r"<div\b", inside)) + 1
    assert len(re.findall(r"</div>", inside)) == opened


@pytest.mark.django_db
def test_a_page_lets_its_scripts_do_no_more_than_exchange_what_this_host_gives() -> None:
    """What a browser is told by the page and by its header: a text that was typed can neither run nor be sent elsewhere."""
    client = Client()
    client.force_login(officer_named("canbo"))
    answer = client.get("/van-ban/")
    (told,) = html.fromstring(answer.content.decode()).xpath("//meta[@name='htmx-config']/@content")

    assert json.loads(told) == {
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
    }
    policy = dict(one.split(" ", 1) for one in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    for what in ("script-src", "style-src", "connect-src", "form-action"):
        assert policy[what] == "'self'", what
