"""The real report, read as the plain text of a PDF: what a careful reader marks is found, and nothing is invented."""

from __future__ import annotations

import pytest

from congthuong.core.audit.model import Audit
from core.audit import real_report

pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not real_report.REPORT.exists(), reason="the real report is not beside the checkout"),
]

# What docs/mau-thuan-trong-bao-cao-goc.md lists and arithmetic or structure can show, by its mark there.
FOUND = {
    "A12": ("rounding", "change-of-level", "66,6%"),
    "A13": ("suspicious", "percent-for-points", "21,7%"),
    "A14": ("contradiction", "target-measure", "0,04%"),
    "B1": ("suspicious", "index-against-value", "10,99%"),
    "B2": ("suspicious", "rest-of-year", "34.135"),
    "B4": ("contradiction", "count-of-list", "08 xã"),
    "B5": ("contradiction", "count-of-list", "05 xã"),
    "B6": ("contradiction", "document-two-dates", "14/4/2019"),
    "C1": ("suspicious", "rest-of-year", "8 triệu chiếc"),
    "C2": ("suspicious", "rest-of-year", "7800 tấn"),
    "C4": ("suspicious", "rest-of-year", "239"),
    "C5": ("suspicious", "rest-of-year", "25,5 triệu m3"),
    "C7": ("suspicious", "rest-of-year", "1,2 tỷ viên"),
    "E1": ("contradiction", "place-in-province", "Móng Cái"),
    "E2": ("drafting", "enumeration", "(8)"),
    "E3": ("drafting", "document-number-repeated", "61/2018/NĐ-CP"),
    "E4": ("drafting", "document-symbol", "08/CT-TT"),
    "E8": ("drafting", "doubled-word", "tháng"),
}


@pytest.fixture(scope="module")
def audit() -> Audit:
    return real_report.audit()


@pytest.mark.parametrize("mark", FOUND)
def test_what_a_careful_reader_marks_is_found(audit: Audit, mark: str) -> None:
    severity, rule, quoted = FOUND[mark]
    texts = [
        " ".join(span.text.split())
        for one in audit.findings
        if (one.severity, one.rule) == (severity, rule)
        for span in one.spans
    ]

    assert [text for text in texts if quoted in text or text in quoted], texts


def test_no_contradiction_is_invented(audit: Audit) -> None:
    told = sorted(one.rule for one in audit.findings if one.severity == "contradiction")

    assert told == sorted(rule for severity, rule, _ in FOUND.values() if severity == "contradiction")


def test_the_page_tells_what_the_check_says(audit: Audit) -> None:
    assert real_report.PAGE.read_text(encoding="utf-8") == real_report.page(audit), (
        "write the page again: PYTHONPATH=tests python tests/core/audit/real_report.py"
    )
