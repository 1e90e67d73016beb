"""Which figure a rate is of: the one that makes it come out is confirmed, and a slip in it is still told."""

from __future__ import annotations

import pytest

from congthuong.core.audit.check import check
from congthuong.core.document.readers.any import read_any

MONTHLY_MEAN = (
    "Chín tháng, thu ngân sách đạt 8.424,0 tỷ đồng, trung bình mỗi tháng 936,0 tỷ đồng, tăng 8,0% so với 7.800,0 tỷ đồng của "
    "cùng kỳ năm trước."
)
TWO_COMPARISONS = (
    "Tỷ lệ lấp đầy các cụm công nghiệp đạt 68,4%. Cùng kỳ năm 2024 tỷ lệ lấp đầy 63,1%, như vậy tăng 5,3 điểm phần trăm; so với "
    "mục tiêu Nghị quyết đề ra 70,0% thì còn thấp hơn 1,6 điểm phần trăm."
)
NUMBERED_HEADS = """Bảng tổng hợp một số khu công nghiệp
(1) Tên khu; (2) Đất công nghiệp, ha; (3) Đã cho thuê, ha; (4) Tỷ lệ lấp đầy, %
Hòa Tân	268,4	214,9	80,1
Bình An	417,0	335,6	80,5
Đại Phú	186,3	92,7	49,8
Cộng	871,7	643,2	73,8
"""


def confirmed(text: str) -> list[list[str]]:
    audit = check(read_any("bao-cao.txt", text.encode()))
    printed = {claim.id: claim.text for claim in audit.understanding.claims}
    return [[printed[name] for name in one.claims] for one in audit.relations if one.verdict == "consistent"]


def told(text: str) -> list[str]:
    return [one.severity for one in check(read_any("bao-cao.txt", text.encode())).findings]


@pytest.mark.parametrize(
    ("text", "operands"),
    [
        (MONTHLY_MEAN, ["8.424,0 tỷ đồng", "7.800,0 tỷ đồng", "8,0%"]),
        (TWO_COMPARISONS, ["63,1%", "68,4%", "5,3 điểm phần trăm"]),
        (TWO_COMPARISONS, ["70,0%", "68,4%", "1,6 điểm phần trăm"]),
        (NUMBERED_HEADS, ["335,6", "417,0", "80,5"]),
    ],
)
def test_a_rate_is_held_to_the_figures_that_it_is_of(text, operands):
    assert told(text) == []
    assert operands in confirmed(text)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (MONTHLY_MEAN, "tăng 8,0%", "tăng 9,0%"),
        (TWO_COMPARISONS, "thấp hơn 1,6", "thấp hơn 6,1"),
        (NUMBERED_HEADS, "80,5", "85,0"),
    ],
)
def test_a_slip_in_it_is_still_told(text, right, wrong):
    assert told(text.replace(right, wrong)) != []
