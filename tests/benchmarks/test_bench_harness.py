"""The measuring itself: numbers that compare like with like, or none."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from benchmarks.timing import Measured, Telling, measure

from benchmarks import growth, peer, subject
from congthuong.core.compose.report import Definition
from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.model import Document, Figure, figures_of
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.model import Dataset

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_folder(subject.EXAMPLE)


@pytest.fixture(scope="module")
def document(dataset: Dataset) -> Document:
    return subject.tree_of(dataset)


@pytest.fixture(scope="module")
def docx(document: Document) -> bytes:
    return subject.write(document, b"", ["docx"])["docx"]


def printed(document: Document) -> list[Figure]:
    return list(figures_of(document))


def test_sides_run_in_turn_and_the_warm_up_does_not_count() -> None:
    ran: list[str] = []
    ticks = count()
    sides = {"a": lambda n: ran.append(f"a{n}"), "b": lambda n: ran.append(f"b{n}")}

    got = measure(sides, 2, warm_up=1, clock=lambda: float(next(ticks)))

    assert ran == ["a0", "b0", "a1", "b1", "a2", "b2"]
    assert got.times == {"a": [1000.0, 1000.0], "b": [1000.0, 1000.0]}


def test_ratio_is_taken_pair_by_pair() -> None:
    """A slow round slows both sides: the quotient of medians would say 2, every pair says 3 or 4."""
    got = Measured({"a": [3.0, 60.0, 40.0], "b": [1.0, 20.0, 10.0]})

    ratio = got.ratio("a", "b")

    assert (ratio.median, ratio.low, ratio.high) == (3.0, 3.0, 4.0)


def test_progress_says_step_round_and_what_is_left() -> None:
    said: list[str] = []
    seconds = iter([0.0, 0.0, 10.0, 20.0])
    telling = Telling({"một": 1, "hai": 1}, said.append, lambda: next(seconds))

    telling.begin("một")
    telling.round(1, 2)
    telling.begin("hai")

    assert said == ["· một: 0/1", "· một: 1/2, còn khoảng 30 giây", "· hai: 0/1, còn khoảng 20 giây"]


def test_a_changed_ledger_prints_other_figures_in_the_same_report(
    dataset: Dataset, document: Document
) -> None:
    changed = subject.tree_of(subject.moved(dataset, 1))

    before, after = printed(document), printed(changed)
    assert sorted(one.id for one in before) == sorted(one.id for one in after)
    assert len({one.text for one in after} - {one.text for one in before}) > 100


def test_undrawn_change_leaves_the_values_in_charts(dataset: Dataset) -> None:
    drawn = subject.indicators_drawn(dataset)
    changed = subject.moved(dataset, 1, drawn=False)

    assert {one.indicator for one in dataset.observations} - drawn
    pairs = zip(dataset.observations, changed.observations, strict=True)
    assert {one.indicator for one, other in pairs if one != other}.isdisjoint(drawn)


def test_peer_says_exactly_what_our_document_says(docx: bytes) -> None:
    template = peer.template_from(docx)

    assert len(template.context["so"]) > 300
    assert peer.words(template.docx) != peer.words(docx)
    assert peer.words(template.render()) == peer.words(docx)


def test_larger_tree_has_every_section_again_with_figures_of_its_own(document: Document) -> None:
    larger = growth.sections_times(document, 3)

    ids = {one.id for one in printed(document)}
    own = {
        id
        for block in document.blocks
        for id in FigureIndex.of(replace(document, bases=(), blocks=(block,), annexes=())).printed
    }
    assert len(larger.blocks) == 3 * len(document.blocks)
    assert {one.id for one in printed(larger)} == ids | {f"{id}~{n}" for id in own for n in (1, 2)}
    assert FigureIndex.of(larger).figures


def test_larger_declaration_composes_every_part_again(dataset: Dataset, document: Document) -> None:
    twice = subject.tree_of(dataset, growth.declared_times(Definition.of(dataset), 2))

    assert len(twice.blocks) == 2 * len(document.blocks)


def test_larger_ledger_leaves_the_report_as_it_is(dataset: Dataset, document: Document) -> None:
    larger = growth.observations_times(dataset, 10)

    assert len(larger.observations) == 10 * len(dataset.observations)
    assert subject.tree_of(larger) == document


def test_more_places_than_there_are_is_refused(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="further places"):
        growth.observations_times(dataset, 1000)


def test_the_command_measures_and_names_what_it_could_not(tmp_path: Path) -> None:
    """From an empty PATH there is no LibreOffice: the comparison is named as not measured, with the reason."""
    command = [sys.executable, "-m", "benchmarks", "--once", "--format", "json", "--only", "floor,peer"]

    ran = subprocess.run(
        [*command, "--out", str(tmp_path)],
        cwd=ROOT,
        env={"PATH": "", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    answer = json.loads(ran.stdout)
    assert answer == json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    aims = {one["key"]: one.get("aim_at_most") for one in answer["measured"]}
    assert (aims["floor.same.beside"], aims["floor.same"]) == (1.3, None)  # like is held against like
    assert "LibreOffice" in answer["skipped"]["peer"]
    assert "còn khoảng" in ran.stderr
