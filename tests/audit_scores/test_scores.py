"""The checker on texts it was not written after: what officials would lose if it saw less or cried wolf more."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .annotations import Page, pages
from .linking import Linking, score_linking
from .mutation import false_findings, score_mutants
from .slips import score_slips
from .tricky import tricky_texts

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class TextSet:
    """Texts of one time with what the checker is known to reach on them."""

    floors: dict[str, Any]
    texts: list[Page]
    linking: Linking


@pytest.fixture(scope="module", params=FLOORS["set"], ids=lambda floors: floors["texts"])
def held_out(request: pytest.FixtureRequest) -> TextSet:
    first, last = map(int, request.param["texts"].split("-"))
    texts = [page for page in pages() if first <= int(page.name.partition("-")[0]) <= last]
    return TextSet(request.param, texts, score_linking(texts))


def test_every_text_is_in_a_set():
    spans = [tuple(map(int, one["texts"].split("-"))) for one in FLOORS["set"]]
    numbers = sorted(int(page.name.partition("-")[0]) for page in pages())

    assert numbers == sorted(number for first, last in spans for number in range(first, last + 1))


def test_relations_a_careful_reader_finds_are_found(held_out: TextSet):
    assert held_out.linking.recall >= held_out.floors["recall"]


def test_relations_found_are_right(held_out: TextSet):
    assert held_out.linking.precision >= held_out.floors["precision"]


def test_a_changed_number_is_pointed_at(held_out: TextSet):
    assert score_mutants(held_out.texts, each=3).share() >= held_out.floors["mutants"]


def test_consistent_reports_raise_few_contradictions(held_out: TextSet):
    score = false_findings((page.name, page.text) for page in held_out.texts)

    assert score.per_page("contradiction") <= held_out.floors["contradictions_a_page"]


def test_tricky_wording_raises_few_contradictions():
    found = [one for _, _, one in false_findings(tricky_texts()).findings if one.severity == "contradiction"]

    assert len(found) <= FLOORS["contradictions_in_tricky"]


def test_planted_slips_are_found():
    assert score_slips().found >= FLOORS["slips"]
