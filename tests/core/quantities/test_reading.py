"""What a reader of reports loses when a wording is misread: one case, one wording of a real report."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.quantities import (
    ComparisonMention,
    DateMention,
    LegalMention,
    Mention,
    NameMention,
    PeriodMention,
    Quantity,
    QuantityMention,
    RatioMention,
    digits_outside,
    grammar,
    read_mentions,
)

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def described(mention: Mention) -> str:
    match mention:
        case QuantityMention(quantity=low, upper=Quantity() as high):
            words = ["range", low.qualifier, f"{low.value} .. {high.value}", low.unit.symbol]
        case QuantityMention(quantity=quantity):
            words = ["quantity", quantity.qualifier, f"{quantity.value} {quantity.unit.symbol}"]
        case RatioMention():
            words = ["ratio", f"{mention.part} / {mention.whole}", mention.unit.symbol]
        case PeriodMention(period=period, relation=relation, part=part):
            words = ["period", relation, str(period) if period else f"?{part}" if part else ""]
        case DateMention():
            words = ["date", mention.relation, str(mention.day or "?")]
        case LegalMention():
            words = ["legal", mention.number or mention.surface, str(mention.day or "")]
        case NameMention():
            words = ["name", mention.role]
        case ComparisonMention():
            words = ["comparison", mention.direction, *_base(mention), mention.basis, *_figure(mention)]
        case _:
            words = ["unread", mention.surface]
    return " ".join(word for word in words if word)


def _base(mention: ComparisonMention) -> list[str]:
    base = mention.base_figure
    stated = f"({base.quantity.value} {base.quantity.unit.symbol})" if base else ""
    return [f"vs {mention.base}" if mention.base else "", str(mention.base_period or ""), stated]


def _figure(mention: ComparisonMention) -> list[str]:
    return ["=", *described(mention.figure).split()[1:]] if mention.figure else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_wording_is_read_as_its_readers_read_it(case):
    assert [described(mention) for mention in read_mentions(case["text"])] == case["want"], case["why"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_text_typed_with_loose_marks_reads_the_same(case):
    """A Mac's file has ệ as e + two marks: the same mentions, whose places are those of that file."""
    loose = unicodedata.normalize("NFD", case["text"])
    mentions = read_mentions(loose)
    assert [described(m) for m in mentions if m.kind != "unread"] == [
        wanted for wanted in case["want"] if not wanted.startswith("unread")
    ]
    assert [m.surface for m in mentions] == [loose[m.start : m.end] for m in mentions]
    assert [unicodedata.normalize("NFC", m.surface) for m in mentions] == [
        m.surface for m in read_mentions(case["text"])
    ]


def test_places_point_at_the_words():
    text = "Dự ước đến cuối năm 2020 đạt 45.266 tỷ đồng"
    figure = read_mentions(text)[-1]
    assert (figure.start, figure.end, figure.surface) == (29, 43, "45.266 tỷ đồng")


def test_a_range_keeps_both_ends():
    (mention,) = read_mentions("quy mô từ 250 - 300 gian hàng")
    assert isinstance(mention, QuantityMention) and mention.upper is not None
    assert (mention.quantity.value, mention.upper.value) == (Decimal(250), Decimal(300))
    assert mention.quantity.unit == mention.upper.unit


def test_year_of_the_report_completes_what_the_text_leaves_open():
    found = read_mentions("06 tháng cuối năm, quý I, từ ngày 15/6", year=2020)
    assert [described(mention) for mention in found] == [
        "period 2020-H2",
        "period 2020-Q1",
        "date from 2020-06-15",
    ]


def test_the_29th_of_february_is_no_day_of_2019():
    assert [described(m) for m in read_mentions("ngày 29/2", year=2019)] == ["unread ngày 29/2"]
    assert [described(m) for m in read_mentions("ngày 29/2", year=2020)] == ["date 2020-02-29"]


