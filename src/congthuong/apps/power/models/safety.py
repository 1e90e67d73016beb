"""Safety of the grid and of chemicals, prices of what has to give way, reports on the environment."""

from __future__ import annotations

from congthuong.apps.power.models.grid import HIGH_VOLTAGES, LOW, MEDIUM
from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import RegisterRow

FAULTS = ("nhà ở, công trình", "cây trồng", "thi công, đào đắp", "khác")
CASE_STATES = ("phát hiện", "đã lập biên bản", "đang xử lý", "đã xử lý")
DRAFT, HANDED_IN, IN_FORCE, OVER = "dự thảo", "trình Ủy ban nhân dân tỉnh", "đã ban hành", "hết hiệu lực"
CHEMICAL_PLANS = (
    "kế hoạch của cơ sở",
    "biện pháp của cơ sở",
    "kế hoạch cấp tỉnh",
    "kiện toàn Ban Chỉ đạo",
)
CHEMICAL_STATES = ("đang lập", "đã trình", "đã phê duyệt", "đã diễn tập")
NOT_SENT, ON_TIME, LATE = "chưa gửi", "đúng hạn", "trễ hạn"


class CorridorCase(RegisterRow):
    """A breach of a line's safety corridor, found on `effective_from` (Decree 14/2014/NĐ-CP)."""

    duong_day = Text("đường dây", blank=False)
    cap_dien_ap = Text("cấp điện áp", words=(LOW, MEDIUM, *HIGH_VOLTAGES), max_length=20)
    loai = Text("loại vi phạm", words=FAULTS, blank=False, max_length=40)
    chu_cong_trinh = Text("người vi phạm")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    han_xu_ly = Day("hạn xử lý")
    trang_thai = Text("trạng thái", words=CASE_STATES, blank=False, max_length=40)


class CompensationPrice(RegisterRow):
    """What is paid for one thing that a line makes give way; in force from `effective_from` on."""

    noi_dung = Text("tài sản, chính sách", blank=False)
    cong_trinh = Text("công trình")
    don_vi = Text("đơn vị tính", max_length=40)
    don_gia = Number("đơn giá", unit="đồng")
    van_ban = DocumentNumber("quyết định")
    trang_thai = Text("trạng thái", words=(DRAFT, HANDED_IN, IN_FORCE, OVER), blank=False, max_length=40)


class ChemicalPlan(RegisterRow):
    """A plan against chemical incidents (Decree 113/2017/NĐ-CP)."""

    ten = Text("cơ sở, đơn vị", blank=False)
    loai = Text("loại", words=CHEMICAL_PLANS, blank=False, max_length=40)
    hoa_chat = Text("hóa chất")
    khoi_luong = Number("khối lượng lớn nhất", unit="tấn", decimal_places=3)
    van_ban = DocumentNumber("văn bản phê duyệt")
    ngay_dien_tap = Day("ngày diễn tập gần nhất")
    trang_thai = Text("trạng thái", words=CHEMICAL_STATES, blank=False, max_length=40)


class EnvironmentReport(RegisterRow):
    """A report on the environment that is owed, and whether it went out in time."""

    ten = Text("báo cáo", blank=False)
    noi_nhan = Text("nơi nhận")
    han_gui = Day("hạn gửi", blank=False)
    ngay_gui = Day("ngày gửi")
    van_ban = DocumentNumber("số văn bản")
    ket_qua = Text("kết quả", words=(NOT_SENT, ON_TIME, LATE), blank=False, max_length=20)
