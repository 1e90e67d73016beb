"""The industry division's registers: what the rows say now; their history is kept by the layer."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import RegisterRow

LEGAL_FORMS = ("doanh nghiệp", "hợp tác xã")
OWNERSHIPS = ("nhà nước", "ngoài nhà nước", "có vốn đầu tư nước ngoài")
STATES = ("hoạt động", "tạm ngừng", "nghỉ luân phiên", "giải thể")


class Enterprise(RegisterRow):
    """An enterprise or cooperative that produces industrial goods; founded on `effective_from`, ended on `effective_to`."""

    ten = Text("tên doanh nghiệp", blank=False)
    ma_so_thue = Text("mã số thuế", max_length=14)
    loai_hinh = Text("loại hình", words=LEGAL_FORMS, blank=False, max_length=40)
    so_huu = Text("hình thức sở hữu", words=OWNERSHIPS, max_length=40)
    nganh = Text("ngành (VSIC 2018)", max_length=10)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dia_chi = Text("địa chỉ")
    lao_dong = Number("lao động", unit="lao động")
    san_pham = Text("sản phẩm chính")
    cong_suat = Text("công suất thiết kế", max_length=120)
    trang_thai = Text("trạng thái", words=STATES, blank=False, max_length=40)
    quyet_dinh = DocumentNumber("quyết định, giấy chứng nhận")
    ngay_cap = Day("ngày cấp")
