"""Products that are judged: the vote on typical rural industrial products, and OCOP."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow

LEVELS = ("cấp huyện", "cấp tỉnh", "cấp khu vực", "cấp quốc gia")
"""From below upward: a product that is voted may be nominated for the next."""
GROUPS = (
    "Chế biến nông, thủy sản và thực phẩm",
    "Thủ công mỹ nghệ",
    "Thiết bị, máy móc, dụng cụ, phụ tùng cơ khí và nhóm khác",
)
ENTERED, ADMITTED, PASSED, FAILED, CERTIFIED = (
    "đăng ký", "hồ sơ hợp lệ", "đạt", "không đạt", "đã cấp giấy chứng nhận",
)  # fmt: skip
NOMINATED = ("chưa đề cử", "đề cử lên cấp trên")


PLANNED, TAKING_IN, JUDGED, RECOGNISED, NOT_HELD = (
    "theo kế hoạch", "nhận hồ sơ", "đang bình chọn", "đã công nhận", "không tổ chức",
)  # fmt: skip


class Contest(RegisterRow):
    """A round of the vote (kỳ bình chọn), held from `effective_from` on (Circular 26/2014/TT-BCT)."""

    ten = Text("tên kỳ bình chọn", blank=False)
    cap = Text("cấp", words=LEVELS, blank=False, max_length=40)
    lan = Text("lần thứ", max_length=10)
    nam = Number("năm", grouped=False, blank=False, max_digits=4)
    dia_ban = PlaceCode("địa bàn")
    quyet_dinh = DocumentNumber("quyết định công nhận")
    diem_dat = Number("điểm tối thiểu để đạt", decimal_places=2)
    trang_thai = Text("trạng thái", words=(PLANNED, TAKING_IN, JUDGED, RECOGNISED, NOT_HELD), max_length=40)


class ContestEntry(HouseholdRow):
    """A product or set of products that a producer entered."""

    ky = RowKey("kỳ bình chọn", register="ky_binh_chon_cnnt", blank=False)
    cap = Text("cấp", words=LEVELS, blank=False, max_length=40)
    ten = Text("sản phẩm, bộ sản phẩm", blank=False)
    nhom = Text("nhóm sản phẩm", words=GROUPS, blank=False, max_length=80)
    co_so = Text("cơ sở công nghiệp nông thôn", blank=False)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    diem = Number("điểm", decimal_places=2)
    ket_qua = Text(
        "kết quả", words=(ENTERED, ADMITTED, PASSED, FAILED, CERTIFIED), blank=False, max_length=40
    )
    giay_chung_nhan = Text("số giấy chứng nhận", max_length=60)
    ngay_cap = Day("ngày cấp giấy")
    de_cu = Text("đề cử", words=NOMINATED, max_length=40)


class OcopProduct(HouseholdRow):
    """A product of the OCOP programme, recognised from `effective_from` on; its stars follow from its score (`ocop.toml`)."""

    ten = Text("sản phẩm", blank=False)
    chu_the = Text("chủ thể", blank=False)
    nhom = Text("nhóm sản phẩm", max_length=120)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    ngay_cham = Day("ngày đánh giá", blank=False)
    diem_a = Number("điểm phần A", decimal_places=2)
    diem_b = Number("điểm phần B", decimal_places=2)
    diem_c = Number("điểm phần C", decimal_places=2)
    diem = Number("tổng điểm", decimal_places=2)
    hang_sao = Text("hạng sao", words=("1 sao", "2 sao", "3 sao", "4 sao", "5 sao"), max_length=10)
    quyet_dinh = DocumentNumber("quyết định công nhận")
    ngay_cap = Day("ngày cấp giấy chứng nhận")
    ngay_het_han = Day("ngày hết hạn")
