"""Stocks in words: opening, in, out, what remains; whole, done and rest; two numbers raised to a third."""

from __future__ import annotations

import pytest

from congthuong.core.audit.check import judge
from congthuong.core.audit.rules import rules_of
from core.audit.made import understood


def verdicts(text: str, *families: str) -> list[tuple[str, str]]:
    rules = tuple(rule for family in families or ("stocks", "flows") for rule in rules_of(family))
    return [(one.rule, one.verdict) for one in judge(understood(text), rules).relations]


FLOWS = {
    "complaints": (
        "Đầu kỳ còn 12 đơn, trong kỳ tiếp nhận 45 đơn, đã giải quyết 48 đơn, hiện còn 9 đơn.",
        "9 đơn",
        "6 đơn",
    ),
    "loans": (
        "Doanh số cho vay 812,4 tỷ đồng, doanh số thu nợ 640,9 tỷ đồng, nâng dư nợ từ 2.105,3 tỷ đồng đầu năm lên 2.276,8 tỷ đồng.",
        "2.276,8",
        "2.726,8",
    ),
    "households": (
        "Đầu năm, toàn xã có 142 hộ nghèo; trong năm có 51 hộ thoát nghèo, phát sinh 6 hộ; cuối năm còn 97 hộ nghèo.",
        "97 hộ",
        "79 hộ",
    ),
    "customers": (
        "Phát triển mới trong kỳ 3.120 khách hàng, nâng từ 81.450 khách hàng đầu năm lên 84.570 khách hàng.",
        "84.570",
        "85.470",
    ),
    "firms": (
        "Có 312 doanh nghiệp thành lập mới và 88 doanh nghiệp quay trở lại hoạt động, nâng tổng số doanh nghiệp gia nhập thị trường lên 400 doanh nghiệp.",
        "lên 400",
        "lên 440",
    ),
    "carried over": ("Tiếp nhận 918 hồ sơ, cộng 64 hồ sơ kỳ trước chuyển sang là 982 hồ sơ.", "982", "928"),
}


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_that_adds_up_is_confirmed(name: str) -> None:
    assert ("flow", "consistent") in verdicts(FLOWS[name][0])
    assert not any(verdict == "contradiction" for _, verdict in verdicts(FLOWS[name][0]))


@pytest.mark.parametrize("name", FLOWS)
def test_a_mistyped_closing_figure_is_found(name: str) -> None:
    text, right, wrong = FLOWS[name]
    assert ("flow", "contradiction") in verdicts(text.replace(right, wrong))


RESTS = {
    "plan": (
        "Kế hoạch vốn là 74.300 triệu đồng. Đã giải ngân 41.860 triệu đồng; còn lại 32.440 triệu đồng.",
        "32.440",
        "34.240",
    ),
    "projects": (
        "Số đề án được duyệt là 31 đề án, đã nghiệm thu 12 đề án, đang triển khai 19 đề án.",
        "19 đề án",
        "9 đề án",
    ),
    "cases": (
        "Tổng số vụ vi phạm là 268 vụ; đã xử phạt 249 vụ, còn 19 vụ đang xác minh.",
        "còn 19",
        "còn 91",
    ),
}


@pytest.mark.parametrize("name", RESTS)
def test_what_remains_is_the_whole_less_what_is_done(name: str) -> None:
    text, right, wrong = RESTS[name]
    assert ("remaining", "consistent") in verdicts(text, "stocks")
    assert ("remaining", "contradiction") in verdicts(text.replace(right, wrong), "stocks")


def test_home_and_foreign_make_the_whole_across_sentences() -> None:
    text = (
        "Xuất khẩu đạt 84,62 tỷ USD, tăng 9,1%. Khối doanh nghiệp có vốn đầu tư nước ngoài xuất khẩu 61,37 tỷ USD. "
        "Khối doanh nghiệp trong nước xuất khẩu 23,25 tỷ USD."
    )
    assert verdicts(text, "stocks") == [("remaining", "consistent")]


def test_a_net_change_is_what_came_less_what_went() -> None:
    text = "Lao động tổng số 8.415 người, tăng 127 người so với cuối năm 2020 (tuyển mới 482 người, giảm 355 người)."
    assert ("flow", "consistent") in verdicts(text, "stocks")


@pytest.mark.parametrize(
    "text",
    [
        # A third state is not told: nothing says that finished and running are all.
        "Duyệt 40 dự án; hoàn thành 12 dự án, tạm dừng 3 dự án, đang triển khai 20 dự án.",
        "Trong quý cấp mới 7 dự án; điều chỉnh 4 dự án; thu hồi 2 dự án. Lũy kế có 230 dự án còn hiệu lực.",
        "Tiếp nhận 900 hồ sơ, cộng 50 hồ sơ kỳ trước chuyển sang là 950 hồ sơ; đã giải quyết 930 hồ sơ, còn 20 hồ sơ đang xử lý.",
        "Xuất siêu 2,8 tỷ USD, trong đó khu vực trong nước nhập siêu 16,7 tỷ USD.",
        "Các ngành còn lại đạt 1,38 tỷ USD; kế hoạch cả năm 9 tỷ USD, đã thực hiện 6 tỷ USD.",
    ],
)
def test_texts_that_leave_something_out_are_not_blamed(text: str) -> None:
    assert not any(verdict == "contradiction" for _, verdict in verdicts(text))


def test_what_was_added_is_no_more_than_the_new_total() -> None:
    text = "Phát triển mới 18 cửa hàng. Nâng tổng số toàn tỉnh hiện có 352 cửa hàng."
    assert ("raised-to", "consistent") in verdicts(text, "flows")
    assert ("raised-to", "contradiction") in verdicts(text.replace("18 cửa", "812 cửa"), "flows")


def test_a_count_of_something_else_is_no_addition() -> None:
    text = "Kiểm tra 640 cửa hàng; mở mới 12 cửa hàng. Nâng tổng số toàn huyện hiện có 352 cửa hàng."
    assert not any(verdict == "contradiction" for _, verdict in verdicts(text, "flows"))
