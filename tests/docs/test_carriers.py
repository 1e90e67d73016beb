"""Every sentence of the real report has a place where the example keeps what it says: the table names it, and it is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.model import Dataset

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/cau-nao-o-so-nao.md").read_text(encoding="utf-8")
FOOTNOTES, TASKS = 19, 11
"""Of the real report; the tasks are those of section II.3."""


@cache
def example() -> Dataset:
    return read_folder(ROOT / "examples/tra-vinh-2020-h1")


def sections() -> dict[str, list[list[str]]]:
    """Heading -> its lines as cells: place, about what, carried by."""
    found: dict[str, list[list[str]]] = {}
    for part in re.split(r"^### ", PAGE, flags=re.M)[1:]:
        heading, _, rest = part.partition("\n")
        lines = [one for one in rest.splitlines() if one.startswith("| ") and not one.startswith("| Chỗ ")]
        found[heading] = [[cell.strip() for cell in one.strip("|").split("|")] for one in lines]
    return found


def is_there(code: str) -> bool:
    data = example()
    if any(one.number == code for one in data.documents):
        return True
    register, _, key = code.partition("/")
    if key:
        return any((one.register, one.key) == (register, key) for one in data.rows)
    groups = {group for one in data.indicators for group in one.groups}
    return (
        code in groups
        or any(one.code == code for one in data.indicators)
        or any(one.register == code for one in data.rows)
    )


@pytest.mark.parametrize("section", sections())
def test_what_carries_a_sentence_is_in_the_example(section: str) -> None:
    for place, about, carried in sections()[section]:
        codes = re.findall(r"`([^`]+)`", carried)
        assert codes, f"{section}, {place} ({about}): nothing carries it"
        assert [one for one in codes if not is_there(one)] == [], f"{section}, {place}"


def test_every_section_footnote_and_task_of_the_report_stands_in_the_table() -> None:
    titled = [one.rpartition(". ")[2].casefold() for one in sections()]
    for path, text in sorted(example().templates.items()):
        for heading in re.findall(r"^##+ (?:[\d.]+ )?(.+)$", text, re.M):
            words = heading.partition(" trong {{")[0].casefold()
            below = "thực hiện nhiệm vụ chuyên môn"  # only the title over 2.1 to 2.7
            assert words in titled or words == below, f"{path}: {heading}"
    places = [line[0] for lines in sections().values() for line in lines]
    for number in range(1, FOOTNOTES + 1):
        assert f"chú thích {number}" in places
    for number in range(1, TASKS + 1):
        assert any(re.match(rf"nhiệm vụ {number}\b", one) for one in places), number


def test_what_the_templates_read_stands_in_the_table() -> None:
    """A sentence that a template adds has to be added to the table too."""
    data = example()
    known = {one.code for one in data.registers} | {one.code for one in data.indicators}
    words = {
        one for text in data.templates.values() for one in re.findall(r"\b[a-z]\w+(?=\s*(?:\||\)))", text)
    }
    carried = {code.partition("/")[0] for code in re.findall(r"`([^`]+)`", PAGE)}
    assert (words & known) - carried == set()


def test_works_and_judgements_are_each_carried_by_name() -> None:
    """Registers that keep sentences, not counts: a row that no line names would be printed without being told of."""
    named = set(re.findall(r"`([^`]+)`", PAGE))
    rows = [one for one in example().rows if one.register in ("noi_dung_tham_muu", "nhan_dinh", "nhiem_vu")]
    assert [one.key for one in rows if f"{one.register}/{one.key}" not in named] == []
