"""Where words tie figures together but leave open what stands at the other end, a wrong figure is asked about: without that
the reader is told of it only where the right one happens to be named beside it."""

from __future__ import annotations

import pytest

from congthuong.core.audit.check import check
from congthuong.core.document.readers.any import read_any


def told(text: str) -> list[tuple[str, str]]:
    """The severity of each finding that is more than a remark, with the places it points at."""
    findings = check(read_any("bao-cao.txt", f"Báo cáo năm 2025\n\n{text}\n".encode())).findings
    return [(one.severity, span.text) for one in findings if one.severity != "drafting" for span in one.spans]


PEAK = (
    "Công suất lớn nhất trong tháng là 1.284 MW, ghi nhận trưa 17/7; ngày thấp nhất 861 MW. Mức này cao hơn 46 MW so với đỉnh "
    "1.238 MW của tháng trước."
)
POOR = (
    "Toàn huyện có 21.460 hộ, trong đó 1.387 hộ nghèo. So với đầu năm (1.642 hộ), số hộ nghèo giảm 255 hộ, các xã vùng cao "
    "giảm nhanh hơn."
)
CHARGED = (
    "Tỷ lệ giải ngân đạt 61,7% kế hoạch; tỷ lệ này năm 2024 là 54,2%, như vậy đã tăng 7,5 điểm phần trăm."
)
SALES = (
    "Lượng xăng dầu bán ra trong tuần là 2.318 m3. Thị trường ổn định. So với 2.094 m3 của tuần trước tăng 10,7%, không có cửa "
    "hàng nào đóng cửa."
)
GUESTS = (
    "Năm 2025 tỉnh đón 1.846.300 lượt khách, trong đó khách quốc tế 214.700 lượt. Công suất phòng bình quân 63%. Khách đi theo "
    "đoàn 512.800 lượt, chiếm 27,8%, nhiều nhất vào tháng 6."
)
FAULTS = (
    "Trong quý lưới điện trung áp có 118 sự cố, làm mất điện 3 huyện. Nguyên nhân: 47 sự cố do sét, 32 sự cố do cây đổ, 24 sự cố "
    "do thiết bị, 15 sự cố do phương tiện va quệt."
)
QUARTERS = (
    "Doanh thu chín tháng năm 2025 đạt 48.217 tỷ đồng, trong đó lưu trú và ăn uống 9.306 tỷ đồng. Các quý lần lượt là "
    "15.382 tỷ đồng, 16.094 tỷ đồng và 16.741 tỷ đồng."
)
GROWTH = (
    "Chỉ số sản xuất công nghiệp tăng 9,14% so với cùng kỳ, riêng tháng 9 tăng 11,3%. Trong các ngành, chế biến, chế tạo tăng "
    "9,86%, đóng góp 7,93 điểm phần trăm; sản xuất và phân phối điện tăng 6,2%, đóng góp 0,92 điểm phần trăm; cung cấp nước "
    "tăng 5,1%, đóng góp 0,11 điểm phần trăm; khai khoáng tăng 2,0%, đóng góp 0,18 điểm phần trăm."
)
DOSSIERS = (
    "Đầu kỳ tồn 58 hồ sơ, tiếp nhận trong tháng 2.914 hồ sơ, giải quyết 2.925 hồ sơ (2.803 hồ sơ trước hạn, 122 hồ sơ đúng "
    "hạn), chuyển kỳ sau 47 hồ sơ."
)
CRITERIA = (
    "Tỉnh có 69 xã, trong đó 24 xã vùng cao. Số xã đạt chuẩn là 41, chiếm 59,4%. Cộng dồn các xã đạt 1.104 tiêu chí, bình quân 16,0 "
    "tiêu chí/xã."
)
WEEK = "Sản lượng điện cả tuần đạt 136,64 triệu kWh, bình quân ngày 19,52 triệu kWh. Không có ngày nào phải tiết giảm."

