"""Where people buy: markets, and shops of the modern kind."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.rows import RegisterRow

CLASSES = ("hạng 1", "hạng 2", "hạng 3")
MARKET_KINDS = ("dân sinh", "đầu mối", "nông thôn", "đêm")
BUILDINGS = ("kiên cố", "bán kiên cố", "tạm")
BOARD, TEAM, COMPANY, COOPERATIVE, HOUSEHOLD = (
    "ban quản lý", "tổ quản lý", "doanh nghiệp", "hợp tác xã", "hộ kinh doanh",
)  # fmt: skip
MODELS = (BOARD, TEAM, COMPANY, COOPERATIVE, HOUSEHOLD)
OPEN, REBUILT, STOPPED, TURNED = "hoạt động", "đang cải tạo", "ngừng hoạt động", "chuyển công năng"
PLANNED, APPROVED, CONVERTED, DROPPED = (
    "trong kế hoạch",
    "đã phê duyệt phương án",
    "đã chuyển đổi",
    "thôi chuyển đổi",
)
CENTRE, SUPERMARKET, CONVENIENCE, MACHINE = (
    "trung tâm thương mại", "siêu thị", "cửa hàng tiện lợi", "máy bán hàng tự động",
)  # fmt: skip


class Market(RegisterRow):
    """A market of the province's network (Decree 60/2024/NĐ-CP; its class by the number of stalls)."""

    ten = Text("tên chợ", blank=False)
    hang = Text("hạng", words=CLASSES, max_length=10)
    loai = Text("loại chợ", words=MARKET_KINDS, max_length=20)
    tinh_chat = Text("nhà lồng", words=BUILDINGS, max_length=20)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dia_chi = Text("địa chỉ")
    nam_xay_dung = Number("năm xây dựng, cải tạo", grouped=False, max_digits=4)
    dien_tich = Number("diện tích đất", unit="m2", decimal_places=1)
    diem_kinh_doanh = Number("điểm kinh doanh", unit="điểm")
    ho_co_dinh = Number("hộ kinh doanh cố định", unit="hộ")
    trong_quy_hoach = Text("trong quy hoạch", words=("có", "không"), max_length=10)
    mo_hinh = Text("mô hình quản lý", words=MODELS, max_length=40)
    don_vi_quan_ly = Text("đơn vị quản lý, khai thác")
    quyet_dinh = DocumentNumber("quyết định giao quản lý")
    trang_thai = Text("trạng thái", words=(OPEN, REBUILT, STOPPED, TURNED), blank=False, max_length=40)


class MarketConversion(RegisterRow):
    """A market that is to be run by somebody else, in the plan from `effective_from` on."""

    cho = RowKey("chợ", register="cho", blank=False)
    nam = Number("năm thực hiện", grouped=False, max_digits=4, blank=False)
    mo_hinh_moi = Text("mô hình sau chuyển đổi", words=MODELS, blank=False, max_length=40)
    ke_hoach = DocumentNumber("kế hoạch")
    quyet_dinh = DocumentNumber("quyết định phê duyệt phương án")
    ngay_chuyen_doi = Day("ngày chuyển đổi")
    trang_thai = Text("trạng thái", words=(PLANNED, APPROVED, CONVERTED, DROPPED), blank=False, max_length=40)
    ghi_chu = Text("ghi chú")


class Outlet(RegisterRow):
    """A shopping centre, a supermarket, a convenience store or a vending machine; opened on `effective_from`."""

    ten = Text("tên", blank=False)
    loai = Text("loại", words=(CENTRE, SUPERMARKET, CONVENIENCE, MACHINE), blank=False, max_length=40)
    chuoi = Text("chuỗi, thương hiệu", max_length=80)
    hang = Text("hạng", words=("hạng I", "hạng II", "hạng III"), max_length=10)
    chu_quan = Text("đơn vị chủ quản")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dia_chi = Text("địa chỉ")
    dien_tich = Number("diện tích kinh doanh", unit="m2", decimal_places=1)
    noi_quy = DocumentNumber("văn bản phê duyệt nội quy, xếp hạng")
    trang_thai = Text("trạng thái", words=(OPEN, STOPPED), blank=False, max_length=40)
