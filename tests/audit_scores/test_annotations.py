"""The yardstick must be right itself: a wrong annotation would call a right finding false."""

from __future__ import annotations

import pytest

from .annotations import Page, pages
from .build import DATA, files_of

PAGES = pages()
SOURCES = sorted((DATA / "marked").glob("*.txt"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_texts_are_what_their_sources_make(source):
    assert {path: path.read_text(encoding="utf-8") for path in files_of(source)} == files_of(source)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_operand_stands_where_its_annotation_says(page: Page):
    wrong = [
        one
        for one in page.operands.values()
        if page.text[one.start : one.end] != one.surface.replace(" ", " ")
    ]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_annotated_relation_holds(page: Page):
    broken = [(one.kind, one.check) for one in page.relations if not page.holds(one)]
    assert broken == []
