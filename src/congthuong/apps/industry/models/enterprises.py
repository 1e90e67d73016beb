"""Who produces: enterprises one by one, establishments and households as they are counted, and what they plan."""

from __future__ import annotations

from congthuong.apps.registers.columns import ClassCode, Day, DocumentNumber, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow

LEGAL_FORMS = ("doanh nghiệp", "hợp tác xã")
OWNERSHIPS = ("nhà nước", "ngoài nhà nước", "có vốn đầu tư nước ngoài")
RUNNING, SUSPENDED, ROTATING, DISSOLVED = "hoạt động", "tạm ngừng", "nghỉ luân phiên", "giải thể"
STATES = (RUNNING, SUSPENDED, ROTATING, DISSOLVED)
SPELLS = ("tạm ngừng hoạt động", "cho công nhân nghỉ luân phiên")
PLAN_STATES = ("đã đề nghị", "đã nhận", "đã tổng hợp")


class Enterprise(HouseholdRow):
    """An enterprise or cooperative that produces industrial goods; founded on `effective_from`, ended on `effective_to`."""

    ten = Text("tên doanh nghiệp", blank=False)
    ma_so_thue = Text("mã số thuế", max_length=14)
    loai_hinh = Text("loại hình", words=LEGAL_FORMS, blank=False, max_length=40)
    so_huu = Text("hình thức sở hữu", words=OWNERSHIPS, max_length=40)
    nganh = ClassCode("ngành (VSIC)")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dia_chi = Text("địa chỉ")
    lao_dong = Number("lao động", unit="lao động")
    san_pham = Text("sản phẩm chính")
    cong_suat = Text("công suất thiết kế", max_length=120)
    trang_thai = Text("trạng thái", words=STATES, blank=False, max_length=40)
    ly_do = Text("lý do của trạng thái")
    quyet_dinh = DocumentNumber("quyết định, giấy chứng nhận")
    ngay_cap = Day("ngày cấp")


class Suspension(RegisterRow):
    """A spell in which an enterprise stood still or sent its workers on leave in turns, from `effective_from` on."""

    doanh_nghiep = Text("doanh nghiệp", blank=False)
    ma_doanh_nghiep = RowKey("mã trong sổ doanh nghiệp", register="doanh_nghiep_cn")
    hinh_thuc = Text("hình thức", words=SPELLS, max_length=40)
    lao_dong = Number("lao động nghỉ việc", unit="lao động")
    ly_do = Text("lý do")


class EstablishmentCount(RegisterRow):
    """Establishments and household businesses of one commune and industry as counted on `effective_from`.

    Only counts: who the households are is no business of this register.
    """

    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",), blank=False)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    nganh = ClassCode("ngành (VSIC)", blank=False)
    dau_ky = Number("số cơ sở đầu kỳ", unit="cơ sở")
    moi = Number("thêm trong kỳ", unit="cơ sở")
    giam = Number("ngừng trong kỳ", unit="cơ sở")
    cuoi_ky = Number("số cơ sở cuối kỳ", unit="cơ sở", blank=False)
    lao_dong = Number("lao động", unit="lao động")


class ProductionPlan(RegisterRow):
    """What an enterprise plans to make of one product in the five years from `nam_dau` on."""

    doanh_nghiep = RowKey("doanh nghiệp", register="doanh_nghiep_cn", blank=False)
    san_pham = Text("sản phẩm", blank=False)
    don_vi = Text("đơn vị tính", blank=False, max_length=40)
    nam_dau = Number("năm đầu", grouped=False, blank=False, max_digits=4)
    nam_1 = Number("năm thứ nhất", decimal_places=3)
    nam_2 = Number("năm thứ hai", decimal_places=3)
    nam_3 = Number("năm thứ ba", decimal_places=3)
    nam_4 = Number("năm thứ tư", decimal_places=3)
    nam_5 = Number("năm thứ năm", decimal_places=3)
    trang_thai = Text("trạng thái", words=PLAN_STATES, blank=False, max_length=40)
    ghi_chu = Text("ghi chú")
