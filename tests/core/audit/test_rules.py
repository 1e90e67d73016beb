"""What holds for every rule: it has a name for people, it never fails on odd text, it points into the text."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congthuong.core.audit.check import judge
from congthuong.core.audit.rules import all_rules, rules_of
from core.audit.made import reading, understood

ROOT = Path(__file__).parents[3]
NAMED = tomllib.loads((files("congthuong.core.audit.rules") / "rules.toml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs/reference/quy-tac-soat.md").read_text(encoding="utf-8")
STRUCTURE = ("marks", "notes", "documents", "dates", "places", "counts", "wording", "drafting")

PHRASES = (
    "(1) ", "(2)", "a) ", "1. ", "2.4. ", "[^1]", "[^2]", "\n^1 ", "\n- ", "\n# I. ", "\n", "; ", ", ", ": ", ". ", " - ", " (", ")",
    "03 tổ", "Chín sản phẩm tăng", "08 xã", "gồm", "Các xã", "huyện Trà Cú", "xã Hàm Tân", " và ", "…", "tỉnh Trà Vinh",
    "Quyết định số 12/2020/QĐ-UBND ngày 01/02/2020 của UBND tỉnh", "08/CT-TT", "thay thế ", "thứ Hai, ngày 08/6/2020",
    "từ ngày 18/5 đến ngày 10/5/2020", "giai đoạn 2025-2021", "tăng -5%", "đạt 92% kế hoạch", "vượt kế hoạch", "gấp đôi",
    "từ 10 xuống 12", "Tỷ lệ hộ đạt 34%", "tăng 21,7%", "được được", "cáoTổng", "cửa khẩu Móng Cái tỉnh Bắc Ninh",
    "13/14 xã đạt", "năm 2022 ", "phụ lục 3", "tại mục 2.4 ", "âm\u0301", "\u200b", "７",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_rule_is_explained_to_officers(name):
    assert NAMED[name]["title"] and NAMED[name]["explains"].endswith(".")
    assert f"`{name}`" in PAGE, f"{name}: add it to docs/reference/quy-tac-soat.md"


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PHRASES) | st.text(max_size=6), max_size=25).map("".join))
def test_rules_of_structure_bear_any_text(text):
    understanding = understood(text)

    audit = judge(understanding, [rule for family in STRUCTURE for rule in rules_of(family)])

    known = {claim.id for claim in understanding.claims}
    for found in audit.findings:
        assert found.rule in NAMED
        assert found.message and found.spans
        for span in found.spans:
            assert 0 <= span.start < span.end <= len(understanding.reading.text)
            assert span.text == understanding.reading.text[span.start : span.end]
    for relation in audit.relations:
        assert relation.rule in NAMED
        assert relation.claims and set(relation.claims) <= known


def test_an_empty_report_has_nothing_to_tell():
    audit = judge(understood(""), all_rules())

    assert (audit.relations, audit.findings) == ((), ())


def test_a_page_of_good_prose_is_left_alone():
    text = (ROOT / "tests/core/audit/clean.txt").read_text(encoding="utf-8")

    audit = judge(understood(text), [rule for family in STRUCTURE for rule in rules_of(family)])

    assert [(one.rule, one.message) for one in audit.findings] == []
    assert len(reading(text).pieces) > 60
