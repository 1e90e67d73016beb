"""What a column means and how rows hang together: misread, every rule on the table is wrong."""

from __future__ import annotations

import pytest

from congthuong.core.audit.table_columns import column_numbers, measured_kind, period_in_head, unit_in_head
from core.audit.made_tables import table_of

INDUSTRY = """
Biểu 1. Giá trị sản xuất công nghiệp 6 tháng đầu năm 2020
Đơn vị tính: tỷ đồng
| TT ^2 | Chỉ tiêu ^2 | Thực hiện 6 tháng 2019 ^2 | Năm 2020 >3 | = | = | So sánh (%) >2 | = |
| = | = | = | Kế hoạch năm 2020 | Ước tháng 6 | Lũy kế 6 tháng | Cùng kỳ | Kế hoạch |
| A | B | 1 | 2 | 3 | 4 | 5=4/1*100 | 6=4/2*100 |
| | Tổng số | 17.111,5 | 45.040 | 3.293 | 19.112,44 | 111,69 | 42,43 |
| I | Khai khoáng | 11,5 | 40 | 3 | 12,44 | 108,17 | 31,10 |
| II | Chế biến, chế tạo | 14.100 | 38.000 | 2.600 | 15.000 | 106,38 | 39,47 |
| | Trong đó: | | | | | | |
| - | Chế biến thủy sản | 4.000 | 9.000 | 600 | 4.400 | 110 | 48,89 |
| III | Điện | 3.000 | 7.000 | 690 | 4.100 | 136,67% | … |
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (("Kế hoạch năm 2020",), "plan"),
        (("Dự toán được giao",), "plan"),
        (("TH 6T/2020",), "level"),
        (("Cùng kỳ năm trước",), "base"),
        (("Thực hiện cùng kỳ 2019",), "base"),
        (("Thực hiện tháng trước",), "level"),
        (("So KH (%)",), "attainment"),
        (("So sánh (%)", "TH/KH"), "attainment"),
        (("Thực hiện", "% so KH"), "attainment"),
        (("Thực hiện 6 tháng so với kế hoạch năm (%)",), "attainment"),
        (("% so với cùng kỳ",), "change"),
        (("Ước tháng 6 so tháng trước (%)",), "change"),
        (("2020/2019 (%)",), "change"),
        (("Tốc độ tăng trưởng (%)",), "change"),
        (("Tỷ trọng (%)",), "share"),
        (("Tăng/giảm (+/-)",), "difference"),
        (("Tăng, giảm (%)",), "change"),
        (("So sánh", "Tuyệt đối"), "difference"),
        (("So sánh", "Tương đối (%)"), "change"),
        (("Tỷ lệ đúng hạn (%)",), "percent"),
        (("Giá bình quân (đ/kg)",), "average"),
        (("Trị giá (triệu USD)",), "level"),
        (("Chỉ số tháng 5 so với cùng kỳ",), "index"),
    ],
)
def test_a_head_says_what_its_column_measures(path, kind):
    assert measured_kind(path, False) == kind


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Thực hiện 6 tháng 2019", "2019-H1"),
        ("TH 6T/2020", "2020-H1"),
        ("Năm 2020 - Ước tháng 6", "2020-06"),
        ("Tháng 5", "2021-05"),
        ("Quý I/2020", "2020-Q1"),
        ("Kế hoạch năm 2020", "2020"),
        ("Tháng 6/2020 so với - Tháng 5/2020", "2020-06"),
    ],
)
def test_a_head_names_its_period(head, code):
    period, _ = period_in_head(head, 2021)

    assert period is not None
    assert period.code == code


def test_units_stand_in_heads():
    assert str(unit_in_head("Trị giá (triệu USD)")) == "triệu USD"
    assert str(unit_in_head("Sản lượng, tấn")) == "tấn"
    assert unit_in_head("Thực hiện (6 tháng)") is None


def test_numbers_of_columns_are_no_row_of_figures():
    assert column_numbers(["A", "B", "1", "2", "3=2/1"]) == [
        ("A", ""), ("B", ""), ("1", ""), ("2", ""), ("3", "2/1"),
    ]  # fmt: skip
    assert column_numbers(["Gạo", "1", "2", "3"]) is None
    assert column_numbers(["1", "5", "7"]) is None


def test_a_table_of_two_heads_is_understood_whole():
    table = table_of(INDUSTRY)

    assert [column.kind for column in table.columns] == [
        "ordinal", "label", "base", "plan", "level", "level", "index", "attainment",
    ]  # fmt: skip
    assert [column.formula for column in table.columns][-2:] == ["4/1*100", "4/2*100"]
    assert [(row.label, row.kind, row.parent) for row in table.rows] == [
        ("Tổng số", "total", None),
        ("Khai khoáng", "row", None),
        ("Chế biến, chế tạo", "row", None),
        ("Trong đó:", "of_which", 2),
        ("Chế biến thủy sản", "of_which", 2),
        ("Điện", "row", None),
    ]
    assert str(table.unit) == "tỷ đồng"


def test_numbering_makes_an_outline():
    table = table_of(
        """
        | STT | Nội dung | Số vụ | Tiền phạt (triệu đồng) |
        | I | Kiểm tra | 30 | 45 |
        | 1 | Định kỳ | 20 | 30 |
        | 1.1 | Chợ | 12 | 20 |
        | 1.2 | Siêu thị | 8 | 10 |
        | 2 | Đột xuất | 10 | 15 |
        | II | Xử lý | 5 | 45 |
        | | Tổng cộng | 35 | 90 |
        """
    )

    assert [(row.marker, row.level, row.parent) for row in table.rows] == [
        ("I", 0, None), ("1", 1, 0), ("1.1", 2, 1), ("1.2", 2, 1), ("2", 1, 0), ("II", 0, None), ("", 0, None),
    ]  # fmt: skip
    assert table.rows[-1].kind == "total"


def test_years_and_months_down_the_side_are_labels():
    table = table_of("| Năm | Số chợ |\n| 2018 | 100 |\n| 2019 | 104 |")

    assert [row.label for row in table.rows] == ["2018", "2019"]
    assert [column.kind for column in table.columns] == ["label", "level"]


def test_a_unit_column_gives_each_row_its_unit():
    table = table_of(
        "| Sản phẩm | ĐVT | Tháng 6 | So cùng kỳ (%) |\n| Gạo | Tấn | 5.268 | 104,5 |\n| Điện | Triệu kWh | 12,5 | 98 |"
    )

    level = table.columns[2]
    assert [str(table.unit_of(position, level)) for position in (0, 1)] == ["tấn", "triệu kWh"]
    assert table.columns[3].kind == "index"


def test_heads_without_spans_reach_over_their_gaps():
    table = table_of(
        "| Huyện | Thực hiện | | So sánh (%) |\n| | Năm 2019 | Năm 2020 | Cùng kỳ |\n| A | 5 | 6 | 120 |\n| B | 10 | 9 | 90 |"
    )

    assert [column.head for column in table.columns] == [
        "Huyện", "Thực hiện - Năm 2019", "Thực hiện - Năm 2020", "So sánh (%) - Cùng kỳ",
    ]  # fmt: skip


def test_english_separators_of_one_column_leave_the_others_alone():
    table = table_of(
        "| Tên | Trị giá (USD) | Tốc độ tăng (%) |\n| A | 1.234 | 5.5 |\n| B | 12.345,5 | 0.25 |"
    )

    assert [str(table.entries[0, at].number.value) for at in (1, 2)] == ["1234", "5.5"]
