"""What a table says of itself: no false word on a right table, no wrong figure that its neighbours give away."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

import pytest

from congthuong.core.audit.model import Relation, Understanding
from congthuong.core.audit.rules.tables import table_relations
from core.audit.made_tables import reading_of, understood_tables
from core.audit.rules.generated_tables import generated
from core.audit.rules.table_mutants import changed, with_cell

TABLES = {
    one["name"]: one["text"]
    for one in tomllib.loads(
        (Path(__file__).parents[3] / "data" / "audit" / "tables.toml").read_text(encoding="utf-8")
    )["table"]
}


def relations(text: str) -> list[Relation]:
    return list(table_relations(understood_tables(reading_of(text))))


def broken(text: str) -> list[Relation]:
    return [one for one in relations(text) if one.verdict != "consistent"]


def printed(understanding: Understanding, relation: Relation) -> list[str]:
    texts = {claim.id: claim.text for claim in understanding.claims}
    return [texts[one] for one in relation.claims]


@pytest.mark.parametrize("name", TABLES)
def test_a_right_table_is_confirmed_to_its_last_figure_without_a_word(name):
    understanding = understood_tables(reading_of(TABLES[name]))

    found = list(table_relations(understanding))

    assert [one.message for one in found if one.verdict != "consistent"] == []
    assert {claim for one in found for claim in one.claims} == {claim.id for claim in understanding.claims}


def mutants(texts: list[str], rng: Random, each: int | None) -> tuple[int, int, list[str]]:
    """(mutants whose changed cell is in a finding, mutants, findings that do not hold the changed cell)."""
    found = made = 0
    astray: list[str] = []
    for text in texts:
        reading = reading_of(text)
        claims = understood_tables(reading).claims
        for claim in claims if each is None else rng.sample(claims, each):
            slip = changed(claim.text, rng)
            if slip == claim.text:
                continue
            wrong = understood_tables(with_cell(reading, claim, slip))
            cell = {one.id for one in wrong.claims if one.piece == claim.piece}
            told = [one for one in table_relations(wrong) if one.verdict == "contradiction"]
            made += 1
            found += any(cell & set(one.claims) for one in told)
            astray += [one.message for one in told if not cell & set(one.claims)]
    return found, made, astray


def test_one_changed_figure_is_found_in_tables_of_many_sectors():
    found, made, astray = mutants(list(TABLES.values()), Random(7), 12)

    assert made > 130
    assert found >= 0.95 * made
    assert astray == []


def test_one_changed_figure_is_found_in_tables_drawn_at_random():
    rng = Random(11)
    texts = [generated(rng) for _ in range(40)]

    assert [message for text in texts for message in [one.message for one in broken(text)]] == []
    found, made, astray = mutants(texts, rng, 4)

    assert made > 150
    assert found >= 0.95 * made
    assert astray == []


def test_the_wrong_cell_is_named_with_the_number_that_fits():
    text = TABLES["dien-theo-quy"]
    understanding = understood_tables(reading_of(text))
    part = next(claim for claim in understanding.claims if claim.lead == "Quý II")

    told = broken(text.replace(part.text, "9" + part.text[1:], 1))

    assert {one.suggestion for one in told} == {part.text}
    assert all("Nhiều khả năng sai ở dòng «Cầu Kè», cột «Quý II»" in one.message for one in told)


def test_a_total_that_holds_in_no_column_is_no_total():
    assert (
        broken("| Tên | Tháng 5 | Tháng 6 |\n| A | 15 | 20 |\n| B | 31 | 7 |\n| Tổng cộng | 99 | 88 |") == []
    )


def test_parts_named_as_some_are_no_partition():
    assert (
        broken(
            """
            | Chỉ tiêu | Năm 2021 | Năm 2022 |
            | Tổng số | 500 | 600 |
            | Trong đó: | | |
            | - Gạo | 200 | 250 |
            | - Tôm | 100 | 120 |
            """
        )
        == []
    )


def test_some_part_larger_than_its_whole_in_one_column_is_told():
    (told,) = broken(
        """
        | Chỉ tiêu | Năm 2020 | Năm 2021 | Năm 2022 |
        | 1. Xuất khẩu | 500 | 550 | 600 |
        | Trong đó: Doanh nghiệp FDI | 210 | 225 | 2500 |
        | 2. Nhập khẩu | 300 | 310 | 320 |
        """
    )

    assert (told.rule, told.verdict) == ("table-of-which", "contradiction")


def test_a_gap_among_the_parts_may_hide_the_rest():
    text = """
        | Huyện | Số chợ | Số siêu thị | Số cửa hàng |
        | A | 10 | - | 7 |
        | B | 12 | 2 | 8 |
        | C | 15 | 3 | 9 |
        | Cộng | 37 | 6 | 24 |
        """

    assert broken(text) == []
    assert broken(text.replace("| 6 |", "| 4 |"))


def test_averages_and_rates_do_not_add_up():
    assert (
        broken(
            """
            | Huyện | Diện tích (ha) | Sản lượng (tấn) | Năng suất (tạ/ha) | Giá bình quân (đồng/kg) |
            | A | 100 | 700 | 70 | 6500 |
            | B | 200 | 1100 | 55 | 6700 |
            | C | 50 | 400 | 80 | 6600 |
            | Tổng cộng | 350 | 2200 | 62,9 | 6610 |
            """
        )
        == []
    )


def test_firms_counted_once_in_the_total_are_no_wrong_sum():
    assert (
        broken(
            """
            | Mặt hàng | Lượng (tấn) | Trị giá (triệu USD) | Số doanh nghiệp |
            | Gạo | 1200,5 | 60,2 | 9 |
            | Tôm | 300,2 | 90,1 | 12 |
            | Trái cây | 80,1 | 20,4 | 7 |
            | Tổng cộng | 1580,8 | 170,7 | 12 |
            """
        )
        == []
    )


def test_rounded_plans_are_not_taken_at_their_word():
    assert (
        broken(
            """
            | Ngành | Kế hoạch (tỷ đồng) | Thực hiện (tỷ đồng) |
            | A | 1.200 | 1.234,5 |
            | B | 800 | 810,2 |
            | C | 3.400 | 3.355,1 |
            | Tổng số | 5.380 | 5.399,8 |
            """
        )
        == []
    )


def test_a_column_cut_instead_of_rounded_is_no_row_of_slips():
    lines = ["| Huyện | Kế hoạch | Thực hiện | Đạt (%) so KH |"]
    for name, plan, done in (("A", 15, 10), ("B", 30, 29), ("C", 45, 23), ("D", 31, 17), ("E", 37, 21)):
        lines.append(f"| {name} | {plan} | {done} | {str(done * 1000 // plan / 10).replace('.', ',')} |")

    assert broken("\n".join(lines)) == []


def test_sections_whose_heads_do_not_hold_figures_are_passed_over():
    found = relations(
        """
        | STT | Nội dung | Số vụ | Tiền phạt |
        | I | Hàng giả | | |
        | 1 | Mỹ phẩm | 12 | 45,5 |
        | 2 | Quần áo | 8 | 30,1 |
        | II | Hàng lậu | | |
        | 1 | Thuốc lá | 20 | 61,2 |
        | 2 | Đường cát | 5 | 18,3 |
        | | Tổng cộng | 45 | 155,1 |
        """
    )

    assert [(one.rule, one.verdict) for one in found] == [("table-column-total", "consistent")] * 2


def test_rules_say_nothing_of_prose():
    assert relations("Giá trị ước đạt 5.268 tấn, tăng 56,27% so cùng kỳ.") == []
