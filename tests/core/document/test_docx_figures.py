"""Figures must stay findable and updatable after people have edited the Word file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.document.model import (
    Cell,
    Chart,
    Figure,
    FootnoteMark,
    Heading,
    ListBlock,
    Origin,
    Paragraph,
    Table,
    Text,
    blocks_of,
    figures_of,
    inlines_of,
)
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.document.writers.docx.figures import LONGEST_TAG, tag_of
from core.document import sample
from core.document.docx_parts import NS, W, body, controls, part, small

FIGURE = sample.GTSX


def all_controls(data: bytes) -> list[tuple[str, str]]:
    return [
        found for name in ("word/document.xml", "word/footnotes.xml") for found in controls(part(data, name))
    ]


def test_every_printed_figure_is_a_control_with_its_tag_and_text() -> None:
    document = sample.sample_document()
    drawn = Counter(
        figure for block in blocks_of(document) if isinstance(block, Chart) for figure in block.figures
    )
    printed = Counter(figures_of(document)) - drawn

    found = Counter(all_controls(write_docx(document)))

    assert found == Counter({(tag_of(f.id), f.text): n for f, n in printed.items()})


def test_control_is_bound_to_the_text_of_its_own_figure() -> None:
    data = write_docx(sample.sample_document())
    store = part(data, "customXml/item1.xml")
    store_id = part(data, "customXml/itemProps1.xml").attrib.values()[0]
    bound = 0
    for name in ("word/document.xml", "word/footnotes.xml"):
        for control in part(data, name).iter(W + "sdt"):
            binding = control.find(f"{W}sdtPr/{W}dataBinding")
            if binding is None:
                continue
            (target,) = store.xpath(binding.get(W + "xpath"), namespaces=NS)
            printed = "".join(one.text for one in control.iter(W + "t"))
            tag = control.find(f"{W}sdtPr/{W}tag").get(W + "val")
            assert (target.text, target.getparent().get("tag")) == (printed, tag)
            assert binding.get(W + "storeItemID") == store_id
            bound += 1
    assert bound > 100


def test_custom_part_lists_id_value_and_unit_exactly() -> None:
    data = write_docx(small(Paragraph((FIGURE, Text(", "), sample.MISSING))))

    listed = [
        (one.get("id"), one.get("value"), one.get("unit"), one.get("missing"), one.findtext("f:text", None, NS))
        for one in part(data, "customXml/item1.xml")
    ]  # fmt: skip

    assert listed == [
        ("gtsxcn@2020-H1", "19125.44", "tỷ đồng", None, "19.125,44 tỷ đồng"),
        ("nhap-khau@2020-H1", "", "triệu USD", "true", "[chưa có số liệu]"),
    ]


def test_figures_that_are_only_drawn_are_listed_too() -> None:
    data = write_docx(small(sample.CHART))

    assert [one.get("id") for one in part(data, "customXml/item1.xml")] == [
        "gtsxcn@2019-H1",
        "gtsxcn@2020-H1",
    ]
    assert controls(body(data)) == []


def test_same_figure_twice_has_one_tag_and_two_control_numbers() -> None:
    document = body(write_docx(small(Paragraph((FIGURE, Text(" và "), FIGURE)))))

    assert controls(document) == [("gtsxcn@2020-H1", "19.125,44 tỷ đồng")] * 2
    numbers = document.xpath(".//w:sdtPr/w:id/@w:val", namespaces=NS)
    assert len(set(numbers)) == 2


def test_one_id_printed_in_two_ways_keeps_both_texts() -> None:
    """Bound to one place, Word would show the first text in both."""
    data = write_docx(small(Paragraph((FIGURE, replace(FIGURE, text="19.125 tỷ đồng")))))

    paths = body(data).xpath(".//w:dataBinding/@w:xpath", namespaces=NS)
    assert len(set(paths)) == 2


def test_control_numbers_of_the_sample_are_unique_and_positive() -> None:
    data = write_docx(sample.sample_document())
    numbers = [
        int(number)
        for name in ("word/document.xml", "word/footnotes.xml")
        for number in part(data, name).xpath(".//w:sdtPr/w:id/@w:val", namespaces=NS)
    ]

    assert len(numbers) == len(set(numbers))
    assert all(0 < number < 2**31 for number in numbers)


def test_long_id_gets_a_tag_that_word_accepts_and_is_kept_in_full() -> None:
    data = write_docx(small(Paragraph((sample.LONG_ID,))))

    ((tag, _),) = controls(body(data))
    (listed,) = part(data, "customXml/item1.xml")
    assert len(sample.LONG_ID.id) > LONGEST_TAG >= len(tag)
    assert (listed.get("id"), listed.get("tag")) == (sample.LONG_ID.id, tag)


@given(st.text(min_size=60, max_size=90), st.text(min_size=60, max_size=90))
def test_long_ids_that_differ_have_tags_that_differ(one: str, other: str) -> None:
    clean = [text for text in (one, other) if text.isprintable()]
    tags = {tag_of(text) for text in clean}

    assert len(tags) == len(set(clean))
    assert all(len(tag) <= LONGEST_TAG for tag in tags)


def test_alias_names_the_figure_and_its_period() -> None:
    document = body(write_docx(small(Paragraph((FIGURE,)))))

    aliases = document.xpath(".//w:alias/@w:val", namespaces=NS)
    assert aliases == ["Giá trị sản xuất công nghiệp (6 tháng đầu năm 2020)"]


def test_alias_longer_than_word_allows_is_cut() -> None:
    origin = Origin(kind="observation", name="Tên rất dài " * 20, period="2020-H1")
    document = body(write_docx(small(Paragraph((replace(FIGURE, origin=origin),)))))

    (alias,) = document.xpath(".//w:alias/@w:val", namespaces=NS)
    assert len(alias) == 64
    assert alias.endswith("…")


def test_missing_figure_is_marked_yellow_and_found_by_its_tag() -> None:
    document = body(write_docx(small(Paragraph((sample.MISSING,)))))

    (control,) = document.iter(W + "sdt")
    assert control.xpath("w:sdtContent/w:r/w:rPr/w:highlight/@w:val", namespaces=NS) == ["yellow"]
    assert controls(document) == [("nhap-khau@2020-H1", "[chưa có số liệu]")]


def test_only_missing_figures_are_marked() -> None:
    document = body(write_docx(sample.sample_document()))

    marked = document.xpath(".//w:sdt[.//w:highlight]/w:sdtPr/w:tag/@w:val", namespaces=NS)
    assert set(marked) == {"nhap-khau@2020-H1"}


def test_figures_are_controls_wherever_they_stand() -> None:
    """In a heading, a caption, a cell, a list item, a footnote: nowhere does a number become mere text."""
    figure = Figure("x", "42", Decimal(42), "", Origin(kind="count"))
    table = Table(caption=(figure,), header=((Cell((figure,)),),), rows=((Cell((figure,)),),))
    listed = ListBlock("-", ((Paragraph((figure,)),),))
    noted = Paragraph((Text("a"), FootnoteMark((figure,))))
    blocks = (Heading(2, "1", (figure,)), table, listed, noted)

    assert all(figure in tuple(inlines_of(block)) for block in blocks)
    assert all_controls(write_docx(small(*blocks))) == [("x", "42")] * 6
