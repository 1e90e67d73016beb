"""Whatever text an officer drops in, checking ends with an answer whose places can be marked in that text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congthuong.core.audit.check import check
from congthuong.core.audit.model import Audit
from congthuong.core.document.readers.any import read_any
from congthuong.core.document.reading import Reading
from congthuong.core.problems import Problem

FRAGMENTS = st.sampled_from(
    """tăng|giảm|đạt|so với cùng kỳ|so với kế hoạch|trong đó|gồm|còn lại|lần lượt|tổng số|chiếm|bình quân|gấp|nâng tổng số
    |ước|dự kiến|lũy kế|kế hoạch|(cùng kỳ|từ|lên|xuống còn|năm 2020|năm 2019|6 tháng đầu năm|quý II|ngày 31/4/2020
    |thứ Hai|Quyết định số 12/QĐ-UBND|5.268 tấn|50,17%|56,27 %|85/85 xã|17/14 xã|1 tỷ 850 triệu USD|250 - 300 gian hàng
    |1,234.5|346 000 ha|-2,89%|(1)|(2)|a)|I.|1.|- |+ |;|:|,|.|. |(|)|[|]|…|"|“|%|‰|/|—|\n|\n\n|\n- |\n1. |\n| a | 5 | 6 |\n
    |\t|Thủy sản|điện|xã Đôn Xuân|huyện Trà Cú|công tơ7|[1]|³|½|٣|İ|ſ|0|00|2020|99999999999999999999999999999999""".replace(
        "\n    ", ""
    ).split("|")
)
WORDS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ĂĐƯ0123456789.,;:()%-/\n", max_size=12)
SENTENCES = st.lists(FRAGMENTS | WORDS, max_size=40).map(" ".join)
GLUED = st.lists(FRAGMENTS, max_size=25).map("".join)
REPEATED = st.tuples(SENTENCES, st.integers(1, 12)).map(lambda pair: pair[0] * pair[1])
DEEP = st.tuples(st.integers(1, 300), st.sampled_from("([")).map(lambda pair: (pair[1] + "5 tấn ") * pair[0])
LONG_NUMBERS = st.from_regex(r"[0-9]{1,400}([.,][0-9]{1,200}){0,3} ?(tấn|%|tỷ đồng)?", fullmatch=True)
TEXTS = st.one_of(SENTENCES, GLUED, REPEATED, DEEP, LONG_NUMBERS)


def checked(text: str) -> tuple[Reading, Audit] | None:
    """The reading and the audit of a text file; None for a file that the reader says it cannot read."""
    try:
        reading = read_any("bao-cao.txt", text.encode("utf-8"))
    except Problem:
        return None
    return reading, check(reading)


def places_are_in_the_text(reading: Reading, audit: Audit) -> None:
    places = [claim.span for claim in audit.understanding.claims]
    places += [span for finding in audit.findings for span in finding.spans]
    for span in places:
        assert 0 <= span.start <= span.end <= len(reading.text)
        assert span.text == reading.text[span.start : span.end]
        assert span.line == reading.line_at(span.start)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_checked_and_every_place_is_in_it(text):
    if got := checked(text):
        places_are_in_the_text(*got)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_text_in_decomposed_letters_is_checked_too(text):
    if got := checked(unicodedata.normalize("NFD", text)):
        places_are_in_the_text(*got)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_a_relation_names_claims_that_exist(text):
    got = checked(text)
    known = {claim.id for claim in got[1].understanding.claims} if got else set()
    for relation in got[1].relations if got else ():
        assert set(relation.claims) <= known


@pytest.mark.parametrize(
    "piece",
    [
        "5 " + ":" * 2000 + " 6 tấn ",
        "(1990 - ",
        "03 tổ: ",
        "5 tấn, trong đó: ",
        "( 5 tấn ",
        "lần lượt là 5 tấn; 6 tấn và 7 tấn, ",
        "A 5 tấn, B 6 tấn, tăng lần lượt 5% và 6%, ",
        "- Xã A: 5 tấn.\n",
        "a\t5\t6\n",
        "Đạt 5 tấn[1]. ",
        "[1] 3 tấn.\n",
        "9",
        "1.",
        "a\u0323\u0302",
    ],
)
def test_one_wording_over_and_over_is_checked_to_its_end(piece):
    """No depth of brackets, run of signs or chain of parts runs out of stack or loses its place."""
    got = checked(piece * (1200 // len(piece) + 300))
    assert got is not None
    places_are_in_the_text(*got)


def test_figures_below_zero_that_come_again_are_checked_to_their_end():
    """What `congthuong` writes beside a report: each number on a line of its own, some of them negative."""
    got = checked(
        '"value": "-12345.67",\n\n"value": "-12435.67",\n\nCán cân -12.345,67 tỷ đồng.\n\nCán cân -12.435,67 tỷ đồng.\n'
    )
    assert got is not None
    places_are_in_the_text(*got)
