"""A table's figures as claims: what each says, of what, and where it stands."""

from __future__ import annotations

from decimal import Decimal

from congthuong.core.audit.tables import prose_cells, table_claims
from core.audit.made_tables import reading_of, told_of, understood_tables
from core.audit.test_table_reading import INDUSTRY


def test_a_row_makes_a_statement_for_each_of_its_levels():
    claims, statements = told_of(INDUSTRY)

    fishery = [one for one in statements if one.subject == "Chế biến thủy sản"]
    assert [(str(one.period), one.basis, [(claim.role, claim.text) for claim in one.claims]) for one in fishery] == [
        ("2020-H1", "", [("base", "4.000"), ("plan", "9.000"), ("level", "4.400"), ("index", "110"), ("attainment", "48,89")]),
        ("2020-06", "estimate", [("level", "600")]),
    ]  # fmt: skip
    assert {str(claim.unit) for claim in fishery[0].claims} == {"tỷ đồng", "%"}
    assert fishery[1].claims[0].lead == "Năm 2020 - Ước tháng 6"
    assert [one.id for one in claims] == [f"c{number}" for number in range(1, len(claims) + 1)]
    assert all(claim in statements[claim.statement].claims for claim in claims)


def test_several_measures_of_one_row_are_several_subjects():
    _, statements = told_of("| Mặt hàng | Lượng (tấn) | Trị giá (triệu USD) |\n| Gạo | 500 | 26 |")

    assert [one.subject for one in statements] == ["Gạo - Lượng (tấn)", "Gạo - Trị giá (triệu USD)"]


def test_rules_on_sentences_do_not_see_rows():
    reading = reading_of(f"Giá trị sản xuất ước đạt 5 tỷ đồng.\n{INDUSTRY}")
    understanding = understood_tables(reading)

    assert understanding.claims
    assert understanding.spoken.claims == ()
    assert [one.index for one in understanding.spoken.statements] == list(
        range(len(understanding.statements))
    )


def test_a_claim_points_at_its_own_characters():
    reading = reading_of(INDUSTRY)

    understanding = understood_tables(reading)

    assert understanding.claims
    for claim in understanding.claims:
        assert reading.text[claim.span.start : claim.span.end] == claim.text
        assert reading.pieces[claim.piece].text[claim.start : claim.end] == claim.text


def test_a_fall_is_a_change_down():
    (level, change), _ = told_of("| Tên | Lượng (tấn) | Tăng giảm so cùng kỳ (%) |\n| Gạo | 500 | -2,89 |")

    assert (change.role, change.direction, change.value, change.base) == (
        "change",
        "down",
        Decimal("2.89"),
        "same_period",
    )
    assert level.role == "level"


def test_part_and_whole_of_one_cell_are_two_claims():
    (part, whole), _ = told_of("| Huyện | Xã đạt tiêu chí 4 |\n| Châu Thành | 12/13 |")

    assert [(one.role, one.text) for one in (part, whole)] == [("part", "12"), ("whole", "13")]


def test_gaps_make_no_claims():
    claims, statements = told_of("| Tên | Tháng 5 | Tháng 6 |\n| A | - | … |\n| B | 7 | x |")

    assert [one.text for one in claims] == ["7"]
    assert [one.subject for one in statements] == ["B"]


def test_numbering_goes_on_where_the_caller_stopped():
    reading = reading_of("| Tên | Số chợ |\n| A | 5 |\n| B | 7 |")

    claims, statements = table_claims(reading, next(reading.tables()), 10, 41)

    assert [(one.id, one.statement) for one in claims] == [("c41", 10), ("c42", 11)]
    assert [one.index for one in statements] == [10, 11]


def test_sentences_in_cells_are_left_to_prose():
    reading = reading_of(
        "| Nhiệm vụ | Kết quả thực hiện |\n| Đầu tư điện | Hoàn thành 12 công trình, cấp điện cho 1.250 hộ dân ở 15 xã khó khăn |"
    )

    cells = next(reading.tables())

    assert [piece.text[:10] for piece in prose_cells(cells)] == ["Hoàn thành"]
    assert table_claims(reading, cells, 0, 1) == ([], [])