SLIPS = {
    "a peak and what it is set beside": (PEAK, "1.238 MW", "2.138 MW"),
    "by how much a peak is higher": (PEAK, "46 MW", "64 MW"),
    "what there was at the start, in brackets": (POOR, "1.642 hộ", "642 hộ"),
    "by how many households fewer": (POOR, "255 hộ", "225 hộ"),
    "a rate of the year before": (CHARGED, "54,2%", "45,2%"),
    "the base of a rate, told before it": (SALES, "2.094 m3", "2.904 m3"),
    "a share of what stands sentences before": (GUESTS, "27,8%", "72,8%"),
    "the amount of such a share": (GUESTS, "512.800", "521.800"),
    "one of the causes of faults told before": (FAULTS, "32 sự cố", "23 sự cố"),
    "a quarter of nine months": (QUARTERS, "16.094", "16.904"),
    "a branch's points of a growth that stands among others": (GROWTH, "7,93", "9,73"),
    "what was carried over, with what came and went": (DOSSIERS, "58 hồ sơ", "85 hồ sơ"),
    "a total taken up where the report sums up": (
        "Doanh số bán lẻ trên địa bàn ước 27.416 tỷ đồng, chợ 9.205 tỷ đồng.\n\nTóm lại, với mức bán ra 27.416 tỷ đồng, thị trường ổn định.",
        "27.416 tỷ đồng, thị",
        "27.461 tỷ đồng, thị",
    ),
    "what there was before a rise": (
        "Lượng tồn tăng thêm 0,47 triệu m3, đưa dự trữ lưu thông từ 1,86 triệu m3 lên 2,33 triệu m3.",
        "1,86",
        "1,68",
    ),
    "the months before, of a total that its parts make": (
        "Giá trị sản xuất tháng 8 ước 71.284,3 tỷ đồng, nâng lũy kế 8 tháng lên 528.917,6 tỷ đồng (7 tháng đầu năm đạt 457.633,3 "
        "tỷ đồng). Chia ra: khu vực trong nước 148.206,1 tỷ đồng, khu vực đầu tư nước ngoài 380.711,5 tỷ đồng.",
        "457.633,3",
        "475.633,3",
    ),
    "what is left after those that are done": (
        "Đường dây nóng nhận 94 tin báo, đã xác minh 81 tin, còn 13 tin chờ xử lý.",
        "94",
        "49",
    ),
    "what is spread on each": (
        "Đã tổ chức 46 chuyến bán hàng, doanh thu 3.588 triệu đồng, mỗi chuyến thu 78,0 triệu đồng.",
        "46",
        "64",
    ),
    "by how much a growth is above one of before": (
        "Chỉ số sản xuất 9 tháng tăng 12,36%, cao hơn mức tăng 8,91% của 9 tháng năm 2024 là 3,45 điểm phần trăm.",
        "3,45",
        "5,43",
    ),
    "what is spread on things counted before": (CRITERIA, "1.104", "1.140"),
    "the average of a week's days": (WEEK, "19,52", "91,52"),
}


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS.values(), ids=SLIPS.keys())
def test_a_wrong_figure_is_told_of_and_the_right_text_is_not(text, right, wrong):
    assert told(text) == []
    assert any(wrong in place or place in wrong for _, place in told(text.replace(right, wrong, 1)))


RIGHT = {
    "a step on to a target": "Tỷ lệ hộ dùng nước sạch 91,36%, tăng 1,2 điểm phần trăm so với đầu năm (90,16%), kế hoạch cuối năm đạt "
    "92,5%, còn phải tăng thêm 1,14 điểm phần trăm.",
    "steps told in the order of their bases": "Chè chế biến 38,6 nghìn tấn, cà phê 27,2 nghìn tấn; hai sản phẩm tăng lần lượt 4,3% và "
    "9,7% so với 37 nghìn tấn và 24,8 nghìn tấn năm trước.",
    "a bracket that belongs to the step before": "So cùng kỳ, số vụ tăng 31 (147 vụ), trị giá giảm 12,4% (18,06 tỷ đồng). Đã xử phạt "
    "152 vụ.",
    "a share of the plan": "Thu ngân sách đạt 4.812 tỷ đồng, bằng 61,3% dự toán; chi 3.906 tỷ đồng.",
    "a share of both sides together": "Lao động nam 3.118 người, nữ 2.262 người, chiếm 42,0%.",
    "shares each right, and a part told without one": "Nguồn điện 92,40 tỷ kWh: nhiệt điện than 48,05 tỷ kWh, chiếm 52,0%; thủy điện "
    "27,72 tỷ kWh, chiếm 30,0%; điện gió, mặt trời 14,78 tỷ kWh, chiếm 16,0%; nhập khẩu 1,85 tỷ kWh.",
    "a row that names some": "Doanh thu 8.412 tỷ đồng. Các đơn vị lớn như Phú Gia 1.208 tỷ đồng, Hòa An 962 tỷ đồng.",
    "a stock and what came of it": "Chợ: đầu năm có 84 điểm, mở thêm 9 điểm, đóng 4 điểm, cuối năm còn 89 điểm.",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT.keys())
def test_what_only_looks_wrong_is_left_alone(text):
    assert told(text) == []


def test_what_the_words_leave_open_is_no_contradiction():
    """The officer is asked, not accused: the figure at the other end may stand in a part that was not handed in."""
    severities = {severity for severity, _ in told(GUESTS.replace("27,8%", "72,8%"))}

    assert severities == {"suspicious"}


def test_an_average_a_month_is_of_the_months_in_the_heading():
    """A plan of the year told in between does not make twelve months of six."""
    text = (
        "BÁO CÁO\nKết quả 6 tháng đầu năm 2025\n\nNguồn hàng thực hiện 15,42 triệu m3, bằng 51,4% hạn mức cả năm 2025 là 30,0 triệu "
        "m3. Tiêu thụ 14,58 triệu m3, bình quân 2,43 triệu m3/tháng.\n"
    )
    audit = check(read_any("bao-cao.txt", text.encode()))

    assert [one.message for one in audit.findings] == []
    assert "14,58 triệu m3 / 6 tháng = 2,43 triệu m3" in [one.arithmetic for one in audit.relations]
