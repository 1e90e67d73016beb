"""Averages and multiples: what is stated per head, per day, per thing is held to the total and what it is spread on."""

from __future__ import annotations

import pytest

from congthuong.core.audit.check import judge
from congthuong.core.audit.model import Relation
from congthuong.core.audit.rules import rules_of
from core.audit.made import understood


def relations(text: str, family: str = "averages") -> list[Relation]:
    return list(judge(understood(text), rules_of(family)).relations)


def said(text: str, family: str = "averages") -> list[tuple[str, str]]:
    return [(one.verdict, one.arithmetic) for one in relations(text, family)]


CLEAN = [
    "Tháng 4 năm 2021, trạm bơm dùng 93,6 nghìn kWh, bình quân 3,12 nghìn kWh/ngày.",
    "Quý II/2022 cấp phép 96 giấy, bình quân mỗi tháng 32 giấy.",
    "Toàn huyện có 18 chợ với 2.340 hộ kinh doanh, bình quân 130 hộ kinh doanh/chợ.",
    "Cấp 63 giấy phép cho 1.512 tỷ đồng vốn, trong đó vay 400 tỷ đồng. Đã hỗ trợ 45 tỷ đồng cho 180 cơ sở, bình quân 250 triệu đồng/cơ sở.",
    "Diện tích ngô đạt 1.250 ha, sản lượng 6.875 tấn, năng suất 55,0 tạ/ha.",
    "Dân số 250.000 người; toàn tỉnh có 310 bác sĩ, đạt 12,4 bác sĩ/1 vạn dân.",
    "Hạt tiêu xuất 1.200 tấn, trị giá 5,4 triệu USD, đơn giá bình quân 4.500 USD/tấn.",
    "Luân chuyển 48,6 triệu lượt khách.km, vận chuyển 1.350 nghìn lượt khách, cự ly bình quân 36,0 km/lượt khách.",
]


@pytest.mark.parametrize("text", CLEAN)
def test_an_average_that_follows_is_confirmed(text: str) -> None:
    assert [verdict for verdict, _ in said(text)] == ["consistent"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (CLEAN[0].replace("3,12", "3,21"), "3,12 nghìn kWh"),
        (CLEAN[1].replace("32 giấy", "23 giấy"), "32 giấy"),
        (CLEAN[2].replace("130 hộ", "103 hộ"), "130 hộ"),
        (CLEAN[3].replace("250 triệu", "205 triệu"), "250 triệu đồng"),
        (CLEAN[4].replace("55,0", "50,5"), "55,0 tạ/ha"),
        (CLEAN[6].replace("4.500", "5.400"), "4.500 USD/tấn"),
        (CLEAN[7].replace("36,0", "3,6"), "36,0 km"),
    ],
)
def test_a_mistyped_average_is_found_and_the_right_one_proposed(text: str, right: str) -> None:
    (one,) = judge(understood(text), rules_of("averages")).findings
    assert one.severity == "contradiction"
    assert one.suggestion.startswith(right)


@pytest.mark.parametrize(
    "text",
    [
        "Thu nhập bình quân đầu người 48 triệu đồng; dân số 1,1 triệu người, tổng thu ngân sách 5.200 tỷ đồng.",
        "Tạo việc làm cho 120 lao động, nộp ngân sách 900 triệu đồng, thu nhập bình quân 8,5 triệu đồng/người.",
        "Trong tháng 3 năm 2021 tiếp nhận 440 hồ sơ, bình quân 20 hồ sơ/ngày.",
        "Năng suất bình quân 62 tạ/ha, tăng 1,5 tạ/ha; sản lượng lương thực 80.000 tấn, diện tích lúa hơn 9.000 ha.",
        "Giá bán bình quân 1.850 đồng/kWh, cao hơn 27 đồng/kWh so với cùng kỳ.",
    ],
)
def test_an_average_of_something_else_is_left_alone(text: str) -> None:
    assert [one for one in said(text) if one[0] != "consistent"] == []


def test_the_operands_are_all_named_with_the_average_last() -> None:
    text = understood(CLEAN[2])
    (one,) = judge(text, rules_of("averages")).relations
    words = {claim.id: claim.text for claim in text.claims}
    assert [words[name].split()[0] for name in one.claims] == ["2.340", "18", "130"]


@pytest.mark.parametrize(
    "text",
    [
        "Bình quân 1.800 triệu đồng/tháng, gấp 1,5 lần mức bình quân nửa đầu năm (1.200 triệu đồng/tháng).",
        "Thu hút 3,72 tỷ USD. Nếu so với 2,4 tỷ USD của cùng kỳ thì gấp 1,55 lần.",
        "Có 4.000 cơ sở đăng ký mới và 1.480 cơ sở đóng cửa. Như vậy, cứ 10 cơ sở đăng ký mới thì có 3,7 cơ sở đóng cửa.",
        "Phía đông gieo 412,5 nghìn ha, bằng 96,5% (cùng kỳ 427,5 nghìn ha).",
    ],
)
def test_a_multiple_is_tied_to_both_levels(text: str) -> None:
    assert {verdict for verdict, _ in said(text, "multiples")} == {"consistent"}


def test_a_mistyped_multiple_of_two_averages_is_found() -> None:
    text = "Bình quân 1.800 triệu đồng/tháng, gấp 1,8 lần mức bình quân nửa đầu năm (1.200 triệu đồng/tháng)."
    assert [verdict for verdict, _ in said(text, "multiples")] == ["contradiction"]


def test_a_rate_per_customer_is_no_multiple() -> None:
    assert (
        said("Mất điện 1,12 lần/khách hàng. Tiêu thụ 11,2 triệu kWh, thương mại 10,0 triệu kWh.", "multiples")
        == []
    )


def test_the_yield_of_an_item_is_held_to_the_area_told_before() -> None:
    text = (
        "Gieo trồng 3.400 ha ngô, trong đó ngô vụ Xuân 2.150 ha, ngô vụ Thu 1.250 ha.\n"
        "- Ngô vụ Xuân: năng suất 48,6 tạ/ha, sản lượng 10.449 tấn.\n"
        "- Ngô vụ Thu: năng suất 44,0 tạ/ha, sản lượng 5.500 tấn."
    )
    assert [verdict for verdict, _ in said(text)] == ["consistent", "consistent"]
    assert [verdict for verdict, _ in said(text.replace("10.449", "14.049"))] == [
        "contradiction",
        "consistent",
    ]
