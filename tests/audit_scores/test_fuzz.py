"""Texts nobody would write: the checker must neither fall over nor do work that grows faster than the text."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congthuong.core.audit.check import check
from congthuong.core.document.readers.any import read_any
from congthuong.core.problems import Problem

from .annotations import pages

_NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(0, 10**9).map(lambda n: f"{n:,}".replace(",", ".")),
    st.decimals(0, 10**6, places=2).map(lambda n: str(n).replace(".", ",")),
    st.sampled_from(
        ["05", "1/0", "0/0", "31/02/2020", "99/99/9999", "1.2.3.4", "1,,2", "10^99", "0,0", "6 - 8", "½"]
    ),
)
_WORDS = st.sampled_from(
    [
        "đạt ước",
        "tăng",
        "giảm",
        "so với cùng kỳ",
        "kế hoạch",
        "đạt",
        "bằng",
        "chiếm",
        "trong đó",
        "gồm",
        "%",
        "% kế hoạch",
        "tỷ đồng",
        "triệu USD",
        "tấn",
        "hồ sơ\n    ",
        "gấp",
        "lần",
        "từ",
        "xuống còn",
        "lên",
        "nâng tổng số",
        "bình quân",
        "điểm phần trăm",
        "(",
        ")",
        ";",
        ",",
        ".",
        ":",
        "\n",
        "\n\n",
        "- ",
        "+ ",
        "(1) ",
        "(2) ",
        "a) ",
        "I. ",
        "1.1. ",
        "Bảng 1\n    ",
        " ",
        " ",
        "\t",
        "Tổng cộng",
        "Quý I/2020",
        "tháng 13",
        "năm 1899",
        "6 tháng đầu năm 2020",
        "ngày 30/02/2021",
        "số 5/QĐ-UBND",
        "xuất siêu",
        "còn lại\n    ",
        "vượt",
        "/",
        "lần lượt là",
        "và",
        "trên",
        "gần",
        "khoảng",
        "thứ Hai",
        "huyện A",
        "xuất khẩu",
        "nhập khẩu",
        "năng suất",
        "ha",
        "tạ/ha",
        "tiếp nhận",
        "giải quyết",
    ]
)
_TEXTS = st.lists(st.one_of(_NUMBERS, _WORDS, st.text(max_size=6)), max_size=60).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_any_text_is_checked_and_every_place_lies_in_it(text: str):
    try:
        reading = read_any("text.txt", text.encode("utf-8", "ignore"))
    except Problem:  # an empty file, or bytes that look like another format: refused with a sentence
        return
    audit = check(reading)

    known = {claim.id for claim in audit.understanding.claims}
    spans = [span for finding in audit.findings for span in finding.spans]
    spans += [claim.span for claim in audit.understanding.claims]
    assert {name for relation in audit.relations for name in relation.claims} <= known
    assert [span for span in spans if reading.text[span.start : span.end] != span.text] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(pages()), st.data())
def test_a_report_with_pieces_torn_out_is_still_checked(page, data):
    start = data.draw(st.integers(0, len(page.text)))
    end = data.draw(st.integers(start, len(page.text)))

    try:
        reading = read_any("text.txt", (page.text[:start] + page.text[end:]).encode("utf-8"))
    except Problem:
        return
    check(reading)


@pytest.mark.parametrize(
    "unit",
    [
        "Giá trị sản xuất ước đạt 19.125,44 tỷ đồng, tăng 11,77% so với cùng kỳ, đạt 42,13% kế hoạch. ",
        "- Có 12 hồ sơ, trong đó 7 hồ sơ mới.\n",
        "((((1) (2) (3) ",
        "1.234,5 ",
        "gồm 1 tấn, ",
        "Huyện A | 1 | 2 | 3\n",
    ],
    ids=["sentences", "items", "brackets", "numbers", "parts", "rows"],
)
def test_twice_the_text_is_no_more_than_some_twice_the_work(unit: str):
    once, twice = (
        _calls(lambda times=times: check(read_any("t.txt", (unit * times).encode()))) for times in (60, 120)
    )

    assert twice <= 3 * once


def _calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: the same on every machine."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
