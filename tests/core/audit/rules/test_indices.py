"""Monthly tables of indices and amounts: published months pass, one retyped figure is found."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

from congthuong.core.audit.model import Relation
from congthuong.core.audit.rules.indices import RULES
from congthuong.core.quantities import write_number
from core.audit.made_tables import reading_of, understood_tables
from core.audit.rules.made_indices import month_table, series, series_table
from core.audit.rules.table_mutants import changed, with_cell

RETAIL = Path(__file__).parents[3] / "data" / "audit" / "retail-series.csv"


def relations(text: str) -> list[Relation]:
    understanding = understood_tables(reading_of(text))
    return [one for rule in RULES for one in rule(understanding)]


def broken(text: str) -> list[Relation]:
    return [one for one in relations(text) if one.verdict != "consistent"]


def all_months() -> str:
    return "\n\n".join(month_table(month, series()) for month in range(1, 9))


def test_every_published_month_of_every_series_is_confirmed():
    found = relations(all_months())

    assert Counter((one.rule, one.verdict) for one in found)["index-chain", "consistent"] == 8 * 7
    assert [one for one in found if one.verdict != "consistent"] == []


def test_months_under_one_another_are_confirmed():
    found = relations(series_table("C", series()))

    assert Counter(one.rule for one in found)["index-chain"] == 7
    assert broken(series_table("C", series())) == []


def test_a_single_month_says_nothing_wrong():
    for month in range(1, 9):
        assert broken(month_table(month, series())) == []


def test_one_retyped_index_among_eight_months_is_found():
    rng = Random(3)
    reading = reading_of(all_months())
    claims = understood_tables(reading).claims
    confirmed = {one for relation in relations(all_months()) for one in relation.claims}
    found = made = 0
    for claim in rng.sample([one for one in claims if one.id in confirmed], 60):
        slip = changed(claim.text, rng)
        wrong = understood_tables(with_cell(reading, claim, slip))
        told = [one for rule in RULES for one in rule(wrong) if one.verdict == "contradiction"]
        made += slip != claim.text
        found += any(claim.id in one.claims for one in told)

    assert made > 50
    assert found >= 0.95 * made


def test_the_retyped_column_is_named_with_the_index_that_fits():
    text = series_table("C", series())
    row = series()["C"][3]

    for column, name in ((2, "so cùng kỳ"), (3, "lũy kế so cùng kỳ")):
        slip = f"{float(row[column].replace(',', '.')) + 7:.2f}".replace(".", ",")
        line = " | ".join(row)
        wrong = " | ".join([*row[:column], slip, *row[column + 1 :]])
        (told,) = broken(text.replace(line, wrong))

        assert f"sai ở cột «{name}» tháng 4" in told.message
        fits = float(told.suggestion.replace(",", "."))
        assert abs(fits - float(row[column].replace(",", "."))) < 0.2


def test_january_is_its_own_year_to_date():
    text = month_table(1, series()).replace("104,81 | 104,81", "104,81 | 104,18", 1)

    told = broken(text)

    assert [one.rule for one in told] == ["index-january"]
    assert told[0].suggestion == "104,81"


def test_the_whole_lies_between_its_parts():
    text = month_table(5, series()).replace("113,51", "131,51")

    (told,) = broken(text)

    assert told.rule == "index-mean"
    assert "131,51" in told.arithmetic


def test_a_section_with_one_division_has_its_figures():
    text = month_table(5, series())
    last = text.rindex("105,76")

    (told,) = broken(text[:last] + "107,56" + text[last + 6 :])

    assert told.rule == "index-same-row"


def test_an_index_table_of_another_kind_is_left_alone():
    assert (
        broken(
            """
            | Nhóm hàng | So với kỳ gốc 2019 | So với cùng kỳ năm trước | So với tháng 12 năm trước | So với tháng trước | Bình quân 5 tháng so cùng kỳ |
            | Chỉ số giá tiêu dùng | 118,20 | 103,10 | 101,20 | 100,30 | 103,40 |
            | I. Hàng ăn | 121,00 | 104,20 | 101,90 | 100,60 | 104,00 |
            | II. May mặc | 110,40 | 101,50 | 100,70 | 100,10 | 101,80 |
            | III. Giáo dục | 112,90 | 101,90 | 100,10 | 100,00 | 102,60 |
            | Chỉ số giá vàng | 230,10 | 141,00 | 118,30 | 103,90 | 137,20 |
            """
        )
        == []
    )


def retail(indicator: str) -> list[list[str]]:
    lines = [line for line in RETAIL.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        [row["previous"], row["month"], row["cumulated"]]
        for row in csv.DictReader(lines)
        if row["series"] == indicator
    ]


def retail_table(indicator: str, slip: tuple[int, str] | None = None) -> str:
    lines = [
        f"{indicator} năm 2026 (triệu đồng)",
        "| Tháng | Thực hiện tháng trước | Ước tháng | Cộng dồn từ đầu năm |",
    ]
    for number, row in enumerate(retail(indicator), start=1):
        printed = [write_number(Decimal(value), 2) for value in row]
        if slip and slip[0] == number:
            printed[2] = slip[1]
        lines.append(f"| Tháng {number} | {' | '.join(printed)} |")
    return "\n".join(lines)


def test_a_cumulated_figure_that_was_revised_is_no_contradiction():
    for indicator in ("Tổng số", "Bán lẻ hàng hóa", "Dịch vụ lưu trú"):
        found = relations(retail_table(indicator))

        assert [one for one in found if one.verdict != "consistent"] == []
        assert sum(one.rule == "cumulated-months" for one in found) >= 4


def test_a_cumulated_figure_far_from_its_months_is_told():
    told = broken(retail_table("Bán lẻ hàng hóa", (4, "39.362.485,02")))

    assert {one.rule for one in told} == {"cumulated-months"}
    assert told[0].suggestion == "49.362.485,02"


def test_a_year_so_far_below_its_last_two_months_is_told():
    text = """
        Sản phẩm chủ yếu tháng 6 năm 2022
        | Sản phẩm | ĐVT | Chính thức tháng 5 | Ước tháng 6 | Lũy kế 6 tháng |
        | Gạo | Tấn | 5.201 | 5.318 | 30.122 |
        | Đường | Tấn | 1.415 | 1.522 | 8.914 |
        | Tôm | Tấn | 2.315 | 2.419 | 13.114 |
        | Điện | Triệu kWh | 115,2 | 121,7 | 690,3 |
        """

    assert broken(text) == []
    (told,) = broken(text.replace("13.114", "3.114"))
    assert told.rule == "cumulated-less"
