"""Lines and substations: the many as counted by district, the few that are being built one by one."""

from __future__ import annotations

from congthuong.apps.registers.columns import DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import RegisterRow

MEDIUM, LOW = "trung thế", "hạ thế"
HIGH_VOLTAGES = ("110 kV", "220 kV", "500 kV")
WORKS = ("đường dây", "trạm biến áp", "đường dây và trạm biến áp")
WORK_STATES = (
    "thỏa thuận hướng tuyến",
    "giải phóng mặt bằng",
    "thi công",
    "đóng điện",
    "dừng thực hiện",
)


class LineCount(RegisterRow):
    """Kilometres of lines of one voltage in a district on `effective_from`."""

    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",), blank=False)
    cap_dien_ap = Text("cấp điện áp", words=(MEDIUM, LOW, *HIGH_VOLTAGES), blank=False, max_length=20)
    dau_ky = Number("đầu kỳ", unit="km", decimal_places=2)
    moi = Number("phát triển trong kỳ", unit="km", decimal_places=2)
    giam = Number("thu hồi trong kỳ", unit="km", decimal_places=2)
    cuoi_ky = Number("cuối kỳ", unit="km", decimal_places=2, blank=False)


class SubstationCount(RegisterRow):
    """Transformer stations of a district and their capacity on `effective_from`."""

    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",), blank=False)
    tram_dau_ky = Number("trạm đầu kỳ", unit="trạm biến áp")
    tram_moi = Number("trạm phát triển trong kỳ", unit="trạm biến áp")
    tram_giam = Number("trạm thu hồi trong kỳ", unit="trạm biến áp")
    tram_cuoi_ky = Number("trạm cuối kỳ", unit="trạm biến áp", blank=False)
    kva_dau_ky = Number("dung lượng đầu kỳ", unit="kVA", decimal_places=1)
    kva_moi = Number("dung lượng phát triển trong kỳ", unit="kVA", decimal_places=1)
    kva_giam = Number("dung lượng thu hồi trong kỳ", unit="kVA", decimal_places=1)
    kva_cuoi_ky = Number("dung lượng cuối kỳ", unit="kVA", decimal_places=1, blank=False)


class GridWork(RegisterRow):
    """A line or substation of 110 kV and more that is planned or being built."""

    cong_trinh = Text("công trình", blank=False)
    loai = Text("loại", words=WORKS, max_length=40)
    cap_dien_ap = Text("cấp điện áp", words=HIGH_VOLTAGES, max_length=20)
    chieu_dai = Number("chiều dài", unit="km", decimal_places=2)
    cong_suat = Number("công suất trạm", unit="MVA", decimal_places=1)
    chu_dau_tu = Text("chủ đầu tư")
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    giai_phong_mat_bang = Number("đã giải phóng mặt bằng", unit="%", decimal_places=2)
    vuong_mac = Text("vướng mắc")
    van_ban = DocumentNumber("văn bản phê duyệt")
    trang_thai = Text("trạng thái", words=WORK_STATES, blank=False, max_length=40)
