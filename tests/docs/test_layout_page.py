"""The page on the layout says what the layout's data says, and names every rule a checked file can break."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from congthuong.core.document.layout import DECREE_30_2020, Range, TextRule
from congthuong.core.document.layout_check.violation import ASPECTS, SLUGS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/the-thuc.md").read_text(encoding="utf-8")
CODES = (ROOT / "docs/reference/ma-loi.md").read_text(encoding="utf-8")
ROWS = {
    cells[1].strip(): (cells[2].strip(), cells[3].strip())
    for cells in (line.split("|") for line in PAGE.splitlines() if line.startswith("| "))
}

COMPONENT_CODES = [line.split("|")[4] for line in PAGE.splitlines() if line.startswith("| ")]


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", ",")


def span(allowed: Range) -> str:
    return "-".join(dict.fromkeys([plain(allowed.low), plain(allowed.high)]))


@pytest.mark.parametrize("rule", DECREE_30_2020.text.values(), ids=lambda rule: rule.name)
def test_a_component_stands_on_the_page_with_its_sizes(rule: TextRule) -> None:
    name = f"{rule.name} (ô {rule.cell})" if rule.cell else rule.name
    official, ours = ROWS[name]
    size = f"cỡ {span(rule.size)}" if rule.official else "không quy định"
    styles = {"in hoa": rule.upper, "đậm": rule.bold, "nghiêng": rule.italic}
    assert official.startswith(size)
    assert {style: style in official for style in styles} == styles
    assert re.match(rf"cỡ {plain(rule.size.chosen)}\b", ours)


def test_the_margins_and_distances_are_those_of_the_layout() -> None:
    page, body = DECREE_30_2020.page, DECREE_30_2020.body
    sides = (page.top, page.bottom, page.left, page.right)
    assert ROWS["Lề trên / dưới / trái / phải (mm)"] == (
        " / ".join(span(side) for side in sides),
        " / ".join(plain(side.chosen) for side in sides),
    )
    assert ROWS["Thụt dòng đầu (mm)"] == (
        " hoặc ".join(plain(one) for one in body.first_line),
        plain(body.first_line_chosen),
    )
    assert ROWS["Cách đoạn (pt)"] == (f"ít nhất {plain(body.space.low)}", plain(body.space.chosen))
    assert ROWS["Cách dòng"] == (span(body.line_spacing), plain(body.line_spacing.chosen))


def checker_slugs() -> set[str]:
    """Every component that the checker's code names: those of the layout and those written where a page is read."""
    folder = ROOT / "src/congthuong/core/document/layout_check"
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    return {*SLUGS.values(), *re.findall(r'violation\(\s*"([a-z-]+)"', code)}


@pytest.mark.parametrize("slug", sorted(checker_slugs()))
def test_a_component_that_is_checked_stands_on_the_page_with_its_code(slug: str) -> None:
    assert any(f"`{slug}`" in codes for codes in COMPONENT_CODES), (
        f"{slug}: add it to docs/reference/the-thuc.md"
    )
    assert f"`{slug}`" in CODES, f"{slug}: add it to docs/reference/ma-loi.md"


@pytest.mark.parametrize("part", [*SLUGS.values(), *ASPECTS])
def test_a_part_of_a_rule_code_is_explained(part: str) -> None:
    assert f"`{part}`" in CODES, f"{part}: add it to docs/reference/ma-loi.md"
