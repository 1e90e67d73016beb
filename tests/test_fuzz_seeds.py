"""What the fuzzer begins with, and what it ever broke something with: read by every run of the tests."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzz.markup import part_of
from fuzz.seeds import CORPUS, WORD_PARTS, seeds
from fuzz.targets import TARGETS, read
from fuzz.words import WORDS, text_of
from fuzz.wrapping import pdf_file, word_file
from lxml import etree

FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())


def name_of(path: Path) -> str:
    return path.relative_to(CORPUS).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_seed_breaks_nothing(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_the_seeds_are_what_the_code_makes() -> None:
    kept = {name_of(path): path.read_bytes() for path in FILES if not path.name.startswith("found-")}
    assert kept == seeds()


def test_every_target_has_a_seed() -> None:
    assert {path.parent.name for path in FILES} == set(TARGETS)


@pytest.mark.parametrize(
    ("name", "wrap", "inside"),
    [("a.docx", word_file, WORD_PARTS), ("a.pdf", pdf_file, seeds()["page/report"])],
)
def test_what_is_wrapped_is_really_read(name: str, wrap: Callable[[bytes], bytes], inside: bytes) -> None:
    reading = read(name, wrap(inside))

    assert reading is not None
    assert {piece.kind for piece in reading.pieces} >= {"heading", "paragraph", "note"}
    assert "12,5" in reading.text


def test_markup_is_well_formed_whatever_the_bytes() -> None:
    for seed in range(200):
        choices = random.Random(seed).randbytes(120)
        etree.fromstring(b'<a xmlns:w="w">' + part_of(choices) + b"</a>")


def test_a_byte_is_a_word_and_255_joins() -> None:
    joined = bytes([WORDS.index("12"), WORDS.index("tấn"), 255, WORDS.index(",")])

    assert text_of(joined) == "12 tấn, "
    assert len(WORDS) < 255 and "\n" in WORDS and "\f" in WORDS
