"""No figure is typed in a template: what an officer types there would never follow the data."""

from __future__ import annotations

import re
import unicodedata

import pytest

from congthuong.core.quantities import read_mentions
from report.example import DATA, FOLDER

TEMPLATES = sorted((FOLDER / "mau").glob("*.md"))
NOT_FIGURES = ("legal", "date", "period", "name")
BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
MARKS = re.compile(r"^#+ (?:[IVX]+|\d+(?:\.\d+)*)\. |^\s*\d+\. |\[\^[\w-]+\]:?", re.M)


def proper_names() -> list[str]:
    lines = (DATA / "proper-names.txt").read_text(encoding="utf-8").splitlines()
    return sorted(
        (unicodedata.normalize("NFC", line.strip()) for line in lines if line.strip() and line[0] != "#"),
        key=len,
        reverse=True,
    )


def figures_typed_in(template: str) -> list[str]:
    """Digits that stand outside braces, marks, legal references, dates, periods and proper names."""
    text = MARKS.sub(lambda m: " " * len(m[0]), BRACES.sub(lambda m: "·" * len(m[0]), template))
    for name in proper_names():
        text = text.replace(name, "·" * len(name))
    taken = [(one.start, one.end) for one in read_mentions(text) if one.kind in NOT_FIGURES]
    return [
        text[max(0, m.start() - 30) : m.end() + 20]
        for m in re.finditer(r"\d+", text)
        if not any(start <= m.start() and m.end() <= end for start, end in taken)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_figure_is_typed_in_the_template(path) -> None:  # type: ignore[no-untyped-def]
    assert figures_typed_in(unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "typed",
    [
        "Phát triển mới 18 doanh nghiệp.",
        "đạt 99,71% kế hoạch",
        "treo 57 băng rôn",
        "có 85/85 xã đạt tiêu chí",
        "kinh phí 1,15 tỷ đồng",
    ],
)
def test_a_typed_figure_is_caught(typed: str) -> None:
    assert figures_typed_in(f"- Về sản xuất: {typed}") != []
