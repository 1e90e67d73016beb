"""The prose follows the data: no broken sentence over an empty list, no reason for a change that did not happen."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from congthuong.core.compose.report import Composition
from congthuong.core.document.model import Block, Document, Figure, Text, blocks_of, inlines_of
from congthuong.core.document.writers.text import write_text
from congthuong.core.ledger.model import Dataset, Observation
from report.example import compose, composition, dataset

TEMPLATES = "\n".join(dataset().templates.values())
WORDS = " ".join(re.findall(r"\{[{%](.*?)[%}]\}", TEMPLATES, re.DOTALL))
KEPT = sorted({row.register for row in dataset().rows})
"""Every register of the example; none is empty."""


def named_in(text: str) -> set[str]:
    return {one.code for one in dataset().registers if re.search(rf"\b{one.code}\b", text)}


REGISTERS = sorted(named_in(WORDS))
"""Those whose rows a template lists; of the others only figures are printed."""
ENDS = (".", ":", "…", "!", "?", "./.", ".)")
BROKEN = re.compile(
    r"\b0 (?:cuộc|đề án|hộ|tổ|siêu thị bắt đầu|Phiên|xã|tiêu chí|lớp)|0/0|\(\)|“”|  |\s[,;.:)]|[:,;] ?\.|, (?:và\b|;)|\bGồm\.|\b(?:tại|thuộc|(?<!nhà )ở|cho|của|gồm|với)[.,;]"
)
REASONS = re.compile(r"chủ yếu do|\bdo\b thiếu|nguyên nhân|\bnhờ\b|\bvì\b")


def prose_of(document: Document) -> list[str]:
    """Every paragraph, item and note as a reader sees it; tables and charts apart."""
    lines = []
    for block in blocks_of(document):
        if type(block).__name__ in ("Paragraph", "ListItem", "Footnote"):
            text = "".join(one.text for one in inlines_of(block) if isinstance(one, Text | Figure))
            lines.append(text)
    return [one for one in lines if one.strip()]


def told_in(document: Document) -> str:
    """All the text with every blank that was set, a line a block: lines broken to a width would hide two in a row."""
    return "\n".join(
        "".join(one.text for one in inlines_of(block) if isinstance(one, Text | Figure))
        for block in blocks_of(document)
        if type(block).__name__ not in ("Table", "Chart")
    )


def without(register: str) -> Composition:
    data = dataset()
    return compose(replace(data, rows=tuple(row for row in data.rows if row.register != register)))


def changed_without(register: str) -> list[str]:
    """The lines of the report that read otherwise when the register is empty."""
    before = set(write_text(composition().document).splitlines())
    return [
        line for line in write_text(without(register).document).splitlines() if line and line not in before
    ]


@pytest.mark.parametrize("register", KEPT)
def test_an_empty_register_leaves_no_broken_sentence(register: str) -> None:
    """A division that had no fair and no award must not hand its director half a sentence."""
    for line in changed_without(register):
        assert line.rstrip().endswith(ENDS), line
        assert not BROKEN.search(re.sub(r"^\[\d+\] ", "", line.strip())), line


@pytest.mark.parametrize("register", REGISTERS)
def test_rows_that_a_template_lists_are_read_by_a_sentence(register: str) -> None:
    """A template that names a register for nothing would leave the division's rows out without a word."""
    assert changed_without(register)


def test_a_word_of_the_prose_is_not_taken_for_a_register() -> None:
    """The code of the register of markets is also a preposition: outside braces a template says nothing of its rows. All
    other registers that stand anywhere in the templates are tested as listed."""
    assert named_in(TEMPLATES) - set(REGISTERS) == {"cho"}
    assert changed_without("cho") == []


@pytest.mark.parametrize("register", KEPT)
def test_an_empty_register_leaves_only_missing_what_is_counted_from_it(register: str) -> None:
    """Its lists say that there is none; a figure that is counted from it waits for rows or for a stated zero."""
    counted = {one.code for one in dataset().indicators if one.rows and one.rows.register == register}
    counted |= {one.code for one in dataset().indicators if any(code in one.formula for code in counted)}
    assert {one.figure.origin.indicator for one in without(register).gaps} <= counted


def changed_value(code: str, period: str, value: str) -> str:
    data = dataset()

    def maybe(one: Observation) -> Observation:
        hit = (one.indicator, one.period.code) == (code, period) and one.basis != "plan"
        return replace(one, value=Decimal(value)) if hit else one

    return write_text(compose(replace(data, observations=tuple(map(maybe, data.observations)))).document)


def test_a_product_that_stayed_and_one_without_a_base_are_told_too() -> None:
    """Thirteen products are listed: nine that rose and three that fell would leave the reader to look for the last."""
    told = changed_value("thuy_san_dong_lanh", "2020-H1", "3371")
    assert "có 08 sản phẩm tăng và 04 sản phẩm giảm, 01 sản phẩm không đổi so với cùng kỳ" in told
    assert "Một sản phẩm không đổi: (1) Thủy sản đông lạnh ước đạt 3.371 tấn, đạt 32,1% kế hoạch." in told

    data = dataset()
    left = [one for one in data.observations if (one.indicator, one.period.code) != ("may_mac", "2020-H1")]
    told = write_text(compose(replace(data, observations=tuple(left))).document)
    assert "Chưa có số liệu so sánh: May mặc." in told


