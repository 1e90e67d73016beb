"""Formats written side by side: the same files, the same refusals, as each writer alone."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
import sample

from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.model import Paragraph, Text
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.document.writers.html import write_html
from congthuong.core.document.writers.pdf import CharacterNotInFont, write_pdf
from congthuong.core.document.writers.together import write_formats


def test_the_files_are_those_of_each_writer_alone() -> None:
    document = sample.sample_document()
    figures = figures_json(document)

    files = write_formats(document, figures)

    assert list(files) == ["docx", "pdf", "html"]
    assert files["docx"] == write_docx(document)
    assert files["pdf"] == write_pdf(document, figures)
    assert files["html"] == write_html(document).encode()


@pytest.mark.parametrize("formats", [["html", "docx"], ["pdf"], ["html", "pdf"], []])
def test_only_what_is_asked_for_is_written_in_the_order_asked_for(formats: list[str]) -> None:
    assert list(write_formats(sample.sample_document(), b"{}", formats)) == formats


def test_progress_is_told_from_the_callers_thread_once_a_format() -> None:
    told: list[tuple[str, bool]] = []

    write_formats(
        sample.sample_document(),
        b"{}",
        told=lambda name: told.append((name, threading.current_thread() is threading.main_thread())),
    )

    assert sorted(told) == [("docx", True), ("html", True), ("pdf", True)]


def test_a_refusal_of_the_writer_that_runs_beside_reaches_the_caller() -> None:
    document = sample.sample_document()
    strange = replace(document, blocks=(*document.blocks, Paragraph((Text("một chữ lạ: 漢"),))))

    with pytest.raises(CharacterNotInFont, match="漢"):
        write_formats(strange, b"{}", ["html", "pdf"])
    assert not [one for one in threading.enumerate() if one.name.startswith("pdf")]
