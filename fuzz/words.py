"""The pieces that texts with figures are made of; a byte of fuzzed input picks one."""

from __future__ import annotations

from typing import Final

_WRITTEN: Final = r"""
0|1|7|12|100|1.240|19.125,44|45.400|0,5|1,5|50,17%|100%|-5%|12,3%|1/0|604/1.424|31/02/2020|8/6/2020|2020|2019|13|99
1.2.3.4|1,,2|10^99|½|(1)|(2)|(3)|a)|b)|I.|II.|1.|1.1.|- |+ |* |(|)|[|]|;|,|.|:|\n|\n\n|\f|\t|"|«|»|/|-|–|%|‰|=|x
tỷ đồng|triệu đồng|đồng|triệu USD|tỷ kWh|kWh|nghìn tấn|tấn|lít|ha|tạ/ha|hồ sơ|xã|chợ|doanh nghiệp|lần|điểm phần trăm|người|người/km2
đạt|ước đạt|tăng|giảm|tăng thêm|so với cùng kỳ|so với tháng trước|so với kế hoạch|kế hoạch năm|kế hoạch|vượt|bằng|gấp|chiếm
chiếm tỷ trọng|trong đó|gồm|bao gồm|như|còn lại|tổng số|toàn tỉnh|lần lượt là|và|hoặc|từ|đến|lên|xuống còn|nâng tổng số lên
bình quân|mỗi|trên|dưới|gần|khoảng|hơn|không|tồn đầu kỳ|tiếp nhận|đã giải quyết|xuất khẩu|nhập khẩu|xuất siêu|cán cân thương mại
đóng góp|làm tăng|năng suất|diện tích|sản lượng|Giá trị sản xuất công nghiệp|Tổng mức bán lẻ hàng hóa|Chỉ số sản xuất công nghiệp
Thủy sản đông lạnh|Gạo xay xát|6 tháng đầu năm 2020|quý I/2020|quý II năm 2021|tháng 5|tháng 13|cả năm 2020|năm 2020|cùng kỳ năm 2019
ngày 12 tháng 6 năm 2020|thứ Hai|Quyết định số 20/2018/QĐ-UBND|Nghị định 30/2020/NĐ-CP|huyện Càng Long|tỉnh Trà Vinh|xã Bình Phú|Bảng 1
Tổng cộng|Đơn vị tính: tỷ đồng|TT|Chỉ tiêu|Thực hiện|Ước thực hiện|Tỷ lệ (%)|   |     |BÁO CÁO|Tình hình|I. KẾT QUẢ|Nơi nhận:|kỳ1|công tơ7|siêu thị8;
"""
_SIGNS: Final = ((r"\n", "\n"), (r"\f", "\f"), (r"\t", "\t"))


def _words() -> tuple[str, ...]:
    text = _WRITTEN.strip("\n").replace("\n", "|")
    for written, sign in _SIGNS:
        text = text.replace(written, sign)
    return tuple(text.split("|"))


WORDS: Final = _words()


def text_of(choices: bytes) -> str:
    """A text of one word for each byte; a byte of 255 joins two words without a space."""
    made: list[str] = []
    for choice in choices:
        if choice == 255 and made:
            made[-1] = made[-1].rstrip(" ")
        else:
            made.append(WORDS[choice % len(WORDS)] + " ")
    return "".join(made)
