"""Power projects with their milestones, and thermal plants in their season."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.rows import RegisterRow

SOURCES = ("điện gió", "điện mặt trời", "nhiệt điện than", "điện khí LNG", "điện sinh khối")
PLANS = (
    "chưa có trong quy hoạch",
    "đề nghị bổ sung Quy hoạch điện VII điều chỉnh",
    "đề nghị bổ sung Quy hoạch điện VIII",
    "đã có trong quy hoạch",
)
PROPOSED, SURVEYED, APPROVED, BUILDING, RUNNING, ENDED = (
    "đề xuất", "khảo sát, nghiên cứu", "đã có chủ trương đầu tư", "đang đầu tư", "vận hành thương mại", "chấm dứt",
)  # fmt: skip
STEPS = (
    "bổ sung quy hoạch", "chủ trương đầu tư", "giải phóng mặt bằng", "khởi công", "đóng điện", "vận hành thương mại",
)  # fmt: skip


class PowerProject(RegisterRow):
    """A power station that is proposed, built or run; in the register from `effective_from` on."""

    ten = Text("dự án", blank=False)
    loai = Text("loại nguồn", words=SOURCES, blank=False, max_length=40)
    cong_suat = Number("công suất", unit="MW", decimal_places=2)
    chu_dau_tu = Text("nhà đầu tư")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    quy_hoach = Text("quy hoạch", words=PLANS, max_length=60)
    van_ban = DocumentNumber("văn bản quy hoạch, chủ trương")
    giai_phong_mat_bang = Number("đã giải phóng mặt bằng", unit="%", decimal_places=2)
    ngay_van_hanh = Day("ngày vận hành thương mại")
    trang_thai = Text(
        "trạng thái", words=(PROPOSED, SURVEYED, APPROVED, BUILDING, RUNNING, ENDED), blank=False, max_length=40
    )  # fmt: skip
    ghi_chu = Text("ghi chú")


class Milestone(RegisterRow):
    """What a project has to reach by when, and when it did."""

    du_an = RowKey("dự án", register="du_an_dien", blank=False)
    moc = Text("mốc", words=STEPS, blank=False, max_length=40)
    ngay_ke_hoach = Day("ngày theo kế hoạch")
    ngay_dat = Day("ngày đạt")
    ghi_chu = Text("ghi chú")


class ThermalPlant(RegisterRow):
    """A thermal power station that ran at full load through the dry season."""

    nha_may = Text("nhà máy", blank=False)
    du_an = RowKey("mã trong sổ dự án điện", register="du_an_dien")
    nhien_lieu = Text("nhiên liệu", max_length=60)
    cong_suat = Number("công suất", unit="MW", decimal_places=2)
    san_luong = Number("sản lượng trong mùa khô", unit="triệu kWh", decimal_places=2)
