"""An issued report of ours passes the check that anyone may run on it."""

from __future__ import annotations

from pathlib import Path

import pytest

import congthuong
from command.conftest import Run, runner, small_folder
from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from databases import Databases

pytest.importorskip("congthuong.core.document.readers.docx", reason="no reader of Word files yet")


@pytest.fixture
def run(tmp_path: Path, databases: Databases) -> Run:
    return runner(tmp_path, databases)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_folder(tmp_path / "du-lieu")


@pytest.fixture(scope="module")
def composed(example: Path) -> bytes:
    dataset = read_folder(example)
    definition = Definition.of(dataset)
    return write_docx(compose_report(Book(dataset, definition.as_of), definition).document)


# Slips of the original that the example keeps, since only the department can say which number is right: rows B4 and
# B5 of docs/mau-thuan-trong-bao-cao-goc.md.
KEPT = {"08 xã", "05 xã"}


def kept(message: str) -> bool:
    return any(f"«{words}» nhưng kể ra" in message for words in KEPT)


def test_the_composed_example_contradicts_itself_only_where_the_original_did(composed: bytes) -> None:
    audit = congthuong.check(composed, name="report.docx")
    wrong = [one.message for one in audit.findings if one.severity == "contradiction"]

    assert [message for message in wrong if not kept(message)] == []
    assert len(wrong) == len(KEPT)
    assert audit.confirmed >= 250


def test_it_agrees_with_the_ledger_it_was_composed_from(composed: bytes, example: Path) -> None:
    audit = congthuong.check(composed, name="report.docx", against=example)
    compared = [one.verdict for one in audit.relations if one.rule == "ledger-value"]

    assert len(compared) >= 50
    assert set(compared) == {"consistent"}


def test_the_command_says_whether_its_report_passes(run: Run, folder: Path, example: Path) -> None:
    small = run("report", "compose", "--example", folder, "--only", "docx", "--check", "--format", "json")
    whole = run("report", "compose", "--example", example, "--only", "docx", "--check", "--format", "json")

    assert (small.code, small.data["ok"], small.data["check"]["findings"]) == (0, True, [])
    wrong = [one for one in whole.data["check"]["findings"] if one["severity"] == "contradiction"]
    assert (whole.code, whole.data["ok"], all(kept(one["message"]) for one in wrong)) == (1, False, True)
    assert whole.data["check"]["claims"] > 300


def test_a_contradiction_ends_with_one_and_the_report_is_still_written(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    template = folder / "mau" / "a.md"
    typed = "\n\nGạch nung ước đạt 1.240 nghìn viên, đạt 26% kế hoạch (2.000 nghìn viên).\n"
    template.write_text(template.read_text(encoding="utf-8") + typed, encoding="utf-8")
    done = run("report", "compose", "--example", folder, "--only", "docx", "--check", "--out", "ra")

    assert done.code == 1
    assert "✗ Mâu thuẫn: " in done.out and "26%" in done.out
    assert (tmp_path / "ra" / "report.docx").is_file()
