"""Power saved, bills reduced, and what is done so that people save."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, Text
from congthuong.apps.registers.rows import RegisterRow

SECTORS = (
    "Chiếu sáng công cộng",
    "Cơ quan hành chính sự nghiệp",
    "Sinh hoạt - Kinh doanh dịch vụ",
    "Doanh nghiệp sản xuất",
)
EVENTS = ("cuộc thi", "tuyên truyền", "tập huấn")


PLANNED, UNDER_WAY, DONE, NOT_HELD = "theo kế hoạch", "đang diễn ra", "đã xong", "không tổ chức"


class Saving(RegisterRow):
    """Power that a sector saved from `tu_ngay` to the day of the count, `effective_from`."""

    khu_vuc = Text("khu vực sử dụng", words=SECTORS, blank=False, max_length=60)
    tu_ngay = Day("tính từ ngày")
    tiet_kiem = Number("điện tiết kiệm", unit="kWh", blank=False)


class BillSupport(RegisterRow):
    """A round in which bills were reduced, as counted on `effective_from`."""

    dot = Text("đợt", blank=False)
    ky_hoa_don = Text("kỳ hóa đơn", blank=False, max_length=120)
    khach_hang = Number("khách hàng được hỗ trợ", unit="khách hàng")
    so_tien = Number("số tiền hỗ trợ", unit="tỷ đồng", decimal_places=3)
    van_ban = DocumentNumber("văn bản")


class EnergyEvent(RegisterRow):
    """A contest, campaign or course on saving energy, on `effective_from`."""

    ten = Text("tên", blank=False)
    loai = Text("loại", words=EVENTS, blank=False, max_length=40)
    phoi_hop = Text("đơn vị phối hợp")
    doi_tuong = Text("đối tượng")
    so_nguoi = Number("người tham gia", unit="người")
    ket_qua = Text("kết quả")
    trang_thai = Text("trạng thái", words=(PLANNED, UNDER_WAY, DONE, NOT_HELD), max_length=40)
