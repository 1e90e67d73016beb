"""The page says everything the report says, fetches nothing and lets no datum become markup."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.model import (
    Chart,
    Document,
    Figure,
    FootnoteMark,
    Origin,
    Paragraph,
    Table,
    Text,
    blocks_of,
    inlines_of,
)
from congthuong.core.document.writers.html import write_html
from congthuong.core.document.writers.html_origins import script_json
from core.document import sample
from core.document.hostile import PAYLOAD, hostile


@pytest.fixture(scope="module")
def page() -> str:
    return write_html(sample.sample_document())


@pytest.fixture(scope="module")
def tree(page: str) -> etree._Element:
    return html.fromstring(page)


def with_blocks(*blocks) -> Document:
    return replace(sample.sample_document(), blocks=blocks, annexes=(), bases=())


def read(*blocks) -> etree._Element:
    return html.fromstring(write_html(with_blocks(*blocks)))


def classed(tree: etree._Element, name: str) -> list[etree._Element]:
    return tree.xpath(f'//*[contains(concat(" ", @class, " "), " {name} ")]')


def told(element: etree._Element) -> str:
    return " ".join(element.text_content().split())


def test_page_has_language_title_and_landmarks(tree):
    assert tree.get("lang") == "vi"
    assert tree.findtext(".//title").startswith("BÁO CÁO: Tình hình sản xuất công nghiệp")
    assert [one.get("aria-label") for one in tree.iter("nav")] == ["Mục lục"]
    assert len(tree.findall(".//main")) == len(tree.findall(".//h1")) == 1
    skip = classed(tree, "skip")[0]
    assert tree.get_element_by_id(skip.get("href")[1:]).tag == "main"


def test_headings_never_skip_a_level_and_the_outline_leads_to_each(tree):
    levels = [
        int(one.tag[1]) for one in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    links = tree.xpath("//nav//a")
    assert [told(one) for one in links][:3] == [
        "I. Kết quả thực hiện",
        "1. Thực hiện các chỉ tiêu",
        "2. Kết quả theo lĩnh vực",
    ]
    for link in links:
        assert told(tree.get_element_by_id(link.get("href")[1:])) == told(link).replace(
            "Phụ lục I.", "Phụ lục I"
        ).replace("Phụ lục II.", "Phụ lục II")


def test_every_anchor_leads_somewhere_and_every_id_is_there_once(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in tree.xpath("//a/@href")} <= set(ids)
    for names in tree.xpath("//@aria-labelledby"):
        assert names == "panel-title" or names in ids


def test_nothing_is_fetched_from_anywhere(tree, page):
    assert all(one.startswith("#") for one in tree.xpath("//@href"))
    assert tree.xpath("//@src | //link | //img | //iframe | //object | //*[@style] | //base") == []
    styles = "".join(one.text for one in tree.iter("style"))
    assert all(one.startswith('"data:font/woff;') for one in re.findall(r"url\(([^)]{0,40})", styles))
    assert "@import" not in styles


def test_policy_allows_exactly_the_scripts_and_the_style_of_the_page(tree):
    policy = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    def hashed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    run = [one.text for one in tree.iter("script") if one.get("type") is None]
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [hashed(one) for one in run]
    assert rules["style-src"] == hashed(tree.find(".//style").text)


def test_every_word_of_the_document_stands_on_the_page(tree):
    shown = told(tree.find(".//main"))
    document = sample.sample_document()
    for block in blocks_of(document):
        for inline in inlines_of(block):
            if isinstance(inline, Text | Figure):
                assert " ".join(inline.text.split()) in shown
    for line in (
        *document.recipients,
        *document.addressees,
        document.signature.name,
        document.letterhead.place,
    ):
        assert line in shown


def test_each_figure_links_to_its_origin_and_carries_its_unrounded_value(tree):
    growth = next(one for one in classed(tree, "fig") if one.get("data-figure") == sample.GTSX_GROWTH.id)
    assert told(growth) == "11,77%"
    assert growth.find("data").get("value") == "11.770034"
    origin = tree.get_element_by_id(growth.get("href")[1:])
    assert "(19.125,44 / 17.111,42 − 1) × 100 = 11,77" in told(origin)
    inputs = [tree.get_element_by_id(one[1:]) for one in origin.xpath('.//a[starts-with(@href, "#n")]/@href')]
    assert ["Giá trị sản xuất công nghiệp: 19.125,44 tỷ đồng" in told(one) for one in inputs] == [True, False]


def test_the_panel_knows_every_figure_and_every_input(tree):
    document = sample.sample_document()
    data = json.loads(tree.get_element_by_id("figures").text)
    assert set(data) == {one["id"] for one in json.loads(figures_json(document))["figures"]}
    growth = data[sample.GTSX_GROWTH.id]
    assert growth["steps"] == list(sample.GTSX_GROWTH.origin.steps)
    named = "Giá trị sản xuất công nghiệp"
    assert [(id, label) for _, id, label in growth["inputs"]] == [
        (sample.GTSX.id, f"{named}, {sample.HALF_YEAR}, ước thực hiện: 19.125,44 tỷ đồng"),
        (sample.GTSX_BASE.id, f"{named} cùng kỳ, {sample.HALF_YEAR}, thực hiện: 17.111,42 tỷ đồng"),
    ]
    facts = dict(map(tuple, data[sample.GTSX.id]["facts"]))
    assert facts["Loại số liệu"] == "ước thực hiện"
    assert facts["Chốt đến ngày"] == "08/6/2020"
    assert facts["Người ghi"] == "Phòng Quản lý công nghiệp"
    assert [place for _, place in data[sample.GTSX.id]["at"]] == ["I.1", "I.2.1", "I.2.1, biểu đồ"]
    assert data[sample.COUNT.id]["rows"] == ["de-an-1", "de-an-2", "de-an-3", "de-an-4"]


def test_an_implied_value_tells_its_interval():
    origin = Origin("observation", status="implied", low=Decimal("12.5"), high=Decimal("13.45"))
    tree = read(Paragraph((Figure("x", "13", Decimal(13), "tấn", origin),)))
    facts = dict(map(tuple, json.loads(tree.get_element_by_id("figures").text)["x"]["facts"]))
    assert facts["Tình trạng"] == "suy ra từ tỷ lệ đã công bố"
    assert facts["Khoảng giá trị"] == "từ 12,5 đến 13,45 tấn"


def test_a_missing_figure_is_said_in_words(tree):
    missing = [told(one) for one in classed(tree, "missing")]
    assert missing == ["[chưa có số liệu]"] * 3
    assert (
        told(classed(tree, "gaps")[0])
        == "Báo cáo còn 1 số liệu chưa cóKim ngạch nhập khẩu, 6 tháng đầu năm 2020"
    )
    silent = read(Paragraph((replace(sample.MISSING, text=" "),)))
    assert told(classed(silent, "fig")[0]) == "[chưa có số liệu]"


def test_notes_lead_there_and_back(tree):
    marks = tree.xpath('//a[@role="doc-noteref"]')
    assert [told(one) for one in marks] == ["1", "2", "3"]
    for mark in marks:
        note = tree.get_element_by_id(mark.get("href")[1:])
        (back,) = note.xpath('.//a[@role="doc-backlink"]')
        assert back.get("href") == f"#{mark.get('id')}"
    assert len(tree.xpath('//section[@role="doc-endnotes"]')) == 1
    assert told(tree.get_element_by_id("g1")).startswith(
        "Sáu tháng 2020: (1) Thủy sản đông lạnh ước đạt 5.268 tấn"
    )


def test_tables_have_captions_scopes_and_their_spans(tree):
    table = tree.find(".//table")
    assert told(table.find("caption")).startswith("Bảng 1. Một số chỉ tiêu chủ yếu")
    assert [
        (told(one), one.get("scope"), one.get("colspan"), one.get("rowspan"))
        for one in table.xpath("thead/tr[1]/th")
    ] == [
        ("STT", "col", None, "2"),
        ("Chỉ tiêu", "col", None, "2"),
        ("Đơn vị tính", "col", None, "2"),
        ("Thực hiện", "colgroup", "2", None),
        ("So sánh (%)", "colgroup", "2", None),
    ]
    assert [told(one) for one in table.xpath('tbody//th[@scope="row"]')] == [
        "Sản xuất công nghiệp",
        "Giá trị sản xuất công nghiệp (giá so sánh năm 2010)",
        "Thủy sản đông lạnh",
        "trong đó: xuất khẩu",
    ]
    widths = dict(re.findall(r"\.(w\d+) \{ width: ([\d.]+)%", tree.find(".//style").text))
    shares = [Decimal(widths[column.get("class")]) for column in table.iter("col")]
    assert [round(share) for share in shares] == [6, 30, 12, 14, 14, 12, 12]


def test_a_table_without_caption_still_has_a_name():
    tree = read(Table((), (), ()))
    assert told(tree.find(".//caption")) == "Bảng số 1"


def test_a_chart_is_a_picture_with_words_and_its_figures(tree):
    (picture,) = classed(tree, "picture")
    assert (picture.get("role"), picture.get("aria-label")) == ("img", sample.CHART.alt)
    assert picture.find("svg").get("aria-hidden") == "true"
    figure = picture.xpath("ancestor::figure")[0]
    assert told(figure.find("figcaption")) == sample.CHART.title
    assert [told(one) for one in figure.xpath('.//a[contains(@class, "fig")]')] == [
        "17.111,42 tỷ đồng",
        "19.125,44 tỷ đồng",
    ]


def test_a_page_without_charts_carries_no_chart_library():
    assert len(write_html(with_blocks(Paragraph((sample.GTSX,))))) < 250_000


def test_the_embedded_fonts_draw_every_vietnamese_letter(page):
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {
        unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in tones
    }
    letters |= set("đĐ₫%‰–—“”‘’…±×÷²³°−≥≤→•")
    fonts = re.findall(r"data:font/woff;base64,([A-Za-z0-9+/=]+)", page)
    assert len(fonts) == 4
    for font in fonts:
        drawn = set(map(chr, TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()))
        assert letters - drawn == set()


def test_every_free_field_may_hold_hostile_words():
    document = hostile(sample.sample_document())
    page = write_html(document)
    tree = html.fromstring(page)
    plain = html.fromstring(write_html(hostile(sample.sample_document(), " vô hại")))

    def skeleton(tree: etree._Element) -> list[str]:
        # Only the picture differs with its words: longer ones take more lines.
        return [
            str(one.tag)
            for one in tree.iter()
            if isinstance(one.tag, str) and not one.xpath("ancestor-or-self::svg")
        ]

    assert skeleton(tree) == skeleton(plain)
    assert len(list(tree.iter("script"))) == len(list(plain.iter("script")))
    assert not [one for one in tree.iter() if any(name.startswith("on") for name in one.attrib)]
    assert tree.xpath("//img | //comment() | //svg//a") == []
    assert page.count("<!--") == 0
    assert " ".join(PAYLOAD.split()) in told(tree.find(".//main"))
    data = json.loads(tree.get_element_by_id("figures").text)
    assert sample.GTSX.id + PAYLOAD in data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_is_read_back_as_it_was(text):
    figure = Figure("x" + text, text, Decimal(1), text, Origin("observation", name=text, rows=(text,)))
    tree = read(Paragraph((Text("|"), Text(text, bold=True), Text("|"), figure, FootnoteMark((Text(text),)))))
    (paragraph,) = classed(tree, "body")
    assert paragraph.text_content() == f"|{text}|{text}1"
    assert classed(tree, "fig")[0].get("data-figure") == "x" + text
    assert json.loads(tree.get_element_by_id("figures").text)["x" + text]["rows"] == [text]


@given(st.text())
def test_script_json_cannot_end_its_element(text):
    told = script_json([text])
    assert not set(told) & set("<>&\u2028\u2029")
    assert json.loads(told) == [text]


def test_figures_are_written_in_the_order_of_their_index(tree):
    anchors = [one.get("id") for one in classed(tree, "fig") if one.xpath("ancestor::main")]
    count = len(FigureIndex.of(sample.sample_document()).occurrences)
    assert sorted(anchors, key=lambda one: int(one[1:])) == [f"s{number}" for number in range(1, count + 1)]


def test_the_same_document_gives_the_same_bytes_in_another_process(page):
    code = (
        "import sys; from core.document.sample import sample_document;"
        "from congthuong.core.document.writers.html import write_html;"
        "sys.stdout.buffer.write(write_html(sample_document()).encode())"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "7"}
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert again.stdout.decode() == page


def test_charts_of_other_makers_are_cleaned():
    spec = {**sample.CHART.spec}
    spec["encoding"] = {**spec["encoding"], "href": {"value": "/x"}}
    tree = read(Chart(spec, "Hình", "Lời", "tấn", ""))
    (svg,) = tree.iter("svg")
    assert svg.xpath("//svg//a | //svg//@href | //svg//@style | //svg//image") == []
    assert len(svg.xpath('.//*[local-name()="path"]')) > 5
