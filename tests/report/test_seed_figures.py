"""Every number of the real report stands in the composed one, in Word, PDF and HTML alike.

The inventory (tests/data/seed-figures) lists each number of the report with what it counts and the figure of
ours that prints it. A slip of the report, which we print corrected, says so in the inventory's note.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.model import (
    Block,
    Figure,
    FootnoteMark,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Table,
    Text,
    blocks_of,
)
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.document.writers.html import write_html
from congthuong.core.document.writers.pdf import write_pdf
from congthuong.core.quantities import read_mentions, unit_of
from congthuong.core.quantities.mentions import Mention, QuantityMention, RatioMention
from report.example import ROOT, SeedFigure, composition, printed, seed_figures
from report.reading import Printed, docx_figures, docx_text, html_figures, pdf_pages, read_back

IDS = [one.id for one in seed_figures()]


PRINTED_OTHERWISE = {
    "p1-008": "99,7%",  # a slip: 45.266 / 45.400
    "p1-022": "58,89%",  # the source rounds to one decimal, we print every rate with two
    "p1-060": "118,89%",  # the source rounds to none
    "p1-085": "43,42%",  # the source rounds to one
    "p3-042": "66,67%",  # a slip: the source cuts 10/15 off
    "p3-061": "21,7 điểm phần trăm",  # a slip: the source writes % for a change of a rate
    "p3-066": "0,04 điểm phần trăm",  # a slip: the same
}
"""Numbers of the real report that ours prints in other digits or another unit; the inventory's notes say why."""

FINER_IN_THE_ANNEX = {"p1-084": "238,80"}
"""Numbers that the annex prints in the decimals of their row, finer than the sentence (docs/decisions/0024)."""


@pytest.mark.parametrize("one", seed_figures(), ids=IDS)
def test_a_number_of_the_real_report_is_printed_wherever_its_figure_stands(one: SeedFigure) -> None:
    """What counts is the text on paper, read back: a figure may know its value and print another."""
    texts = texts_of().get(one.figure, set()) - {FINER_IN_THE_ANNEX.get(one.id)}
    assert texts, f"{one.section}: «{one.token}» ({one.counts}) có mã {one.figure} nhưng không được in"
    stated = read_back(PRINTED_OTHERWISE[one.id]) if one.id in PRINTED_OTHERWISE else seed_number(one)
    for text in texts:
        ours = read_back(text)
        unit = ours.unit or unit_of(printed()[one.figure].unit)
        assert not (unit.symbol and stated.unit) or unit == stated.unit, f"{one.token}: {text}"
        # The signs of changes are said by words in sentences, so a text may leave them out but not invent them.
        assert abs(ours.value) == abs(stated.value), f"{one.section} {one.token}: {text}"
        assert ours.value >= 0 or stated.value < 0, f"{one.section} {one.token}: {text}"


def seed_number(one: SeedFigure) -> Printed:
    return Printed(one.value, one.decimals, unit_of(one.unit) if one.unit else None)


@cache
def texts_of() -> dict[str, set[str]]:
    """The texts of every place where a figure is printed, by its id."""
    texts: dict[str, set[str]] = defaultdict(set)
    for figure in occurrences():
        texts[figure.id].add(figure.text)
    return texts


def test_what_is_printed_otherwise_is_really_so_and_the_inventory_says_it() -> None:
    """An exception must not hide a number that we could have printed as it stood."""
    noted = {one.id: one.note.rpartition("ta in ")[2] for one in seed_figures() if "ta in " in one.note}
    assert noted == PRINTED_OTHERWISE
    for one in seed_figures():
        if one.id in PRINTED_OTHERWISE:
            ours, stated = read_back(PRINTED_OTHERWISE[one.id]), seed_number(one)
            assert (ours.value, ours.unit) != (abs(stated.value), stated.unit), one


def test_the_inventory_names_each_place_once() -> None:
    assert len(set(IDS)) == len(IDS)


