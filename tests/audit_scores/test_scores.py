"""The checker on texts it was not written after: what officials would lose if it saw less or cried wolf more."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from .annotations import Page, pages
from .linking import Linking, score_linking
from .mutation import false_findings, score_mutants
from .slips import score_slips
from .tricky import tricky_texts

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts() -> list[Page]:
    return pages()


@pytest.fixture(scope="module")
def linking(texts: list[Page]) -> Linking:
    return score_linking(texts)


def test_relations_a_careful_reader_finds_are_found(linking: Linking):
    assert linking.recall >= FLOORS["recall"]


def test_relations_found_are_right(linking: Linking):
    assert linking.precision >= FLOORS["precision"]


def test_a_changed_number_is_pointed_at(texts: list[Page]):
    assert score_mutants(texts, each=3).share() >= FLOORS["mutants"]


def test_consistent_reports_raise_few_contradictions(texts: list[Page]):
    score = false_findings((page.name, page.text) for page in texts)

    assert score.per_page("contradiction") <= FLOORS["contradictions_a_page"]


def test_tricky_wording_raises_few_contradictions():
    found = [one for _, _, one in false_findings(tricky_texts()).findings if one.severity == "contradiction"]

    assert len(found) <= FLOORS["contradictions_in_tricky"]


def test_planted_slips_are_found():
    assert score_slips().found >= FLOORS["slips"]
