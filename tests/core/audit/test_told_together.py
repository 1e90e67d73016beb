"""Where words alone say that figures belong together, a wrong one is told of: each text is right as it stands, and is asked
about once one figure of it is another."""

from __future__ import annotations

import pytest

from congthuong.core.audit.check import check
from congthuong.core.document.readers.any import read_any


def told(text: str) -> list[tuple[str, str]]:
    """The severity of each finding that is more than a remark, with the places it points at."""
    findings = check(read_any("bao-cao.txt", f"Báo cáo năm 2025\n\n{text}\n".encode())).findings
    return [(one.severity, span.text) for one in findings if one.severity != "drafting" for span in one.spans]


DEEDS = (
    "Toàn ngành xử lý 907 vụ. Phân theo hành vi:\n"
    "a) Hàng cấm: 213 vụ, phạt 2.417,5 triệu đồng;\n"
    "b) Hàng giả: 174 vụ, phạt 3.108,2 triệu đồng;\n"
    "c) An toàn thực phẩm: 286 vụ, phạt 1.962,8 triệu đồng;\n"
    "d) Vi phạm khác: 234 vụ, phạt 1.120,0 triệu đồng.\n"
    "Cộng bốn nhóm, số tiền phạt 8.608,5 triệu đồng."
)
SITES = (
    "Vận tải hàng hóa đạt 7.812,4 nghìn tấn, luân chuyển 981,6 triệu tấn.km. Trong đó: đường bộ 3.514,9 nghìn tấn "
    "(372,8 triệu tấn.km); đường thủy 4.297,5 nghìn tấn (608,8 triệu tấn.km)."
)
HERD = (
    "Đàn lợn đầu kỳ 318.412 con, sinh và nhập trong kỳ 276.805 con, xuất chuồng 251.377 con, chết và tiêu hủy 4.126 con, "
    "cuối kỳ còn 339.714 con."
)
SINCE = (
    "Tỉnh có 1.358 doanh nghiệp cơ khí; lực lượng lao động được bổ sung. So với 5 năm trước (826 doanh nghiệp), số doanh "
    "nghiệp tăng 532, tức tăng 64,4%."
)
RAID = (
    "Lực lượng kiểm tra 642 vụ (định kỳ 118 vụ, đột xuất 524 vụ), tăng 71 vụ, tức tăng 12,4% so với đợt trước; phát hiện "
    "451 vụ vi phạm."
)
ADDED = (
    "Tổng kế hoạch vốn là 14.702,0 tỷ đồng, bao gồm kế hoạch giao trong năm 13.783,6 tỷ đồng và kế hoạch kéo dài 918,4 tỷ đồng. "
    "Đầu năm địa phương được giao 12.318,4 tỷ đồng, sau đó bổ sung 1.465,2 tỷ đồng (tăng 11,89%)."
)

SLIPS = {
    "a column beside one that comes out": (DEEDS, "174 vụ", "147 vụ"),
    "the total before such a list": (DEEDS, "907 vụ", "970 vụ"),
    "the figures in brackets after such parts": (SITES, "372,8", "37,2"),
    "one of those that left a herd": (HERD, "251.377", "251.733"),
    "what there was of a herd": (HERD, "318.412", "381.412"),
    "the base of an amount and a rate": (SINCE, "826", "82"),
    "a number its parts and its growth give": (RAID, "642 vụ", "64 vụ"),
    "what was added, by how much it raises": (ADDED, "1.465,2", "1.456,2"),
    "a share of the inspected": (
        "Qua thanh tra 128 tổ chức, cá nhân, có 41 đơn vị vi phạm (tỷ lệ 32,0%), ban hành 37 quyết định xử phạt.",
        "128",
        "1280",
    ),
    "a share of those it was found among": (
        "Thực hiện 24 cuộc (9 cuộc thanh tra, 15 cuộc kiểm tra) đối với 136 tổ chức; phát hiện 43 trường hợp vi phạm, chiếm "
        "31,6%; xử phạt 38 trường hợp.",
        "31,6%",
        "3,1%",
    ),
}


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS.values(), ids=SLIPS.keys())
def test_a_wrong_figure_is_told_of_and_the_right_text_is_not(text, right, wrong):
    assert told(text) == []
    assert any(wrong in place for _, place in told(text.replace(right, wrong, 1)))


def test_only_what_leaves_no_other_reading_is_a_contradiction():
    severities = {
        name: {severity for severity, _ in told(text.replace(right, wrong, 1))}
        for name, (text, right, wrong) in SLIPS.items()
    }

    assert {name for name, found in severities.items() if "contradiction" in found} == {
        "one of those that left a herd",
        "what there was of a herd",
    }


RIGHT = {
    "a share of the two together": "Theo giới tính: nam 2.316 người, nữ 1.684 người, chiếm 42,1%.",
    "a share of what stands in another paragraph": "Cả tỉnh có 4.812 cơ sở.\n\nQuý này kiểm tra 214 cơ sở, phát hiện vi phạm ở "
    "các huyện miền núi 96 cơ sở, chiếm 2,0%.",
    "money spent beside projects that add up": "Cấp mới 28 dự án với 512,4 tỷ đồng: phía Bắc 17 dự án (đã giải ngân 104,6 tỷ đồng), "
    "phía Nam 11 dự án (đã giải ngân 87,3 tỷ đồng).",
    "a change whose base is told nowhere": "Tỉnh có 1.358 doanh nghiệp, trong đó cơ khí 518, điện tử 327, dệt may 266; tăng 532 doanh "
    "nghiệp, tức tăng 64,4% so với 5 năm trước.",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT.keys())
def test_what_only_looks_wrong_is_left_alone(text):
    assert told(text) == []
