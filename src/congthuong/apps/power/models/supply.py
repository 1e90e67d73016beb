"""Who uses power: households as counted, meters of rooftop solar power, large consumers, requests for a line."""

from __future__ import annotations

from congthuong.apps.power.models.grid import HIGH_VOLTAGES, LOW, MEDIUM
from congthuong.apps.registers.columns import ClassCode, DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import RegisterRow

CUSTOMERS = ("hộ gia đình", "doanh nghiệp", "cơ quan, tổ chức")
METER_STATES = ("đang vận hành", "ngừng")
LARGE, IMPORTANT, FIRST = "sử dụng điện lớn", "sử dụng điện quan trọng", "ưu tiên cấp điện"
REQUEST_STATES = ("tiếp nhận", "đã khảo sát", "có phương án cấp điện", "đã cấp điện", "không thực hiện")


class HouseholdCount(RegisterRow):
    """Households of a commune, and those that have electricity, on `effective_from`."""

    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",), blank=False)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    tong_ho = Number("tổng số hộ", unit="hộ")
    dau_ky = Number("hộ có điện đầu kỳ", unit="hộ")
    moi = Number("hộ có điện thêm trong kỳ", unit="hộ")
    giam = Number("hộ có điện giảm trong kỳ", unit="hộ")
    cuoi_ky = Number("hộ có điện cuối kỳ", unit="hộ", blank=False)


class SolarMeter(RegisterRow):
    """A two-way meter of a rooftop solar system, connected on `effective_from` (Decision 13/2020/QĐ-TTg)."""

    cong_to = Text("công tơ", blank=False, max_length=40)
    khach_hang = Text("khách hàng")
    loai_khach = Text("loại khách hàng", words=CUSTOMERS, max_length=40)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    cong_suat = Number("công suất", unit="kWp", decimal_places=2, blank=False)
    trang_thai = Text("trạng thái", words=METER_STATES, blank=False, max_length=40)


class LargeConsumer(RegisterRow):
    """A consumer of the yearly list of large, important and first-served ones, in it from `effective_from` on."""

    ten = Text("khách hàng", blank=False)
    loai = Text("loại", words=(LARGE, IMPORTANT, FIRST), blank=False, max_length=40)
    nganh = ClassCode("ngành (VSIC)")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    cap_dien_ap = Text("cấp điện áp", words=(LOW, MEDIUM, *HIGH_VOLTAGES), max_length=20)
    dien_nang = Number("điện năng một năm", unit="kWh")
    nang_luong = Number("năng lượng một năm", unit="TOE", decimal_places=1)
    quyet_dinh = DocumentNumber("quyết định phê duyệt danh sách")


class LineRequest(RegisterRow):
    """Households that ask for a line together, received or surveyed on `effective_from`; they are not named."""

    noi_dung = Text("nội dung đề nghị", blank=False)
    ap = Text("ấp, khóm", max_length=120)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    so_ho = Number("số hộ", unit="hộ dân")
    chieu_dai = Number("đường dây cần kéo", unit="km", decimal_places=2)
    trang_thai = Text("trạng thái", words=REQUEST_STATES, blank=False, max_length=40)