# --- the three formats carry the same figures ---


@cache
def files() -> tuple[bytes, bytes, str]:
    document = composition().document
    return write_docx(document), write_pdf(document, figures_json(document)), write_html(document)


def test_word_holds_each_figure_in_a_control_with_its_text() -> None:
    expected = [(one.id, one.text) for one in occurrences()]
    assert sorted(docx_figures(files()[0])) == sorted(expected)


def test_html_holds_each_figure_with_its_text() -> None:
    assert set(html_figures(files()[2])) >= {(one.id, one.text) for one in occurrences()}


def test_pdf_prints_each_figure_after_the_words_before_it() -> None:
    pages = [squeezed(page) for page in pdf_pages(files()[1])]
    gone = [context for context in contexts() if not on_pages(squeezed(context), pages)]
    assert gone == []


def on_pages(words: str, pages: list[str]) -> bool:
    """Whether the words stand together; a page may end among them, and its notes come in between."""
    return any(words in page for page in pages) or any(
        words[:cut] in page and words[cut:] in following
        for page, following in pairwise(pages)
        for cut in range(1, len(words))
    )


def test_word_prints_each_figure_after_the_words_before_it() -> None:
    text = squeezed(docx_text(files()[0]))
    gone = [context for context in contexts() if squeezed(context) not in text]
    assert gone == []


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", ""))


def lines_of(block: Block) -> list[tuple[Inline, ...]]:
    match block:
        case Paragraph() | Heading():
            notes = [inline.note for inline in block.inlines if isinstance(inline, FootnoteMark)]
            return [block.inlines, *notes]
        case ListBlock():
            return [line for item in block.items for inner in item for line in lines_of(inner)]
        case Table():
            return [block.caption, *(cell.inlines for row in (*block.header, *block.rows) for cell in row)]
        case _:
            return []


def occurrences() -> list[Figure]:
    return [
        inline
        for block in blocks_of(composition().document)
        for line in lines_of(block)
        for inline in line
        if isinstance(inline, Figure)
    ]


def contexts() -> list[str]:
    """Each figure with the end of the words right before it, so that "04" is looked for where it belongs."""
    found = []
    for block in blocks_of(composition().document):
        for line in lines_of(block):
            for before, inline in zip((Text(""), *line), line, strict=False):
                if isinstance(inline, Figure):
                    found.append((before.text[-14:] if isinstance(before, Text) else "") + inline.text)
    return found


# --- the inventory is complete ---

NAMES = ("4 sao", "389 tỉnh")  # a class of products, a steering committee: names that carry a number
SEED = ROOT.parent / "shared" / "seed" / "report-2020-h1.txt"


@pytest.mark.seed
@pytest.mark.skipif(not SEED.exists(), reason="bản báo cáo gốc nằm ngoài kho mã")
def test_no_number_of_the_real_report_is_left_out() -> None:
    """Every quantity and ratio that is read in the report stands in the inventory near its line."""
    text = unicodedata.normalize("NFC", SEED.read_text(encoding="utf-8"))
    left_out = []
    for mention in read_mentions(text):
        line = text.count("\n", 0, mention.start) + 1
        listed = {abs(one.value) for one in seed_figures() if abs(one.line - line) <= 2}
        left_out += [
            f"dòng {line}: {mention.surface!r}"
            for value in numbers_in(mention)
            if value not in listed and " ".join(mention.surface.split()) not in NAMES
        ]
    assert left_out == []


def numbers_in(mention: Mention) -> list[Decimal]:
    """The bare numbers of a mention. A comparison covers a quantity that is a mention of its own."""
    match mention:
        case QuantityMention(upper=None):
            return [abs(mention.quantity.value)]
        case QuantityMention(upper=upper) if upper is not None:
            return [mention.quantity.value, upper.value]
        case RatioMention():
            return [mention.part, mention.whole]
        case _:
            return []
