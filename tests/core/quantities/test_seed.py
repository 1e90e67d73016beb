"""The real report of the half-year 2020, read whole. It stays outside the repository."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from congthuong.core.quantities import LegalMention, QuantityMention, digits_outside, read_mentions

SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "report-2020-h1.txt"

pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not SEED.exists(), reason="báo cáo gốc (../shared/seed) không có trên máy này"),
]

ALL = ("quantity", "ratio", "period", "date", "legal", "name", "unread")


@pytest.fixture(scope="module")
def seed() -> str:
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mentions(seed):
    return read_mentions(seed)


def test_every_digit_of_the_report_is_in_some_mention(seed):
    assert re.findall(r"\d+", seed)
    assert digits_outside(seed, ALL) == ()


def test_nothing_in_the_report_is_unread(mentions):
    assert [mention.surface for mention in mentions if mention.kind == "unread"] == []


def test_every_figure_has_its_unit(mentions):
    bare = [m.surface for m in mentions if isinstance(m, QuantityMention) and not m.quantity.unit.symbol]
    assert bare == ["01"]  # "01 Tồng đại lý": the report's own slip of the keyboard


def test_documents_cited_are_counted_with_their_days(mentions):
    cited = [mention for mention in mentions if isinstance(mention, LegalMention)]
    assert len(cited) == 46
    assert sum(mention.day is not None for mention in cited) == 40
    assert {m.number: m.day for m in cited}["377/BC-SCT"] == date(2020, 6, 8)


def test_figures_by_unit(mentions):
    units = Counter(m.quantity.unit.symbol for m in mentions if isinstance(m, QuantityMention))
    assert units["%"] == 81
    assert units["tỷ đồng"] == 10
    values = {(m.quantity.value, m.quantity.unit.symbol) for m in mentions if isinstance(m, QuantityMention)}
    assert {
        (Decimal("19125.44"), "tỷ đồng"), (Decimal("10.6"), "tỷ kWh"), (Decimal(13953), "kVA"), (Decimal(9), "sản phẩm"),
        (Decimal("1806.38"), "kWp"), (Decimal(57), "băng rôn"), (Decimal(24000), "lượt người"), (Decimal(8600), "m3"),
    } <= values  # fmt: skip


def test_comparisons_by_direction(mentions):
    directions = Counter(m.direction for m in mentions if m.kind == "comparison")
    assert (directions["share"], directions["total"], directions["of_which"]) == (4, 5, 8)