def test_a_template_may_hold_digits_only_in_names_dates_periods_and_references():
    template = (
        "## 2.1. Lĩnh vực công nghiệp\n- Theo Quyết định số 20/2018/QĐ-UBND ngày 25/6/2018, trong 6 tháng đầu năm 2020 "
        "xã đạt tiêu chí 4, dịch Covid-19: {{ gtsxcn | uoc_dat }}."
    )
    assert digits_outside(template) == ()


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("ước đạt 19.125,44 tỷ đồng", ["19", "125", "44"]),
        ("có 04 đề án", ["04"]),
        ("đạt 85/85 xã", ["85", "85"]),
        ("tăng 11,77% trong năm 2020", ["11", "77"]),
        ("ngày 31/13/2020", ["31", "13", "2020"]),
        ("đạt 2000, có 1999", ["2000", "1999"]),
        ("Số 5.547 còn lại", ["5", "547"]),
    ],
)
def test_a_figure_typed_in_a_template_is_found(typed, digits):
    assert [typed[start:end] for start, end in digits_outside(typed)] == digits


ODD = st.text(
    alphabet=st.sampled_from(
        "0123456789.,/-–%() \n\t:;aăâđêôơưáàảãạệngkWhQĐUBNDIVtriệuỷồsốthángămýđếnsoùcừĩ\u0301\u0323\u00a0²٣"
    ),
    max_size=80,
)


@given(ODD | st.text(max_size=60))
def test_odd_text_never_stops_the_reader_and_no_digit_is_lost(text):
    mentions = read_mentions(text)
    kinds = {mention.kind for mention in mentions}
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    assert digits_outside(text, kinds) == ()


@pytest.mark.parametrize(
    "text", ["dự kİến đạt 5%", "kHông đổİ so với cùng kỳ", "5 KWh", "chıếm 5%", "\ud800 5%", "5\x00%"]
)
def test_letters_of_other_languages_do_no_harm(text):
    assert digits_outside(text, ("quantity",)) == ()


@given(ODD)
def test_mentions_do_not_overlap_but_for_comparisons(text):
    plain = [mention for mention in read_mentions(text) if mention.kind != "comparison"]
    assert all(first.end <= second.start for first, second in pairwise(plain))


WORDINGS = st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=1, max_size=6)


@given(WORDINGS)
def test_wordings_put_one_after_another_are_read_one_by_one(texts):
    """Nothing is read across a paragraph, so the number of mentions grows with the text and no faster."""
    texts = [text for text in texts if "\n" not in text]
    alone = [described(mention) for text in texts for mention in read_mentions(text)]
    together = read_mentions(" .\n\n\n\n\n- ".join(texts))
    assert [described(mention) for mention in together] == alone


def test_the_scanner_never_steps_back_over_what_it_has_read():
    """Every repetition is bounded ({0,4}, ?) or possessive (++, *+): no text takes more than linear time."""
    alternatives = (grammar.named_digits(), grammar.bare_digits(), grammar.from_signs(), grammar.from_words())
    marks = (
        grammar.glued_note(),
        grammar.note_before_word(),
        grammar.note_opening_line(),
        grammar.code_after_letter(),
    )
    bodies = [body for part in alternatives for _, body, *_ in part]
    for body in [*bodies, *marks, grammar.measured(), grammar.DASH, grammar.DIVIDED, grammar.SIGNS]:
        pattern = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", body).replace("*+", "").replace("++", "")
        assert re.findall(r"(?<![+*?}])[+*](?![+])|\{[0-9]+,\}", pattern) == []


@pytest.mark.parametrize(
    ("piece", "mentions"),
    [
        ("1", 1),
        ("1.111", 1),
        ("9/", 1),
        ("năm ", 0),
        ("trên ", 0),
        ("(", 0),
        ("5 - ", 8_000),
        ("tăng 5% so với cùng kỳ, ", 24_000),
        ("trong đó ", 0),
        ("a\u0323\u0302", 0),
        ("\u0301", 0),
        ("Nghị quyết số ", 0),
        (" \n", 0),
        ("1/1/2020 ", 8_000),
    ],
)
def test_long_odd_texts_are_read_to_their_end(piece, mentions):
    """Read in quadratic time, each of these would take many minutes."""
    found = read_mentions(piece * 8_000)
    assert len([mention for mention in found if mention.kind != "unread"]) in (mentions, mentions - 1)