def test_what_is_done_is_no_longer_called_a_forecast() -> None:
    """In the prose, in the notes and over the columns of the annex."""
    data = dataset()
    products = {one.code for one in data.indicators if "san_pham" in one.groups}

    def done(one: Observation) -> Observation:
        return replace(one, basis="actual") if one.indicator in products and one.basis != "plan" else one

    made = compose(replace(data, observations=tuple(map(done, data.observations)))).document
    prose, told = told_in(made), " ".join(write_text(made).split())
    assert "Tính chung cả năm 2020, có 06 sản phẩm tăng" in prose
    assert "Thực hiện cả năm 2020: Sáu sản phẩm tăng: (1) Thuốc viên các loại đạt 1,2 tỷ viên" in prose
    assert "Thực hiện năm 2020" in told
    assert "và thực hiện năm 2020" in told.lower()
    assert "Dự ước năm 2020" not in told


def test_a_column_that_waits_for_its_figures_says_what_they_will_be() -> None:
    data = dataset()
    products = {one.code for one in data.indicators if "san_pham" in one.groups}
    left = tuple(one for one in data.observations if one.indicator not in products)
    made = compose(replace(data, observations=left)).document
    assert "Dự ước cả năm 2020: " in told_in(made)
    told = " ".join(write_text(made).split())
    assert ("Ước thực hiện" in told, "Dự ước năm 2020" in told) == (True, True)
    assert "và dự ước năm 2020" in told.lower()


def compared() -> list[str]:
    """Indicators whose change against the same period stands in a sentence that gives a reason."""
    found = []
    for block in sentences(composition().document):
        if REASONS.search(block[0]):
            found += [one.partition(".")[0] for one in block[1] if one.endswith("2020-H1.so-cung-ky")]
    return sorted(set(found))


def sentences(document: Document) -> list[tuple[str, list[str]]]:
    made: list[tuple[str, list[str]]] = []
    for block in blocks_of(document):
        made += _sentences(block)
    return made


def _sentences(block: Block) -> list[tuple[str, list[str]]]:
    text, ids, made = "", list[str](), list[tuple[str, list[str]]]()
    for one in inlines_of(block):
        if isinstance(one, Figure):
            ids.append(one.id)
        if not isinstance(one, Text | Figure):
            continue
        *ended, rest = re.split(r"(?<=[.;]) ", one.text) if isinstance(one, Text) else [one.text]
        for piece in ended:
            made.append((text + piece, ids))
            text, ids = "", []
        text += rest
    return [*made, (text, ids)]


def test_the_report_does_give_a_reason_for_a_change() -> None:
    assert compared() == ["ban_le"]


@pytest.mark.parametrize("code", compared())
def test_a_reason_is_given_only_for_the_change_it_explains(code: str) -> None:
    """Retail sales rose, and the report still blamed few visitors for it, among the difficulties."""
    data: Dataset = dataset()
    base = next(
        one.value for one in data.observations if (one.indicator, one.period.code) == (code, "2019-H1")
    )
    now = next(
        one.value for one in data.observations if (one.indicator, one.period.code) == (code, "2020-H1")
    )
    text = changed_value(code, "2020-H1", str(base * base / now))
    reasons = [one for one, ids in sentences(composition().document) if f"{code}.2020-H1.so-cung-ky" in ids]
    explained = [one for one in reasons if REASONS.search(one)]
    assert explained
    for one in explained:
        assert REASONS.split(one)[-1].strip(" .;") not in text


def test_more_done_than_forecast_is_no_negative_remainder() -> None:
    text = changed_value("gtsxcn", "2020-H1", "46000")
    assert "đã vượt 734 tỷ đồng so với dự ước cả năm 2020" in text
    assert "còn -" not in text


def test_a_time_limit_made_longer_is_not_called_a_cut() -> None:
    data = dataset()
    rows = tuple(
        replace(
            row,
            values={
                **row.values,
                "quy_dinh": row.values["cat_giam"],
                "cat_giam": row.values["quy_dinh"],
            },
        )
        if row.register == "thu_tuc" and row.values["cat_giam"]
        else row
        for row in data.rows
    )
    text = write_text(compose(replace(data, rows=rows)).document)
    assert "theo quy định là 08 ngày, nay là 13 ngày (tăng 05 ngày, tương đương 62,5%)" in text
    assert "(giảm -" not in text


def test_a_missing_input_is_asked_for_instead_of_the_rate_it_enters() -> None:
    data = dataset()
    unmeasured = tuple(
        replace(one, rows=None) if one.code == "ho_dung_dien" else one for one in data.indicators
    )
    (gap,) = compose(replace(data, indicators=unmeasured)).gaps
    assert (gap.figure.origin.indicator, gap.basis) == (
        "ho_dung_dien",
        "thực hiện, ước thực hiện hoặc dự ước",
    )
    assert {one.origin.indicator for one in gap.dependents} == {"ty_le_ho_dien"}
