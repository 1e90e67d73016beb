"""The marked page: every finding can be reached and left, nothing in the file becomes markup, nothing is fetched."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from congthuong.core.audit.model import Audit, Finding, Understanding, span_of
from congthuong.core.audit.writers.html import findings_html, write_html
from congthuong.core.audit.writers.marked import mark
from core.audit.writers.samples import LINES, interrupted_reading, reading_of, sample_audit

PAYLOAD = (
    "</script></style><script>window.hurt=1</script><img src=x onerror=window.hurt=1>\"' onclick=1 <!-- ]]>"
)
CHROMIUM = shutil.which("chromium")


def page(audit: Audit) -> Any:
    return html.fromstring(write_html(mark(audit)))


def test_every_link_inside_the_page_leads_somewhere() -> None:
    tree = page(sample_audit())
    ids = [one.get("id") for one in tree.xpath("//*[@id]")]
    links = [one.get("href").removeprefix("#") for one in tree.xpath("//a[@href]")]

    assert len(ids) == len(set(ids))
    assert [one for one in links if one not in ids] == []
    assert {f"f{number}" for number in range(1, 5)} <= set(links), "from the document back to each finding"


def test_the_text_of_the_document_is_all_there_and_marked_at_its_figures() -> None:
    tree = page(sample_audit())
    article = tree.get_element_by_id("van-ban")

    for sign in article.xpath(".//span[contains(@class, 've ')]"):
        sign.drop_tree()
    assert [line for line in LINES if line not in article.text_content()] == []
    assert {(one.text_content(), one.get("class")) for one in article.iter("mark")} == {
        ("03", "contradiction"), ("1.240", "suspicious"), ("1.420", "suspicious"), ("62,5%", "rounding"),
        ("2.000", "rounding"), ("I.", "drafting"),
    }  # fmt: skip


def test_a_severity_is_told_by_a_sign_and_a_word_and_not_by_its_colour_alone() -> None:
    tree = page(sample_audit())

    assert [one.text_content().split(" (")[0] for one in tree.xpath("//aside/h2")] == [
        "✗ Mâu thuẫn", "? Đáng ngờ", "≈ Lệch làm tròn", "✎ Soạn thảo",
    ]  # fmt: skip
    names = {one.get("aria-label") for one in tree.xpath("//article//a")}
    assert {"Mâu thuẫn, mục 1", "Đáng ngờ, mục 2", "Lệch làm tròn, mục 3", "Soạn thảo, mục 4"} == names


def test_a_clean_report_is_told_calmly() -> None:
    clean = write_html(mark(Audit(Understanding(reading_of(LINES), (), ()), (), ())))

    assert "Không thấy số liệu nào mâu thuẫn." in clean
    assert "<mark" not in clean


def test_a_table_stays_a_table_and_a_note_mark_stands_at_its_word() -> None:
    reading = interrupted_reading()
    cell = reading.pieces[-1]
    finding = Finding("x", "drafting", "m", "", (span_of(reading, cell, 0, 2),))
    tree = page(Audit(Understanding(reading, (), ()), (), (finding,)))

    assert [[cell.tag for cell in row] for row in tree.xpath("//table//tr")] == [["th", "th"], ["td", "td"]]
    assert tree.xpath("//table//mark")[0].text == "56"
    assert tree.xpath("//p[@class='paragraph']")[0].text_content() == "Có 12 chợ1 được nâng cấp 34 quầy."
    assert [one.text for one in tree.xpath("//div[@class='trang']")] == ["Trang 1", "Trang 2"]


def test_what_the_file_says_never_becomes_markup() -> None:
    lines = tuple(line + PAYLOAD for line in LINES)
    audit = sample_audit(lines)
    findings = tuple(
        Finding(
            one.rule + PAYLOAD, one.severity, one.message + PAYLOAD, PAYLOAD, one.spans, PAYLOAD, one.claims
        )
        for one in audit.findings
    )
    tree = page(Audit(audit.understanding, audit.relations, findings))

    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//img | //*[@onclick] | //*[@onerror]") == []
    assert PAYLOAD in tree.text_content()


@given(st.text(max_size=60))
def test_any_text_gives_a_page_that_shows_it(words: str) -> None:
    words = " ".join(words.split())
    lines = (*LINES[:4], LINES[4] + words)
    tree = html.fromstring(
        write_html(mark(sample_audit(lines))).encode(errors="surrogatepass").decode(errors="replace")
    )

    assert len(tree.xpath("//script")) == 1 and len(tree.xpath("//article//mark")) == 6


def test_it_asks_nothing_of_any_address_and_allows_only_itself() -> None:
    text = write_html(mark(sample_audit()))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)

    assert policy and "default-src &#39;none&#39;" in policy[1] and "unsafe" not in policy[1]
    assert re.findall(r"https?://", text) == []
    assert re.findall(r"url\(|@import|<link|<img|<iframe", text) == []


def test_a_page_with_a_frame_may_end_each_finding_with_its_own() -> None:
    from markupsafe import Markup

    made = findings_html(mark(sample_audit()), lambda one: Markup("<em>{}</em>").format(one.number))

    assert re.findall(r"<em>(\d)</em></li>", str(made)) == ["1", "2", "3", "4"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.mark.browser
def test_in_a_browser_one_jumps_both_ways_and_nothing_is_asked_of_any_host(
    browser: Any, tmp_path: Path
) -> None:
    lines = (LINES[0], *(line + PAYLOAD for line in LINES[1:]))
    file = tmp_path / "soat.html"
    file.write_text(write_html(mark(sample_audit(lines))), encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 800})
    window, asked, said = context.new_page(), [], []
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: said.append(message.text))
    window.goto(file.as_uri())

    window.locator("#f1 .cho a").first.click()
    window.wait_for_url(lambda url: url.endswith("#f1-1"))
    window.locator("mark.contradiction").click()
    window.wait_for_url(lambda url: url.endswith("#f1"))
    window.keyboard.press("n")
    window.wait_for_url(lambda url: url.endswith("#f2-1"))
    assert window.evaluate("document.activeElement.getAttribute('href')") == "#f2-1"
    assert window.evaluate("document.documentElement.scrollWidth") == 390
    assert (asked, said, window.evaluate("window.hurt")) == ([file.as_uri()], [], None)
    context.close()
