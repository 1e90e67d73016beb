"""A figure that no rule explains and one slip sets apart: it is asked about; what only looks so is left alone."""

from __future__ import annotations

import pytest

from congthuong.core.audit.check import check
from congthuong.core.document.readers.any import read_any


def told(text: str) -> list[str]:
    """What is asked about, as the places that each finding points at."""
    found = check(read_any("bao-cao.txt", f"Báo cáo năm 2025\n\n{text}\n".encode())).findings
    return [span.text for one in found if one.severity != "drafting" for span in one.spans]


SLIPS = {
    "things of several kinds after their number": (
        "Hệ thống phân phối gồm 199 cơ sở, chia ra: 168 chợ, 27 siêu thị, 04 trung tâm thương mại.",
        "168 chợ",
        "186 chợ",
    ),
    "things of several kinds in brackets": (
        "Cơ quan quản lý tiếp nhận 1.969 hồ sơ (1.842 thông báo, 127 đăng ký) về khuyến mại.",
        "1.842",
        "1.482",
    ),
    "within a number of cases": (
        "Trong 274 vụ vi phạm, có 103 vụ hàng lậu, 48 vụ hàng giả, 67 vụ không rõ nguồn gốc, 56 vụ niêm yết giá sai.",
        "103 vụ",
        "130 vụ",
    ),
    "a change beside its base": (
        "Trong tuần ghi nhận 241 ca, tăng 38 ca so với tuần trước (203 ca), tăng 18,7%.",
        "18,7%",
        "187,0%",
    ),
    "the sentence's own figure, not the last part's": (
        "Tổng kim ngạch 1.517,1 triệu USD: chiều xuất 612,4 triệu USD, chiều nhập 904,7 triệu USD. "
        "So với tháng 7 (1.438,6 triệu USD) tăng 5,5%.",
        "5,5%",
        "55,5%",
    ),
}


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_asked_about_and_the_right_text_is_not(text, right, wrong):
    assert told(text) == []
    assert any(wrong in place for place in told(text.replace(right, wrong, 1)))


def test_a_long_figure_taken_up_again_with_other_digits():
    text = (
        "Từ đầu năm, kim ngạch qua địa bàn đạt 11.098,7 triệu USD, gồm chiều xuất 4.386,2 triệu USD, chiều nhập "
        "6.712,5 triệu USD.\n\nSố phương tiện tăng so với trước.\n\nVới kim ngạch qua địa bàn {} triệu USD, đơn vị sẽ "
        "hoàn thành kế hoạch."
    )
    assert told(text.format("11.098,7")) == []
    assert any("11.089,7" in place for place in told(text.format("11.089,7")))


RIGHT = {
    "some of the parts": "Toàn tỉnh có 220 điểm bán (9 siêu thị, 143 cửa hàng tiện lợi và các chợ truyền thống).",
    "plans of some parts only": "Dự toán thu 11.480 tỷ đồng. Thực hiện 5.939,7 tỷ đồng, trong đó:\n"
    "- Thu nội địa 5.216,8 tỷ đồng (dự toán 10.130 tỷ đồng).\n"
    "- Thu xuất nhập khẩu 694,3 tỷ đồng (dự toán 1.300 tỷ đồng).\n"
    "- Thu viện trợ 28,6 tỷ đồng.",
    "things of one noun, counted otherwise": "IIP tháng 12 tăng 1,9%; cả năm tăng 13,05%. 34 sản phẩm được công bố: "
    "26 sản phẩm tăng, 08 sản phẩm giảm.",
    "two figures that only look alike": "Thu từ nhóm hàng thép 396,3 triệu USD.\n\nThu từ nhóm hàng gỗ 196,3 triệu USD.",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT.keys())
def test_what_only_looks_wrong_is_left_alone(text):
    assert told(text) == []
