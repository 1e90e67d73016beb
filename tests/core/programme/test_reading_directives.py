"""Who is to do what by when, as directives say it; what only looks like a task is not proposed."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.programme.directive import Directive, read_directive
from congthuong.core.programme.reading import ProposedTask, propose_tasks
from congthuong.core.programme.rules import NotARule, Rule, rule_of

CASES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))["case"]
PIECES = ["Giao ", "Sở Công Thương", " chủ trì, phối hợp với ", "UBND huyện", " rà soát", ", trước ngày ", "30/9/2020", "\n", "- ", "hằng tháng ", "quý III", ":", "1. ", ".", " và "]  # fmt: skip


def told(task: ProposedTask) -> str:
    term = ""
    if task.term is not None:
        if task.term.rule:
            term = task.term.rule.code
        elif task.term.working_days is not None:
            term = f"{task.term.working_days} ngày làm việc"
        elif task.term.day:
            term = task.term.day.isoformat()
    return f"{task.actor} | {'; '.join(task.helpers)} | {term} | {task.what}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_directive_is_read(case: dict[str, Any]) -> None:
    found = propose_tasks(case["text"], case.get("day"))

    assert [told(one) for one in found] == case["want"]
    assert all(case["text"][one.start : one.end] == one.sentence for one in found)


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_reading_never_fails_and_every_sentence_stands_where_it_says(text: str) -> None:
    for one in propose_tasks(text, date(2020, 6, 15)):
        assert text[one.start : one.end] == one.sentence
        assert one.what
    read_directive(text)


def test_a_head_says_number_day_kind_and_issuer() -> None:
    head = """ỦY BAN NHÂN DÂN
TỈNH TRÀ VINH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/CT-UBND
Trà Vinh, ngày 15 tháng 6 năm 2020

CHỈ THỊ
Về tháo gỡ khó khăn cho sản xuất, kinh doanh

Căn cứ Kết luận số 174-KL/TU ngày 23/4/2020;
"""
    assert read_directive(head) == Directive(
        "12/CT-UBND",
        "Chỉ thị",
        date(2020, 6, 15),
        "UBND tỉnh Trà Vinh",
        "về tháo gỡ khó khăn cho sản xuất, kinh doanh",
    )
    assert read_directive("không phải văn bản") == Directive()


def test_a_letter_says_what_it_is_about_beside_its_number() -> None:
    head = """UBND TỈNH TRÀ VINH
Số: 2345/UBND-KT
V/v tăng cường kiểm soát
giá xăng dầu
Trà Vinh, ngày 10 tháng 8 năm 2020

Kính gửi: Sở Công Thương.
"""
    said = read_directive(head)

    assert (said.number, said.kind) == ("2345/UBND-KT", "Công văn")
    assert said.abstract == "tăng cường kiểm soát giá xăng dầu"


@pytest.mark.parametrize(
    ("code", "after", "due"),
    [
        ("month:20", "2020-06-19", "2020-06-20"),
        ("month:20", "2020-06-20", "2020-07-20"),
        ("month:31", "2021-02-01", "2021-02-28"),
        ("quarter:15", "2020-06-16", "2020-09-15"),
        ("half:0", "2020-06-30", "2020-12-31"),
        ("half:0", "2020-12-31", "2021-06-30"),
        ("year:15", "2020-12-15", "2021-12-15"),
        ("week:5", "2020-06-12", "2020-06-19"),
        ("week:1", "2020-06-12", "2020-06-15"),
    ],
)
def test_a_rule_says_when_it_is_due_again(code: str, after: str, due: str) -> None:
    assert rule_of(code).next_after(date.fromisoformat(after)) == date.fromisoformat(due)


@given(
    st.builds(Rule, st.sampled_from(["week", "month", "quarter", "half", "year"]), st.integers(0, 7)),
    st.dates(date(2019, 1, 1), date(2027, 12, 31)),
)
def test_what_comes_back_is_never_skipped_and_never_today(rule: Rule, day: date) -> None:
    due = rule.next_after(day)

    assert due > day
    assert rule.next_after(date.fromordinal(due.toordinal() - 1)) == due
    assert rule_of(rule.code) == rule


@pytest.mark.parametrize("text", ["", "month:32", "fortnight:1", "week:8", "month:x", "month:²"])
def test_another_word_is_no_rule(text: str) -> None:
    with pytest.raises(NotARule):
        rule_of(text)
